"""The first start, as a person meets it: the demo is one key away, an inbox of one's own three steps."""

import pytest
from PySide6.QtCore import QSize, QSizeF, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPushButton, QWidget

from dashboard.faults import Measure, fault
from data.demo.running import DemoInbox
from tests.fakes.faulty import refused_url
from tests.ui.setup.conftest import TRIAL
from ui.drawing.mark import Mark
from ui.drawing.theme import load
from ui.setup.first import FirstStart
from ui.setup.steps import ScreensStep, TeamStep, weekly


@pytest.fixture
def opened(qtbot, files, fonts, keyring):
    """Open set-up, with the first settings there may be."""
    from ui.drawing.style import look_at

    def made(text="", trial=TRIAL):
        if text:
            files.path.parent.mkdir(exist_ok=True)
            files.path.write_text(text)
        dialog = FirstStart(files, trial, lambda theme: look_at(load(theme), 1.0))
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()
        return dialog

    return made


@pytest.fixture(scope="module")
def demo():
    with DemoInbox("--scenario", "weekday", "--days", "1") as running:
        yield running.ready


def press(qtbot, key, *times):
    """Press a key wherever the focus is."""
    for _ in range(times[0] if times else 1):
        qtbot.keyClick(QApplication.focusWidget(), key)


def say(qtbot, dialog, path, text):
    """Write into a setting's line."""
    line = dialog.findChild(QWidget, path).entry
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    if line.completer() and line.completer().popup().isVisible():
        qtbot.keyClick(line.completer().popup(), Qt.Key.Key_Escape)


def title(dialog):
    return dialog.steps[dialog.stack.currentIndex() - 1].TITLE if dialog.stack.currentIndex() else ""


def test_return_alone_shows_the_demo_and_keeps_nothing(opened, qtbot, files):
    dialog = opened()
    press(qtbot, Qt.Key.Key_Return)
    assert dialog.outcome == "demo"
    assert not dialog.isVisible()
    assert not files.path.exists()


def test_return_presses_the_button_that_has_the_focus(opened, qtbot, files):
    dialog = opened()
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Return)  # on "Connect your own inbox"
    assert title(dialog) == "Your inbox"
    dialog.back.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert title(dialog) == ""
    dialog.cancel.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert (dialog.outcome, dialog.isVisible(), files.path.exists()) == ("", False, False)


def test_tab_goes_on_in_the_order_in_which_things_stand(opened, qtbot):
    dialog = opened()
    for widget in (dialog.demo, dialog.connect_inbox, dialog.language, dialog.theme, dialog.cancel):
        assert QApplication.focusWidget() is widget
        press(qtbot, Qt.Key.Key_Tab)
    qtbot.mouseClick(dialog.connect_inbox, Qt.MouseButton.LeftButton)
    visited = []
    for _ in range(9):
        visited.append(QApplication.focusWidget())
        press(qtbot, Qt.Key.Key_Tab)
    rows = dialog.steps[0].forms["inbox"].rows
    wanted = (rows["address"].control.entry, rows["account"].control.entry, dialog.connection.token)
    assert tuple(visited[:3]) == wanted
    assert visited[3] is dialog.connection.button
    assert {dialog.onward, dialog.back, dialog.cancel} <= set(visited)


def test_escape_leaves_without_a_trace_from_every_step(opened, qtbot, files):
    for steps in range(4):
        dialog = opened()
        if steps:
            qtbot.mouseClick(dialog.connect_inbox, Qt.MouseButton.LeftButton)
        for _ in range(steps - 1):
            dialog.stack.setCurrentIndex(dialog.stack.currentIndex() + 1)
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert (dialog.outcome, dialog.isVisible(), files.path.exists()) == ("", False, False)


def test_the_whole_way_by_the_keyboard_ends_with_settings_and_a_token_in_the_keyring(
    opened, qtbot, files, keyring
):
    dialog = opened()
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Space)  # on "Connect your own inbox"
    assert title(dialog) == "Your inbox"
    qtbot.keyClicks(QApplication.focusWidget(), "https://chat.example.no")
    press(qtbot, Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "3")
    press(qtbot, Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "a-secret-token")
    press(qtbot, Qt.Key.Key_Return)
    assert title(dialog) == "Your team"
    press(qtbot, Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "300")
    press(qtbot, Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "08:00-16:00")
    press(qtbot, Qt.Key.Key_Tab, 2)
    press(qtbot, Qt.Key.Key_Space)  # Norway's holidays
    press(qtbot, Qt.Key.Key_Return)
    assert title(dialog) == "Your screens"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(QApplication.focusWidget(), "65")
    press(qtbot, Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "8")
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Space)  # no alert of the longest wait
    press(qtbot, Qt.Key.Key_Return)
    assert dialog.outcome == "desk"
    said = files.tables()
    assert said["inbox"] == {"address": "https://chat.example.no", "account": 3}
    assert said["goals"] == {"target": 300}
    assert said["hours"] == {"weekdays": "08:00-16:00", "holidays": ["NO"]}
    assert said["screen"] == {"diagonal": 65, "distance": 8}
    assert said["alerts"].keys() == {"Queue", "Response rate"}
    assert keyring == {"https://chat.example.no account 3": "a-secret-token"}
    assert "a-secret-token" not in files.path.read_text()


def test_without_an_address_or_a_token_it_does_not_go_on_and_says_why(opened, qtbot):
    dialog = opened()
    qtbot.mouseClick(dialog.connect_inbox, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.onward, Qt.MouseButton.LeftButton)
    assert title(dialog) == "Your inbox"
    assert dialog.steps[0].forms["inbox"].rows["address"].fault.isVisible()
    say(qtbot, dialog, "inbox.address", "chat.example.no")
    qtbot.mouseClick(dialog.onward, Qt.MouseButton.LeftButton)
    row = dialog.steps[0].forms["inbox"].rows["address"]
    assert row.fault.words.text() == "must begin with https://, is “chat.example.no”"
    say(qtbot, dialog, "inbox.address", "https://chat.example.no")
    qtbot.mouseClick(dialog.onward, Qt.MouseButton.LeftButton)
    assert dialog.steps[0].no_token.words.text() == "Without a token the inbox says nothing."
    qtbot.keyClicks(dialog.connection.token, "a-token")
    qtbot.mouseClick(dialog.onward, Qt.MouseButton.LeftButton)
    assert title(dialog) == "Your team"


def test_whether_the_token_may_travel_readable_is_asked_where_it_would(opened, qtbot, files, keyring):
    keyring["http://chat.example.no account 1"] = "stored"
    dialog = opened()
    qtbot.mouseClick(dialog.connect_inbox, Qt.MouseButton.LeftButton)
    row = dialog.steps[0].forms["inbox"].rows["allow_plain_http"]
    assert not row.control.isVisible()
    say(qtbot, dialog, "inbox.address", "http://chat.example.no")
    assert row.control.isVisible()
    qtbot.mouseClick(dialog.onward, Qt.MouseButton.LeftButton)
    assert title(dialog) == "Your inbox"
    assert row.fault.words.text().startswith("must be ticked for an http:// address")
    row.control.entry.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    for _ in range(3):
        qtbot.mouseClick(dialog.onward, Qt.MouseButton.LeftButton)
    assert files.tables()["inbox"] == {"address": "http://chat.example.no", "allow_plain_http": True}


def test_the_connection_is_tried_and_the_inbox_s_own_hours_are_taken_over(opened, qtbot, demo):
    dialog = opened()
    qtbot.mouseClick(dialog.connect_inbox, Qt.MouseButton.LeftButton)
    say(qtbot, dialog, "inbox.address", demo.address)
    say(qtbot, dialog, "inbox.account", str(demo.account))
    qtbot.keyClicks(dialog.connection.token, demo.token)
    with qtbot.waitSignal(dialog.connection.tried, timeout=20_000):
        qtbot.mouseClick(dialog.connection.button, Qt.MouseButton.LeftButton)
    assert dialog.connection.said.text().startswith("The inbox answers ")
    qtbot.mouseClick(dialog.onward, Qt.MouseButton.LeftButton)
    assert not dialog.connection._test.running, "what was tried just so is not tried again"
    assert dialog.steps[1].take.isEnabled()
    qtbot.mouseClick(dialog.steps[1].take, Qt.MouseButton.LeftButton)
    assert dialog.findChild(QWidget, "hours.weekdays").entry.text() == "08:00-22:00"
    assert dialog.findChild(QWidget, "hours.weekend").entry.text() != ""


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (refused_url, "Nobody answers at the inbox's address."),
        (lambda: "https://no-such-host.invalid", "The inbox's address can't be found."),
    ],
)
def test_each_trouble_is_said_in_words_with_what_to_do(opened, qtbot, url, said):
    dialog = opened()
    qtbot.mouseClick(dialog.connect_inbox, Qt.MouseButton.LeftButton)
    say(qtbot, dialog, "inbox.address", url())
    qtbot.keyClicks(dialog.connection.token, "a-token")
    with qtbot.waitSignal(dialog.connection.tried, timeout=20_000):
        qtbot.mouseClick(dialog.connection.button, Qt.MouseButton.LeftButton)
    assert dialog.connection.said.text().startswith(said)


def test_a_wrong_token_is_said(opened, qtbot, demo):
    dialog = opened()
    qtbot.mouseClick(dialog.connect_inbox, Qt.MouseButton.LeftButton)
    say(qtbot, dialog, "inbox.address", demo.address)
    qtbot.keyClicks(dialog.connection.token, "wrong")
    with qtbot.waitSignal(dialog.connection.tried, timeout=20_000):
        qtbot.mouseClick(dialog.connection.button, Qt.MouseButton.LeftButton)
    assert dialog.connection.said.text() == "The inbox rejects our token. Set a new one."


def test_who_goes_on_without_a_try_is_told_on_the_next_step_what_came_of_it(opened, qtbot, demo):
    dialog = opened()
    qtbot.mouseClick(dialog.connect_inbox, Qt.MouseButton.LeftButton)
    say(qtbot, dialog, "inbox.address", demo.address)
    qtbot.keyClicks(dialog.connection.token, "wrong")
    with qtbot.waitSignal(dialog.connection.tried, timeout=20_000):
        qtbot.mouseClick(dialog.onward, Qt.MouseButton.LeftButton)
    assert title(dialog) == "Your team"
    assert dialog.fault.words.text() == "The inbox rejects our token. Set a new one."
    qtbot.mouseClick(dialog.onward, Qt.MouseButton.LeftButton)
    assert dialog.fault.words.text() == "The inbox rejects our token. Set a new one."
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    dialog.connection.token.clear()
    qtbot.keyClicks(dialog.connection.token, demo.token)
    with qtbot.waitSignal(dialog.connection.tried, timeout=20_000):
        qtbot.mouseClick(dialog.onward, Qt.MouseButton.LeftButton)
    assert not dialog.fault.isVisible()
    assert dialog.steps[1].take.isEnabled()


def test_a_try_that_hangs_holds_nothing_and_is_stopped_by_escape(opened, qtbot, tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text("import time; time.sleep(60)")
    import sys

    dialog = opened(trial=[sys.executable, str(slow)])
    qtbot.mouseClick(dialog.connect_inbox, Qt.MouseButton.LeftButton)
    say(qtbot, dialog, "inbox.address", "https://chat.example.no")
    qtbot.mouseClick(dialog.connection.button, Qt.MouseButton.LeftButton)
    say(qtbot, dialog, "inbox.account", "7")
    assert dialog.findChild(QWidget, "inbox.account").entry.text() == "7", "one can go on writing"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_keyring_that_is_not_there_is_said_and_the_token_holds_for_this_run(
    opened, qtbot, files, monkeypatch
):
    import keyring as real
    from keyring.backends.fail import Keyring

    dialog = opened()
    before = real.get_keyring()
    real.set_keyring(Keyring())
    try:
        qtbot.mouseClick(dialog.connect_inbox, Qt.MouseButton.LeftButton)
        say(qtbot, dialog, "inbox.address", "https://chat.example.no")
        qtbot.keyClicks(dialog.connection.token, "a-token")
        for _ in range(3):
            qtbot.mouseClick(dialog.onward, Qt.MouseButton.LeftButton)
        assert dialog.isVisible()
        assert "The keyring: " in dialog.fault.words.text()
        assert "PULSVEGG_TOKEN" in dialog.fault.words.text()
        assert not files.path.exists()
        assert dialog.onward.text() == "Start without storing the token"
        qtbot.mouseClick(dialog.onward, Qt.MouseButton.LeftButton)
    finally:
        real.set_keyring(before)
    assert (dialog.outcome, dialog.token) == ("desk", "a-token")
    assert "a-token" not in files.path.read_text()


def test_set_up_again_begins_with_what_is_set_and_keeps_the_rest(opened, qtbot, files, keyring):
    keyring["https://chat.example.no account 2"] = "stored"
    dialog = opened(
        '[inbox]\naddress = "https://chat.example.no"\naccount = 2\n[polling]\nevery = 60\n'
        "[hours]\nwed = '08:00-12:00'\nweekdays = '08:00-16:00'\n[alerts.Mine]\nnumber = 'now.backlog'\nabove = 9\n"
    )
    qtbot.mouseClick(dialog.connect_inbox, Qt.MouseButton.LeftButton)
    assert dialog.findChild(QWidget, "inbox.account").entry.text() == "2"
    for _ in range(3):
        qtbot.mouseClick(dialog.onward, Qt.MouseButton.LeftButton)
    said = files.tables()
    assert said["polling"] == {"every": 60}
    assert said["hours"] == {"wed": "08:00-12:00", "weekdays": "08:00-16:00"}
    assert said["alerts"].keys() == {"Mine"}


def test_settings_that_came_meanwhile_are_said_and_a_second_press_goes_over_them(
    opened, qtbot, files, keyring
):
    keyring["https://chat.example.no account 1"] = "stored"
    dialog = opened()
    qtbot.mouseClick(dialog.connect_inbox, Qt.MouseButton.LeftButton)
    say(qtbot, dialog, "inbox.address", "https://chat.example.no")
    for _ in range(2):
        qtbot.mouseClick(dialog.onward, Qt.MouseButton.LeftButton)
    files.path.parent.mkdir(exist_ok=True)
    files.path.write_text("[goals]\ntarget = 300\n")
    qtbot.mouseClick(dialog.onward, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.onward.text() == "Save mine all the same"
    qtbot.mouseClick(dialog.onward, Qt.MouseButton.LeftButton)
    assert dialog.outcome == "desk"
    assert files.tables()["inbox"] == {"address": "https://chat.example.no"}


def test_the_theme_is_seen_at_once_and_kept(opened, qtbot, files):
    dialog = opened()
    dark = dialog.grab().toImage().pixelColor(3, 3).lightness()
    dialog.theme.setFocus()
    press(qtbot, Qt.Key.Key_Down)
    assert dialog.grab().toImage().pixelColor(3, 3).lightness() > dark + 100
    assert {mark.theme.name for mark in dialog.findChildren(Mark)} == {"light"}
    assert dialog.tables()["screen"]["theme"] == "light"


def test_every_control_has_a_name_and_shows_its_focus(opened, qtbot):
    dialog = opened()
    for each in dialog.findChildren(QWidget):
        if isinstance(each, QPushButton | QCheckBox):
            assert each.text() or each.accessibleName()
        if isinstance(each, QComboBox) or type(each) is QLineEdit:
            assert each.accessibleName() or isinstance(each.parent(), QComboBox), each
    for button in (dialog.demo, dialog.connect_inbox):
        button.setFocus()
        with_focus = button.grab().toImage()
        other = dialog.connect_inbox if button is dialog.demo else dialog.demo
        other.setFocus()
        assert button.grab().toImage() != with_focus


def test_a_file_that_is_no_toml_is_not_written_over(opened, qtbot, files):
    dialog = opened("[inbox\n")
    assert "is not TOML" in dialog.fault.words.text()
    assert not dialog.connect_inbox.isEnabled()
    assert dialog.demo.isEnabled()


class Plugged:
    """A screen as Qt tells of it."""

    def __init__(self, name, width, height, millimetres=(0, 0), model=""):
        self._said = {
            "name": name,
            "model": model,
            "manufacturer": "",
            "size": QSize(width, height),
            "physicalSize": QSizeF(*millimetres),
            "devicePixelRatio": 1.0,
        }

    def __getattr__(self, name):
        return lambda: self._said[name]


def test_each_connected_screen_is_asked_for_by_its_name_and_set_on_its_plug(qtbot, fonts):
    parent = QWidget()
    qtbot.addWidget(parent)
    screens = (Plugged("DP-1", 3840, 2160, (1210, 680), "BRAVIA"), Plugged("HDMI-1", 1920, 1080, (16, 9)))
    step = ScreensStep(load("dark"), parent, screens)
    one, two = step.forms["screens.DP-1"].rows, step.forms["screens.HDMI-1"].rows
    assert one["distance"].control.entry.accessibleName() == "Distance: BRAVIA, 3,840 × 2,160"
    qtbot.keyClicks(two["distance"].control.entry, "8")
    assert step.tables()["screens"] == {
        "DP-1": {"output": "DP-1", "diagonal": 55},
        "HDMI-1": {"output": "HDMI-1", "distance": 8},
    }
    assert step.tell(
        [fault("screens.HDMI-1.distance", "at_least", least=Measure(0.3, "m"), value=Measure(0.2, "m"))]
    )
    assert "at least 0.3 m" in two["distance"].fault.words.text()
    step.put({"screen": {"distance": 3, "theme": "light"}})
    assert step.tables()["screens"]["HDMI-1"] == {"output": "HDMI-1", "distance": 3}


@pytest.mark.parametrize(
    ("zone", "tables", "said"),
    [
        ("Europe/Copenhagen", {}, {"timezone": "Europe/Copenhagen"}),
        ("Europe/Copenhagen", {"goals": {"target": 300}}, {"target": 300}),
        ("UTC", {}, {}),
        ("Nowhere/Else", {}, {}),
    ],
)
def test_the_machine_s_own_time_zone_is_suggested_until_one_is_set(qtbot, fonts, zone, tables, said):
    parent = QWidget()
    qtbot.addWidget(parent)
    step = TeamStep(load("dark"), parent, zone)
    step.put(tables)
    assert step.forms["goals"].values() == said


def test_hours_by_day_are_said_as_a_person_says_them():
    week = dict.fromkeys(("mon", "tue", "thu", "fri"), "08:00-16:00") | {
        "wed": "08:00-12:00",
        "sat": "10:00-14:00",
    }
    assert weekly(week) == {
        "weekdays": "08:00-16:00",
        "wed": "08:00-12:00",
        "weekend": "10:00-14:00",
        "sun": "closed",
    }
