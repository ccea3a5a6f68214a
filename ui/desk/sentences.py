"""A list of sentences: whole, in lines, with what is known of each under it; a bar where somebody's name was."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.drawing import wrapped
from ui.drawing.ink import Ink
from ui.drawing.look import Look
from ui.drawing.quotes import BLOCK
from ui.speech.language import say

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
PAD_EMS = 0.45
LEADING = 1.28
MARK_EMS = 0.18  # of the bar at the left of what is marked


class Spoken(Struct, frozen=True):
    """An entry: whose it is, its words, what is said of it, the colour's role of the words; a bar marks it."""

    key: str
    text: str
    foot: str = ""
    role: str = "text"
    marked: bool = False


class SpokenModel(QAbstractListModel):
    """Holds the entries; nothing is told anew that says the same."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[Spoken, ...] = ()

    def present(self, entries: Sequence[Spoken]) -> bool:
        """Show these entries; whether that changed anything."""
        if tuple(entries) == self.entries:
            return False
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Qt: how many entries."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: the words, for whoever does not see them painted."""
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        it = self.entries[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return it.text.replace(BLOCK, say("[masked]"))
        return it.foot if role == Qt.ItemDataRole.AccessibleDescriptionRole else None


class _Painter(QStyledItemDelegate):
    """Paints an entry as the wall does: no markup, bars for masked names."""

    def __init__(self, list_: "Sentences") -> None:
        super().__init__(list_)
        self._list = list_

    def sizeHint(self, _: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt: as high as its lines."""
        look, it = self._list.look, self._list.entries.entries[index.row()]
        em = look.sizes.em
        height = em * (LEADING * len(self._lines(it)) + 2 * PAD_EMS)
        return QSize(1, round(height + (look.sizes.footnote * LEADING if it.foot else 0.0)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: draw it."""
        look, it = self._list.look, self._list.entries.entries[index.row()]
        em, box = look.sizes.em, QRectF(option.rect)
        painter.save()
        painter.translate(box.topLeft())
        ink = Ink(painter, look)
        selected = option.state & QStyle.StateFlag.State_Selected
        ink.box(QRectF(0, 0, box.width(), box.height()), "track" if selected else "ground")
        if it.marked:
            ink.box(QRectF(0, 0, em * MARK_EMS, box.height()), "accent")
        at = em * (PAD_EMS + look.sizes.cap_ratio + 0.1)
        for line in self._lines(it):
            wrapped.draw(ink, (em * PAD_EMS, at), line, em, it.role)
            at += em * LEADING
        if it.foot:
            small = look.sizes.footnote
            said = ink.fitting((it.foot,), box.width() - em, px=small) or ink.cut(it.foot, box.width() - em)
            ink.text((em * PAD_EMS, at - (em - small) * 0.5), said, px=small, role="note")
        painter.restore()

    def _lines(self, it: Spoken) -> tuple[str, ...]:
        em = self._list.look.sizes.em
        room = max(em * 4, self._list.viewport().width() - em * 2 * PAD_EMS)
        return wrapped.lines(it.text, em, room, broken=True) or ("",)


class Sentences(QListView):
    """The list; `current` is the entry that is selected."""

    def __init__(self, name: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setAccessibleName(name)
        self.entries = SpokenModel()
        self.entries.setParent(self)
        self.setModel(self.entries)
        self.setItemDelegate(_Painter(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def present(self, entries: Sequence[Spoken]) -> None:
        """Show these; who is selected stays so, else who takes his place."""
        place, key = self.currentIndex().row(), self.current
        scrolled = self.verticalScrollBar().value()
        if not self.entries.present(entries) or not entries:
            return
        keys = [each.key for each in entries]
        row = keys.index(key) if key in keys else min(max(0, place), len(keys) - 1)
        self.setCurrentIndex(self.entries.index(row))
        self.verticalScrollBar().setValue(scrolled)

    @property
    def current(self) -> str:
        """Whose entry is selected; "" for none."""
        row = self.currentIndex().row()
        return self.entries.entries[row].key if 0 <= row < len(self.entries.entries) else ""

    def dress(self, look: Look) -> None:
        """Take on another look."""
        self.look = look
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: in another width the lines break elsewhere."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
