"""The past on the wall: a minute that was kept, or a day of them played again; the wall's clock stands there, too."""

from datetime import datetime, timedelta

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from dashboard.ports import Kept
from dashboard.snapshot import Snapshot

TICK_MS = 1000
STEPS: dict[int, timedelta] = {
    Qt.Key.Key_Left: timedelta(minutes=-1),
    Qt.Key.Key_Right: timedelta(minutes=1),
    Qt.Key.Key_Down: timedelta(hours=-1),
    Qt.Key.Key_Up: timedelta(hours=1),
}
"""What the arrows do."""


class LookingBack(Struct, frozen=True, kw_only=True):
    """What is looked back at: from an instant on, and up to `until` at so many seconds a second; 0: it stands."""

    kept: Kept
    at: datetime
    until: datetime
    speed: float = 0.0


class PastSource(QObject):
    """Hands over the Snapshots of a past as a Source does those of a feed: `arrived`.

    Space pauses and goes on, the arrows step. Where nothing is kept nothing arrives: the wall's clock goes on, and what
    it shows grows old, as it did then.
    """

    arrived = Signal(object)
    recalled = Signal(object)

    def __init__(self, past: LookingBack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._past = past
        self._at = past.at
        self._shown: Snapshot | None = None
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)

    def clock(self) -> datetime:
        """The instant that is looked back at."""
        return self._at

    @property
    def plays(self) -> bool:
        """Whether time goes on."""
        return self._timer.isActive()

    def start(self) -> None:
        """Show the first minute, and listen to the keys."""
        if (application := QCoreApplication.instance()) is not None:
            application.installEventFilter(self)
        self._show()
        if self._past.speed:
            self._timer.start()

    def close(self) -> None:
        """Stop."""
        self._timer.stop()
        if (application := QCoreApplication.instance()) is not None:
            application.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Qt: a key somewhere in the program; whether it was one of ours."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Space and self._past.speed:
            if self.plays:
                self._timer.stop()
            elif self._at < self._past.until:
                self._timer.start()
            return True
        step = STEPS.get(event.key())
        if step is not None:
            self._go(step)
        return step is not None

    def _tick(self) -> None:
        self._go(timedelta(seconds=self._past.speed))
        if self._at >= self._past.until:
            self._timer.stop()

    def _go(self, step: timedelta) -> None:
        self._at = min(self._at + step, self._past.until) if step > timedelta() else self._at + step
        self._show()

    def _show(self) -> None:
        found = self._past.kept.snapshot(self._at)
        if found is not None and found != self._shown:
            self._shown = found
            self.arrived.emit(found)
