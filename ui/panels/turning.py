"""The base of a panel whose contents take turns by its own clock, only while it is seen."""

from typing import Any, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.drawing.look import Look
from ui.panels.panel import Panel

TURN_MS = 12_000  # long enough to read twenty words twice

P = TypeVar("P")


class TurningPanel(Panel[P]):
    """A kind of panel sets its turns (`set_turns`) when its part or its size changes; `turn` is the one that is shown.

    Each has a key that says whose turn it is, so that news about others don't take it away.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._turns: dict[str, Any] = {}
        self._key = ""
        self._timer = QTimer(self, interval=TURN_MS)
        self._timer.timeout.connect(self.next)

    def set_turns(self, part: P) -> dict[str, Any]:
        """What takes turns, by key, ready to be drawn."""
        raise NotImplementedError

    @property
    def turn(self) -> Any:
        """The one that is shown; None where there is none."""
        return self._turns.get(self._key)

    @property
    def turns(self) -> bool:
        """Whether its clock runs."""
        return self._timer.isActive()

    def next(self) -> None:
        """The next one's turn."""
        keys = list(self._turns)
        if len(keys) > 1:
            self._key = keys[(keys.index(self._key) + 1) % len(keys)]
            self.update()

    def arrange(self) -> None:
        """Set the turns anew; who is shown stays, as long as it may."""
        keys = list(self._turns)
        place = keys.index(self._key) if self._key in keys else 0
        self._turns = self.set_turns(self.shown)
        if self._key not in self._turns:
            left = list(self._turns)
            self._key = left[place % len(left)] if left else ""

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: turns are taken while it is seen."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: nobody sees it; when it is back it is the next one's turn."""
        self._timer.stop()
        self.next()
        super().hideEvent(event)
