"""What of a Snapshot may be shown: a window that begins before everything was at hand is no data."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dashboard.model import Curve, Measured, Now, Ribbon, Window
from dashboard.snapshot import Snapshot

LENGTHS = {
    "last_15_min": timedelta(minutes=15),
    "last_60_min": timedelta(minutes=60),
    "last_7_days": timedelta(days=7),
}


def midnight(at: datetime, timezone: str, days_back: int = 0) -> datetime:
    """The instant at which the local day of `at`, or one some days before it, began."""
    zone = ZoneInfo(timezone)
    day = at.astimezone(zone).date() - timedelta(days=days_back)
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def begin(window: str, at: datetime, timezone: str) -> datetime:
    """When a window began, at the earliest: a night shift began on the day before."""
    if window in LENGTHS:
        return at - LENGTHS[window]
    return midnight(at, timezone, 1 if window in {"yesterday", "this_shift"} else 0)


def now(snapshot: Snapshot | None, measured: Measured | None = None) -> Now | None:
    """The numbers of the instant, of everybody or of one population; None until all of the queue is at hand."""
    if snapshot is None or snapshot.reading is None or snapshot.known_since is None:
        return None
    return (measured or snapshot.reading).now


def window(snapshot: Snapshot | None, key: str, measured: Measured | None = None) -> Window | None:
    """The numbers of a window, of everybody or of one population; None unless all of it is at hand."""
    if snapshot is None or snapshot.reading is None or snapshot.known_since is None:
        return None
    if begin(key, snapshot.reading.at, snapshot.timezone) < snapshot.known_since:
        return None
    return (measured or snapshot.reading).windows.get(key)


def curve(snapshot: Snapshot | None, key: str) -> Curve | None:
    """A series, with gaps where not everything was at hand."""
    if snapshot is None or snapshot.known_since is None or (found := snapshot.curves.get(key)) is None:
        return None
    unknown = (snapshot.known_since - found.start).total_seconds() / found.step
    values = tuple(None if index < unknown else value for index, value in enumerate(found.values))
    return Curve(start=found.start, step=found.step, values=values)


def ribbon(snapshot: Snapshot | None, key: str) -> Ribbon | None:
    """What is usual of a series today; None while it is not known."""
    return snapshot.usual.get(key) if snapshot else None


def usual(snapshot: Snapshot | None, key: str) -> float | None:
    """What is usual of a series at this time of day; None where it is not known."""
    found = ribbon(snapshot, key)
    if snapshot is None or snapshot.reading is None or found is None:
        return None
    return found.at(snapshot.reading.at.timestamp())


def closed_today(snapshot: Snapshot | None) -> tuple[tuple[datetime, datetime], ...]:
    """The closed hours of the reading's day."""
    if snapshot is None or snapshot.reading is None:
        return ()
    begin = midnight(snapshot.reading.at, snapshot.timezone)
    end = midnight(snapshot.reading.at, snapshot.timezone, -1)
    found = ((max(begin, first), min(end, after)) for first, after in snapshot.closed)
    return tuple((first, after) for first, after in found if first < after)


def is_closed(snapshot: Snapshot | None) -> bool:
    """Whether nobody is meant to answer now."""
    if snapshot is None or snapshot.reading is None:
        return False
    return any(first <= snapshot.reading.at < after for first, after in snapshot.closed)


def open_part(snapshot: Snapshot, seconds: float | None) -> float | None:
    """The seconds in opening hours of a wait that still runs; all of them where nothing is known of closed hours."""
    if seconds is None or snapshot.reading is None:
        return seconds
    at = snapshot.reading.at
    begun = at - timedelta(seconds=seconds)
    closed = ((min(at, after) - max(begun, first)).total_seconds() for first, after in snapshot.closed)
    return max(0.0, seconds - sum(shut for shut in closed if shut > 0))


def age_seconds(snapshot: Snapshot, now: datetime, held: float) -> float | None:
    """How old the numbers are at `now`, `held` seconds after the Snapshot came in; None when there are none.

    The larger of what the clocks of day say and what was counted since: when a clock is set back,
    old numbers still don't look new.
    """
    if snapshot.polled_at is None or snapshot.reading is None:
        return None
    before = (snapshot.made_at - snapshot.polled_at).total_seconds()
    return max((now - snapshot.polled_at).total_seconds(), before + held, 0.0)
