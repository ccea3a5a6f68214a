"""Opening hours: what they let count, on ordinary days and on the days that trip clocks up."""

from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.measure.opening import (
    ALL_DAY,
    CLOSED,
    OpeningHours,
    closed_lately,
    closed_spans,
    from_mapping,
    from_working_hours,
    holidays_on,
    is_open,
    local_instant,
    open_seconds,
)
from dashboard.problems import SettingsProblem, Unreadable

OSLO = ZoneInfo("Europe/Oslo")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
SANTIAGO = ZoneInfo("America/Santiago")
HOUR = 3600.0
VIASAT = {"weekdays": "08:00-22:00", "weekend": "10:00-17:00"}
SPRING_NIGHT, AUTUMN_NIGHT = date(2026, 3, 29), date(2026, 10, 25)


def at(text, zone=OSLO, *, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).timestamp()


def seconds(hours, begun, ended, zone=OSLO):
    (found,) = open_seconds(hours, zone)(np.array([at(begun, zone)]), np.array([at(ended, zone)]))
    return found


def on(day, hours, zone=OSLO):
    """The open seconds of a whole local day."""
    return seconds(hours, f"{day}T00:00", f"{day + timedelta(days=1)}T00:00", zone)


def opening(exceptions=None, **hours):
    return from_mapping({"hours": hours, "exceptions": exceptions or {}})


def faults(mapping):
    with pytest.raises(SettingsProblem) as caught:
        from_mapping(mapping)
    return caught.value.faults


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


# ── Holidays and exceptions ──────────────────────────────────────────────────────────────────────────


def test_the_norwegian_holidays_of_2026_by_their_norwegian_names():
    year = [date(2026, 1, 1) + timedelta(days=day) for day in range(365)]
    assert {f"{day:%a %d %b}": holidays_on(day, ("NO",)) for day in year if holidays_on(day, ("NO",))} == {
        "Thu 01 Jan": ("Første nyttårsdag",),
        "Thu 02 Apr": ("Skjærtorsdag",),
        "Fri 03 Apr": ("Langfredag",),
        "Sun 05 Apr": ("Første påskedag",),
        "Mon 06 Apr": ("Andre påskedag",),
        "Fri 01 May": ("Arbeidernes dag",),
        "Thu 14 May": ("Kristi himmelfartsdag",),
        "Sun 17 May": ("Grunnlovsdag",),
        "Sun 24 May": ("Første pinsedag",),
        "Mon 25 May": ("Andre pinsedag",),
        "Fri 25 Dec": ("Første juledag",),
        "Sat 26 Dec": ("Andre juledag",),
    }


def test_the_team_is_closed_from_maundy_thursday_to_easter_monday_but_for_the_saturday():
    hours = opening(**VIASAT, holidays="NO")
    assert [on(date(2026, 4, day), hours) / HOUR for day in range(1, 8)] == [14, 0, 0, 7, 0, 0, 14]


def test_a_holiday_on_a_sunday_is_closed_and_does_not_move_to_the_monday():
    hours = opening(**VIASAT, holidays="NO")
    assert [on(date(2026, 5, day), hours) / HOUR for day in (16, 17, 18)] == [7, 0, 14]


def test_no_country_has_no_holidays():
    assert on(date(2026, 12, 25), opening(daily="24h", holidays="")) == 24 * HOUR


def test_each_country_keeps_its_own_holidays():
    midsummer, store_bededag = date(2026, 6, 19), date(2023, 5, 5)
    closed = {c for c in ("NO", "SE", "DK", "FI") if on(midsummer, opening(daily="24h", holidays=c)) == 0}
    assert closed == {"FI"}
    assert on(store_bededag, opening(daily="24h", holidays="DK")) == 0
    assert on(date(2024, 4, 26), opening(daily="24h", holidays="DK")) == 24 * HOUR


def test_several_countries_close_on_the_holidays_of_each():
    hours = opening(daily="24h", holidays=["NO", "SE"])
    assert on(date(2026, 5, 25), hours) == 0
    assert on(date(2026, 6, 6), hours) == 0


def test_an_ordinary_sunday_is_no_holiday_in_any_country():
    assert holidays_on(date(2026, 11, 15), ("NO", "SE", "DK", "FI")) == ()


def test_what_opened_before_a_holiday_stays_open_into_it():
    hours = opening(daily="22:00-06:00", holidays="NO")
    assert on(date(2026, 12, 25), hours) == 6 * HOUR
    assert on(date(2026, 12, 26), hours) == 0


def test_an_exception_shortens_a_day_or_closes_it():
    hours = opening({"2026-12-24": "10:00-13:00", "2026-12-31": "closed"}, **VIASAT, holidays="NO")
    assert [on(date(2026, 12, day), hours) / HOUR for day in (23, 24, 25, 30, 31)] == [14, 3, 0, 14, 0]


def test_an_exception_opens_a_holiday():
    hours = opening({"2026-12-25": ["10:00-12:00", "18:00-20:00"]}, **VIASAT, holidays="NO")
    assert on(date(2026, 12, 25), hours) == 4 * HOUR


def test_holidays_can_have_hours_of_their_own():
    hours = opening(**VIASAT, holidays="NO", on_holidays="12:00-16:00")
    assert on(date(2026, 12, 25), hours) == 4 * HOUR


def test_a_holiday_by_name_goes_before_all_holidays_and_a_date_before_its_name():
    said = {"Første juledag": "closed", "2025-12-25": "24h"}
    hours = opening(said, **VIASAT, holidays="NO", on_holidays="12:00-16:00")
    assert [on(date(year, 12, 25), hours) / HOUR for year in (2025, 2026)] == [24, 0]
    assert on(date(2026, 12, 26), hours) == 4 * HOUR


def test_two_holidays_on_one_day_are_both_named():
    assert holidays_on(date(2008, 5, 1), ("NO",)) == ("Arbeidernes dag", "Kristi himmelfartsdag")


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


# ── What settings say ────────────────────────────────────────────────────────────────────────────────


def test_opening_hours_are_a_value():
    assert opening(**VIASAT) == opening(**VIASAT)
    assert hash(opening(**VIASAT, holidays="NO")) == hash(opening(**VIASAT, holidays=["NO"]))


def test_all_faults_are_said_at_once_each_with_its_key():
    said = {
        "hours": {
            "mon": 8,
            "tue": "08:00-25:00",
            "wed": "08:00-08:00",
            "thu": ["08:00-12:00", "11:00-13:00"],
            "fry": "24h",
            "sat": {"opens": "10:00"},
            "holidays": ["NO", "XX", ["SE"]],
            "on_holidays": "8-12",
        },
        "exceptions": {"2026-02-30": "closed", "2026-12-24": "late", "Juleaften": "closed"},
        "opening": {},
    }
    names = "mon, tue, wed, thu, fri, sat, sun"
    holidays = (
        "Første nyttårsdag, Skjærtorsdag, Langfredag, Første påskedag, Andre påskedag, Arbeidernes dag, "
        "Kristi himmelfartsdag, Grunnlovsdag, Første pinsedag, Andre pinsedag, Første juledag, Andre juledag"
    )
    no_date = f"is no date such as 2026-12-24 and no holiday; those of NO are {holidays}"
    assert faults(said) == (
        f"exceptions.2026-02-30: {no_date}",
        'exceptions.2026-12-24: must be "24h" or like "08:00-22:00", is \'late\'',
        f"exceptions.Juleaften: {no_date}",
        f"hours.fry: there is no such setting; there are daily, weekdays, weekend, {names}, holidays, on_holidays",
        "hours.holidays: must be of NO, SE, DK, FI, is 'XX'",
        "hours.holidays: must be of NO, SE, DK, FI, is ['SE']",
        'hours.mon: must be "24h" or like "08:00-22:00", is 8',
        'hours.on_holidays: must be "24h" or like "08:00-22:00", is \'8-12\'',
        "hours.sat: must be \"24h\" or like \"08:00-22:00\", is {'opens': '10:00'}",
        "hours.thu: two of its spans overlap",
        "hours.tue: must end at 24:00 at the latest, is '08:00-25:00'",
        "hours.wed: opens and closes at the same time, '08:00-08:00'; \"24h\" is all day",
        "opening: there is no such section; there are hours, exceptions",
    )


def test_tables_that_are_none_are_said():
    assert faults({"hours": "24h", "exceptions": []}) == (
        "exceptions: must be a table, [exceptions]",
        "hours: must be a table, [hours]",
    )


def test_a_holiday_s_name_without_a_country_is_no_key():
    assert faults({"exceptions": {"Første juledag": "closed"}}) == (
        "exceptions.Første juledag: is no date such as 2026-12-24",
    )


# ── What Chatwoot says ───────────────────────────────────────────────────────────────────────────────


def row(day, opens=(8, 0), closes=(16, 0), **said):
    return {
        "day_of_week": day, "closed_all_day": False, "open_all_day": False, "open_hour": opens[0],
        "open_minutes": opens[1], "close_hour": closes[0], "close_minutes": closes[1], **said,
    }  # fmt: skip


def closed_row(day):
    return row(day, (None, None), (None, None), closed_all_day=True)


def test_chatwoot_s_week_begins_on_sunday_and_ours_on_monday():
    rows = [closed_row(0), *(row(day, (8, 30), (22, 15)) for day in range(1, 6)), row(6, (10, 0), (17, 0))]
    hours, zone = from_working_hours(rows, "Europe/Oslo")
    assert hours.week == (*[((510, 1335),)] * 5, ((600, 1020),), CLOSED)
    assert zone is OSLO


def test_chatwoot_s_day_and_night_is_not_closed_at_midnight():
    by_box = [row(day, (0, 0), (23, 59), open_all_day=True) for day in range(7)]
    by_hand = [row(day, (0, 0), (23, 59)) for day in range(7)]
    for rows in (by_box, by_hand):
        assert from_working_hours(rows, "Europe/Oslo")[0] == OpeningHours(week=(ALL_DAY,) * 7)


def test_a_day_that_chatwoot_leaves_out_or_without_times_is_closed():
    hours, _zone = from_working_hours([row(1), row(2, (None, None), (None, None))], "Europe/Oslo")
    assert hours.week == (((480, 960),), *[CLOSED] * 6)


@pytest.mark.parametrize("wrong", [None, {}, [{}], [row(7)], [row(1, (25, 0))], [row(1, ("8", 0))]])
def test_working_hours_of_another_shape_are_unreadable(wrong):
    with pytest.raises(Unreadable, match="working_hours"):
        from_working_hours(wrong, "Europe/Oslo")


@pytest.mark.parametrize("zone", ["Mars", "", "Europe", "../Oslo"])
def test_working_hours_of_no_time_zone_are_unreadable(zone):
    with pytest.raises(Unreadable, match="no time zone"):
        from_working_hours([row(1)], zone)


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


def test_the_closed_time_of_late_reaches_from_a_week_ago_to_the_next_midnight():
    hours = from_mapping({"hours": {"daily": "08:00-22:00"}})
    at = datetime(2026, 11, 18, 13, 0, tzinfo=UTC)
    closed = closed_lately(hours, OSLO, at.timestamp())
    assert len(closed) == 9
    assert closed[0] == (datetime(2026, 11, 10, 23, tzinfo=UTC), datetime(2026, 11, 11, 7, tzinfo=UTC))
    assert closed[-1] == (datetime(2026, 11, 18, 21, tzinfo=UTC), datetime(2026, 11, 18, 23, tzinfo=UTC))
    assert closed_lately(None, OSLO, at.timestamp()) == ()
