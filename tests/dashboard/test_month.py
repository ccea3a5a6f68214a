"""The month: days as their last reading left them, today live, gaps and storms counted."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dashboard.feed import Feed
from dashboard.kept import Event, Gap, KeptDay
from dashboard.model import Changes, Reading, Window
from dashboard.month import first_after, last_month_and_this, month_days
from dashboard.problems import Unreachable
from dashboard.settings import Settings
from tests.dashboard.archives import WrittenEar
from tests.dashboard.test_feed import NOON, Scripted, conversation
from tests.data.history.pages import OSLO

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
TODAY = date(2026, 11, 17)


class Shelf:
    def __init__(self, *days):
        self.days, self.asked = days, []

    def kept_days(self, first, last):
        self.asked.append((first, last))
        return [each for each in self.days if first <= each.day <= last]


class Torn:
    def kept_days(self, first, last):
        raise RuntimeError("Gjertrud")


def at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=OSLO).astimezone(UTC)


def kept(day, *, last=(23, 59), messages=5, **fields):
    reading = Reading(at=at(day, *last), windows={"today": Window(messages_in=messages)})
    return KeptDay(day=date(2026, 11, day), reading=reading, **fields)


def changes(when, *conversations):
    return Changes(at=when, conversations=conversations, known_since=NOON - timedelta(days=8))


def polls(script, shelf):
    clock = [NOON]
    feed = Feed(Scripted(*(step for _, step in script)), WrittenEar(), Settings(), clock=lambda: clock[0],
                draw=lambda: 0.0, days=shelf)  # fmt: skip
    for when, _ in script:
        clock[0] = when
        yield feed.poll()


def test_a_day_is_what_its_last_reading_said_of_it():
    (day,) = month_days([kept(10, messages=7)], OSLO)
    assert (day.day, day.numbers.messages_in, day.storms, day.known) == (date(2026, 11, 10), 7, 0, 1.0)


def test_a_day_without_a_reading_is_missing():
    assert month_days([KeptDay(day=date(2026, 11, 10))], OSLO) == ()


def test_what_is_not_known_of_a_day_counts_once_and_only_within_it():
    gaps = (
        Gap(first=at(10, 6), why="dns"),  # told again, with its end
        Gap(first=at(10, 6), after=at(10, 9), why="dns"),
        Gap(first=at(10, 8), after=at(10, 12), why="off"),
        Gap(first=at(10, 23), after=at(11, 1), why="off"),
    )
    first, second = month_days([kept(10, gaps=gaps), kept(11)], OSLO)
    assert first.known == pytest.approx(1 - 7 / 24)
    assert second.known == pytest.approx(1 - 1 / 24)


def test_a_day_whose_last_reading_was_early_is_known_up_to_then():
    (day,) = month_days([kept(10, last=(18, 0))], OSLO)
    assert day.known == pytest.approx(18 / 24)


def test_a_storm_belongs_to_the_day_on_which_it_began():
    storm = Event(kind="storm", at=at(10, 23))
    told = Event(kind="storm", at=at(10, 23), until=at(11, 2))
    note = Event(kind="annotation", at=at(11, 12), text="match")
    days = month_days([kept(10, events=(storm,)), kept(11, events=(told, note))], OSLO)
    assert [day.storms for day in days] == [1, 0]


def test_the_night_in_which_the_clock_is_set_back_is_as_long_as_it_is():
    day = date(2026, 10, 25)
    gap = Gap(
        first=datetime(2026, 10, 24, 22, tzinfo=UTC), after=datetime(2026, 10, 25, 3, tzinfo=UTC), why="off"
    )
    reading = Reading(at=datetime(2026, 10, 25, 22, 59, tzinfo=UTC))
    (it,) = month_days([KeptDay(day=day, reading=reading, gaps=(gap,))], OSLO)
    assert it.known == pytest.approx(1 - 5 / 25)


def test_public_holidays_of_the_opening_hours_countries_are_told():
    days = month_days([kept(16), kept(17)], OSLO, ("NO",))
    assert [day.holiday for day in days] == [False, False]
    (christmas,) = month_days([KeptDay(day=date(2026, 12, 25), reading=kept(16).reading)], OSLO, ("NO",))
    assert christmas.holiday


def test_months_are_counted_in_days_of_the_calendar():
    assert last_month_and_this(date(2026, 1, 31)) == date(2025, 12, 1)
    assert first_after(date(2026, 12, 7)) == date(2027, 1, 1)
    assert first_after(date(2026, 2, 28)) == date(2026, 3, 1)


def test_a_snapshot_says_the_days_before_and_today_live():
    shelf = Shelf(kept(15), kept(16, messages=6))
    script = [
        (NOON, changes(NOON, conversation(1))),
        (NOON + MINUTE, changes(NOON + MINUTE, conversation(2))),
    ]
    first, second = polls(script, shelf)
    assert [day.numbers.messages_in for day in first.month] == [5, 6, 1]
    assert [day.numbers.messages_in for day in second.month] == [5, 6, 2]
    assert second.month[-1].day == TODAY
    assert shelf.asked == [(date(2026, 10, 1), TODAY)]  # once


def test_after_midnight_the_day_before_is_read():
    shelf = Shelf(kept(16))
    night = at(18, 0, 1)
    script = [(NOON, changes(NOON)), (night, changes(night))]
    _, after = polls(script, shelf)
    assert [day.day.day for day in after.month] == [16, 18]
    shelf.days = (kept(16), kept(17))
    assert shelf.asked[-1] == (date(2026, 10, 1), date(2026, 11, 18))


def test_of_today_what_this_process_did_not_see_is_not_known():
    started = polls([(NOON, changes(NOON))], Shelf(kept(16)))
    assert next(started).month[-1].known == pytest.approx(0, abs=0.01)  # the feed was off since yesterday
    failing = [
        (NOON, changes(NOON)),
        (NOON + HOUR, Unreachable("dns")),
        (NOON + 2 * HOUR, changes(NOON + 2 * HOUR)),
    ]
    *_, last = polls(failing, Shelf())
    assert last.month[-1].known == pytest.approx(1 - 2 / 14)


def test_a_failed_poll_keeps_the_days_it_knows(logs):
    logs.expect("no contact with")
    _, failed = polls([(NOON, changes(NOON)), (NOON + MINUTE, Unreachable("dns"))], Shelf(kept(16)))
    assert len(failed.month) == 2


def test_a_past_that_cannot_be_read_leaves_the_wall_alone(logs):
    logs.expect("the month is left out")
    (snapshot,) = polls([(NOON, changes(NOON, conversation(1)))], Torn())
    assert snapshot.fresh
    assert snapshot.month == ()


@pytest.fixture(autouse=True)
def _no_contact(logs):
    logs.expect("no contact with")
