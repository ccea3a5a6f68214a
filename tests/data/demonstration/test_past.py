"""The demo's past weeks: measured as any day is, without the evening that the scenario is about."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from dashboard.feed import Feed
from dashboard.model import DayCurves
from dashboard.settings import Settings
from data.demo.clock import Clock
from data.demo.phrases import read_phrases
from data.demo.play import Play
from data.demo.running import ServerThread
from data.demo.scenario import read_scenario
from data.demo.world import World
from data.demonstration.beginning import lead_to, noted
from data.demonstration.past import DemoPast, conversations, demo_past, played
from data.ear.hearing import ear
from data.feed_lines import settled
from data.inboxes import INBOXES, Door, Secret

BEGUN = datetime(2026, 11, 19, 13, 40, tzinfo=UTC)  # a Thursday
THURSDAYS = [date(2026, 11, 19) - timedelta(weeks=back) for back in range(4, 0, -1)]


@pytest.fixture(scope="module")
def storm():
    return replace(read_scenario("storm"), evening=None)


def test_a_demo_remembers_four_of_its_weekdays():
    past = demo_past("calm", seed=7, begun=BEGUN)
    assert [day.day for day in past.days()] == THURSDAYS
    again = demo_past("calm", seed=7, begun=BEGUN)
    assert again.days() == past.days()
    assert demo_past("calm", seed=8, begun=BEGUN).days() != past.days()
    assert len({tuple(day.curves["messages_in"]) for day in past.days()}) == 4  # no week is another's copy


def test_the_next_weekday_is_played_when_its_eve_is_over():
    past = demo_past("calm", seed=7, begun=BEGUN)
    past.keep(DayCurves(day=date(2026, 11, 16)))  # what the inbox itself knows of the days before
    assert len(past.days()) == 5
    past.keep(DayCurves(day=date(2026, 11, 19)))
    fridays = {date(2026, 11, 20) - timedelta(weeks=back) for back in range(1, 5)}
    assert fridays <= {day.day for day in past.days()}


def test_a_day_that_the_inbox_knows_is_not_played(storm):
    past = DemoPast(storm, read_phrases(), seed=7, begun=BEGUN)
    known = DayCurves(day=date(2026, 11, 13))
    past.keep(known)
    past.keep(DayCurves(day=date(2026, 11, 19)))
    assert known in past.days()


def test_the_evening_of_the_scenario_is_no_usual_day():
    past = demo_past("storm", seed=7, begun=BEGUN)
    assert all(sum(day.curves["waits_begun"]) < 350 for day in past.days())


def test_a_played_day_is_what_its_world_knows(storm):
    phrases, day = read_phrases(), date(2026, 11, 12)
    end = datetime(2026, 11, 12, 23, tzinfo=UTC)
    world = World(storm, phrases, seed=7, start=end, past_days=2)
    facts, begin = world.account.facts, int(end.timestamp()) - 86_400
    curves = played(storm, phrases, 7, day).curves
    for name, dated in (
        ("messages_in", facts.incoming),
        ("replies_out", facts.replies),
        ("waits_begun", facts.waits),
    ):
        assert sum(curves[name]) == sum(begin <= each.at < end.timestamp() for each in dated), name
    running = [case for case in facts.cases.values() if case.running]
    waiting = {row.id for row in world.account.by_status["open"].values()}
    assert curves["queue_size"][-1] == sum(case.id in waiting for case in running)


def test_a_conversation_says_its_mood_and_its_topic_and_no_words(storm):
    world = World(storm, read_phrases(), seed=7, start=BEGUN, past_days=1)
    told = list(conversations(world))
    texts = {message.text for each in told for message in each.messages}
    assert {text.partition(" ")[0] for text in texts} == {"", "negative", "neutral", "positive"}
    assert {text.partition(" ")[2] for text in texts} <= {"", "any", "other", *storm.topics}
    assert {message.author for each in told for message in each.messages} == {"customer", "agent", "system"}


def test_a_storm_demo_storms_at_its_first_full_poll_and_says_what_is_usual():
    start = datetime(2026, 11, 19, 12, 40, tzinfo=UTC)
    world = World(read_scenario("storm"), read_phrases(), seed=7, start=start, past_days=2)
    with ServerThread(Play(world, Clock(world.start, 0.0, lambda: 0.0))) as server:
        settings = lead_to(server.ready, Settings(), days=2)
        door = Door(address=server.ready.address, token=Secret(server.ready.token), history_days=2)
        inbox = INBOXES["chatwoot"](door)
        past = demo_past(server.ready.scenario, seed=7, begun=start)
        feed = Feed(
            inbox, ear(settings), settings, clock=lambda: start, draw=lambda: 0.0, demo=True, past=past
        )
        snapshot = settled(feed)
        inbox.close()
    assert snapshot.fresh
    assert snapshot.usual.keys() == snapshot.curves.keys()
    assert snapshot.storm.since < start
    assert snapshot.storm.times > 2
    assert snapshot.heartbeats["Facebook"].last_at <= snapshot.reading.at
    assert snapshot.closed == ()


def test_what_is_on_in_a_scenario_is_put_on_the_time_axis():
    begun = datetime(2026, 11, 27, 21, 0, 30, tzinfo=UTC)
    (deed,) = noted("storm", begun)
    assert (deed.event.text, deed.event.kind) == ("Pay-Per-View", "annotation")
    assert (deed.event.at, deed.event.until) == (
        datetime(2026, 11, 27, 16, 0, tzinfo=UTC),
        datetime(2026, 11, 28, 4, 0, tzinfo=UTC),
    )
    assert noted("calm", begun) == ()
