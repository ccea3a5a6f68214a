"""A storm takes the wall over and gives it back, and what its page then says."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui import snapshots, voices
from tests.ui.pages.test_pages import go
from tests.ui.reading import sentence, tiles

PLAYLIST = ("now", "team", "today")


def hung(hang, **said):
    return hang(snapshots.busy(), pages=PLAYLIST, storm_pages=("storm",), **said)


def test_a_storm_takes_the_wall_over_and_gives_it_back_to_a_whole_turn_of_now(hang, hands):
    wall = hung(hang)
    assert go(wall, hands, 35) == ["now", "team"]
    assert go(wall, hands, 300, snapshots.storm()) == ["storm"]
    assert go(wall, hands, 32)[:2] == ["now", "team"]


def test_a_playlist_of_its_own_turns_while_it_storms(hang, hands):
    wall = hang(snapshots.storm(), pages=PLAYLIST, storm_pages=("storm", "voice"))
    assert go(wall, hands, 95, snapshots.storm()) == ["storm", "voice", "storm", "voice"]


def test_a_wall_may_keep_to_its_pages(hang, hands):
    wall = hang(snapshots.storm(), pages=PLAYLIST, storm_pages=())
    assert go(wall, hands, 95, snapshots.storm()) == ["now"]


def test_old_numbers_are_no_storm(hang, hands):
    wall = hung(hang)
    wall.show_snapshot(replace(snapshots.trouble(), storm=snapshots.storm().storm))
    assert wall.page.page.name == "now"


def test_a_hand_at_the_wall_may_look_at_another_page_for_one_turn(hang, hands):
    wall = hung(hang)
    wall.show_snapshot(snapshots.storm())
    assert wall.page.page.name == "storm"
    QTest.keyClick(wall, Qt.Key.Key_N)
    assert wall.page.page.name == "team"
    assert go(wall, hands, 40, snapshots.storm()) == ["team", "storm"]


def test_a_pause_does_not_hold_a_storm_back(hang):
    wall = hung(hang)
    QTest.keyClick(wall, Qt.Key.Key_P)
    wall.show_snapshot(snapshots.storm())
    assert wall.page.page.name == "storm"


def test_a_storms_page_that_fails_gives_way_to_now(hang, hands, logs):
    logs.expect("the page storm can't be shown; back to now")
    wall = hung(hang)

    def broken(_):
        raise RuntimeError("a fault in a panel")

    wall.stage.views["storm"].panels["surge"].part = broken
    wall.show_snapshot(snapshots.storm())
    assert wall.page.page.name == "now"


def test_what_storms_since_when_how_it_goes_on_and_what_we_answer(hang):
    wall = hang(voices.stated_storm(), pages=("now",), storm_pages=("storm",))
    said = {name: sentence(panel) for name, panel in tiles(wall).items()}
    assert said["surge"].startswith("Storm since 09:02 141 an hour 4 × 34 usually an hour")
    assert said["surge_day"].startswith("Waits begun last 60 min 141")
    assert "usually 34" in said["surge_day"]
    assert said["outlook"].startswith(
        "Queue in 1 h, estimate 268 waiting 56 needed to hold 79 to catch up in 2 h"
    )
    assert said["causes"].startswith("About")
    assert "Pay-per-view" in said["causes"]
    assert ("diamond", "bad") in tiles(wall)["causes"].marks
    assert said["statements"].startswith("We say now")
    assert said["vitals"].startswith("Queue 143 very late longest wait 5 h 12")
    assert "Storm since" not in said["strip"]


def test_without_a_storm_it_says_so(hang):
    wall = hang(snapshots.busy(), pages=("storm",))
    said = {name: sentence(panel) for name, panel in tiles(wall).items()}
    assert said["surge"].startswith("Storm none 38 an hour")
    assert tiles(wall)["surge"].marks == ()


def test_before_all_is_read_everything_is_a_dash(hang):
    wall = hang(snapshots.first_fill(), pages=("storm",))
    said = {name: sentence(panel) for name, panel in tiles(wall).items()}
    assert said["outlook"].startswith("Queue in 1 h, estimate –")
    assert "0" not in said["surge"] + said["outlook"]


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "estimate"), ("nb", "anslag"), ("nn", "anslag"), ("sv", "skattat"), ("da", "skøn")],
)
def test_the_forecast_says_that_it_is_one_in_every_language(hang, language, word):
    wall = hang(snapshots.storm(), pages=("storm",), language=language)
    assert word in sentence(tiles(wall)["outlook"])
