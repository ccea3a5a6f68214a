"""Several walls from one process: each on its own screen, rebuilt only where its settings changed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from dashboard.settings import from_mapping
from tests.ui import snapshots
from tests.ui.reading import sentence

ROOT = Path(__file__).parents[3]
TWO = {
    "screens": {"hall": {"distance": 7, "pages": ["now"]}, "canteen": {"theme": "light", "pages": ["team"]}}
}


@pytest.fixture
def walls(fonts, hands):
    """Walls in windows, by a clock of ours."""
    from ui.walls.screens import Manner, Walls

    it = Walls(Manner(windowed=True, size=(1280, 720)), clock=lambda: hands.at, awake=lambda: hands.awake)
    yield it
    it.close()


def test_one_screen_without_a_name_is_one_wall(walls):
    walls.show(from_mapping({"screen": {"distance": 3}}))
    assert [wall.isVisible() for wall in walls.windows.values()] == [True]


def test_each_screen_has_its_own_theme_distance_and_pages(walls):
    walls.show(from_mapping(TWO))
    walls.show_snapshot(snapshots.busy())
    hall, canteen = walls.windows["hall"], walls.windows["canteen"]
    assert (hall.look.theme.name, canteen.look.theme.name) == ("dark", "light")
    assert hall.plan.sizes.em > canteen.plan.sizes.em
    assert (hall.page.page.name, canteen.page.page.name) == ("now", "team")
    assert hall.showing == canteen.showing
    assert hall.showing.snapshot == snapshots.busy()


def test_the_same_settings_again_change_nothing_and_others_only_what_they_say(walls):
    walls.show(from_mapping(TWO))
    before = dict(walls.windows)
    walls.show(from_mapping(TWO))
    assert walls.windows == before
    walls.show(from_mapping({"screens": TWO["screens"] | {"canteen": {"theme": "dark"}}}))
    assert walls.windows["hall"] is before["hall"]
    assert walls.windows["canteen"] is not before["canteen"]
    assert walls.windows["canteen"].look.theme.name == "dark"


def test_a_wall_that_is_made_anew_shows_what_the_others_show(walls, hands):
    walls.show(from_mapping(TWO))
    walls.show_snapshot(snapshots.busy())
    hands.go(7)
    walls.show(from_mapping({"screens": {"third": {}}}))
    third = walls.windows["third"]
    assert third.showing.snapshot == snapshots.busy()
    assert third._came_at == hands.awake - 7


def test_a_wall_that_is_not_set_any_more_is_gone(walls, qapp):
    walls.show(from_mapping(TWO))
    walls.show(from_mapping({}))
    assert list(walls.windows) == [""]
    assert [it for it in qapp.topLevelWidgets() if it.isVisible()] == [walls.windows[""]]


def test_names_and_time_zone_reach_every_wall(walls):
    walls.show(from_mapping(TWO))
    walls.show(from_mapping(TWO | {"team": {"show_names": True}}))
    assert all(wall.look.names for wall in walls.windows.values())


def test_who_closes_one_leaves(walls, qtbot):
    walls.show(from_mapping(TWO))
    with qtbot.waitSignal(walls.left):
        walls.windows["hall"].close()


SCRIPT = """
import json, sys
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
app = QApplication([])
from dashboard.settings import from_mapping
from ui.drawing.fonts import load_fonts
from ui.walls.screens import SETTLE_MS, Manner, Walls
load_fonts()
there = list(QGuiApplication.screens())
walls = Walls(Manner(), screens=lambda: there)
def say():
    print(json.dumps({name: [wall.screen().name(), *wall.geometry().getRect()]
                      for name, wall in walls.windows.items() if wall.isVisible()}))
    assert all(wall.isFullScreen() and wall.cursor().shape().name == "BlankCursor"
               for wall in walls.windows.values() if wall.isVisible())
walls.show(from_mapping({"screens": {"hall": {"output": "HDMI-1"}, "stairs": {}, "canteen": {"output": "DP-2"}}}))
say()
lost = next(screen for screen in there if screen.name() == "DP-2")
there.remove(lost)
app.screenRemoved.emit(lost)
say()
QTest.qWait(SETTLE_MS + 100)
say()
kept, there[:] = list(there), []
app.screenRemoved.emit(kept[0])
QTest.qWait(SETTLE_MS + 100)
say()
there += [lost, *kept]
app.screenAdded.emit(lost)
app.screenAdded.emit(lost)
QTest.qWait(SETTLE_MS + 100)
say()
walls.windows["hall"].showNormal()
walls.windows["hall"].tick()
say()
walls.close()
"""


def test_screens_that_go_and_come_back_have_their_walls_again_and_never_two(tmp_path):
    sizes = {"HDMI-1": (0, 1920, 1080), "DP-1": (1920, 1080, 1920), "DP-2": (3000, 3840, 2160)}
    screens = [
        {"name": name, "x": x, "y": 0, "width": width, "height": height,
         "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
        for name, (x, width, height) in sizes.items()
    ]  # fmt: skip
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": screens}))
    env = os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={config}", "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=env, capture_output=True, text=True, check=True, timeout=60
    )
    hung = [json.loads(line) for line in run.stdout.splitlines()]
    where = {name: [name, x, 0, width, height] for name, (x, width, height) in sizes.items()}
    all_there = {"hall": where["HDMI-1"], "stairs": where["DP-1"], "canteen": where["DP-2"]}
    without = {name: place for name, place in all_there.items() if name != "canteen"}
    assert hung == [all_there, without, without, {}, all_there, all_there]
    assert "the screen 'DP-2' is not there for the wall 'canteen'" in run.stderr


def test_a_window_that_has_no_room_on_its_screen_takes_all_the_room_there_is(fonts, qtbot, hands):
    """Qt's screen without a display is 800 by 800: smaller than a wall usually is."""
    from ui.walls.screens import Manner, Walls

    it = Walls(Manner(windowed=True), clock=lambda: hands.at, awake=lambda: hands.awake)
    try:
        it.show(from_mapping({}))
        (wall,) = it.windows.values()
        qtbot.waitExposed(wall)
        assert wall.isMaximized()
        assert wall.screen().availableGeometry().contains(wall.frameGeometry())
    finally:
        it.close()


def test_a_wall_beside_a_window_of_ours_takes_no_keys_from_it(fonts, qtbot, hands):
    from PySide6.QtWidgets import QApplication, QWidget

    from ui.walls.screens import Manner, Walls

    desk = QWidget()
    qtbot.addWidget(desk)
    desk.show()
    with qtbot.waitActive(desk):
        desk.activateWindow()
    for beside in (True, False):
        it = Walls(Manner(beside=beside), clock=lambda: hands.at, awake=lambda: hands.awake)
        try:
            it.show(from_mapping({}))
            (wall,) = it.windows.values()
            qtbot.waitExposed(wall)
            assert wall.isFullScreen()
            wall.showNormal()  # by somebody else
            wall.tick()
            assert wall.isFullScreen()
            front = desk if beside else wall
            qtbot.waitUntil(lambda front=front: QApplication.activeWindow() is front)
        finally:
            it.close()


def strip(walls):
    (wall,) = walls.windows.values()
    wall.tick()
    wall.grab()
    return sentence(wall.strip)


def test_while_it_starts_a_wall_says_that_and_not_that_numbers_are_missing(walls, hands):
    walls.show(from_mapping({}))
    walls.recall(snapshots.busy())
    hands.go(30)
    assert "Starting" in strip(walls)
    assert "No new numbers" not in strip(walls)
    walls.show_snapshot(snapshots.busy())
    hands.go(60)  # the second poll is late, on a slow machine
    assert "Starting" in strip(walls)
    assert all(wall.look.faded for wall in walls.windows.values())
    hands.go(61)
    assert "No new numbers since" in strip(walls)
    walls.show_snapshot(
        replace(snapshots.busy(), made_at=hands.at, next_poll_at=hands.at, polled_at=hands.at)
    )
    assert "Starting" not in strip(walls)
    hands.go(60)
    assert "No new numbers since" in strip(walls)


def test_a_wall_that_somebody_made_smaller_fills_its_screen_again(fonts, qtbot, hands):
    from ui.walls.screens import Manner, Walls

    it = Walls(Manner(), clock=lambda: hands.at, awake=lambda: hands.awake)
    try:
        it.show(from_mapping({}))
        (wall,) = it.windows.values()
        qtbot.waitExposed(wall)
        wall.setGeometry(20, 30, 400, 300)
        wall.tick()
        assert wall.geometry() == wall.screen().geometry()
        assert wall.isFullScreen()
    finally:
        it.close()


def test_a_black_wall_shows_no_sentence_and_no_page_is_missed_on_it(walls, hands):
    from tests.ui import voices

    walls.show(from_mapping({"screen": {"pages": ["voice", "team"], "off": {"daily": "24h"}}}))
    walls.show_snapshot(voices.usual_day())
    (wall,) = walls.windows.values()
    assert wall.dark
    assert walls.sentences(0.0) == ()
    for _ in range(90):  # a page that was not drawn would be logged, and fail the test
        hands.go(1)
        wall.tick()
