"""Shifts and the roster: which shift it is, since when, and how much of each person is there."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.measure.shifts import (
    Roster,
    Shift,
    Shifts,
    begin_of_this_shift,
    capacity,
    duty_weekday,
    running,
)
from dashboard.problems import SettingsProblem

OSLO = ZoneInfo("Europe/Oslo")
MONDAY, TUESDAY, SATURDAY, SUNDAY = 0, 1, 5, 6
ROUND_THE_CLOCK = Shifts.from_mapping(
    {
        "shifts": {
            "day": {"hours": "07:00-15:00"},
            "evening": {"hours": "14:30-22:30"},
            "night": {"hours": "22:00-07:00"},
        }
    }
)
OFFICE = Shifts.from_mapping({"shifts": {"office": {"hours": "08:00-16:00", "days": "weekdays"}}})


def at(text, *, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=OSLO, fold=fold).timestamp()


def this_shift(shifts, text, *, fold=0):
    """The shift that runs, and when it began, as the clock reads."""
    found = running(shifts, at(text, fold=fold), OSLO)
    return found and (found.name, f"{datetime.fromtimestamp(found.begin, OSLO):%a %d %b %H:%M}")


def faults(mapping):
    with pytest.raises(SettingsProblem) as caught:
        Shifts.from_mapping(mapping)
    return caught.value.faults


# ── Which shift it is ────────────────────────────────────────────────────────────────────────────────


def test_a_shift_runs_from_its_begin_to_before_its_end():
    assert this_shift(ROUND_THE_CLOCK, "2026-11-13T07:00") == ("day", "Fri 13 Nov 07:00")
    assert this_shift(ROUND_THE_CLOCK, "2026-11-13T14:29:59") == ("day", "Fri 13 Nov 07:00")


def test_where_two_overlap_it_is_the_one_that_began_last():
    assert this_shift(ROUND_THE_CLOCK, "2026-11-13T14:30") == ("evening", "Fri 13 Nov 14:30")
    assert this_shift(ROUND_THE_CLOCK, "2026-11-13T22:15") == ("night", "Fri 13 Nov 22:00")


def test_of_two_that_began_together_it_is_the_one_that_ends_last():
    shifts = Shifts.from_mapping(
        {"shifts": {"long": {"hours": "07:00-19:00"}, "short": {"hours": "07:00-12:00"}}}
    )
    assert this_shift(shifts, "2026-11-13T09:00") == ("long", "Fri 13 Nov 07:00")


def test_a_short_shift_inside_a_long_one_gives_it_back():
    shifts = Shifts.from_mapping(
        {"shifts": {"long": {"hours": "07:00-19:00"}, "rush": {"hours": "11:00-13:00"}}}
    )
    assert [this_shift(shifts, f"2026-11-13T{hour}:00")[0] for hour in (10, 12, 14)] == [
        "long",
        "rush",
        "long",
    ]


def test_the_night_shift_after_midnight_is_still_yesterday_s():
    assert this_shift(ROUND_THE_CLOCK, "2026-11-14T00:30") == ("night", "Fri 13 Nov 22:00")
    assert this_shift(ROUND_THE_CLOCK, "2026-11-14T06:59:59") == ("night", "Fri 13 Nov 22:00")


def test_between_two_shifts_it_is_the_one_that_began_last():
    assert this_shift(OFFICE, "2026-11-13T20:00") == ("office", "Fri 13 Nov 08:00")
    assert this_shift(OFFICE, "2026-11-15T12:00") == ("office", "Fri 13 Nov 08:00")
    assert this_shift(OFFICE, "2026-11-16T07:59:59") == ("office", "Fri 13 Nov 08:00")
    assert this_shift(OFFICE, "2026-11-16T08:00") == ("office", "Mon 16 Nov 08:00")


def test_a_shift_of_one_weekday_is_found_a_week_later():
    shifts = Shifts.from_mapping({"shifts": {"match": {"hours": "18:00-23:00", "days": ["sun"]}}})
    assert this_shift(shifts, "2026-11-15T17:59") == ("match", "Sun 08 Nov 18:00")


def test_without_shifts_this_shift_began_at_local_midnight():
    assert running(Shifts(), at("2026-11-13T20:00"), OSLO) is None
    assert begin_of_this_shift(Shifts(), at("2026-11-13T20:00"), OSLO) == at("2026-11-13T00:00")


def test_with_shifts_this_shift_began_when_the_running_one_did():
    assert begin_of_this_shift(ROUND_THE_CLOCK, at("2026-11-14T03:00"), OSLO) == at("2026-11-13T22:00")


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 8), ("2026-10-25", 10), ("2026-11-15", 9)])
def test_a_night_shift_is_as_long_as_its_night(day, hours):
    night = running(ROUND_THE_CLOCK, at(f"{day}T04:00"), OSLO)
    assert night.name == "night"
    assert night.end - night.begin == hours * 3600
    assert night.end == at(f"{day}T07:00")


def test_a_shift_that_begins_in_the_hour_that_is_left_out_begins_when_the_clock_jumps():
    shifts = Shifts(shifts=(Shift(name="early", span=(150, 600)),))
    assert begin_of_this_shift(shifts, at("2026-03-29T03:00"), OSLO) == at("2026-03-29T03:00")


def test_a_shift_that_begins_in_the_hour_that_comes_twice_begins_the_first_time():
    shifts = Shifts(shifts=(Shift(name="early", span=(150, 600)),))
    assert begin_of_this_shift(shifts, at("2026-10-25T02:15", fold=1), OSLO) == at("2026-10-25T02:30")


@given(st.integers(0, 400 * 24 * 60).map(lambda minute: at("2026-01-01T00:00") + 60 * minute))
def test_round_the_clock_there_is_always_a_shift_and_it_has_begun(instant):
    shift = running(ROUND_THE_CLOCK, instant, OSLO)
    assert shift.begin <= instant < shift.end


# ── Who is there ─────────────────────────────────────────────────────────────────────────────────────

ROSTER = Shifts.from_mapping(
    {
        "roster": {
            "Anna Berg": 50,
            "Bo Lund": {"mon": 100, "tue": 50, "sat": 0},
            "7": {"weekdays": 37.5, "fri": 20},
        }
    }
).roster


def test_one_number_holds_every_day():
    assert {capacity(ROSTER, "1", "Anna Berg", weekday) for weekday in range(7)} == {0.5}


def test_named_days_hold_and_the_others_are_nothing():
    assert [capacity(ROSTER, "2", "Bo Lund", weekday) for weekday in range(7)] == [1.0, 0.5, 0, 0, 0, 0, 0]


def test_a_day_by_name_goes_before_its_group():
    assert [capacity(ROSTER, "7", "Cecilie", weekday) for weekday in range(7)] == [0.375] * 4 + [0.2, 0, 0]


def test_an_id_goes_before_a_name():
    assert capacity(ROSTER, "7", "Anna Berg", MONDAY) == 0.375


def test_who_is_not_on_the_roster_gives_full_time():
    assert capacity(ROSTER, "9", "Dag Moen", MONDAY) == 1.0
    assert capacity(Roster(), "1", "Anna Berg", MONDAY) == 1.0


def test_the_night_shift_s_roster_is_that_of_the_evening_it_began():
    assert duty_weekday(ROUND_THE_CLOCK, at("2026-11-15T03:00"), OSLO) == SATURDAY
    assert duty_weekday(ROUND_THE_CLOCK, at("2026-11-15T08:00"), OSLO) == SUNDAY


def test_where_no_shift_runs_the_roster_is_that_of_the_day():
    assert duty_weekday(OFFICE, at("2026-11-14T12:00"), OSLO) == SATURDAY
    assert duty_weekday(Shifts(), at("2026-11-17T12:00"), OSLO) == TUESDAY


# ── What settings say ────────────────────────────────────────────────────────────────────────────────


def test_nothing_said_is_no_shifts_and_an_empty_roster():
    assert Shifts.from_mapping({}) == Shifts()


def test_days_are_a_group_a_name_or_a_list_of_either():
    said = {"a": "weekend", "b": "wed", "c": ["weekend", "mon"], "d": "daily"}
    shifts = Shifts.from_mapping(
        {"shifts": {name: {"hours": "24h", "days": days} for name, days in said.items()}}
    )
    assert [shift.days for shift in shifts.shifts] == [(5, 6), (2,), (0, 5, 6), tuple(range(7))]


def test_a_shift_to_23_59_ends_at_midnight():
    (shift,) = Shifts.from_mapping({"shifts": {"evening": {"hours": "15:00-23:59"}}}).shifts
    assert shift == Shift(name="evening", span=(900, 1440))


def test_all_faults_are_said_at_once_each_with_its_key():
    said = {
        "shifts": {
            "day": {"hours": "7-15", "days": "workdays", "break": "11:00"},
            "late": {},
            "night": "22:00-07:00",
        },
        "roster": {"Anna": 150, "Bo": {"mon": True, "tuesday": 50}, "Cecilie": float("nan")},
        "teams": {},
    }
    names = "daily, weekdays, weekend, mon, tue, wed, thu, fri, sat, sun"
    assert faults(said) == (
        "roster.Anna: must be 0 to 100 percent, is 150",
        "roster.Bo.mon: must be 0 to 100 percent, is True",
        f"roster.Bo.tuesday: there is no such day; there are {names}",
        "roster.Cecilie: must be 0 to 100 percent, is nan",
        "shifts.day.break: there is no such setting; there are hours, days",
        f"shifts.day.days: must be of {names}, is 'workdays'",
        'shifts.day.hours: must be "24h" or like "08:00-22:00", is \'7-15\'',
        'shifts.late.hours: must be "24h" or like "08:00-22:00", is None',
        "shifts.night: must be a table, [shifts.night]",
        "teams: there is no such section; there are shifts, roster",
    )


def test_tables_that_are_none_are_said():
    assert faults({"shifts": [], "roster": 50}) == (
        "roster: must be a table, [roster]",
        "shifts: must be a table, [shifts]",
    )
