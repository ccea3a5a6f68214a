"""The law of filters and lists: a filter's numbers are its group's, and behind each number stand as many cases."""

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
import pytest

from dashboard.asking import Answered, Ask, AskList, Filter, ListName, Question
from dashboard.hearing import MOODS
from dashboard.ledger import STATUSES, Ledger
from dashboard.measure.behind import LISTS, PART, behind
from dashboard.measure.curves import today
from dashboard.measure.cut import Gauge
from dashboard.measure.reading import cut, measure
from dashboard.measure.shifts import Shifts
from dashboard.measure.sieve import on_shift, sieve
from dashboard.measure.topics import topics_now
from dashboard.model import Agent, Changes, Conversation, Measured
from tests.dashboard.archives import NAMES, WrittenEar, archive
from tests.dashboard.test_feed import NOON, conversation, feed

OSLO = ZoneInfo("Europe/Oslo")
AT = datetime(2026, 10, 26, 9, tzinfo=UTC)
SHIFTS = Shifts.from_mapping({"shifts": {"day": {"hours": "07:00-15:00"}, "night": {"hours": "22:00-07:00"}}})
GAUGE = Gauge(at=AT.timestamp(), target=600.0, zone=OSLO)
PEOPLE = {agent: NAMES[agent] for agent in NAMES}
AGENTS = tuple(Agent(id=agent, name=name) for agent, name in NAMES.items())


@pytest.fixture(scope="module")
def ledger():
    made = Ledger(WrittenEar())
    made.fold(archive(Random(11).choice, around=AT, size=300))
    return made


def under(ledger, **chosen):
    return measure(ledger, GAUGE, agents=AGENTS, sieve=sieve(Filter(**chosen), SHIFTS))


def of(ledger, name, *, chosen=Filter(), window="today", topic=""):  # noqa: B008
    lets = sieve(chosen, SHIFTS)
    return behind(
        cut(ledger, GAUGE, PEOPLE, lets)[window], AskList(id=1, of=name, window=window, topic=topic)
    )


def numbers(measured):
    """Without what each agent carries, which a group's numbers say of one alone."""
    return msgspec.to_builtins(
        Measured(now=msgspec.structs.replace(measured.now, load={}), windows=measured.windows)
    )


def test_an_empty_filter_gives_the_numbers_of_everybody(ledger):
    assert under(ledger) == measure(ledger, GAUGE, agents=AGENTS)


@pytest.mark.parametrize("dimension", ["channel", "team", "language", "agent"])
def test_the_numbers_under_a_filter_are_those_of_its_group(ledger, dimension):
    whole = measure(ledger, GAUGE, agents=AGENTS)
    assert len(whole.by[dimension]) >= 1
    for key, group in whole.by[dimension].items():
        assert numbers(under(ledger, **{f"{dimension}s": (key,)})) == numbers(group)


def test_filters_of_two_dimensions_are_both_kept(ledger):
    both = under(ledger, channels=("facebook",), teams=("night",))
    assert numbers(both) == numbers(under(ledger, teams=("night",)).by["channel"]["facebook"])
    assert 0 < both.now.backlog < under(ledger, channels=("facebook",)).now.backlog


def test_all_channels_together_are_everybody_and_so_are_those_with_and_without_a_team(ledger):
    whole = numbers(measure(ledger, GAUGE, agents=AGENTS))
    assert numbers(under(ledger, channels=("facebook", "instagram"))) == whole
    assert numbers(under(ledger, teams=("night", None))) == whole
    assert numbers(under(ledger, agents=(None, *measure(ledger, GAUGE, agents=AGENTS).by["agent"]))) == whole


def test_public_and_not_public_split_the_queue_as_the_metric_does(ledger):
    whole = measure(ledger, GAUGE).now
    assert whole.public
    assert under(ledger, public=True).now.queue_size == whole.public
    assert under(ledger, public=False).now.queue_size == whole.private


def test_a_name_that_nobody_has_chooses_nothing(ledger):
    none = under(ledger, channels=("letters",))
    assert (none.now.backlog, none.windows["last_7_days"].messages_in) == (0, 0)
    assert none.now.longest_wait is None


def test_a_shift_has_what_belongs_to_its_hours(ledger):
    by_hour = measure(ledger, GAUGE).by["hour"]
    for name, hours in (("day", range(7, 15)), ("night", (22, 23, *range(7)))):
        found = under(ledger, shifts=(name,)).windows["last_7_days"]
        for key in ("messages_in", "replies_out", "waits_begun"):
            assert getattr(found, key) == sum(
                getattr(by_hour[str(h)].windows["last_7_days"], key) for h in hours
            )


def test_a_shift_that_crosses_midnight_ends_the_next_morning_also_when_the_clocks_change():
    def at(day, hour, minute=0):
        return datetime(2026, 10, day, hour, minute, tzinfo=OSLO).timestamp()

    instants = np.array([at(24, 21, 59), at(24, 22), at(25, 6, 59), at(25, 7), at(26, 12)])
    assert on_shift(instants, ("night",), SHIFTS, OSLO).tolist() == [False, True, True, False, False]
    assert on_shift(np.zeros(0), ("night",), SHIFTS, OSLO).tolist() == []


def test_the_curves_of_all_channels_add_up_to_those_of_everybody(ledger):
    def curves(**chosen):
        return today(ledger, GAUGE, PEOPLE, sieve(Filter(**chosen), SHIFTS))

    whole, parts = curves(), [curves(channels=(name,)) for name in ("facebook", "instagram")]
    assert whole == today(ledger, GAUGE)
    for key in ("queue_size", "messages_in", "replies_out_so_far", "waits_begun_last_hour"):
        assert sum(whole[key].values) > 0
        assert tuple(map(sum, zip(*(part[key].values for part in parts), strict=True))) == whole[key].values


def test_the_topics_under_a_filter_are_those_of_what_it_lets_through(ledger):
    def told(**chosen):
        lets = sieve(Filter(**chosen), SHIFTS)
        recent = cut(ledger, GAUGE, PEOPLE, lets)["today"].recent
        through = None if lets is None else lambda whose: lets(recent, whose)
        return {each.id: each for each in topics_now(ledger, GAUGE, {}, {}, through)}

    whole, parts = told(), [told(channels=(name,)) for name in ("facebook", "instagram")]
    assert set(whole) == {"net", "bill"}
    for topic, it in whole.items():
        of_it = [part[topic] for part in parts if topic in part]
        assert (it.heard, it.waiting) == (
            sum(each.heard for each in of_it),
            sum(each.waiting for each in of_it),
        )
        assert 0 < of_it[0].customers_today < it.customers_today
        for name in ("night", "day"):
            listed = of(ledger, "topic", topic=topic, chosen=Filter(shifts=(name,)))
            assert bool(listed.total) == bool(topic in (night := told(shifts=(name,))) and night[topic].heard)


# ── Lists ────────────────────────────────────────────────────────────────────────────────────────────

WINDOWS = ("last_60_min", "today", "yesterday", "last_7_days")
COUNTED = {
    "messages_in": lambda it: it.messages_in,
    "replies_out": lambda it: it.replies_out,
    "waits_begun": lambda it: it.waits_begun,
    "conversations_begun": lambda it: it.conversations_begun,
    "first_response_time": lambda it: it.first_response_time.n,
    "next_reply_time": lambda it: it.next_reply_time.n,
    "resolution_time": lambda it: it.resolution_time.n,
    "missed": lambda it: it.service_level.n - round((it.service_level.value or 0) * it.service_level.n),
    "undecided": lambda it: it.service_level.undecided,
    "asked": lambda it: it.response_rate.n,
    "unanswered": lambda it: it.response_rate.n - round((it.response_rate.value or 0) * it.response_rate.n),
    "turned_around": lambda it: it.turned_around.turned,
    "still_negative": lambda it: it.turned_around.still_negative,
    "not_met": lambda it: it.meets_feeling.n - round((it.meets_feeling.value or 0) * it.meets_feeling.n),
    **{mood: lambda it, mood=mood: getattr(it.sentiment, mood) for mood in MOODS},
}
QUEUE = {
    "queue": lambda now: now.queue_size,
    "under_15_min": lambda now: now.wait_bands.under_15_min,
    "over_15_min": lambda now: now.queue_size - now.wait_bands.under_15_min,
    "over_1_h": lambda now: now.wait_bands.h1_4_h + now.wait_bands.h4_24_h + now.wait_bands.older,
    "over_4_h": lambda now: now.wait_bands.h4_24_h + now.wait_bands.older,
    "older": lambda now: now.wait_bands.older,
    **{f"queue_{mood}": lambda now, mood=mood: getattr(now.mood, mood) for mood in MOODS},
    **{
        name: lambda now, name=name: getattr(now, name)
        for name in (
            "unassigned", "assigned", "public", "private", "backlog", "backlog_open", "backlog_pending",
            "backlog_snoozed",
        )
    },
}  # fmt: skip


def test_there_is_a_list_for_each_name_and_a_law_for_each_list():
    assert set(LISTS) == set(ListName.__args__) == {*COUNTED, *QUEUE, "topic"}


@pytest.mark.parametrize(
    "chosen", [Filter(), Filter(channels=("facebook",)), Filter(agents=("anna",))], ids=repr
)
def test_behind_each_number_of_a_window_stand_as_many_cases(ledger, chosen):
    reading = measure(ledger, GAUGE, agents=AGENTS, sieve=sieve(chosen, SHIFTS))
    for name, number in COUNTED.items():
        for window in WINDOWS:
            assert of(ledger, name, chosen=chosen, window=window).cases == number(reading.windows[window]), (
                name,
                window,
            )


@pytest.mark.parametrize("chosen", [Filter(), Filter(teams=("night",)), Filter(agents=("ben",))], ids=repr)
def test_behind_each_number_of_now_stand_as_many_conversations(ledger, chosen):
    now = measure(ledger, GAUGE, agents=AGENTS, sieve=sieve(chosen, SHIFTS)).now
    for name, number in QUEUE.items():
        found = of(ledger, name, chosen=chosen)
        assert (found.cases, found.total, len(found.columns["ids"])) == (number(now),) * 3, name


def test_the_queue_is_told_longest_wait_first_with_what_a_lead_must_know(ledger):
    found, reading = of(ledger, "queue"), measure(ledger, GAUGE)
    waits = found.columns["wait"]
    assert waits == found.columns["seconds"] == sorted(waits, reverse=True)
    assert waits[0] == pytest.approx(reading.now.longest_wait, abs=0.1)
    assert {STATUSES[code] for code in found.columns["status"]} == {"open"}
    assert set(found.called.channels) == {None, "facebook", "instagram"}


def test_a_conversation_stands_once_however_many_cases_it_has(ledger):
    found = of(ledger, "messages_in", window="last_7_days")
    ids = found.columns["ids"]
    assert len(ids) == len(set(ids)) == found.total < found.cases


def test_the_list_of_a_topic_has_those_who_wrote_of_it(ledger):
    found = of(ledger, "topic", topic="bill", window="last_7_days")
    bit = found.called.topics.index("bill")
    assert found.total > 0
    assert all(bits >> bit & 1 for bits in found.columns["topics"])
    assert of(ledger, "topic", topic="no such thing").total == 0


def test_a_long_list_comes_in_parts_and_is_whole_when_they_are_joined():
    made = Ledger(WrittenEar())
    made.fold(
        Conversation(
            id=str(n),
            channel="chat",
            created_at=AT,
            messages=conversation(n, at=AT - timedelta(seconds=n)).messages,
        )
        for n in range(PART * 2 + 1)
    )
    parts = list(of(made, "queue").parts(7))
    assert [(part.first, len(part.ids), part.told) for part in parts] == [
        (0, PART, 2 * PART + 1), (PART, PART, 2 * PART + 1), (2 * PART, 1, 2 * PART + 1)
    ]  # fmt: skip
    assert [part.called is None for part in parts] == [False, True, True]
    assert [int(name) for part in parts for name in part.ids] == list(range(2 * PART, -1, -1))


def test_a_list_that_is_cut_says_how_many_there_are():
    made = Ledger(WrittenEar())
    made.fold([conversation(n, at=AT) for n in range(5)])
    found = behind(cut(made, GAUGE, {})["today"], AskList(id=1, of="queue", limit=2))
    assert (found.total, len(found.columns["ids"])) == (5, 2)


def test_an_empty_list_is_one_line_too():
    (line,) = of(Ledger(WrittenEar()), "queue").parts(3)
    assert (line.id, line.total, line.ids) == (3, 0, ())


# ── The feed answers ─────────────────────────────────────────────────────────────────────────────────


def test_the_feed_answers_with_the_snapshots_own_numbers_and_lists_what_is_behind_them():
    made, _ = feed(Changes(at=NOON, conversations=(conversation(1), conversation(2, team="night"))))
    shown = made.poll()
    answer = made.answer(Ask(id=4))
    assert (answer.id, answer.reading, answer.curves) == (4, shown.reading, shown.curves)
    assert made.answer(Ask(id=5, filter=Filter(teams=("night",)))).reading.now.queue_size == 1
    (part,) = made.tell(AskList(id=6, of="queue"))
    assert (part.id, part.at, part.total, sorted(part.ids)) == (6, NOON, 2, ["1", "2"])


def test_before_the_first_good_poll_there_is_nothing_to_tell():
    made, _ = feed()
    assert made.answer(Ask(id=1)).reading is None
    assert [part.total for part in made.tell(AskList(id=1, of="queue"))] == [0]


def test_questions_and_answers_are_lines_that_tell_themselves_apart():
    for question in (Ask(id=1, filter=Filter(public=True)), AskList(id=2, of="topic", topic="net")):
        assert msgspec.json.decode(msgspec.json.encode(question), type=Question) == question
    made, _ = feed(Changes(at=NOON, conversations=(conversation(1),)))
    made.poll()
    for answer in (made.answer(Ask(id=1)), *made.tell(AskList(id=1, of="backlog"))):
        line = msgspec.json.encode(answer)
        assert line.startswith(b'{"answer":')
        assert msgspec.json.decode(line, type=Answered) == answer
