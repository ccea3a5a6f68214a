"""A day's curves: one value for each quarter of an hour since its midnight."""

import math
from collections.abc import Mapping
from itertools import accumulate

import numpy as np

from dashboard.columns import Codes, Floats
from dashboard.ledger import OPEN, Ledger
from dashboard.measure.cut import Cut, Gauge, Recent, Rows, Sieve
from dashboard.measure.days import QUARTER, bounds, instant
from dashboard.measure.groups import counts, quantiles, sentiments
from dashboard.model import Curve

HOUR = 3600.0


def today(
    ledger: Ledger, gauge: Gauge, people: Mapping[str, str] | None = None, sieve: Sieve | None = None
) -> dict[str, Curve]:
    """Each curve of today at steps of 900 s, the last slot still running; None where nothing fell in a slot.

    `people` and `sieve` as in Recent.
    """
    first, after = bounds("today", gauge.at, gauge.zone)
    recent = Recent(ledger, gauge, since=first - HOUR, people=people, sieve=sieve)
    return {
        name: Curve(start=instant(first), step=QUARTER, values=tuple(values))
        for name, values in _curves(recent, first, after).items()
    }


def curves(ledger: Ledger, gauge: Gauge, first: float, after: float) -> dict[str, list[float | None]]:
    """Each curve from an instant (included) to another (excluded), which is not later than just after `gauge.at`.

    Counts are the slot's own. Response times, balance and `waits_begun_last_hour` are of the 60 minutes up to its end,
    as the window `last_60_min` is: a median or a share of the few in a quarter would be a throw of the dice.
    `_so_far` counts from the first instant on: the usual of a sum is not the sum of what is usual.
    """
    return _curves(Recent(ledger, gauge, since=first - HOUR), first, after)


def _curves(recent: Recent, first: float, after: float) -> dict[str, list[float | None]]:
    n = math.ceil((after - first) / QUARTER)
    ends = np.minimum(first + QUARTER * np.arange(1, n + 1), recent.gauge.at)
    cut, hours = Cut(recent, first, after), Cut(recent, first - HOUR, after)

    def slots(rows: Rows, time: str) -> Codes:
        found: Codes = ((rows[time] - first) // QUARTER).astype(np.int64)
        return found

    def count(rows: Rows, time: str) -> list[int]:
        return counts(slots(cut.of(rows, time), time), n)

    def times(name: str) -> list[float | None]:
        rows = hours.of(recent.timed(name, "begun", "ended", opened=False), "ended")
        row, slot = _in_hours(rows["ended"], ends)
        return quantiles(rows["seconds"][row], slot, n, 0.5)

    row, slot = _in_hours(hours.heard["at"], ends)
    heard = sentiments(hours.heard["mood"][row], slot, n)
    begun = recent.begun["begun"]
    messages_in, replies_out = count(recent.heard, "at"), count(recent.replies, "at")
    return {
        "first_response_time": times("first_replies"),
        "next_reply_time": times("next_replies"),
        "balance": [each.balance for each in heard],
        "messages_in": list(messages_in),
        "replies_out": list(replies_out),
        "messages_in_so_far": list(accumulate(messages_in)),
        "replies_out_so_far": list(accumulate(replies_out)),
        "waits_begun": list(count(recent.begun, "begun")),
        "waits_begun_last_hour": list((_up_to(begun, ends) - _up_to(begun, ends - HOUR)).tolist()),
        "queue_size": _queue(recent, ends),
    }


def _queue(recent: Recent, ends: Floats) -> list[float | None]:
    """How many waits ran at each instant.

    A wait that runs now counts only in an open conversation, as in the queue: when one was set to pending is not
    known, so that past slots leave out its running wait as well.
    """
    rows = recent.waits
    begun, ended = rows["begun"], rows["ended"]
    status = recent.ledger.conversations["status"][rows["slot"]]
    counted = ~np.isnan(ended) | (status == OPEN)
    begun, ended = begun[counted], np.where(np.isnan(ended), np.inf, ended)[counted]
    return list((_up_to(begun, ends) - _up_to(ended, ends)).tolist())


def _in_hours(at: Floats, ends: Floats) -> tuple[Codes, Codes]:
    """Which of some instants lie in the hours up to each end, in their order: the place of each, and which hour."""
    ascending = np.argsort(at)
    first, after = (np.searchsorted(at[ascending], edge, side="right") for edge in (ends - HOUR, ends))
    many = after - first
    hour = np.repeat(np.arange(len(ends)), many)
    place = ascending[np.arange(len(hour)) + np.repeat(first - np.cumsum(many) + many, many)]
    order = np.argsort(place, kind="stable")
    return place[order], hour[order]


def _up_to(at: Floats, ends: Floats) -> Codes:
    """How many instants are not after each end."""
    return np.searchsorted(np.sort(at), ends, side="right")
