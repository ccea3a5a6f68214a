"""The demo inbox over real HTTP on loopback: each trap of Chatwoot's list of conversations."""

import json

import msgspec
import pytest

from data.demo.records import Kind
from data.demo.scenario import read_scenario

V1 = "/api/v1/accounts/1"


def test_the_list_has_the_open_ones_unless_asked_otherwise(inbox, world):
    assert {row["status"] for row in inbox.rows()} == {"open"}
    assert {row["status"] for row in inbox.rows(status="resolved")} == {"resolved"}
    assert inbox.v1("conversations", status="all")["data"]["meta"]["all_count"] == len(
        world.account.conversations
    )
    assert inbox.rows(status="nonsense") == []


def test_pages_have_25_rows_and_together_everything_once(inbox):
    found, number = [], 1
    while rows := inbox.rows(status="all", page=number):
        assert len(rows) <= 25
        found += rows
        number += 1

    total = inbox.v1("conversations", status="all")["data"]["meta"]["all_count"]
    assert len(found) == total
    assert len({row["id"] for row in found}) == total
    assert number - 2 == (total - 1) // 25
    times = [row["last_activity_at"] for row in found]
    assert times == sorted(times, reverse=True)


def test_the_counts_ignore_assignee_type_but_not_the_other_filters(inbox):
    plain = inbox.v1("conversations/meta")["meta"]
    assert plain["assigned_count"] + plain["unassigned_count"] == plain["all_count"]
    assert inbox.v1("conversations", assignee_type="unassigned")["data"]["meta"] == plain
    assert all("assignee" not in row["meta"] for row in inbox.rows(assignee_type="unassigned"))
    assert all(row["meta"]["assignee_type"] == "User" for row in inbox.rows(assignee_type="assigned"))
    assert inbox.v1("conversations/meta", inbox_id=1)["meta"]["all_count"] < plain["all_count"]


def test_mine_are_those_of_the_tokens_owner(world, running):
    agent = running(world, agent=True)
    mine = [
        row.id for row in world.account.by_status["open"].values() if row.assignee and row.assignee.id == 7
    ]

    assert agent.v1("conversations/meta")["meta"]["mine_count"] == len(mine)
    assert sorted(row["id"] for row in agent.rows(assignee_type="me")) == sorted(mine)


def test_labels_are_any_of_and_teams_and_unattended_are_filters(inbox):
    rows = inbox.rows(status="all", updated_within=10**6, **{"labels[]": ["nede", "faktura"]})
    assert rows
    assert all({"nede", "faktura"} & set(row["labels"]) for row in rows)
    assert {row["meta"]["team"]["id"] for row in inbox.rows(status="all", team_id=1)} == {1}
    unattended = inbox.rows(conversation_type="unattended")
    assert unattended
    assert all(not row["first_reply_created_at"] or row["waiting_since"] for row in unattended)


@pytest.mark.parametrize(
    ("sort_by", "key", "turned"),
    [
        ("last_activity_at_asc", lambda row: row["last_activity_at"], False),
        ("created_at_desc", lambda row: row["created_at"], True),
        ("created_at_asc", lambda row: row["created_at"], False),
        ("waiting_since_asc", lambda row: row["waiting_since"] or 1 << 62, False),
        ("waiting_since_desc", lambda row: row["waiting_since"], True),
        ("priority_desc", lambda row: [None, "low", "medium", "high", "urgent"].index(row["priority"]), True),
        ("unread", lambda row: not row["unread_count"], False),
        ("nonsense", lambda row: row["last_activity_at"], True),
    ],
)
def test_the_list_can_be_sorted(inbox, sort_by, key, turned):
    keys = [key(row) for row in inbox.rows(status="all", sort_by=sort_by)]
    assert keys == sorted(keys, reverse=turned)


def test_updated_within_is_not_paged_and_obeys_the_status(inbox, world):
    rows = inbox.rows(status="all", updated_within=7200, page=3)
    expected = [row for row in world.account.conversations.values() if row.updated_at > world.now - 7200]

    assert len(rows) == len(expected) > 25
    assert {row["status"] for row in inbox.rows(updated_within=7200)} == {"open"}


def test_what_changes_between_two_polls_is_in_updated_within(inbox, world):
    before = {row["id"]: row for row in inbox.rows(status="all", updated_within=10**6)}
    inbox.advance(120)
    fresh = {row["id"]: row for row in inbox.rows(status="all", updated_within=120)}
    after = {row["id"]: row for row in inbox.rows(status="all", updated_within=10**6)}

    changed = {
        number
        for number, row in after.items()
        if row["updated_at"] != before.get(number, {}).get("updated_at")
    }
    assert changed
    assert changed <= set(fresh)
    assert all(row["updated_at"] > world.start for row in fresh.values())


def test_an_unset_instant_is_0_and_an_unset_person_is_no_key(inbox):
    rows = inbox.rows(status="all", updated_within=10**6)
    unanswered = next(row for row in rows if not row["first_reply_created_at"])
    assert unanswered["first_reply_created_at"] == 0
    assert any(row["waiting_since"] == 0 for row in rows)
    assert all(row["contact_last_seen_at"] == 0 for row in rows)
    assert all(row["assignee_last_seen_at"] == 0 for row in rows if "assignee" not in row["meta"])
    assert any("assignee" not in row["meta"] and "assignee_type" not in row["meta"] for row in rows)
    assert any("team" not in row["meta"] for row in rows)
    assert all("assignee" not in row["meta"] or row["meta"]["assignee"]["name"] for row in rows)


def test_instants_are_seconds_but_updated_at_is_a_float_and_messages_have_it_in_words(inbox):
    text = inbox.get(f"{V1}/conversations").text
    row = json.loads(text)["data"]["payload"][0]

    assert isinstance(row["updated_at"], float)
    assert all(
        isinstance(row[key], int) for key in ("created_at", "timestamp", "last_activity_at", "waiting_since")
    )
    assert row["timestamp"] == row["last_activity_at"]
    assert row["messages"][0]["updated_at"].endswith(".000Z")


def test_unread_is_never_more_than_ten(world, running):
    row = next(iter(world.account.by_status["open"].values()))
    for _ in range(14):
        world.account.incoming(row, world.now, "Hallo??", "other", "negative")
    row.agent_last_seen_at = 0

    assert running(world).v1(f"conversations/{row.id}")["unread_count"] == 10


def test_the_last_message_may_be_a_line_of_the_system_and_then_is_not_the_last_that_was_said(inbox):
    rows = inbox.rows(status="resolved")
    closed = next(row for row in rows if row["messages"][0]["message_type"] == Kind.ACTIVITY)

    assert closed["messages"][0]["sender_type"] is None
    assert "sender" not in closed["messages"][0]
    assert closed["last_non_activity_message"]["message_type"] != Kind.ACTIVITY
    assert len(closed["messages"]) == 1


def test_an_agent_bot_clears_waiting_since_though_the_customer_still_waits(world, running):
    bots = [row for row in world.account.conversations.values() if row.inbox.channel.bot]
    greeted = next(
        row for row in bots if row.messages[1].sender_kind == "agent_bot" and row.created_at > world.begin
    )
    inbox = running(world)
    messages = inbox.v1(f"conversations/{greeted.id}/messages")["payload"]

    assert messages[1]["message_type"] == Kind.OUTGOING
    assert messages[1]["sender"]["type"] == "agent_bot"
    assert world.account.facts.cases[greeted.id].waited


def test_a_bots_conversation_is_pending_until_it_hands_over_without_a_line(world, running):
    inbox = running(world)
    for _ in range(300):
        inbox.advance(20)
        pending = [
            row for row in inbox.rows(status="pending") if row["inbox_id"] == 6 and row["unread_count"]
        ]
        if pending:
            break
    number = pending[0]["id"]
    inbox.advance(60)
    row = inbox.v1(f"conversations/{number}")
    kinds = [
        message["message_type"] for message in inbox.v1(f"conversations/{number}/messages")["payload"][:2]
    ]

    assert pending[0]["waiting_since"] == 0
    assert row["status"] == "open"
    assert row["waiting_since"] > row["created_at"]
    assert kinds == [Kind.INCOMING, Kind.OUTGOING]


def test_an_external_echo_is_outgoing_without_a_sender(world, running):
    row = next(
        row
        for row in world.account.conversations.values()
        if any(message.content_attributes.get("external_echo") for message in row.messages)
    )
    messages = running(world).v1(f"conversations/{row.id}/messages")["payload"]
    echo = next(message for message in messages if message["content_attributes"].get("external_echo"))

    assert echo["message_type"] == Kind.OUTGOING
    assert "sender" not in echo
    assert row.inbox.channel.type == "Channel::Instagram"


def test_a_campaign_is_marked_only_in_the_embedded_message(build, running):
    world = build("weekday", past_days=7)
    row = next(
        row
        for row in world.account.conversations.values()
        if len(row.messages) == 1 and row.messages[0].additional_attributes
    )
    inbox = running(world)
    embedded = inbox.v1(f"conversations/{row.id}")
    listed = inbox.v1(f"conversations/{row.id}/messages")["payload"][0]

    assert embedded["messages"][0]["additional_attributes"] == {"campaign_id": 3}
    assert "additional_attributes" not in listed
    assert listed["sender"]["type"] == "user"
    assert embedded["waiting_since"] == embedded["created_at"]  # though nobody waits
    assert embedded["first_reply_created_at"] == 0
    assert embedded["labels"] == ["proaktiv"]


def test_all_replies_of_a_page_come_from_one_account_and_are_signed(world, running):
    row = next(
        row
        for row in world.account.conversations.values()
        if row.inbox.channel.page_account and row.first_reply_created_at
    )
    messages = running(world).v1(f"conversations/{row.id}/messages")["payload"]
    replies = [
        m for m in messages if m["message_type"] == Kind.OUTGOING and not m["private"] and "sender" in m
    ]

    assert {reply["sender"]["name"] for reply in replies} == {"Kundeservice"}
    names = {person.first_name for person in world.account.people.staff}
    assert all(reply["content"].rpartition("/")[2] in names for reply in replies)


def test_messages_without_text_have_null(build, running):
    scenario = read_scenario("weekday")
    pictures = msgspec.structs.replace(scenario.customers, picture_only=1.0)
    world = build(msgspec.structs.replace(scenario, customers=pictures), past_days=1)
    row = next(
        row for row in world.account.conversations.values() if any(m.content is None for m in row.messages)
    )

    messages = running(world).v1(f"conversations/{row.id}/messages")["payload"]
    assert None in [message["content"] for message in messages]
