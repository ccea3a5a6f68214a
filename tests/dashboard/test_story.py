"""The edges of each definition of metrics.md, by hand."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest

from dashboard.ledger import Ledger
from dashboard.measure import curves
from dashboard.measure.cut import Gauge
from dashboard.measure.reading import measure
from dashboard.model import Conversation, Message, Spread
from tests.dashboard.archives import WrittenEar

NINE = datetime(2026, 11, 17, 8, 0, tzinfo=UTC)  # 09:00 in Oslo


def at(minutes):
    return NINE + timedelta(minutes=minutes)


def said(*lines, **fields):
    """A conversation of lines like "0 customer negative", "5 anna felt", "7 bot", "9 note", "12 resolve"."""
    messages, resolved = [], []
    for number, line in enumerate(lines):
        when, who, *text = line.split()
        instant = at(float(when))
        if who == "resolve":
            resolved.append(instant)
            continue
        author = who if who in ("customer", "bot", "system") else "agent"
        messages.append(
            Message(
                id=str(number),
                at=instant,
                author=author,
                agent=None if author != "agent" or who == "note" else who,
                private=who == "note",
                text=text[0] if text else "neutral",
            )
        )
    created = min([message.at for message in messages] + resolved)
    given = {"id": "1", "channel": "facebook", "created_at": created} | fields
    return Conversation(messages=tuple(messages), resolved_at=tuple(resolved), **given)


def reading(*conversations, minutes=60.0, target=600.0, trust_status=False):
    ledger = Ledger(WrittenEar(), trust_status=trust_status)
    ledger.fold(conversations)
    return measure(ledger, Gauge(at=at(minutes).timestamp(), target=target, zone=ZoneInfo("Europe/Oslo")))


def today(*conversations, **given):
    return reading(*conversations, **given).windows["today"]


def only(seconds):
    return Spread(median=seconds, p90=seconds, n=1)


def test_a_wait_begins_with_the_first_of_several_messages_and_ends_with_the_reply():
    assert today(said("0 customer", "3 customer", "7 anna")).first_response_time == only(420)


def test_a_bot_a_system_line_and_a_private_note_answer_nobody():
    now = reading(said("0 customer", "1 bot", "2 note", "3 system")).now
    assert (now.queue_size, now.longest_wait) == (1, 3600)


def test_a_second_question_is_a_next_reply_not_a_first_response():
    window = today(said("0 customer", "5 anna", "10 customer", "12 ben"))
    assert window.first_response_time == only(300)
    assert window.next_reply_time == only(120)


def test_a_resolve_without_a_reply_ends_the_wait_unanswered_and_misses_the_service_level():
    window = today(said("0 customer", "2 resolve"))
    assert window.first_response_time.n == 0
    assert (window.service_level.value, window.service_level.n) == (0.0, 1)
    assert (window.response_rate.value, window.response_rate.n) == (0.0, 1)
    assert window.resolution_time == only(120)


def test_the_wait_after_a_first_wait_that_ended_unanswered_is_a_later_one():
    window = today(said("0 customer", "2 resolve", "10 customer", "14 anna"))
    assert window.first_response_time.n == 0
    assert window.next_reply_time == only(240)


def test_a_reply_before_any_customer_message_ends_nothing_and_makes_the_conversation_ours():
    window = today(said("0 anna", "5 customer", "7 anna"))
    assert window.conversations_begun == 1
    assert window.first_response_time.n == 0
    assert window.next_reply_time == only(120)
    assert window.response_rate.n == 0


def test_a_private_note_first_leaves_the_conversation_customer_begun():
    assert today(said("0 note", "5 customer", "7 anna")).response_rate.n == 1


def test_a_bot_alone_begins_nothing():
    assert today(said("0 bot", "1 system")).conversations_begun == 0


def test_a_proactive_conversation_has_only_later_waits():
    window = today(said("0 customer", "7 anna", proactive=True))
    assert (window.first_response_time.n, window.next_reply_time.n) == (0, 1)


def test_a_customer_message_reopens_and_the_next_resolve_counts_from_the_original_start():
    window = today(said("0 customer", "5 anna", "10 resolve", "20 customer", "25 anna", "30 resolve"))
    assert window.resolution_time == Spread(median=1200.0, p90=1680.0, n=2)


def test_resolving_what_is_resolved_counts_for_nothing():
    assert today(said("0 customer", "5 anna", "10 resolve", "12 resolve")).resolution_time.n == 1


def test_a_conversation_without_a_customer_has_no_resolution_time():
    assert today(said("0 anna", "10 resolve")).resolution_time.n == 0


@pytest.mark.parametrize(
    ("minutes", "value", "n", "undecided"),
    [(9.99, None, 0, 1), (10, 0.0, 1, 0), (10.01, 0.0, 1, 0)],
)
def test_a_running_wait_is_undecided_while_younger_than_the_target(minutes, value, n, undecided):
    level = today(said("0 customer"), minutes=minutes).service_level
    assert (level.value, level.n, level.undecided) == (value, n, undecided)


def test_an_answer_exactly_on_the_target_is_within_it():
    assert today(said("0 customer", "10 anna")).service_level.value == 1.0


def test_response_rate_leaves_out_the_unanswered_ones_younger_than_the_target():
    window = today(
        said("0 customer", "5 anna", id="a"), said("55 customer", id="b"), said("1 customer", id="c")
    )
    assert (window.response_rate.value, window.response_rate.n) == (0.5, 2)


def test_times_belong_to_the_window_of_the_reply():
    windows = reading(said("-700 customer", "5 anna"), minutes=10).windows
    assert windows["last_15_min"].first_response_time == only(705 * 60)
    assert windows["today"].first_response_time.n == 1
    assert windows["today"].conversations_begun == 0  # it began yesterday, at 21:20
    assert windows["yesterday"].conversations_begun == 1


def test_a_sliding_window_leaves_out_its_oldest_instant_and_has_its_newest():
    assert reading(said("0 customer"), minutes=60).windows["last_60_min"].messages_in == 0
    assert reading(said("0 customer"), minutes=59.9).windows["last_60_min"].messages_in == 1
    assert reading(said("60 customer"), minutes=60).windows["last_60_min"].messages_in == 1


def test_midnight_belongs_to_the_day_that_begins():
    window = reading(said("-540 customer"), minutes=0).windows  # 00:00 in Oslo
    assert (window["today"].messages_in, window["yesterday"].messages_in) == (1, 0)


def test_the_day_of_25_hours_counts_its_repeated_hour_twice_and_loses_nothing():
    midnight = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
    lines = [
        Conversation(
            id=str(hour),
            channel="x",
            created_at=midnight + timedelta(hours=hour),
            messages=(
                Message(
                    id=f"m{hour}", at=midnight + timedelta(hours=hour), author="customer", text="neutral"
                ),
            ),
        )
        for hour in range(25)
    ]
    ledger = Ledger(WrittenEar(), trust_status=False)
    ledger.fold(lines)
    late = (midnight + timedelta(hours=24, minutes=59)).timestamp()
    found = measure(ledger, Gauge(at=late, target=600, zone=ZoneInfo("Europe/Oslo")))
    assert found.windows["today"].messages_in == 25
    assert found.by["hour"]["2"].windows["today"].messages_in == 2


def test_replies_are_credited_to_their_sender_and_the_queue_to_the_assignee():
    found = reading(said("0 customer", "5 anna", "10 customer", assignee="ben")).by["agent"]
    assert found["anna"].windows["today"].first_response_time == only(300)
    assert found["ben"].windows["today"].first_response_time.n == 0
    assert (found["ben"].now.queue_size, found["anna"].now.queue_size) == (1, 0)


def test_no_case_gives_no_data_and_never_nought():
    window = today()
    assert window.first_response_time == Spread(median=None, p90=None, n=0)
    assert (window.response_rate.value, window.sentiment.balance) == (None, None)
    assert reading().now.longest_wait is None


def test_an_agent_with_nothing_to_do_carries_nought():
    load = reading(said("0 customer", "5 anna", assignee="ben")).now.load["anna"]
    assert (load.open, load.waiting, load.replies_last_60_min, load.load_ratio) == (0, 0, 1, 0.0)


def test_pending_conversations_wait_for_others_and_are_not_in_the_queue():
    now = reading(said("0 customer", status="pending"), trust_status=True).now
    assert (now.queue_size, now.backlog, now.backlog_pending) == (0, 1, 1)


def test_a_customer_who_ends_content_after_a_reply_is_turned_around():
    turned = today(said("0 customer negative", "5 anna", "9 customer positive")).turned_around
    assert (turned.turned, turned.n) == (1, 1)


def test_without_a_reply_in_between_nobody_was_turned_around():
    assert today(said("0 customer negative", "9 customer positive")).turned_around.n == 0


def test_meeting_the_feeling_is_asked_only_of_first_replies_to_a_negative_message():
    share = today(
        said("0 customer negative", "5 anna felt", id="a"),
        said("0 customer negative", "5 anna cold", id="b"),
        said("0 customer neutral", "5 anna cold", id="c"),
    ).meets_feeling
    assert (share.value, share.n) == (0.5, 2)


def test_folding_the_same_again_changes_nothing():
    ledger = Ledger(WrittenEar())
    conversation = said("0 customer", "5 anna", "9 customer")
    gauge = Gauge(at=at(60).timestamp(), target=600, zone=ZoneInfo("Europe/Oslo"))
    ledger.fold([conversation])
    once = measure(ledger, gauge)
    for _ in range(3):
        ledger.fold([conversation, conversation])
    assert measure(ledger, gauge) == once


def test_a_message_that_an_archive_has_twice_keeps_its_first_place():
    conversation = said("0 customer", "0 anna")
    first, reply = conversation.messages
    twice = msgspec.structs.replace(conversation, messages=(first, reply, first))
    found = reading(twice)
    assert found.now.queue_size == 0
    assert found.windows["today"].first_response_time == only(0)


def test_a_conversation_is_as_old_as_the_oldest_that_was_ever_brought_of_it():
    ledger, whole = Ledger(WrittenEar()), said("0 bot", "5 bot", created_at=at(3))
    ledger.fold([whole])
    ledger.fold([msgspec.structs.replace(whole, messages=whole.messages[1:])])
    assert ledger.conversations["created"][0] == at(0).timestamp()


def test_the_queue_s_curve_leaves_out_what_waits_in_a_pending_conversation():
    ledger = Ledger(WrittenEar())
    ledger.fold(
        [
            said("-5 customer", id="open"),
            said("-5 customer", id="pending", status="pending"),
            said("-5 customer", "20 anna", id="answered", status="pending"),
        ]
    )
    gauge = Gauge(at=at(30).timestamp(), target=600, zone=ZoneInfo("Europe/Oslo"))
    assert curves.today(ledger, gauge)["queue_size"].values[-4:] == (2, 2, 1, 1)


def test_a_resolve_is_the_assignee_s_in_the_hour_of_the_customer_s_first_message():
    found = reading(said("-1 customer", "5 anna", "10 resolve", assignee="ben")).by
    times = {dimension: {key for key, each in found[dimension].items()
                         if each.windows["today"].resolution_time.n} for dimension in ("agent", "hour")}  # fmt: skip
    assert times == {"agent": {"ben"}, "hour": {"8"}}


def test_ten_thousand_changes_of_one_conversation_take_no_more_room():
    ledger = Ledger(WrittenEar())
    conversation = said("0 customer", "5 anna", "9 customer")
    for _ in range(10_000):
        ledger.fold([conversation])
    assert len(ledger.messages) == 3
    assert ledger.messages["at"].size < 20_000


def test_closed_conversations_leave_and_open_ones_stay():
    ledger = Ledger(WrittenEar())
    ledger.fold(
        [
            said("0 customer", "5 anna", "9 resolve", id="closed", status="resolved"),
            said("0 customer", id="open"),
        ]
    )
    ledger.prune(at(600).timestamp())
    assert "closed" not in ledger
    assert "open" in ledger
    assert len(ledger.messages) == 1
