"""A wall before a fake Chatwoot, as the backend's tests poll it."""

from collections.abc import Callable
from datetime import UTC, datetime

from dashboard.model import Changes, Conversation, Message
from data.inboxes.chatwoot import Chatwoot
from tests.fakes.chatwoot import FakeChatwoot
from tests.fakes.faulty import FaultyProxy, Reply, Request

DAY = 86400.0
ANNA, BO = 7, 8


class Wall:
    """Polls a fake Chatwoot every 30 seconds of both clocks, and folds what comes as the domain does."""

    def __init__(self, fake: FakeChatwoot, proxy: FaultyProxy, box: Chatwoot, clock: list[float]) -> None:
        self.fake, self.proxy, self.box, self._clock = fake, proxy, box, clock
        self.conversations: dict[str, Conversation] = {}
        self.messages: dict[str, dict[str, Message]] = {}

    def poll(self, seconds: float = 30) -> Changes:
        self.fake.now += seconds
        self._clock[0] += seconds
        return self.ask()

    def ask(self) -> Changes:
        self.proxy.requests.clear()
        changes = self.box.changes()
        for conversation in changes.conversations:
            self.conversations[conversation.id] = conversation
            self.messages.setdefault(conversation.id, {}).update({m.id: m for m in conversation.messages})
        for gone in changes.gone:
            del self.conversations[gone]
        return changes

    def fill(self) -> Changes:
        for _ in range(1000):
            changes = self.ask()
            if changes.arrived == changes.expected:
                return changes
        raise AssertionError("the fill does not end")

    def texts(self, number: int) -> list[str]:
        return [message.text for message in self.messages[str(number)].values()]

    def asked(self) -> list[str]:
        """What the last poll asked for, by the last part of its path."""
        return [request.path.rsplit("/", 1)[-1] for request in self.proxy.requests]


Hang = Callable[..., Wall]
"""Hangs up a wall in front of a fake: the fixture `hang`."""


class Broken:
    """Answers 500 from the request with the number `after` on."""

    def __init__(self, fake: FakeChatwoot, *, after: float) -> None:
        self.after, self._fake = after, fake
        self.seen: list[Request] = []

    def count(self, path: str) -> int:
        return sum(request.path == path for request in self.seen)

    def __call__(self, request: Request) -> Reply:
        self.seen.append(request)
        return Reply(b"oh", 500) if len(self.seen) > self.after else self._fake(request)


class Sparing:
    """Lets so many requests through in each minute of the fake's clock, and says when the next one begins."""

    def __init__(self, fake: FakeChatwoot, most: int) -> None:
        self.most, self._fake = most, fake
        self.refused = 0
        self._minute, self._seen = -1, 0

    def __call__(self, request: Request) -> Reply:
        minute = int(self._fake.now // 60)
        if minute != self._minute:
            self._minute, self._seen = minute, 0
        self._seen += 1
        if self._seen > self.most:
            self.refused += 1
            return Reply(b"", 429, {"Retry-After": str(60 - int(self._fake.now % 60))})
        return self._fake(request)


def at(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
