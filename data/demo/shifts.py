"""Who of the agents is on shift, and what they turn to next."""

from __future__ import annotations

import math
from itertools import islice
from random import Random

from data.demo.account import Account
from data.demo.customers import Stage
from data.demo.people import may_see
from data.demo.plan import Channel
from data.demo.records import Conversation, Person

OLDEST_FIRST = 0.85
SEEN_AT_ONCE = 15


class Shifts:
    """The queue and those who stand by it; a method with `at` as its last argument is an event."""

    def __init__(self, stage: Stage, rng: Random) -> None:
        self._stage = stage
        self._account: Account = stage.account
        self._rng = rng
        self._how = stage.scenario.replies
        self._free: dict[int, Person] = {}
        self._common: dict[int, Conversation] = {}
        """What waits for anybody, the longest first."""

    # ---- shifts

    def roll_call(self, at: int) -> None:
        """A shift begins or ends for some."""
        for person in self._account.people.staff:
            on_shift = self._stage.rota.on_shift(person.agent, at)
            if on_shift and not person.on_shift:
                person.on_shift = True
                if person.at_work == "off":
                    self._seek(person, at)
            elif person.on_shift and not on_shift:
                person.on_shift = False
                self._common.update(person.own)
                person.own.clear()
                if person.at_work in ("free", "elsewhere"):
                    self._go_home(person)
        self._call_the_free(at)

    def _go_home(self, person: Person) -> None:
        self._free.pop(person.id, None)
        person.at_work = "off"
        person.availability = "online" if person.agent.stays_online else "offline"

    # ---- the queue

    def wanted(self, conversation: Conversation, at: int) -> None:
        """An open conversation needs somebody of ours."""
        conversation.needs_answer = True
        if conversation.in_hand or conversation.id in self._common:
            return
        owner = conversation.assignee
        if owner is None and self._rng.random() < conversation.inbox.channel.auto_assign:
            owner = self._someone_on_shift(conversation.inbox.channel)
            if owner:
                self._account.assign(conversation, at, owner)
        if owner and owner.on_shift:
            if conversation.id in owner.own:
                return
            owner.own[conversation.id] = conversation
            self._stage.schedule(
                at + int(self._how.take_over_minutes * 60), self._take_over, conversation, owner
            )
            if owner.at_work == "free":
                self._seek(owner, at)
        else:
            self._common[conversation.id] = conversation
            self._call_the_free(at)

    def _take_over(self, conversation: Conversation, owner: Person, at: int) -> None:
        """The owner has not come to it for a good while: anybody may."""
        if owner.own.pop(conversation.id, None):
            self._common[conversation.id] = conversation
            self._call_the_free(at)

    def _someone_on_shift(self, channel: Channel) -> Person | None:
        present = [
            person for person in self._account.people.staff if person.on_shift and may_see(person, channel)
        ]
        return self._rng.choice(present) if present else None

    def _call_the_free(self, at: int) -> None:
        free = list(self._free.values())
        self._rng.shuffle(free)
        for person in free:
            if not self._common:
                return
            self._seek(person, at)

    def _seek(self, person: Person, at: int) -> None:
        """The next thing to do for somebody at the desk with empty hands."""
        self._free.pop(person.id, None)
        person.availability = "online"
        conversation = self._next_for(person)
        if conversation is None:
            person.at_work = "free"
            self._free[person.id] = person
            return
        person.at_work = "working"
        conversation.in_hand = person
        notice = self.duration(self._how.notice_seconds)
        self._stage.schedule(at + notice, self.take, person, conversation)

    def _next_for(self, person: Person) -> Conversation | None:
        for queue in (person.own, self._common):
            while seen := self._seen(person, queue):
                oldest = queue is person.own or self._rng.random() < OLDEST_FIRST
                conversation = queue.pop(seen[0] if oldest else self._rng.choice(seen))
                if conversation.status == "open" and conversation.needs_answer:
                    return conversation
        return None

    def _seen(self, person: Person, queue: dict[int, Conversation]) -> list[int]:
        """What stands at the top of that person's list."""
        allowed = (number for number, waiting in queue.items() if may_see(person, waiting.inbox.channel))
        return list(islice(allowed, SEEN_AT_ONCE))

    def take(self, person: Person, conversation: Conversation, at: int) -> None:
        """Somebody has turned to a conversation; what is done with it is said elsewhere."""
        raise NotImplementedError

    def rest(self, person: Person, work: int, at: int) -> None:
        """Hands are empty again; half-time people now owe the other half to phone and mail."""
        if not person.on_shift:
            self._go_home(person)
            return
        elsewhere = int(work * (100 / person.agent.capacity - 1) * self._rng.uniform(0.5, 1.5))
        if elsewhere <= 0:
            self._seek(person, at)
            return
        person.at_work, person.availability = "elsewhere", "busy"
        self._stage.schedule(at + elsewhere, self._back, person)

    def _back(self, person: Person, at: int) -> None:
        if person.at_work == "elsewhere":
            self._seek(person, at)

    def duration(self, median: float) -> int:
        """Whole seconds around a median, as the scenario spreads them."""
        return max(1, round(self._rng.lognormvariate(math.log(median), self._how.spread)))
