"""The sieve that a filter makes: which rows of the ledger's tables count, by the groups they are measured in."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

import numpy as np

from dashboard.asking import Filter
from dashboard.columns import Codes, Flags, Floats
from dashboard.hearing import LANGUAGES
from dashboard.ledger import PRIVATE, PUBLIC, UNKNOWN, Ledger
from dashboard.measure.cut import Recent, Sieve, Whose
from dashboard.measure.days import local_day
from dashboard.measure.opening import closing_instant, local_instant
from dashboard.measure.shifts import Shifts


def sieve(chosen: Filter, shifts: Shifts) -> Sieve | None:
    """What lets through what a filter chooses; None where it chooses all. A name that nobody has chooses nothing."""
    if not chosen:
        return None

    def lets(recent: Recent, whose: Whose) -> Flags:
        found: Flags = np.ones(len(whose.at), dtype=bool)
        for column, codes in _of_conversations(recent.ledger, chosen):
            found &= np.isin(recent.ledger.conversations[column][whose.slots], codes)
        if chosen.agents:
            found &= np.isin(whose.agents, _places(chosen.agents, recent.keys["agent"]))
        if chosen.shifts:
            found &= on_shift(whose.at, chosen.shifts, shifts, recent.gauge.zone)
        return found

    return lets


def _of_conversations(ledger: Ledger, chosen: Filter) -> Iterator[tuple[str, Codes]]:
    """The columns of the conversations that the filter speaks of, and the codes that it chooses."""
    if chosen.channels:
        yield "channel", _places(chosen.channels, ledger.channels.names)
    if chosen.teams:
        yield "team", _places(chosen.teams, ledger.teams.names)
    if chosen.languages:
        yield "language", _places(chosen.languages, LANGUAGES)
    if chosen.public is not None:  # private is all that is not known to be public, as in the queue
        yield "public", np.array([PUBLIC] if chosen.public else [PRIVATE, UNKNOWN])


def _places(chosen: Sequence[str | None], names: Sequence[str | None]) -> Codes:
    wanted = set(chosen)
    return np.array([place for place, name in enumerate(names) if name in wanted], dtype=np.int64)


def on_shift(at: Floats, names: Sequence[str | None], shifts: Shifts, zone: ZoneInfo) -> Flags:
    """Which instants fall in a shift of one of these names, from its begin (included) to its end (excluded)."""
    found: Flags = np.zeros(len(at), dtype=bool)
    if not len(at):
        return found
    # A shift that crosses midnight began on the day before.
    first, last = local_day(float(at.min()), zone) - timedelta(days=1), local_day(float(at.max()), zone)
    days = [first + timedelta(days=days) for days in range((last - first).days + 1)]
    for shift in (each for each in shifts.shifts if each.name in names):
        begin, end = shift.span
        worked = [day for day in days if day.weekday() in shift.days]
        begins = np.array([local_instant(day, begin, zone) for day in worked])
        ends = np.array([closing_instant(day, end, zone) for day in worked])
        place = np.searchsorted(begins, at, side="right") - 1
        on = place >= 0
        found[on] |= at[on] < ends[place[on]]
    return found
