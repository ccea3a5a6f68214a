"""Opening hours in the nights in which the clock shifts, and the law that it is the clock on the wall that counts."""

from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.measure.opening import (
    ALL_DAY,
    OpeningHours,
    closed_spans,
    is_open,
    local_instant,
    open_seconds,
)
from tests.dashboard.measure.hours import (
    AUTUMN_NIGHT,
    HOUR,
    LORD_HOWE,
    OSLO,
    SANTIAGO,
    SPRING_NIGHT,
    at,
    on,
    opening,
    seconds,
)

# ── The nights of the clock ──────────────────────────────────────────────────────────────────────────


def test_an_hour_that_the_spring_night_leaves_out_is_no_second():
    assert on(SPRING_NIGHT, opening(daily="02:00-03:00")) == 0


def test_an_hour_that_the_autumn_night_repeats_is_two():
    assert on(AUTUMN_NIGHT, opening(daily="02:00-03:00")) == 2 * HOUR


def test_day_and_night_is_23_hours_in_spring_and_25_in_autumn():
    assert on(SPRING_NIGHT, opening(daily="24h")) == 23 * HOUR
    assert on(AUTUMN_NIGHT, opening(daily="24h")) == 25 * HOUR


def test_a_night_shift_s_span_is_an_hour_shorter_in_spring_and_longer_in_autumn():
    hours = opening(sat="22:00-06:00")
    assert seconds(hours, "2026-03-28T12:00", "2026-03-29T12:00") == 7 * HOUR
    assert seconds(hours, "2026-10-24T12:00", "2026-10-25T12:00") == 9 * HOUR


def test_a_time_that_does_not_exist_is_the_instant_at_which_the_clock_jumps():
    assert on(SPRING_NIGHT, opening(daily="01:00-02:30")) == HOUR
    assert on(SPRING_NIGHT, opening(daily="02:30-04:00")) == HOUR
    assert is_open(opening(daily="02:30-04:00"), OSLO, at("2026-03-29T03:00"))


def test_a_time_that_comes_twice_opens_the_first_and_closes_the_second_time():
    assert on(AUTUMN_NIGHT, opening(daily="02:30-04:00")) == 2.5 * HOUR
    assert on(AUTUMN_NIGHT, opening(daily="01:00-02:30")) == 2.5 * HOUR


def test_a_clock_that_shifts_by_half_an_hour():
    hours = opening(daily="01:00-03:00")
    assert on(date(2026, 10, 4), hours, LORD_HOWE) == 1.5 * HOUR
    assert on(date(2026, 4, 5), hours, LORD_HOWE) == 2.5 * HOUR


def test_a_clock_that_jumps_over_midnight_itself():
    assert on(date(2026, 9, 6), opening(daily="00:00-08:00"), SANTIAGO) == 7 * HOUR
    assert on(date(2026, 9, 6), opening(daily="24h"), SANTIAGO) == 23 * HOUR
    assert on(date(2026, 9, 5), opening(daily="20:00-24:00"), SANTIAGO) == 4 * HOUR


def test_a_clock_that_falls_back_from_midnight():
    assert on(date(2026, 4, 4), opening(daily="22:00-24:00"), SANTIAGO) == 3 * HOUR
    assert on(date(2026, 4, 4), opening(daily="24h"), SANTIAGO) == 25 * HOUR


def test_a_day_that_a_zone_left_out_altogether():
    apia = ZoneInfo("Pacific/Apia")
    assert seconds(opening(daily="08:00-16:00"), "2011-12-29T00:00", "2012-01-01T00:00", apia) == 16 * HOUR


def test_a_local_time_is_found_first_and_last():
    first, last = (local_instant(AUTUMN_NIGHT, 150, OSLO, last=last) for last in (False, True))
    assert (first, last) == (at("2026-10-25T02:30"), at("2026-10-25T02:30", fold=1))
    assert last - first == HOUR


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────


# Around these instants the clocks of the three zones shift, midnight passes or a holiday comes.
NIGHTS = {
    OSLO: ["2026-03-29T02:00", "2026-10-25T02:00", "2026-12-25T00:00", "2027-01-01T00:00"],
    LORD_HOWE: ["2026-04-05T02:00", "2026-10-04T02:00"],
    SANTIAGO: ["2026-04-04T23:30", "2026-09-06T00:00"],
}


@st.composite
def day_spans(draw):
    """The hours of a day: closed, open, or up to three spans, the last one perhaps across midnight."""
    minutes = st.one_of(st.integers(0, 1439), st.sampled_from([0, 60, 90, 120, 150, 180, 1380, 1410]))
    edges = sorted(draw(st.lists(minutes, max_size=6, unique=True)))
    if len(edges) % 2:
        edges.append(1440 + draw(st.integers(0, edges[0])))
    return tuple(zip(edges[::2], edges[1::2], strict=True))


@st.composite
def opening_hours(draw):
    week = draw(st.lists(st.one_of(day_spans(), st.just(ALL_DAY)), min_size=7, max_size=7))
    exceptions = [
        (day, draw(day_spans())) for day in (date(2026, 3, 29), date(2026, 12, 25)) if draw(st.booleans())
    ]
    countries = draw(st.sampled_from([(), ("NO",)]))
    return OpeningHours(week=tuple(week), countries=countries, exceptions=tuple(exceptions))


@st.composite
def places(draw):
    """A zone and an instant within two days of one of its nights."""
    zone = draw(st.sampled_from(list(NIGHTS)))
    return zone, at(draw(st.sampled_from(NIGHTS[zone])), zone) + 60 * draw(st.integers(-2880, 2880))


def minutes_open(hours, zone, begun, n):
    """Which of `n` minutes are open: the clock has read the opening, and the closing is still to come.

    Read off the clock minute by minute, from two days before to two after.
    """
    pad = 2 * 1440
    read = [
        datetime.fromtimestamp(begun + 60 * minute, UTC).astimezone(zone).replace(tzinfo=None)
        for minute in range(-pad, n + pad)
    ]
    highest, lowest = list(accumulate(read, max)), list(accumulate(reversed(read), min))[::-1]
    opened = [False] * len(read)
    for day in {moment.date() for moment in read}:
        start = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - what a clock on the wall reads
        for opens, closes in hours.of(day):
            first, last = start + timedelta(minutes=opens), start + timedelta(minutes=closes)
            for place, (high, low) in enumerate(zip(highest, lowest, strict=True)):
                opened[place] |= high >= first and low < last
    return opened[pad : pad + n]


@settings(max_examples=60, deadline=None)
@given(opening_hours(), places(), st.integers(0, 1000))
def test_open_seconds_are_those_that_the_clock_on_the_wall_counts(hours, place, n):
    zone, begun = place
    counted = minutes_open(hours, zone, begun, n)
    (found,) = open_seconds(hours, zone)(np.array([begun]), np.array([begun + 60 * n]))
    assert found == 60 * sum(counted)
    assert [is_open(hours, zone, begun + 60 * minute) for minute in range(n)] == counted
    shaded = closed_spans(hours, zone, begun, begun + 60 * n)
    assert sum(end - begin for begin, end in shaded) == 60 * (n - sum(counted))


@settings(max_examples=80, deadline=None)
@given(opening_hours(), places(), st.lists(st.floats(0, 1e7), min_size=3, max_size=3).map(sorted))
def test_open_seconds_add_up_and_are_never_more_than_the_calendar_s(hours, place, after):
    zone, begun = place
    a, b, c = begun + np.array(after)
    first, second, both = open_seconds(hours, zone)(np.array([a, b, a]), np.array([b, c, c]))
    assert first + second == pytest.approx(both, abs=1e-5)
    assert 0 <= first <= b - a
    assert 0 <= both <= c - a
