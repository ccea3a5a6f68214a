"""What may be shown of a Snapshot that does not know everything yet."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.ui import snapshots
from ui.incoming import known

HOUR = timedelta(hours=1)


def test_before_the_queue_is_complete_there_is_no_number_at_all():
    filling = replace(snapshots.busy(), known_since=None)
    assert known.now(filling) is None
    assert known.window(filling, "today") is None
    assert known.curve(filling, "balance") is None


@pytest.mark.parametrize(
    ("since", "there"),
    [
        (snapshots.MIDNIGHT, {"today", "last_60_min"}),
        (snapshots.MIDNIGHT + timedelta(seconds=1), {"last_60_min"}),
        (snapshots.AT - HOUR, {"last_60_min"}),
        (snapshots.AT - HOUR + timedelta(seconds=1), set()),
        (snapshots.MIDNIGHT - 24 * HOUR, {"today", "last_60_min", "yesterday"}),
    ],
)
def test_a_window_is_known_from_its_begin_on(since, there):
    it = replace(snapshots.busy(), known_since=since)
    assert {key for key in ("today", "last_60_min", "yesterday") if known.window(it, key)} == there


def test_a_curve_has_a_gap_where_not_everything_was_at_hand():
    it = replace(snapshots.busy(), known_since=snapshots.MIDNIGHT + timedelta(hours=2, minutes=1))
    values = known.curve(it, "queue_size").values
    assert values[:9] == (None,) * 9  # the quarter that began at 02:00 is not whole
    assert None not in values[9:]


@pytest.mark.parametrize(("day", "hours"), [((2026, 10, 25), 25), ((2026, 3, 29), 23), ((2026, 11, 17), 24)])
def test_a_local_day_begins_at_its_own_midnight(day, hours):
    noon = datetime(*day, 12, tzinfo=UTC)
    begin, end = known.midnight(noon, "Europe/Oslo"), known.midnight(noon + 24 * HOUR, "Europe/Oslo")
    assert end - begin == hours * HOUR


def test_the_age_goes_by_the_clock_of_day():
    it = snapshots.busy()
    assert known.age_seconds(it, it.polled_at + timedelta(seconds=40), held=40) == 40


def test_a_clock_set_back_makes_nothing_look_new():
    it = snapshots.busy()
    assert known.age_seconds(it, it.polled_at - HOUR, held=90) == 90


def test_a_suspended_machine_wakes_to_old_numbers():
    it = snapshots.busy()
    assert known.age_seconds(it, it.polled_at + 8 * HOUR, held=3) == 8 * 3600


def test_what_is_usual_needs_a_reading_and_weeks_that_know_it():
    day = snapshots.busy()
    assert known.usual(day, "queue_size") == pytest.approx(4 + 0.9 * 14.45, abs=0.2)
    assert known.usual(day, "backlog") is None
    assert known.usual(snapshots.first_fill(), "queue_size") is None
    assert known.ribbon(None, "queue_size") is None


def test_a_night_shift_is_known_when_the_day_before_is():
    today, before = (
        replace(snapshots.busy(), known_since=snapshots.MIDNIGHT - back * HOUR) for back in (0, 24)
    )
    assert known.window(today, "this_shift") is None
    assert known.window(before, "this_shift") is not None


@pytest.mark.parametrize(
    ("hours", "opened"),
    [(1, 1), (6.5, 6.5), (7.25, 6.539), (16.539, 6.539), (18.539, 8.539), (None, None)],
)
def test_the_part_of_a_wait_in_opening_hours(hours, opened):
    at_night = snapshots.at_night()  # 14:32:20, open since 08:00; the evening before until 22:00
    found = known.open_part(at_night, hours and hours * 3600)
    assert found == (opened and pytest.approx(opened * 3600, abs=2))


def test_without_opening_hours_all_of_a_wait_counts():
    assert known.open_part(snapshots.busy(), 40_000.0) == 40_000.0
    assert not known.is_closed(snapshots.busy())


@pytest.mark.parametrize(("hour", "closed"), [(7.99, True), (8, False), (21.99, False), (22, True)])
def test_closed_is_from_the_closing_on_and_until_the_opening(hour, closed):
    day = snapshots.at_night()
    at = snapshots.MIDNIGHT + hour * HOUR
    assert known.is_closed(replace(day, reading=replace(day.reading, at=at))) == closed


def test_without_numbers_there_is_no_age():
    assert known.age_seconds(snapshots.first_fill(), snapshots.AT, held=5) is None
