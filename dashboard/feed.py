"""One poll: fetch, fold, measure, Snapshot."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from dashboard.ledger import KEEP, Ledger
from dashboard.lookback import Lookback
from dashboard.measure.curves import today
from dashboard.measure.cut import Gauge
from dashboard.measure.heartbeat import heartbeats
from dashboard.measure.opening import closed_lately, open_seconds
from dashboard.measure.reading import measure
from dashboard.measure.shifts import begin_of_this_shift, capacity, duty_weekday
from dashboard.model import Agent, Changes, Conversation, Filling, Heartbeat, Notice, Snapshot, Trouble
from dashboard.model import Goals as ShownGoals
from dashboard.ports import Ear, Inbox, Past
from dashboard.problems import InboxProblem
from dashboard.schedule import delay
from dashboard.settings import Settings

log = logging.getLogger(__name__)

SKEW_WORTH_SAYING = 60.0
"""Seconds by which the two clocks may differ before the wall says so."""
CROSS_CHECK_SLACK = 3
"""Conversations that may come or go between our poll and the server's own count."""


class Feed:
    """Polls an inbox and says after each poll what a wall should draw.

    A poll that fails gives a Snapshot, too: the trouble, over the numbers of the last good poll. `clock` is the
    machine's, aware and in UTC; `draw` gives random numbers in 0..1. Without a `past` nothing is usual.
    """

    def __init__(  # noqa: PLR0913 - each is one thing that the world hands in
        self,
        inbox: Inbox,
        ear: Ear,
        settings: Settings,
        *,
        clock: Callable[[], datetime],
        draw: Callable[[], float],
        demo: bool = False,
        past: Past | None = None,
    ) -> None:
        self._inbox, self._settings, self._clock, self._draw = inbox, settings, clock, draw
        self._ledger = Ledger(ear)
        self._failures = self._poisoned = 0
        self._agents: tuple[Agent, ...] = ()
        self._cross_check: Notice | None = None
        goals = settings.goals
        self._zone = ZoneInfo(goals.timezone)
        self._open_seconds = open_seconds(settings.hours, self._zone)
        countries = settings.hours.countries if settings.hours else ()
        self._lookback = Lookback(past, self._ledger, countries) if past else None
        begun = clock()
        self._last = Snapshot(
            inbox=inbox.name,
            demo=demo,
            timezone=goals.timezone,
            goals=ShownGoals(target=goals.target, response_rate=goals.response_rate),
            made_at=begun,
            next_poll_at=begun,
        )

    def poll(self) -> Snapshot:
        """Ask the inbox once, within its deadline; never raises but for the program's own end."""
        try:
            self._last = self._good(self._inbox.changes())
        except InboxProblem as problem:
            self._last = self._failed(problem)
        except Exception as fault:
            log.exception("the poll failed by a fault of ours")
            self._last = self._failed(InboxProblem("internal", type(fault).__name__))
        return self._last

    def _good(self, changes: Changes) -> Snapshot:
        self._fold(changes)
        gauge = self._gauge(changes)
        filling = Filling(arrived=changes.arrived, expected=changes.expected)
        still = changes.arrived < changes.expected
        self._failures = 0
        now = self._clock()
        return self._next(
            now,
            delay(self._settings.polling.every, None, 0, self._draw(), filling=still),
            polled_at=now,
            trouble=None,
            filling=filling if still else None,
            known_since=changes.known_since,
            reading=measure(self._ledger, gauge, agents=self._agents),
            curves=today(self._ledger, gauge),
            closed=closed_lately(self._settings.hours, self._zone, gauge.at),
            **self._looked_back(gauge, changes, complete=not still),
            heartbeats=self._heartbeats(gauge, changes),
            agents=self._agents,
            channels=changes.channels,
            notices=tuple(self._notices(changes, now)),
        )

    def _fold(self, changes: Changes) -> None:
        try:
            self._ledger.fold(changes.conversations)
        except Exception:
            log.exception("a conversation can't be folded; each is tried by itself")
            self._poisoned += sum(not self._folds(conversation) for conversation in changes.conversations)
        self._ledger.forget(changes.gone)
        self._inbox.forget(self._ledger.prune((changes.at - KEEP).timestamp()))
        weekday = duty_weekday(self._settings.shifts, changes.at.timestamp(), self._zone)
        self._agents = tuple(self._with_capacity(agent, weekday) for agent in changes.agents)

    def _looked_back(self, gauge: Gauge, changes: Changes, *, complete: bool) -> dict[str, object]:
        """What is usual today, and the storm: both of the Snapshot's fields."""
        if self._lookback is None or changes.known_since is None:
            return {}
        since = max(changes.known_since, changes.at - KEEP).timestamp()
        self._lookback.look(gauge, since, complete=complete)
        return {"usual": self._lookback.usual, "storm": self._lookback.storm}

    def _heartbeats(self, gauge: Gauge, changes: Changes) -> dict[str, Heartbeat]:
        if changes.known_since is None:
            return {}
        return heartbeats(self._ledger, gauge, max(changes.known_since, changes.at - KEEP).timestamp())

    def _folds(self, conversation: Conversation) -> bool:
        """Fold one conversation; one that can't be is left out, so that the rest goes on."""
        try:
            self._ledger.fold([conversation])
        except Exception as fault:
            log.error("a conversation is left out: %s", type(fault).__name__)  # noqa: TRY400  said above
            self._ledger.forget([conversation.id])
            return False
        return True

    def _with_capacity(self, agent: Agent, weekday: int) -> Agent:
        share = capacity(self._settings.shifts.roster, agent.id, agent.name, weekday)
        return Agent(id=agent.id, name=agent.name, availability=agent.availability, capacity=share)

    def _gauge(self, changes: Changes) -> Gauge:
        capacities = {agent.id: agent.capacity for agent in self._agents}
        return Gauge(
            at=changes.at.timestamp(),
            target=self._settings.goals.target,
            zone=self._zone,
            page_accounts=frozenset(self._settings.team.page_accounts),
            open_seconds=self._open_seconds,
            capacity=lambda agent: capacities.get(agent, 1.0),
            shift_began=begin_of_this_shift(self._settings.shifts, changes.at.timestamp(), self._zone),
        )

    def _failed(self, problem: InboxProblem) -> Snapshot:
        self._failures += 1
        now, before = self._clock(), self._last.trouble
        same = before is not None and before.kind == problem.kind
        trouble = Trouble(
            kind=problem.kind,
            since=before.since if before else now,
            tries=self._failures,
            detail=problem.detail,
        )
        if not same:
            log.warning("no contact with %s: %s", self._inbox.name, problem)
        pause = delay(self._settings.polling.every, problem, self._failures, self._draw())
        return self._next(now, pause, trouble=trouble)

    def _next(self, now: datetime, pause: float, **changed: object) -> Snapshot:
        """The last Snapshot with what changed."""
        fields = {name: getattr(self._last, name) for name in self._last.__struct_fields__}
        fields |= {"made_at": now, "next_poll_at": now + timedelta(seconds=pause)} | changed
        return Snapshot(**fields)

    def _notices(self, changes: Changes, now: datetime) -> Iterator[Notice]:
        if aside := changes.set_aside + self._poisoned:
            yield Notice(kind="set_aside", count=aside)
        skew = (now - changes.at).total_seconds()
        if abs(skew) > SKEW_WORTH_SAYING and not self._last.demo:
            yield Notice(kind="clock_skew", count=skew)
        for channel in changes.channels:
            if channel.broken:
                yield Notice(kind="channel_broken", name=channel.name)
        if changes.cross_check is not None:
            self._cross_check = self._compared(changes.cross_check)
        if self._cross_check:
            yield self._cross_check

    def _compared(self, counted: int) -> Notice | None:
        """The server's own count of open conversations beside ours."""
        table = self._ledger.conversations
        ours = int((table["status"][table.alive()] == 0).sum())
        off = ours - counted
        return Notice(kind="cross_check", count=off) if abs(off) > CROSS_CHECK_SLACK else None
