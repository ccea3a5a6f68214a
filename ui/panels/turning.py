"""The base of a panel whose contents take turns: by the clock that all walls share, so that they say the same."""

from datetime import datetime, timedelta
from typing import Any, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from dashboard.voice.turns import ahead, in_turn, slot
from ui.drawing.look import Look
from ui.incoming.awake import Clock, now
from ui.panels.panel import Panel

LEAST_MS = (
    100  # from one look at the clock to the next: one that stands still must not be asked without a pause
)

P = TypeVar("P")


class TurningPanel(Panel[P]):
    """A kind of panel sets its turns (`set_turns`) when its part or its size changes; `turn` is the one that is shown.

    Each has a key that says whose turn it is, so that news about others don't take it away. One that has no room here
    is None: then the next one stands in for it.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.clock: Clock = now
        self._turns: dict[str, Any] = {}
        self._slot, self._key = -1, ""
        self._sized = self.size()
        self._before: tuple[str, datetime] | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._next)

    def set_turns(self, part: P) -> dict[str, Any]:
        """What takes turns, by key, ready to be drawn; None where it has no room."""
        raise NotImplementedError

    @property
    def turn(self) -> Any:
        """The one that is shown; None where there is none."""
        return self._turns.get(self._key)

    @property
    def turns(self) -> bool:
        """Whether its clock runs."""
        return self._timer.isActive()

    def lately(self, seconds: float) -> tuple[str, ...]:
        """The keys that were shown within some seconds, the present one first."""
        self.look_at_clock()
        now = (self._key,) if self._key else ()
        if self._before and self.clock() - self._before[1] < timedelta(seconds=seconds):
            return (*now, self._before[0])
        return now

    def look_at_clock(self) -> None:
        """Show the one whose turn it is; within a turn only one that has gone is followed by another."""
        at = self.clock()
        turn = slot(at)
        if turn == self._slot and self.turn is not None:
            return
        shown = next((key for key in in_turn(list(self._turns), turn) if self._turns[key] is not None), "")
        self._slot = turn
        if shown != self._key:
            self._before = (self._key, at) if self._key else None
            self._key = shown
            self.update()

    def arrange(self) -> None:
        """Set the turns anew; who is shown stays, as long as it may."""
        self._turns = self.set_turns(self.shown)
        if self.size() != self._sized:  # in another size another one may have stood in
            self._sized, self._slot = self.size(), -1
        self.look_at_clock()

    def _next(self) -> None:
        self.look_at_clock()
        self._timer.start(max(LEAST_MS, round(ahead(self.clock()) * 1000) + 1))

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: turns are taken while it is seen."""
        super().showEvent(event)
        self._next()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: nobody sees it."""
        self._timer.stop()
        super().hideEvent(event)
