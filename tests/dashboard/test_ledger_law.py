"""The law of the ledger: whatever came, left and came again, it says what one says that was filled just now."""

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest

from dashboard.columns import Columns
from dashboard.ledger import Ledger
from dashboard.measure.curves import today
from dashboard.measure.cut import Gauge
from dashboard.measure.reading import measure
from dashboard.model import Conversation, Message
from tests.dashboard.archives import MOODS, WORDS, WrittenEar

T = datetime(2026, 10, 25, 11, tzinfo=UTC)
GAUGE = Gauge(at=T.timestamp(), target=600.0, zone=ZoneInfo("Europe/Oslo"))


class Cramped(Columns):
    """Closes its gaps after a few rows, so that a short test sees it often."""

    def crowded(self):
        return self._dead > 3 and self._dead * 2 > self._size


class Shelf:
    """A cramped ledger, and beside it what it should hold."""

    def __init__(self, draw):
        self.draw = draw
        self.ledger = Ledger(WrittenEar())
        cramp(self.ledger)
        self.live = {}

    def fold(self):
        batch = []
        for _ in range(self.draw.randrange(6)):
            number = self.draw.randrange(60)
            known = self.live.get(number) or self.conversation(number)
            changed = {
                "status": self.draw.choice(["open", "pending", "resolved"]),
                "assignee": self.draw.choice([None, "a", "b"]),
            }
            self.live[number] = msgspec.structs.replace(known, **changed)
            if self.draw.random() < 0.3:  # first a part of it
                half = known.messages[: self.draw.randrange(len(known.messages) + 1)]
                batch.append(msgspec.structs.replace(known, messages=half))
            batch.append(self.live[number])
        self.ledger.fold(batch)

    def forget(self):
        gone = self.draw.sample(sorted(self.live), min(len(self.live), self.draw.randrange(6)))
        self.live = {number: each for number, each in self.live.items() if number not in gone}
        self.ledger.forget([*map(str, gone), *map(str, gone[:1]), "never heard of"])

    def prune(self):
        gone = self.ledger.prune((T - timedelta(days=self.draw.randrange(11))).timestamp())
        assert set(gone) == {each.id for each in self.live.values() if each.id not in self.ledger}
        self.live = {number: each for number, each in self.live.items() if each.id not in gone}

    def measure(self):
        read(self.ledger)

    def conversation(self, number):
        draw = random.Random(self.draw.random())
        begin = at = T - timedelta(seconds=draw.randrange(86400 * 11))
        messages, resolved = [], []
        for place in range(draw.randrange(8)):
            at += timedelta(seconds=draw.choice([0, 0, 1, 600, 7200, 90000]))
            author = draw.choice(["customer", "customer", "agent", "agent", "bot", "resolve"])
            if author == "resolve":
                resolved.append(at)
                continue
            text = draw.choice(MOODS) + draw.choice(WORDS) if author == "customer" else "felt"
            agent = draw.choice("abc") if author == "agent" else None
            messages.append(Message(id=f"{number}-{place}", at=at, author=author, agent=agent, text=text))
        return Conversation(
            id=str(number),
            channel=draw.choice("fi"),
            public=draw.choice([True, False, None]),
            team=draw.choice([None, "t"]),
            customer=draw.choice([None, "k", "l"]),
            created_at=begin,
            resolved_at=tuple(resolved),
            messages=tuple(messages),
        )


def cramp(ledger):
    for table in (ledger.conversations, ledger.messages, ledger.waits, ledger.resolves):
        table.__class__ = Cramped


def read(ledger):
    return msgspec.to_builtins((measure(ledger, GAUGE), today(ledger, GAUGE)))


def content(ledger):
    """Every living row of every table, whatever its number: conversations by their columns but those numbers."""
    held = ledger.conversations
    names = ("created", "channel", "team", "assignee", "customer", "language", "public", "status", "last_at")
    rows = {slot: tuple(held[name][slot].item() for name in names) for slot in held.alive().tolist()}
    said = ledger.messages
    kept = ("at", "kind", "sender", "mood", "language", "after_reply")
    lines = [
        (*(said[name][row].item() for name in kept), topics(ledger, row), rows[said["slot"][row]])
        for row in said.alive()
    ]
    return sorted(rows.values()), sorted(lines)


def topics(ledger, row):
    """The names of a message's topics."""
    mask = int(ledger.messages["topics"][row])
    return sorted(name for bit, name in enumerate(ledger.topics.names[1:]) if mask >> bit & 1)


@pytest.mark.parametrize("block", range(10))
def test_a_ledger_with_a_past_says_what_a_fresh_one_says(block):
    for seed in range(block * 12, block * 12 + 12):
        shelf = Shelf(random.Random(seed))
        steps = [shelf.fold] * 6 + [shelf.forget] * 3 + [shelf.prune, shelf.measure]
        for _ in range(shelf.draw.randrange(5, 40)):
            shelf.draw.choice(steps)()
        old = shelf.ledger
        fresh = Ledger(WrittenEar())
        for names in ("channels", "teams", "agents", "senders"):  # a name once known stays
            setattr(fresh, names, getattr(old, names))
        fresh.fold(shelf.live.values())
        assert len(old) == len(old.conversations) == len(shelf.live)
        assert content(old) == content(fresh), seed
        assert read(old) == read(fresh), seed
        assert read(old) == read(old), seed
