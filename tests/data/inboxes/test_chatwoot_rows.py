"""Chatwoot's rows: the traps of its JSON, one by one."""

import json
from typing import Any

import pytest
from msgspec import Raw

from data.inboxes.chatwoot_rows import TEXT, Line, Odd, Row, read_line, read_row
from data.inboxes.chatwoot_values import Desk, channels, turn
from data.inboxes.chatwoot_wire import seconds

CONVERSATION: dict[str, Any] = {"id": 1042, "inbox_id": 4, "status": "open", "created_at": 1781597000}
MESSAGE: dict[str, Any] = {"id": 7, "message_type": 0, "created_at": 1781597000, "content": "Hei"}
USER = {"id": 7, "type": "user"}


def row(**fields: object) -> Row:
    return read_row(Raw(json.dumps(CONVERSATION | fields).encode()))


def line(**fields: object) -> Line:
    return read_line(Raw(json.dumps(MESSAGE | fields).encode()))


# ── Times ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (1781597000, 1781597000.0),
        (1781597000.531, 1781597000.531),
        ("1781597000", 1781597000.0),
        ("2026-06-16T08:03:20.250Z", 1781597000.25),
        ("2026-06-16T10:03:20+02:00", 1781597000.0),
        ("2026-06-16T08:03:20", 1781597000.0),  # without an offset it is UTC
        (1781597000531, 1781597000.531),  # milliseconds, of some channels' external times
        (0, 0.0),
        (None, 0.0),
        ("", 0.0),
    ],
)
def test_a_time_is_understood_in_every_form(given: Any, expected: float) -> None:
    assert seconds(given) == expected


@pytest.mark.parametrize(
    "absurd", [99_999_999_999, 4_102_444_800, 631_151_999, 1, "5138-11-16T09:46:39Z", -5]
)
def test_an_instant_outside_1990_to_2100_is_none(absurd):
    with pytest.raises(ValueError, match="not a time between 1990 and 2100"):
        seconds(absurd)


@pytest.mark.parametrize("given", ["soon", -5, 1e300, "nan", "inf"])
def test_what_is_no_time_sets_its_row_aside(given: object) -> None:
    with pytest.raises(Odd):
        row(created_at=given)
    with pytest.raises(Odd):
        line(created_at=given)


# ── A conversation's row ─────────────────────────────────────────────────────────────────────────────


def test_a_row_of_an_old_server_needs_no_more_than_five_fields() -> None:
    found = row(timestamp=1781597100)
    assert (found.active_at, found.updated_at, found.waiting_since, found.unread) == (1781597100, 0, 0, 0)
    assert (found.assignee, found.team, found.labels, found.customer) == (None, None, (), None)
    assert (found.newest, found.spoken, found.lines) == (0, None, ())


def test_zero_and_null_are_both_unset() -> None:
    found = row(
        waiting_since=0, agent_last_seen_at=None, first_reply_created_at=0, unread_count=None, labels=None
    )
    assert (found.waiting_since, found.agent_seen_at, found.first_reply_at, found.unread) == (0, 0, 0, 0)


def test_only_a_person_is_an_assignee() -> None:
    person, bot = {"id": 7, "name": "Anna"}, {"id": 3, "name": "Bot"}
    assert row(meta={"assignee": person, "assignee_type": "User"}).assignee == "7"
    assert row(meta={"assignee": person}).assignee == "7"  # before there were types
    assert row(meta={"assignee": bot, "assignee_type": "AgentBot"}).assignee is None
    assert row(meta={}).assignee is None


def test_team_customer_and_labels_come_from_the_row() -> None:
    found = row(meta={"team": {"id": 2, "name": "some"}, "sender": {"id": 311}}, labels=["router", "nett"])
    assert (found.team, found.customer, found.labels) == ("some", "311", ("router", "nett"))


@pytest.mark.parametrize(("kind", "public"), [("tweet", True), ("direct_message", False), ("other", None)])
def test_a_tweet_is_public_and_a_direct_message_is_not(kind: str, public: bool | None) -> None:
    assert row(additional_attributes={"type": kind}).public is public


def test_a_campaign_makes_a_conversation_proactive() -> None:
    assert row(campaign_id=3).proactive
    assert row(additional_attributes={"campaign_id": 3}).proactive
    assert row(messages=[MESSAGE | {"additional_attributes": {"campaign_id": 3}}]).proactive
    assert not row(additional_attributes={}).proactive


def test_snoozed_until_may_be_anything_because_it_is_not_read() -> None:
    for value in ("2026-06-18T08:00:00Z", 1781597000, None, {"odd": True}):
        assert row(status="snoozed", snoozed_until=value).status == "snoozed"


def test_the_newest_message_and_the_last_spoken_one_are_told_apart() -> None:
    activity = {"id": 9, "message_type": 2, "created_at": 1781597100, "content": "Anna added router"}
    found = row(messages=[activity], last_non_activity_message=MESSAGE)
    assert (found.newest, found.spoken, [each.id for each in found.lines]) == (9, 7, [7, 9])
    assert row(messages=[], last_non_activity_message=None).spoken == 0


def test_an_embedded_message_that_cannot_be_read_leaves_its_id() -> None:
    found = row(messages=[{"id": 9, "message_type": "odd", "created_at": 0}])
    assert (found.newest, found.lines) == (9, ())
    assert row(messages=[{"message_type": 0}]).newest == -1


@pytest.mark.parametrize(
    "fields",
    [
        {"id": "1042"},
        {"status": "archived"},
        {"created_at": {"an": "object"}},
        {"created_at": 0},
        {"labels": "router"},
        {"unread_count": "many"},
        {"messages": {"0": {}}},
        {"meta": []},
        {"additional_attributes": 5},
    ],
)
def test_a_row_with_a_wrong_type_is_odd(fields: dict[str, object]) -> None:
    with pytest.raises(Odd):
        row(**fields)


# ── A message's row ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("fields", "author", "agent"),
    [
        ({"message_type": 0, "sender": {"id": 3, "type": "contact"}}, "customer", None),
        ({"message_type": "incoming"}, "customer", None),
        ({"message_type": 1, "sender": USER}, "agent", "7"),
        ({"message_type": 1, "sender_type": "User", "sender_id": 7}, "agent", "7"),  # as embedded in a row
        ({"message_type": 1, "sender": {"id": 2, "type": "agent_bot"}}, "bot", None),
        ({"message_type": 1, "sender_type": "Captain::Assistant", "sender_id": 1}, "bot", None),
        ({"message_type": 1}, "bot", None),
        ({"message_type": 1, "sender": USER, "content_attributes": {"automation_rule_id": 4}}, "bot", None),
        ({"message_type": 1, "sender": USER, "additional_attributes": {"campaign_id": 4}}, "bot", None),
        ({"message_type": 1, "content_attributes": {"external_echo": True}}, "agent", None),
        ({"message_type": 1, "content_attributes": '{"external_echo": true}'}, "agent", None),
        ({"message_type": 2}, "system", None),
        ({"message_type": 3, "sender": USER}, "bot", None),
    ],
)
def test_a_message_has_its_author(fields: dict[str, object], author: str, agent: str | None) -> None:
    found = line(**fields)
    assert (found.author, found.agent) == (author, agent)


def test_a_note_is_private_and_so_is_a_reply_that_no_customer_got() -> None:
    assert line(message_type=1, sender=USER, private=True).private
    assert line(message_type=1, sender=USER, status="failed").private
    assert not line(message_type=1, sender=USER, status="sent").private
    assert not line(status="failed").private  # a customer's message was written, whatever became of it


def test_content_may_be_null_long_or_deleted() -> None:
    assert line(content=None).text == ""
    assert len(line(content="x" * 150_000).text) == TEXT == 4000
    assert line(content="This message was deleted", content_attributes={"deleted": True}).text == ""


def test_imported_history_has_its_own_time() -> None:
    assert line(content_attributes={"external_created_at": 1700000000}).at == 1700000000
    assert line(content_attributes={"external_created_at": None}).at == 1781597000


@pytest.mark.parametrize(
    "fields", [{"id": None}, {"message_type": 9}, {"content": 5}, {"content_attributes": []}]
)
def test_a_message_with_a_wrong_type_is_odd(fields: dict[str, object]) -> None:
    with pytest.raises(Odd):
        line(**fields)


# ── Activity lines ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Conversation was marked resolved by Anna Berg", "resolved"),
        ("Conversation was marked resolved by system due to 10 days of inactivity", "resolved"),
        ("Conversation was resolved by Kari", "resolved"),
        ("Samtale ble løst av Anna Berg", "resolved"),
        ("Samtale ble automatisk merket løst på grunn av 10 dager med inaktivitet", "resolved"),
        ("Konversationen har markerats som löst av Anna Berg", "resolved"),
        ("Konversationen har markerats som löst av systemet på grund av 10 dagars inaktivitet", "resolved"),
        ("Samtalen blev markeret som løst af Anna Berg", "resolved"),
        ("Samtalen blev løst af Kari", "resolved"),
        ("Conversation was reopened by Anna Berg", "opened"),
        ("System reopened the conversation due to a new incoming message.", "opened"),
        ("Samtalen ble gjenåpnet av Anna Berg", "opened"),
        ("Konversationen öppnades igen av Anna Berg", "opened"),
        ("Samtalen blev genåbnet af Anna Berg", "opened"),
        ("Anna Berg added resolved", None),
        ("Assigned to Anna Berg by Bo Lund", None),
        ("", None),
    ],
)
def test_the_line_that_turned_a_conversation_is_known_in_four_languages(
    text: str, expected: str | None
) -> None:
    assert turn(text) == expected


# ── Channels ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("channel_type", "medium", "kind", "public"),
    [
        ("Channel::FacebookPage", None, "facebook", False),
        ("Channel::Instagram", None, "instagram", False),
        ("Channel::Whatsapp", None, "whatsapp", False),
        ("Channel::TwilioSms", "whatsapp", "whatsapp", False),
        ("Channel::TwilioSms", "sms", "sms", False),
        ("Channel::Email", None, "email", False),
        ("Channel::WebWidget", None, "web", False),
        ("Channel::Api", None, "api", None),
        ("Channel::TwitterProfile", None, "twitter", None),
        ("Channel::Newcomer", None, "newcomer", None),
    ],
)
def test_a_channel_has_its_kind_in_plain_words(
    channel_type: str, medium: str | None, kind: str, public: bool | None
) -> None:
    found = channels([Desk(id=4, name="A", channel_type=channel_type, medium=medium)], frozenset())[4]
    assert (found.name, found.kind, found.public, found.broken) == ("A", kind, public, False)


def test_a_listed_channel_is_public_and_an_expired_one_is_broken() -> None:
    desk = Desk(id=4, name="Forum", channel_type="Channel::Api", reauthorization_required=True)
    found = channels([desk], frozenset({"Forum"}))[4]
    assert (found.public, found.broken) == (True, True)


def test_two_inboxes_of_one_name_are_told_apart() -> None:
    found = channels([Desk(id=4, name="A"), Desk(id=5, name="A"), Desk(id=6, name="B")], frozenset())
    assert [found[number].name for number in (4, 5, 6)] == ["A (4)", "A (5)", "B"]
