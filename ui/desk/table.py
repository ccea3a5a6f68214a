"""The desk's table: rows by whole lines, Enter and double click open one, columns remembered."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.drawing.look import Look, font, metrics

ROW_EMS = 1.85
TITLE_EMS, MARK_EMS = 1.2, 2.7  # what stands around a title, and around a word with a mark
OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Table(QTableView):
    """A QTableView as all of the desk's are; `opened` says which row was opened."""

    opened = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widths: tuple[float, ...] = ()
        self._words: tuple[tuple[str, ...], ...] = ()
        self._wide = 0
        self._give_way: tuple[int, ...] = ()
        self._kept_out: frozenset[int] = frozenset()
        self._zoomed = 0
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setAccessibleName(name)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setAccessibleName(name)
        self.doubleClicked.connect(self._clicked)

    def set_widths(
        self,
        ems: Sequence[float],
        wide: int,
        give_way: Sequence[int] = (),
        words: Sequence[Sequence[str]] = (),
    ) -> None:
        """The columns' first widths in the font size; the one that is `wide` takes what room is left.

        Those that `give_way` do so, the first one first, where it would else have less than its own width. A column is
        wider where its title or one of its `words` is, in the language spoken.
        """
        self._words = tuple(tuple(each) for each in words)
        self._widths, self._wide, self._give_way = tuple(ems), wide, tuple(give_way)
        self.horizontalHeader().setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)

    def keep_out(self, column: int, *, out: bool) -> None:
        """A column that says nothing now is not shown, however much room there is."""
        self._kept_out = self._kept_out | {column} if out else self._kept_out - {column}
        self._fit()

    def _fit(self) -> None:
        """Hide the columns that must give way."""
        if not self._widths:
            return
        header, em = self.horizontalHeader(), self._zoomed
        shown = [column for column in range(len(self._widths)) if column not in self._kept_out]
        widths = {
            column: round(self._widths[column] * em) if column == self._wide else self._width(column)
            for column in shown
        }
        for column in self._give_way:
            if column in widths and sum(widths.values()) > self.viewport().width():
                del widths[column]
        for column in range(len(self._widths)):
            if header.isSectionHidden(column) == (column in widths):
                header.setSectionHidden(column, column not in widths)

    def _width(self, column: int) -> int:
        """The width of a column, though it be hidden."""
        header = self.horizontalHeader()
        return header.sectionSize(column) or round(self._widths[column] * self._zoomed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width may have room for more columns."""
        self._fit()
        super().resizeEvent(event)

    def dress(self, look: Look) -> None:
        """Take on another look."""
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(round(look.sizes.em * ROW_EMS))
        self.setFont(font(look.sizes.em))  # again: the style sheet forgets that figures are of one width
        header = self.horizontalHeader()
        header.setMinimumSectionSize(round(look.sizes.em * 2.5))
        header.setFont(font(look.sizes.footnote))
        for column, width in enumerate(self._widths):
            if not self._zoomed:
                header.resizeSection(column, round(max(width * look.sizes.em, self._needed(column, look))))
            elif look.sizes.em != self._zoomed:
                header.resizeSection(column, round(header.sectionSize(column) * look.sizes.em / self._zoomed))
        self._zoomed = look.sizes.em
        self._fit()
        self.viewport().update()

    def _needed(self, column: int, look: Look) -> float:
        """The room that a column's title and its words take, with a mark before them."""
        em, model = look.sizes.em, self.model()
        title = str(model.headerData(column, Qt.Orientation.Horizontal) or "") if model else ""
        words = self._words[column] if column < len(self._words) else ()
        widest = max((metrics(em).horizontalAdvance(word) for word in words), default=0.0)
        needed = metrics(look.sizes.footnote).horizontalAdvance(title) + em * TITLE_EMS
        return max(needed, widest + em * MARK_EMS if words else 0.0)

    def _clicked(self, index: QModelIndex | QPersistentModelIndex) -> None:
        self.opened.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter opens the row that is current."""
        if event.key() in OPENS and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)
