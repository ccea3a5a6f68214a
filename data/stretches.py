"""The days of which an archive knows: not those between its records and one that lies far from all others."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from dashboard.measure.days import local_day

SILENCE = timedelta(days=60)
"""No inbox that is in use hears nothing for so long: what lies between is not calm, it is not known."""
ASTRAY = timedelta(days=366)
"""A single record that lies so far before all others has a wrong date."""
DAY = timedelta(days=1)


class Stretch(Struct, frozen=True):
    """A time in which something happens again and again: first and last instant, and how many there are."""

    begin: float
    last: float
    size: int


class Stretches:
    """An archive's instants, ascending and in seconds since 1970, up to `now`: what comes later tells of no day."""

    def __init__(self, at: NDArray[np.float64], now: datetime, zone: ZoneInfo) -> None:
        self._zone, self._today = zone, local_day(now.timestamp(), zone)
        known = at[at <= now.timestamp()]
        cuts = np.flatnonzero(np.diff(known) > SILENCE.total_seconds()) + 1
        parts = np.split(known, cuts) if known.size else []
        self._all = tuple(Stretch(float(part[0]), float(part[-1]), len(part)) for part in parts)
        self._begins = [each.begin for each in self._all]

    def begun(self, at: float) -> float:
        """When the stretch began in which an instant lies, or the next one where it lies between two."""
        place = bisect_right(self._begins, at)
        if place and (place == len(self._all) or at <= self._all[place - 1].last + SILENCE.total_seconds()):
            return self._begins[place - 1]
        return self._begins[place]

    @property
    def astray(self) -> tuple[Stretch, ...]:
        """Those of a single day, far before the next one."""
        pairs = zip(self._all, self._all[1:], strict=False)
        return tuple(
            each
            for each, after in pairs
            if not list(self._inner(each)) and after.begin - each.last > ASTRAY.total_seconds()
        )

    def whole_days(self) -> Iterator[date]:
        """The days that are over and whole: neither the first nor the last one of a stretch.

        An archive of one day alone has that one.
        """
        largest = max(self._all, key=lambda each: each.size, default=None)
        for each in self._all:
            days = list(self._inner(each))
            first, last = (local_day(at, self._zone) for at in (each.begin, each.last))
            alone = first == last and each is largest
            yield from (day for day in ([first] if alone else days) if day < self._today)

    def _inner(self, stretch: Stretch) -> Iterator[date]:
        day = local_day(stretch.begin, self._zone) + DAY
        last = local_day(stretch.last, self._zone)
        while day < last:
            yield day
            day += DAY
