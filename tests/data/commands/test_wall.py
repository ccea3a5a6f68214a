"""What the wall's command line may say of its screen and its speed."""

from argparse import Namespace

import pytest

from dashboard.problems import Problem
from dashboard.settings import from_mapping
from data.commands.wall import REPLAY_SPEED, must_be_there, speed

TWO = from_mapping({"screens": {"hall": {"output": "HDMI-1"}, "canteen": {}}})


def given(**said):
    return Namespace(
        **{"demo": None, "replay": None, "speed": None, "screen": None, "screenshot": None} | said
    )


def test_a_demo_and_a_replay_have_a_speed_of_their_own_unless_one_is_said():
    assert speed(given()) == speed(given(demo="storm")) == 1.0
    assert speed(given(replay="2026-11-20")) == REPLAY_SPEED
    assert speed(given(replay="2026-11-20", speed=1.0)) == 1.0
    assert speed(given(demo="storm", speed=0.0)) == 0.0


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"speed": 3.0}, "--speed 3: goes with --demo or --replay"),
        ({"speed": 0.0, "replay": "2026-11-20"}, "--speed 0: a replay goes on"),
    ],
)
def test_a_speed_of_nothing_is_said_to_be_none(said, why):
    with pytest.raises(Problem, match=why):
        speed(given(**said))


def test_a_screen_of_the_settings_may_be_waited_for_and_any_other_must_be_there():
    assert must_be_there(given(), TWO) == ""
    assert must_be_there(given(screen="hall"), TWO) == must_be_there(given(screen="HDMI-1"), TWO) == ""
    assert must_be_there(given(screen="nope"), TWO) == "nope"
    assert must_be_there(given(screen="1"), TWO) == "1"


def test_a_picture_is_of_a_screen_of_the_settings():
    assert must_be_there(given(screen="hall", screenshot="x.png"), TWO) == ""
    with pytest.raises(Problem, match=r"--screen 9: .* there are: hall, canteen"):
        must_be_there(given(screen="9", screenshot="x.png"), TWO)
    with pytest.raises(Problem, match="there are: none"):
        must_be_there(given(screen="9", screenshot="x.png"), from_mapping({}))
