"""The team's days: local midnights, hours of the clock and the standard windows, right on both DST nights."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

from dashboard.columns import Codes, Floats

QUARTER = 900.0
WINDOWS = ("last_15_min", "last_60_min", "today", "yesterday", "last_7_days", "this_shift")


def midnight(day: date, zone: ZoneInfo) -> float:
    """When a local day begins, in seconds since 1970."""
    return datetime.combine(day, time(), zone).timestamp()


def local_day(at: float, zone: ZoneInfo) -> date:
    """The local day that an instant belongs to."""
    return datetime.fromtimestamp(at, zone).date()


def bounds(window: str, at: float, zone: ZoneInfo, shift_began: float | None = None) -> tuple[float, float]:
    """A standard window at the instant `at`: first instant, and the first one after it.

    Windows that slide exclude their oldest instant and include `at`; days begin with their midnight. Where no shift
    began, `this_shift` is today.
    """
    after = np.nextafter(at, np.inf)
    slide = {"last_15_min": 900.0, "last_60_min": 3600.0, "last_7_days": 7 * 86400.0}
    if window in slide:
        return float(np.nextafter(at - slide[window], np.inf)), float(after)
    today = local_day(at, zone)
    if window == "yesterday":
        return midnight(today - timedelta(days=1), zone), midnight(today, zone)
    if window == "this_shift" and shift_began is not None:
        return shift_began, float(after)
    return midnight(today, zone), float(after)


def hours(at: Floats, zone: ZoneInfo) -> Codes:
    """The local hour of the clock, 0..23, of each instant."""
    if not at.size:
        return np.zeros(0, dtype=np.int64)
    seconds = at.astype(np.int64)  # to divide floats takes many times as long
    begins, offsets = _offsets(int(seconds.min()) // 86400, int(seconds.max()) // 86400 + 1, zone)
    place = np.searchsorted(begins, seconds, side="right") - 1 if len(begins) > 1 else 0
    found: Codes = (seconds + offsets[place]) // 3600 % 24
    return found


@lru_cache(maxsize=64)
def _offsets(first_day: int, last_day: int, zone: ZoneInfo) -> tuple[Floats, Codes]:
    """The offsets from UTC between two days since 1970: from when, and how many seconds."""
    step, end = 21600.0, last_day * 86400.0
    begin = first_day * 86400.0
    begins, offsets = [begin], [_offset(begin, zone)]
    while begin < end:
        if _offset(begin + step, zone) != offsets[-1]:
            begins.append(_change(begin, begin + step, zone))
            offsets.append(_offset(begin + step, zone))
        begin += step
    return np.array(begins), np.array(offsets).astype(np.int64)


def _change(before: float, after: float, zone: ZoneInfo) -> float:
    """The whole second between two instants at which the offset changes."""
    old = _offset(before, zone)
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (middle, after) if _offset(middle, zone) == old else (before, middle)
    return after


def _offset(at: float, zone: ZoneInfo) -> float:
    offset = datetime.fromtimestamp(at, zone).utcoffset()
    assert offset is not None, "a ZoneInfo always has an offset"  # noqa: S101
    return offset.total_seconds()


def instant(at: float) -> datetime:
    """Seconds since 1970 as an aware datetime in UTC."""
    return datetime.fromtimestamp(at, UTC)
