"""The curves: pyqtgraph items made once, then fed with `setData`.

Only the line is pyqtgraph's; hours and targets are written by the panel around it, in its own type. No axes, menus,
buttons or mouse: a wall has nobody to use them. Gaps stay gaps.
"""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QBrush, QPen
from PySide6.QtWidgets import QFrame, QWidget

from dashboard.model import Curve, Ribbon
from ui.drawing.look import Look
from ui.drawing.timeline import Span

Floats = NDArray[np.float64]
AROUND = 5  # steps of what is usual that are drawn as one
HEADROOM = 0.08  # of the range, so that a peak's pen is not cut


class Plot(pg.GraphicsView):  # type: ignore[misc] # pyqtgraph has no types
    """One series against time, with a level and what is usual to hold it against.

    Antialiased, since a hundred points cost nothing.
    """

    def __init__(self, parent: QWidget, role: str = "curve") -> None:
        super().__init__(parent, useOpenGL=False)
        self._role = role
        self._look: Look | None = None
        self._usual: Ribbon | None = None
        self._shut: Sequence[Span] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAntialiasing(True)
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0.0)
        self._box.disableAutoRange()
        self.setCentralItem(self._box)
        self._level = pg.PlotCurveItem(connect="all", antialias=False)
        self._curve = pg.PlotCurveItem(connect="finite", antialias=True)
        self._alone = pg.ScatterPlotItem(symbol="o", pxMode=True, antialias=True)
        self._low, self._high = (pg.PlotCurveItem(connect="finite", pen=None) for _ in range(2))
        self._range = pg.FillBetweenItem(self._low, self._high)
        self._median = pg.PlotCurveItem(connect="finite", antialias=True)
        self._closed = pg.PlotCurveItem(connect="all", antialias=False, pen=None)
        self._closed.setZValue(-100)  # FillBetweenItem lowers itself, too
        self._events = pg.PlotCurveItem(connect="pairs", antialias=False)
        self._events.setZValue(-50)
        behind = (self._closed, self._low, self._high, self._range, self._median, self._events)
        for item in (*behind, self._level, self._curve, self._alone):
            self._box.addItem(item, ignoreBounds=True)

    def minimumSizeHint(self) -> QSize:
        """Any size will do: the panel decides."""
        return QSize(1, 1)

    def dress(self, look: Look) -> None:
        """Take on colours and thickness."""
        if look == self._look:
            return
        self._look = look
        self.setBackground(look.colour("ground"))
        self._closed.setBrush(look.colour("closed"))
        self._range.setBrush(look.colour("usual"))
        self._range.setPen(None)
        self._median.setPen(_pen(look, "usual_line", look.sizes.rule))
        self._curve.setPen(_pen(look, self._role, look.sizes.pen))
        self._level.setPen(_pen(look, "target", look.sizes.rule))
        self._events.setPen(_pen(look, "dim", look.sizes.rule))
        self._alone.setBrush(look.colour(self._role))
        self._alone.setPen(None)
        self._alone.setSize(look.sizes.pen * 3)

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
        low, high = low_high
        pad = (high - low) * HEADROOM
        self._box.setRange(xRange=(span.begin, span.end), yRange=(low - pad, high + pad), padding=0)
        self._shade(closed, low - pad, high + pad)
        self._present_usual(usual)
        at, values = points(curve)
        ends = [] if level is None else [span.begin, span.end]
        self._level.setData(np.array(ends), np.full(len(ends), level, dtype=np.float64))
        self._curve.setData(at, values)
        dots = dotted(values)
        self._alone.setData(at[dots], values[dots])

    def stand(self, events: Sequence[float]) -> None:
        """Draw a line from top to bottom at each of these instants."""
        _, (low, high) = self._box.viewRange()
        at = np.repeat(np.array(events, dtype=np.float64), 2)
        self._events.setData(at, np.tile(np.array([low, high]), len(events)))

    def _shade(self, closed: Sequence[Span], low: float, high: float) -> None:
        if closed or self._shut:
            self._closed.setFillLevel(low)
            self._closed.setData(*shades(closed, low, high))
        self._shut = closed

    def _present_usual(self, usual: Ribbon | None) -> None:
        """What is usual, which changes once a day."""
        if usual == self._usual:
            return
        self._usual = usual
        edges = (usual.low, usual.high, usual.median) if usual else ((), (), ())
        for item, edge in zip((self._low, self._high, self._median), edges, strict=True):
            item.setData(*(drawn_edge(usual, edge) if usual else points(None)))


def _pen(look: Look, role: str, thickness: float) -> QPen:
    """An opaque solid pen whose thickness is in px, whatever the scale of the plot."""
    pen = QPen(QBrush(look.colour(role)), thickness)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def points(curve: Curve | None) -> tuple[Floats, Floats]:
    """A series as the middle of each step, in seconds since 1970, and its value, NaN for a gap."""
    if curve is None:
        return np.empty(0), np.empty(0)
    values = np.array([np.nan if value is None else value for value in curve.values], dtype=np.float64)
    at: Floats = curve.start.timestamp() + curve.step * (np.arange(len(values), dtype=np.float64) + 0.5)
    return at, values


def shades(spans: Sequence[Span], low: float, high: float) -> tuple[Floats, Floats]:
    """The outline of stretches of time that are filled from `low` to `high`."""
    at = [edge for span in spans for edge in (span.begin, span.begin, span.end, span.end)]
    return np.array(at), np.array([low, high, high, low] * len(spans), dtype=np.float64)


def height_in(low_high: tuple[float, float], value: float) -> float:
    """Where a value stands in a plot of that range: 0 at its lower edge, 1 at its upper."""
    low, high = low_high
    return ((value - low) / (high - low) + HEADROOM) / (1 + 2 * HEADROOM)


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


def dotted(values: Floats) -> NDArray[np.bool_]:
    """Which values need a dot: those between two gaps, which no line would show, and the last one."""
    known = np.isfinite(values)
    padded = np.concatenate(([False], known, [False]))
    alone = known & ~padded[:-2] & ~padded[2:]
    if known.any():
        alone[np.flatnonzero(known)[-1]] = True
    return alone
