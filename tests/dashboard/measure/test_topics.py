from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.ledger import Ledger
from dashboard.measure.cut import Gauge
from dashboard.measure.topics import Mentions, curves, speakers, topics_now
from dashboard.model import Conversation, Message, Ribbon
from tests.dashboard.archives import WrittenEar

NOON = datetime(2026, 11, 19, 12, 0, tzinfo=UTC)
"""13:00 in Oslo."""
hours = st.floats(0, 6 * 3600).map(lambda second: float(int(second)))


def ago(minutes):
    return NOON - timedelta(minutes=minutes)


def said(name, text, minutes, *, customer=None, answered=None, **fields):
    """A conversation whose customer said one thing so many minutes ago."""
    messages = [Message(id=f"{name}-1", at=ago(minutes), author="customer", text=text)]
    if answered is not None:
        messages.append(Message(id=f"{name}-2", at=ago(answered), author="agent", agent="anna", text="cold"))
    return Conversation(
        id=name,
        channel="chat",
        customer=customer or name,
        created_at=ago(minutes),
        messages=tuple(messages),
        **fields,
    )


def board(*conversations, usual=None):
    ledger = Ledger(WrittenEar())
    ledger.fold(conversations)
    gauge = Gauge(at=NOON.timestamp(), target=600, zone=ZoneInfo("Europe/Oslo"))
    return {topic.id: topic for topic in topics_now(ledger, gauge, usual or {}, {})}


def test_customers_are_counted_once_however_much_they_write():
    told = board(
        said("a", "negative en #net", 5, customer="kari"),
        said("b", "negative en #net", 6, customer="kari"),
        said("c", "negative en #net", 7, customer="ola"),
    )
    assert told["net"].customers == 2


def test_only_the_last_sixty_minutes_are_now_and_the_whole_day_is_today():
    told = board(
        said("a", "negative en #net", 59.9),
        said("b", "negative en #net", 60),
        said("c", "negative en #net", 13 * 60),
        said("d", "negative en #net", 13 * 60 + 1, answered=13 * 60),
    )
    assert (told["net"].customers, told["net"].customers_today) == (1, 3)


def test_a_message_counts_for_each_of_its_topics_and_for_none_where_it_has_none():
    told = board(said("a", "negative en #net #bill", 5), said("b", "negative en", 5))
    assert {name: topic.customers for name, topic in told.items()} == {"net": 1, "bill": 1}


def test_a_label_of_the_inbox_is_a_topic_of_all_the_conversation_s_messages():
    told = board(said("a", "neutral en", 5, labels=("router", "vip")), said("b", "neutral en #router", 5))
    assert {name: topic.customers for name, topic in told.items()} == {"router": 2}


def test_the_share_negative_leaves_out_what_is_unsure_and_says_of_how_many_it_speaks():
    told = board(
        said("a", "negative en #net", 5),
        said("b", "positive en #net", 70),
        said("c", "neutral en #net", 80),
        said("d", "unsure en #net", 5),
    )
    assert (told["net"].negative, told["net"].heard) == (pytest.approx(1 / 3), 3)
    assert board(said("d", "unsure en #net", 5))["net"].negative is None


def test_the_oldest_unanswered_is_the_begin_of_the_longest_wait_in_which_it_was_named():
    told = board(
        said("a", "negative en #net", 2 * 24 * 60),
        said("b", "negative en #net", 30),
        said("c", "negative en #net", 5 * 24 * 60, answered=3),
        said("d", "negative en #net", 6 * 24 * 60, status="pending"),
    )
    assert (told["net"].waiting, told["net"].waiting_since) == (2, ago(2 * 24 * 60))


def test_who_wrote_where_everybody_reads_it_is_counted_apart():
    told = board(
        said("a", "negative en #net", 5, public=True),
        said("b", "negative en #net", 5, public=False),
        said("c", "negative en #net", 5),
    )
    assert (told["net"].customers, told["net"].public) == (3, 1)


def test_times_is_held_against_what_is_usual_at_this_time():
    start = datetime(2026, 11, 18, 23, tzinfo=UTC)
    ribbon = Ribbon(start=start, step=900.0, median=(2.0,) * 96, low=(1.0,) * 96, high=(3.0,) * 96)
    talks = [said(str(number), "negative en #net #bill", 5) for number in range(7)]
    told = board(*talks, usual={"topic.net": ribbon})
    assert (told["net"].usual, told["net"].times) == (2.0, 3.5)
    assert (told["bill"].usual, told["bill"].times) == (None, None)


@given(
    st.lists(st.tuples(hours, st.integers(1, 4)), max_size=30),
    st.lists(hours, min_size=1, max_size=8).map(sorted),
)
def test_speakers_are_who_spoke_in_the_hour_up_to_each_end(words, ends):
    at = np.array([at for at, _ in words], dtype=float)
    customers = np.array([customer for _, customer in words], dtype=np.int64)
    expected = [len({who for at, who in words if end - 3600 < at <= end}) for end in ends]
    nothing = np.zeros(len(at), dtype=np.int64)
    mentions = Mentions(nothing, at, customers, nothing > 0, nothing, nothing, at)
    assert speakers(mentions, np.array(ends)) == expected


def test_a_day_s_curve_of_a_topic_says_how_many_spoke_of_it_in_each_hour():
    ledger = Ledger(WrittenEar())
    ledger.fold([said("a", "negative en #net", 50), said("b", "negative en #net", 20)])
    ends = np.array([ago(minutes).timestamp() for minutes in (60, 45, 15, 0, -15)])
    assert curves(ledger, ends[0], ends) == {"topic.net": [0, 1, 2, 2, 1]}
