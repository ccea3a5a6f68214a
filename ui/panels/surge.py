"""What storms: how many waits begin an hour, how many times the usual, since when, and what for."""

from msgspec import Struct

from dashboard.snapshot import Snapshot
from ui.drawing.ink import Ink
from ui.drawing.levels import Level
from ui.incoming import known
from ui.panels.panel import Panel, plain_figure
from ui.speech.language import count, say
from ui.speech.spoken import moment, number, times


class SurgePart(Struct, frozen=True):
    """What the tile draws; `since` is "" while nothing storms."""

    since: str = ""
    waits: int | None = None
    times: float | None = None
    usual: float | None = None
    quarter: int | None = None
    messages: int | None = None


class SurgePanel(Panel[SurgePart]):
    """The waits of an hour, and what is usual."""

    NAME = "surge"

    def part(self, snapshot: Snapshot | None) -> SurgePart:
        """What is drawn of a Snapshot."""
        hour, quarter = known.window(snapshot, "last_60_min"), known.window(snapshot, "last_15_min")
        if snapshot is None or snapshot.reading is None or hour is None or quarter is None:
            return SurgePart()
        it, usual = snapshot.storm, known.usual(snapshot, "waits_begun_last_hour")
        waits = it.waits if it else hour.waits_begun
        usual = it.usual if it else usual
        return SurgePart(
            since=moment(it.since, snapshot.reading.at, snapshot.timezone) if it else "",
            waits=waits,
            times=it.times if it else waits / usual if usual else None,
            usual=usual,
            quarter=quarter.waits_begun,
            messages=hour.messages_in,
        )

    def draw(self, ink: Ink, part: SurgePart) -> None:
        """Draw it."""
        level: Level = "bad" if part.since else "fine"
        state = say("since {time}").format(time=part.since) if part.since else say("none")
        self.heading(ink, state if part.waits is not None else "", level)
        many = count("{n} wait an hour", "{n} waits an hour", part.waits or 0)
        unit = many.format(n="").strip()
        ways: tuple[str, ...] = ()
        if part.times is not None:
            said = times(part.times)
            ways = (say("{times} usual").format(times=said), said)
        self.headline(ink, plain_figure(number(part.waits), self._unit(ink, part, unit)), level, ways)
        rows = [
            ((say("usually an hour"), say("usually")), part.usual),
            ((say("in the last ¼ h"), say("last ¼ h")), part.quarter),
            ((say("messages an hour"), say("messages")), part.messages),
        ]
        at = self.number_baseline
        rows = rows[: self.lines_below(at)]
        line = self.spread(at, len(rows))
        for labels, value in rows:
            at += line
            self.row(ink, at, labels, plain_figure(number(value)))

    def _unit(self, ink: Ink, part: SurgePart, unit: str) -> str:
        """The unit where it has room beside the number and how many times the usual it is."""
        taken = ink.figures_width(plain_figure(number(part.waits), unit), self.look.sizes.number)
        taken += self.look.sizes.number if part.since else 0.0
        beside = ink.width(times(part.times)) + self.em if part.times is not None else 0.0
        return unit if taken + beside <= self.width() else say("an hour")
