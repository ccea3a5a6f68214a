"""Laws of the Chatwoot backend, on random lives of an inbox and on random damage to its answers."""

import json
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from dashboard.model import Changes, Conversation, Message
from dashboard.problems import InboxProblem
from data.inboxes.chatwoot import Chatwoot
from data.inboxes.web import Web
from tests.conftest import Logs
from tests.fakes.chatwoot import NOON, TOKEN, FakeChatwoot, FakeConversation
from tests.fakes.faulty import FaultyProxy, Reply, Request

Held = dict[str, tuple[Conversation, dict[str, Message]]]


def open_box(proxy: FaultyProxy, fake: FakeChatwoot) -> Chatwoot:
    web = Web(proxy.url, header=("api_access_token", TOKEN), deadline=10)
    return Chatwoot(web, 1, clock=lambda: datetime.fromtimestamp(fake.now, UTC), fill_budget=60)


def fold(held: Held, changes: Changes) -> None:
    for found in changes.conversations:
        messages = held[found.id][1] if found.id in held else {}
        held[found.id] = (found, messages | {message.id: message for message in found.messages})
    for gone in changes.gone:
        held.pop(gone, None)


def live(fake: FakeChatwoot, rng: random.Random) -> None:
    """One thing that happens in an inbox, at most a second after the last."""
    fake.now += rng.choice([0, 0.3, 1])
    if rng.random() < 0.2 or not fake.conversations:
        fake.begin(f"Hei {rng.random()}")
        return
    talk = rng.choice(list(fake.conversations.values())[-12:])
    happenings: list[Callable[[], object]] = [
        lambda: fake.write(talk, "Hallo?"),
        lambda: fake.write(talk, "Hallo?"),
        lambda: fake.reply(talk, "Svar"),
        lambda: fake.add(talk, "Anna added nett", 2),
        lambda: fake.add(talk, "Velkommen!", 3),
        lambda: fake.touch(talk, labels=[rng.choice("abc")], assignee=rng.choice([None, 7, 8])),
        lambda: fake.touch(talk, status=rng.choice(["pending", "snoozed", "open"])),
        lambda: look(fake, talk),
        lambda: fake.resolve(talk) if talk.status != "resolved" else None,
    ]
    rng.choice(happenings)()


def look(fake: FakeChatwoot, talk: FakeConversation) -> None:
    """An agent opens the conversation: that alone moves no updated_at."""
    talk.agent_seen = fake.now


@pytest.mark.parametrize("seed", range(6))
def test_what_came_bit_by_bit_is_what_a_fresh_fill_brings(seed: int) -> None:
    rng, fake = random.Random(seed), FakeChatwoot()
    held: Held = {}
    fresh: Held = {}
    with FaultyProxy(fake) as proxy:
        box = open_box(proxy, fake)
        for _poll in range(60):
            for _happening in range(rng.randrange(8)):
                live(fake, rng)
            fold(held, box.changes())
            fake.now += rng.choice([5, 30])
        box.close()
        again = open_box(proxy, fake)
        fold(fresh, again.changes())
        again.close()
    assert held.keys() == fresh.keys()
    for number, (conversation, messages) in fresh.items():
        assert told(held[number][0]) == told(conversation)
        missing = messages.keys() - held[number][1].keys()
        assert {messages[each].author for each in missing} <= {"bot"}  # which no number counts


def told(conversation: Conversation) -> tuple[object, ...]:
    found = conversation
    return found.status, found.assignee, found.labels, found.resolved_at, found.created_at, found.channel


# ── Damage ───────────────────────────────────────────────────────────────────────────────────────────

ODD: list[Any] = [None, 0, -1, 1e300, "", "x", [], {}, True, [[]], {"id": None}, 10**25, "2026-13-45"]


class Damaging:
    """Damages half of the answers: a value somewhere, some bytes, or the end."""

    def __init__(self, fake: FakeChatwoot, rng: random.Random) -> None:
        self._fake, self._rng = fake, rng
        self.calm = False

    def __call__(self, request: Request) -> Reply:
        reply = self._fake(request)
        if self.calm or self._rng.random() < 0.5:
            return reply
        damage = self._rng.choice([self._values, self._bytes, self._end])
        return Reply(damage(reply.body), reply.status, reply.headers)

    def _values(self, body: bytes) -> bytes:
        value = json.loads(body)
        places = list(_places(value))
        if not places:
            return body
        holder, key = self._rng.choice(places)
        holder[key] = self._rng.choice(ODD)
        return json.dumps(value).encode()

    def _bytes(self, body: bytes) -> bytes:
        data = bytearray(body)
        for _ in range(self._rng.randint(1, 4)):
            data[self._rng.randrange(len(data))] = self._rng.randrange(256)
        return bytes(data)

    def _end(self, body: bytes) -> bytes:
        return body[: self._rng.randrange(len(body))]


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])


@pytest.mark.parametrize("seed", range(4))
def test_damaged_answers_raise_only_our_own_errors_and_heal(seed: int, logs: Logs) -> None:
    logs.expect("can't be had, those last heard stay")
    rng, fake = random.Random(seed), FakeChatwoot(NOON)
    for _ in range(60):
        live(fake, rng)
    damaging = Damaging(fake, rng)
    held: Held = {}
    with FaultyProxy(damaging) as proxy:
        box = open_box(proxy, fake)
        for _poll in range(60):
            live(fake, rng)
            fake.now += rng.choice([30, 1000])
            try:
                fold(held, box.changes())
            except InboxProblem:
                continue
        damaging.calm = True
        for _poll in range(3):
            fake.now += 2000
            fold(held, box.changes())
        box.close()
    unresolved = {str(each.id) for each in fake.conversations.values() if each.status != "resolved"}
    assert {number for number, (each, _) in held.items() if each.status != "resolved"} == unresolved
