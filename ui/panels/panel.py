"""The base of every panel: it remembers what it drew, so that a Snapshot without news repaints nothing."""

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from dashboard.snapshot import Snapshot
from ui.drawing.ink import DESCENT, Drawn, Ink
from ui.drawing.levels import Level, role
from ui.drawing.look import Look, Weight
from ui.speech.language import say, speaking
from ui.speech.spoken import NO_DATA, Figures
from ui.speech.words import PANELS

LOOSEST_LINE_EMS = 1.42  # few lines stand apart, but not lost

P = TypeVar("P")


class Panel(QWidget, Generic[P]):
    """A tile. A kind of panel says which part of a Snapshot it draws (`part`), and draws it (`draw`).

    A part is a frozen value with all that is drawn, and nothing else: equal parts are equal pictures.
    All of it is said in the look's language. `drawn` is what the last paint event put on the glass, `paints` how many
    there were.
    """

    NAME: ClassVar[str]

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.look = look
        self.drawn: tuple[Drawn, ...] = ()
        self.marks: tuple[tuple[str, str], ...] = ()
        self.signs: tuple[tuple[str, QRectF], ...] = ()
        self.paints = 0
        with speaking(look.language):
            self.shown: P = self.part(None)

    def lie(self) -> None:
        """Lie on a ground that is painted already, by whoever holds this panel and may paint it for several at once."""
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, on=False)

    def present(self, snapshot: Snapshot | None) -> bool:
        """Show this panel's part of a Snapshot; whether anything changed."""
        with speaking(self.look.language):
            part = self.part(snapshot)
        return self.show_part(part)

    def show_part(self, part: P) -> bool:
        """Show a part; whether it differs from what is shown."""
        if part == self.shown:
            return False
        self.shown = part
        self._arrange()
        self.update()
        return True

    def dress(self, look: Look) -> None:
        """Take on another look: other sizes, another theme, or the grey of an old picture."""
        self.look = look
        self._arrange()
        self.update()

    @property
    def silent(self) -> bool:
        """Whether it has nothing to say, so that a page may give its room to another tile."""
        return False

    def part(self, snapshot: Snapshot | None) -> P:
        """What is drawn of a Snapshot."""
        raise NotImplementedError

    def draw(self, ink: Ink, part: P) -> None:
        """Draw it."""
        raise NotImplementedError

    @property
    def ground(self) -> str | None:
        """The role of the colour that its texts stand on; None where they stand on several."""
        return "ground"

    def arrange(self) -> None:
        """Place and feed what is not drawn but a widget: a plot."""

    def _arrange(self) -> None:
        with speaking(self.look.language):
            self.arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw everything that is not a plot."""
        painter = QPainter(self)
        try:
            if self.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent):
                painter.fillRect(event.rect(), self.look.colour("ground"))
            ink = Ink(painter, self.look, self.ground)
            with speaking(self.look.language):
                self.draw(ink, self.shown)
            self.drawn, self.marks, self.signs = tuple(ink.drawn), tuple(ink.marks), tuple(ink.signs)
            self.paints += 1
        finally:
            painter.end()

    def resizeEvent(self, _: QResizeEvent) -> None:
        """Qt: the panel has another size."""
        self._arrange()

    # ── What all tiles have in common ────────────────────────────────────────────────────────────────

    @property
    def em(self) -> float:
        """The font size of room text."""
        return self.look.sizes.em

    @property
    def title_baseline(self) -> float:
        """Where the title stands."""
        return self.em * (0.36 + self.look.sizes.cap_ratio)

    @property
    def number_baseline(self) -> float:
        """Where the tile's number stands."""
        return self.title_baseline + self.em * 0.42 + self.look.sizes.number * self.look.sizes.cap_ratio

    def title_width(self, ink: Ink) -> float:
        """The room that the title takes."""
        return ink.width(say(PANELS[self.NAME]), weight=Weight.DemiBold) + self.em * 0.28

    def heading(self, ink: Ink, about: str, level: Level = "fine") -> float:
        """The rule, the title and what it speaks of, in the colour and with the shape of its level. Returns its end."""
        ink.box(QRectF(0, 0, self.width(), self.look.sizes.rule), "rule")
        ink.text((0, self.title_baseline), say(PANELS[self.NAME]), weight=Weight.DemiBold)
        x = self.title_width(ink)
        mark = self.em if level != "fine" else 0.0
        if shown := ink.fitting((about,), self.width() - x - mark):
            x += ink.mark((x, self.title_baseline), level)
            x += ink.text((x, self.title_baseline), shown, role=role(level, "dim"))
        return x

    def headline(
        self, ink: Ink, value: Figures, level: Level, beside: Sequence[str], room: float = 0.0
    ) -> float:
        """The tile's number, and beside it, at the right, the first of several contexts that fits. Returns its end."""
        width, at = room or self.width(), self.number_baseline
        x = ink.mark((0, at), level)
        x += ink.figures((x, at), value, px=self.look.sizes.number, role=role(level))
        if shown := ink.fitting(beside, width - x - self.em * 0.5):
            ink.text((width, at), shown, role=role(level, "dim"), right=True)
        return x

    def row(
        self,
        ink: Ink,
        baseline: float,
        labels: Sequence[str],
        value: Figures,
        level: Level = "fine",
        room: float = 0.0,
    ) -> None:
        """A line with the first label that fits at the left, and its value at the right edge."""
        right = room or self.width()
        width = ink.figures((right, baseline), value, px=self.look.sizes.em, role=role(level), right=True)
        width += ink.mark_before((right - width, baseline), level)
        free = right - width - self.em * 0.3
        label = ink.fitting(labels, free) or ink.cut(labels[-1], free)
        ink.text((0, baseline), label, role=role(level, "dim"))

    def lines_below(self, baseline: float) -> int:
        """How many lines of room text fit between a baseline and the lower edge."""
        return max(0, int((self._floor - baseline) / self.look.sizes.line + 1e-6))

    def spread(self, baseline: float, lines: int) -> float:
        """From one baseline to the next when so many lines share the room below a baseline."""
        return min(self.em * LOOSEST_LINE_EMS, (self._floor - baseline) / max(1, lines))

    @property
    def _floor(self) -> float:
        """The lowest baseline, clear of the next tile's rule."""
        return self.height() - self.em * (DESCENT + 0.28)


def plain_figure(text: str, unit: str = "") -> Figures:
    """A number without parts as figures; the dash of "no data" has no unit."""
    return ((text, "" if text == NO_DATA else unit),)
