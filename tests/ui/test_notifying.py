"""The desktop's own command tells of an alert: with a real process in its place, which keeps what it is told."""

import sys

import pytest

from dashboard.settings import Desk
from tests.ui.test_alerts import alert, with_alerts
from ui.drawing.theme import load
from ui.notifying import Notifier, command
from ui.tray import Tray

SCRIPT = """#!{python}
import sys, time
open({file!r}, "a").write("\\n".join(sys.argv[1:]) + "\\n")
{then}
"""


@pytest.fixture
def desktop(tmp_path):
    """A command that keeps what it is told, and then does as it is told here."""
    told = tmp_path / "told"
    told.touch()

    def made(then=""):
        program = tmp_path / "notify-send"
        program.write_text(SCRIPT.format(python=sys.executable, file=str(told), then=then))
        program.chmod(0o755)
        return str(program)

    made.told = lambda: told.read_text().splitlines()
    return made


@pytest.fixture
def notifier(qapp):
    made = []

    def make(program):
        made.append(Notifier(program))
        return made[-1]

    yield make
    for each in made:
        each.stop()
        each.deleteLater()


def test_the_whole_line_is_the_title_also_one_that_looks_like_an_option_or_markup(desktop, notifier, qtbot):
    it = notifier(desktop())
    it.tell("--help <b>&amp;</b>")
    qtbot.waitUntil(lambda: len(desktop.told()) > 0)
    qtbot.waitUntil(lambda: not it._open)
    said = desktop.told()
    assert said[-2:] == ["--", "--help <b>&amp;</b>"]
    assert "Pulsvegg" in said


@pytest.mark.parametrize(
    ("sound", "said"), [(False, "boolean:suppress-sound:true"), (True, "string:sound-name:dialog-warning")]
)
def test_it_is_silent_unless_a_sound_is_wanted(desktop, qapp, qtbot, sound, said):
    it = Tray(Desk(sound=sound), load("dark"), notify=desktop())
    it.present(with_alerts(alert()))
    qtbot.waitUntil(lambda: not it._notifier._open)
    assert [line for line in desktop.told() if "sound" in line] == [said]
    it.deleteLater()


def test_a_command_that_knows_no_buttons_is_asked_for_the_line_alone(desktop, notifier, qtbot):
    it = notifier(desktop("sys.exit('-A' in sys.argv)"))
    refused = []
    it.refused.connect(refused.append)
    it.tell("Queue: 41")
    qtbot.waitUntil(lambda: desktop.told().count("Queue: 41") == 2 and not it._open)
    assert desktop.told().count("-A") == 1
    assert refused == []


def test_a_click_opens_the_desk(desktop, notifier, qtbot):
    it = notifier(desktop("print('default')"))
    with qtbot.waitSignal(it.opened):
        it.tell("Queue: 41")


def test_one_that_is_closed_without_a_click_opens_nothing(desktop, notifier, qtbot):
    it = notifier(desktop())
    opened = []
    it.opened.connect(lambda: opened.append(1))
    it.tell("Queue: 41")
    qtbot.waitUntil(lambda: not it._open)
    assert opened == []


@pytest.mark.parametrize("then", ["sys.exit(1)", None])
def test_what_the_desktop_does_not_take_is_given_back(desktop, notifier, qtbot, then):
    it = notifier(desktop(then) if then else "/no/such/command")
    with qtbot.waitSignal(it.refused) as given:
        it.tell("Queue: 41")
    assert given.args == ["Queue: 41"]


def test_those_that_wait_for_a_click_are_few_and_end_with_us(desktop, notifier, qtbot):
    it = notifier(desktop("time.sleep(60)"))
    for number in range(7):
        it.tell(str(number))
    qtbot.waitUntil(lambda: len(it._open) == 4)
    it.stop()
    assert it._open == []


def test_an_alert_is_told_by_the_command_where_there_is_no_tray(desktop, qapp, qtbot):
    it = Tray(Desk(), load("dark"), notify=desktop("print('default')"))
    with qtbot.waitSignal(it.opened):
        it.present(with_alerts(alert()))
    assert it.icon is None
    assert desktop.told()[-1].startswith("Longest wait: 42")
    it.deleteLater()


def test_a_line_is_bounded(desktop, qapp, qtbot):
    it = Tray(Desk(), load("dark"), notify=desktop())
    it.present(with_alerts(alert("x" * 999)))
    qtbot.waitUntil(lambda: not it._notifier._open)
    assert len(desktop.told()[-1]) <= 200
    it.deleteLater()


def test_without_notifications_nothing_is_told(desktop, qapp):
    it = Tray(Desk(notifications=False), load("dark"), notify=desktop())
    it.present(with_alerts(alert()))
    assert it._notifier._open == []
    it.deleteLater()


def test_without_a_desktop_there_is_no_command(qapp):
    assert command() == ""
