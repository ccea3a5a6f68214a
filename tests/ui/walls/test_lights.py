"""The light of a wall: by the clock, across midnight and the nights the clocks change, and by hand."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from dashboard.measure.opening import from_mapping
from dashboard.screens import Screen
from ui.walls.lights import Hand, House, Lights, by_clock

OSLO = ZoneInfo("Europe/Oslo")
HOUSE = House(timezone="Europe/Oslo", hours=from_mapping({"hours": {"weekdays": "08:00-16:00"}}))


def at(day, clock, fold=0):
    """An instant of Oslo's clock."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=OSLO, fold=fold)


def brightness(screen, *when, storm=False):
    return by_clock(screen, HOUSE, at(*when), storm=storm).brightness


def test_off_hours_belong_to_the_day_they_begin_also_past_midnight():
    screen = Screen(off={"weekdays": "22:00-06:00"})
    assert brightness(screen, "2026-11-20", "21:59:59") == 1.0  # a Friday
    assert brightness(screen, "2026-11-20", "22:00") == 0.0
    assert brightness(screen, "2026-11-21", "05:59") == 0.0  # its night goes on into Saturday
    assert brightness(screen, "2026-11-21", "06:00") == 1.0
    assert brightness(screen, "2026-11-21", "23:00") == 1.0  # and Saturday has none of its own
    assert brightness(screen, "2026-11-23", "03:00") == 1.0


def test_the_particular_day_counts_before_the_general():
    screen = Screen(off={"daily": "22:00-06:00", "weekend": "24h", "sun": ("00:00-08:00", "20:00-06:00")})
    assert brightness(screen, "2026-11-21", "12:00") == 0.0
    assert brightness(screen, "2026-11-22", "12:00") == 1.0
    assert brightness(screen, "2026-11-22", "20:30") == 0.0
    assert brightness(screen, "2026-11-23", "12:00") == 1.0


@pytest.mark.parametrize(
    ("day", "clock", "fold", "light"),
    [
        ("2026-10-25", "02:30", 0, 0.0),  # read twice in the autumn night, black both times
        ("2026-10-25", "02:30", 1, 0.0),
        ("2026-10-25", "03:00", 0, 1.0),
        ("2026-03-29", "01:59", 0, 0.0),
        ("2026-03-29", "03:00", 0, 1.0),  # the clock jumps over the hour from two to three
    ],
)
def test_the_nights_the_clocks_change_are_as_the_clock_on_the_wall_says(day, clock, fold, light):
    assert brightness(Screen(off={"sat": "23:00-03:00"}), day, clock, fold) == light


def test_dimmed_and_black_hours_black_before_dimmed():
    screen = Screen(dim={"daily": "18:00-08:00"}, dim_to=40, off={"daily": "23:00-06:00"})
    clocks = ("17:59", "18:00", "23:00", "06:00", "08:00")
    assert [brightness(screen, "2026-11-18", clock) for clock in clocks] == [1.0, 0.4, 0.0, 0.4, 1.0]


def test_a_storm_wakes_a_black_screen_into_the_light_of_the_hour_if_it_may():
    said = {"dim": {"daily": "18:00-08:00"}, "dim_to": 40, "off": {"daily": "23:00-06:00"}}
    assert brightness(Screen(**said), "2026-11-18", "02:00", storm=True) == 0.4
    assert brightness(Screen(**said, storm_wakes=False), "2026-11-18", "02:00", storm=True) == 0.0


def test_a_theme_by_the_clock_is_light_at_its_times_else_during_opening_hours():
    own = Screen(theme="by-clock", light={"daily": "07:00-18:00"})
    assert [by_clock(own, HOUSE, at("2026-11-22", it), storm=False).theme for it in ("06:59", "07:00")] == [
        "dark",
        "light",
    ]
    opening = Screen(theme="by-clock")
    assert by_clock(opening, HOUSE, at("2026-11-20", "12:00"), storm=False).theme == "light"
    assert by_clock(opening, HOUSE, at("2026-11-22", "12:00"), storm=False).theme == "dark"
    assert by_clock(Screen(theme="light"), HOUSE, at("2026-11-22", "12:00"), storm=False).theme == "light"


def test_what_a_hand_chose_holds_until_the_clock_itself_changes_it():
    day, evening = Lights("light"), Lights("dark", 0.5)
    hand = Hand()
    hand.turn_theme(day)
    hand.turn_brightness(day, 0.3)
    assert hand.over(day) == Lights("dark", 0.3)
    assert hand.over(evening) == evening
    assert hand.over(day) == day
    hand.turn_brightness(evening, 0.5)
    assert hand.over(evening) == Lights("dark", 1.0)
    hand.turn_brightness(evening, 0.5)
    assert hand.over(evening) == evening
