"""The hours under a curve are local hours, on the nights the clocks change, too."""

from datetime import UTC, datetime, timedelta

import pytest

from dashboard.model import Curve
from ui.drawing.timeline import frame, hours

OSLO = "Europe/Oslo"


def day(begin, slots, first=0):
    return Curve(start=begin, step=900.0, values=(None,) * first + (1.0,) * (slots - first))


def local(seconds):
    from zoneinfo import ZoneInfo

    return datetime.fromtimestamp(seconds, ZoneInfo(OSLO)).strftime("%d %H:%M")


@pytest.mark.parametrize(
    ("first", "slots", "begin", "end"),
    [
        (0, 10, "17 00:00", "17 12:00"),
        (0, 58, "17 00:00", "17 18:00"),
        (30, 58, "17 06:00", "17 18:00"),
        (56, 58, "17 12:00", "18 00:00"),
        (0, 96, "17 00:00", "18 00:00"),
        (90, 92, "17 12:00", "18 00:00"),
    ],
)
def test_the_frame_is_the_quarters_of_the_day_that_have_values(first, slots, begin, end):
    it = frame(day(datetime(2026, 11, 16, 23, tzinfo=UTC), slots, first), OSLO)
    assert (local(it.begin), local(it.end)) == (begin, end)


def test_a_curve_without_values_has_a_frame():
    it = frame(day(datetime(2026, 11, 16, 23, tzinfo=UTC), 0), OSLO)
    assert (local(it.begin), local(it.end)) == ("17 00:00", "17 12:00")


@pytest.mark.parametrize(
    ("begin", "seconds_of_day"),
    [
        (datetime(2026, 10, 24, 22, tzinfo=UTC), 25 * 3600),
        (datetime(2026, 3, 28, 23, tzinfo=UTC), 23 * 3600),
    ],
)
def test_in_the_night_of_a_change_every_hour_stands_where_the_clocks_show_it(begin, seconds_of_day):
    span = frame(day(begin, seconds_of_day // 900), OSLO)
    assert span.end - span.begin == seconds_of_day
    for hour in hours(span, OSLO, most=8):
        assert local(hour.at).endswith(f"{hour.text}:00")


def test_so_many_hours_as_there_is_room_for():
    span = frame(day(datetime(2026, 11, 16, 23, tzinfo=UTC), 58), OSLO)
    assert [hour.text for hour in hours(span, OSLO, most=2)] == ["06", "12"]
    assert [hour.text for hour in hours(span, OSLO, most=5)] == ["03", "06", "09", "12", "15"]
    assert hours(span, OSLO, most=0) == ()


def test_a_frame_holds_every_quarter_hour_of_its_curve():
    for slots in range(97):
        it = day(datetime(2026, 11, 16, 23, tzinfo=UTC), slots)
        span = frame(it, OSLO)
        assert span.begin <= it.start.timestamp()
        assert (it.start + timedelta(seconds=900 * slots)).timestamp() <= span.end
