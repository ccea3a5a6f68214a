"""Days and months as the team's calendar has them."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from dashboard.snapshot import Snapshot

SATURDAY = 5


def day_of(snapshot: Snapshot) -> date:
    """The local day of a Snapshot's numbers."""
    at = snapshot.reading.at if snapshot.reading else snapshot.made_at
    return at.astimezone(ZoneInfo(snapshot.timezone)).date()


def ends_of(day: date) -> tuple[date, date]:
    """The first and the last day of a day's month."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def month_before(day: date) -> date:
    """The first day of the month before a day's."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def is_free(day: date) -> bool:
    """Whether a day is a Saturday or a Sunday."""
    return day.weekday() >= SATURDAY
