"""The demo's month: each day as it was at its end, of one world."""

from concurrent.futures import Future
from datetime import UTC, date, datetime

import pytest

from dashboard.month import month_days
from dashboard.settings import Settings
from data.demonstration.month import MonthToCome, demo_month
from tests.data.history.pages import OSLO

BEGUN = datetime(2026, 11, 19, 13, 40, tzinfo=UTC)


@pytest.fixture(scope="module")
def month():
    return demo_month("storm", Settings(), seed=7, begun=BEGUN)


def test_the_demo_knows_last_month_and_this_one(month):
    days = month_days(month.kept_days(date(2026, 10, 1), date(2026, 11, 18)), OSLO)
    assert [day.day for day in days] == [
        date.fromordinal(date(2026, 10, 1).toordinal() + n) for n in range(49)
    ]
    assert all(day.numbers.response_rate.value > 0.5 for day in days)
    assert all(day.numbers.first_response_time.n for day in days)
    assert all(day.known > 0.999 for day in days)
    assert len({day.numbers.messages_in for day in days}) > 20


def test_of_the_day_of_its_beginning_the_demo_tells_nothing_but_that_it_is_known(month):
    (today,) = month.kept_days(date(2026, 11, 19), date(2026, 11, 19))
    assert today.reading.at == BEGUN
    assert today.reading.windows == {}


def test_a_day_is_measured_as_it_was_when_it_ended(month):
    """Nothing that was said later answers a day's question."""
    again = demo_month("storm", Settings(), seed=7, begun=datetime(2026, 11, 19, 20, 0, tzinfo=UTC))
    assert again.kept_days(date(2026, 10, 1), date(2026, 11, 18)) == month.kept_days(
        date(2026, 10, 1), date(2026, 11, 18)
    )


def test_a_month_that_is_still_being_played_holds_nobody_up_and_comes_when_it_is_done(month):
    begun = []
    played = Future()

    def begin():
        begun.append(True)
        return played

    to_come = MonthToCome(begin, waits=False)
    assert begun == []
    assert to_come.kept_days(date(2026, 10, 1), date(2026, 11, 18)) is None
    played.set_result(month)
    assert len(to_come.kept_days(date(2026, 10, 1), date(2026, 11, 18))) == 49
    assert begun == [True]


def test_who_waits_has_it_at_once(month):
    played = Future()
    played.set_result(month)
    assert len(MonthToCome(lambda: played, waits=True).kept_days(date(2026, 10, 1), date(2026, 11, 18))) == 49
