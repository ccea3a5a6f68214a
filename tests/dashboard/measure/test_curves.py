"""The curves of today, quarter by quarter, against the conversations read one by one."""

from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dashboard.ledger import Ledger
from dashboard.measure.curves import today
from dashboard.measure.cut import Gauge
from dashboard.model import Conversation, Message
from data.archive import as_of
from tests.dashboard.archives import OSLO_NIGHTS, WrittenEar, archive, feeling, mood
from tests.dashboard.plain_reading import quantile, tell

OSLO = ZoneInfo("Europe/Oslo")
QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
NOON = datetime(2026, 11, 17, 11, 0, tzinfo=UTC)


def drawn(known, at):
    ledger = Ledger(WrittenEar())
    ledger.fold(known)
    return today(ledger, Gauge(at=at.timestamp(), target=600.0, zone=OSLO))


def balance(heard):
    good, bad = heard.count("positive"), heard.count("negative")
    voiced = good + bad + heard.count("neutral")
    return (good - bad) / voiced if voiced else None


def slots(told, at):
    """For each quarter of an hour since midnight up to `at` what each curve says of it."""
    begin = at.astimezone(OSLO).replace(hour=0, minute=0, second=0, microsecond=0, fold=0).astimezone(UTC)
    waits = [wait for each in told for wait in each.waits]
    while begin <= at:
        after, end = begin + QUARTER, min(begin + QUARTER, at)

        def now(when, begin=begin, after=after):
            return when is not None and begin <= when < after and when <= at

        def hour(when, end=end):
            return when is not None and end - HOUR < when <= end

        def times(first, hour=hour):
            ended = [w for w in waits if w["answered"] and hour(w["ended"]) and w["first"] == first]
            return quantile([(w["ended"] - w["begun"]).total_seconds() for w in ended], 0.5)

        heard = [m for each in told for when, m, _ in each.customer if hour(when)]
        yield {
            "first_response_time": times(True),
            "next_reply_time": times(False),
            "balance": balance(heard),
            "messages_in": sum(now(when) for each in told for when, _, _ in each.customer),
            "replies_out": sum(now(reply.at) for each in told for reply in each.replies),
            "waits_begun": sum(now(wait["begun"]) for wait in waits),
            "waits_begun_last_hour": sum(hour(wait["begun"]) for wait in waits),
            "queue_size": sum(
                wait["begun"] <= end
                and (wait["of"].status == "open" if wait["ended"] is None else wait["ended"] > end)
                for wait in waits
            ),
        }
        begin = after


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.integers(0, 2**32))
def test_each_curve_says_in_each_quarter_what_the_conversations_say(seed):
    dice = Random(seed)
    at = dice.choice(OSLO_NIGHTS) + timedelta(seconds=dice.choice((0, 1, 437, 3600)))
    known = [c for each in archive(dice.choice, around=at) if (c := as_of(each, at)) is not None]
    found = drawn(known, at)
    expected = list(slots(tell(known, at, mood=mood, feeling=feeling, live=True), at))
    for name in expected[0]:
        assert found[name].values == pytest.approx([slot[name] for slot in expected]), name
    for name in ("messages_in", "replies_out"):
        assert found[f"{name}_so_far"].values == tuple(accumulate(found[name].values))
    assert found.keys() == expected[0].keys() | {"messages_in_so_far", "replies_out_so_far"}


def asked(minutes, status="open", *replies):
    said = [Message(id="1", at=NOON + timedelta(minutes=minutes), author="customer", text="neutral")]
    said += [
        Message(id=f"2 {each}", at=NOON + timedelta(minutes=each), author="agent", agent="anna", text="cold.")
        for each in replies
    ]
    return Conversation(
        id=str(minutes), channel="chat", status=status, created_at=said[0].at, messages=tuple(said)
    )


def test_the_slot_that_runs_ends_now():
    values = drawn([asked(-50), asked(-1)], NOON + timedelta(seconds=1))["waits_begun_last_hour"].values
    assert values[-2:] == (2, 2)
    values = drawn([asked(-59)], NOON + timedelta(seconds=1))["waits_begun_last_hour"].values
    assert values[-1] == 1  # it would be out of the hour at the slot's end


def test_what_waits_in_a_pending_conversation_is_in_no_queue():
    known = [asked(-50), asked(-40, "pending"), asked(-30, "snoozed")]
    assert drawn(known, NOON)["queue_size"].values[-1] == 1


def test_first_and_later_replies_have_curves_of_their_own():
    found = drawn([asked(-90, "open", -80)], NOON)
    assert set(found["next_reply_time"].values) == {None}
    assert found["first_response_time"].values[-8:] == (None, 600, 600, 600, 600, None, None, None)
