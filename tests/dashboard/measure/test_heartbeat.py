"""When a customer last wrote in a channel, and how many should have since."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dashboard.ledger import Ledger
from dashboard.measure.cut import Gauge
from dashboard.measure.heartbeat import heartbeats
from dashboard.model import Conversation, Message
from tests.dashboard.archives import WrittenEar

OSLO = ZoneInfo("Europe/Oslo")
AT = datetime(2026, 11, 18, 13, 0, tzinfo=UTC)
LONG_AGO = (AT - timedelta(days=8)).timestamp()


def told(*days, channel="Facebook", at=AT, hours=(3.0, 2.0, 1.0)):
    """Messages so many hours before `at`, on each of so many days before."""
    return [
        Conversation(
            id=f"{channel}{day}/{hour}",
            channel=channel,
            created_at=when,
            messages=(Message(id=f"m{channel}{day}/{hour}", at=when, author="customer", text="neutral hei"),),
        )
        for day in days
        for hour in hours
        for when in ((at.astimezone(OSLO) - timedelta(days=day)).astimezone(UTC) - timedelta(hours=hour),)
    ]


def beats(*conversations, at=AT, known_since=LONG_AGO):
    ledger = Ledger(WrittenEar())
    ledger.fold(conversations)
    return heartbeats(ledger, Gauge(at=at.timestamp(), target=600.0, zone=OSLO), known_since)


def test_the_last_message_is_a_customers_and_not_later_than_now():
    found = beats(*told(0), *told(0, hours=(-2.0,)))
    assert found["Facebook"].last_at == AT - timedelta(hours=1)


def test_expected_is_what_came_in_the_same_hours_on_the_quietest_of_seven_days():
    quiet = told(0, hours=(4.0,))
    assert beats(*quiet, *told(*range(1, 8)))["Facebook"].expected == 3
    assert beats(*quiet, *told(*range(1, 7)), *told(7, hours=(2.0,)))["Facebook"].expected == 1
    assert beats(*quiet, *told(*range(1, 7)))["Facebook"].expected == 0


def test_what_came_on_other_hours_of_those_days_does_not_count():
    assert beats(*told(0, hours=(2.5,)), *told(*range(1, 8)))["Facebook"].expected == 2


@pytest.mark.parametrize(("days", "expected"), [(2.9, None), (3.9, 3), (4.9, 3)])
def test_fewer_than_three_days_at_hand_expect_nothing(days, expected):
    since = (AT - timedelta(days=days)).timestamp()
    found = beats(*told(0, hours=(4.0,)), *told(*range(1, 8)), known_since=since)
    assert found["Facebook"].expected == expected


def test_a_channel_that_is_silent_for_days_is_held_against_a_day():
    found = beats(*told(*range(3, 8)))["Facebook"]
    assert found.last_at == AT - timedelta(days=3, hours=1)
    assert found.expected == 0  # it was as silent the day before


def test_each_channel_has_its_own_and_one_without_messages_has_none():
    found = beats(*told(*range(8)), *told(0, channel="X"))
    assert found.keys() == {"Facebook", "X"}
    assert found["X"].expected == 0
    assert beats() == {}


def test_the_same_hours_are_those_of_the_clock_in_the_week_of_the_autumn_night():
    at = datetime(2026, 10, 27, 13, 0, tzinfo=UTC)  # the clock was set back two days before
    found = beats(
        *told(0, at=at, hours=(4.0,)),
        *told(*range(1, 8), at=at),
        at=at,
        known_since=(at - timedelta(days=8)).timestamp(),
    )
    assert found["Facebook"].expected == 3
