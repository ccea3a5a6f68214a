"""Bursts: a topic that far more customers write about than usual; told as storms are, by other signs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
from msgspec import Struct

from dashboard.measure.cut import Floats
from dashboard.measure.days import instant
from dashboard.measure.storm import HOUR, Signs, Usual, UsualAt, Watch, last_hour, watch
from dashboard.measure.usual import SLOTS

BURST = Signs(chance=1e-6, least=5, times=2.5, quarters=False)
"""Of topics, which are many and watched each minute: rarer than a storm by chance, and much more than usual."""
HALF = 0.5
"""What is added to a sum of past days, so that what never came is rare and not impossible (Jeffreys)."""


class Burst(Struct, frozen=True, kw_only=True):
    """A topic's burst: `customers` in the last 60 minutes, `usual` in such an hour, `times` as many.

    `usual` is None where it is not known any more, and so is `times`.
    """

    topic: str
    since: datetime
    customers: int
    usual: float | None = None
    times: float | None = None


def mentions(at: Sequence[float], customers: Sequence[object]) -> Floats:
    """When a topic was mentioned, ascending: each customer at most once in 60 minutes, however often he writes.

    `at` are the instants of the messages about it, ascending, `customers` who wrote them.
    """
    last: dict[object, float] = {}
    found: list[float] = []
    for instant_of, customer in zip(at, customers, strict=True):
        if instant_of - last.get(customer, -np.inf) >= HOUR:
            last[customer] = instant_of
            found.append(instant_of)
    return np.array(found, dtype=np.float64)


def hourly(days: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """How many usually mention a topic in the hour up to the end of each quarter of the clock.

    `days` are past days, each its 96 counts of mentions by the quarters of the clock. It is the mean over the days and
    over half an hour before and after, since a single topic is rare, with half a mention added to its sum.
    """
    quarters = np.asarray(days, dtype=np.float64).reshape(-1, SLOTS)
    slots = quarters.sum(axis=0)
    hours = np.sum([np.roll(slots, back) for back in range(4)], axis=0)
    smooth = np.mean([np.roll(hours, shift) for shift in (-2, -1, 0, 1, 2)], axis=0)
    return tuple(((smooth + HALF) / max(len(quarters), 1)).tolist())


def usual_at(hours: Sequence[float] | None, zone: ZoneInfo) -> UsualAt:
    """What is usual at an instant, of `hourly`; never known where there are no past days."""

    def at(when: float) -> Usual | None:
        if hours is None:
            return None
        clock = datetime.fromtimestamp(when, zone)
        return Usual(0.0, hours[clock.hour * 4 + clock.minute // 15])

    return at


def watched(
    before: Mapping[str, Watch],
    at: float,
    said: Mapping[str, Floats],
    usual: Mapping[str, UsualAt],
    begin: float,
) -> dict[str, Watch]:
    """The watch over each topic at an instant.

    `said` are the topics' mentions from an hour before their watch on. A topic that was not watched yet is watched from
    `begin` on; one of which nothing is said any more calms down and is forgotten.
    """
    nothing, unknown = np.empty(0), usual_at(None, ZoneInfo("UTC"))
    now = {
        topic: watch(
            before.get(topic, Watch(begin)), at, said.get(topic, nothing), usual.get(topic, unknown), BURST
        )
        for topic in before.keys() | said.keys()
    }
    return {topic: each for topic, each in now.items() if topic in said or each.since is not None}


def bursts(
    now: Mapping[str, Watch], at: float, said: Mapping[str, Floats], usual: Mapping[str, UsualAt]
) -> tuple[Burst, ...]:
    """The bursts at an instant, that of most times the usual first."""
    found = [
        _burst(topic, each.since, at, said.get(topic, np.empty(0)), usual.get(topic))
        for topic, each in now.items()
        if each.since is not None
    ]
    return tuple(sorted(found, key=lambda burst: (-(burst.times or 0.0), -burst.customers, burst.topic)))


def _burst(topic: str, since: float, at: float, said: Floats, usual: UsualAt | None) -> Burst:
    expected = usual(at) if usual else None
    customers = last_hour(at, said)
    hour = expected.hour if expected else None
    times = customers / hour if hour else None
    return Burst(topic=topic, since=instant(since), customers=customers, usual=hour, times=times)


def counts_by_clock(at: Iterable[float], zone: ZoneInfo) -> tuple[int, ...]:
    """A day's mentions by the quarters of the clock, as `hourly` takes them."""
    counts = [0] * SLOTS
    for when in at:
        clock = datetime.fromtimestamp(when, zone)
        counts[clock.hour * 4 + clock.minute // 15] += 1
    return tuple(counts)
