"""Small tables of what a Snapshot holds: a line a colleague, a channel or a topic, sorted by any column."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.desk.marks import aloud, mark, shape
from ui.drawing.levels import Level, role
from ui.drawing.look import Look
from ui.speech.alphabet import alphabetical
from ui.speech.language import say

Index = QModelIndex | QPersistentModelIndex
Roles = Qt.ItemDataRole
NOWHERE = QModelIndex()


class Entry(Struct, frozen=True):
    """A cell: its text, by what it is sorted (None: always last), and what is thought of it.

    `shape` is drawn before the text in the colour of `tint`, where the level is fine.
    """

    text: str
    key: float | str | None = None
    level: Level = "fine"
    shape: str = ""
    tint: str = "text"


class Line(Struct, frozen=True):
    """A row: `key` says whose it is, so that selection stays with it."""

    key: str
    cells: tuple[Entry, ...]


class Head(Struct, frozen=True):
    """A column: its title, what it means, its width in the font size, whether it is a number; its words, where few."""

    title: str
    hint: str
    width: float
    right: bool = False
    role: str = "dim"
    words: tuple[str, ...] = ()


class LinesModel(QAbstractTableModel):
    """Shows lines in the order of a column; at first in that of the Snapshot."""

    def __init__(self, heads: Sequence[Head], look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads, self.look = tuple(heads), look
        self.lines: tuple[Line, ...] = ()
        self._given: tuple[Line, ...] = ()
        self._by: tuple[int, bool] | None = None

    def present(self, lines: Sequence[Line]) -> bool:
        """Show these lines; whether anything changed."""
        if tuple(lines) == self._given:
            return False
        self._given = tuple(lines)
        new = self._arranged()
        if [line.key for line in new] == [line.key for line in self.lines]:
            self.lines = new
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, len(self.heads) - 1))
        elif len(new) == len(self.lines) and {each.key for each in new} == {each.key for each in self.lines}:
            self._move(new)
        else:
            self.beginResetModel()
            self.lines = new
            self.endResetModel()
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Qt: sort by a column; -1 is the Snapshot's own order."""
        self._by = (column, order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self._move(self._arranged())

    def _move(self, new: tuple[Line, ...]) -> None:
        self.layoutAboutToBeChanged.emit()
        places = {line.key: place for place, line in enumerate(new)}
        old = self.persistentIndexList()
        moved = [self.index(places.get(self.lines[each.row()].key, -1), each.column()) for each in old]
        self.lines = new
        self.changePersistentIndexList(old, moved)
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.heads) - 1)

    def _arranged(self) -> tuple[Line, ...]:
        if self._by is None:
            return self._given
        column, descending = self._by
        known = [line for line in self._given if line.cells[column].key is not None]
        rest = [line for line in self._given if line.cells[column].key is None]
        return (*sorted(known, key=lambda line: _place(line.cells[column].key), reverse=descending), *rest)

    def key_at(self, row: int) -> str:
        """Whose a row is; "" where there is none."""
        return self.lines[row].key if 0 <= row < len(self.lines) else ""

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Qt: how many lines."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Qt: how many columns."""
        return 0 if parent.isValid() else len(self.heads)

    def data(self, index: Index, role_: int = Roles.DisplayRole) -> Any:
        """Qt: what is in a cell."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        it, head = self.lines[index.row()].cells[index.column()], self.heads[index.column()]
        if role_ in {Roles.DisplayRole, Roles.ToolTipRole}:
            return it.text
        if role_ == Roles.TextAlignmentRole:
            return side(right=head.right)
        if role_ == Roles.ForegroundRole:
            return self.look.colour(role(it.level, head.role))
        return self._drawn(it, role_)

    def _drawn(self, it: Entry, role_: int) -> Any:
        """The shape before a cell's text, and what it says."""
        if role_ == Roles.AccessibleTextRole:
            return aloud(it.text, it.level)
        if role_ != Roles.DecorationRole:
            return None
        if it.level != "fine":
            return mark(self.look, it.level)
        return shape(self.look, it.shape, it.tint) if it.shape else None

    def headerData(self, section: int, way: Qt.Orientation, role_: int = Roles.DisplayRole) -> Any:
        """Qt: a column's title, with the way it is sorted."""
        if way != Qt.Orientation.Horizontal or not 0 <= section < len(self.heads):
            return None
        head = self.heads[section]
        if role_ == Roles.DisplayRole:
            by = "" if self._by is None or self._by[0] != section else " ↓" if self._by[1] else " ↑"
            return say(head.title) + by
        if role_ == Roles.ToolTipRole:
            return say(head.hint)
        return side(right=head.right) if role_ == Roles.TextAlignmentRole else None


def _place(key: float | str | None) -> Any:
    return alphabetical(key) if isinstance(key, str) else key


def side(*, right: bool) -> Qt.AlignmentFlag:
    """On which side a column's texts stand."""
    found = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return found | Qt.AlignmentFlag.AlignVCenter
