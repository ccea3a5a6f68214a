"""A chart over days, weeks or a year: no more points than pixels, gaps, storms and annotations; read by keys, too."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from babel.dates import format_date
from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from dashboard.columns import Floats
from dashboard.events import Event
from dashboard.kept import Gap
from dashboard.thinning import thinned
from ui.desk.numbers import NUMBERS, Drawn
from ui.drawing.ink import Ink
from ui.drawing.look import Look, drawable
from ui.drawing.scales import rounded_up
from ui.speech.language import locale, say
from ui.speech.spoken import NO_DATA, moment
from ui.speech.words import plain

LEFT_EMS, FOOT_EMS, HEAD_EMS = 4.6, 1.7, 1.5
LABEL_EMS = 4.2  # from one date under the chart to the next at the least
OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
LONGEST = 30


class Told(Struct, frozen=True):
    """What a chart draws: a number's series between two instants in seconds since 1970, with what happened then."""

    number: Drawn = NUMBERS[0]
    first: float = 0.0
    after: float = 1.0
    gaps: tuple[Gap, ...] = ()
    events: tuple[Event, ...] = ()
    timezone: str = "UTC"


class LongChart(QWidget):
    """Draws a series; `opened` is the instant that was clicked, or where the reading line stood at Enter."""

    opened = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.told = Told()
        self.points = 0
        """As many were drawn last."""
        self._at, self._values = np.zeros(0), np.zeros(0)
        self._cursor: float | None = None
        self._scale_to = (0.0, 1.0)
        self._made: tuple[QRectF, list[QPolygonF]] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(say("A number over time"))

    def present(self, told: Told, at: Floats, values: Floats) -> None:
        """Draw a series."""
        self.told, self._at, self._values = told, at, values
        self._scale_to = self._range()
        self._cursor = self._made = None
        self._say()
        self.update()

    def dress(self, look: Look) -> None:
        """Take on another look."""
        self.look = look
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Qt: a few lines."""
        return QSize(round(self.look.sizes.em * 20), round(self.look.sizes.em * 8))

    # ── Where things are ─────────────────────────────────────────────────────────────────────────────

    @property
    def _box(self) -> QRectF:
        em = self.look.sizes.em
        return QRectF(
            em * LEFT_EMS,
            em * HEAD_EMS,
            self.width() - em * (LEFT_EMS + 0.6),
            self.height() - em * (HEAD_EMS + FOOT_EMS),
        )

    def _x(self, at: float) -> float:
        it, box = self.told, self._box
        return box.left() + box.width() * (at - it.first) / max(1.0, it.after - it.first)

    def _range(self) -> tuple[float, float]:
        known = self._values[np.isfinite(self._values)]
        if not known.size:
            return 0.0, 1.0
        most = float(np.abs(known).max())
        top = rounded_up(most) if most > 0 else 1.0
        return (-top if self.told.number.signed else 0.0), top

    # ── Drawing ──────────────────────────────────────────────────────────────────────────────────────

    def paintEvent(self, _: QPaintEvent) -> None:
        """Qt: draw all of it."""
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), self.look.colour("ground"))
            ink, box = Ink(painter, self.look), self._box
            low, high = self._scale_to
            self._behind(ink, box)
            self._scale(ink, box, low, high)
            self._dates(ink, box)
            self._line(painter, box, low, high)
            self._reading(ink, painter, box)
            if self.hasFocus():
                thick = max(2.0, self.look.sizes.em / 8)
                ink.box(QRectF(self.rect()), "accent", hollow=thick)
        finally:
            painter.end()

    def _behind(self, ink: Ink, box: QRectF) -> None:
        """Gaps and storms as stretches, annotations by their word."""
        it, small = self.told, self.look.sizes.footnote
        for gap in it.gaps:
            self._stretch(ink, box, gap.first, gap.after, "track")
        right = box.left()
        for event in it.events:
            self._stretch(ink, box, event.at, event.until, "usual", least=2.0)
            word = say("storm") if event.kind == "storm" else drawable(plain(event.text, LONGEST))
            x = max(box.left(), self._x(event.at.timestamp()))
            if x >= right and x + ink.width(word, px=small) <= box.right():
                right = x + ink.text((x, box.top() - self.look.sizes.em * 0.35), word, px=small, role="note")
                right += self.look.sizes.em * 0.5

    def _stretch(
        self, ink: Ink, box: QRectF, begin: datetime, end: datetime | None, role: str, *, least: float = 0.0
    ) -> None:
        left = max(box.left(), self._x(begin.timestamp()))
        right = min(box.right(), self._x(end.timestamp()) if end else left + least)
        if right > left or least:
            ink.box(QRectF(left, box.top(), max(least, right - left), box.height()), role)

    def _scale(self, ink: Ink, box: QRectF, low: float, high: float) -> None:
        small = self.look.sizes.footnote
        for part in (0.0, 0.5, 1.0):
            y = box.bottom() - box.height() * part
            ink.box(QRectF(box.left(), y, box.width(), 1.0), "rule")
            text = self.told.number.said(low + (high - low) * part)
            ink.text((box.left() - small * 0.5, y + small * 0.35), text, px=small, role="dim", right=True)

    def _dates(self, ink: Ink, box: QRectF) -> None:
        small = self.look.sizes.footnote
        right = -1.0
        for at, text in ticks(self.told.first, self.told.after, self.told.timezone):
            x = self._x(at)
            wide = ink.width(text, px=small)
            if x - wide / 2 > right and x + wide / 2 <= self.width():
                ink.box(QRectF(x, box.bottom(), 1.0, small * 0.4), "rule")
                ink.text((x - wide / 2, box.bottom() + small * 1.5), text, px=small, role="dim")
                right = x + max(wide, self.look.sizes.em * LABEL_EMS) - wide / 2

    def _line(self, painter: QPainter, box: QRectF, low: float, high: float) -> None:
        """The series, broken where nothing is known.

        Many points between two pixels are drawn a pixel thin and without smoothing: a thick smooth line through two
        thousand peaks takes Qt over a second, a thin one some milliseconds.
        """
        lines = self._polygons(box, low, high)
        dense = self.points > box.width()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, not dense)
        pen = QPen(self.look.colour("curve"), 0 if dense else self.look.sizes.pen)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for line in lines:
            if line.size() == 1:
                painter.drawPoint(line.first())
            else:
                painter.drawPolyline(line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _polygons(self, box: QRectF, low: float, high: float) -> list[QPolygonF]:
        """The stretches of the series in this box: made once, whatever is read of them."""
        if self._made is not None and self._made[0] == box:
            return self._made[1]
        it = self.told
        at, values = thinned(self._at, self._values, it.first, it.after, max(1, int(box.width())))
        self.points = len(at)
        xs = box.left() + box.width() * (at - it.first) / max(1.0, it.after - it.first)
        ys = box.bottom() - box.height() * (values - low) / (high - low)
        found = [
            QPolygonF([QPointF(x, y) for x, y in zip(xs[run].tolist(), ys[run].tolist(), strict=True)])
            for run in runs(values)
        ]
        self._made = (box, found)
        return found

    def _reading(self, ink: Ink, painter: QPainter, box: QRectF) -> None:
        """A line at the instant that is read, with its value."""
        if self._cursor is None:
            return
        x = self._x(self._cursor)
        painter.fillRect(QRectF(x, box.top(), 1.0, box.height()), self.look.colour("accent"))
        text = self.reading
        left = min(max(0.0, x - ink.width(text) / 2), self.width() - ink.width(text))
        ink.box(QRectF(left, 0, ink.width(text), self.look.sizes.em * 1.3), "ground")
        ink.text((left, self.look.sizes.em), text)

    # ── Reading it ───────────────────────────────────────────────────────────────────────────────────

    @property
    def reading(self) -> str:
        """The value where the line stands, and when that was."""
        if self._cursor is None or not self._at.size:
            return ""
        place = int(np.clip(np.searchsorted(self._at, self._cursor), 0, len(self._at) - 1))
        value = float(self._values[place])
        said = NO_DATA if value != value else self.told.number.said(value)  # noqa: PLR0124  nan
        when = datetime.fromtimestamp(float(self._at[place]), UTC)
        now = datetime.fromtimestamp(self.told.after, UTC)
        return f"{moment(when, now, self.told.timezone)}: {said}"

    def _say(self) -> None:
        title = say(self.told.number.title)
        self.setAccessibleName(f"{say('A number over time')}: {title}")
        self.setAccessibleDescription(self.reading)

    def _read(self, at: float | None) -> None:
        self._cursor = at if at is None else min(max(at, self.told.first), self.told.after)
        self._say()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: the pointer reads."""
        box = self._box
        part = (event.position().x() - box.left()) / max(1.0, box.width())
        self._read(self.told.first + (self.told.after - self.told.first) * part if 0 <= part <= 1 else None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click looks at that moment."""
        self.mouseMoveEvent(event)
        self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the arrows move the reading line, Enter looks at that moment."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -20, Qt.Key.Key_PageDown: 20}
        if event.key() in OPENS:
            self._open()
        elif event.key() in steps:
            step = (self.told.after - self.told.first) / max(1.0, self._box.width() / 4)
            at = self._cursor if self._cursor is not None else self.told.after
            self._read(at + step * steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if self._cursor is not None and self._at.size:
            self.opened.emit(datetime.fromtimestamp(self._cursor, UTC))


def runs(values: Floats) -> Iterator[slice]:
    """The stretches between the gaps."""
    known = np.isfinite(values)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], known, [False]))))
    for begin, after in edges.reshape(-1, 2).tolist():
        yield slice(begin, after)


def ticks(first: float, after: float, timezone: str) -> Iterator[tuple[float, str]]:
    """What is written under the chart: hours of a day or two, else local midnights by their date."""
    zone = ZoneInfo(timezone)
    begin = datetime.fromtimestamp(first, zone)
    days = (after - first) / 86_400
    if days <= 2:
        hour = begin.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        while hour.timestamp() < after:
            if hour.timestamp() >= first:
                yield hour.timestamp(), f"{hour.astimezone(zone):%H}"
            hour += timedelta(hours=1)
        return
    day: date = begin.date() + timedelta(days=1)
    while (at := datetime(day.year, day.month, day.day, tzinfo=zone).timestamp()) < after:
        if days <= 62 or day.day == 1:
            yield at, str(format_date(day, "d MMM", locale=locale()))
        day += timedelta(days=1)
