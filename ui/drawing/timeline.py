"""A stretch of a local day and the hours written under it."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from msgspec import Struct

from dashboard.model import Curve

BLOCK_HOURS = 6  # a curve's frame grows in steps of a quarter of a day, so that it seldom jumps
EVERY_HOURS = (1, 2, 3, 6, 12)


class Span(Struct, frozen=True):
    """From one instant to another, in seconds since 1970."""

    begin: float
    end: float

    def part(self, at: float) -> float:
        """Where an instant lies: 0 at the begin, 1 at the end."""
        return (at - self.begin) / (self.end - self.begin)


class Hour(Struct, frozen=True):
    """A full local hour: its instant in seconds since 1970, and what is written under it."""

    at: float
    text: str


def local_hour(day: datetime, hour: int) -> datetime:
    """The instant of a full hour of a local day (24 is the next midnight), right on the nights the clocks change."""
    days, hour = divmod(hour, 24)
    date = day.date() + timedelta(days=days)
    return datetime(date.year, date.month, date.day, hour, tzinfo=day.tzinfo).astimezone(UTC)


def whole_day(at: datetime, timezone: str) -> Span:
    """The local day of an instant, midnight to midnight: 23, 24 or 25 hours."""
    day = at.astimezone(ZoneInfo(timezone))
    return Span(local_hour(day, 0).timestamp(), local_hour(day, 24).timestamp())


def frame(curve: Curve, timezone: str) -> Span:
    """The quarters of the day that a curve has values in, at least two of them."""
    day = curve.start.astimezone(ZoneInfo(timezone))
    known = [index for index, value in enumerate(curve.values) if value is not None]
    first, last = (known[0], known[-1] + 1) if known else (0, 0)
    reached = [curve.start + timedelta(seconds=curve.step * index) for index in (first, last)]
    blocks = range(0, 24, BLOCK_HOURS)
    begin = max((hour for hour in blocks if local_hour(day, hour) <= reached[0]), default=0)
    ends = (hour + BLOCK_HOURS for hour in blocks)
    end = next((hour for hour in ends if local_hour(day, hour) >= reached[1]), 24)
    begin = min(begin, 24 - 2 * BLOCK_HOURS)
    end = max(end, begin + 2 * BLOCK_HOURS)
    return Span(local_hour(day, begin).timestamp(), local_hour(day, end).timestamp())


@lru_cache(256)
@lru_cache(256)
def hours(span: Span, timezone: str, most: int, distances: tuple[int, ...] = EVERY_HOURS) -> tuple[Hour, ...]:
    """At most so many full local hours strictly within a span, at the first even distance that gives no more."""
    day = datetime.fromtimestamp(span.begin, UTC).astimezone(ZoneInfo(timezone))
    for every in distances:
        instants = [(hour, local_hour(day, hour).timestamp()) for hour in range(0, 25, every)]
        within = tuple(Hour(at, f"{hour % 24:02}") for hour, at in instants if span.begin < at < span.end)
        if len(within) <= most:
            return within
    return ()
