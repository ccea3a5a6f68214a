"""The desk's table: rows by whole lines, Enter and double click open one, columns wide enough for what they say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QByteArray, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.drawing.look import Look, advance, font, metrics

ROW_EMS = 1.85
TITLE_EMS, CELL_EMS, MARK_EMS = 1.4, 1.7, 1.2
"""What stands around a title and around a cell's text, and what a mark before that takes."""
HINTED = 1.03  # small letters have whole pixels
WIDEST_EMS = 18.0  # a stranger's name of eighty letters is cut, and whole in its hint
MEASURED = 100  # pixels of the letters that widths are taken of
OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
WAYS = Qt.ItemDataRole.UserRole + 1
"""A cell's text in several ways, the longest first, where it has such."""

Index = QModelIndex | QPersistentModelIndex


class Table(QTableView):
    """A QTableView as all of the desk's are; `opened` says which row was opened.

    A column is as wide as its title and what it says, or as a hand made it (`by_hand`, in the font size). Where that
    is more than there is room for, some columns give way, and the rest is scrolled: nothing is squeezed.
    """

    opened = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widths: tuple[float, ...] = ()
        self._said: dict[int, float] = {}
        """The room of the widest text so far, in the font size: a column that shrank again would dance."""
        self._wide = 0
        self._give_way: tuple[int, ...] = ()
        self._kept_out: frozenset[int] = frozenset()
        self._look: Look | None = None
        self._fitting = False
        self.by_hand: dict[int, float] = {}
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
        header.sectionResized.connect(self._resized)
        self.doubleClicked.connect(self._clicked)

    # ── Columns ──────────────────────────────────────────────────────────────────────────────────────

    def set_widths(
        self,
        ems: Sequence[float],
        wide: int,
        give_way: Sequence[int] = (),
    ) -> None:
        """The columns' least widths in the font size; the one that is `wide` takes what room is left.

        Those that `give_way` do so, the first one first.
        """
        self._widths, self._wide, self._give_way = tuple(ems), wide, tuple(give_way)
        self.setItemDelegateForColumn(wide, _Fitting(self))
        self.model().layoutChanged.connect(lambda *_: self.fit())  # sorted, a title has an arrow

    def make_room(self, column: int, texts: Iterable[str], *, marked: bool = False) -> None:
        """A column says these texts, `marked` with a shape before them."""
        widest = max((advance(text, MEASURED) for text in texts), default=0.0) / MEASURED * HINTED
        said = min(widest + CELL_EMS + (MARK_EMS if marked else 0.0), WIDEST_EMS)
        if widest and said > self._said.get(column, 0.0):
            self._said[column] = said
            self.fit()

    def keep_out(self, column: int, *, out: bool) -> None:
        """A column that says nothing now is not shown, however much room there is."""
        self._kept_out = self._kept_out | {column} if out else self._kept_out - {column}
        self.fit()

    def fit(self) -> None:
        """Give each column its room; hide those that must give way."""
        if self._look is None or not self._widths:
            return
        room, header = self.viewport().width(), self.horizontalHeader()
        widths = {
            column: self._room_of(column, self._look)
            for column in range(len(self._widths))
            if column not in self._kept_out
        }
        for column in self._give_way:
            if column in widths and sum(widths.values()) > room:
                del widths[column]
        if self._wide not in self.by_hand:
            widths[self._wide] += max(0, room - sum(widths.values()))
        with self._ours():
            for column in range(len(self._widths)):
                if header.isSectionHidden(column) == (column in widths):
                    header.setSectionHidden(column, column not in widths)
                if column in widths and header.sectionSize(column) != widths[column]:
                    header.resizeSection(column, widths[column])

    def restore(self, state: QByteArray, by_hand: Mapping[int, float]) -> None:
        """Put the columns in the order, sorted as they were, as wide as a hand had made them."""
        with self._ours():
            self.horizontalHeader().restoreState(state)
        known = range(len(self._widths))
        self.by_hand = {column: ems for column, ems in by_hand.items() if column in known and 1 <= ems <= 99}
        self.fit()

    def _room_of(self, column: int, look: Look) -> int:
        """The width that a column should have: a hand's, or that of its title and its words."""
        em = look.sizes.em
        if column in self.by_hand:
            return round(self.by_hand[column] * em)
        model = self.model()
        title = str(model.headerData(column, Qt.Orientation.Horizontal) or "") if model else ""
        titled = metrics(look.sizes.footnote).horizontalAdvance(title) + em * TITLE_EMS
        return round(max(self._widths[column] * em, self._said.get(column, 0.0) * em, titled))

    @contextmanager
    def _ours(self) -> Iterator[None]:
        """What is resized within is by no hand."""
        before, self._fitting = self._fitting, True
        try:
            yield
        finally:
            self._fitting = before

    def _resized(self, column: int, _: int, width: int) -> None:
        if self._fitting or self._look is None or not width:
            return
        self.by_hand[column] = width / self._look.sizes.em
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width may have room for more columns."""
        super().resizeEvent(event)
        self.fit()

    def dress(self, look: Look) -> None:
        """Take on another look."""
        self._look = look
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(round(look.sizes.em * ROW_EMS))
        self.setFont(font(look.sizes.em))  # again: the style sheet forgets that figures are of one width
        header = self.horizontalHeader()
        header.setMinimumSectionSize(round(look.sizes.em * 2))
        header.setFont(font(look.sizes.footnote))
        self.fit()
        self.viewport().update()

    # ── Rows ─────────────────────────────────────────────────────────────────────────────────────────

    def _clicked(self, index: Index) -> None:
        self.opened.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter opens the row that is current; the first key in a table begins at its first row."""
        if event.key() in OPENS and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)


class _Fitting(QStyledItemDelegate):
    """Says a cell the longest way that has room."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: what is drawn."""
        super().initStyleOption(option, index)
        ways = index.data(WAYS)
        if ways:
            room = option.rect.width() - option.fontMetrics.height()
            measure = option.fontMetrics.horizontalAdvance
            option.text = next((way for way in ways if measure(way) <= room), ways[-1])
