"""The time slider: any minute of a kept day, chosen by dragging or keys; live again by one key."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date
from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QToolButton, QWidget

from dashboard.events import Event
from dashboard.kept import Gap
from dashboard.ports import Kept
from ui.desk.labels import label
from ui.drawing.look import Look
from ui.drawing.timeline import local_hour
from ui.speech.language import locale, say
from ui.speech.spoken import clock

DRAG_MS = 40  # a picture a few frames, however fast the slider is dragged
MINUTE, HOUR = 1, 60
HOURS: dict[int, int] = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class TimeSlider(QSlider):
    """The minutes of a day, with its gaps and events marked on the groove."""

    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.look = look
        self.marks: tuple[tuple[float, float, str], ...] = ()
        self.setSingleStep(MINUTE)
        self.setPageStep(HOUR)
        self.setAccessibleName(say("The minute that is looked at"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the groove and its handle, then what happened."""
        super().paintEvent(event)
        painter = QPainter(self)
        thick = max(2.0, self.look.sizes.em * 0.16)
        for begin, end, role in self.marks:
            left, right = self.width() * begin, self.width() * end
            box = QRectF(left, self.height() - thick, max(thick, right - left), thick)
            painter.fillRect(box, self.look.colour(role))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc goes back to live; Page Up is earlier, as it is further up in anything that is read."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in HOURS:
            self.setValue(self.value() + HOURS[event.key()] * self.pageStep())
        else:
            super().keyPressEvent(event)


class TimeBar(QWidget):
    """Day and minute; `looked` is the instant that is looked at, None for live."""

    looked = Signal(object)

    def __init__(self, kept: Kept | None, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = kept
        self._zone = ZoneInfo("UTC")
        self._now: datetime | None = None
        self._days: list[date] = []
        self.day: date | None = None
        self.at: datetime | None = None
        """What is looked at; None: live."""
        self.live = _button("●", say("Live (F12)"), say("Back to live"))
        self.earlier = _button("‹", "‹", say("A day earlier"))
        self.later = _button("›", "›", say("A day later"))
        self.when = label()
        self.slider = TimeSlider(look)
        self.said = label("", "note")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.live, self.earlier, self.when, self.later):
            row.addWidget(widget)
        row.addWidget(self.slider, 1)
        row.addWidget(self.said)
        self._drag = QTimer(self, singleShot=True, interval=DRAG_MS)
        self._drag.timeout.connect(self._look)
        self.slider.valueChanged.connect(self._moved)
        self.slider.left.connect(self.go_live)
        self.live.clicked.connect(self.go_live)
        self.earlier.clicked.connect(lambda: self.step_day(-1))
        self.later.clicked.connect(lambda: self.step_day(1))
        self._tell()

    # ── Time goes on ─────────────────────────────────────────────────────────────────────────────────

    def present(self, now: datetime, timezone: str) -> None:
        """It is now: the end of what can be looked at."""
        self._now, self._zone = now, ZoneInfo(timezone)
        today = now.astimezone(self._zone).date()
        if self._kept is not None and (not self._days or self._days[-1] != today):
            self._days = self._kept.days()
        if self.at is None:
            self._take(today)
        else:
            self._limit()
        self._tell()

    @property
    def possible(self) -> bool:
        """Whether there is a past to look at."""
        return self._kept is not None and bool(self._days) and self._now is not None

    # ── Going there ──────────────────────────────────────────────────────────────────────────────────

    def go_to(self, at: datetime) -> None:
        """Look at a moment."""
        if not self.possible or self._now is None:
            return
        at = min(at, self._now)
        self._take(at.astimezone(self._zone).date())
        self._set(round((at - self._begin).total_seconds() // 60))
        self.at = self._instant()
        self._look()

    def step(self, minutes: int) -> None:
        """Look so many minutes later; from live, at so many minutes ago."""
        base = self.at or self._now
        if base is not None and self.possible:
            self.go_to(base + timedelta(minutes=minutes))

    def step_day(self, days: int) -> None:
        """Look at the same minute of a day later, the next one of which anything is kept."""
        if self._now is None or not self.possible:
            return
        base = (self.at or self._now).astimezone(self._zone)
        kept = [day for day in self._days if (day > base.date() if days > 0 else day < base.date())]
        if kept:
            day = kept[0] if days > 0 else kept[-1]
            self.go_to(
                datetime(day.year, day.month, day.day, base.hour, base.minute, tzinfo=self._zone).astimezone(
                    UTC
                )
            )

    def go_live(self) -> None:
        """Look at the present."""
        self._drag.stop()
        if self.at is None:
            return
        self.at = None
        if self._now is not None:
            self.present(self._now, str(self._zone))
        self.looked.emit(None)

    # ── The day ──────────────────────────────────────────────────────────────────────────────────────

    def _take(self, day: date) -> None:
        """Another day's minutes, gaps and events."""
        changed, self.day = day != self.day, day
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=self._zone)
        self._begin, self._end = local_hour(noon, 0), local_hour(noon, 24)
        self._limit()
        if self.at is None:
            self._set(self.slider.maximum())
        if changed and self._kept is not None:
            gaps = self._kept.gaps(self._begin, self._end)
            events = self._kept.events(self._begin, self._end)
            self.slider.marks = self._marks(gaps, events)
            self.slider.update()

    def _limit(self) -> None:
        """What is yet to come can't be looked at."""
        end = min(self._end, self._now) if self._now else self._end
        self.slider.blockSignals(True)  # noqa: FBT003  Qt's
        self.slider.setMaximum(max(0, round((end - self._begin).total_seconds() // 60)))
        self.slider.blockSignals(False)  # noqa: FBT003

    def _set(self, minute: int) -> None:
        self.slider.blockSignals(True)  # noqa: FBT003  Qt's
        self.slider.setValue(minute)
        self.slider.blockSignals(False)  # noqa: FBT003

    def _marks(
        self, gaps: tuple[Gap, ...], events: tuple[Event, ...]
    ) -> tuple[tuple[float, float, str], ...]:
        spans = [(gap.first, gap.after, "neutral") for gap in gaps]
        spans += [(it.at, it.until, "bad" if it.kind == "storm" else "accent") for it in events]
        end = self._begin + timedelta(minutes=max(1, self.slider.maximum()))
        length = (end - self._begin).total_seconds()
        return tuple(
            (
                max(0.0, (first - self._begin).total_seconds() / length),
                min(1.0, ((after or first) - self._begin).total_seconds() / length),
                role,
            )
            for first, after, role in spans
        )

    def _instant(self) -> datetime:
        return self._begin + timedelta(minutes=self.slider.value())

    def _moved(self, _: int) -> None:
        if self.possible:
            self.at = self._instant()
            self._tell()
            self._drag.start()

    def _look(self) -> None:
        self._tell()
        self.looked.emit(self.at)

    def _tell(self) -> None:
        possible = self.possible
        for widget in (self.earlier, self.later, self.slider):
            widget.setEnabled(possible)
        self.live.setEnabled(self.at is not None)
        day = format_date(self.day, "EEE d MMM", locale=locale()) if self.day else ""
        at = self.at or self._now
        self.when.setText(f"{day} {clock(at, str(self._zone))}" if at else day)
        self.slider.setAccessibleDescription(self.when.text())
        self.said.setText("" if possible else say("No past is kept here"))

    def dress(self, look: Look) -> None:
        """Take on another look."""
        self.slider.look = look
        self.when.setMinimumWidth(round(look.sizes.em * 8.5))
        self.when.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.slider.update()

    def minimumSizeHint(self) -> QSize:
        """Qt: a slider that can be dragged."""
        return QSize(round(self.slider.look.sizes.em * 24), super().minimumSizeHint().height())


def _button(_sign: str, text: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
