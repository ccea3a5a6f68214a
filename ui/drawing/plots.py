"""The curves: pyqtgraph items made once, then fed with `setData`.

The series is pyqtgraph's; what stands behind it, which changes seldom, is drawn as its view's background; hours and
targets are written by the panel around it, in its own type. No axes, menus, buttons or mouse: a wall has nobody to use
them. Gaps stay gaps.

All is handed over in pixels. Qt fills single lines with flat ends some fifteen times faster than one long line, but
only where nothing is left to be scaled; what is open between two of them is closed by a short one.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pyqtgraph as pg
from msgspec import Struct
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QWidget

from dashboard.model import Curve, Ribbon
from ui.drawing.look import Look
from ui.drawing.timeline import Span

Floats = NDArray[np.float64]
AROUND = 5  # steps of what is usual that are drawn as one
HEADROOM = 0.1  # of the range, so that a peak's pen is not cut
CUT, CUT_AT = 2.0, 3.0  # rules high, and under the upper edge
DOT = 3.0  # pens wide
SEAM = 1.0  # px to either side: of two lines that go straight on the edges show, too


class Frame(Struct, frozen=True):
    """What a plot shows, and on how many pixels."""

    span: Span
    low_high: tuple[float, float]
    width: int
    height: int

    def x(self, at: Floats) -> Floats:
        """Where instants stand."""
        return (at - self.span.begin) / (self.span.end - self.span.begin) * self.width

    def y(self, values: Floats) -> Floats:
        """Where values stand, from the upper edge."""
        low, high = self.low_high
        return (1.0 - ((values - low) / (high - low) + HEADROOM) / (1 + 2 * HEADROOM)) * self.height


class Behind(Struct, frozen=True):
    """What is drawn behind the series, in pixels: closed hours, what is usual with its edges and its middle."""

    closed: tuple[QRectF, ...] = ()
    usual: tuple[QPolygonF, ...] = ()
    edges: tuple[QLineF, ...] = ()
    middle: tuple[QLineF, ...] = ()


class Plot(pg.GraphicsView):  # type: ignore[misc] # pyqtgraph has no types
    """One series against time, with a level and what is usual to hold it against."""

    def __init__(self, parent: QWidget, role: str = "curve") -> None:
        super().__init__(parent, useOpenGL=False)
        self._role = role
        self._look: Look | None = None
        self._of: tuple[object, ...] = ()
        self._behind = Behind()
        self._frame = Frame(Span(0.0, 1.0), (0.0, 1.0), 1, 1)
        self._level: float | None = None
        self._events: tuple[float, ...] = ()
        self._cuts: tuple[tuple[float, float], ...] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setCentralItem(None)
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self.viewport().setAutoFillBackground(False)  # the panel has painted the ground already
        # We say ourselves when it is to be drawn anew, with the panel around it: the scene would do it once more.
        self.setViewportUpdateMode(self.ViewportUpdateMode.NoViewportUpdate)
        self._curve = pg.PlotCurveItem(connect="finite", antialias=True)
        self._curve.setSegmentedLineMode("on")
        self._joints = pg.PlotCurveItem(connect="pairs", antialias=True)
        self._joints.setSegmentedLineMode("on")
        self._dots = pg.PlotCurveItem(connect="pairs", antialias=True)
        for item in (self._curve, self._joints, self._dots):
            self.addItem(item)

    def minimumSizeHint(self) -> QSize:
        """Any size will do: the panel decides."""
        return QSize(1, 1)

    def dress(self, look: Look) -> None:
        """Take on colours and thickness."""
        if look == self._look:
            return
        self._look = look
        for item in (self._curve, self._joints):
            item.setPen(_pen(look, self._role, look.sizes.pen))
        self._dots.setPen(_pen(look, self._role, look.sizes.pen * DOT, Qt.PenCapStyle.RoundCap))
        self.viewport().update()

    def present(
        self,
        curve: Curve | None,
        span: Span,
        low_high: tuple[float, float],
        level: float | None,
        usual: Ribbon | None = None,
        closed: Sequence[Span] = (),
    ) -> None:
        """Draw a series within a frame, over what is usual and the closed hours; nothing but the level without them."""
        frame = Frame(span, low_high, self.width(), self.height())
        if (of := (frame, usual, tuple(closed))) != self._of:
            self._of, self._frame = of, frame
            self._behind = behind(frame, usual, closed)
        self._level = level
        at, values = points(curve)
        x, y = frame.x(at), frame.y(values)
        self._curve.setData(x, y)
        self._joints.setData(*joints(x, y, self._look.sizes.pen if self._look else 1.0))
        self._cuts = cuts(x, y)
        dots = np.repeat(np.flatnonzero(dotted(values)), 2)
        self._dots.setData(x[dots] + np.tile((0.0, 0.01), len(dots) // 2), y[dots])  # no line is 0 long
        self.viewport().update()

    def stand(self, events: Sequence[float]) -> None:
        """Draw a line from top to bottom at each of these instants."""
        if tuple(events) != self._events:
            self._events = tuple(events)
            self.viewport().update()

    def drawBackground(self, painter: QPainter, _: QRectF) -> None:
        """Qt: all that stands behind the series."""
        if (look := self._look) is None:
            return
        room, rule = self.viewport().rect(), look.sizes.rule
        for box in self._behind.closed:
            painter.fillRect(box, look.colour("closed"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("usual"))
        for area in self._behind.usual:  # its steps are smoothed by the lines that are its edges
            painter.drawPolygon(area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for role, lines, thickness in (
            ("usual", self._behind.edges, 1.0),
            ("usual_line", self._behind.middle, rule),
        ):
            painter.setPen(_pen(look, role, thickness, Qt.PenCapStyle.SquareCap))
            painter.drawLines(lines)
        for x in self._frame.x(np.array(self._events, dtype=np.float64)):
            painter.fillRect(QRectF(round(x - rule / 2), 0, rule, room.height()), look.colour("dim"))
        if self._level is not None:
            y = float(self._frame.y(np.array([self._level]))[0])
            painter.fillRect(QRectF(0, round(y - rule / 2), room.width(), rule), look.colour("target"))

    def drawForeground(self, painter: QPainter, _: QRectF) -> None:
        """Qt: a cut through the curve where it leaves the plot: what is longer than the scale says so."""
        if (look := self._look) is not None:
            for left, right in self._cuts:
                box = QRectF(left, look.sizes.rule * CUT_AT, right - left, look.sizes.rule * CUT)
                painter.fillRect(box, look.colour("ground"))


def cuts(x: Floats, y: Floats) -> tuple[tuple[float, float], ...]:
    """From where to where a curve is over the upper edge, with the way there and back."""
    over = np.concatenate(([False], y < 0, [False]))
    ends = np.flatnonzero(np.diff(over)).reshape(-1, 2)
    last = len(x) - 1
    return tuple((float(x[max(0, begin - 1)]), float(x[min(last, after)])) for begin, after in ends.tolist())


def behind(frame: Frame, usual: Ribbon | None, closed: Sequence[Span]) -> Behind:
    """What stands behind a series in a frame."""
    edges = frame.x(np.array([(each.begin, each.end) for each in closed], dtype=np.float64))
    boxes = tuple(QRectF(left, 0, right - left, frame.height) for left, right in edges)
    if usual is None:
        return Behind(boxes)
    at, low, high, middle = drawn(usual)
    x = frame.x(at)
    lower, upper, between = (_stretches(x, frame.y(each)) for each in (low, high, middle))
    areas = tuple(QPolygonF([*one, *reversed(other)]) for one, other in zip(lower, upper, strict=True))
    return Behind(boxes, areas, _lines([*lower, *upper]), _lines(between))


def _stretches(x: Floats, y: Floats) -> list[list[QPointF]]:
    """The points between two gaps, for each such stretch."""
    known = np.concatenate(([False], np.isfinite(y), [False]))
    ends = np.flatnonzero(np.diff(known)).reshape(-1, 2)
    return [
        [QPointF(*each) for each in zip(x[begin:after].tolist(), y[begin:after].tolist(), strict=True)]
        for begin, after in ends.tolist()
    ]


def _lines(stretches: Sequence[Sequence[QPointF]]) -> tuple[QLineF, ...]:
    return tuple(QLineF(*ends) for points in stretches for ends in pairwise(points))


def _pen(look: Look, role: str, thickness: float, cap: Qt.PenCapStyle = Qt.PenCapStyle.FlatCap) -> QPen:
    """An opaque solid pen."""
    pen = QPen(QBrush(look.colour(role)), thickness)
    pen.setCapStyle(cap)
    return pen


def points(curve: Curve | None) -> tuple[Floats, Floats]:
    """A series as the middle of each step, in seconds since 1970, and its value, NaN for a gap."""
    if curve is None:
        return np.empty(0), np.empty(0)
    values = np.array([np.nan if value is None else value for value in curve.values], dtype=np.float64)
    at: Floats = curve.start.timestamp() + curve.step * (np.arange(len(values), dtype=np.float64) + 0.5)
    return at, values


def height_in(low_high: tuple[float, float], value: float) -> float:
    """Where a value stands in a plot of that range: 0 at its lower edge, 1 at its upper."""
    low, high = low_high
    return ((value - low) / (high - low) + HEADROOM) / (1 + 2 * HEADROOM)


@lru_cache(64)
def drawn(usual: Ribbon) -> tuple[Floats, Floats, Floats, Floats]:
    """The instants, the edges and the middle of what is usual, which changes once a day."""
    (at, low), (_, high), (_, middle) = (
        drawn_edge(usual, each) for each in (usual.low, usual.high, usual.median)
    )
    return at, low, high, middle


def drawn_edge(ribbon: Ribbon, edge: Sequence[float | None]) -> tuple[Floats, Floats]:
    """An edge of what is usual, to be filled: each stretch from the begin of its first step to the end of its last.

    Eight weeks are few: a step is drawn as the middle one of the hour around it. What is said in figures is its own.
    """
    at, values = points(Curve(start=ribbon.start, step=ribbon.step, values=tuple(edge)))
    known = np.isfinite(values)
    near = sliding_window_view(np.pad(values, AROUND // 2, constant_values=np.nan), AROUND)
    calm = np.full(len(values), np.nan)
    calm[known] = np.nanmedian(near[known], axis=1)
    half, ends = ribbon.step / 2, np.flatnonzero(np.diff(np.concatenate(([False], known, [False]))))
    for begin, after in reversed(ends.reshape(-1, 2).tolist()):
        at = np.insert(at, (begin, after), (at[begin] - half, at[after - 1] + half))
        calm = np.insert(calm, (begin, after), (calm[begin], calm[after - 1]))
    return at, calm


def joints(x: Floats, y: Floats, pen: float) -> tuple[Floats, Floats]:
    """The two ends of a short line across each corner of a curve, which closes it on its outer side."""
    steps = np.diff(np.column_stack((x, y)), axis=0)
    ways = steps / np.maximum(1e-9, np.hypot(*steps.T))[:, np.newaxis]
    before, after = ways[:-1], ways[1:]
    bend = np.hypot(*(after - before).T) / 2  # of a half turn 1
    along = before + after
    long = np.hypot(*along.T)
    along = np.where((long > 1e-6)[:, np.newaxis], along / np.maximum(1e-6, long)[:, np.newaxis], (1.0, 0.0))
    reach = along * np.maximum(SEAM, bend * pen / 2)[:, np.newaxis]
    corner = np.column_stack((x, y))[1:-1]
    seen = np.isfinite(bend)  # not so beside a gap in the numbers
    ends = np.stack((corner - reach, corner + reach), axis=1)[seen].reshape(-1, 2)
    return ends[:, 0], ends[:, 1]


def dotted(values: Floats) -> NDArray[np.bool_]:
    """Which values need a dot: those between two gaps, which no line would show, and the last one."""
    known = np.isfinite(values)
    padded = np.concatenate(([False], known, [False]))
    alone = known & ~padded[:-2] & ~padded[2:]
    if known.any():
        alone[np.flatnonzero(known)[-1]] = True
    return alone
