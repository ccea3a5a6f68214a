"""What surrounds the conversations and seldom changes: agents, inboxes, Chatwoot's own count."""

from collections.abc import Callable
from logging import getLogger

from dashboard.model import Agent, Channel
from dashboard.problems import InboxProblem, Refused, Unreadable
from data.inboxes.chatwoot_api import Api
from data.inboxes.chatwoot_values import agent, channels

AGENTS_EVERY = 60.0
DESKS_EVERY = 3600.0
COUNT_EVERY = 300.0

log = getLogger(__name__)


class Due:
    """Says when something is to be done again; `now` gives seconds."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._done: dict[str, float] = {}

    def is_due(self, what: str, every: float) -> bool:
        """Tell whether it was never done, or `every` seconds ago; abs, for a clock that was set back."""
        done = self._done.get(what)
        return done is None or abs(self._now() - done) >= every

    def did(self, what: str) -> None:
        """Note that it has just been done."""
        self._done[what] = self._now()


class Surroundings:
    """The agents and channels as last heard.

    What a token may not read is gone without; where the server fails at one of them alone, what was last heard stays,
    since queues and waits are right without it. The log says so once. Before the inboxes were ever heard that is
    trouble: every conversation would be of a channel without a name.
    """

    def __init__(self, api: Api, public_channels: frozenset[str], due: Due) -> None:
        self._api, self._public, self._due = api, public_channels, due
        self._no_reports = False
        self._failing: set[str] = set()
        self.channels: dict[int, Channel] = {}
        self.agents: tuple[Agent, ...] = ()

    def look(self) -> None:
        """Ask for what is due: availability each minute, inboxes each hour. Raises InboxProblem."""
        if self._due.is_due("desks", AGENTS_EVERY if "inboxes" in self._failing else DESKS_EVERY):
            self._ask_desks()
        if self._due.is_due("agents", AGENTS_EVERY):
            self._ask_agents()

    def name(self, desks: set[int]) -> None:
        """Ask at once for the name of an inbox that is new: numbers by channel would carry the wrong one."""
        if desks - self.channels.keys() and self._due.is_due("desks", AGENTS_EVERY):
            self._ask_desks()

    def open_count(self) -> int | None:
        """Ask for Chatwoot's own count of open ones, now and then; without the right to it, never again."""
        if self._no_reports or not self._due.is_due("count", COUNT_EVERY):
            return None
        count = None
        try:
            count = self._api.open_count()
        except Refused as problem:
            if problem.kind == "rate_limited":
                raise
            self._no_reports = problem.kind in {"unauthorised", "not_found", "rejected"}
        except Unreadable:
            pass  # no more than a cross-check: the next one is due in five minutes
        self._due.did("count")
        return count

    def _ask_desks(self) -> None:
        try:
            self.channels = channels(self._api.desks(), self._public)
            self._failing.discard("inboxes")
        except (Refused, Unreadable) as problem:
            self._go_without("inboxes", problem, heard=bool(self.channels))
        self._due.did("desks")

    def _ask_agents(self) -> None:
        try:
            self.agents = tuple(agent(person) for person in self._api.agents())
            self._failing.discard("agents")
        except (Refused, Unreadable) as problem:
            self._go_without("agents", problem, heard=True)
        self._due.did("agents")

    def _go_without(self, what: str, problem: InboxProblem, *, heard: bool) -> None:
        """Go without what this token may not read, or this server doesn't have, or fails at; raise anything else."""
        if problem.kind in {"unauthorised", "not_found", "rejected"}:
            return
        if problem.kind in {"rate_limited", "redirected"} or not heard:
            raise problem
        if what not in self._failing:
            self._failing.add(what)
            log.warning("the %s can't be had, those last heard stay: %s", what, problem)
