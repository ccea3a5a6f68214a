"""What happened in one conversation: its waits, replies and resolves, as metrics.md defines them."""

from collections.abc import Iterable, Sequence
from math import nan
from typing import NamedTuple

from dashboard.hearing import Words

CUSTOMER, REPLY = 0, 1
RUNNING, ANSWERED, UNANSWERED = 0, 1, 2


class Line(NamedTuple):
    """What the ledger keeps of a message that counts; `at` in seconds since 1970, UTC."""

    at: float
    kind: int
    """CUSTOMER, or REPLY: a human public reply."""
    sender: int = 0
    """Who replied, a code of the ledger's; 0 is nobody known."""
    feeling: bool = False
    """Whether a reply's opening sentence meets the feeling."""
    words: Words = Words()
    """How a customer's text was heard."""


class Wait(NamedTuple):
    """A wait; `ended` is nan while it runs."""

    begun: float
    ended: float
    outcome: int
    first: bool
    sender: int = 0
    feeling: bool = False


class Resolve(NamedTuple):
    """A resolve that counts; `since` is the first customer message, nan without one."""

    at: float
    since: float


class Story(NamedTuple):
    """A conversation, told."""

    waits: tuple[Wait, ...]
    resolves: tuple[Resolve, ...]
    after_reply: tuple[bool, ...]
    """For each line: whether some reply came before it."""
    begun: float
    """When its first message came, by a customer or by a person of ours in public; nan before."""
    customer_begun: bool
    answered: float
    """When the first human public reply came, or nan."""
    waiting_since: float
    resolved: bool


def tell(lines: Sequence[Line], resolved_at: Iterable[float], *, proactive: bool) -> Story:
    """The story of lines in their order and of resolves, ascending.

    Lines at one instant keep their order; a resolve at that instant comes after them.
    """
    told = _Telling(proactive=proactive)
    pending = sorted(set(resolved_at), reverse=True)
    for line in lines:
        while pending and pending[-1] < line.at:
            told.resolve(pending.pop())
        told.line(line)
    while pending:
        told.resolve(pending.pop())
    return told.story()


class _Telling:
    """The state of a conversation while its lines go by."""

    def __init__(self, *, proactive: bool) -> None:
        self._proactive = proactive
        self._began: bool | None = None  # customer-begun; unknown until somebody says something in public
        self._begun = nan
        self._since = nan  # the first customer message
        self._answered = nan
        self._running = nan
        self._resolved = False
        self._waits: list[Wait] = []
        self._resolves: list[Resolve] = []
        self._after: list[bool] = []

    def line(self, line: Line) -> None:
        self._after.append(self._answered == self._answered)
        if line.kind == CUSTOMER:
            self._customer(line.at)
        else:
            self._reply(line)

    def _customer(self, at: float) -> None:
        if self._began is None:
            self._began, self._begun = not self._proactive, at
        if self._since != self._since:
            self._since = at
        self._resolved = False
        if self._running != self._running:
            self._running = at

    def _reply(self, line: Line) -> None:
        if self._began is None:
            self._began, self._begun = False, line.at
        if self._answered != self._answered:
            self._answered = line.at
        self._end(line.at, ANSWERED, line.sender, feeling=line.feeling)

    def resolve(self, at: float) -> None:
        if self._resolved:
            return
        self._resolved = True
        self._end(at, UNANSWERED)
        self._resolves.append(Resolve(at, self._since))

    def _end(self, at: float, outcome: int, sender: int = 0, *, feeling: bool = False) -> None:
        if self._running == self._running:
            self._waits.append(Wait(self._running, at, outcome, self._is_first(), sender, feeling))
            self._running = nan

    def _is_first(self) -> bool:
        return bool(self._began) and not self._waits

    def story(self) -> Story:
        if self._running == self._running:
            self._waits.append(Wait(self._running, nan, RUNNING, self._is_first()))
        return Story(
            waits=tuple(self._waits),
            resolves=tuple(self._resolves),
            after_reply=tuple(self._after),
            begun=self._begun,
            customer_begun=bool(self._began),
            answered=self._answered,
            waiting_since=self._running,
            resolved=self._resolved,
        )
