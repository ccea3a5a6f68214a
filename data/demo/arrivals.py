"""When conversations begin: a Poisson process that follows the local week, and the evenings that don't."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import accumulate
from random import Random
from typing import NamedTuple, TypeVar

from data.demo.plan import DAYS, Evening, Mood, Scenario
from data.demo.rota import Rota, hours_of

HOUR_S = 3600
WEEKEND = 5
T = TypeVar("T")


class Visit(NamedTuple):
    """Somebody begins to write at an instant, with what differs from the ordinary mix."""

    at: int
    public: bool | None = None
    topics: Mapping[str, float] = {}
    moods: Mapping[Mood, float] = {}


class Arrivals:
    """Draws the visits of one scenario."""

    def __init__(self, scenario: Scenario, rota: Rota, rng: Random) -> None:
        self._scenario = scenario
        self._rota = rota
        self._rng = rng
        plan = scenario.arrivals
        workday, weekend = plan.hours, plan.weekend_hours or plan.hours
        shapes = [weekend if day >= WEEKEND else workday for day in range(7)]
        weights = [plan.days.get(name, 0.0) for name in DAYS]
        scale = plan.conversations_a_week / (sum(weights) or 1.0)
        self._rates = [
            [scale * weights[day] * hour / sum(shapes[day]) for hour in shapes[day]] for day in range(7)
        ]

    def rate(self, at: int) -> float:
        """Conversations an hour that are usual at that instant."""
        local = self._rota.local(at)
        return self._rates[local.weekday()][local.hour]

    def ordinary(self, hour: int) -> Iterator[Visit]:
        """The usual visits of the hour that begins at that instant."""
        rate = self.rate(hour)
        evening = self._scenario.evening
        for at in poisson(self._rng, hour, HOUR_S, rate):
            if evening and self._rota.in_evening(at) and self._rng.random() >= evening.ordinary:
                continue
            yield Visit(at)

    def bursts(self, day: date) -> Iterator[Visit]:
        """What happens every week on this day; heavy at first, then fading out."""
        for burst in self._scenario.bursts:
            if DAYS[day.weekday()] != burst.day:
                continue
            begin = self._rota.instant(day, hours_of(f"{burst.at}-24:00")[0])
            length = burst.minutes * 60
            for at in poisson(self._rng, begin, length, burst.conversations * HOUR_S / length):
                # The square root of an even draw, turned round, is a triangle that falls from its beginning.
                faded = begin + int(length * (1 - (1 - (at - begin) / length) ** 0.5))
                yield Visit(faded, topics=burst.topics, moods=burst.moods)

    def evening(self) -> Iterator[Visit]:
        """Exactly as many visits as the scenario says, spread by its shape."""
        evening = self._scenario.evening
        if evening is None or self._rota.evening is None:
            return
        begin, end = self._rota.evening
        for public, count in ((True, evening.posts), (False, evening.private)):
            for at in self._spread(evening, begin, end, count):
                yield Visit(at, public=public, topics=evening.topics, moods=evening.moods)

    def _spread(self, evening: Evening, begin: int, end: int, count: int) -> list[int]:
        sums = list(accumulate(evening.shape))
        length = (end - begin) / len(sums)
        slices = [bisect(sums, self._rng.random() * sums[-1]) for _ in range(count)]
        return sorted(begin + int(length * (which + self._rng.random())) for which in slices)


def poisson(rng: Random, begin: int, seconds: int, an_hour: float) -> Iterator[int]:
    """Instants of a Poisson process in [begin, begin + seconds)."""
    if an_hour <= 0:
        return
    at = rng.expovariate(an_hour) * HOUR_S
    while at < seconds:
        yield begin + int(at)
        at += rng.expovariate(an_hour) * HOUR_S


def weighed(rng: Random, weights: Mapping[T, float]) -> T:
    """One of the keys, by weight."""
    return rng.choices(list(weights), list(weights.values()))[0]
