"""The Chatwoot backend over real HTTP: agents, inboxes, counts, and the door to it."""

from datetime import timedelta

import pytest

from dashboard.problems import Refused
from data.inboxes import INBOXES, Door, Secret
from data.inboxes.chatwoot import Chatwoot
from tests.conftest import Logs
from tests.data.inboxes.walls import Hang
from tests.fakes.chatwoot import TOKEN, FakeChatwoot
from tests.fakes.faulty import FaultyProxy, Reply, Request

# ── What is asked now and then ───────────────────────────────────────────────────────────────────────


def test_agents_are_asked_each_minute_the_count_each_five_and_inboxes_each_hour(hang: Hang) -> None:
    wall = hang(FakeChatwoot())
    wall.fill()
    asked = {"agents": 0, "conversation_metrics": 0, "inboxes": 0, "profile": 0}
    for _ in range(120):
        wall.poll(30)
        for what in asked:
            asked[what] += wall.asked().count(what)
    assert asked == {"agents": 60, "conversation_metrics": 12, "inboxes": 1, "profile": 0}


def test_the_inboxs_own_count_is_a_cross_check(hang: Hang) -> None:
    fake = FakeChatwoot()
    fake.begin()
    wall = hang(fake)
    assert wall.fill().cross_check == 1
    assert wall.poll().cross_check is None
    fake.begin()
    assert wall.poll(300).cross_check == 2


def test_a_plain_agents_token_is_no_trouble(hang: Hang) -> None:
    fake = FakeChatwoot()
    fake.denied = {"live_reports", "agents"}
    fake.begin()
    wall = hang(fake)
    changes = wall.fill()
    assert (changes.cross_check, changes.agents) == (None, ())
    wall.poll(301)
    assert "conversation_metrics" not in wall.asked()


class FailsAt:
    """Answers one path alone with what a broken server answers."""

    def __init__(self, fake: FakeChatwoot, part: str, reply: Reply) -> None:
        self.fake, self.part, self.reply = fake, part, reply

    def __call__(self, request: Request) -> Reply:
        return self.reply if self.part and request.path.endswith(self.part) else self.fake(request)


@pytest.mark.parametrize("reply", [Reply(b"oh", 500), Reply(b'{"payload": 5}'), Reply(b"<html>")])
@pytest.mark.parametrize("part", ["/agents", "/inboxes"])
def test_where_agents_or_inboxes_alone_can_not_be_had_those_last_heard_stay(
    part: str, reply: Reply, hang: Hang, logs: Logs
) -> None:
    fake = FakeChatwoot()
    fake.begin()
    server = FailsAt(fake, "", reply)
    wall = hang(fake, answer=server)
    wall.fill()
    logs.expect("can't be had, those last heard stay")
    server.part = part
    for _ in range(125):
        fake.begin()
        changes = wall.poll()
        assert [conversation.channel for conversation in changes.conversations] == ["Instagram"]
        assert [agent.name for agent in changes.agents] == ["Anna Berg"]
    assert logs.said("can't be had") == 1
    fake.agents[0]["name"] = fake.inboxes[0]["name"] = "New"
    server.part = ""
    wall.poll(60)
    fake.begin()
    changes = wall.poll(60)
    assert changes.agents[0].name == "New"
    assert {channel.name for channel in changes.channels} == (
        {"New"} if part == "/inboxes" else {"Instagram"}
    )


def test_inboxes_that_were_never_heard_are_trouble_until_they_are(hang: Hang) -> None:
    fake = FakeChatwoot()
    fake.begin()
    server = FailsAt(fake, "/inboxes", Reply(b"oh", 502))
    wall = hang(fake, answer=server)
    for _ in range(3):
        with pytest.raises(Refused, match="server_error"):
            wall.poll(60)
    server.part = ""
    wall.fill()
    assert wall.conversations["1"].channel == "Instagram"


def test_a_new_inbox_is_named_at_once(hang: Hang) -> None:
    fake = FakeChatwoot()
    wall = hang(fake)
    wall.fill()
    wall.poll(100)
    fake.inboxes.append({"id": 9, "name": "Forum", "channel_type": "Channel::Api"})
    fake.begin(inbox=9)
    (found,) = wall.poll().conversations
    assert (found.channel, found.public) == ("Forum", None)


def test_an_inbox_nobody_names_is_called_by_its_number_and_asked_for_once_a_minute(hang: Hang) -> None:
    fake = FakeChatwoot()
    wall = hang(fake)
    wall.fill()
    wall.poll(100)
    counts = []
    for _ in range(4):
        fake.begin(inbox=9)
        counts.append((wall.poll(30).conversations[0].channel, wall.asked().count("inboxes")))
    assert counts == [("inbox 9", 1), ("inbox 9", 0), ("inbox 9", 1), ("inbox 9", 0)]


def test_public_channels_and_tweets_are_public(hang: Hang) -> None:
    fake = FakeChatwoot()
    fake.inboxes = [
        {"id": 4, "name": "Side", "channel_type": "Channel::FacebookPage"},
        {"id": 5, "name": "X", "channel_type": "Channel::TwitterProfile"},
        {
            "id": 6,
            "name": "Instagram",
            "channel_type": "Channel::Instagram",
            "reauthorization_required": True,
        },
    ]
    for inbox in (4, 5, 6):
        fake.begin(inbox=inbox)
    fake.conversations[2].attributes = {"type": "tweet"}
    wall = hang(fake, public_channels=frozenset({"Side"}))
    changes = wall.fill()
    assert [wall.conversations[number].public for number in "123"] == [True, True, False]
    assert [channel.broken for channel in changes.channels] == [False, False, True]


# ── The table of backends ────────────────────────────────────────────────────────────────────────────


def test_a_door_opens_every_inbox_of_the_table() -> None:
    fake = FakeChatwoot()
    fake.begin()
    with FaultyProxy(fake) as proxy:
        for kind in INBOXES:
            box = INBOXES[kind](Door(address=proxy.url, token=Secret(TOKEN)))
            assert len(box.changes().conversations) == 1
            assert isinstance(box, Chatwoot)
            box.close()
    assert INBOXES.keys() == {"chatwoot"}


def test_a_door_does_not_show_its_token() -> None:
    assert TOKEN not in repr(Door(address="https://a.example", token=Secret(TOKEN)))


def test_a_profile_tells_who_asks(hang: Hang) -> None:
    found = hang(FakeChatwoot()).box.profile()
    assert (found.name, found.role, found.admin) == ("Wall", "administrator", True)
    assert found.skew == pytest.approx(0, abs=timedelta(seconds=1).total_seconds())
