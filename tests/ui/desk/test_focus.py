"""The focus is seen on each kind of control, dark and light, and every action has a key or a control that has it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget

from tests.ui.desk.pasts import PastInMemory
from tests.ui.desk.test_everybody import controls
from tests.ui.desk.test_room import pages
from tests.ui.desk.test_voice import voices

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def accents(widget, accent):
    """How many pixels of a widget are in the accent's colour."""
    image = widget.grab().toImage()
    return sum(
        image.pixelColor(x, y).name() == accent
        for y in {*range(min(8, image.height())), image.height() - 2, image.height() // 2}
        for x in range(image.width())
    )


def kind(each):
    return type(each), bool(each.property("tab")), isinstance(each, QAbstractButton) and each.isCheckable()


def one_of_each_kind(controls_):
    found = {}
    for each in controls_:
        if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.setdefault(kind(each), each)
    return found


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_focus_is_seen_on_each_kind_of_control(seat, theme):
    desk = seat(voices(), kept=PastInMemory(), theme=theme)
    accent, seen = desk.look.colour("accent").name(), set()
    for page in pages(desk.face):
        desk.face.turn_to(page)
        QApplication.processEvents()
        for each, control in one_of_each_kind(controls(desk) + desk.findChildren(QWidget, "chart")).items():
            if each in seen:
                continue
            desk.setFocus()
            before = accents(control, accent)
            control.setFocus()
            assert control.hasFocus(), each
            assert accents(control, accent) >= before + 12, (each, control.accessibleName())
            seen.add(each)
    assert len(seen) >= 8


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("act", ["state", "note", "who"])
def test_the_focus_is_seen_on_each_kind_of_control_of_a_dialog(seat, qtbot, theme, act):
    desk = seat(voices(), theme=theme)
    accent = desk.look.colour("accent").name()
    desk.acts[act].trigger()
    dialog = QApplication.activeModalWidget()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    for each, control in one_of_each_kind(controls(dialog)).items():
        elsewhere = next(it for it in controls(dialog) if it is not control and it.isEnabled())
        elsewhere.setFocus()
        filled = (
            isinstance(control, QPushButton) and control.isDefault()
        )  # with the accent: a frame in it were none
        colour = desk.look.colour("text").name() if filled else accent
        before = accents(control, colour)
        control.setFocus()
        assert accents(control, colour) >= before + 12, each
    dialog.reject()
