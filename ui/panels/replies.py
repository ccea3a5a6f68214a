"""The first replies of the day by channel, and the hour of the day that had to wait the longest."""

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from dashboard.snapshot import Snapshot
from ui.drawing import judged, wrapped
from ui.drawing.ink import Ink
from ui.drawing.levels import Judged
from ui.drawing.look import drawable
from ui.drawing.timeline import local_hour
from ui.incoming import known
from ui.panels.panel import Panel
from ui.speech.language import say
from ui.speech.spoken import NO_DATA, duration, figures, shorter
from ui.speech.words import WINDOWS, plain

HOUR = timedelta(hours=1)


class Line(Struct, frozen=True):
    """A channel's or an hour's median."""

    name: str
    median: Judged


class RepliesPart(Struct, frozen=True):
    """What the tile draws: the channels with replies in the inbox's order, and the slowest hour."""

    channels: tuple[Line, ...] = ()
    slowest: Line | None = None
    all: Line | None = None
    target: float = 0.0


class RepliesPanel(Panel[RepliesPart]):
    """The day's first replies in one number, and a line a channel; last the slowest hour."""

    NAME = "reply_channels"

    def part(self, snapshot: Snapshot | None) -> RepliesPart:
        """What is drawn of a Snapshot."""
        today = known.window(snapshot, "today")
        if snapshot is None or today is None:
            return RepliesPart()
        channels = tuple(lines(snapshot, "channel"))
        open_hours = (line for line in lines(snapshot, "hour") if _ours(snapshot, line.name))
        hours = sorted(open_hours, key=lambda line: line.median.value or 0.0)
        return RepliesPart(
            channels,
            slowest=Line(_hour(hours[-1].name), hours[-1].median) if hours else None,
            all=Line(say("all channels"), judged.reply(snapshot, today)),
            target=snapshot.goals.target,
        )

    def draw(self, ink: Ink, part: RepliesPart) -> None:
        """Draw it."""
        goals = (say("today, target {time}"), say("target {time}")) if part.target else ()
        ways = [way.format(time=duration(part.target)) for way in goals]
        self.heading(ink, ink.fitting((*ways, say(WINDOWS["today"])), self.width() - self.title_width(ink)))
        at, rows = self._all(ink, part)
        room = self.lines_below(at)
        if part.slowest is not None:
            rows = [*in_need(rows, room - 1), part.slowest]
        line = self.spread(at, max(1, len(rows)))
        if not rows:
            area = (self.width(), self.height())
            wrapped.reason(ink, at + self.em * 0.35, say("not all is read yet"), area)
        for row in rows[:room]:
            at += line
            if row is part.slowest:
                self._slowest(ink, at, row)
            else:
                self.row(ink, at, (row.name,), figures(row.median.value), row.median.level)

    def _slowest(self, ink: Ink, at: float, row: Line) -> None:
        """The hour that had to wait the longest, and that it is that; its value in fewer figures rather than not."""
        labels = [say("slowest, {hour}").format(hour=hour) for hour in (row.name, row.name.partition("–")[0])]
        ways = shorter(row.median.value)
        room = self.width() - self.em * (0.3 if row.median.level == "fine" else 0.9)
        fits = (way for way in ways if ink.fitting(labels, room - ink.figures_width(way, self.look.sizes.em)))
        self.row(ink, at, labels, next(fits, ways[-1]), row.median.level)

    def _all(self, ink: Ink, part: RepliesPart) -> tuple[float, list[Line]]:
        """All channels together, large where their lines have room under it; where those begin, and which they are."""
        it, rows = part.all, list(part.channels)
        if it is None:
            return self.title_baseline, rows
        if self.lines_below(self.number_baseline) < len(rows) + 1:
            return self.title_baseline, [it, *rows]
        self.headline(ink, figures(it.median.value), it.median.level, (it.name,))
        return self.number_baseline, rows


def lines(snapshot: Snapshot, dimension: str) -> Iterator[Line]:
    """The medians of today's first replies, channels in the inbox's order; none where nobody was answered."""
    measured = snapshot.reading.by.get(dimension, {}) if snapshot.reading else {}
    listed = [channel.name for channel in snapshot.channels if channel.name in measured]
    for name in dict.fromkeys([*listed, *measured]):
        today = known.window(snapshot, "today", measured[name])
        if today is not None and today.first_response_time.median is not None:
            yield Line(drawable(plain(name)) or NO_DATA, judged.reply(snapshot, today))


def in_need(rows: list[Line], most: int) -> list[Line]:
    """At most so many, the slowest, in their order."""
    kept = sorted(rows, key=lambda row: row.median.value or 0.0, reverse=True)[: max(0, most)]
    return [row for row in rows if row in kept]


def _ours(snapshot: Snapshot, hour: str) -> bool:
    """Whether the waits of an hour tell of today, and of us.

    Not so of one that is still to come, whose waits began yesterday, nor of one in some of which we were closed.
    """
    at = snapshot.reading.at if snapshot.reading else snapshot.made_at
    day = known.midnight(at, snapshot.timezone).astimezone(ZoneInfo(snapshot.timezone))
    begin = local_hour(day, int(hour))
    shut = known.closed_today(snapshot)
    return begin <= at and not any(first < begin + HOUR and begin < after for first, after in shut)


def _hour(name: str) -> str:
    """The hour from 13 to 14 as people write it: 13–14."""
    return f"{int(name):02}–{(int(name) + 1) % 24:02}" if name.isdecimal() else name
