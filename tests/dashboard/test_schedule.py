"""When the next poll comes."""

import pytest

from dashboard.problems import Refused, Unreachable, Unreadable
from dashboard.schedule import delay


def test_after_a_good_poll_comes_the_interval_and_up_to_a_tenth():
    assert delay(30, None, 0, 0.0) == 30
    assert delay(30, None, 0, 1.0) == pytest.approx(33)


def test_the_first_fill_does_not_wait():
    assert delay(30, None, 0, 0.0, filling=True) < 1


def test_nobody_there_is_probed_once_an_interval_so_that_the_wall_is_back_within_one():
    assert [delay(30, Unreachable("refused"), tries, 0.0) for tries in (1, 2, 50)] == [30, 30, 30]


def test_an_answer_that_says_no_doubles_the_pause_to_a_ceiling():
    pauses = [delay(30, Refused("server_error"), tries, 0.0) for tries in (1, 2, 3, 4, 5, 500)]
    assert pauses == [30, 60, 120, 240, 300, 300]


@pytest.mark.parametrize(("asked", "kept"), [(5, 30), (120, 120), (1e9, 900)])
def test_a_retry_after_is_kept_between_the_interval_and_a_quarter_of_an_hour(asked, kept):
    assert delay(30, Refused("rate_limited", retry_after=asked), 1, 0.0) == kept


def test_it_never_comes_early():
    for problem in (None, Unreachable("dns"), Refused("rate_limited"), Unreadable("not_json")):
        assert all(delay(30, problem, 1, draw) >= 30 for draw in (0, 0.5, 1))


def test_an_interval_above_the_ceiling_stays():
    assert delay(900, Refused("unauthorised"), 9, 0.0) == 900


@pytest.mark.parametrize(("asked", "kept"), [(0, 30), (20, 30), (55, 55), (1e9, 900)])
def test_an_inbox_that_wants_to_be_let_alone_though_the_poll_went_well_is(asked, kept):
    assert delay(30, None, 0, 0.0, pause=asked) == kept
    assert delay(30, None, 0, 0.0, filling=True, pause=55) == 55
