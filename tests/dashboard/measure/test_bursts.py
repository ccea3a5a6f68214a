"""A topic bursts when far more customers than usual write about it, and rests when an hour has been near the usual."""

from zoneinfo import ZoneInfo

import numpy as np
import pytest

from dashboard.measure.bursts import hourly, usual_at, watched
from dashboard.measure.storm import Watch, at_least

OSLO, UTC = ZoneInfo("Europe/Oslo"), ZoneInfo("UTC")
BEGIN = 1_795_521_600.0  # 24 November 2026, 12:00 UTC, a full minute


def always(per_hour):
    return usual_at((per_hour,) * 96, UTC)


def at_minutes(*minutes):
    return BEGIN + 60.0 * np.sort(np.array(minutes, dtype=float))


def after(minutes, said, usual, before=None):
    return watched(before or {}, BEGIN + 60.0 * minutes, said, usual, BEGIN)


def test_ten_customers_in_an_hour_where_one_is_usual_are_a_burst():
    # 9 or more where 1 is usual come with 1.1e-6, 10 or more with 1.1e-7
    assert at_least(9, 1) > 1e-6 > at_least(10, 1)
    said = {"invoice": at_minutes(*range(1, 11))}
    assert after(9, said, {"invoice": always(1)})["invoice"].since is None
    now = after(10, said, {"invoice": always(1)})
    assert now["invoice"].since == BEGIN + 600


def test_four_are_no_burst_however_rare_they_are_and_five_are():
    said = {"roaming": at_minutes(1, 2, 3, 4, 5)}
    usual = {"roaming": always(0.01)}
    assert after(4, said, usual)["roaming"].since is None
    assert after(5, said, usual)["roaming"].since is not None


def test_much_is_at_least_two_and_a_half_times_the_usual():
    # 160 where 80 are usual: chance doesn't bring it, but it is only twice as much
    assert at_least(160, 80) < 1e-6
    said = {"tv": at_minutes(*np.linspace(0.1, 59, 160))}
    assert after(59, said, {"tv": always(80)})["tv"].since is None
    assert after(59, said, {"tv": always(60)})["tv"].since is not None


def test_a_quarter_of_an_hour_alone_says_nothing_of_a_topic():
    # 14 in a quarter where 20 an hour are usual would be a storm of waits
    said = {"tv": at_minutes(*np.linspace(0.1, 10, 14))}
    assert after(15, said, {"tv": always(20)})["tv"].since is None


def test_it_ends_when_the_hour_has_stayed_near_the_usual_for_half_an_hour():
    said = {"invoice": at_minutes(*range(1, 21))}  # none in the hour from minute 80 on, 14 at minute 66
    usual = {"invoice": always(2)}  # near is below 3: two are left at minute 78
    assert after(78 + 29, said, usual)["invoice"].since is not None
    assert after(78 + 30, said, usual)["invoice"].since is None


def test_it_does_not_matter_when_the_inbox_was_asked():
    said = {"invoice": at_minutes(*range(1, 21))}
    usual = {"invoice": always(1)}
    parts = {}
    for minute in (7, 7.5, 11, 40, 90):
        parts = after(minute, said, usual, parts)
    assert parts == after(90, said, usual)


def test_where_nothing_is_known_of_past_days_nothing_is_said():
    said = {"invoice": at_minutes(*range(1, 60))}
    assert after(60, said, {})["invoice"].since is None


def test_a_topic_of_which_nothing_is_said_any_more_is_forgotten_when_it_has_calmed_down():
    usual = {"invoice": always(1)}
    now = after(10, {"invoice": at_minutes(*range(1, 11))}, usual)
    assert now["invoice"].since is not None
    assert after(60, {}, usual, now) == {}
    assert after(39, {}, usual, now)["invoice"] == Watch(BEGIN + 39 * 60, BEGIN + 600, BEGIN + 11 * 60)


def test_what_is_usual_is_the_mean_of_past_days_and_a_little_more():
    assert hourly([(8,) * 96] * 7) == pytest.approx((8 + 0.5 / 7,) * 96)
    assert hourly([(0,) * 96] * 10) == pytest.approx((0.05,) * 96)


def test_what_is_usual_follows_the_clock_and_leaves_out_what_it_did_not_read():
    noon = tuple(4.0 if quarter == 48 else None if quarter == 10 else 0.0 for quarter in range(96))
    usual = hourly([noon] * 4)
    assert [round(usual[quarter], 3) for quarter in (45, 46, 48, 50, 51)] == [
        0.125,
        0.925,
        0.925,
        0.925,
        0.125,
    ]
    assert usual[10] == pytest.approx(0.5)
    assert usual_at(usual, OSLO)(BEGIN - 3600).hour == usual[48]  # 12:00 in Oslo
