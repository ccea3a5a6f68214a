"""The model of the conversations' table: says a cell when it is painted, and nothing before."""

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dashboard.asking import Listed
from dashboard.snapshot import Snapshot
from ui.desk.columns import COLUMNS, Cell, level, topics
from ui.desk.lines import side
from ui.desk.listing import Listing, Namer, Order
from ui.desk.marks import aloud, mark
from ui.desk.table import WAYS
from ui.drawing.levels import role
from ui.drawing.look import Look
from ui.speech.language import say

Index = QModelIndex | QPersistentModelIndex
Roles = Qt.ItemDataRole
NOWHERE = QModelIndex()


class ConversationsModel(QAbstractTableModel):
    """Shows a Listing in an order; `order` are the places of the shown conversations in it."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.listing: Listing | None = None
        self.snapshot: Snapshot | None = None
        self.took = ""
        """What the list's own duration is called."""
        self._sorted: Order = np.zeros(0, dtype=np.intp)
        self.order: Order = self._sorted
        self._by: tuple[str, bool] | None = None
        self._search = ""

    # ── What comes ───────────────────────────────────────────────────────────────────────────────────

    def take(self, part: Listed, namer: Namer) -> None:
        """Take in a part of a list; the first one begins it anew, of the others the rows are there after `grow`."""
        if part.first == 0:
            self.beginResetModel()
            self.listing = Listing(part, namer)
            self._arrange()
            self.endResetModel()
            return
        if self.listing is not None:
            self.listing.take(part)

    def grow(self) -> None:
        """Show the rows that have come since; a list that is sorted or searched when all of it is here."""
        if self.listing is None:
            return
        end = self.listing.loaded
        if self._by is None and not self._search:
            if end > len(self.order):
                self.beginInsertRows(NOWHERE, len(self.order), end - 1)
                self._sorted = self.order = np.arange(end, dtype=np.intp)
                self.endInsertRows()
        elif self.listing.whole and end > len(self._sorted):
            self._rearrange()

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self.listing = None
        self._sorted = self.order = np.zeros(0, dtype=np.intp)
        self.endResetModel()

    def search(self, text: str) -> None:
        """Show only the conversations that have the words of a text."""
        if text != self._search:
            self._search = text
            self.beginResetModel()
            self._filter()
            self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Qt: sort by a column; -1 is the list's own order."""
        wanted = (COLUMNS[column].column, order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        if wanted != self._by:
            self._by = wanted
            self._rearrange()

    def _rearrange(self) -> None:
        self.layoutAboutToBeChanged.emit()
        held = [(index, self.id_at(index.row()), index.column()) for index in self.persistentIndexList()]
        self._arrange()
        for index, name, column in held:
            row = self.row_of(name)
            self.changePersistentIndex(index, self.index(row, column) if row >= 0 else QModelIndex())
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        if self.listing is None:
            self._sorted = np.zeros(0, dtype=np.intp)
        elif self._by is None:
            self._sorted = np.arange(self.listing.loaded, dtype=np.intp)
        else:
            self._sorted = self.listing.order(self._by[0], descending=self._by[1])
        self._filter()

    def _filter(self) -> None:
        if self.listing is None or not self._search:
            self.order = self._sorted
        else:
            self.order = self._sorted[self.listing.matching(self._search)[self._sorted]]

    # ── What is asked ────────────────────────────────────────────────────────────────────────────────

    def id_at(self, row: int) -> str:
        """The conversation in a row; "" where there is none."""
        if self.listing is None or not 0 <= row < len(self.order):
            return ""
        return self.listing.ids[int(self.order[row])]

    def row_of(self, name: str) -> int:
        """The row of a conversation; -1 where it is not shown."""
        if self.listing is None or not name or name not in self.listing.ids:
            return -1
        found = np.flatnonzero(self.order == self.listing.ids.index(name))
        return int(found[0]) if found.size else -1

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Qt: how many are shown."""
        return 0 if parent.isValid() else len(self.order)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Qt: how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role_: int = Roles.DisplayRole) -> Any:
        """Qt: what is in a cell."""
        if self.listing is None or not index.isValid() or index.row() >= len(self.order):
            return None
        cell = COLUMNS[index.column()]
        place = int(self.order[index.row()])
        if role_ == Roles.DisplayRole or (role_ == Roles.ToolTipRole and cell.column == "topics"):
            return cell.said(self.listing, place)
        if role_ == WAYS:
            return topics(self.listing, place) if cell.column == "topics" else None
        if role_ == Roles.TextAlignmentRole:
            return side(right=cell.right)
        judged = {Roles.ForegroundRole, Roles.DecorationRole, Roles.AccessibleTextRole}
        return self._judged(self.listing, cell, place, role_) if role_ in judged else None

    def _judged(self, it: Listing, cell: Cell, place: int, role_: int) -> Any:
        """What is thought of a cell: in a colour, as a shape, or aloud."""
        found = level(cell.column, it, place, self.snapshot)
        if role_ == Roles.AccessibleTextRole:
            return aloud(cell.said(it, place), found)
        if role_ == Roles.DecorationRole:
            return mark(self.look, found)
        return self.look.colour(role(found, "text" if cell.column in {"ids", "wait"} else "dim"))

    def headerData(self, section: int, way: Qt.Orientation, role_: int = Roles.DisplayRole) -> Any:
        """Qt: a column's title."""
        if way != Qt.Orientation.Horizontal:
            return None
        cell = COLUMNS[section]
        if role_ == Roles.DisplayRole:
            title = say(self.took or cell.title) if cell.column == "seconds" else say(cell.title)
            by = {True: " ↓", False: " ↑"}[self._by[1]] if self._by and self._by[0] == cell.column else ""
            return title + by
        if role_ == Roles.ToolTipRole:
            return say(cell.hint)
        return side(right=cell.right) if role_ == Roles.TextAlignmentRole else None
