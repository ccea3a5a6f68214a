"""Opening hours as settings say them: holidays, exceptions, and what is wrong with them."""

from datetime import date, timedelta

from dashboard.measure.opening import (
    holidays_on,
)
from tests.dashboard.measure.hours import (
    HOUR,
    VIASAT,
    faults,
    on,
    opening,
)

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
