"""The desk's curves: the wall's day panels side by side, each a door to what is behind it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from dashboard.asking import ListName
from dashboard.snapshot import Snapshot
from ui.desk.door import Door
from ui.drawing.look import Look
from ui.panels import PANELS
from ui.speech.language import say
from ui.speech.words import PANELS as TITLES

CHARTS: dict[str, ListName] = {
    "queue_day": "queue",
    "first_day": "first_response_time",
    "arrivals_day": "messages_in",
    "mood_day": "negative",
}
"""The panels, and the list behind each."""
LEAST_EMS = (12.0, 8.0)
SIDE_BY_SIDE_EMS = 13.0  # of a chart; in a narrower window there are two rows


class Charts(QWidget):
    """As many side by side as have room."""

    def __init__(self, look: Look, open_: Callable[[ListName], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.doors: dict[str, Door] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._columns = 0
        for name, behind in CHARTS.items():
            door = Door(PANELS[name](look, None), say(TITLES[name]), LEAST_EMS, self)
            door.setToolTip(say("The day's curve over what is usual; Enter lists what is behind it"))
            door.clicked.connect(lambda _=False, it=behind: open_(it))
            self.doors[name] = door
        self._arrange(len(CHARTS))

    def present(self, snapshot: Snapshot | None) -> None:
        """Show a Snapshot."""
        for name, door in self.doors.items():
            door.panel.present(snapshot)
            said = getattr(door.panel.shown, "said", None)
            door.setAccessibleName(f"{say(TITLES[name])}: {_figure(said)}")

    def dress(self, look: Look) -> None:
        """Take on another look."""
        self._look = look
        self._grid.setSpacing(round(look.sizes.em * 0.5))
        for door in self.doors.values():
            door.dress(look)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width may have room for more of them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = int(self.width() / (self._look.sizes.em * SIDE_BY_SIDE_EMS))
        self._arrange(4 if room >= 4 else 2)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, door in enumerate(self.doors.values()):
            self._grid.addWidget(door, place // columns, place % columns)


def _figure(said: Any) -> str:
    return " ".join(part for pair in getattr(said, "value", ()) for part in pair if part)
