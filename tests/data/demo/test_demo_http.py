"""Over real HTTP on loopback: tokens, refusals, paging, and each trap of Chatwoot's API."""

import http.client
import json
import socket
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import msgspec
import pytest

from data.demo.records import Kind
from data.demo.scenario import read_scenario
from data.demo.truth import truth

V1 = "/api/v1/accounts/1"
V2 = "/api/v2/accounts/1"


@pytest.fixture
def world(build):
    return build("weekday", past_days=2)


@pytest.fixture
def inbox(world, running):
    return running(world)


# ---- who may ask


@pytest.mark.parametrize("token", [None, "", "wrong"])
def test_without_a_known_token_everything_is_401(inbox, client, token):
    stranger = client(inbox.address, token)
    for path in (
        "/api/v1/profile",
        f"{V1}/conversations",
        f"{V2}/live_reports/conversation_metrics",
        "/demo/truth",
    ):
        answer = stranger.get(path)
        assert answer.status_code == 401
        assert answer.json() == {"error": "Invalid Access Token"}


def test_an_agent_may_read_conversations_but_no_reports(world, running):
    agent = running(world, agent=True)

    assert agent.json("/api/v1/profile")["role"] == "agent"
    assert agent.v1("conversations")["data"]["payload"]
    for path in (
        "live_reports/conversation_metrics",
        "live_reports/grouped_conversation_metrics?group_by=team_id",
        "reports/summary?type=account&since=1&until=2",
    ):
        answer = agent.get(f"{V2}/{path}")
        assert answer.status_code == 401
        assert answer.json() == {"error": "You are not authorized to do this action"}


def test_an_agent_sees_the_inboxes_the_agent_is_a_member_of(build, running, client):
    scenario = read_scenario("weekday")
    first, *others = scenario.channels
    closed = msgspec.structs.replace(first, members=("Bo Lund",))
    world = build(msgspec.structs.replace(scenario, channels=(closed, *others)))
    administrator = running(world)
    anna = client(administrator.address, "demo-agent-token")

    assert [row["id"] for row in anna.v1("inboxes")["payload"]] == [2, 3, 4, 5, 6]
    assert {row["inbox_id"] for row in anna.rows(status="all", updated_within=90_000)} == {2, 3, 4, 5, 6}
    hidden = next(row.id for row in world.account.conversations.values() if row.inbox.id == 1)
    assert administrator.get(f"{V1}/conversations/{hidden}").status_code == 200
    assert anna.get(f"{V1}/conversations/{hidden}").status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        f"{V1}/conversations/999999",
        f"{V1}/conversations/999999/messages",
        f"{V1}/conversations?team_id=99",
        "/api/v1/accounts/2/agents",
        "/api/v1/nothing",
    ],
)
def test_what_does_not_exist_is_404_with_chatwoots_words(inbox, path):
    answer = inbox.get(path)
    assert answer.status_code == 404
    assert answer.json() == {"error": "Resource could not be found"}


def test_beyond_the_limit_comes_429_as_plain_text_without_retry_after(world, running):
    inbox = running(world, limit=5)
    answers = [inbox.get(f"{V1}/agents") for _ in range(12)]
    refused = [answer for answer in answers if answer.status_code == 429]

    # Two minutes of the clock on the wall may lie within the test, so at most ten got through.
    assert 2 <= len(refused) <= 7
    assert refused[0].headers["Content-Type"].startswith("text/plain")
    assert refused[0].text == "Retry later\n"
    assert "Retry-After" not in refused[0].headers


def test_the_counts_have_a_limit_of_their_own(world, running):
    inbox = running(world, limit=3000)
    statuses = [inbox.get(f"{V1}/conversations/meta").status_code for _ in range(75)]

    assert statuses.count(429) >= 15
    assert inbox.get(f"{V1}/agents").status_code == 200


def test_only_loopback_is_listened_on(inbox):
    assert inbox.address.startswith("http://127.0.0.1:")


def test_one_connection_serves_many_requests(inbox):
    host = inbox.address.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=10)
    connection.connect()
    port = connection.sock.getsockname()[1]
    for path in ("agents", "inboxes", "conversations", "conversations/999999", "labels"):
        connection.request("GET", f"{V1}/{path}", headers={"api_access_token": "demo-administrator-token"})
        answer = connection.getresponse()
        assert answer.version == 11
        answer.read()
        assert connection.sock.getsockname()[1] == port
    connection.close()


def test_a_client_that_stays_connected_does_not_hold_the_end(world, running):
    inbox = running(world)
    host, port = inbox.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as held:
        held.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert held.recv(4096).startswith(b"HTTP/1.1 401")
        # The fixtures now end the server and see that no thread is left.
        held.shutdown(socket.SHUT_WR)


# ---- time


def test_the_date_of_every_answer_is_the_worlds(inbox, world, client):
    for answer in (inbox.get(f"{V1}/agents"), inbox.get("/nothing"), client(inbox.address, None).get("/")):
        assert parsedate_to_datetime(answer.headers["Date"]) == datetime.fromtimestamp(world.start, UTC)


def test_the_clock_leaps_on_demand(inbox, world):
    before = inbox.json("/demo/clock")
    after = inbox.advance(90).json()

    assert (before["unix"], before["speed"]) == (world.start, 0.0)
    assert after["unix"] == world.start + 90
    assert inbox.json("/demo/truth")["unix"] == world.start + 90
    assert inbox.get(f"{V1}/agents").headers["Date"] == datetime.fromtimestamp(world.now, UTC).strftime(
        "%a, %d %b %Y %H:%M:%S GMT"
    )


@pytest.mark.parametrize("seconds", [-1, 1e12, "soon"])
def test_an_impossible_leap_is_refused(inbox, seconds):
    answer = inbox.advance(seconds)
    assert answer.status_code == 422
    assert "error" in answer.json()


# ---- conversations


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


# ---- messages


@pytest.fixture
def long_row(world):
    """A conversation of more messages than any page holds."""
    row = next(iter(world.account.by_status["open"].values()))
    for number in range(1100):
        world.account.incoming(row, world.now, f"Hallo {number}", "other", "negative")
    return row


def test_messages_come_in_pages_by_id_always_ascending(world, long_row, running):
    inbox = running(world)
    ids = [message.id for message in long_row.messages]

    def asked(**query):
        found = inbox.v1(f"conversations/{long_row.id}/messages", **query)["payload"]
        return [message["id"] for message in found]

    assert asked() == ids[-20:]
    assert asked(before=ids[50]) == ids[30:50]
    assert asked(before=ids[3]) == ids[:3]
    assert asked(after=ids[50]) == ids[51:151]  # without the one asked for
    assert asked(after=ids[-1]) == []
    assert asked(after=ids[5], before=ids[9]) == ids[5:9]  # with the first, without the last
    assert len(asked(after=ids[0], before=ids[-1] + 1)) == 1000


def test_internal_messages_can_be_left_out(world, running):
    row = next(
        row
        for row in world.account.conversations.values()
        if any(message.private for message in row.messages)
    )
    inbox = running(world)
    everything = inbox.v1(f"conversations/{row.id}/messages", after=0, before=10**9)["payload"]
    filtered = inbox.v1(
        f"conversations/{row.id}/messages", after=0, before=10**9, filter_internal_messages="true"
    )["payload"]

    assert any(message["private"] for message in everything)
    assert filtered == [m for m in everything if not m["private"] and m["message_type"] != Kind.ACTIVITY]


def test_a_line_of_the_system_has_no_sender_and_a_template_none_either(world, running):
    inbox = running(world)
    for row in inbox.rows(status="all")[:10]:
        for message in inbox.v1(f"conversations/{row['id']}/messages")["payload"]:
            if message["message_type"] in (Kind.ACTIVITY, Kind.TEMPLATE):
                assert "sender" not in message


# ---- the rest


def test_an_agent_who_is_never_offline_by_itself_is_online_at_night(build, running):
    inbox = running(build("weekday", start=datetime(2026, 11, 12, 2, tzinfo=UTC)))
    online = [agent for agent in inbox.v1("agents") if agent["availability_status"] == "online"]

    assert [(agent["name"], agent["auto_offline"]) for agent in online] == [("Leif Nygaard", False)]


def test_agents_are_online_busy_or_offline_by_their_shift(inbox):
    states = {agent["availability_status"] for agent in inbox.v1("agents")}
    assert states == {"online", "busy", "offline"}


def test_an_assignees_availability_is_never_older_than_the_list_of_agents(inbox):
    for _ in range(30):
        inbox.advance(60)
        states = {agent["id"]: agent["availability_status"] for agent in inbox.v1("agents")}
        for row in inbox.rows(assignee_type="assigned"):
            assignee = row["meta"]["assignee"]
            assert assignee["availability_status"] == states[assignee["id"]]


def test_opening_hours_begin_with_sunday_and_closed_days_have_null(inbox, build, running):
    days = inbox.v1("inboxes")["payload"][0]["working_hours"]
    assert [day["day_of_week"] for day in days] == list(range(7))
    assert (days[0]["open_hour"], days[0]["close_hour"]) == (10, 17)
    assert (days[1]["open_hour"], days[1]["close_hour"]) == (8, 22)

    always = running(build("night")).v1("inboxes")["payload"][0]
    assert always["working_hours_enabled"] is False
    assert all(day["open_all_day"] and day["open_hour"] is None for day in always["working_hours"])


def test_secrets_of_a_channel_are_shown_to_administrators_only(inbox, client):
    agent = client(inbox.address, "demo-agent-token")
    assert "hmac_token" in inbox.v1("inboxes")["payload"][-1]
    assert "hmac_token" not in agent.v1("inboxes")["payload"][-1]


def test_teams_are_a_bare_list_and_labels_are_not(inbox):
    assert [team["name"] for team in inbox.v1("teams")] == ["teknisk", "faktura"]
    assert "nede" in [label["title"] for label in inbox.v1("labels")["payload"]]


def test_the_live_counts_agree_with_the_lists(inbox):
    live = inbox.json(f"{V2}/live_reports/conversation_metrics")
    assert live["open"] == inbox.v1("conversations/meta")["meta"]["all_count"]
    assert live["unassigned"] == inbox.v1("conversations/meta")["meta"]["unassigned_count"]
    assert live["pending"] == inbox.v1("conversations/meta", status="pending")["meta"]["all_count"]
    assert (
        live["unattended"]
        == inbox.v1("conversations/meta", conversation_type="unattended")["meta"]["all_count"]
    )
    assert inbox.json(f"{V2}/live_reports/conversation_metrics", team_id=1)["open"] < live["open"]


def test_groups_have_something_open_and_nobodys_group_is_null(inbox):
    groups = inbox.json(f"{V2}/live_reports/grouped_conversation_metrics", group_by="assignee_id")
    open_now = inbox.v1("conversations/meta")["meta"]["all_count"]

    assert sum(group["open"] for group in groups) == open_now
    assert all(group["open"] > 0 for group in groups)
    nobody = next(group for group in groups if group["assignee_id"] is None)
    assert nobody["unassigned"] == nobody["open"]
    assert inbox.get(f"{V2}/live_reports/grouped_conversation_metrics").status_code == 422


def test_a_summary_needs_seconds_and_has_null_where_nothing_happened(inbox, world):
    now = inbox.json(f"{V2}/reports/summary", type="account", since=world.start - 3600, until=world.start)
    assert now["conversations_count"] > 0
    assert now["avg_first_response_time"] > 0
    assert now["previous"]["incoming_messages_count"] > 0

    empty = inbox.json(f"{V2}/reports/summary", type="account", since=1, until=2)
    assert empty["avg_first_response_time"] is None
    assert empty["conversations_count"] == 0
    assert inbox.json(f"{V2}/reports/summary", type="account")["resolutions_count"] == 0
    agent = inbox.json(f"{V2}/reports/summary", type="agent", id=7, since=world.begin, until=world.start)
    assert 0 < agent["resolutions_count"] < sum(case.resolved for case in world.account.facts.cases.values())
    assert (
        inbox.get(f"{V2}/reports/summary?type=account&since=2026-11-11&until=2026-11-12").status_code == 500
    )
    assert inbox.get(f"{V2}/reports/summary").status_code == 500


def test_the_truth_is_served_as_it_is_known(inbox, world):
    assert inbox.json("/demo/truth") == msgspec.json.decode(msgspec.json.encode(truth(world)))


def test_thousands_may_be_open(build, running):
    scenario = read_scenario("weekday")
    nobody = tuple(msgspec.structs.replace(agent, shifts=()) for agent in scenario.agents)
    world = build(msgspec.structs.replace(scenario, agents=nobody), past_days=14)
    inbox = running(world)

    meta = inbox.v1("conversations/meta")["meta"]
    assert meta["all_count"] > 2500
    last = inbox.rows(page=(meta["all_count"] - 1) // 25 + 1, sort_by="waiting_since_asc")
    assert 1 <= len(last) <= 25
