"""A kept past in a test: forty days of a queue, a gap, a storm, and a picture a minute."""

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from msgspec.structs import replace

from dashboard.events import Event
from dashboard.kept import Gap
from tests.ui.snapshots import AT, busy

OSLO = ZoneInfo("Europe/Oslo")
GAP = Gap(first=AT - timedelta(hours=9), after=AT - timedelta(hours=8), why="off")
STORM = Event(at=AT - timedelta(days=3, hours=4), until=AT - timedelta(days=3), kind="storm")
NOTED = Event(
    at=AT - timedelta(hours=5), kind="annotation", text="fibre cut <b>Sandnes</b>", by="Kari", id="n1"
)


class PastInMemory:
    """As small as the Protocol; `asked` are the spans that a series was asked of."""

    def __init__(self, days=40):
        self.begin = AT - timedelta(days=days)
        self.asked, self.shown = [], []

    def days(self):
        today = AT.astimezone(OSLO).date()
        begin = self.begin.astimezone(OSLO).date()
        return [date.fromordinal(day) for day in range(begin.toordinal(), today.toordinal() + 1)]

    def snapshot(self, at):
        self.shown.append(at)
        if at < self.begin or GAP.first <= at < GAP.after:
            return None
        day = busy()
        queue = round(100 + (at - AT).total_seconds() / 3600)
        reading = replace(day.reading, at=at, now=replace(day.reading.now, queue_size=queue))
        return replace(
            day, reading=reading, made_at=at, polled_at=at, next_poll_at=at + timedelta(seconds=30)
        )

    def series(self, name, first, after):
        self.asked.append((name, first, after))
        first = max(first, self.begin)
        at = np.arange(first.timestamp() // 60 * 60 + 60, min(after, AT).timestamp(), 60.0)
        values = 30 + 25 * np.sin(at / 86_400 * 2 * np.pi) + (at % 7)
        values[(at >= GAP.first.timestamp()) & (at < GAP.after.timestamp())] = np.nan
        return at, values

    def gaps(self, first, after):
        return tuple(gap for gap in (GAP,) if gap.first < after and gap.after > first)

    def events(self, first, after):
        return tuple(event for event in (STORM, NOTED) if first <= event.at < after)


def minute(text):
    """A minute of AT's day in Oslo."""
    hour, minutes = map(int, text.split(":"))
    local = AT.astimezone(OSLO).replace(hour=hour, minute=minutes, second=0, microsecond=0)
    return local.astimezone(UTC)
