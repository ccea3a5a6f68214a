"""The law of the numbers: however it is folded, the ledger says what metrics.md says."""

from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.ledger import Ledger
from dashboard.measure.cut import Gauge
from dashboard.measure.reading import measure
from data.archive import as_of
from tests.dashboard.archives import OSLO_NIGHTS, WrittenEar, conversations, feeling, mood
from tests.dashboard.plain_reading import read

OSLO = ZoneInfo("Europe/Oslo")
TARGET = 600.0


def batches(made, draw):
    """The conversations in a random order, cut in random batches, some of them again, some in two halves."""
    order = draw(st.permutations(made))
    pieces = []
    for conversation in order:
        cut = draw(st.integers(0, len(conversation.messages)))
        halves = [conversation.messages[:cut], conversation.messages]
        pieces += [msgspec.structs.replace(conversation, messages=half) for half in halves]
    batch = []
    for piece in pieces:
        batch.append(piece)
        if draw(st.booleans()):
            yield batch
            batch = []
    yield batch


def assert_same(expected, found, where=""):
    if isinstance(expected, dict):
        for key, value in expected.items():
            assert_same(value, found[key], f"{where}.{key}")
    elif isinstance(expected, float):
        assert found == pytest.approx(expected, abs=1e-6), where
    else:
        assert found == expected, where


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_the_ledger_says_what_the_page_says_in_total_and_for_each_part(data):
    at = data.draw(st.sampled_from(OSLO_NIGHTS))
    made = data.draw(conversations(around=at))
    ledger = Ledger(WrittenEar(), trust_status=False)
    known = [piece for conversation in made if (piece := as_of(conversation, at)) is not None]
    for batch in batches(known, data.draw):
        ledger.fold(batch)

    reading = measure(ledger, Gauge(at=at.timestamp(), target=TARGET, zone=OSLO))

    whole = read(made, at, zone=OSLO, target=TARGET, mood=mood, feeling=feeling)
    found = msgspec.to_builtins(reading)
    assert_same(whole, found)
    for dimension in ("channel", "team"):
        for key in {getattr(c, dimension) for c in known} - {None}:
            part = [c for c in made if getattr(c, dimension) == key]
            expected = read(part, at, zone=OSLO, target=TARGET, mood=mood, feeling=feeling)
            assert_same(expected, found["by"][dimension][key], f"{dimension} {key}")


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_hours_and_the_agents_add_up_to_the_whole(data):
    at = data.draw(st.sampled_from(OSLO_NIGHTS))
    known = [c for each in data.draw(conversations(around=at)) if (c := as_of(each, at)) is not None]
    ledger = Ledger(WrittenEar(), trust_status=False)
    ledger.fold(known)

    reading = measure(ledger, Gauge(at=at.timestamp(), target=TARGET, zone=OSLO))

    for name in ("messages_in", "replies_out", "waits_begun", "conversations_begun"):
        total = getattr(reading.windows["last_7_days"], name)
        assert (
            sum(getattr(hour.windows["last_7_days"], name) for hour in reading.by["hour"].values()) == total
        )
    replies = sum(agent.windows["today"].replies_out for agent in reading.by["agent"].values())
    assert replies == reading.windows["today"].replies_out
    assert sum(agent.now.queue_size for agent in reading.by["agent"].values()) == reading.now.assigned
