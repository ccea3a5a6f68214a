"""The world is the same again from a seed, and its scenarios are what they say."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from data.demo.facts import since
from data.demo.records import Kind
from data.demo.scenario import read_scenario
from data.demo.truth import truth

DAY = 86_400
HOUR = 3600
MONDAY = datetime(2026, 11, 15, 23, tzinfo=UTC)  # midnight in Oslo
STARTS = [
    datetime(2026, 11, 14, 20, 0, tzinfo=UTC),
    datetime(2026, 11, 18, 3, 15, tzinfo=UTC),
    datetime(2026, 6, 20, 11, 47, 12, tzinfo=UTC),
]


def story(world) -> list[tuple]:
    return [
        (row.id, row.uuid, row.status, message.id, message.at, message.content)
        for row in world.account.conversations.values()
        for message in row.messages
    ]


@pytest.mark.parametrize("scenario", ["weekday", "storm"])
def test_the_same_seed_and_start_give_the_same_world(build, scenario):
    assert story(build(scenario)) == story(build(scenario))


def test_another_seed_gives_another_world(build):
    assert story(build(seed=7)) != story(build(seed=8))


def test_it_does_not_matter_how_the_world_is_advanced(build):
    at_once, by_steps = build("storm"), build("storm")
    at_once.advance(at_once.start + 4 * HOUR)
    for step in range(1, 4 * HOUR // 7 + 2):
        by_steps.advance(min(by_steps.start + step * 7, by_steps.start + 4 * HOUR))

    assert story(at_once) == story(by_steps)
    assert truth(at_once) == truth(by_steps)


def test_nothing_lies_in_the_future_and_ids_ascend_with_time(build):
    world = build("weekday")
    messages = [message for row in world.account.conversations.values() for message in row.messages]

    assert max(message.at for message in messages) <= world.now
    by_id = sorted(messages, key=lambda message: message.id)
    assert [message.at for message in by_id] == sorted(message.at for message in messages)
    assert all(isinstance(message.at, int) for message in messages)
    created = [row.created_at for row in sorted(world.account.conversations.values(), key=lambda row: row.id)]
    assert created == sorted(created)


def test_a_naive_start_is_refused(build):
    with pytest.raises(ValueError, match="time zone"):
        build(start=datetime(2026, 11, 11))  # noqa: DTZ001


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_an_ordinary_week_has_about_4000_customer_messages(build, seed):
    world = build("weekday", seed=seed, start=MONDAY, past_days=14)
    week = since(world.account.facts.incoming, world.start - 7 * DAY)
    assert 3520 <= len(week) <= 4480


def test_an_ordinary_week_has_13_agents_at_half_time_and_six_channels():
    scenario = read_scenario("weekday")
    assert [agent.capacity for agent in scenario.agents] == [50] * 13
    assert len(scenario.channels) == 6


def test_an_ordinary_inbox_is_closed_at_night_with_some_queue_left_over(build):
    night = datetime(2026, 11, 12, 2, 30, tzinfo=UTC)
    world = build("weekday", start=night, past_days=3)
    said = truth(world)

    assert not world.rota.is_open(world.now)
    assert not any(agent["on_shift"] for agent in said["agents"].values())
    assert said["now"]["queue_size"] > 0
    assert said["windows"]["last_60_min"]["replies_out"] == 0


def posts(world) -> list[int]:
    """Instants at which conversations began in public, within the scenario's own hours."""
    begin, end = world.rota.evening
    return [
        case.begun_at for case in world.account.facts.begun if case.public and begin <= case.begun_at < end
    ]


@pytest.mark.parametrize("start", STARTS)
def test_a_storm_has_about_350_public_posts_in_12_hours_and_is_at_its_height_at_the_start(build, start):
    world = build("storm", start=start)
    world.advance(world.start + 7 * HOUR)
    found = posts(world)

    assert 297 <= len(found) <= 403
    by_hour = [sum(begin <= at < begin + HOUR for at in found) for begin in range(*world.rota.evening, HOUR)]
    assert by_hour.index(max(by_hour)) in (4, 5, 6)  # from one hour before the start to two after it


@pytest.mark.parametrize("start", STARTS)
def test_the_queue_of_a_storm_grows_for_hours(build, start):
    world = build("storm", start=start)
    sizes = [truth(world)["now"]["queue_size"]]
    for _ in range(3):
        world.advance(world.now + HOUR)
        sizes.append(truth(world)["now"]["queue_size"])

    assert sizes[0] > 40
    assert sizes == sorted(sizes)
    assert sizes[-1] > 2 * sizes[0]


def test_before_the_storm_there_was_ordinary_life(build):
    world = build("storm", past_days=7)
    before = [case for case in world.account.facts.begun if case.begun_at < world.rota.evening[0]]
    assert 600 <= len(before) <= 1100


@pytest.mark.parametrize("start", STARTS)
def test_the_evening_after_has_28_posts_and_quick_answers(build, start):
    world = build("calm", start=start)
    world.advance(world.start + 7 * HOUR)
    begin = world.rota.evening[0]
    waits = [wait for wait in world.account.facts.waits if wait.first and wait.at >= begin and wait.ended]
    took = sorted(wait.ended - wait.at for wait in waits)

    assert len(posts(world)) == 28
    assert took[len(took) // 2] < 300
    assert truth(world)["now"]["queue_size"] <= 5


def test_the_night_shift_answers_as_fast_as_the_day(build):
    world = build("night", start=MONDAY, past_days=7)
    took: dict[bool, list[int]] = {True: [], False: []}
    for wait in world.account.facts.waits:
        if wait.first and wait.answered:
            hour = world.rota.local(wait.at).hour
            took[hour >= 22 or hour < 7].append(wait.ended - wait.at)
    night, day = (sorted(times)[len(times) // 2] for times in (took[True], took[False]))

    assert len(took[True]) > 200
    assert night < 600
    assert night < 1.5 * day


def test_shifts_cross_midnight(build):
    world = build("night", start=datetime(2026, 11, 12, 0, 30, tzinfo=UTC))
    assert sum(person.on_shift for person in world.account.people.staff) >= 2


def test_everything_that_happens_in_an_inbox_happens(build):
    world = build("weekday", past_days=7)
    messages = [message for row in world.account.conversations.values() for message in row.messages]
    lines = [message.content for message in messages if message.kind is Kind.ACTIVITY]

    assert any("self-assigned this conversation" in line for line in lines)
    assert any(line.startswith("Assigned to") for line in lines)
    assert any(line.startswith("Conversation was marked as pending by") for line in lines)
    assert any(line.startswith("Conversation was snoozed by") for line in lines)
    assert any(line.startswith("Conversation was marked resolved by") for line in lines)
    assert any(message.private for message in messages)
    assert any(message.kind is Kind.TEMPLATE and message.content_type == "input_csat" for message in messages)
    assert any(message.sender_kind == "agent_bot" for message in messages)
    assert any(message.content_attributes.get("external_echo") for message in messages)
    assert any(message.content_attributes.get("automation_rule_id") for message in messages)
    assert any(message.additional_attributes.get("campaign_id") for message in messages)
    assert any(
        (message.content or "").endswith(" /Anna") for message in messages if message.kind is Kind.OUTGOING
    )
    reopened = [case for case in world.account.facts.cases.values() if case.waited and not case.resolved]
    assert reopened
    customers = [message for message in messages if message.kind is Kind.INCOMING]
    assert {message.mood for message in customers} == {"negative", "neutral", "positive"}
    assert all(message.topic for message in customers)


def test_several_messages_come_within_the_same_second(build):
    world = build("weekday")
    same = [
        (one, other)
        for row in world.account.conversations.values()
        for one, other in zip(row.messages, row.messages[1:], strict=False)
        if one.kind is other.kind is Kind.INCOMING and one.at == other.at
    ]
    assert same


def test_no_customer_message_follows_a_resolve_within_its_second(build):
    world = build("weekday", past_days=7)
    for row in world.account.conversations.values():
        resolves = {
            message.at: message.id
            for message in row.messages
            if message.kind is Kind.ACTIVITY
            and message.content.startswith("Conversation was marked resolved")
        }
        late = [m for m in row.messages if m.kind is Kind.INCOMING and m.id > resolves.get(m.at, m.id)]
        assert late == []


def test_old_closed_conversations_are_dropped_so_that_days_can_pass(build):
    scenario = read_scenario("weekday")
    quiet = msgspec.structs.replace(
        scenario, arrivals=msgspec.structs.replace(scenario.arrivals, conversations_a_week=300.0), bursts=()
    )
    world = build(quiet, past_days=1)
    sizes = []
    for _ in range(5):
        world.advance(world.now + 7 * DAY)
        sizes.append(len(world.account.conversations))

    assert max(sizes[2:]) < 1.5 * min(sizes[1:])
    oldest = world.now - (1 + 8 + 1) * DAY
    assert all(row.last_activity_at >= oldest for row in world.account.by_status["resolved"].values())
    assert len(world.account.facts.cases) == len(world.account.recent) == len(world.account.conversations)
    assert since(world.account.facts.incoming, 0)[0].at >= oldest


def test_the_day_of_25_hours_is_played_through(build):
    world = build("weekday", start=datetime(2026, 10, 25, 22, 30, tzinfo=UTC))
    before = world.rota.midnight(world.now - 3600)
    assert world.rota.instant(world.rota.local(before).date() + timedelta(days=1), 0) - before == 25 * HOUR
