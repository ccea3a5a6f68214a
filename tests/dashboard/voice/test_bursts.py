"""A topic bursts when far more customers than usual write about it, and rests when an hour has been near the usual."""

from zoneinfo import ZoneInfo

import numpy as np
import pytest

from dashboard.measure.storm import Watch, at_least
from dashboard.voice.bursts import bursts, counts_by_clock, hourly, mentions, usual_at, watched

OSLO, UTC = ZoneInfo("Europe/Oslo"), ZoneInfo("UTC")
BEGIN = 1_795_521_600.0  # 24 November 2026, 12:00 UTC, a full minute


def always(per_hour):
    return usual_at((per_hour,) * 96, UTC)


def at_minutes(*minutes):
    return BEGIN + 60.0 * np.sort(np.array(minutes, dtype=float))


def after(minutes, said, usual, before=None):
    return watched(before or {}, BEGIN + 60.0 * minutes, said, usual, BEGIN)


def test_one_customer_who_writes_ten_times_is_one_mention():
    assert mentions([0.0, 60.0, 120.0], ["a", "a", "a"]).tolist() == [0.0]
    assert mentions([0.0, 60.0, 120.0], ["a", "b", "a"]).tolist() == [0.0, 60.0]


def test_a_customer_who_comes_back_after_an_hour_counts_anew():
    assert mentions([0.0, 3599.0, 3600.0], ["a", "a", "a"]).tolist() == [0.0, 3600.0]


def test_ten_customers_in_an_hour_where_one_is_usual_are_a_burst():
    # 9 or more where 1 is usual come with 1.1e-6, 10 or more with 1.1e-7
    assert at_least(9, 1) > 1e-6 > at_least(10, 1)
    said = {"invoice": at_minutes(*range(1, 11))}
    assert after(9, said, {"invoice": always(1)})["invoice"].since is None
    now = after(10, said, {"invoice": always(1)})
    (burst,) = bursts(now, BEGIN + 600, said, {"invoice": always(1)})
    assert (burst.topic, burst.customers, burst.usual, burst.times) == ("invoice", 10, 1, 10)
    assert burst.since.timestamp() == BEGIN + 600


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
    assert bursts(after(60, said, {}), BEGIN + 3600, said, {}) == ()


def test_a_topic_of_which_nothing_is_said_any_more_is_forgotten_when_it_has_calmed_down():
    usual = {"invoice": always(1)}
    now = after(10, {"invoice": at_minutes(*range(1, 11))}, usual)
    assert now["invoice"].since is not None
    assert after(60, {}, usual, now) == {}
    assert after(39, {}, usual, now)["invoice"] == Watch(BEGIN + 39 * 60, BEGIN + 600, BEGIN + 11 * 60)


def test_the_greatest_burst_comes_first():
    said = {"a": at_minutes(*range(1, 31)), "b": at_minutes(*range(1, 21))}
    usual = {"a": always(3), "b": always(1)}
    assert [burst.topic for burst in bursts(after(30, said, usual), BEGIN + 1800, said, usual)] == ["b", "a"]


def test_what_is_usual_is_the_mean_hour_of_past_days_and_a_little_more():
    even = hourly([(2,) * 96] * 7)  # eight an hour, each day
    assert even == pytest.approx((8 + 0.5 / 7,) * 96)
    assert hourly([(0,) * 96] * 10) == pytest.approx((0.05,) * 96)


def test_what_is_usual_follows_the_clock():
    noon = tuple(4 if quarter == 48 else 0 for quarter in range(96))  # four between 12:00 and 12:15
    usual = hourly([noon] * 4)
    assert max(range(96), key=usual.__getitem__) in {48, 49, 50, 51}
    assert usual[20] == pytest.approx(0.125)
    assert usual_at(usual, OSLO)(BEGIN).hour == usual[52]  # 13:00 in Oslo


def test_a_day_is_counted_by_the_quarters_of_the_clock():
    counts = counts_by_clock([BEGIN, BEGIN + 899, BEGIN + 900], OSLO)
    assert (counts[52], counts[53], sum(counts)) == (2, 1, 3)
