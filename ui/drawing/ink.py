"""What panels draw with: plain text on baselines, marks and bars, remembered so that a test can read the picture."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from ui.drawing.glyphs import LETTERS, is_plain, write, write_text
from ui.drawing.layouts import snapped
from ui.drawing.levels import SHAPES, Level, Shape
from ui.drawing.look import Look, Weight, advance, font, metrics
from ui.speech.spoken import SPACE, Figures

LONGEST_TEXT = 200  # letters; laying out megabytes takes seconds
DESCENT = 0.21  # of the font size, below the baseline


class Drawn(Struct, frozen=True, kw_only=True):
    """A text as it was drawn: what, where (the box of its capitals and descenders), how large, in which role."""

    text: str
    left: float
    top: float
    width: float
    height: float
    px: int
    role: str

    @property
    def whole(self) -> bool:
        """Whether all of it is there."""
        return "…" not in self.text


class Ink:
    """A painter with a look. Texts stand on a baseline, never wrap and are never markup.

    `ground` is the role of what all texts are written on, where that is of one colour.
    """

    def __init__(self, painter: QPainter, look: Look, ground: str | None = None) -> None:
        self._painter = painter
        self._ground = look.colour(ground) if ground else None
        self.look = look
        self.sizes = look.sizes
        self.drawn: list[Drawn] = []
        self.marks: list[tuple[str, str]] = []
        self.signs: list[tuple[str, QRectF]] = []
        self._plain = is_plain(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)

    # ── Text ─────────────────────────────────────────────────────────────────────────────────────────

    def width(self, text: str, px: int | None = None, weight: Weight = Weight.Normal) -> float:
        """How wide a text comes out."""
        return advance(text[:LONGEST_TEXT], px or self.sizes.em, weight)

    def text(
        self,
        at: tuple[float, float],
        text: str,
        *,
        role: str = "text",
        px: int | None = None,
        weight: Weight = Weight.Normal,
        right: bool = False,
    ) -> float:
        """Draw a line whose baseline begins at `at`, or ends there with `right`. Returns its width."""
        size, shown = px or self.sizes.em, text[:LONGEST_TEXT]
        if not shown:
            return 0.0
        width = self.width(shown, size, weight)
        left = at[0] - width if right else at[0]
        self._write((round(left), round(at[1])), shown, size, weight, self.look.colour(role))
        cap = self.sizes.cap_ratio * size
        box = Drawn(
            text=shown.replace(SPACE, " "),
            left=left,
            top=at[1] - cap,
            width=width,
            height=cap + DESCENT * size,
            px=size,
            role=role,
        )
        self.drawn.append(box)
        return width

    def _write(self, at: tuple[int, int], text: str, px: int, weight: Weight, colour: QColor) -> None:
        if self._plain:
            write(self._painter, at, text, px, weight, colour, ground=self._ground)
        else:
            write_text(self._painter, at, text, px, weight, colour)

    def cut(self, text: str, room: float) -> str:
        """A line of room text, ended with an ellipsis where it is wider than `room`."""
        return metrics(self.sizes.em).elidedText(text[:LONGEST_TEXT], Qt.TextElideMode.ElideRight, room)

    def glyph(self, at: tuple[float, float], text: str, px: int, role: str) -> None:
        """Draw a letter that is part of a shape, and no text to be read."""
        self._painter.setFont(font(px, Weight.DemiBold))
        self._painter.setPen(self.look.colour(role))
        self._painter.drawText(QPointF(*at), text)
        self._painter.setPen(Qt.PenStyle.NoPen)

    def fitting(
        self, ways: Sequence[str], room: float, px: int | None = None, weight: Weight = Weight.Normal
    ) -> str:
        """The first of several ways to say it that fits; "" when none does."""
        return next((way for way in ways if self.width(way, px, weight) <= room), "")

    def figures_width(self, figures: Figures, px: int) -> float:
        """How wide `figures` comes out."""
        return self._figures(figures, px, (0.0, 0.0), None)

    def figures(
        self, at: tuple[float, float], figures: Figures, *, px: int, role: str = "text", right: bool = False
    ) -> float:
        """Draw figures at `px` with their units smaller, on one baseline. Returns the width."""
        left = at[0] - self.figures_width(figures, px) if right else at[0]
        return self._figures(figures, px, (left, at[1]), role)

    def _figures(self, figures: Figures, px: int, at: tuple[float, float], role: str | None) -> float:
        unit_px = max(self.sizes.em, round(px * 0.45)) if px > self.sizes.em else px
        x = at[0]
        for figure, unit in figures:
            if x > at[0]:
                x += unit_px * 0.26
            x += self._piece((x, at[1]), figure, px, Weight.DemiBold, role)
            if unit:
                x += unit_px * 0.2
                x += self._piece((x, at[1]), unit, unit_px, Weight.Normal, "dim" if role == "text" else role)
        return x - at[0]

    def _piece(self, at: tuple[float, float], text: str, px: int, weight: Weight, role: str | None) -> float:
        if role is None:
            return self.width(text, px, weight)
        return self.text(at, text, role=role, px=px, weight=weight)

    # ── Shapes ───────────────────────────────────────────────────────────────────────────────────────

    def mark(self, at: tuple[float, float], level: Level, px: int | None = None) -> float:
        """Draw the shape of an abnormal level on a baseline; returns the room it took, 0 for "fine"."""
        if level == "fine":
            return 0.0
        size = (px or self.sizes.em) * self.sizes.cap_ratio
        self.shape(SHAPES[level], QRectF(at[0], at[1] - size, size, size), level)
        return size * 1.35

    def mark_before(self, at: tuple[float, float], level: Level) -> float:
        """Draw the shape of an abnormal level, small, so that it ends before `at`; returns the room it took."""
        if level == "fine":
            return 0.0
        cap = self.sizes.em * self.sizes.cap_ratio
        size = cap * 0.68
        self.shape(SHAPES[level], QRectF(at[0] - size * 1.3, at[1] - (cap + size) / 2, size, size), level)
        return size * 1.3

    def shape(self, shape: Shape | str, box: QRectF, role: str) -> None:
        """Fill a shape of POLYGONS into a box."""
        self.sign(shape, box, role, lambda ink, box: ink.polygon(shape, box, role))
        self.marks.append((shape, role))

    def polygon(self, shape: str, box: QRectF, role: str) -> None:
        """Fill its outline."""
        self._painter.setBrush(self.look.colour(role))
        self._painter.drawPolygon(QPolygonF(corners(shape, box)))

    def sign(self, name: str, box: QRectF, role: str, draw: Callable[["Ink", QRectF], None]) -> None:
        """Draw a sign through `draw`, or its picture where it was drawn before, as large and in that colour."""
        self.signs.append((name, box))
        if not self._plain:
            draw(self, box)
            return
        at = whole(box)
        size = (at.width(), at.height())
        kept = LETTERS.sign(
            name, size, self.look.colour(role), lambda it: draw(Ink(it, self.look), QRectF(0, 0, *size))
        )
        if kept.image is not None:
            self._painter.drawImage(at.x() + kept.left, at.y() + kept.top, kept.image)

    def box(self, box: QRectF, role: str, *, hollow: float = 0.0) -> None:
        """Fill a rectangle, or draw its outline with a pen of `hollow` px inside of it."""
        if not hollow:
            self._painter.fillRect(whole(box), self.look.colour(role))
            return
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(QBrush(self.look.colour(role)), hollow))
        self._painter.drawRect(box.adjusted(hollow / 2, hollow / 2, -hollow / 2, -hollow / 2))
        self._painter.setPen(Qt.PenStyle.NoPen)

    def bar(self, box: QRectF, parts: Sequence[tuple[float, str]]) -> None:
        """Fill a bar with parts in proportion, a hair of ground between them; an empty bar is its track."""
        total = sum(part for part, _ in parts)
        if total <= 0:
            self.box(box, "track")
            return
        hair = self.sizes.rule * 2
        shown = [(part, role) for part, role in parts if part > 0]
        free = box.width() - hair * (len(shown) - 1)
        x = box.x()
        for part, role in shown:
            width = free * part / total
            self.box(QRectF(x, box.y(), width, box.height()), role)
            x += width + hair

    def line(self, points: Sequence[tuple[float, float]], role: str, pen: float) -> None:
        """Draw a curve through points."""
        stroke = QPen(QBrush(self.look.colour(role)), pen)
        stroke.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(stroke)
        self._painter.drawPolyline(QPolygonF([QPointF(*point) for point in points]))
        self._painter.setPen(Qt.PenStyle.NoPen)

    def area(self, points: Sequence[tuple[float, float]], role: str) -> None:
        """Fill what a curve encloses."""
        self._painter.setBrush(self.look.colour(role))
        self._painter.drawPolygon(QPolygonF([QPointF(*point) for point in points]))

    def ring(self, box: QRectF, role: str, pen: float) -> None:
        """Draw a circle's outline."""
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(QBrush(self.look.colour(role)), pen))
        self._painter.drawEllipse(box)
        self._painter.setPen(Qt.PenStyle.NoPen)

    def disc(self, box: QRectF, role: str) -> None:
        """Fill a circle."""
        self._painter.setBrush(self.look.colour(role))
        self._painter.drawEllipse(box)

    def arc(self, box: QRectF, role: str, pen: float, sweep: tuple[float, float]) -> None:
        """Draw a part of an ellipse's outline: from an angle, over an angle, in degrees against the clock."""
        self._painter.setPen(
            QPen(QBrush(self.look.colour(role)), pen, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        )
        self._painter.drawArc(box, round(sweep[0] * 16), round(sweep[1] * 16))
        self._painter.setPen(Qt.PenStyle.NoPen)


def whole(box: QRectF) -> QRect:
    """A box on whole pixels, at least one: its edges are crisp, and need not be blended."""
    at = snapped(box)
    return at.adjusted(0, 0, box.width() > 0 and at.width() == 0, box.height() > 0 and at.height() == 0)


POLYGONS: dict[str, tuple[tuple[float, float], ...]] = {
    "triangle": ((0.5, 0.0), (1.0, 1.0), (0.0, 1.0)),
    "diamond": ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)),
    "cross": (
        (0.2, 0.0), (0.5, 0.3), (0.8, 0.0), (1.0, 0.2), (0.7, 0.5), (1.0, 0.8),
        (0.8, 1.0), (0.5, 0.7), (0.2, 1.0), (0.0, 0.8), (0.3, 0.5), (0.0, 0.2),
    ),
}  # fmt: skip


def corners(shape: Shape | str, box: QRectF) -> list[QPointF]:
    """The corners of a shape of POLYGONS in a box."""
    return [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in POLYGONS[shape]]
