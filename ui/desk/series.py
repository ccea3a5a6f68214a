"""A series of the kept history, fetched some days at a time, so that a year can be cancelled and holds up nothing."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from dashboard.columns import Floats
from dashboard.events import Event
from dashboard.kept import Gap
from dashboard.ports import Kept

DAY = timedelta(days=1)
LEAST = timedelta(days=7)
HOLDS = 0.008
"""Seconds for which a step should hold the window: half of what is noticed. A slow disk gives fewer days a step."""


class Series(QObject):
    """Fetches one series at a time; `progressed` says how many days of how many, `done` that all is here.

    In steps between two events of Qt's, not in a thread: Python may clear away what is Qt's in any thread it runs in.
    """

    progressed = Signal(int, int)
    done = Signal()

    def __init__(
        self,
        kept: Kept,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        super().__init__(parent)
        self._kept, self._clock = kept, clock
        self._taken: list[tuple[Floats, Floats]] = []
        self._happened: list[Event] = []
        self._next: datetime | None = None
        self._step = LEAST
        self.name = ""
        self.first = self.after = datetime.min.replace(tzinfo=UTC)
        self.at, self.values = np.zeros(0), np.zeros(0)
        self.gaps: tuple[Gap, ...] = ()
        self.events: tuple[Event, ...] = ()
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def running(self) -> bool:
        """Whether more is to come."""
        return self._next is not None

    def fetch(self, name: str, first: datetime, after: datetime) -> None:
        """Fetch a number's values between two instants."""
        self.name, self.first, self.after = name, first, after
        self._taken, self._happened, self._next = [], [], first
        self._go_on()

    def cancel(self) -> None:
        """Fetch no more; what was shown before stays."""
        self._timer.stop()
        self._next = None

    def _go_on(self) -> None:
        if self._next is None:
            return
        begun, first = self._clock(), self._next
        after = min(self.after, first + self._step)
        self._taken.append(self._kept.series(self.name, first, after))
        self._happened += self._kept.events(first, after)
        self._next = after if after < self.after else None
        took = max(self._clock() - begun, 1e-6)
        self._step = max(LEAST, min(self._step * 4, (after - first) * (HOLDS / took)))
        self.progressed.emit(-((self.first - after) // DAY), -((self.first - self.after) // DAY))
        if self._next is None:
            self._finish()
        else:
            self._timer.start()

    def _finish(self) -> None:
        self.at = np.concatenate([at for at, _ in self._taken])
        self.values = np.concatenate([values for _, values in self._taken])
        self.gaps, self.events = self._kept.gaps(self.first, self.after), tuple(self._happened)
        self._taken, self._happened = [], []
        self.done.emit()
