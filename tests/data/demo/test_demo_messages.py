"""The demo inbox over real HTTP on loopback: each trap of Chatwoot's messages."""

import pytest

from data.demo.records import Kind


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
