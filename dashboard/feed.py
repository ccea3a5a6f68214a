"""One poll: fetch, fold, measure, Snapshot."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from math import inf
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from dashboard.alerts import Alerts
from dashboard.annotations import Annotations
from dashboard.asking import Ask, AskList, Listed, Numbers
from dashboard.chronicle import Chronicle
from dashboard.events import Annotate, Event, Strike
from dashboard.further import Further
from dashboard.ledger import KEEP, Ledger, Said
from dashboard.lookback import Lookback, Ribbons
from dashboard.measure.behind import behind
from dashboard.measure.curves import today
from dashboard.measure.cut import Gauge
from dashboard.measure.days import instant
from dashboard.measure.gauge import gauge
from dashboard.measure.heartbeat import heartbeats
from dashboard.measure.opening import closed_lately
from dashboard.measure.reading import cut, measure
from dashboard.measure.sieve import sieve
from dashboard.measure.topics import CURVE, topics_now
from dashboard.model import Changes, Conversation, Heartbeat
from dashboard.month import Month
from dashboard.ports import DaysToCome, Ear, History, Inbox, Past
from dashboard.problems import InboxProblem
from dashboard.schedule import delay
from dashboard.settings import Settings
from dashboard.snapshot import Filling, Notice, Snapshot, Trouble
from dashboard.snapshot import Goals as ShownGoals
from dashboard.struggles import Struggles
from dashboard.then import KeptRows, Known, Then
from dashboard.voice.values import Acknowledge, Wish
from dashboard.wordless import where

log = logging.getLogger(__name__)

SKEW_WORTH_SAYING = 60.0
"""Seconds by which the two clocks may differ before the wall says so."""
CROSS_CHECK_SLACK = 3
"""Conversations that may come or go between our poll and the server's own count."""


class Feed:
    """Polls an inbox and says after each poll what a wall should draw.

    A poll that fails gives a Snapshot, too: the trouble, over the numbers of the last good poll. `clock` is the
    machine's, aware and in UTC; `draw` gives random numbers in 0..1. Without a `past` nothing is usual, without a
    `history` nothing is kept, without `struggles` nothing is said of topics and no customer is quoted, without `days`
    nothing of the month, without `alerts` nobody is alerted, without `annotations` nothing is put on the time axis,
    without `further` the past begins with the first fill, without `rows` nothing is told of long past conversations.
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
        struggles: Struggles | None = None,
        history: History | None = None,
        alerts: Alerts | None = None,
        annotations: Annotations | None = None,
        further: Further | None = None,
        days: DaysToCome | None = None,
        rows: KeptRows | None = None,
    ) -> None:
        self._inbox, self._settings, self._clock, self._draw = inbox, settings, clock, draw
        self._ledger = Ledger(ear)
        self._failures = self._poisoned = 0
        self._cross_check: Notice | None = None
        goals = settings.goals
        countries = settings.hours.countries if settings.hours else ()
        self._annotations, self._further = annotations, further
        marked = annotations.spans if annotations else tuple
        self._lookback = Lookback(past, self._ledger, countries, marked) if past else None
        self._struggles, self._alerts = struggles, alerts
        self._chronicle = Chronicle(history, self._ledger, settings.team, annotations) if history else None
        self._gauge: Gauge | None = None
        self._then = Then(self._ledger, ZoneInfo(goals.timezone), rows)
        self._month = Month(days, ZoneInfo(goals.timezone), countries) if days else None
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
        changes = None
        try:
            changes = self._inbox.changes()
            self._last = self._alerted(self._good(changes))
        except InboxProblem as problem:
            self._last = self._failed(problem)
        except Exception as fault:
            log.error("the poll failed by a fault of ours: %s", where(fault))  # noqa: TRY400  its own words stay out
            self._last = self._failed(InboxProblem("internal", type(fault).__name__))
        if self._month:
            self._last = self._of_the_month(self._month)
        if self._chronicle:
            self._chronicle.poll(self._last, changes)
        return self._last

    def wish(self, wish: Wish) -> Snapshot:
        """Do what a desk asks for; gives the Snapshot that shows it, between two polls."""
        now = self._clock()
        since = now - (self._last.polled_at or now)
        if isinstance(wish, Acknowledge):
            if self._alerts is not None and self._last.reading is not None:
                self._alerts.acknowledge(wish.id, wish.by, self._last.reading.at + since)
                self._last = replace(self._last, made_at=now, alerts=self._alerts.running)
        elif isinstance(wish, Annotate | Strike):
            at = self._last.reading.at + since if self._last.reading else now
            if self._annotations is not None and self._annotations.wish(wish, at):
                self._last = replace(self._last, made_at=now, events=self._events(at))
        elif self._struggles is not None:
            self._struggles.wish(wish, since)
            self._last = replace(self._last, made_at=now, **self._struggled())
        if self._alerts is not None:
            self._alerts.heed()  # what was done here is no news from elsewhere
        return self._last

    def heed(self) -> Snapshot | None:
        """Take in what another program released, killed, said or acknowledged; None where there is nothing new."""
        if self._alerts is None or self._last.reading is None or not self._alerts.heed():
            return None
        now = self._clock()
        since = now - (self._last.polled_at or now)
        if self._struggles is not None:
            self._struggles.heed(since)
        events = self._events(self._last.reading.at + since)
        changed = {"alerts": self._alerts.running, "events": events, **self._struggled()}
        self._last = replace(self._last, made_at=now, **changed)
        return self._last

    def rest(self) -> float:
        """For how many seconds there is nothing to do but to wait for the next poll."""
        if self._further is None or not self._last.fresh or self._last.filling is not None:
            return inf
        if self._kept_by_another:
            return inf  # the feed that keeps the history reads it
        return self._further.rest(self._clock())

    @property
    def _kept_by_another(self) -> bool:
        """Whether another feed keeps the history."""
        notices = self._chronicle.notices() if self._chronicle else ()
        return any(each.kind == "history_taken" for each in notices)

    def go_further(self) -> None:
        """Read a little more of the past, between two polls."""
        reading = self._last.reading
        if self._further is not None and reading is not None:
            self._further.go(self._clock(), reading.at)

    def _alerted(self, snapshot: Snapshot) -> Snapshot:
        """A good poll's Snapshot with the alerts that its numbers give."""
        return replace(snapshot, alerts=self._alerts.look(snapshot)) if self._alerts else snapshot

    def answer(self, question: Ask) -> Numbers:
        """The numbers under a filter; of an empty one those of the last good poll are the Snapshot's."""
        found = self._known(question.at)
        if found is None:
            return Numbers(id=question.id, filter=question.filter, at=question.at)
        (ledger, named), measured = found
        lets = sieve(question.filter, self._settings.shifts)
        recent = cut(ledger, measured, self._people, lets)["today"].recent
        through = None if lets is None else partial(lets, recent)
        topics = topics_now(ledger, measured, {}, {}, through) if self._struggles else []
        return Numbers(
            id=question.id,
            filter=question.filter,
            at=question.at,
            reading=measure(ledger, measured, agents=self._last.agents, sieve=lets),
            curves=today(ledger, measured, self._people, lets),
            topics=self._struggles.board(topics) if self._struggles else (),
            named=named,
        )

    def tell(self, question: AskList) -> Iterator[Listed]:
        """The conversations behind a number, in parts; as of the last good poll, whatever comes meanwhile."""
        found = self._known(question.at)
        if found is None:
            at = question.at or self._clock()
            return iter((Listed(id=question.id, at=at, total=0, cases=0, told=0, kept=question.at is None),))
        (ledger, _), measured = found
        lets = sieve(question.filter, self._settings.shifts)
        window = cut(ledger, measured, self._people, lets)[question.window]
        return behind(window, question).parts(question.id)

    def _known(self, at: datetime | None) -> tuple[Known, Gauge] | None:
        """What is known of an instant, and what it is measured by; None where there was no poll, or nothing is kept."""
        if self._gauge is None or at is None:
            return None if self._gauge is None else (Known(self._ledger), self._gauge)
        ids = {name: agent for agent, name in self._people.items()}
        found = self._then.at(at, instant(self._gauge.at), self._last.known_since, ids)
        return found and (found, gauge(self._settings, at.timestamp(), self._last.agents))

    @property
    def _people(self) -> dict[str, str]:
        return {agent.id: agent.name for agent in self._last.agents}

    def _good(self, changes: Changes) -> Snapshot:
        self._fold(changes)
        self._gauge = measured = gauge(self._settings, changes.at.timestamp(), changes.agents)
        agents = tuple(replace(agent, capacity=measured.capacity(agent.id)) for agent in changes.agents)
        filling = Filling(arrived=changes.arrived, expected=changes.expected)
        still = changes.arrived < changes.expected
        self._failures = 0
        now = self._clock()
        return self._next(
            now,
            delay(
                self._settings.polling.every,
                None,
                0,
                self._draw(),
                filling=still and not changes.paced,
                pause=changes.pause,
            ),
            polled_at=now,
            trouble=None,
            filling=filling if still else None,
            known_since=changes.known_since,
            reading=measure(self._ledger, measured, agents=agents),
            curves=today(self._ledger, measured),
            **self._looked_back(measured, changes, complete=not still),
            **self._struggled(measured, complete=not still),
            events=self._events(changes.at),
            earlier=self._further.progress if self._further and not self._kept_by_another else None,
            closed=closed_lately(self._settings.hours, measured.zone, measured.at),
            heartbeats=self._heartbeats(measured, changes),
            agents=agents,
            channels=changes.channels,
            notices=tuple(self._notices(changes, now)),
        )

    def _of_the_month(self, month: Month) -> Snapshot:
        """The last Snapshot with the month's days; as it is where they can't be told."""
        try:
            if self._last.fresh and self._last.filling is None:
                return replace(self._last, month=month.look(self._last))
            month.miss()
        except Exception as fault:  # a past that can't be read must not end the wall
            log.error("the month is left out by a fault of ours: %s", where(fault))  # noqa: TRY400
        return self._last

    def _fold(self, changes: Changes) -> None:
        try:
            said = self._ledger.fold(changes.conversations)
        except Exception as fault:  # its own words may be a customer's: they stay out of the log
            log.error("a conversation can't be folded; each is tried by itself: %s", where(fault))  # noqa: TRY400
            said = tuple(each for conversation in changes.conversations for each in self._folds(conversation))
        if self._struggles is not None:
            self._struggles.hear(said, changes.at)
        self._ledger.forget(changes.gone)
        self._inbox.forget(self._ledger.prune((changes.at - KEEP).timestamp()))

    def _looked_back(self, gauge: Gauge, changes: Changes, *, complete: bool) -> dict[str, object]:
        """What is usual today, and the storm: both of the Snapshot's fields."""
        if self._lookback is None or changes.known_since is None:
            return {}
        since = max(changes.known_since, changes.at - KEEP).timestamp()
        self._lookback.look(gauge, since, complete=complete)
        return {"usual": drawn(self._lookback.usual), "storm": self._lookback.storm}

    def _events(self, at: datetime) -> tuple[Event, ...]:
        """Today's storms and annotations, the earliest first."""
        storms = self._lookback.storms if self._lookback else ()
        annotations = self._annotations.today(at) if self._annotations else ()
        return tuple(sorted((*storms, *annotations), key=lambda each: each.at))

    def _heartbeats(self, gauge: Gauge, changes: Changes) -> dict[str, Heartbeat]:
        if changes.known_since is None:
            return {}
        return heartbeats(self._ledger, gauge, max(changes.known_since, changes.at - KEEP).timestamp())

    def _struggled(self, gauge: Gauge | None = None, *, complete: bool = False) -> dict[str, object]:
        """What customers struggle with: the Snapshot's fields, anew where there is a gauge."""
        if self._struggles is None:
            return {}
        if gauge is not None:
            ribbons, hours = (self._lookback.usual, self._lookback.topics) if self._lookback else ({}, {})
            self._struggles.look(self._ledger, gauge, ribbons, hours, complete=complete)
        told = self._struggles
        return {
            "topics": told.topics,
            "terms": told.terms,
            "places": told.places,
            "voice": told.voice,
            "statements": told.statements,
        }

    def _folds(self, conversation: Conversation) -> tuple[Said, ...]:
        """Fold one conversation; one that can't be is left out, so that the rest goes on."""
        try:
            return self._ledger.fold([conversation])
        except Exception as fault:
            log.error("a conversation is left out: %s", type(fault).__name__)  # noqa: TRY400  said above
            self._ledger.forget([conversation.id])
            self._poisoned += 1
            return ()

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
        if self._chronicle:
            yield from self._chronicle.notices()

    def _compared(self, counted: int) -> Notice | None:
        """The server's own count of open conversations beside ours."""
        table = self._ledger.conversations
        ours = int((table["status"][table.alive()] == 0).sum())
        off = ours - counted
        return Notice(kind="cross_check", count=off) if abs(off) > CROSS_CHECK_SLACK else None


def drawn(usual: Ribbons) -> Ribbons:
    """The ribbons that a wall draws: not those of the topics, of which it is told the usual now."""
    return {name: ribbon for name, ribbon in usual.items() if not name.startswith(CURVE)}
