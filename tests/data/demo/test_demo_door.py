"""The demo inbox over real HTTP on loopback: tokens, refusals, limits, and its clock."""

import http.client
import socket
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import msgspec
import pytest

from data.demo.scenario import read_scenario

V1 = "/api/v1/accounts/1"
V2 = "/api/v2/accounts/1"


# ── who may ask ──────────────────────────────────────────────────────────────────────────────────────


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


# ── time ─────────────────────────────────────────────────────────────────────────────────────────────


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
