"""A small table in the window: its lines, and a sentence where there is none."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from dashboard.snapshot import Snapshot
from ui.desk.boards import Board
from ui.desk.labels import label
from ui.desk.lines import Line, LinesModel
from ui.desk.table import Table
from ui.drawing.look import Look
from ui.speech.language import say


class BoardView(QWidget):
    """Shows a board; `opened` gives the key of the line that was opened."""

    opened = Signal(str)

    def __init__(self, board: Board, look: Look, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = board
        self.model = LinesModel(board.heads, look, self)
        self.table = Table(say(board.title), self)
        self.table.setModel(self.model)
        self.table.setSortingEnabled(True)
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.horizontalHeader().setSortIndicatorClearable(True)
        self.table.opened.connect(lambda row: self.opened.emit(self.model.key_at(row)))
        self._empty = label(say(board.empty), "note")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._stack, 1)
        self._note = label(note, "note", wrap=True, indented=True)
        self._note.setVisible(bool(note))
        layout.addWidget(self._note)
        self.table.set_widths([head.width for head in board.heads], 0, board.give_way)
        for column, head in enumerate(board.heads):
            self.table.make_room(column, [say(word) for word in head.words], marked=True)
        self.dress(look)

    def present(self, snapshot: Snapshot | None) -> None:
        """Show a Snapshot's lines."""
        lines = self.board.lines(snapshot) if snapshot is not None else ()
        if self.model.present(lines):
            self._make_room(lines)
        self._stack.setCurrentWidget(self.table if lines else self._empty)

    def _make_room(self, lines: Sequence[Line]) -> None:
        for column in range(len(self.board.heads)):
            cells = [line.cells[column] for line in lines]
            marked = any(cell.level != "fine" or cell.shape for cell in cells)
            self.table.make_room(column, [cell.text for cell in cells], marked=marked)

    def dress(self, look: Look) -> None:
        """Take on another look."""
        self.model.look = look
        self.table.dress(look)
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(round(look.sizes.em * 0.3))
