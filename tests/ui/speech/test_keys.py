"""Somebody at the wall's keyboard, and the wall at night."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui import snapshots
from tests.ui.reading import outside, overlapping, sentence, texts, tiles
from ui.drawing.theme import contrast, lit, load
from ui.speech.keys import KEYS
from ui.walls.rotation import PAUSE_SECONDS

NIGHT = {"off": {"daily": "13:00-15:00"}, "dim": {"daily": "12:00-16:00"}, "dim_to": 40.0}
PLAYLIST = ("now", "team", "today")


def colours(wall):
    image = wall.grab().toImage()
    return {
        image.pixelColor(x, y).name() for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)
    }


def shown(wall):
    """The page and the theme, with its light."""
    return wall.page.page.name, wall.look.theme.name, wall.lights.brightness


def press(wall, *keys):
    for key in keys:
        QTest.keyClick(wall, key)


def test_t_turns_the_theme_and_d_the_light(hang):
    wall = hang(snapshots.busy(), dim_to=30)
    press(wall, Qt.Key.Key_T)
    assert shown(wall) == ("now", "light", 1.0)
    assert load("light").roles["ground"] in colours(wall)
    press(wall, Qt.Key.Key_D)
    assert shown(wall) == ("now", "light", 0.3)
    assert lit("light", 0.3).roles["ground"] in colours(wall)
    press(wall, Qt.Key.Key_T, Qt.Key.Key_D)
    assert shown(wall) == ("now", "dark", 1.0)


def test_n_and_the_arrows_turn_pages_also_while_something_holds_the_wall(hang, hands):
    wall = hang(snapshots.busy(), pages=PLAYLIST)
    press(wall, Qt.Key.Key_N)
    assert shown(wall)[0] == "team"
    press(wall, Qt.Key.Key_Right)
    assert shown(wall)[0] == "today"
    press(wall, Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert shown(wall)[0] == "now"
    wall.show_snapshot(snapshots.trouble())
    press(wall, Qt.Key.Key_N)
    assert shown(wall)[0] == "team"
    hands.go(31)
    wall.tick()
    assert shown(wall)[0] == "now"


def test_p_stays_on_a_page_says_so_and_goes_on(hang, hands):
    wall = hang(snapshots.busy(), pages=PLAYLIST)
    press(wall, Qt.Key.Key_P)
    hands.awake += 300
    wall.tick()
    wall.grab()
    assert shown(wall)[0] == "now"
    assert "Now, paused" in texts(wall.strip)
    press(wall, Qt.Key.Key_P)
    wall.grab()
    assert shown(wall)[0] == "team"
    assert "Team" in texts(wall.strip)


def test_a_wall_that_was_left_paused_goes_on_after_an_hour(hang, hands):
    wall = hang(snapshots.busy(), pages=PLAYLIST)
    press(wall, Qt.Key.Key_P)
    hands.awake += PAUSE_SECONDS + 1
    wall.tick()
    assert shown(wall)[0] == "team"


@pytest.mark.parametrize("screen", [{}, {"distance": 10.0}, {"size": (1080, 1920)}, {"size": (3840, 2160)}])
def test_a_question_mark_shows_the_keys_for_a_while(hang, screen):
    wall = hang(snapshots.busy(), **screen)
    press(wall, Qt.Key.Key_Question)
    assert wall.keys.isVisible()
    wall.keys.grab()
    assert [text for text in texts(wall.keys) if text in {each.written for each in KEYS}] == [
        each.written for each in KEYS
    ]
    assert wall.rect().contains(wall.keys.geometry())
    assert overlapping(wall.keys) == []
    assert outside(wall.keys) == []
    assert all(drawn.whole for drawn in wall.keys.drawn)
    wall.keys._enough.timeout.emit()
    assert not wall.keys.isVisible()


def test_every_key_of_the_table_is_one_deed(hang):
    keys = [key for each in KEYS for key in each.keys]
    assert len(keys) == len(set(keys))


def test_pages_are_shown_for_their_own_seconds(hang, hands):
    wall = hang(snapshots.busy(), pages=PLAYLIST, seconds=10, page_seconds={"now": 60.0})
    seen = []
    for _ in range(90):
        wall.tick()
        seen.append(shown(wall)[0])
        hands.awake += 1
    assert [seen.count(page) for page in PLAYLIST] == [70, 10, 10]


# ── Night ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_screen_that_is_off_is_black_and_nothing_else(hang):
    wall = hang(snapshots.busy(), **NIGHT)  # 14:32 in Oslo
    assert colours(wall) == {"#000000"}
    wall.tick()
    assert colours(wall) == {"#000000"}


def test_it_is_lit_again_when_its_hours_are_over_and_dims_by_the_clock(hang, hands):
    wall = hang(snapshots.busy(), **NIGHT)
    hands.go(28 * 60)  # 15:00
    wall.show_snapshot(snapshots.busy())
    assert shown(wall)[2] == 0.4
    assert lit("dark", 0.4).roles["ground"] in colours(wall)
    assert "Queue" in texts(tiles(wall)["queue"])
    hands.go(3600)
    wall.tick()
    assert shown(wall)[2] == 1.0


def test_a_storm_wakes_it_and_leaves_it_black_afterwards(hang):
    wall = hang(snapshots.busy(), **NIGHT)
    wall.show_snapshot(snapshots.storm())
    wall.grab()
    assert shown(wall)[2] == 0.4
    assert "Storm" in sentence(wall.strip)
    wall.show_snapshot(snapshots.busy())
    assert colours(wall) == {"#000000"}
    asleep = hang(snapshots.storm(), **NIGHT, storm_wakes=False)
    assert colours(asleep) == {"#000000"}


def test_any_key_lights_a_black_screen_and_does_nothing_else(hang):
    wall = hang(snapshots.busy(), pages=PLAYLIST, **NIGHT)
    press(wall, Qt.Key.Key_N)
    assert shown(wall) == ("now", "dark", 1.0)
    press(wall, Qt.Key.Key_N)
    assert shown(wall)[0] == "team"


def test_pages_turn_behind_a_black_screen_without_complaint(hang, hands):
    """What nobody can see is not drawn, and that is no fault of the page's."""
    wall = hang(snapshots.busy(), pages=PLAYLIST, **NIGHT)
    for _ in range(28 * 60 + 5):
        hands.go(1)
        wall.tick()
    wall.show_snapshot(snapshots.busy())
    for _ in range(5):
        hands.go(1)
        wall.tick()
        wall.grab()
    assert colours(wall) != {"#000000"}


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_dimmed_colours_give_so_much_of_the_light_and_stay_apart(theme):
    full, half = load(theme).roles, lit(theme, 0.5).roles
    from ui.drawing.theme import luminance

    for role in ("ground", "text", "bad"):
        assert luminance(half[role]) == pytest.approx(luminance(full[role]) / 2, abs=0.003)
    assert contrast(half["text"], half["ground"]) >= 7
    assert lit(theme, 1.0).roles == full
    assert set(lit(theme, 0.0).roles.values()) == {"#000000"}
