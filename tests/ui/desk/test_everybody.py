"""The desk for everybody: names for those who hear it, a focus that is seen, keys that are no secret."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QDateTimeEdit,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollBar,
    QWidget,
)

from dashboard.asking import AskList, ListName
from tests.ui import snapshots
from tests.ui.desk.test_desk import Key, press
from tests.ui.desk.test_voice import voices
from ui.desk.acts import ACTS
from ui.desk.door import Door
from ui.desk.long_chart import LongChart
from ui.walls.wall import Wall

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
CONTROLS = (
    QAbstractItemView, QAbstractSlider, QLineEdit, QPlainTextEdit, QAbstractButton, QComboBox, QDateTimeEdit,
    QProgressBar, Door, LongChart, Wall,
)  # fmt: skip


def controls(desk):
    """What a person can act on; not what Qt itself puts into a view."""
    return [
        each
        for each in desk.findChildren(QWidget)
        if isinstance(each, CONTROLS)
        and each.window() is desk.window()  # and no wall that is shown nowhere
        and not isinstance(each, QScrollBar)
        and not each.objectName().startswith("qt_")
        and not isinstance(each.parent(), QLineEdit)
    ]


def name(control):
    return control.accessibleName() or getattr(control, "text", lambda: "")()


def test_every_control_and_every_chart_has_a_name(seat):
    desk = seat(voices())
    desk.face.turn_to(desk.face.hung)
    found = controls(desk)
    assert len(found) > 60
    assert {type(each) for each in found} >= {Door, LongChart, Wall}
    assert [each for each in found if not name(each)] == []


@pytest.mark.parametrize("act", ["state", "note", "who"])
def test_every_control_of_a_dialog_has_a_name_and_esc_leaves_it(seat, feed, qtbot, act):
    desk = seat(voices())
    desk.acts[act].trigger()
    dialog = QApplication.activeModalWidget()
    assert [each for each in controls(dialog) if not name(each)] == []
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    press(qtbot, Key.Key_Escape)
    assert QApplication.activeModalWidget() is None
    assert feed.wishes == []


def test_tab_leads_through_all_that_can_be_used_and_back(seat, qtbot):
    desk = seat(voices())
    wanted = {
        each
        for each in controls(desk)
        if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not (isinstance(each, QPushButton) and each.isCheckable()) or each.isChecked()  # else by arrows
    }
    press(qtbot, Key.Key_F2, on=desk)
    seen = set()
    for _ in range(len(wanted) + 40):
        seen.add(QApplication.focusWidget())
        press(qtbot, Key.Key_Tab)
    assert wanted <= seen


def test_the_focus_is_seen(seat, qtbot):
    desk = seat()
    door = desk.face.figures.doors["queue"]
    before = door.grab().toImage()
    press(qtbot, Key.Key_F2, on=desk)
    accent = desk.look.colour("accent").name()
    after = door.grab().toImage()
    edge = [after.pixelColor(x, 1).name() for x in range(after.width())]
    assert accent in edge
    assert accent not in [before.pixelColor(x, 1).name() for x in range(before.width())]


def test_no_key_has_two_meanings_and_each_act_shows_its_key(seat):
    desk = seat()
    keys = Counter(QKeySequence(key).toString() for act in ACTS.values() for key in act.keys)
    assert [key for key, times in keys.items() if times > 1] == []
    for each, action in desk.acts.items():
        assert [key.toString() for key in action.shortcuts()] == [
            QKeySequence(k).toString() for k in ACTS[each].keys
        ]


def test_what_a_shape_says_is_said_aloud_too(seat):
    desk = seat()
    assert desk.face.figures.doors["longest"].accessibleName() == "Longest wait: 25 min, watch this"
    cell = desk.face.conversations.model.index(0, 1)
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == f"{cell.data()}, act on this"
    waits = desk.face.boards["channels"].model.index(0, 3)
    assert waits.data(Qt.ItemDataRole.AccessibleTextRole) == f"{waits.data()}, watch this"


def test_every_list_can_be_had_from_the_menu(seat, feed):
    desk = seat()
    (menu,) = (each.menu() for each in desk.menuBar().actions() if each.text() == "&Lists")
    for entry in menu.actions():
        entry.trigger()
    asked = {each.of for each in feed.questions if isinstance(each, AskList)}
    assert asked == {*ListName.__args__} - {"topic"}


def test_the_task_bar_says_how_many_wait(seat):
    desk = seat(live=False)
    assert desk.windowTitle() == "The desk, Pulsvegg"
    desk.show_snapshot(snapshots.busy())
    assert desk.windowTitle().replace("\N{NO-BREAK SPACE}", " ") == "23 wait, up to 25 min, Pulsvegg"
    desk.show_snapshot(snapshots.calm())
    assert desk.windowTitle() == "Nobody waits, Pulsvegg"


def test_every_act_stands_in_a_menu(seat):
    desk = seat()
    entries = {action for menu in desk.menuBar().actions() if menu.menu() for action in menu.menu().actions()}
    assert set(desk.acts.values()) <= entries


@pytest.mark.parametrize(
    ("size", "zoom"), [((1366, 768), 1.0), ((1920, 1080), 1.0), ((3840, 2160), 2.0), ((1280, 720), 1.25)]
)
def test_no_number_is_elided_or_leaves_its_tile(seat, size, zoom):
    desk = seat(size=size, zoom=zoom)
    desk.grab()
    for each in desk.face.figures.doors.values():
        panel = each.panel
        assert panel.drawn, each.accessibleName()
        for drawn in panel.drawn:
            assert drawn.whole
            assert drawn.left >= -1
            assert drawn.left + drawn.width <= panel.width() + 1
            assert drawn.top + drawn.height <= panel.height() + 2
