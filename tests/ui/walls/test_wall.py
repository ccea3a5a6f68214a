"""The wall in time: ages, old numbers, trouble, the shift against burnt-in edges."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor

from tests.ui import snapshots
from tests.ui.reading import sentence, tiles
from ui.drawing.theme import load
from ui.walls.wall import SHIFT_EVERY_TICKS, SHIFT_STEPS


def pixels(wall, box=None):
    """The colours of a grid of pixels, without repeats."""
    image = wall.grab(box or wall.rect()).toImage()
    return {
        image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)
    }


def test_the_age_counts_by_the_walls_own_clock(hang, hands):
    wall = hang(snapshots.busy())
    assert "12 s old next in 18 s" in sentence(wall.strip)
    hands.go(10)
    wall.tick()
    wall.grab()
    assert "22 s old next in 8 s" in sentence(wall.strip)


def test_the_clock_ticks_only_while_the_wall_is_seen(hang, qtbot):
    wall = hang(snapshots.busy())
    assert wall._timer.isActive()
    wall.hide()
    assert not wall._timer.isActive()


def test_numbers_that_are_not_renewed_turn_grey_and_say_so(hang, hands):
    wall = hang(snapshots.busy())
    hands.go(300)
    wall.tick()
    wall.grab()
    assert wall.look.faded
    assert "No new numbers since 14:32" in sentence(wall.strip)
    assert "numbers 5 min old" in sentence(wall.strip)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_an_old_picture_has_no_colour(hang, theme):
    wall = hang(snapshots.trouble(), theme=theme)
    for colour in pixels(wall.page):
        it = QColor(colour)
        assert max(it.red(), it.green(), it.blue()) - min(it.red(), it.green(), it.blue()) <= 24


def test_in_trouble_the_strip_says_since_when_and_why_and_stays_lit(hang):
    wall = hang(snapshots.trouble())
    assert sentence(wall.strip) == (
        "14:32 No contact since 09:42 numbers 4 h 51 old next try in 18 s "
        "Nobody answers at the inbox's address. Is the server running?"
    )
    assert load("dark").roles["bad"] in pixels(wall.strip)


def test_a_demo_at_a_time_of_its_own_speaks_of_that_time_in_trouble_too(hang):
    it = snapshots.trouble()
    polled = it.polled_at + timedelta(hours=3)  # by the demo's clock
    wall = hang(replace(it, demo=True, reading=replace(it.reading, at=polled)))
    assert "17:32 No contact since 12:42 numbers 4 h 51 old" in sentence(wall.strip)


def test_the_page_makes_room_for_what_must_be_said_and_takes_it_back(hang):
    wall = hang(snapshots.busy())
    before = wall.page.height()
    wall.show_snapshot(snapshots.trouble())
    assert wall.page.height() < before
    assert wall.page.geometry().bottom() <= wall.strip.geometry().top()
    wall.show_snapshot(snapshots.busy())
    assert wall.page.height() == before


def test_colours_come_back_with_new_numbers(hang):
    wall = hang(snapshots.trouble())
    wall.show_snapshot(snapshots.storm())
    assert load("dark").roles["bad"] in pixels(wall.page)


def test_a_picture_of_an_earlier_run_is_grey_with_its_age(hang, hands):
    wall = hang()
    wall.recall(
        replace(
            snapshots.busy(), polled_at=hands.at - timedelta(hours=3), made_at=hands.at - timedelta(hours=3)
        )
    )
    wall.grab()
    assert wall.look.faded
    assert "numbers 3 h old" in sentence(wall.strip)
    assert sentence(tiles(wall)["queue"]).startswith("Queue now ↑ 2 in 1 h 23")


def test_the_first_fill_after_it_keeps_the_picture_and_shows_how_far_it_is(hang):
    wall = hang()
    wall.recall(snapshots.busy())
    wall.show_snapshot(snapshots.first_fill())
    wall.grab()
    assert wall.look.faded
    assert "Reading conversations: 271 of 812" in sentence(wall.strip)
    assert "23" in sentence(tiles(wall)["queue"])
    assert wall.strip.shown.progress == pytest.approx(271 / 812)


def test_a_storm_stands_in_the_strip_of_any_page_as_long_as_it_lasts(hang):
    wall = hang(snapshots.storm())
    assert "Storm since 09:02: 141 waits an hour, 4 × usual" in sentence(wall.strip)
    assert ("diamond", "bad") in wall.strip.marks
    wall.show_snapshot(snapshots.busy())
    wall.grab()
    assert "Storm" not in sentence(wall.strip)


def test_the_demo_says_that_it_is_one(hang):
    assert "DEMO" in sentence(hang(snapshots.noticed()).strip)
    assert "DEMO" not in sentence(hang(snapshots.busy()).strip)


def test_the_picture_moves_a_little_every_few_minutes_and_comes_back(hang):
    wall = hang(snapshots.busy())
    places = []
    for _ in range(len(SHIFT_STEPS) * SHIFT_EVERY_TICKS):
        wall.tick()
        places.append((wall.page.x(), wall.page.y()))
    assert len(set(places)) == len(SHIFT_STEPS)
    assert max(x for x, _ in places) - min(x for x, _ in places) <= wall.plan.sizes.em * 0.2


def test_no_shift_shows_the_edge_of_the_strip(hang):
    wall = hang(snapshots.trouble())
    bad = load("dark").roles["bad"]
    for _ in range(len(SHIFT_STEPS)):
        for _ in range(SHIFT_EVERY_TICKS):
            wall.tick()
        image = wall.grab().toImage()
        corners = [(0, image.height() - 1), (image.width() - 1, image.height() - 1)]
        assert [image.pixelColor(*corner).name() for corner in corners] == [bad, bad]


def test_full_screen_is_taken_again(hang):
    wall = hang(snapshots.busy())
    wall.full_screen = True
    wall.tick()
    assert wall.isFullScreen()


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Q, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_a_key_ends_it(hang, qtbot, key, modifier):
    wall = hang(snapshots.busy())
    wall.activateWindow()
    qtbot.keyClick(wall, key, modifier)
    assert not wall.isVisible()


class Grounds(QObject):
    """How much of a wall's ground is painted."""

    def __init__(self, wall):
        super().__init__()
        self.boxes = []
        wall.installEventFilter(self)

    def eventFilter(self, _, event):  # noqa: N802  (Qt calls it)
        if event.type() == QEvent.Type.Paint:
            self.boxes.append(event.region().boundingRect())
        return False


def test_the_ground_is_painted_in_one_go_when_most_tiles_change_and_under_one_tile_when_one_does(hang, qtbot):
    wall = hang(snapshots.busy())
    seen = Grounds(wall)
    wall.show_snapshot(snapshots.storm())
    qtbot.waitUntil(lambda: wall.rect() in seen.boxes)
    wall.show_snapshot(snapshots.busy())
    qtbot.waitUntil(lambda: len(seen.boxes) > 1)
    seen.boxes.clear()
    day = snapshots.busy()
    wall.show_snapshot(replace(day, agents=snapshots.agents(3)))
    qtbot.waitUntil(lambda: bool(seen.boxes))
    assert wall.rect() not in seen.boxes
