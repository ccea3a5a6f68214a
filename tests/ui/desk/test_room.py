"""Nothing that a person reads at the desk is cut: in small windows, zoomed, in each language, on each page."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QStyleOptionViewItem,
    QWidget,
)

from tests.proofs.words import TRANSLATED
from tests.ui.desk.test_voice import voices
from ui.desk.door import Door
from ui.desk.sentences import Sentences
from ui.desk.table import Table
from ui.drawing.look import metrics
from ui.speech.language import speak

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
ROOMS = (
    (1280, 800, 1.0),
    (1366, 768, 1.0),
    (1600, 900, 1.25),
    (1600, 1000, 1.5),
    (1280, 800, 1.5),
    (900, 700, 1.0),
)

TIGHTEST = ((1280, 800, 1.0), (1600, 1000, 1.5))


@pytest.fixture(params=[*TRANSLATED, "en"])
def speaking(request):
    speak(request.param)
    yield request.param
    speak("en")


def cut_cells(table):
    """Titles and cells of a table that have not all their letters."""
    header, model, em = table.horizontalHeader(), table.model(), table.fontInfo().pixelSize()
    for column in range(model.columnCount()):
        if header.isSectionHidden(column):
            continue
        title, width = model.headerData(column, Qt.Orientation.Horizontal), header.sectionSize(column)
        if metrics(round(em * 0.87)).horizontalAdvance(title) > width - em * 0.8:
            yield title
        for row in range(min(60, model.rowCount())):
            index, option = model.index(row, column), QStyleOptionViewItem()
            option.initFrom(table)
            option.rect = QRect(0, 0, width, table.rowHeight(row))
            table.itemDelegateForIndex(index).initStyleOption(option, index)
            mark = option.decorationSize.width() if not option.icon.isNull() else 0
            if metrics(em).horizontalAdvance(option.text) + mark > width - em * 0.8:
                yield option.text


def cut(each):
    """What of a widget is not seen whole; nothing where all is."""
    if isinstance(each, Door):
        panel = each.panel
        yield from (
            drawn.text
            for drawn in panel.drawn
            if not drawn.whole or drawn.left < -1 or drawn.left + drawn.width > panel.width() + 1
        )
    elif isinstance(each, Table):
        yield from cut_cells(each)
    elif isinstance(each, QAbstractButton | QComboBox):
        if each.width() < each.sizeHint().width() or each.height() < each.sizeHint().height():
            yield each.text() if isinstance(each, QAbstractButton) else each.currentText()
    elif isinstance(each, QLabel):
        needed = each.heightForWidth(each.width()) if each.wordWrap() else each.sizeHint().height()
        if each.height() < needed or (not each.wordWrap() and each.width() < each.sizeHint().width()):
            yield each.text()
    elif isinstance(each, QLineEdit) and each.placeholderText():
        shown = each.placeholderText()
        if each.fontMetrics().horizontalAdvance(shown) > each.width() - each.fontMetrics().height():
            yield shown


def is_scrolled_sideways(each):
    return isinstance(each, Table) and each.horizontalScrollBar().maximum() > 0


def out_of_sight(each, desk):
    """Whether a part of a widget lies outside of the window: only what scrolls may."""
    if desk.face.body.isAncestorOf(each) and desk.face.area.verticalScrollBar().maximum():
        return False
    return not desk.rect().contains(QRect(each.mapTo(desk, each.rect().topLeft()), each.size()))


def pages(face):
    return [*face.lists.pages, *face.side.pages]


def looked_at(desk):
    return [
        each
        for each in desk.face.findChildren(QWidget)
        if each.isVisible()
        and each.window() is desk  # and no wall that is shown nowhere
        and not desk.face.hung.isAncestorOf(each)
        and not each.objectName().startswith("qt_")
    ]


def test_nothing_is_cut_in_any_window_on_any_page(speaking, seat):
    desk = seat(voices(), size=ROOMS[0][:2])
    for width, height, zoom in ROOMS if speaking == "nb" else TIGHTEST:
        desk.resize(width, height)
        desk.set_zoom(zoom)
        desk.grab()
        for page in pages(desk.face):
            desk.face.turn_to(page)
            QApplication.processEvents()
            found = {
                (type(each).__name__, text) for each in looked_at(desk) for text in cut(each) if text.strip()
            }
            assert not found, (width, height, zoom, found)
            aside = [each.accessibleName() for each in looked_at(desk) if is_scrolled_sideways(each)]
            assert not aside, (width, height, zoom, aside)
            hidden = [each for each in looked_at(desk) if out_of_sight(each, desk)]
            assert not hidden, (
                width,
                height,
                zoom,
                [(type(each).__name__, each.accessibleName()) for each in hidden],
            )


def test_a_list_has_lines_enough_to_be_read_in_every_window(seat):
    desk = seat(voices())
    for width, height, zoom in ROOMS:
        desk.resize(width, height)
        desk.set_zoom(zoom)
        desk.face.turn_to(desk.face.conversations)
        QApplication.processEvents()
        table = desk.face.conversations.table
        assert table.viewport().height() >= 6 * table.rowHeight(0), (width, height, zoom)


def test_what_is_said_on_the_lists_of_sentences_is_whole(seat):
    desk = seat(voices(), size=(1280, 800), zoom=1.5)
    for page in (desk.face.voice, desk.face.statements, desk.face.events):
        desk.face.turn_to(page)
        QApplication.processEvents()
        for each in page.findChildren(Sentences):
            assert each.viewport().height() >= min(1, each.model().rowCount()) * each.sizeHintForRow(0) / 2


def test_what_belongs_at_the_right_end_stands_there_in_one_line_and_in_two(seat):
    desk = seat(voices(), size=(1920, 1080))
    view = desk.face.conversations
    for width in (1920, 900):
        desk.resize(width, 1080)
        QApplication.processEvents()
        assert abs(view.link.geometry().right() - view.rect().right()) <= 2
    for zoom in (1.0, 2.0):
        desk.set_zoom(zoom)
        QApplication.processEvents()
        assert view.title.geometry().left() <= 2
        assert not view.title.geometry().intersects(view.link.geometry())
    assert view.link.geometry().top() > view.title.geometry().bottom()


def test_what_the_struggles_are_told_by_has_room_beside_the_list_also_when_sorted(seat, qtbot):
    desk = seat(voices(), size=(1600, 1000))
    table = desk.face.boards["topics"].table
    header = table.horizontalHeader()
    for column in (1, 2, 4, 5, 6):  # customers, times the usual, share negative, waiting, oldest
        assert not header.isSectionHidden(column), column
    click_on_title(qtbot, header, 5)
    assert table.model().headerData(5, Qt.Orientation.Horizontal).endswith("↑")
    assert not [*cut_cells(table)]


def click_on_title(qtbot, header, column):
    middle = QPoint(
        header.sectionViewportPosition(column) + header.sectionSize(column) // 2, header.height() // 2
    )
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)
