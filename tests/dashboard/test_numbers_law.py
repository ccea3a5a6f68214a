"""The law of the numbers: however it is folded, the ledger says what metrics.md says."""

from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dashboard.ledger import KEEP, Ledger
from dashboard.measure import opening
from dashboard.measure.cut import Gauge
from dashboard.measure.opening import open_seconds
from dashboard.measure.reading import measure
from dashboard.measure.shifts import Shifts, begin_of_this_shift
from dashboard.model import Agent
from data.archive import as_of, is_past
from tests.dashboard.archives import NAMES, OSLO_NIGHTS, WrittenEar, archive, feeling, language, mood
from tests.dashboard.plain_parts import ByAgent, ByHour, ByLanguage, Held, Part
from tests.dashboard.plain_reading import OpenClock, credit, load, measured, tell

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


def gauge(at, page_accounts):
    return Gauge(
        at=at.timestamp(),
        target=TARGET,
        zone=OSLO,
        open_seconds=open_seconds(HOURS, OSLO),
        capacity=lambda agent: CAPACITY.get(agent, 1.0),
        shift_began=begin_of_this_shift(SHIFTS, at.timestamp(), OSLO),
        page_accounts=page_accounts,
    )


def batches(made, dice):
    """The conversations in a random order, cut in random batches, some of them again, some in two halves."""
    batch = []
    for conversation in dice.sample(made, len(made)):
        cut = dice.randint(0, len(conversation.messages))
        for half in (conversation.messages[:cut], conversation.messages):
            batch.append(msgspec.structs.replace(conversation, messages=half))
            if dice.random() < 0.5:
                yield batch
                batch = []
    yield batch


def assert_same(expected, found, where=""):
    if expected == found:
        return
    if isinstance(expected, dict):
        assert found.keys() == expected.keys(), where
        for key, value in expected.items():
            assert_same(value, found[key], f"{where}.{key}")
    elif isinstance(expected, float) and found is not None:
        assert found == pytest.approx(expected, abs=1e-6), where
    else:
        raise AssertionError(f"{where}: is {found}, the page says {expected}")


PEOPLE = [Agent(id=agent, name=name) for agent, name in NAMES.items()]
SIGN_AS = {"anna": ("Anna",), "ben": ("BL",)}
CAPACITY = {"anna": 0.5, "ben": 0.0}


def parts(told, credited):
    """Each part of each dimension, by its key."""
    conversations = [each.conversation for each in told]
    by = {
        dimension: {key: Held(dimension, key) for c in conversations if (key := getattr(c, dimension))}
        for dimension in ("channel", "team")
    }
    accounts = {reply.agent for each in told for reply in each.replies}
    agents = {*NAMES, *accounts, *credited.names, *(c.assignee for c in conversations)} - {None}
    by["agent"] = {agent: ByAgent(agent, credited) for agent in agents}
    by["language"] = {name: ByLanguage(name, language) for name in ("nb", "nn", "sv", "da", "en", "other")}
    by["hour"] = {str(hour): ByHour(hour, OSLO) for hour in range(24)}
    return by


def page_s(made, at, *, live, page_accounts):
    """What the page says: in total, and for each part."""
    told = tell(made, at, mood=mood, feeling=feeling, live=live)
    credited = credit(told, at, SIGN_AS, page_accounts)
    given = {"zone": OSLO, "target": TARGET, "clock": open_clock(at), "shift_began": began(at)}

    def says(part, loads):
        found = measured(told, at, part, **given)
        return {**found, "now": {**found["now"], "load": loads}}

    by = parts(told, credited)
    loads = {agent: load(told, at, credited, agent, CAPACITY.get(agent, 1.0)) for agent in by["agent"]}
    return says(Part(), loads) | {
        "by": {
            dimension: {
                key: says(part, {key: loads[key]} if dimension == "agent" else {})
                for key, part in keyed.items()
            }
            for dimension, keyed in by.items()
        }
    }


@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.integers(0, 2**32))
def test_the_ledger_says_what_the_page_says_in_total_and_for_each_part(seed):
    dice = Random(seed)
    at = dice.choice(OSLO_NIGHTS)
    live = dice.random() < 0.5
    made = archive(dice.choice, around=at)
    page_accounts = dice.choice([frozenset(), frozenset({"page"})])
    ledger = Ledger(WrittenEar(), trust_status=live)
    known = [piece for conversation in made if (piece := as_of(conversation, at)) is not None]
    past = [c for c in known if is_past(c, (at - KEEP).timestamp(), trust_status=live)]
    for conversation in past:
        ledger.mention(conversation)
    for batch in batches([c for c in known if c not in past], dice):
        ledger.fold(batch)

    reading = measure(ledger, gauge(at, page_accounts), agents=PEOPLE)

    found = msgspec.to_builtins(reading)
    expected = page_s(known, at, live=live, page_accounts=page_accounts)
    assert_same(expected["now"], found["now"], "now")
    assert_same(expected["windows"], found["windows"], "windows")
    for dimension, keyed in expected["by"].items():
        assert_same(keyed, found["by"][dimension], dimension)
