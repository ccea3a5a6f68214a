"""The law of the numbers: however it is folded, the ledger says what metrics.md says."""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.ledger import KEEP, Ledger
from dashboard.measure import opening
from dashboard.measure.cut import Gauge
from dashboard.measure.opening import open_seconds
from dashboard.measure.reading import measure
from dashboard.measure.shifts import Shifts, begin_of_this_shift
from data.archive import as_of, is_past
from tests.dashboard.archives import OSLO_NIGHTS, WrittenEar, conversations, feeling, language, mood
from tests.dashboard.plain_reading import OpenClock, Told, read, spoken

OSLO = ZoneInfo("Europe/Oslo")
TARGET = 600.0
DAYS = 16
"""No record of the archives is older than this before the instant."""
HOURS = opening.from_mapping(
    {"hours": {"weekdays": ["08:00-12:15", "13:00-22:00"], "sat": "20:00-04:00", "sun": "closed"}}
)
WEEK = [((480, 735), (780, 1320))] * 5 + [((1200, 1680),), ()]
"""The same, in minutes."""
SHIFTS = Shifts.from_mapping({"shifts": {"day": {"hours": "07:00-15:00"}, "night": {"hours": "22:00-07:00"}}})


@cache
def open_clock(at):
    return OpenClock(WEEK, OSLO, at, DAYS)


def began(at):
    """When the shift that began last did, in local time: the day's at 7, the night's at 22."""
    local = at.astimezone(OSLO)
    day = local.date() if local.hour >= 7 else local.date() - timedelta(days=1)
    hour = 22 if local.hour >= 22 or local.hour < 7 else 7
    return datetime(day.year, day.month, day.day, hour, tzinfo=OSLO).astimezone(UTC)


def gauge(at):
    return Gauge(
        at=at.timestamp(),
        target=TARGET,
        zone=OSLO,
        open_seconds=open_seconds(HOURS, OSLO),
        shift_began=begin_of_this_shift(SHIFTS, at.timestamp(), OSLO),
    )


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
    past = [c for c in known if is_past(c, (at - KEEP).timestamp(), trust_status=False)]
    for conversation in past:
        ledger.mention(conversation)
    for batch in batches([c for c in known if c not in past], data.draw):
        ledger.fold(batch)

    reading = measure(ledger, gauge(at))

    given = {"zone": OSLO, "target": TARGET, "mood": mood, "feeling": feeling}
    given |= {"clock": open_clock(at), "shift_began": began(at)}
    whole = read(made, at, **given)
    found = msgspec.to_builtins(reading)
    assert_same(whole, found)
    for dimension in ("channel", "team"):
        for key in {getattr(c, dimension) for c in known} - {None}:
            part = [c for c in made if getattr(c, dimension) == key]
            expected = read(part, at, **given)
            assert_same(expected, found["by"][dimension][key], f"{dimension} {key}")
    for key in ("nb", "nn", "sv", "da", "en", "other"):
        part = [c for c in made if spoken(Told(c, at, mood, feeling), language) == key]
        assert_same(read(part, at, **given), found["by"]["language"][key], f"language {key}")


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_hours_and_the_agents_add_up_to_the_whole(data):
    at = data.draw(st.sampled_from(OSLO_NIGHTS))
    known = [c for each in data.draw(conversations(around=at)) if (c := as_of(each, at)) is not None]
    ledger = Ledger(WrittenEar(), trust_status=False)
    ledger.fold(known)

    reading = measure(ledger, gauge(at))

    for name in ("messages_in", "replies_out", "waits_begun", "conversations_begun"):
        total = getattr(reading.windows["last_7_days"], name)
        assert (
            sum(getattr(hour.windows["last_7_days"], name) for hour in reading.by["hour"].values()) == total
        )
    replies = sum(agent.windows["today"].replies_out for agent in reading.by["agent"].values())
    assert replies == reading.windows["today"].replies_out
    assert sum(agent.now.queue_size for agent in reading.by["agent"].values()) == reading.now.assigned
