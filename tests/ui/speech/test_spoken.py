"""Numbers as people say them."""

from datetime import UTC, datetime

import pytest

from ui.speech.language import speaking
from ui.speech.spoken import (
    balance,
    briefly,
    clock,
    duration,
    figures,
    moment,
    number,
    past,
    percent,
    short_of,
    shorter,
)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, "–"), (0, "0 s"), (44.6, "45 s"), (59.4, "59 s"), (59.5, "1 min"), (90, "2 min"), (720, "12 min"),
        (3569, "59 min"), (3570, "1 h"), (3720, "1 h 02"), (6000, "1 h 40"), (18_720, "5 h 12"), (86_369, "23 h 59"),
        (86_370, "1 d"), (273_600, "3 d 4 h"), (259_200, "3 d"), (-3, "0 s"),
    ],
)  # fmt: skip
def test_a_duration(seconds, said):
    assert duration(seconds).replace("\N{NO-BREAK SPACE}", " ") == said


def test_figures_and_units_are_apart():
    assert figures(6000) == (("1", "h"), ("40", ""))
    assert figures(None) == (("–", ""),)


@pytest.mark.parametrize(
    ("seconds", "limit", "said"),
    [
        (601, 600, "11 min"), (629.9, 600, "11 min"), (640, 600, "11 min"), (580, 570, "11 min"), (44.2, 44, "45 s"),
        (59.2, 59, "1 min"), (3601, 3600, "1 h 01"), (86_371, 86_370, "1 d 1 h"), (90_001, 90_000, "1 d 2 h"),
    ],
)  # fmt: skip
def test_what_is_over_a_limit_is_not_said_as_the_limit(seconds, limit, said):
    assert duration(past(seconds, limit)).replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize(
    ("share", "said"), [(0.6499, "64%"), (0.645, "64%"), (0.64, "64%"), (0.29, "29%"), (0, "0%")]
)
def test_what_is_under_a_goal_is_not_said_as_the_goal(share, said):
    assert percent(short_of(share, 0.65)).replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize(
    ("share", "said"), [(None, "–"), (0, "0%"), (0.654, "65%"), (0.655, "66%"), (1, "100%")]
)
def test_a_share(share, said):
    assert percent(share).replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize(
    ("value", "said"), [(None, "–"), (-0.178, "−18"), (0.07, "+7"), (0.004, "0"), (-1, "−100")]
)
def test_a_balance_has_its_sign(value, said):
    assert balance(value) == said


def test_thousands_are_set_apart():
    assert number(1204) == "1,204"


def test_a_clock_is_local():
    assert clock(datetime(2026, 7, 1, 7, 42, tzinfo=UTC), "Europe/Oslo") == "09:42"
    assert clock(datetime(2026, 12, 1, 8, 42, tzinfo=UTC), "Europe/Oslo") == "09:42"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 11, 17, 8, 42, tzinfo=UTC), "09:42"),
        (datetime(2026, 11, 16, 8, 42, tzinfo=UTC), "Mon 09:42"),
        (datetime(2026, 11, 3, 8, 42, tzinfo=UTC), "3 Nov 09:42"),
    ],
)
def test_a_moment_says_its_day_when_that_is_another(at, said):
    found = moment(at, datetime(2026, 11, 17, 13, 0, tzinfo=UTC), "Europe/Oslo")
    assert found.replace("\N{NO-BREAK SPACE}", " ") == said


def test_a_duration_has_ever_shorter_ways():
    with speaking("nb"):
        assert shorter(4200) == ((("1", "t"), ("10", "min")), (("1", "t"), ("10", "")), (("1", "t"),))
        assert shorter(273_600) == ((("3", "d"), ("4", "t")), (("3", "d"),))
        assert shorter(45) == (figures(45),)
        assert shorter(None) == (figures(None),)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(4200, "1 t 10"), (45, "45 s"), (720, "12 min"), (3600, "1 t"), (273_600, "3 d 4 t"), (None, "–")],
)
def test_a_narrow_column_has_no_unit_of_minutes(seconds, said):
    with speaking("nb"):
        assert briefly(seconds).replace("\N{NO-BREAK SPACE}", " ") == said
