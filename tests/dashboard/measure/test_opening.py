"""Opening hours: which seconds of a wait are open ones, in an ordinary week."""

from datetime import UTC, date, datetime

import numpy as np
import pytest

from dashboard.measure.opening import (
    OpeningHours,
    closed_lately,
    closed_spans,
    from_mapping,
    is_open,
    open_seconds,
)
from tests.dashboard.measure.hours import (
    HOUR,
    OSLO,
    SANTIAGO,
    VIASAT,
    at,
    on,
    opening,
    seconds,
)

# ── An ordinary week ─────────────────────────────────────────────────────────────────────────────────


def test_without_opening_hours_every_second_counts():
    assert seconds(None, "2026-11-13T21:00", "2026-11-14T11:00") == 14 * HOUR


def test_hours_that_name_no_day_are_always_open():
    assert from_mapping({}) == OpeningHours()
    assert seconds(from_mapping({}), "2026-11-13T21:00", "2026-11-20T21:00") == 7 * 24 * HOUR


def test_a_wait_over_a_friday_night_counts_the_friday_evening_and_the_saturday_morning():
    assert seconds(opening(**VIASAT), "2026-11-13T21:00", "2026-11-14T11:00") == 2 * HOUR


def test_a_wait_inside_closed_time_counts_nothing():
    assert seconds(opening(**VIASAT), "2026-11-13T22:00", "2026-11-14T10:00") == 0


def test_a_wait_inside_open_time_counts_to_the_fraction_of_a_second():
    begun = at("2026-11-13T21:00")
    (found,) = open_seconds(opening(**VIASAT), OSLO)(np.array([begun]), np.array([begun + 61.25]))
    assert found == 61.25


def test_a_week_of_five_long_days_and_two_short_ones():
    assert seconds(opening(**VIASAT), "2026-11-09T00:00", "2026-11-16T00:00") == (5 * 14 + 2 * 7) * HOUR


def test_a_lunch_break_is_closed():
    assert on(date(2026, 11, 9), opening(daily=["08:00-12:00", "13:00-16:00"])) == 7 * HOUR


def test_a_day_that_is_not_named_is_closed_once_another_one_is():
    assert on(date(2026, 11, 14), opening(weekdays="08:00-22:00")) == 0


def test_a_weekday_by_name_goes_before_its_group_and_the_group_before_daily():
    hours = opening(sat="closed", weekend="10:00-17:00", daily="08:00-20:00")
    assert [on(date(2026, 11, day), hours) / HOUR for day in (13, 14, 15)] == [12, 0, 7]


def test_a_span_across_midnight_belongs_to_the_day_it_begins():
    hours = opening(fri="22:00-06:00")
    assert on(date(2026, 11, 13), hours) == 2 * HOUR
    assert on(date(2026, 11, 14), hours) == 6 * HOUR


def test_spans_of_two_days_that_overlap_count_once():
    assert on(date(2026, 11, 14), opening(fri="22:00-06:00", sat="05:00-08:00")) == 8 * HOUR


@pytest.mark.parametrize("said", ["24h", "00:00-24:00", "00:00-23:59", "00:00–24.00"])
def test_day_and_night_is_not_closed_for_a_minute_at_midnight(said):
    hours = opening(daily=said)
    assert seconds(hours, "2026-11-13T23:58", "2026-11-14T00:02") == 240
    assert closed_spans(hours, OSLO, at("2026-01-01T00:00"), at("2027-01-01T00:00")) == []
    assert is_open(hours, OSLO, at("2026-11-13T23:59:59"))


def test_an_evening_that_ends_at_23_59_ends_at_midnight():
    assert on(date(2026, 11, 13), opening(daily="18:00-23:59")) == 6 * HOUR


def test_what_is_not_known_stays_unknown_and_disturbs_nothing():
    nan, begun = np.nan, at("2026-11-13T21:00")
    found = open_seconds(opening(**VIASAT), OSLO)(
        np.array([nan, begun, nan, begun]), np.array([begun, nan, nan, begun + 60])
    )
    np.testing.assert_array_equal(found, [nan, nan, nan, 60])


def test_nothing_known_and_nothing_at_all_are_answered_in_kind():
    inside = open_seconds(opening(**VIASAT), OSLO)
    assert np.isnan(inside(np.array([np.nan]), np.array([np.nan]))).all()
    assert inside(np.array([]), np.array([])).size == 0


def test_a_team_that_is_never_open_counts_nothing():
    hours = opening(daily="closed")
    assert on(date(2026, 11, 13), hours) == 0
    assert not is_open(hours, OSLO, at("2026-11-13T12:00"))
    assert closed_spans(hours, OSLO, 1e9, 2e9) == [(1e9, 2e9)]


def test_a_wait_over_the_turn_of_the_year_counts_on_both_sides():
    assert seconds(opening(daily="22:00-06:00"), "2026-12-31T12:00", "2027-01-01T12:00") == 8 * HOUR


def test_a_wait_of_the_new_year_s_night_knows_the_span_of_the_old_year():
    assert seconds(opening(daily="22:00-06:00"), "2027-01-01T02:00", "2027-01-01T05:00") == 3 * HOUR


def test_a_wait_at_the_new_year_counts_where_the_year_in_utc_is_another():
    assert seconds(opening(fri="00:00-06:00"), "2027-01-01T00:10", "2027-01-01T00:50") == 40 * 60
    assert seconds(opening(thu="18:00-24:00"), "2026-12-31T20:00", "2026-12-31T23:00", SANTIAGO) == 3 * HOUR


# ── What is open, what is closed ─────────────────────────────────────────────────────────────────────


def test_the_opening_is_included_and_the_closing_is_not():
    hours = opening(**VIASAT)
    assert not is_open(hours, OSLO, at("2026-11-13T07:59:59"))
    assert is_open(hours, OSLO, at("2026-11-13T08:00"))
    assert is_open(hours, OSLO, at("2026-11-13T21:59:59"))
    assert not is_open(hours, OSLO, at("2026-11-13T22:00"))
    assert is_open(None, OSLO, at("2026-11-13T22:00"))


def test_the_closed_time_of_a_day_is_cut_off_at_both_ends():
    found = closed_spans(opening(**VIASAT), OSLO, at("2026-11-13T06:00"), at("2026-11-14T12:00"))
    assert found == [
        (at("2026-11-13T06:00"), at("2026-11-13T08:00")),
        (at("2026-11-13T22:00"), at("2026-11-14T10:00")),
    ]


def test_no_opening_hours_and_open_time_have_nothing_to_shade():
    begin, end = at("2026-11-13T10:00"), at("2026-11-13T12:00")
    assert closed_spans(opening(**VIASAT), OSLO, begin, end) == []
    assert closed_spans(None, OSLO, begin, end) == []


def test_the_closed_time_of_late_reaches_from_a_week_ago_to_the_next_midnight():
    hours = from_mapping({"hours": {"daily": "08:00-22:00"}})
    at = datetime(2026, 11, 18, 13, 0, tzinfo=UTC)
    closed = closed_lately(hours, OSLO, at.timestamp())
    assert len(closed) == 9
    assert closed[0] == (datetime(2026, 11, 10, 23, tzinfo=UTC), datetime(2026, 11, 11, 7, tzinfo=UTC))
    assert closed[-1] == (datetime(2026, 11, 18, 21, tzinfo=UTC), datetime(2026, 11, 18, 23, tzinfo=UTC))
    assert closed_lately(None, OSLO, at.timestamp()) == ()
