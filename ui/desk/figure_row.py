"""The big numbers in rows: doors to the conversations behind them."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from dashboard.asking import ListName, WindowName
from dashboard.snapshot import Snapshot
from ui.desk.door import Door
from ui.desk.figures import FIGURES, FigurePanel
from ui.desk.marks import aloud
from ui.drawing.look import Look
from ui.speech.language import say

LEAST_EMS = (7.8, 5.3)
COLUMNS = (7, 5, 4, 3, 2)
"""So many side by side: the most that have room."""


class FigureRow(QWidget):
    """A grid of figures, in as many columns as have room."""

    def __init__(self, look: Look, open_: Callable[[ListName], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._look = look
        self.doors: dict[str, Door] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._columns = 0
        for name, figure in FIGURES.items():
            door = Door(FigurePanel(figure, look), say(figure.title), LEAST_EMS, self)
            door.clicked.connect(lambda _=False, it=figure.behind: open_(it))
            self.doors[name] = door
        self._arrange(COLUMNS[0])

    def present(self, snapshot: Snapshot | None, span: WindowName) -> None:
        """Show a Snapshot's numbers, of the period those that have one."""
        for name, door in self.doors.items():
            panel = door.panel
            if isinstance(panel, FigurePanel):
                panel.span = span
                panel.present(snapshot)
                context = next((way for way in panel.shown.context if way), "")
                title = say(FIGURES[name].title)
                door.setAccessibleName(aloud(f"{title}: {panel.shown.said}", panel.shown.level))
                door.setAccessibleDescription(context)
                door.setToolTip(f"{title}: {panel.shown.said}{f' ({context})' if context else ''}")

    def dress(self, look: Look) -> None:
        """Take on another look."""
        self._look = look
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(round(look.sizes.em * 0.2))
        for door in self.doors.values():
            door.dress(look)
            door.setFixedHeight(round(look.sizes.em * LEAST_EMS[1]))
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Qt: two columns at the least."""
        return QSize(
            round(self._look.sizes.em * LEAST_EMS[0] * COLUMNS[-1]), super().minimumSizeHint().height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width may have room for more of them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() / (self._look.sizes.em * LEAST_EMS[0])
        self._arrange(next((columns for columns in COLUMNS if columns <= room), COLUMNS[-1]))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for column in range(COLUMNS[0]):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for place, door in enumerate(self.doors.values()):
            self._grid.addWidget(door, place // columns, place % columns)
