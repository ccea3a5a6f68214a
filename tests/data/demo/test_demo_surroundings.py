"""The demo inbox over real HTTP on loopback: agents, inboxes, teams, counts, reports and the truth."""

from datetime import UTC, datetime

import msgspec

from data.demo.scenario import read_scenario
from data.demo.truth import truth

V2 = "/api/v2/accounts/1"


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
