"""A series of the kept history, fetched a month at a time, so that a year can be cancelled and holds up nothing."""

from datetime import UTC, datetime, timedelta

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from dashboard.columns import Floats
from dashboard.events import Event
from dashboard.kept import Gap
from dashboard.ports import Kept

STEP = timedelta(days=31)


class Series(QObject):
    """Fetches one series at a time; `progressed` says how many steps of how many, `done` that all is here."""

    progressed = Signal(int, int)
    done = Signal()

    def __init__(self, kept: Kept, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept = kept
        self._steps: list[tuple[datetime, datetime]] = []
        self._taken: list[tuple[Floats, Floats]] = []
        self._of = 0
        self.name = ""
        self.first = self.after = datetime.min.replace(tzinfo=UTC)
        self.at, self.values = np.zeros(0), np.zeros(0)
        self.gaps: tuple[Gap, ...] = ()
        self.events: tuple[Event, ...] = ()
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._step)

    @property
    def running(self) -> bool:
        """Whether more is to come."""
        return bool(self._steps)

    def fetch(self, name: str, first: datetime, after: datetime) -> None:
        """Fetch a number's values between two instants."""
        self.name, self.first, self.after = name, first, after
        self._taken, self._steps = [], []
        begin = first
        while begin < after:
            self._steps.append((begin, min(after, begin + STEP)))
            begin += STEP
        self._of = len(self._steps)
        self._step()

    def cancel(self) -> None:
        """Fetch no more; what was shown before stays."""
        self._timer.stop()
        self._steps = []

    def _step(self) -> None:
        if not self._steps:
            return
        self._taken.append(self._kept.series(self.name, *self._steps.pop(0)))
        self.progressed.emit(len(self._taken), self._of)
        if self._steps:
            self._timer.start()
            return
        self.at = np.concatenate([at for at, _ in self._taken])
        self.values = np.concatenate([values for _, values in self._taken])
        self.gaps = self._kept.gaps(self.first, self.after)
        self.events = self._kept.events(self.first, self.after)
        self.done.emit()
