"""Settings that change are applied without a restart; wrong ones change nothing, and are said."""

import os
import sys
import time

import msgspec
import pytest
from msgspec.structs import replace

from data.settings.file import load
from tests.ui import snapshots
from ui.applying import Applying
from ui.incoming.memory import Memory
from ui.incoming.source import Source
from ui.speech.language import speak, spoken

GOOD = replace(snapshots.busy(), inbox="good")
FEED = f"""
import os, sys, time
print({msgspec.json.encode(GOOD).decode()!r}, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def standing(qtbot, tmp_path):
    """A source that runs, and a settings file that is watched; `shown` are the settings that were applied."""
    made = []
    file = tmp_path / "config" / "settings.toml"
    file.parent.mkdir()
    feed = tmp_path / "feed.py"
    feed.write_text(FEED)

    def start(text=""):
        file.write_text(text)
        source = Source([sys.executable, "-u", str(feed)], Memory(tmp_path, time.monotonic))
        source.came, shown = [], []
        source.arrived.connect(source.came.append)
        source.start()
        qtbot.waitUntil(lambda: len(source.came) == 1)
        applying = Applying(file, lambda: load(file), load(file), source, shown.append, parent=source)
        made.append(source)
        return file, source, shown, applying

    yield start
    for source in made:
        source.close()
        source.deleteLater()


def swap(file, text):
    """Replace the file in one step, as an editor or a dialog does."""
    new = file.with_suffix(".new")
    new.write_text(text)
    new.replace(file)


def test_what_only_a_wall_reads_is_shown_and_the_feed_goes_on(standing, qtbot):
    file, source, shown, _ = standing()
    child = source.child
    swap(file, "[screen]\ntheme = 'light'\n[desk]\nsound = true\n")
    qtbot.waitUntil(lambda: len(shown) == 1)
    assert (shown[0].screen.theme, shown[0].desk.sound) == ("light", True)
    assert source.child == child


def test_what_the_feed_reads_starts_another_one_and_nothing_is_lost_meanwhile(standing, qtbot):
    file, source, shown, _ = standing()
    child = source.child
    swap(file, "[goals]\ntarget = 300\n")
    qtbot.waitUntil(lambda: source.child not in {0, child} and len(source.came) == 2)
    assert shown[0].goals.target == 300.0
    assert [it.trouble for it in source.came] == [None, None]
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_each_way_of_writing_is_seen_again_and_again(standing, qtbot):
    file, _, shown, _ = standing()
    for seconds, write in ((11, swap), (12, type(file).write_text), (13, swap), (14, swap)):
        write(file, f"[screen]\nseconds = {seconds}\n")
        qtbot.waitUntil(lambda seconds=seconds: bool(shown) and shown[-1].screen.seconds == seconds)


def test_what_is_wrong_changes_nothing_and_is_said_until_it_is_mended(standing, qtbot, logs):
    logs.expect("the settings are left as they were: polling.every: must be at least 5 s")
    file, source, shown, _ = standing("[polling]\nevery = 20\n")
    child = source.child
    swap(file, "[polling]\nevery = 2\n")
    qtbot.waitUntil(lambda: len(source.came) == 2)
    (notice,) = source.came[-1].notices
    assert notice.kind == "settings_faulty"
    assert notice.name.startswith("Polling, Poll every: must be at least 5 s")
    assert (shown, source.child) == ([], child)
    swap(file, "[polling]\nevery = 20\n")
    qtbot.waitUntil(lambda: len(source.came) == 3)
    assert source.came[-1].notices == ()
    assert (shown, source.child) == ([], child)


def test_the_same_fault_is_logged_once_however_often_the_file_stirs(standing, qtbot, logs):
    logs.expect("the settings are left as they were: polling.every")
    file, _, _, applying = standing()
    swap(file, "[polling]\nevery = 2\n")
    for _ in range(3):
        applying.look()
    assert logs.said("polling.every") == 1


def test_another_language_is_spoken_from_then_on(standing, qtbot):
    file, _, shown, applying = standing()
    try:
        swap(file, "[desk]\nlanguage = 'nb'\n")
        applying.look()
        assert spoken().name == "nb"
        assert shown[-1].desk.language == "nb"
    finally:
        speak("en")


def test_a_fault_is_said_in_the_language_that_is_spoken(standing, qtbot, logs):
    logs.expect("the settings are left as they were: polling.every: must be at least 5 s")
    file, source, _, applying = standing()
    try:
        speak("sv")
        swap(file, "[polling]\nevery = 2\n")
        applying.look()
        assert (
            source.came[-1].notices[0].name
            == "Hämtning, Hämta var: måste vara minst 5 s och högst 3600 s, är 2 s"
        )
    finally:
        speak("en")


def test_a_file_that_never_was_is_not_missed_and_is_applied_once_it_comes(standing, qtbot):
    file, source, shown, applying = standing()
    file.unlink()
    never = Applying(file, lambda: load(file), applying.settings, source, shown.append, parent=source)
    applying.deleteLater()
    never.look()
    assert [it.notices for it in source.came] == [()]
    swap(file, "[screen]\nseconds = 12\n")
    qtbot.waitUntil(lambda: bool(shown) and shown[-1].screen.seconds == 12)


def test_a_file_that_is_gone_changes_nothing_until_it_is_there_again(standing, qtbot, logs):
    logs.expect("is not there any more")
    file, source, shown, _ = standing("[screen]\nseconds = 11\n")
    file.unlink()
    qtbot.waitUntil(lambda: len(source.came) == 2)
    assert source.came[-1].notices[0].kind == "settings_faulty"
    swap(file, "[screen]\nseconds = 12\n")
    qtbot.waitUntil(lambda: len(shown) == 1)
    assert source.came[-1].notices == ()


def test_the_same_again_is_no_change(standing, qtbot):
    file, source, shown, applying = standing("[screen]\nseconds = 11\n")
    swap(file, "# a remark\n[screen]\nseconds = 11\n")
    applying.look()
    assert (shown, len(source.came)) == ([], 1)


def test_a_feed_that_is_between_two_starts_is_started_at_once(standing, qtbot, tmp_path, logs):
    logs.expect("the feed ended")
    _, source, _, _ = standing()
    os.kill(source.child, 9)
    qtbot.waitUntil(lambda: len(source.came) == 2)
    assert source.came[-1].trouble.kind == "feed_lost"
    source.restart()
    qtbot.waitUntil(lambda: len(source.came) == 3)
    assert source.came[-1].trouble is None
