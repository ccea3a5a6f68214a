"""What they write of in a storm: each problem of the last hour with its customers, those far above the usual first."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QRectF

from dashboard.snapshot import Snapshot
from ui.drawing import levels, wrapped
from ui.drawing.ink import Ink
from ui.drawing.levels import Level
from ui.drawing.look import Weight
from ui.drawing.quotes import topic_name
from ui.incoming import known
from ui.panels.panel import Panel, plain_figure
from ui.panels.struggles import NO_STRUGGLE
from ui.speech.language import say
from ui.speech.spoken import number
from ui.speech.words import WINDOWS

MOST = 8
LEAST_BAR_EMS, BAR_GAP_EMS = 4.0, 0.7
LEAST_SCALE = 5  # customers: one alone is no full bar


class Cause(Struct, frozen=True):
    """A problem, how many customers write of it, and whether chance alone does not bring so many."""

    name: str
    customers: int
    bursts: bool = False

    @property
    def level(self) -> Level:
        """Only what chance does not bring is abnormal."""
        return "bad" if self.bursts else "fine"


class CausesPart(Struct, frozen=True):
    """What the tile draws; without any cause the reason why."""

    causes: tuple[Cause, ...] = ()
    reason: str = ""


class CausesPanel(Panel[CausesPart]):
    """A problem a line."""

    NAME = "causes"

    def part(self, snapshot: Snapshot | None) -> CausesPart:
        """What is drawn of a Snapshot."""
        if snapshot is None or known.window(snapshot, "last_60_min") is None:
            return CausesPart(reason=say("not all is read yet"))
        named = [it for it in snapshot.topics if it.id not in NO_STRUGGLE and it.customers]
        named.sort(key=lambda it: (it.burst is not None, it.customers), reverse=True)
        causes = tuple(
            Cause(topic_name(it.names, it.id), it.customers, it.burst is not None) for it in named[:MOST]
        )
        return CausesPart(causes, "" if causes else say("no topic was heard yet"))

    def draw(self, ink: Ink, part: CausesPart) -> None:
        """Draw it."""
        last_hour = say(WINDOWS["last_60_min"])
        ways = (say("{window}, customers").format(window=last_hour), last_hour)
        self.heading(ink, ink.fitting(ways, self.width() - self.title_width(ink)))
        if part.reason:
            top = self.title_baseline + self.em * 0.35
            wrapped.reason(ink, top, part.reason, (self.width(), self.height()))
        at = self.title_baseline + self.em * 0.1
        room = self.width() - self.em * 2.6  # a name that would be cut is left out, as long as it is as usual
        causes = [it for it in part.causes if it.bursts or ink.width(it.name) <= room]
        causes = causes[: self.lines_below(at)]
        line = self.spread(at, len(causes))
        for cause in causes:
            at += line
            self.row(ink, at, (cause.name,), plain_figure(number(cause.customers)), cause.level)
        self._bars(ink, self.title_baseline + self.em * 0.1 + line, line, causes)

    def _bars(self, ink: Ink, at: float, line: float, causes: Sequence[Cause]) -> None:
        """Between names and numbers, where that is far: which is how much larger, at a glance."""
        if not causes:
            return
        left = max(ink.width(cause.name) for cause in causes) + self.em * BAR_GAP_EMS
        widest = max(ink.width(number(cause.customers), weight=Weight.DemiBold) for cause in causes)
        room = self.width() - widest - self.em * (0.9 + BAR_GAP_EMS) - left
        if room < self.em * LEAST_BAR_EMS:
            return
        most, thick, cap = (
            max([LEAST_SCALE, *(it.customers for it in causes)]),
            self.em * 0.3,
            self.em * ink.sizes.cap_ratio,
        )
        for index, cause in enumerate(causes):
            top = at + index * line - (cap + thick) / 2
            role = levels.role(cause.level, "band_fresh")
            ink.box(QRectF(left, top, room * cause.customers / most, thick), role)
