"""A storm begins when chance does not bring so many waits, and ends when an hour has been near the usual."""

import math
from datetime import UTC, datetime
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.measure.storm import CALM, Usual, Watch, at_least, storm, storms, watch

BEGIN = datetime(2026, 11, 21, 18, tzinfo=UTC).timestamp()  # a full minute
HOUR = 3600.0


def at_minutes(*minutes):
    return BEGIN + 60.0 * np.sort(np.array(minutes, dtype=float))


def steadily(per_hour, first, last):
    """Waits at an even distance between two minutes, each in the middle of its stretch."""
    step = 60 / per_hour
    return [first + step * (n + 0.5) for n in range(int((last - first) / step))]


def always(per_hour):
    return lambda _at: Usual(per_hour / 4, per_hour)


def unknown(_at):
    return None


def judged(begun, usual, minutes):
    return watch(Watch(BEGIN), BEGIN + 60.0 * minutes, begun, usual)


# ── Chance ───────────────────────────────────────────────────────────────────────────────────────────


def plainly(count, mean):
    """The definition, summed term by term: fine as long as the numbers are small."""
    return 1.0 - math.fsum(math.exp(-mean) * mean**n / math.factorial(n) for n in range(count))


@pytest.mark.parametrize(("count", "mean"), [(1, 0.5), (3, 3.0), (10, 3.0), (5, 9.0), (20, 12.5), (40, 30.0)])
def test_the_chance_of_a_count_is_the_sum_of_the_chances_of_all_that_reach_it(count, mean):
    assert at_least(count, mean) == pytest.approx(plainly(count, mean), rel=1e-9)


def test_at_least_none_is_certain_and_any_is_impossible_where_none_ever_come():
    assert at_least(0, 3.0) == 1.0
    assert at_least(0, 0.0) == 1.0
    assert at_least(1, 0.0) == 0.0


def test_the_chance_is_exact_far_out_and_among_large_numbers():
    assert at_least(1, 1e-9) == pytest.approx(1e-9, rel=1e-6)  # 1 - exp(-1e-9)
    assert at_least(30, 1.0) == pytest.approx(math.exp(-1) / math.factorial(30) * 1.0333, rel=1e-3)
    assert at_least(100_000, 100_000.0) == pytest.approx(0.5004, abs=1e-3)
    assert at_least(5000, 10.0) == 0.0  # less than the smallest number there is, and no overflow on the way


@given(st.integers(0, 300), st.floats(0, 300))
def test_the_chance_is_a_chance_and_falls_with_the_count(count, mean):
    here, further = at_least(count, mean), at_least(count + 1, mean)
    assert 0.0 <= further <= here <= 1.0 + 1e-12


# ── Begin ────────────────────────────────────────────────────────────────────────────────────────────


def test_ten_in_a_quarter_of_an_hour_where_one_is_usual_are_a_storm():
    begun = at_minutes(*range(1, 11))
    assert judged(begun, always(4), 9).since is None  # nine of them
    assert judged(begun, always(4), 10).since == BEGIN + 600


def test_nine_are_no_storm_however_rare_they_are():
    assert judged(at_minutes(*range(1, 10)), always(0.01), 60).since is None


def test_the_threshold_is_one_in_ten_thousand():
    # 4 are usual in a quarter: 13 or more come with 2.7e-4, 14 or more with 7.6e-5
    assert at_least(13, 4) > 1e-4 > at_least(14, 4)
    assert judged(at_minutes(*np.linspace(1, 14, 13)), lambda _: Usual(4, 1000), 14).since is None
    assert judged(at_minutes(*np.linspace(1, 14, 14)), lambda _: Usual(4, 1000), 14).since is not None


def test_an_hour_that_swells_slowly_is_a_storm_though_no_quarter_of_it_is():
    begun = at_minutes(*steadily(40, 0, 60))  # 10 a quarter; where 5 are usual that comes with 3 %
    assert at_least(10, 5) > 1e-4 > at_least(40, 20)
    assert judged(begun, always(20), 60).since is not None
    assert judged(begun, lambda _: Usual(5, 1000), 60).since is None


def test_the_oldest_instant_is_out_of_the_stretch_and_the_newest_in():
    begun = at_minutes(*[0.0] * 5, *[15.0] * 5)  # 15 minutes apart
    rare = lambda _: Usual(0.1, 1000)  # noqa: E731
    assert watch(Watch(BEGIN - 60), BEGIN + 900, begun, rare).since is None
    assert watch(Watch(BEGIN - 60), BEGIN + 900, begun + np.repeat([1.0, 0.0], 5), rare).since == BEGIN + 900


def test_nothing_is_said_while_the_usual_is_not_known():
    begun = at_minutes(*np.linspace(0, 10, 500))
    now = judged(begun, unknown, 60)
    assert now == Watch(BEGIN + HOUR)
    assert storm(now, BEGIN + HOUR, begun, unknown) is None


# ── What is said ─────────────────────────────────────────────────────────────────────────────────────


def test_a_storm_says_since_when_how_many_and_how_many_times_the_usual():
    begun = at_minutes(*steadily(60, 0, 50))
    now = judged(begun, always(8), 50)
    said = storm(now, BEGIN + 50 * 60, begun, always(8))
    assert said.since == datetime(2026, 11, 21, 18, 10, tzinfo=UTC)  # ten where two are usual: 4.6e-5
    assert (said.waits, said.usual, said.times) == (50, 8, 6.25)


def test_where_nothing_is_usual_a_storm_has_no_times():
    begun = at_minutes(*range(1, 21))
    said = storm(judged(begun, always(0), 20), BEGIN + 1200, begun, always(0))
    assert (said.waits, said.usual, said.times) == (20, 0, None)


# ── End ──────────────────────────────────────────────────────────────────────────────────────────────


def test_it_ends_when_the_hour_has_stayed_below_one_and_a_half_times_the_usual_for_half_an_hour():
    begun = at_minutes(*range(1, 21))  # the hour has 15 until minute 65, 14 at 66, ... none at 80
    # 10 usual: below 15 from minute 66 on
    assert judged(begun, always(10), 95).since is not None
    assert judged(begun, always(10), 96) == Watch(BEGIN + 96 * 60)


def test_one_more_wave_makes_the_half_hour_begin_anew():
    begun = at_minutes(
        *range(1, 21), *[80.0] * 15
    )  # at the 80th minute 15 are in the hour, no longer below 15
    assert judged(begun, always(10), 96).since is not None
    assert judged(begun, always(10), 140 + 29).since is not None
    assert judged(begun, always(10), 140 + 30).since is None  # the 15 leave the hour at the 140th minute


def test_where_nothing_is_usual_it_ends_after_half_an_hour_without_any_in_the_hour():
    begun = at_minutes(*range(1, 11))
    assert judged(begun, always(0), 70 + 29).since is not None
    assert judged(begun, always(0), 70 + 30).since is None


def test_a_storm_whose_usual_is_no_longer_known_ends_after_half_an_hour():
    begun = at_minutes(*np.linspace(0, 180, 900))
    known = lambda at: Usual(1, 4) if at < BEGIN + HOUR else None  # noqa: E731
    assert judged(begun, known, 89).since is not None
    said = storm(judged(begun, known, 89), BEGIN + 89 * 60, begun, known)
    assert (said.usual, said.times) == (None, None)
    assert judged(begun, known, 90).since is None


def test_a_burst_while_the_hour_is_near_the_usual_is_one_storm_and_not_many():
    # 100 an hour are usual and come; then 48 in each quarter where the table says 25, the hour below 150 at first
    begun = at_minutes(*steadily(100, -60, 0), *steadily(192, 0, 45))
    found = storms(Watch(BEGIN), BEGIN + 6 * HOUR, begun, always(100))
    assert len(found) == 1


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────

waits = st.lists(st.floats(-60, 600), max_size=120).map(lambda minutes: at_minutes(*minutes))
waves = st.lists(st.tuples(st.integers(-60, 600), st.integers(1, 40)), max_size=8).map(
    lambda found: at_minutes(*[minute + n / 8 for minute, many in found for n in range(many)])
)
rates = st.floats(0, 60).map(always)


@settings(max_examples=60, deadline=None)
@given(st.one_of(waits, waves), rates, st.lists(st.integers(0, 36_000), max_size=20).map(sorted))
def test_it_does_not_matter_when_the_inbox_was_asked(begun, usual, polls):
    at_once = watch(Watch(BEGIN), BEGIN + 36_000, begun, usual)
    now = Watch(BEGIN)
    for at in polls:
        now = watch(now, BEGIN + at, begun, usual)
    assert watch(now, BEGIN + 36_000, begun, usual) == at_once


@settings(max_examples=60, deadline=None)
@given(st.one_of(waits, waves), rates)
def test_storms_never_flap(begun, usual):
    found = storms(Watch(BEGIN), BEGIN + 36_000, begun, usual)
    ended = [(begin.timestamp(), end.timestamp()) for begin, end in found if end.timestamp() < BEGIN + 36_000]
    assert all(end - begin > CALM for begin, end in ended)
    assert all(before[1] < after[0] for before, after in pairwise(found))


@settings(max_examples=60, deadline=None)
@given(st.one_of(waits, waves), rates)
def test_the_storm_that_runs_is_the_last_of_all(begun, usual):
    found, now = (f(Watch(BEGIN), BEGIN + 36_000, begun, usual) for f in (storms, watch))
    running = [begin.timestamp() for begin, end in found if end.timestamp() == BEGIN + 36_000]
    assert running[-1:] == ([] if now.since is None else [now.since])


def test_after_a_long_pause_only_the_last_day_is_judged():
    begun = at_minutes(*range(1, 21))
    now = watch(Watch(BEGIN), BEGIN + 86_400 * 400, begun, always(4))
    assert now == Watch(BEGIN + 86_400 * 400)


def test_an_inbox_whose_clock_is_set_back_changes_nothing():
    before = Watch(BEGIN + HOUR, BEGIN)
    assert watch(before, BEGIN, at_minutes(), always(4)) == before
