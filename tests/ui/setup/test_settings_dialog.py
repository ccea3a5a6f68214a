"""The settings dialog as a person uses it: everything has its place, and faults stand beside it."""

import tomllib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QTableWidget,
    QWidget,
)

from dashboard.settings import from_mapping
from dashboard.settings_plan import plan
from tests.fakes.faulty import refused_url
from tests.proofs.words import TRANSLATED
from tests.ui.setup.conftest import TRIAL
from ui.setup.settings_dialog import SettingsDialog
from ui.speech.language import speak


@pytest.fixture
def opened(qtbot, files, look, keyring):
    """Open the dialog on a file with this text, as the person sees it."""

    def made(text=""):
        if text:
            files.path.parent.mkdir(exist_ok=True)
            files.path.write_text(text)
        dialog = SettingsDialog(files, TRIAL, look)
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()
        return dialog

    return made


def entry(dialog, path):
    """The widget of a setting that a person types into."""
    return dialog.findChild(QWidget, path).entry


def go(qtbot, dialog, name):
    """Choose a section with the keys."""
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Home)
    for _ in range(list(dialog.pages).index(name)):
        qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.stack.currentWidget().widget() is dialog.pages[name]


def write(qtbot, dialog, path, text):
    """Click into a setting's line, and write in it."""
    line = entry(dialog, path)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    qtbot.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    qtbot.keyClicks(line, text)
    if line.completer() and line.completer().popup().isVisible():
        qtbot.keyClick(line.completer().popup(), Qt.Key.Key_Escape)


def beside(dialog, path):
    """What stands beside a setting as wrong, seen."""
    form = dialog.findChild(QWidget, path).parent()
    row = form.rows[path.rpartition(".")[2]]
    return row.fault.words.text() if row.fault.isVisible() else ""


FULL = """
[shifts.late]
hours = "16:00-23:00"
[alerts.queue]
number = "now.queue_size"
above = 3
[screens.hall]
output = "DP-1"
[benchmarks.KLM]
response_rate = 0.97
source = "klm.com"
"""
ALL = [(table, setting) for table in plan() for setting in table.settings]


@pytest.mark.parametrize("language", ["en", *TRANSLATED])
def test_nothing_has_to_be_scrolled_sideways(opened, language):
    speak(language)
    try:
        dialog = opened(FULL)
        for place in range(dialog.stack.count()):
            dialog.list.setCurrentRow(place)
            QApplication.processEvents()
            assert not dialog.stack.widget(place).horizontalScrollBar().maximum(), dialog.list.item(
                place
            ).text()
    finally:
        speak("en")


def test_every_setting_has_a_control_with_a_name_and_words_for_those_who_do_not_see_it(opened):
    dialog = opened()
    for table, setting in ALL:
        control = dialog.findChild(QWidget, f"{table.name}.{setting.key}")
        assert control is not None, f"{table.name}.{setting.key}"
        named = control if isinstance(control, QTableWidget) else control.entry
        assert named.accessibleName()
        assert named.accessibleDescription(), f"{table.name}.{setting.key} has no words"
        assert named.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert {table.name for table, _ in ALL} == dialog.pages.keys()
    assert len(plan()) == len(dialog.pages), "each table once"


def test_every_button_and_field_has_a_name(opened):
    for each in opened().findChildren(QWidget):
        if isinstance(each, QAbstractButton) and each.objectName() != "qt_toolbar_ext_button":
            inner = type(each.parent()).__name__ in {"QTableWidget", "QScrollBar"}
            assert inner or each.text() or each.accessibleName(), each
        if isinstance(each, QComboBox | QListWidget | QTableWidget) or type(each) is QLineEdit:
            assert each.accessibleName() or isinstance(each.parent(), QComboBox), (each, each.parent())


def test_a_table_without_defaults_of_its_own_is_what_the_file_says():
    """All keys that the readers know are in the plan: what is set for each comes through without a fault."""
    said = {
        "hours": {"daily": "08:00-16:00", "weekdays": "24h", "weekend": "closed", "holidays": ["NO", "SE"]}
        | dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun", "on_holidays"), "09:00-10:00"),
        "shifts": {"late": {"hours": "16:00-23:00", "days": ["weekdays", "sat"]}},
        "alerts": {"it": {"number": "topic.waiting", "above": 1.0, "minutes": 3.0, "topic": "x"}},
    }
    from_mapping(said)
    keys = {table.name: {setting.key for setting in table.settings} for table in plan()}
    assert said["hours"].keys() == keys["hours"]
    assert said["shifts"]["late"].keys() == keys["shifts"]
    assert said["alerts"]["it"].keys() <= keys["alerts"]


def test_what_is_written_is_saved_and_nothing_else(opened, qtbot, files):
    dialog = opened('[screen]\ndiagonal = 65\n[roster]\n"Anna Berg" = 50\n')
    write(qtbot, dialog, "inbox.address", "https://chat.example.no")
    go(qtbot, dialog, "goals")
    write(qtbot, dialog, "goals.target", "300")
    go(qtbot, dialog, "hours")
    write(qtbot, dialog, "hours.weekdays", "08:00-11:00, 12:00-16:00")
    go(qtbot, dialog, "team")
    tick = entry(dialog, "team.show_names")
    tick.setFocus()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert dialog.result() == dialog.DialogCode.Accepted
    assert files.tables() == {
        "screen": {"diagonal": 65},
        "roster": {"Anna Berg": 50},
        "inbox": {"address": "https://chat.example.no"},
        "goals": {"target": 300},
        "team": {"show_names": True},
        "hours": {"weekdays": ["08:00-11:00", "12:00-16:00"]},
    }


def test_what_is_taken_away_is_the_default_again(opened, qtbot, files):
    dialog = opened("[polling]\nevery = 60\n")
    go(qtbot, dialog, "polling")
    write(qtbot, dialog, "polling.every", "")
    assert entry(dialog, "polling.every").placeholderText() == "30"
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert files.tables() == {}


def test_a_fault_stands_beside_its_control_in_the_words_of_the_file_and_nothing_is_saved(
    opened, qtbot, files
):
    dialog = opened("[goals]\ntarget = 600\n")
    go(qtbot, dialog, "polling")
    write(qtbot, dialog, "polling.every", "2")
    qtbot.waitUntil(lambda: beside(dialog, "polling.every") != "")
    assert beside(dialog, "polling.every") == "must be at least 5 s and at most 3600 s, is 2 s"
    assert "must be at least 5 s" in entry(dialog, "polling.every").accessibleDescription()
    assert dialog.list.item(1).text() == "Polling ◆"
    assert "1 setting is wrong." in dialog.fault.words.text()
    go(qtbot, dialog, "goals")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.stack.currentWidget().widget() is dialog.pages["polling"], "it leads to what is wrong"
    assert files.tables() == {"goals": {"target": 600}}
    write(qtbot, dialog, "polling.every", "20")
    qtbot.waitUntil(lambda: beside(dialog, "polling.every") == "")
    assert dialog.list.item(1).text() == "Polling"


def test_what_was_wrong_in_the_file_is_shown_at_once_and_can_be_mended(opened, qtbot, files):
    dialog = opened(
        '[screen]\ntheme = "pink"\npages = ["now", "nowhere"]\n[alerts.queue]\nnumber = "now.queu"\nabove = 3\n'
    )
    go(qtbot, dialog, "screen")
    assert beside(dialog, "screen.theme").startswith("must be one of Dark; Light")
    assert "nowhere" in beside(dialog, "screen.pages")
    box = entry(dialog, "screen.theme")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    pages = entry(dialog, "screen.pages")
    pages.setFocus()
    qtbot.keyClick(pages, Qt.Key.Key_End)
    remove = next(b for b in pages.parent().findChildren(QAbstractButton) if b.text() == "Remove")
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    go(qtbot, dialog, "alerts")
    assert beside(dialog, "alerts.number").startswith("there is no number “now.queu”")
    write(qtbot, dialog, "alerts.number", "now.queue_size")
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert files.tables() == {
        "screen": {"pages": ["now"]},
        "alerts": {"queue": {"number": "now.queue_size", "above": 3}},
    }


def test_an_alert_is_added_by_its_name_and_removed_again(opened, qtbot, files):
    dialog = opened()
    go(qtbot, dialog, "alerts")
    new = dialog.findChild(QLineEdit, "alerts.new")
    qtbot.keyClicks(new, "Longest wait")
    qtbot.keyClick(new, Qt.Key.Key_Return)
    assert dialog.isVisible(), "Return in a field adds, and does not save"
    write(qtbot, dialog, "alerts.number", "now.longest_wait")
    write(qtbot, dialog, "alerts.above", "1800")
    qtbot.keyClicks(new, "Queue")
    qtbot.mouseClick(dialog.pages["alerts"].add, Qt.MouseButton.LeftButton)
    assert entry(dialog, "alerts.number").text() == ""
    qtbot.waitUntil(lambda: "either above or below" in beside(dialog, "alerts.above"))
    qtbot.mouseClick(dialog.pages["alerts"].remove, Qt.MouseButton.LeftButton)
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert files.tables() == {"alerts": {"Longest wait": {"number": "now.longest_wait", "above": 1800}}}


def test_an_alert_is_renamed_in_its_place_and_no_two_have_the_same_name(opened, qtbot, files):
    rule = "number = 'now.backlog'"
    dialog = opened(f"[alerts.one]\n{rule}\nabove = 1\n[alerts.two]\n{rule}\nabove = 2\n")
    go(qtbot, dialog, "alerts")
    write(qtbot, dialog, "alerts.called", "two")
    qtbot.waitUntil(lambda: beside(dialog, "alerts.called") == "there is another one of that name")
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    write(qtbot, dialog, "alerts.called", "")
    qtbot.waitUntil(lambda: beside(dialog, "alerts.called") == "needs a name")
    write(qtbot, dialog, "alerts.called", "Backlog")
    qtbot.waitUntil(lambda: beside(dialog, "alerts.called") == "")
    assert dialog.pages["alerts"].names.currentText() == "Backlog"
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    said = files.tables()["alerts"]
    assert list(said) == ["Backlog", "two"]
    assert said["Backlog"] == {"number": "now.backlog", "above": 1}


def test_no_line_of_a_table_is_lost_without_a_word(opened, qtbot, files):
    dialog = opened("[roster]\nAnna = 50\nBo = 80\n")
    go(qtbot, dialog, "roster")
    pairs = dialog.pages["roster"].pairs
    for name, said in (("Anna", "Roster, Anna: there is another one"), ("", "needs a name")):
        pairs.item(1, 0).setText(name)
        qtbot.waitUntil(
            lambda said=said: said.rpartition(": ")[2] in dialog.pages["roster"].over_all.words.text()
        )
        qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        assert dialog.isVisible()
    assert files.tables() == {"roster": {"Anna": 50, "Bo": 80}}


def test_a_benchmark_s_figures_are_numbers(opened, qtbot, files):
    dialog = opened("[benchmarks.KLM]\nsource = 'klm.com'\n")
    go(qtbot, dialog, "benchmarks")
    write(qtbot, dialog, "benchmarks.response_rate", "0,97")
    write(qtbot, dialog, "benchmarks.response_time", "4200")
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert files.tables() == {
        "benchmarks": {"KLM": {"response_rate": 0.97, "response_time": 4200, "source": "klm.com"}}
    }


def test_a_number_says_what_it_means_and_in_which_unit_its_limit_is(opened, qtbot):
    dialog = opened("[alerts.it]\nnumber = 'now.longest_wait'\nabove = 1800\n")
    go(qtbot, dialog, "alerts")
    row = dialog.pages["alerts"].form.rows["number"]
    assert (
        row.meaning.text()
        == "Since the earliest start of a wait in the queue. In seconds: 600 is ten minutes."
    )
    write(qtbot, dialog, "alerts.number", "today.response_rate.value")
    assert row.meaning.text().endswith("A share: 0.65 is 65%.")
    write(qtbot, dialog, "alerts.number", "now.no_such_number")
    assert not row.meaning.isVisible()


def test_a_day_with_hours_of_its_own_is_written_into_the_table(opened, qtbot, files):
    dialog = opened()
    go(qtbot, dialog, "exceptions")
    page = dialog.pages["exceptions"]
    add = next(b for b in page.findChildren(QAbstractButton) if b.text() == "Add")
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    _type(qtbot, page.pairs, "2026-12-24")
    qtbot.waitUntil(lambda: page.over_all.isVisible())
    assert page.over_all.words.text().startswith('2026-12-24: must be "24h"')
    page.pairs.setCurrentCell(0, 1)
    qtbot.keyClick(page.pairs, Qt.Key.Key_F2)
    _type(qtbot, page.pairs, "10:00-14:00")
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert files.tables() == {"exceptions": {"2026-12-24": "10:00-14:00"}}


def _type(qtbot, pairs, text):
    """Write into the cell that is being edited."""
    editor = next(line for line in pairs.findChildren(QLineEdit) if line.isVisible())
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not any(line.isVisible() for line in pairs.findChildren(QLineEdit)))


def test_escape_leaves_everything_as_it_was(opened, qtbot, files):
    dialog = opened("[goals]\ntarget = 600\n")
    write(qtbot, dialog, "inbox.address", "https://chat.example.no")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert files.tables() == {"goals": {"target": 600}}


def test_a_file_that_is_no_toml_is_not_written_over(opened, qtbot, files):
    dialog = opened("[goals\n")
    assert "is not TOML" in dialog.fault.words.text()
    assert not dialog.save.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert files.path.read_text() == "[goals\n"


def test_what_the_dialog_does_not_know_is_said_and_kept(opened, qtbot, files):
    dialog = opened('[future]\nit = 1\n[goals]\ntarget = 600\nspeed = "fast"\n')
    assert "future: is no section of this version" in dialog.fault.words.text()
    assert dialog.tables() == tomllib.loads(files.path.read_text())


def test_what_is_not_known_is_left_out_with_one_click_and_the_rest_saved(opened, qtbot, files):
    dialog = opened(
        '[future]\nit = 1\n[goals]\ntarget = 600\nspeed = "fast"\n[shifts.late]\nhours = "24h"\nbreak = "x"\n'
    )
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible(), "with it nothing can be saved"
    leave_out = dialog.remedies.buttons["leave_out"]
    assert leave_out.isVisible()
    qtbot.mouseClick(leave_out, Qt.MouseButton.LeftButton)
    assert not dialog.fault.isVisible()
    assert not leave_out.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert files.tables() == {"goals": {"target": 600}, "shifts": {"late": {"hours": "24h"}}}


def test_comments_stay_and_one_that_would_go_is_said_before_it_does(opened, qtbot, files):
    dialog = opened(
        "# Ours\n[goals]\ntarget = 300 # agreed in June\n[polling]\nevery = 60 # the server is slow\n"
    )
    assert not dialog.lost.isVisible()
    go(qtbot, dialog, "polling")
    write(qtbot, dialog, "polling.every", "")
    qtbot.waitUntil(dialog.lost.isVisible)
    assert dialog.lost.text().endswith("# the server is slow")
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert files.path.read_text() == "# Ours\n[goals]\ntarget = 300  # agreed in June\n"


def test_what_somebody_else_wrote_meanwhile_is_noticed_and_shown_or_gone_over(opened, qtbot, files):
    for choice, target in (("theirs", 500), ("over", 300)):
        dialog = opened("[goals]\ntarget = 600\n")
        go(qtbot, dialog, "goals")
        write(qtbot, dialog, "goals.target", "300")
        files.path.write_text("[goals]\ntarget = 500\n")
        qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        assert dialog.isVisible()
        assert dialog.fault.words.text().endswith("has been changed by somebody else meanwhile")
        assert "target = 500" in files.path.read_text()
        qtbot.mouseClick(dialog.remedies.buttons[choice], Qt.MouseButton.LeftButton)
        if choice == "theirs":
            assert entry(dialog, "goals.target").text() == "500"
            assert not dialog.remedies.isVisible()
            qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        assert not dialog.isVisible()
        assert tomllib.loads(files.path.read_text()) == {"goals": {"target": target}}


def test_what_only_saving_finds_wrong_stands_beside_its_control_too(opened, qtbot, files):
    dialog = opened()
    go(qtbot, dialog, "voice")
    write(qtbot, dialog, "voice.taxonomy", "telekom")
    go(qtbot, dialog, "desk")
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    assert dialog.stack.currentWidget().widget() is dialog.pages["voice"]
    assert beside(dialog, "voice.taxonomy").startswith(
        "there is no file “telekom”; shipped are airline, bank"
    )
    assert not files.path.exists()


def test_seconds_that_nobody_reads_as_a_time_are_said_as_one(opened, qtbot):
    dialog = opened()
    go(qtbot, dialog, "goals")
    unit = dialog.findChild(QWidget, "goals.target").unit
    assert unit.text().replace("\N{NO-BREAK SPACE}", " ") == "s (10 min)"
    write(qtbot, dialog, "goals.target", "30")
    assert unit.text() == "s"
    write(qtbot, dialog, "goals.target", "soon")
    assert unit.text() == "s"


def test_faults_are_said_in_the_language_of_the_dialog(opened, qtbot):
    speak("nb")
    try:
        dialog = opened("[polling]\nevery = 2\n[exports]\nat = 'noon'\n")
        go(qtbot, dialog, "polling")
        assert beside(dialog, "polling.every") == "må være minst 5 s og høyst 3600 s, er 2 s"
        go(qtbot, dialog, "exports")
        assert beside(dialog, "exports.at") == "må være ett av Hver dag, Hver dag og hver vakt, er «noon»"
    finally:
        speak("en")


def test_the_token_goes_into_the_keyring_and_never_into_the_file(opened, qtbot, files, keyring):
    dialog = opened()
    write(qtbot, dialog, "inbox.address", "https://chat.example.no")
    qtbot.keyClicks(dialog.connection.token, "a-secret-token")
    assert dialog.connection.token.echoMode() == QLineEdit.EchoMode.Password
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert keyring == {"https://chat.example.no account 1": "a-secret-token"}
    assert "a-secret-token" not in files.path.read_text()


def test_the_mail_s_password_goes_into_the_keyring_once_it_is_said_whose_it_is(opened, qtbot, files, keyring):
    dialog = opened(
        "[mail]\nhost = 'smtp.example.no'\nsender = 'a@example.no'\nrecipients = ['b@example.no']\n"
    )
    go(qtbot, dialog, "mail")
    qtbot.keyClicks(dialog.password.line, "a-secret-password")
    assert dialog.password.line.echoMode() == QLineEdit.EchoMode.Password
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert beside(dialog, "mail.user") == "must not be empty"
    write(qtbot, dialog, "mail.user", "wall")
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    assert keyring == {"wall at smtp.example.no": "a-secret-password"}
    assert "a-secret-password" not in files.path.read_text()


def test_the_connection_is_tried_beside_and_its_trouble_is_said_with_what_to_do(opened, qtbot):
    dialog = opened()
    write(qtbot, dialog, "inbox.address", refused_url())
    qtbot.keyClicks(dialog.connection.token, "a-token")
    with qtbot.waitSignal(dialog.connection.tried, timeout=20_000):
        qtbot.mouseClick(dialog.connection.button, Qt.MouseButton.LeftButton)
        assert dialog.connection.busy.isVisible()
        assert dialog.connection.cancel.isVisible()
    assert dialog.connection.said.text() == "Nobody answers at the inbox's address. Is the server running?"
    assert not dialog.connection.busy.isVisible()


def test_a_try_can_be_stopped_at_once(opened, qtbot):
    dialog = opened()
    write(qtbot, dialog, "inbox.address", refused_url())
    qtbot.mouseClick(dialog.connection.button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.connection.cancel, Qt.MouseButton.LeftButton)
    assert dialog.connection.said.text() == "Stopped."
    assert not dialog.connection._test.running
    assert dialog.connection.button.isEnabled()


def test_a_window_that_closes_leaves_no_try_behind(opened, qtbot):
    dialog = opened()
    write(qtbot, dialog, "inbox.address", refused_url())
    qtbot.mouseClick(dialog.connection.button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.connection._test.running
