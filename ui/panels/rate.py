"""The response rate: how many of today's conversations have an answer, held against the goal."""

from msgspec import Struct
from PySide6.QtCore import QRectF

from dashboard.snapshot import Snapshot
from ui.drawing import judged, levels
from ui.drawing.ink import Ink
from ui.drawing.levels import Judged
from ui.incoming import known
from ui.panels.panel import Panel, plain_figure
from ui.speech.language import say
from ui.speech.spoken import NO_DATA, duration, hundredths, number, percent
from ui.speech.words import WINDOWS


class RatePart(Struct, frozen=True):
    """What the tile draws."""

    today: Judged = Judged(None)
    goal: float = 0.0
    yesterday: float | None = None
    in_time: float | None = None
    target: float = 0.0


class RatePanel(Panel[RatePart]):
    """A share, its bar with the goal marked, and the share answered in time."""

    NAME = "rate"

    def part(self, snapshot: Snapshot | None) -> RatePart:
        """What is drawn of a Snapshot."""
        if snapshot is None:
            return RatePart()
        today, yesterday = known.window(snapshot, "today"), known.window(snapshot, "yesterday")
        goals = snapshot.goals
        return RatePart(
            today=judged.rate(snapshot, today),
            goal=goals.response_rate,
            yesterday=yesterday.response_rate.value if yesterday else None,
            in_time=today.service_level.value if today else None,
            target=goals.target,
        )

    def draw(self, ink: Ink, part: RatePart) -> None:
        """Draw it."""
        self.heading(ink, say(WINDOWS["today"]))
        text = number(part.today.value * 100) if part.today.value is not None else NO_DATA
        word = say("goal {share}") if part.today.level == "fine" else say("under {share}")
        beside = (word.format(share=percent(part.goal)),) if part.goal else ()
        self.headline(ink, hundredths(text), part.today.level, beside)
        bar = QRectF(0, self.number_baseline + self.em * 0.5, self.width(), self.em * 0.3)
        if bar.bottom() + self.em * 0.3 > self.height():
            return
        self._bar(ink, bar, part)
        at = bar.bottom() + self.em * 0.02
        rows: list[tuple[tuple[str, ...], float | None]] = [((say("yesterday"),), part.yesterday)]
        if part.target:
            rows.insert(0, ((say("answered in {time}"), say("within {time}")), part.in_time))
        target = duration(part.target)
        rows = rows[: self.lines_below(at)]
        line = self.spread(at, len(rows))
        for labels, share in rows:
            at += line
            self.row(ink, at, [label.format(time=target) for label in labels], plain_figure(percent(share)))

    def _bar(self, ink: Ink, bar: QRectF, part: RatePart) -> None:
        ink.box(bar, "track")
        if part.today.value is not None:
            filled = QRectF(bar.x(), bar.y(), bar.width() * part.today.value, bar.height())
            ink.box(filled, levels.role(part.today.level, "curve"))
        if part.goal:
            over = self.em * 0.16
            x = bar.x() + bar.width() * part.goal
            ink.box(QRectF(x - over, bar.y() - over, over * 2, bar.height() + over * 2), "ground")
            ink.box(QRectF(x - over / 3, bar.y() - over, over * 2 / 3, bar.height() + over * 2), "text")
