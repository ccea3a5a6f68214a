"""What happened, written down as it happens: the simulator's own memory of waits, replies and resolutions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from data.demo.plan import Mood


@dataclass(slots=True, eq=False)
class Wait:
    """A customer waits from `at` on; it ends by a reply (`answered`) or by being resolved."""

    at: int
    conversation: int
    first: bool
    ended: int | None = None
    answered: bool = False
    sender: int | None = None
    person: int | None = None


@dataclass(slots=True, eq=False)
class Case:
    """The facts of one conversation."""

    id: int
    channel: str
    public: bool
    proactive: bool
    created_at: int
    begun_at: int | None = None
    by_customer: bool = False
    first_customer_at: int | None = None
    first_reply_at: int | None = None
    last_mood: Mood | None = None
    running: Wait | None = None
    waited: bool = False
    resolved: bool = False

    @property
    def customer_begun(self) -> bool:
        """The customer spoke first, and it is not marked as begun by us."""
        return self.by_customer and not self.proactive


class Incoming(NamedTuple):
    """A customer message; without text it has no mood."""

    at: int
    conversation: int
    mood: Mood | None


class Reply(NamedTuple):
    """A human public reply."""

    at: int
    conversation: int
    sender: int | None
    """The user that the backend names; none for an external echo."""
    person: int | None
    """The one who really wrote."""


class Resolution(NamedTuple):
    """An open or put-aside conversation was resolved."""

    at: int
    conversation: int
    seconds: int | None
    """Since the first customer message; none where no customer ever wrote."""


class Dated(Protocol):
    """Anything with an instant."""

    @property
    def at(self) -> int:
        """Unix seconds."""
        ...


D = TypeVar("D", bound=Dated)


class Facts:
    """Lists in the order of time, and a case for every conversation still kept."""

    def __init__(self) -> None:
        self.cases: dict[int, Case] = {}
        self.begun: list[Case] = []
        self.incoming: list[Incoming] = []
        self.replies: list[Reply] = []
        self.waits: list[Wait] = []
        self.resolutions: list[Resolution] = []

    def created(self, case: Case) -> None:
        """A conversation exists; it begins with its first message of a person."""
        self.cases[case.id] = case

    def customer_wrote(self, conversation: int, at: int, mood: Mood | None) -> None:
        """A wait begins, unless one runs."""
        case = self.cases[conversation]
        self._begins(case, at, by_customer=True)
        if case.first_customer_at is None:
            case.first_customer_at = at
        case.last_mood = mood
        case.resolved = False
        self.incoming.append(Incoming(at, conversation, mood))
        if case.running is None:
            case.running = Wait(at, conversation, first=case.customer_begun and not case.waited)
            case.waited = True
            self.waits.append(case.running)

    def human_replied(self, conversation: int, at: int, sender: int | None, person: int | None) -> None:
        """A wait ends, if one runs."""
        case = self.cases[conversation]
        self._begins(case, at, by_customer=False)
        if case.first_reply_at is None:
            case.first_reply_at = at
        self.replies.append(Reply(at, conversation, sender, person))
        if wait := case.running:
            wait.ended, wait.answered, wait.sender, wait.person = at, True, sender, person
            case.running = None

    def resolved(self, conversation: int, at: int) -> None:
        """A wait ends unanswered, if one runs; resolving again counts for nothing."""
        case = self.cases[conversation]
        if case.resolved:
            return
        case.resolved = True
        since = case.first_customer_at
        self.resolutions.append(Resolution(at, conversation, None if since is None else at - since))
        if case.running:
            case.running.ended = at
            case.running = None

    def forget(self, before: int, conversations: Sequence[int]) -> None:
        """Drop the cases of these conversations, and what is older than an instant."""
        for conversation in conversations:
            del self.cases[conversation]
        self.begun = [case for case in self.begun if case.id in self.cases]
        self.incoming = since(self.incoming, before)
        self.replies = since(self.replies, before)
        self.waits = since(self.waits, before)
        self.resolutions = since(self.resolutions, before)

    def _begins(self, case: Case, at: int, *, by_customer: bool) -> None:
        if case.begun_at is None:
            case.begun_at, case.by_customer = at, by_customer
            self.begun.append(case)


def since(dated: list[D], instant: int) -> list[D]:
    """Those at the instant or later, of a list in the order of time."""
    return dated[bisect_left(dated, instant, key=lambda one: one.at) :]
