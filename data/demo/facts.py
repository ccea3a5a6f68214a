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
    met: bool = False
    """The reply that ended it met the feeling, as its writer labelled it."""


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
    first_mood: Mood | None = None
    last_mood: Mood | None = None
    running: Wait | None = None
    waited: bool = False
    resolved: bool = False

    @property
    def customer_begun(self) -> bool:
        """The customer spoke first, and it is not marked as begun by us."""
        return self.by_customer and not self.proactive


class Incoming(NamedTuple):
    """A customer message; without text it has no mood. `answered`: some reply came before it."""

    at: int
    conversation: int
    mood: Mood | None
    answered: bool


class Reply(NamedTuple):
    """A human public reply."""

    at: int
    conversation: int
    sender: int | None
    """The user that the backend names; none for an external echo."""
    person: int | None
    """The one who really wrote."""
    met: bool
    """It meets the feeling, as its writer labelled it."""


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
            case.first_customer_at, case.first_mood = at, mood
        case.last_mood = mood
        case.resolved = False
        self.incoming.append(Incoming(at, conversation, mood, case.first_reply_at is not None))
        if case.running is None:
            case.running = Wait(at, conversation, first=case.customer_begun and not case.waited)
            case.waited = True
            self.waits.append(case.running)

    def human_replied(self, reply: Reply) -> None:
        """A wait ends, if one runs."""
        case = self.cases[reply.conversation]
        self._begins(case, reply.at, by_customer=False)
        if case.first_reply_at is None:
            case.first_reply_at = reply.at
        self.replies.append(reply)
        if wait := case.running:
            wait.ended, wait.answered, wait.met = reply.at, True, reply.met
            wait.sender, wait.person = reply.sender, reply.person
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

    def of(self, channel: str) -> Facts:
        """Those of one channel's conversations that are still kept."""
        part = Facts()
        part.cases = {case.id: case for case in self.cases.values() if case.channel == channel}
        part.begun = [case for case in self.begun if case.channel == channel]
        part.incoming = [one for one in self.incoming if one.conversation in part.cases]
        part.replies = [one for one in self.replies if one.conversation in part.cases]
        part.waits = [one for one in self.waits if one.conversation in part.cases]
        part.resolutions = [one for one in self.resolutions if one.conversation in part.cases]
        return part

    def _begins(self, case: Case, at: int, *, by_customer: bool) -> None:
        if case.begun_at is None:
            case.begun_at, case.by_customer = at, by_customer
            self.begun.append(case)


def since(dated: list[D], instant: int) -> list[D]:
    """Those at the instant or later, of a list in the order of time."""
    return dated[bisect_left(dated, instant, key=lambda one: one.at) :]
