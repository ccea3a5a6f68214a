"""The Chatwoot backend over real HTTP: when a conversation was resolved."""

import pytest

from tests.data.inboxes.walls import Hang, at
from tests.fakes.chatwoot import NOON, FakeChatwoot


@pytest.mark.parametrize(
    "line",
    [
        "Conversation was marked resolved by Anna Berg",
        "Samtale ble løst av Anna Berg",
        "Konversationen har markerats som löst av Anna Berg",
        "Samtalen blev markeret som løst af Anna Berg",
        "Keskustelu merkittiin ratkaistuksi",  # not known: the newest activity line is taken
    ],
)
def test_a_resolve_has_the_time_of_its_line(line: str, hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin()
    fake.reply(talk, "Svar")
    wall = hang(fake)
    wall.fill()
    fake.now += 10
    fake.resolve(talk, line=line)
    wall.poll(20)
    found = wall.conversations[str(talk.id)]
    assert (found.status, found.resolved_at) == ("resolved", (at(NOON + 10),))


def test_a_resolve_alone_is_proven_by_its_own_line(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin()
    wall = hang(fake)
    wall.fill()
    fake.resolve(talk)
    wall.poll()
    assert "messages" not in wall.asked()
    assert wall.conversations[str(talk.id)].resolved_at == (at(NOON),)


def test_a_resolve_without_a_line_has_the_time_of_the_change_until_the_line_comes(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin()
    wall = hang(fake)
    wall.fill()
    fake.now += 10
    fake.resolve(talk, line="")
    wall.poll(0)
    assert wall.conversations[str(talk.id)].resolved_at == (at(NOON + 10.25),)
    fake.add(talk, "Conversation was marked resolved by Anna Berg", 2, at=NOON + 12)
    wall.poll()
    assert wall.conversations[str(talk.id)].resolved_at == (at(NOON + 12),)


def test_each_resolve_counts_also_those_between_two_polls(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin()
    wall = hang(fake)
    wall.fill()
    for number in range(3):
        fake.now += 1
        fake.resolve(talk)
        fake.now += 1
        fake.write(talk, f"Fremdeles nede {number}")
    wall.poll()
    found = wall.conversations[str(talk.id)]
    assert found.status == "open"
    assert found.resolved_at == (at(NOON + 1), at(NOON + 3), at(NOON + 5))


def test_a_conversation_that_stays_resolved_after_a_customers_line_is_resolved_then(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin("Spam", at=NOON - 100)
    fake.touch(talk, status="resolved", waiting_since=0, at=NOON - 100)  # a blocked contact
    wall = hang(fake)
    wall.fill()
    (resolved,) = wall.conversations[str(talk.id)].resolved_at
    assert at(NOON - 100) <= resolved < at(NOON - 99)
