"""The director's month, of what is kept."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import numpy as np
import pytest

from dashboard.export_settings import Benchmark
from dashboard.kept import ConversationRow, Event, Gap, KeptDay, KeptQuestion, KeptReply
from dashboard.model import Reading, ServiceLevel, Share, Spread, Turned, Window
from dashboard.monthly import StormCost, the_month
from dashboard.problems import NothingKept
from dashboard.settings import Settings, from_mapping
from tests.dashboard.test_day import Past

NOVEMBER = date(2026, 11, 1)
NOON = datetime(2026, 11, 3, 11, 0, tzinfo=UTC)


class Months(Past):
    def __init__(self, *days, gaps=(), **more):
        super().__init__(*days, **more)
        self._gaps = gaps

    def gaps(self, first, after):
        return self._gaps


def window(*, rate=(0.5, 10), median=300.0, messages=20, turned=(1, 4)):
    return Window(
        messages_in=messages,
        response_rate=Share(value=rate[0], n=rate[1]),
        first_response_time=Spread(median=median, n=3),
        service_level=ServiceLevel(value=0.5, n=4),
        turned_around=Turned(turned=turned[0], n=turned[1]),
    )


def kept(day, **said):
    at = datetime(day.year, day.month, day.day, 22, 0, tzinfo=UTC)
    return KeptDay(day=day, reading=Reading(at=at, windows={"today": window(**said)}))


def november(*days, settings=None, **more):
    return the_month(
        Months(*days, **more), settings or Settings(), NOVEMBER, inbox="chat", topics={"a": {"en": "A"}}
    )


def test_a_month_of_which_nothing_is_kept_is_none():
    with pytest.raises(NothingKept, match="2026-11"):
        november(kept(date(2026, 10, 31)))


def test_its_counts_and_shares_are_those_of_its_days_together():
    month = november(
        kept(date(2026, 11, 1), rate=(1.0, 10), messages=20, turned=(1, 4)),
        kept(date(2026, 11, 2), rate=(0.5, 30), messages=50, turned=(2, 2)),
    )
    total = month.total
    assert (total.days, total.messages_in, total.turned, total.turned_of) == (2, 70, 3, 6)
    assert (total.response_rate, total.answered_of) == (25 / 40, 40)
    assert total.service_level == 0.5


def test_shares_that_were_kept_to_six_digits_add_up_to_the_cases_they_were_made_of():
    thirds = [kept(date(2026, 11, n), rate=(0.666667, 3)) for n in (1, 2, 3, 4)]
    total = november(*thirds, kept(date(2026, 11, 5), rate=(0.333333, 3))).total
    assert (total.response_rate, total.answered_of) == (9 / 15, 15)


def test_its_time_is_that_of_a_typical_day():
    days = [
        kept(NOVEMBER + timedelta(days=place), median=median)
        for place, median in enumerate((60, None, 900, 300))
    ]
    assert november(*days).total.first_response_time == 300


def test_the_month_before_stands_beside_it():
    month = november(kept(date(2026, 10, 30), messages=9), kept(date(2026, 11, 1)))
    assert month.before.messages_in == 9
    assert month.total.open_seconds == 30 * 86400
    assert month.before.open_seconds == 31 * 86400 + 3600  # the clock was set back


def test_opening_hours_are_those_of_the_settings():
    settings = from_mapping({"hours": {"weekdays": "08:00-16:00"}})
    month = november(kept(date(2026, 11, 2)), settings=settings)
    assert month.total.open_seconds == 21 * 8 * 3600


def test_days_without_data_are_named_up_to_the_last_that_is_known():
    month = november(kept(date(2026, 11, 2)), kept(date(2026, 11, 5)))
    assert month.missing == (date(2026, 11, 1), date(2026, 11, 3), date(2026, 11, 4))


def row(number, *waits, customer=1, **more):
    said = {"created": NOON.timestamp(), "last_at": NOON.timestamp()} | more
    return ConversationRow(id=str(number), customer=customer, waits=waits, **said)


def test_a_storm_costs_the_waits_that_began_in_it_and_were_missed():
    begun = NOON.timestamp()
    rows = (
        row(1, (begun + 60, begun + 120, 1)),  # answered in time
        row(2, (begun + 60, begun + 3600, 1)),  # too late
        row(3, (begun + 60, begun + 120, 2)),  # ended unanswered
        row(4, (begun + 60, None, 0)),  # runs
        row(5, (begun - 60, None, 0)),  # began before
    )
    storm = Event(kind="storm", at=NOON, until=NOON + timedelta(hours=1))
    note = Event(kind="annotation", at=NOON, text="match")
    (cost,) = november(kept(date(2026, 11, 3)), rows=rows, events=(storm, note)).storms
    assert cost == StormCost(begin=NOON, end=NOON + timedelta(hours=1), waits=4, missed=3)
    (unknown,) = november(kept(date(2026, 11, 3)), events=(storm,)).storms
    assert unknown.waits is None


def test_a_storm_whose_end_no_feed_saw_lasts_until_none_ran_or_the_next_one_and_else_to_the_last_reading():
    def ends(*events, gaps=()):
        month = november(kept(date(2026, 11, 3)), kept(date(2026, 11, 5)), events=events, gaps=gaps)
        return [(cost.end - NOON) / timedelta(hours=1) for cost in month.storms]

    hour = timedelta(hours=1)
    seen = Event(kind="storm", at=NOON, until=NOON + 9 * hour)
    open_end, later = Event(kind="storm", at=NOON), Event(kind="storm", at=NOON + 5 * hour)
    gaps = (
        Gap(first=NOON - hour, after=NOON, why="off"),
        Gap(first=NOON + hour, after=NOON + 2 * hour, why="timeout"),  # the feed ran, and would have seen it
        Gap(first=NOON + 2 * hour, after=NOON + 4 * hour, why="off"),
    )
    assert ends(seen, gaps=gaps) == [9]
    assert ends(open_end, gaps=gaps) == [2]
    assert ends(open_end, later, gaps=gaps[:2]) == [5, 48 + 11]


def test_a_wait_that_is_younger_than_the_target_at_the_last_reading_is_not_missed_yet():
    at = datetime(2026, 11, 3, 22, 0, tzinfo=UTC)
    storm = Event(kind="storm", at=NOON)
    rows = [row(seconds, ((at.timestamp() - seconds), None, 0)) for seconds in (60, 599, 600)]
    (cost,) = november(kept(date(2026, 11, 3)), rows=rows, events=(storm,)).storms
    assert (cost.waits, cost.missed) == (3, 1)


def test_a_reply_exactly_at_the_target_is_in_time():
    begun = NOON.timestamp()
    rows = [row(seconds, (begun, begun + seconds, 1)) for seconds in (600, 601)]
    storm = Event(kind="storm", at=NOON, until=NOON + timedelta(hours=1))
    (cost,) = november(kept(date(2026, 11, 3)), rows=rows, events=(storm,)).storms
    assert (cost.waits, cost.missed) == (2, 1)


def test_the_longest_wait_of_a_storm_is_the_longest_seen_up_to_the_minute_in_which_it_ended():
    class Watched(Months):
        def series(self, name, first, after):
            seen = [(59, 900.0), (60, 1800.0), (61, 9999.0)] if name == "now.longest_wait" else []
            at = [(NOON.timestamp() + minute * 60 + 20, value) for minute, value in seen]
            inside = [each for each in at if first.timestamp() <= each[0] < after.timestamp()]
            return np.array([a for a, _ in inside]), np.array([value for _, value in inside])

    storm = Event(kind="storm", at=NOON, until=NOON + timedelta(hours=1))
    past = Watched(kept(date(2026, 11, 3)), events=(storm,))
    (cost,) = the_month(past, Settings(), NOVEMBER, inbox="chat", topics={}).storms
    assert cost.longest == 1800.0


def test_a_label_counts_as_a_topic_of_all_that_the_customer_wrote():
    said = (KeptQuestion(0.0, "negative", "nb", 5, (0,)), KeptQuestion(9.0, "positive", "nb", 5, ()))
    rows = (msgspec.structs.replace(row(1, messages=said, topics=("a",)), labels=("router",)),)
    problems = november(kept(date(2026, 11, 3)), rows=rows).problems
    assert [(it.id, it.customers, it.heard) for it in problems] == [("a", 1, 1), ("router", 1, 2)]


def test_problems_are_counted_by_customers_and_only_within_the_month():
    said = (
        KeptQuestion(0.0, "negative", "nb", 5, (0,)),
        KeptReply(5.0),
        KeptQuestion(9.0, "unsure", "nb", 5, (0,)),
    )
    rows = (
        row(1, messages=said, topics=("a",)),
        row(2, messages=said[:1], topics=("a",)),  # the same customer
        row(3, messages=said[:1], topics=("a",), customer=2),
        row(4, messages=said[:1], topics=("praise",), customer=3),
        row(5, messages=(KeptQuestion(90.0 * 86400, "negative", "nb", 5, (0,)),), topics=("b",), customer=4),
    )
    (problem,) = november(kept(date(2026, 11, 3)), rows=rows).problems
    assert (problem.id, problem.names, problem.customers) == ("a", {"en": "A"}, 2)
    assert (problem.negative, problem.heard) == (1.0, 3)


def test_conversations_of_a_history_without_messages_count_once_for_their_topics():
    """Of version 1: what a lead reads of November does not begin with the day of the new version."""
    before, after = (NOON.timestamp() + days * 86400 for days in (-20, 40))
    old = {"messages_in": 4, "topics": ("a",), "first_mood": "negative"}
    rows = (
        row(1, **old),
        row(2, **old | {"first_mood": None}, customer=2),
        row(3, **old | {"created": before}, customer=3),  # went on
        row(4, **old | {"created": before, "last_at": before}, customer=4),
        row(5, **old | {"created": after, "last_at": after}, customer=5),
        row(6, **old | {"messages_in": 0}, customer=6),  # nobody wrote: ours began it
    )
    (problem,) = november(kept(date(2026, 11, 3)), rows=rows).problems
    assert (problem.customers, problem.negative, problem.heard) == (3, 1.0, 2)


def test_benchmarks_are_those_of_the_settings():
    said = {"benchmarks": {"KLM": {"response_rate": 0.97, "source": "their page, 2016"}}}
    month = november(kept(date(2026, 11, 3)), settings=from_mapping(said))
    assert month.benchmarks == (Benchmark(name="KLM", response_rate=0.97, source="their page, 2016"),)
