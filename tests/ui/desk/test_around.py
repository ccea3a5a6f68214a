"""Around the desk: the settings are opened with a key, and applied at once; the tray follows."""

import sys
import time

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from data.settings.file import load
from data.settings.set_up import SetUpFiles
from tests.ui import snapshots
from ui.desk.around import Around, Shelf
from ui.drawing.theme import load as theme
from ui.incoming.memory import Memory
from ui.incoming.source import Source
from ui.setup.settings_dialog import SettingsDialog
from ui.speech.language import speak

FEED = f"""
import sys
print({msgspec.json.encode(snapshots.busy()).decode()!r}, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def shelf(tmp_path):
    file = tmp_path / "pulsvegg" / "settings.toml"
    return Shelf(
        settings=load(file),
        file=file,
        load=lambda: load(file),
        files=SetUpFiles(file),
        trial=[sys.executable, "-c", ""],
    )


@pytest.fixture
def source(qtbot, tmp_path):
    feed = tmp_path / "feed.py"
    feed.write_text(FEED)
    made = Source([sys.executable, str(feed)], Memory(tmp_path / "state", time.monotonic))
    made.came = []
    made.arrived.connect(made.came.append)
    made.start()
    qtbot.waitUntil(lambda: made.came != [])
    yield made
    made.close()
    made.deleteLater()


def settings(desk):
    return next(iter(desk.findChildren(SettingsDialog)), None)


def test_the_settings_are_opened_changed_and_applied_without_leaving_the_desk(seat, shelf, source, qtbot):
    desk = seat(snapshots.busy(), shelf=shelf)
    around = Around(desk, theme("dark"), source, shelf)
    child = source.child
    qtbot.keyClick(desk, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: settings(desk) is not None and settings(desk).isActiveWindow())
    dialog = settings(desk)
    for _ in range(list(dialog.pages).index("goals")):
        qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    line = dialog.findChild(QWidget, "goals.target").entry
    line.setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "300")
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: settings(desk) is None)
    qtbot.waitUntil(lambda: source.child not in {0, child})
    assert around.applying.settings.goals.target == 300.0
    assert desk.isVisible()


def test_another_language_closes_the_window_so_that_it_is_made_anew(seat, shelf, source, qtbot):
    desk = seat(snapshots.busy(), shelf=shelf)
    around = Around(desk, theme("dark"), source, shelf)
    shelf.files.save({"goals": {"target": 300}})
    qtbot.waitUntil(lambda: around.applying.settings.goals.target == 300.0)
    assert (desk.isVisible(), around.again) == (True, False)
    shelf.files.save({"desk": {"language": "nb"}})
    try:
        qtbot.waitUntil(lambda: around.again)
    finally:
        speak("en")
    assert not desk.isVisible()


def test_escape_closes_the_settings_and_the_desk_stays(seat, shelf, qtbot):
    desk = seat(snapshots.busy(), shelf=shelf)
    desk.acts["settings"].trigger()
    qtbot.waitUntil(lambda: settings(desk) is not None and settings(desk).isActiveWindow())
    qtbot.keyClick(settings(desk), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: settings(desk) is None)
    assert desk.isVisible()
    assert not shelf.file.exists()


def test_a_desk_that_can_not_change_them_offers_no_settings(seat):
    assert "settings" not in seat(snapshots.busy()).acts


def test_where_there_is_no_tray_the_desk_goes_on(seat, shelf, source):
    desk = seat(snapshots.busy(), shelf=shelf)
    assert Around(desk, theme("dark"), source, shelf).tray.icon is None
