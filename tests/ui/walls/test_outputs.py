"""Which wall stands on which screen when screens go, come back and change their order."""

import pytest

from dashboard.problems import Problem
from ui.walls.outputs import Output, asked_for, homes, standing

HALL, CANTEEN, DESK = Output("HDMI-1", "TV", "A1"), Output("DP-1", "TV", "B2"), Output("DP-2", "Panel")


def settled(wanted, *times):
    """Where the walls stand after each time, by the names of plugs; what is free is worked out in order."""
    belong, found = {}, []
    for outputs in times:
        belong = homes(wanted, outputs, belong)
        found.append({name: it.name for name, it in standing(wanted, belong, outputs).items()})
    return found


def test_a_wall_stands_where_its_owner_says_by_name_serial_or_number():
    wanted = {"a": "DP-1", "b": "A1", "c": "2"}
    assert settled(wanted, (HALL, CANTEEN, DESK)) == [{"a": "DP-1", "b": "HDMI-1", "c": "DP-2"}]


def test_the_others_take_what_is_left_each_its_own():
    wanted = {"a": "", "b": "HDMI-1", "c": ""}
    assert settled(wanted, (HALL, CANTEEN, DESK)) == [{"b": "HDMI-1", "a": "DP-1", "c": "DP-2"}]


def test_two_of_the_same_make_are_told_by_their_serials():
    assert settled({"a": "B2", "b": "A1"}, (HALL, CANTEEN)) == [{"a": "DP-1", "b": "HDMI-1"}]
    assert settled({"a": "TV", "b": "TV"}, (HALL, CANTEEN)) == [{"a": "HDMI-1", "b": "DP-1"}]


def test_a_screen_that_goes_takes_its_wall_with_it_and_brings_it_back():
    for wanted in ({"a": "", "b": ""}, {"a": "0", "b": "1"}, {"a": "HDMI-1", "b": "DP-1"}):
        before, without, after = settled(wanted, (HALL, CANTEEN), (CANTEEN,), (CANTEEN, HALL))
        assert without == {"b": "DP-1"}
        assert after == before == {"a": "HDMI-1", "b": "DP-1"}


def test_a_lone_wall_moves_to_another_screen_and_goes_home_again():
    places = settled({"": ""}, (HALL, CANTEEN), (CANTEEN,), (CANTEEN, HALL))
    assert [it[""] for it in places] == ["HDMI-1", "DP-1", "HDMI-1"]


def test_a_wall_that_asks_for_a_screen_that_is_not_there_waits_unless_no_other_is_seen():
    assert settled({"a": "gone", "b": ""}, (HALL, CANTEEN)) == [{"b": "HDMI-1"}]
    assert settled({"a": "gone"}, (HALL,), (HALL, Output("gone"))) == [{"a": "HDMI-1"}, {"a": "gone"}]
    assert settled({"": "7"}, (HALL,)) == [{"": "HDMI-1"}]


def test_without_any_screen_nothing_stands_anywhere():
    assert settled({"a": "", "b": "1"}, (), (HALL, CANTEEN)) == [{}, {"b": "DP-1", "a": "HDMI-1"}]


def test_more_walls_than_screens_never_share_one():
    (found,) = settled({"a": "", "b": "0", "c": "HDMI-1", "d": ""}, (HALL, CANTEEN))
    assert found == {"c": "HDMI-1", "a": "DP-1"}


def test_a_screen_is_asked_for_by_name_or_number_and_one_that_is_not_there_is_said_with_those_that_are():
    assert asked_for("DP-1", (HALL, CANTEEN)) == asked_for("1", (HALL, CANTEEN)) == CANTEEN
    with pytest.raises(
        Problem, match=r"--screen nope: there is no such screen; there are: 0 \(HDMI-1\), 1 \(DP-1\)"
    ):
        asked_for("nope", (HALL, CANTEEN))
    with pytest.raises(Problem, match="there are: none"):
        asked_for("0", ())
