"""The world: one heap of events, played from a scenario, a seed and a start, with no clock and no I/O."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random

from data.demo.account import Account
from data.demo.agents import Staff
from data.demo.arrivals import HOUR_S, Arrivals, poisson
from data.demo.customers import Crowd
from data.demo.phrases import Phrases
from data.demo.plan import Scenario
from data.demo.rota import Rota

DAY_S = 86_400
WEEK_HOURS = 168.0
KEPT_BEYOND_THE_PAST_DAYS = 8
SILENT_DAYS_UNTIL_RESOLVED = 7


class World:
    """Plays `scenario` with `phrases`; the past from `start` minus `past_days` on is filled at once.

    The same scenario, seed and start give the same world, however it is advanced. Instants are whole
    unix seconds.
    """

    def __init__(
        self, scenario: Scenario, phrases: Phrases, *, seed: int = 7, start: datetime, past_days: int = 7
    ) -> None:
        if start.tzinfo is None:
            raise ValueError("start: must have a time zone")
        self.scenario = scenario
        self.phrases = phrases
        self.seed = seed
        self.start = int(start.astimezone(UTC).timestamp())
        self.begin = self.start - past_days * DAY_S
        self.now = self.begin
        self.kept_days = past_days + KEPT_BEYOND_THE_PAST_DAYS
        self.rota = Rota(scenario, self.start)
        self.account = Account(scenario, self._stream("rows"))
        self.arrivals = Arrivals(scenario, self.rota, self._stream("arrivals"))
        self.crowd = Crowd(self, self._stream("customers"))
        self.staff = Staff(self, self._stream("agents"))
        self.crowd.staff, self.staff.crowd = self.staff, self.crowd
        self._ours = self._stream("ours")
        self._heap: list[tuple[int, int, Callable[..., None], tuple[object, ...]]] = []
        self._order = count()
        self._first_events()
        self.advance(self.start)

    def schedule(self, at: int, act: Callable[..., None], *arguments: object) -> None:
        """Let `act(*arguments, at)` happen then; events of one second keep the order of their scheduling."""
        heappush(self._heap, (at, next(self._order), act, arguments))

    def advance(self, to: int) -> None:
        """Play on, up to the instant and including it; going back does nothing."""
        heap = self._heap
        while heap and heap[0][0] <= to:
            at, _, act, arguments = heappop(heap)
            self.now = at
            act(*arguments, at)
        self.now = max(self.now, to)

    def _stream(self, name: str) -> Random:
        """Chance of its own for each kind of people, so that a change of one leaves the others alone."""
        return Random(f"{self.seed}/{self.scenario.name}/{name}")

    # ---- what recurs

    def _first_events(self) -> None:
        self.schedule(self.begin, self.staff.roll_call)
        for at in self.rota.evening or ():
            if at > self.begin:
                self.schedule(at, self.staff.roll_call)
        for visit in self.arrivals.evening():
            if visit.at >= self.begin:
                self.schedule(visit.at, self.crowd.visit, visit)
        self.schedule(self.begin, self._day)
        self._hour(self.begin // HOUR_S * HOUR_S)

    def _hour(self, at: int) -> None:
        for visit in self.arrivals.ordinary(at):
            if visit.at >= self.begin:
                self.schedule(visit.at, self.crowd.visit, visit)
        for begin, a_week in (
            (self._campaign, self.scenario.campaigns_a_week),
            (self._reach_out, self.scenario.reached_out_a_week),
        ):
            for instant in poisson(self._ours, at, HOUR_S, a_week / WEEK_HOURS):
                if instant >= self.begin:
                    self.schedule(instant, begin)
        self.schedule(at + HOUR_S, self._hour)

    def _day(self, at: int) -> None:
        """At the begin, and then at each local midnight."""
        day = self.rota.local(at).date()
        for change in self.rota.changes(day):
            if change >= at:
                self.schedule(change, self.staff.roll_call)
        for visit in self.arrivals.bursts(day):
            if visit.at >= at:
                self.schedule(visit.at, self.crowd.visit, visit)
        self._resolve_the_silent(at)
        self._forget_the_old(at)
        self.schedule(self.rota.instant(day + timedelta(days=1), 0), self._day)

    def _resolve_the_silent(self, at: int) -> None:
        """The account's rule of automatic resolution: only what waits for the customer."""
        before = at - SILENT_DAYS_UNTIL_RESOLVED * DAY_S
        for conversation in list(self.account.by_status["open"].values()):
            if (
                conversation.last_activity_at < before
                and not conversation.needs_answer
                and not conversation.in_hand
            ):
                self.account.resolve(conversation, at, None)

    def _forget_the_old(self, at: int) -> None:
        before = at - self.kept_days * DAY_S
        old = [c for c in self.account.by_status["resolved"].values() if c.last_activity_at < before]
        self.account.forget(old, before)

    # ---- conversations that we begin

    def _campaign(self, at: int) -> None:
        """A mailing through a private channel; an answer of the customer begins a wait as any other."""
        rng, contact = self._ours, self.crowd.stranger(at)
        inboxes = [
            inbox for inbox in self.account.inboxes if not inbox.channel.public
        ] or self.account.inboxes
        conversation = self.account.begin(at, rng.choice(inboxes), contact, proactive=True)
        text = self.phrases[contact.language].agent(rng, "reply", conversation.topic).text
        self.account.campaign(conversation, at, text, rng.choice(self.account.people.staff))
        if rng.random() < 0.4:
            self.schedule(at + rng.randint(600, 20_000), self.crowd.write, conversation, "detail")

    def _reach_out(self, at: int) -> None:
        """Somebody complained about us elsewhere, and whoever is on shift offers help."""
        present = [person for person in self.account.people.staff if person.on_shift]
        if not present:
            return
        rng, contact = self._ours, self.crowd.stranger(at)
        person = rng.choice(present)
        inboxes = [inbox for inbox in self.account.inboxes if inbox.channel.public] or self.account.inboxes
        conversation = self.account.begin(at, rng.choice(inboxes), contact, proactive=True)
        phrase = self.phrases[contact.language].agent(rng, "question", conversation.topic)
        self.account.assign(conversation, at, person, by=person)
        self.account.reply(conversation, at, phrase, person)
        self.crowd.hears(conversation, phrase, 0, at)
