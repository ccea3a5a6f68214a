"""Whose turn it is: by the time of day and the list alone."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from dashboard.voice.turns import TURN, ahead, in_turn, slot

AT = datetime(2026, 11, 28, 17, 0, 5, tzinfo=UTC)


def first_of(keys, turns):
    return [in_turn(keys, turn)[0] for turn in turns]


def test_nobody_has_a_turn_where_there_is_nobody():
    assert in_turn((), 7) == ()


@pytest.mark.parametrize("many", [1, 2, 3, 5, 7, 12, 40])
def test_each_has_one_turn_in_a_round_and_none_two_in_a_row(many):
    keys = [str(index) for index in range(many)]
    for round_ in range(5):
        assert sorted(first_of(keys, range(round_ * many, (round_ + 1) * many))) == sorted(keys)
    if many > 1:
        assert all(one != other for one, other in pairwise(first_of(keys, range(10 * many))))


@pytest.mark.parametrize("many", range(2, 13))
def test_a_page_that_comes_back_every_seven_minutes_meets_all_of_them_soon(many):
    """The usual playlist is 14 pages of 30 s, that is 35 turns, of which the page Voice has ten: within 21 minutes."""
    keys = [str(index) for index in range(many)]
    seen = [turn for turn in range(35 * 3) if turn % 35 in {5, 6, 7, 12, 13, 14, 20, 21, 22, 27}]
    assert set(first_of(keys, seen)) == set(keys)


def test_those_that_follow_stand_in_for_the_one_whose_turn_it_is():
    assert in_turn("abcd", 1) == ("b", "c", "d", "a")


def test_a_turn_begins_at_the_same_instant_everywhere():
    assert ahead(AT) == pytest.approx(7.0)
    assert slot(AT) + 1 == slot(AT + timedelta(seconds=7)) == slot(AT + timedelta(seconds=7 + TURN - 0.01))
