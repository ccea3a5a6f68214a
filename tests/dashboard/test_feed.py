"""The feed: what a poll's changes become, and what it never loses."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from dashboard.feed import Feed
from dashboard.model import Agent, Changes, Channel, Conversation, Message
from dashboard.problems import Unreachable
from dashboard.settings import Settings, from_mapping
from tests.dashboard.archives import WrittenEar

NOON = datetime(2026, 11, 17, 11, 0, tzinfo=UTC)


class Scripted:
    """An inbox that brings what a test laid before it, one call after the other."""

    name = "scripted"

    def __init__(self, *script):
        self.script = list(script)
        self.forgotten = []

    def changes(self):
        step = self.script.pop(0)
        if isinstance(step, Exception):
            raise step
        return step

    def forget(self, conversations):
        self.forgotten += conversations

    def close(self):
        pass


class StumblingEar(WrittenEar):
    """Fails on one text."""

    def hear(self, texts):
        if any(text == "poison" for text in texts):
            raise RuntimeError("a fault of ours")
        return super().hear(texts)


def conversation(number, *, text="neutral", at=NOON, **fields):
    message = Message(id=f"m{number}", at=at, author="customer", text=text)
    return Conversation(id=str(number), channel="chat", created_at=at, messages=(message,), **fields)


def feed(*script, ear=None, settings=None, clock=None):
    inbox = Scripted(*script)
    made = Feed(
        inbox, ear or WrittenEar(), settings or Settings(), clock=clock or (lambda: NOON), draw=lambda: 0.0
    )
    return made, inbox


def test_a_poll_that_fails_keeps_the_numbers_and_the_next_good_one_clears_the_trouble(logs):
    logs.expect("no contact with scripted")
    polls, _ = feed(
        Changes(at=NOON, conversations=(conversation(1),)), Unreachable("timeout"), Changes(at=NOON)
    )
    good, bad, again = polls.poll(), polls.poll(), polls.poll()
    assert (good.reading.now.queue_size, good.trouble) == (1, None)
    assert (bad.reading, bad.trouble.kind, bad.trouble.tries) == (good.reading, "timeout", 1)
    assert again.fresh


def test_a_conversation_that_is_gone_leaves_the_numbers():
    polls, _ = feed(Changes(at=NOON, conversations=(conversation(1),)), Changes(at=NOON, gone=("1",)))
    assert [polls.poll().reading.now.queue_size for _ in range(2)] == [1, 0]


def test_a_conversation_that_can_not_be_folded_is_left_out_and_counted_and_the_rest_goes_on(logs):
    logs.expect("can't be folded")
    logs.expect("is left out")
    polls, _ = feed(
        Changes(at=NOON, conversations=(conversation(1), conversation(2, text="poison"), conversation(3))),
        Changes(at=NOON, conversations=(conversation(2),)),
        ear=StumblingEar(),
    )
    first, second = polls.poll(), polls.poll()
    assert first.trouble is None
    assert first.reading.now.queue_size == 2
    assert [(notice.kind, notice.count) for notice in first.notices] == [("set_aside", 1)]
    assert second.reading.now.queue_size == 3


def test_what_is_over_leaves_and_the_inbox_is_told_to_forget_it_so_that_a_return_is_read_whole():
    old = NOON - timedelta(days=10)
    resolved = conversation(1, at=old, status="resolved", resolved_at=(old + timedelta(hours=1),))
    polls, inbox = feed(Changes(at=NOON, conversations=(resolved, conversation(2))))
    polls.poll()
    assert inbox.forgotten == ["1"]


def test_our_own_count_is_held_against_the_inbox_s_and_a_difference_is_said():
    open_ones = tuple(conversation(number) for number in range(10))
    polls, _ = feed(
        Changes(at=NOON, conversations=open_ones, cross_check=8),
        Changes(at=NOON, cross_check=3),
        Changes(at=NOON),
    )
    assert [[notice.count for notice in polls.poll().notices] for _ in range(3)] == [[], [7], [7]]


@pytest.mark.parametrize(("ahead", "said"), [(0, []), (59, []), (90, [90.0]), (-90, [-90.0])])
def test_a_clock_that_is_off_by_more_than_a_minute_is_said_with_its_sign(ahead, said):
    polls, _ = feed(Changes(at=NOON), clock=lambda: NOON + timedelta(seconds=ahead))
    assert [notice.count for notice in polls.poll().notices if notice.kind == "clock_skew"] == said


def test_a_channel_whose_connection_has_ended_is_named():
    polls, _ = feed(Changes(at=NOON, channels=(Channel(name="Facebook", broken=True), Channel(name="Chat"))))
    assert [notice.name for notice in polls.poll().notices] == ["Facebook"]


def test_the_roster_s_capacity_makes_the_load_ratio():
    settings = from_mapping({"roster": {"Anna Berg": 50}})
    anna = Agent(id="7", name="Anna Berg")
    held = msgspec.structs.replace(conversation(1), assignee="7")
    polls, _ = feed(Changes(at=NOON, conversations=(held,), agents=(anna,)), settings=settings)
    load = polls.poll().reading.now.load["7"]
    assert (load.open, load.capacity, load.load_ratio) == (1, 0.5, 2.0)


def test_the_first_fill_is_told_and_the_next_poll_comes_at_once():
    polls, _ = feed(Changes(at=NOON, arrived=3, expected=9), Changes(at=NOON, arrived=9, expected=9))
    filling, full = polls.poll(), polls.poll()
    assert (filling.filling.arrived, filling.filling.expected) == (3, 9)
    assert filling.next_poll_at - NOON < timedelta(seconds=1)
    assert full.filling is None
    assert full.next_poll_at - NOON == timedelta(seconds=30)
