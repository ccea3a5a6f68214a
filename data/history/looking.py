"""What somebody asks to look back at: a minute or a day of what is kept, or a clear word that nothing is kept of it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dashboard.measure.days import instant, local_day, midnight
from dashboard.problems import HistoryProblem
from dashboard.snapshot import Snapshot
from data.history.reader import HistoryReader


def minute(reader: HistoryReader, at: datetime, zone: ZoneInfo) -> Snapshot:
    """What the wall showed in a minute. Raises HistoryProblem where nothing is kept of it."""
    found = reader.snapshot(at)
    if found is None:
        said = at.astimezone(zone).isoformat(timespec="minutes")
        raise HistoryProblem(f"{said}: no picture is kept; {_near(reader, at, zone)}")
    return found


def span(reader: HistoryReader, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first and the last minute of a local day that are kept. Raises HistoryProblem where none is."""
    minutes = reader.minutes(day)
    if not minutes:
        noon = instant((midnight(day, zone) + midnight(day + timedelta(days=1), zone)) / 2)
        raise HistoryProblem(f"{day}: no picture is kept; {_near(reader, noon, zone)}")
    return minutes[0], minutes[-1]


def _near(reader: HistoryReader, at: datetime, zone: ZoneInfo) -> str:
    """Where the nearest ones are."""
    day = local_day(at.timestamp(), zone)
    for each in sorted(reader.days(), key=lambda each: (abs((each - day).days), each)):
        if minutes := reader.minutes(each):
            near = min(minutes, key=lambda one: abs(one - at)).astimezone(zone)
            return f"the nearest is of {near.isoformat(timespec='minutes')}"
    return "there is none at all yet: the feed keeps one a minute while it runs"
