"""LISTS: the conversations behind each number, one row of a table each, made of the same rows as the number itself."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from dashboard.asking import AskList, Called, Listed, ListName
from dashboard.columns import Codes, Flags, Floats, Index, runs
from dashboard.hearing import MOODS
from dashboard.ledger import OPEN, PENDING, PUBLIC, RESOLVED, SNOOZED, Ledger
from dashboard.measure.cut import Cut, Rows
from dashboard.measure.days import instant
from dashboard.story import ANSWERED

PART = 2_000
"""Conversations in a line: some hundred kilobytes, which a window reads between two frames."""
QUARTER, HOUR, DAY = 900.0, 3600.0, 86_400.0
NEGATIVE, NEUTRAL, POSITIVE, UNSURE = range(len(MOODS))


class Cases(NamedTuple):
    """The rows behind a number, and the duration in seconds that each is about; None where it is about none."""

    rows: Rows
    seconds: Floats | None = None


Listing = Callable[[Cut, str], Cases]
"""Finds the cases in a window; the text is the topic's name, for the list that needs one."""


# ── Now ──────────────────────────────────────────────────────────────────────────────────────────────


def _queue(which: Callable[[Rows, Floats], Flags]) -> Listing:
    """Of the queue those of which some rows and their waits are chosen."""

    def found(cut: Cut, _: str) -> Cases:
        rows = cut.recent.queue
        chosen = np.flatnonzero(which(rows, cut.recent.ages(rows)))
        rows = rows.at(chosen)
        return Cases(rows, cut.recent.ages(rows))

    return found


def _moody(mood: int) -> Listing:
    return _queue(lambda rows, _: rows["last_mood"] == mood)


def _backlog(status: int | None = None) -> Listing:
    def found(cut: Cut, _: str) -> Cases:
        rows = cut.recent.conversations
        states = rows["status"]
        return Cases(rows.where(states != RESOLVED if status is None else states == status))

    return found


# ── In a window ──────────────────────────────────────────────────────────────────────────────────────


def _fell(name: str, time: str) -> Listing:
    """The rows of that name whose time falls in the window."""
    return lambda cut, _: Cases(cut.of(getattr(cut.recent, name), time))


def _times(name: str, begun: str, ended: str) -> Listing:
    def found(cut: Cut, _: str) -> Cases:
        rows = cut.of(cut.recent.timed(name, begun, ended, opened=False), ended)
        return Cases(rows, rows["seconds"])

    return found


def _waits(cut: Cut) -> tuple[Rows, Floats, Flags, Flags]:
    """The waits begun in the window, how long each lasted until now or its end, whether within the target, or young."""
    rows, gauge = cut.begun, cut.recent.gauge
    seconds = rows["ended"] - rows["begun"]
    within = (rows["outcome"] == ANSWERED) & (seconds <= gauge.target)
    runs_on = np.isnan(seconds)
    lasted = np.where(runs_on, gauge.at - rows["begun"], seconds)
    return rows, lasted, within, runs_on & (lasted < gauge.target)


def _missed(cut: Cut, _: str) -> Cases:
    rows, seconds, within, young = _waits(cut)
    chosen = np.flatnonzero(~within & ~young)
    return Cases(rows.at(chosen), seconds[chosen])


def _undecided(cut: Cut, _: str) -> Cases:
    rows, seconds, _within, young = _waits(cut)
    chosen = np.flatnonzero(young)
    return Cases(rows.at(chosen), seconds[chosen])


def _unanswered(cut: Cut, _: str) -> Cases:
    rows = cut.asked.where(np.isnan(cut.asked["answered"]))
    return Cases(rows, cut.recent.gauge.at - rows["begun"])


def _heard(mood: int) -> Listing:
    return lambda cut, _: Cases(cut.heard.where(cut.heard["mood"] == mood))


def _turned(mood: int) -> Listing:
    return lambda cut, _: Cases(cut.turning.where(cut.last_moods == mood))


def _not_met(cut: Cut, _: str) -> Cases:
    return Cases(cut.first_to_negative.where(~cut.first_to_negative["feeling"]))


def _topic(cut: Cut, topic: str) -> Cases:
    ledger, rows = cut.recent.ledger, cut.heard
    bit = next((bit for bit, name in enumerate(ledger.topics.names[1:]) if name == topic), None)
    if bit is None:
        return Cases(rows.at(np.zeros(0, dtype=np.intp)))
    bits = rows["topics"] | ledger.conversations["labels"][rows["slot"]]
    return Cases(rows.where((bits >> bit) & 1 == 1))


# ── The table ────────────────────────────────────────────────────────────────────────────────────────

LISTS: Mapping[ListName, Listing] = {
    "queue": _queue(lambda rows, _: np.ones(len(rows), dtype=bool)),
    "unassigned": _queue(lambda rows, _: rows["assignee"] == 0),
    "assigned": _queue(lambda rows, _: rows["assignee"] > 0),
    "public": _queue(lambda rows, _: rows["public"] == PUBLIC),
    "private": _queue(lambda rows, _: rows["public"] != PUBLIC),
    "under_15_min": _queue(lambda _, ages: ages < QUARTER),
    "over_15_min": _queue(lambda _, ages: ages >= QUARTER),
    "over_1_h": _queue(lambda _, ages: ages >= HOUR),
    "over_4_h": _queue(lambda _, ages: ages >= 4 * HOUR),
    "older": _queue(lambda _, ages: ages >= DAY),
    "queue_negative": _moody(NEGATIVE),
    "queue_neutral": _moody(NEUTRAL),
    "queue_positive": _moody(POSITIVE),
    "queue_unsure": _moody(UNSURE),
    "backlog": _backlog(),
    "backlog_open": _backlog(OPEN),
    "backlog_pending": _backlog(PENDING),
    "backlog_snoozed": _backlog(SNOOZED),
    "messages_in": lambda cut, _: Cases(cut.heard),
    "replies_out": _fell("replies", "at"),
    "waits_begun": lambda cut, _: Cases(cut.begun),
    "conversations_begun": _fell("started", "begun"),
    "first_response_time": _times("first_replies", "begun", "ended"),
    "next_reply_time": _times("next_replies", "begun", "ended"),
    "resolution_time": _times("resolved", "since", "at"),
    "missed": _missed,
    "undecided": _undecided,
    "asked": lambda cut, _: Cases(cut.asked),
    "unanswered": _unanswered,
    "negative": _heard(NEGATIVE),
    "neutral": _heard(NEUTRAL),
    "positive": _heard(POSITIVE),
    "unsure": _heard(UNSURE),
    "turned_around": _turned(POSITIVE),
    "still_negative": _turned(NEGATIVE),
    "not_met": _not_met,
    "topic": _topic,
}


@dataclass(frozen=True)
class Found:
    """The conversations of a list, the most pressing first; a copy, so that the ledger may go on meanwhile."""

    at: float
    cases: int
    total: int
    called: Called
    columns: dict[str, list[Any]]

    def parts(self, asked: int) -> Iterator[Listed]:
        """The list in lines; an empty list is one line, too."""
        told = len(self.columns["ids"])
        for first in range(0, max(1, told), PART):
            yield Listed(
                id=asked,
                at=instant(self.at),
                total=self.total,
                cases=self.cases,
                told=told,
                kept=True,
                first=first,
                called=self.called if first == 0 else None,
                **{name: tuple(column[first : first + PART]) for name, column in self.columns.items()},
            )


def behind(cut: Cut, ask: AskList) -> Found:
    """The conversations behind a number in a window, each once: with its longest duration, the longest first."""
    ledger, at = cut.recent.ledger, cut.recent.gauge.at
    cases = LISTS[ask.of](cut, ask.topic)
    slots, seconds = _once(cases, ledger)
    total = len(slots)
    slots, seconds = slots[: ask.limit], seconds[: ask.limit]
    held = ledger.conversations
    waits = np.where(held["status"][slots] == OPEN, at - held["waiting_since"][slots], np.nan)
    replied = held["answered"][slots] - held["begun"][slots]
    columns: dict[str, list[Any]] = {
        "ids": ledger.ids(slots),
        **{
            name: held[column][slots].tolist()
            for name, column in {
                "channel": "channel",
                "public": "public",
                "team": "team",
                "assignee": "assignee",
                "status": "status",
                "messages": "messages",
                "mood": "last_mood",
                "language": "language",
            }.items()
        },
        "topics": _topics(ledger, slots).tolist(),
        "wait": _or_none(np.maximum(0.0, waits)),
        "first_reply": _or_none(np.where(held["customer_begun"][slots], replied, np.nan)),
        "seconds": _or_none(seconds),
    }
    called = Called(
        channels=tuple(ledger.channels.names),
        teams=tuple(ledger.teams.names),
        agents=tuple(ledger.agents.names),
        topics=tuple(ledger.topics.names[1:]),
    )
    return Found(at, len(cases.rows), total, called, columns)


def _once(cases: Cases, ledger: Ledger) -> tuple[Index, Floats]:
    """Each conversation of the cases once with its longest duration, the longest first; else the latest first."""
    rows = cases.rows
    slots = rows.numbers if rows.table is ledger.conversations else rows["slot"]
    seconds = np.full(len(slots), np.nan) if cases.seconds is None else cases.seconds
    held = ledger.conversations
    order = np.lexsort((-held["last_at"][slots], -np.nan_to_num(seconds, nan=-1.0)))
    slots, seconds = slots[order], seconds[order]
    _, first = np.unique(slots, return_index=True)
    first.sort()
    return slots[first], seconds[first]


def _topics(ledger: Ledger, slots: Index) -> Codes:
    """The bits of the topics of each conversation."""
    held = ledger.conversations
    counts = held["messages"][slots]
    said = counts > 0
    found: Codes = held["labels"][slots].astype(np.int64)
    if said.any():
        bits = ledger.messages["topics"][runs(held["first_message"][slots][said], counts[said])]
        begins = np.cumsum(counts[said]) - counts[said]
        found[said] |= np.bitwise_or.reduceat(bits, begins)
    return found


def _or_none(values: Floats) -> list[float | None]:
    return [None if value != value else value for value in np.round(values, 1).tolist()]  # noqa: PLR0124  nan
