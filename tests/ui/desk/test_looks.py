"""How the desk looks: larger, lighter, as it stood before; all keys on one page."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from tests.ui.desk.test_desk import CTRL, Key, press
from ui.desk.remembered import Remembered, Stood

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_zoom_by_keys_and_by_the_wheel(seat, qtbot):
    desk = seat()
    em = desk.look.sizes.em
    press(qtbot, Key.Key_Plus, CTRL, on=desk)
    assert desk.look.sizes.em > em
    press(qtbot, Key.Key_Minus, CTRL, on=desk)
    assert desk.look.sizes.em == em
    place = QPointF(desk.rect().center())
    turned = QWheelEvent(
        place, desk.mapToGlobal(place), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, CTRL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(desk, turned)
    assert desk.look.sizes.em > em
    press(qtbot, Key.Key_0, CTRL, on=desk)
    assert (desk.zoom, desk.look.sizes.em) == (1.0, em)


def test_the_light_theme_by_a_key(seat, qtbot):
    desk = seat()
    press(qtbot, Key.Key_T, CTRL, on=desk)
    assert desk.look.theme.name == "light"
    assert desk.acts["light"].isChecked()
    press(qtbot, Key.Key_T, CTRL, on=desk)
    assert desk.look.theme.name == "dark"


def test_how_the_window_stood_is_remembered(seat, drawer, qtbot):
    desk = seat(size=(1500, 900))
    desk.set_zoom(1.25)
    desk.face.filters.set_span("last_7_days")
    desk.resize(2100, 1200)
    qtbot.mouseClick(desk.face.side.tab(desk.face.boards["channels"]), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(desk.face.lists.tab(desk.face.over_time), Qt.MouseButton.LeftButton)
    desk.face.body.setSizes([1300, 700])
    header = desk.face.conversations.table.horizontalHeader()
    header.resizeSection(3, 260)
    header.moveSection(header.visualIndex(4), 1)
    QApplication.processEvents()
    sizes = desk.face.body.sizes()
    desk.close()
    again = seat(theme="", size=(2100, 1200))
    QApplication.processEvents()
    assert again.face.body.sizes()[0] == pytest.approx(sizes[0], abs=40)
    assert (again.zoom, again.face.filters.span) == (1.25, "last_7_days")
    assert again.face.side.current is again.face.boards["channels"]
    assert again.face.lists.current is again.face.over_time
    header = again.face.conversations.table.horizontalHeader()
    assert (header.sectionSize(3), header.visualIndex(4)) == (pytest.approx(260, abs=1), 1)


@pytest.mark.parametrize("document", [17, "x", [], {"zoom": "large"}, {"filter": {"channels": [7]}}])
def test_a_memory_of_another_shape_is_as_none(drawer, document):
    drawer.documents["desk"] = document
    assert Remembered(drawer).stood == Stood()


def test_a_memory_that_makes_no_sense_is_no_obstacle(seat, drawer):
    drawer.documents["desk"] = {
        "zoom": 1e9, "theme": "../../etc", "geometry": "***", "tab": "nowhere", "splitters": {"body": "AAAA"},
        "widths": {"agents": {0: -4.0, 99: 3.0, 2: 1e9}},
        "columns": {"agents": "/////w==", "conversations": "x"},
    }  # fmt: skip
    desk = seat(theme="")
    assert (desk.zoom, desk.look.theme.name) == (1.0, "dark")
    assert desk.face.side.current is desk.face.boards["topics"]
    assert desk.face.boards["agents"].table.by_hand == {}


def test_all_keys_are_shown_by_f1_and_esc_closes_them(seat, qtbot):
    desk = seat()
    press(qtbot, Key.Key_F3, on=desk)
    press(qtbot, Key.Key_F1)
    assert desk.help.isVisible()
    press(qtbot, Key.Key_Escape)
    assert not desk.help.isVisible()
    assert desk.face.conversations.table.hasFocus()


@pytest.mark.parametrize("size", [(1600, 1000), (1180, 900)])
def test_another_size_of_letters_or_of_the_window_takes_the_focus_from_nobody(seat, qtbot, size):
    desk = seat(size=size)
    press(qtbot, Key.Key_F, CTRL, on=desk)
    search = desk.face.conversations.search
    for _ in range(4):
        press(qtbot, Key.Key_Plus, CTRL)
        assert search.hasFocus()
    press(qtbot, Key.Key_T, CTRL)
    desk.resize(900, 700)
    QApplication.processEvents()
    assert search.hasFocus()
