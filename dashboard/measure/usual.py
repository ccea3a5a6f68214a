"""What is usual: past days' curves by the clock, and their median and range on the same weekday in past weeks."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

from dashboard.columns import Flags, Floats
from dashboard.ledger import Ledger
from dashboard.measure import topics
from dashboard.measure.curves import curves
from dashboard.measure.cut import Gauge
from dashboard.measure.days import QUARTER, instant, midnight
from dashboard.model import DayCurves, Ribbon

SLOTS = 96
"""Quarters of an hour that a clock can read."""
WEEKS = 8
LEAST_WEEKS = 3
MEMORY = timedelta(weeks=WEEKS)
"""How far back a day still matters for what is usual."""
RANGE = (0.1, 0.5, 0.9)

Span = tuple[datetime, datetime]
"""Begin (included) and end (excluded)."""


@lru_cache(maxsize=128)
def clock_slots(day: date, zone: ZoneInfo) -> tuple[int, ...]:
    """The quarter-hour that the clock reads in each slot of 900 s since a day's midnight: 92, 96 or 100 of 0..95."""
    first, after = midnight(day, zone), midnight(day + timedelta(days=1), zone)
    begins = (datetime.fromtimestamp(at, zone) for at in np.arange(first, after, QUARTER).tolist())
    return tuple(at.hour * 4 + at.minute // 15 for at in begins)


def day_curves(ledger: Ledger, gauge: Gauge, day: date) -> DayCurves:
    """The curves of a finished day, all of which must be in the ledger, made as today's are.

    Where the clock reads an hour twice, each value is the mean of those there are of the two: a count stays that of
    one quarter of an hour, as on any other day.
    """
    first, after = midnight(day, gauge.zone), midnight(day + timedelta(days=1), gauge.zone)
    ends = np.arange(first, after, QUARTER) + QUARTER
    made = curves(ledger, replace(gauge, at=after), first, after) | topics.curves(ledger, first, ends)
    places = np.array(clock_slots(day, gauge.zone))
    return DayCurves(day=day, curves={name: _by_the_clock(values, places) for name, values in made.items()})


def _by_the_clock(values: Sequence[float | None], places: np.ndarray) -> tuple[float | None, ...]:
    """Each clock slot's value, the mean of those that fell in it."""
    numbers = _numbers(values)
    known = np.isfinite(numbers)
    cases = np.bincount(places[known], minlength=SLOTS)
    sums = np.bincount(places[known], weights=numbers[known], minlength=SLOTS)
    return _values(np.divide(sums, cases, out=np.full(SLOTS, np.nan), where=cases > 0))


def missing_days(known: Iterable[date], first: float, at: float, zone: ZoneInfo) -> Iterator[date]:
    """The finished days that are not known, the oldest first: those that lie between two instants as a whole."""
    known, day = set(known), datetime.fromtimestamp(first, zone).date()
    while midnight(day + timedelta(days=1), zone) <= at:
        if day not in known and midnight(day, zone) >= first:
            yield day
        day += timedelta(days=1)


def usual(
    days: Iterable[DayCurves],
    today: date,
    zone: ZoneInfo,
    *,
    left_out: Callable[[date], bool] = lambda _day: False,
    events: Sequence[Span] = (),
) -> dict[str, Ribbon]:
    """What is usual for each of today's slots: median and 10-90 % range of the same weekday's in past weeks.

    `left_out` says which days don't count as a whole (public holidays); of the days' own storms and of marked
    `events` the slots that they touch don't. A curve of which nothing is known yet has no Ribbon.
    """
    weeks = {today - timedelta(weeks=back) for back in range(1, WEEKS + 1)}
    chosen = [day for day in {day.day: day for day in days}.values() if day.day in weeks]
    chosen = [day for day in chosen if not left_out(day.day)]
    odd = [_touched(day.day, zone, (*day.storms, *events)) for day in chosen]
    places = np.array(clock_slots(today, zone))
    start = instant(midnight(today, zone))
    ribbons = {}
    for name in sorted({name for day in chosen for name in day.curves}):
        rows = [_numbers(day.curves.get(name, (None,) * SLOTS)) for day in chosen]
        low, median, high = _quantiles(np.where(odd, np.nan, rows))
        if np.isfinite(median).any():
            ribbons[name] = Ribbon(
                start=start,
                step=QUARTER,
                median=_values(median[places]),
                low=_values(low[places]),
                high=_values(high[places]),
            )
    return ribbons


def _touched(day: date, zone: ZoneInfo, spans: Iterable[Span]) -> Flags:
    """The clock slots of a day that some span touches."""
    touched = np.zeros(SLOTS, dtype=bool)
    places = np.array(clock_slots(day, zone))
    begins = midnight(day, zone) + QUARTER * np.arange(len(places))
    for begin, end in spans:
        touched[places[(begins + QUARTER > begin.timestamp()) & (begins < end.timestamp())]] = True
    return touched


def _quantiles(table: Floats) -> Floats:
    """Low, median and high of each column; nan where too few weeks have data."""
    weeks = np.isfinite(table).sum(axis=0)
    ordered = np.sort(table, axis=0)  # what is not known comes last
    place = np.outer(RANGE, np.maximum(weeks - 1, 0))
    part = place - np.floor(place)
    below, above = (
        np.take_along_axis(ordered, rounded(place).astype(np.intp), axis=0) for rounded in (np.floor, np.ceil)
    )
    found = np.where(part < 0.5, below + (above - below) * part, above - (above - below) * (1 - part))
    return np.where(weeks >= LEAST_WEEKS, found, np.nan)


def _numbers(values: Sequence[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _values(numbers: Floats) -> tuple[float | None, ...]:
    return tuple(
        value if known else None for value, known in zip(numbers.tolist(), np.isfinite(numbers), strict=True)
    )
