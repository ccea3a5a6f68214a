"""The months before a demo's day, as they would have been kept."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dashboard.monthly import the_month
from dashboard.settings import Settings
from data.demo.phrases import read_phrases
from data.demo.scenario import read_scenario
from data.demonstration.before import MonthsBefore
from data.demonstration.day import as_played

DAY = date(2026, 11, 27)
BEGUN = datetime(2026, 11, 26, 23, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def before():
    scenario = read_scenario("storm")
    return MonthsBefore(scenario, read_phrases(), as_played(Settings(), scenario), seed=7, begun=BEGUN)


def test_each_day_of_both_months_has_its_numbers(before):
    first = date(2026, 10, 1)
    assert [each.day for each in before.days] == [first + timedelta(days=n) for n in range(57)]
    assert all(each.reading.windows["today"].messages_in for each in before.days)


def test_there_were_two_storms_on_other_weekdays_and_what_they_cost_is_seen(before):
    stormy = {day.day: day.events[0] for day in before.days if day.events}
    assert list(stormy) == [DAY - timedelta(days=34), DAY - timedelta(days=13)]
    for day, storm in stormy.items():
        assert storm.at.astimezone(read_scenario("storm").zone).date() == day
        seen = [value for at, value in before.series("now.longest_wait")
                if storm.at.timestamp() <= at <= storm.until.timestamp()]  # fmt: skip
        assert 1800 < max(seen) < 86_400
    waits = [begun for row in before.rows() for begun, _, _ in row.waits]
    assert all(
        sum(storm.at.timestamp() <= each <= storm.until.timestamp() for each in waits) > 150
        for storm in stormy.values()
    )


def test_the_queue_of_the_weeks_before_is_known_for_what_is_usual(before):
    at = [datetime.fromtimestamp(each, UTC).date() for each, _ in before.series("now.queue_size")]
    assert {DAY - timedelta(weeks=back) for back in (1, 2, 3)} <= set(at)
    assert before.series("now.backlog") == ()


def test_a_months_page_of_them_has_problems_and_turned_customers(before):
    class Only:
        kept_days = staticmethod(lambda first, last: [d for d in before.days if first <= d.day <= last])
        rows = staticmethod(lambda day: before.rows())
        gaps = staticmethod(lambda first, after: ())
        events = staticmethod(lambda first, after: tuple(
            e for d in before.days for e in d.events if first <= e.at < after))  # fmt: skip

        @staticmethod
        def series(name, first, after):
            import numpy as np

            found = np.array(before.series(name)).reshape(-1, 2)
            within = found[(found[:, 0] >= first.timestamp()) & (found[:, 0] < after.timestamp())]
            return within[:, 0], within[:, 1]

    settings = as_played(Settings(), read_scenario("storm"))
    found = the_month(Only, settings, date(2026, 11, 1), inbox="demo", topics={})
    assert len(found.problems) >= 5
    assert found.total.turned > 100
    (storm,) = found.storms
    assert 0 < storm.missed < storm.waits
    assert found.before.storms == 1
