"""The reading: single cases that the law of the numbers meets seldom, or not at all."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dashboard.ledger import Ledger
from dashboard.measure.cut import Gauge
from dashboard.measure.reading import measure
from dashboard.model import Conversation, Message, Share
from tests.dashboard.archives import WrittenEar

NOON = datetime(2026, 11, 17, 11, 0, tzinfo=UTC)  # 12:00 in Oslo


def said(minutes, author="customer", text="neutral"):
    at = NOON + timedelta(minutes=minutes)
    return Message(
        id=f"{author} {minutes}", at=at, author=author, agent="anna" * (author == "agent") or None, text=text
    )


def reading(*told, at=NOON):
    ledger = Ledger(WrittenEar())
    ledger.fold(
        Conversation(id=str(n), channel="chat", created_at=messages[0].at, messages=messages)
        for n, messages in enumerate(told)
    )
    return measure(ledger, Gauge(at=at.timestamp(), target=600.0, zone=ZoneInfo("Europe/Oslo")))


def test_a_conversation_began_in_its_own_hour_whatever_waits_in_it_later():
    found = reading((said(-150), said(-140, "agent", "felt"), said(-30)))
    nine, eleven = (found.by["hour"][hour].windows["today"] for hour in ("9", "11"))
    assert (nine.conversations_begun, eleven.conversations_begun) == (1, 0)
    assert (nine.response_rate.n, eleven.response_rate.n) == (1, 0)
    assert (found.by["hour"]["9"].now.backlog, found.by["hour"]["11"].now.backlog) == (0, 1)


def test_yesterday_has_as_many_hours_as_the_clock_gave_it():
    begin = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)  # midnight of the day of 25 hours
    told = [
        (Message(id=str(at), at=at, author="customer", text="neutral"),)
        for at in (begin - timedelta(seconds=1), begin, begin + timedelta(hours=25, seconds=-1))
    ]
    found = reading(*told, at=begin + timedelta(hours=30))
    assert found.windows["yesterday"].messages_in == 2


def test_a_resolve_belongs_to_the_hour_in_which_the_customer_first_wrote():
    ledger = Ledger(WrittenEar())
    told = (said(-150),)
    ledger.fold(
        [
            Conversation(
                id="1", channel="chat", created_at=NOON, messages=told, resolved_at=(NOON,), status="resolved"
            )
        ]
    )
    found = measure(ledger, Gauge(at=NOON.timestamp(), target=600.0, zone=ZoneInfo("Europe/Oslo")))
    assert found.by["hour"]["9"].windows["today"].resolution_time.median == 9000


def test_a_conversation_answered_at_once_counts_in_the_response_rate_though_it_is_young():
    found = reading((said(-5), said(-4, "agent", "cold")), (said(-3),))
    assert found.windows["today"].response_rate == Share(value=1.0, n=1)


def test_a_wait_that_began_while_we_asked_has_lasted_no_time():
    found = reading((said(1),)).now
    assert (found.queue_size, found.longest_wait, found.wait_median, found.wait_bands.under_15_min) == (
        1,
        0,
        0,
        1,
    )


def test_a_shift_that_began_a_week_ago_includes_its_first_instant():
    begin = NOON - timedelta(days=8)
    ledger = Ledger(WrittenEar())
    told = Message(id="1", at=begin, author="customer", text="neutral")
    ledger.fold([Conversation(id="1", channel="chat", created_at=begin, messages=(told,))])
    given = {"target": 600.0, "zone": ZoneInfo("Europe/Oslo"), "shift_began": begin.timestamp()}
    shift = measure(ledger, Gauge(at=NOON.timestamp(), **given)).windows["this_shift"]
    assert (shift.messages_in, shift.waits_begun, shift.conversations_begun) == (1, 1, 1)


def test_a_conversation_in_which_only_a_bot_has_spoken_is_of_the_hour_of_its_first_word():
    bot = Message(id="1", at=NOON - timedelta(hours=3), author="bot", text="Hei")
    ledger = Ledger(WrittenEar())
    ledger.fold([Conversation(id="1", channel="chat", created_at=NOON, messages=(bot,))])
    found = measure(ledger, Gauge(at=NOON.timestamp(), target=600.0, zone=ZoneInfo("Europe/Oslo")))
    assert [hour for hour, part in found.by["hour"].items() if part.now.backlog] == ["9"]
