"""The Chatwoot backend over real HTTP: a poll in steady state, and the messages that it fetches."""

from collections.abc import Callable

import pytest

from tests.data.inboxes.walls import ANNA, Hang, at
from tests.fakes.chatwoot import NOON, FakeChatwoot

# ── A poll in steady state ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", [50, 500, 5000])
def test_a_poll_is_one_request_whatever_the_size_of_the_inbox(size: int, hang: Hang) -> None:
    fake = FakeChatwoot()
    for number in range(size):
        fake.begin(at=NOON - 60 - size + number)
    wall = hang(fake, fill_budget=100.0)
    wall.fill()
    assert len(wall.conversations) == size
    fake.denied |= {"live_reports", "agents"}
    wall.poll(61)
    for number in range(1, 4):
        fake.write(fake.conversations[number], "Hallo?")
        changes = wall.poll(10)
        assert wall.asked() == ["conversations"]
        assert changes.requests == 1
        assert [each.id for each in changes.conversations] == [str(number)]


def test_what_has_not_changed_is_not_delivered_again(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin()
    wall = hang(fake)
    wall.fill()
    fake.reply(talk, "Svar")
    assert len(wall.poll().conversations) == 1
    assert wall.poll(5).conversations == ()  # still in the answer: twice the time is asked for
    assert wall.proxy.requests[-1].query["status"] == "all"


def test_a_change_without_a_message_is_delivered_without_a_request(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin()
    wall = hang(fake)
    wall.fill()
    fake.touch(talk, assignee=ANNA, team="some", labels=["nett"], status="pending")
    (found,) = wall.poll().conversations
    assert "messages" not in wall.asked()
    assert (found.assignee, found.team, found.labels, found.status) == ("7", "some", ("nett",), "pending")
    assert found.messages == ()


def test_a_server_without_updated_at_is_understood_by_its_other_fields(hang: Hang) -> None:
    fake = FakeChatwoot()
    fake.absent = {"updated_at", "unread_count", "last_non_activity_message", "last_activity_at"}
    talk = fake.begin()
    wall = hang(fake)
    wall.fill()
    assert wall.poll().conversations == ()
    fake.touch(talk, assignee=ANNA)
    assert wall.poll().conversations[0].assignee == "7"
    fake.write(talk, "Hallo?")
    wall.poll()
    assert wall.texts(talk.id) == ["Hei, er nettet nede?", "Hallo?"]


def test_the_inboxs_clock_is_the_answers(hang: Hang) -> None:
    wall = hang(FakeChatwoot(), skew=-400)
    wall.fill()
    assert wall.poll().at == at(NOON + 30)
    assert wall.box.profile().skew == 400


# ── Gaps: messages are fetched where the row doesn't show all ────────────────────────────────────────


def test_a_new_conversation_and_one_more_line_of_a_waiting_customer_need_no_request(hang: Hang) -> None:
    fake = FakeChatwoot()
    wall = hang(fake)
    wall.fill()
    fake.now += 1
    talk = fake.begin("Hei")
    wall.poll()
    assert "messages" not in wall.asked()
    fake.write(talk, "Hallo?")
    wall.poll()
    assert "messages" not in wall.asked()
    assert wall.texts(talk.id) == ["Hei", "Hallo?"]


Happening = Callable[[FakeChatwoot, int], None]


def two_lines(fake: FakeChatwoot, number: int) -> None:
    fake.write(fake.conversations[number], "Hallo?")
    fake.write(fake.conversations[number], "Er dere der?")


def a_reply(fake: FakeChatwoot, number: int) -> None:
    fake.reply(fake.conversations[number], "Vi ser på det.")


def a_reply_and_the_next_line(fake: FakeChatwoot, number: int) -> None:
    a_reply(fake, number)
    fake.write(fake.conversations[number], "Takk!")


def a_look_and_a_reply_and_the_next_line(fake: FakeChatwoot, number: int) -> None:
    a_reply_and_the_next_line(fake, number)
    fake.conversations[number].agent_seen = fake.now


def a_reply_and_an_activity(fake: FakeChatwoot, number: int) -> None:
    a_reply(fake, number)
    fake.add(fake.conversations[number], "Anna added nett", 2)


def a_reply_and_a_resolve(fake: FakeChatwoot, number: int) -> None:
    a_reply(fake, number)
    fake.resolve(fake.conversations[number])


def a_resolve_and_the_next_line(fake: FakeChatwoot, number: int) -> None:
    fake.resolve(fake.conversations[number])
    fake.write(fake.conversations[number], "Det virker ikke")


@pytest.mark.parametrize(
    "happens",
    [
        two_lines,
        a_reply,
        a_reply_and_the_next_line,
        a_look_and_a_reply_and_the_next_line,
        a_reply_and_an_activity,
        a_reply_and_a_resolve,
        a_resolve_and_the_next_line,
    ],
)
def test_what_happens_within_one_interval_is_all_there(happens: Happening, hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin()
    wall = hang(fake)
    wall.fill()
    fake.now += 20
    happens(fake, talk.id)
    wall.poll(10)
    assert wall.asked().count("messages") == 1
    spoken = [message["content"] for message in talk.messages if message["message_type"] != 2]
    assert [text for text in wall.texts(talk.id) if not text.startswith("Conversation was")] == spoken
    assert wall.conversations[str(talk.id)].status == talk.status
    assert len(wall.conversations[str(talk.id)].resolved_at) == ("resolve" in happens.__name__)


def test_a_reply_within_the_second_of_the_customers_line_is_not_missed(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin("Hei", at=NOON)
    wall = hang(fake)
    wall.fill()
    fake.reply(talk, "Hei!", at=NOON + 0.2)
    fake.write(talk, "Kort svar", at=NOON + 0.4)
    wall.poll()
    assert wall.texts(talk.id) == ["Hei", "Hei!", "Kort svar"]


def test_from_the_cap_of_ten_on_unread_lines_are_fetched(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin("1")
    for number in range(2, 10):
        fake.write(talk, str(number))
    wall = hang(fake)
    wall.fill()
    for number in range(10, 13):
        fake.write(talk, str(number), at=fake.now + 1)
        wall.poll()
        assert wall.asked().count("messages") == 1
    assert wall.texts(talk.id) == [str(number) for number in range(1, 13)]


def test_an_assignment_of_a_waiting_conversation_needs_no_request(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin()
    wall = hang(fake)
    wall.fill()
    fake.touch(talk, assignee=ANNA)
    fake.add(talk, "Assigned to Anna Berg by Bo Lund", 2)
    (found,) = wall.poll().conversations
    assert "messages" not in wall.asked()
    assert (found.assignee, found.messages) == ("7", ())


def test_bots_notes_and_echoes_arrive_as_what_they_are(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin("Hei")
    fake.add(talk, "Velkommen!", 3)
    fake.add(talk, "Prøv å skru av og på", 1, sender={"id": 2, "type": "agent_bot"})
    fake.add(talk, "Spør teknikk", 1, sender={"id": ANNA, "type": "user"}, private=True)
    fake.add(talk, "Svar fra appen", 1, content_attributes={"external_echo": True})
    fake.add(talk, "Anna added nett", 2)
    wall = hang(fake)
    wall.fill()
    found = [(m.author, m.agent, m.private) for m in wall.messages[str(talk.id)].values()]
    assert found == [
        ("customer", None, False),
        ("bot", None, False),
        ("bot", None, False),
        ("agent", "7", True),
        ("agent", None, False),
    ]
