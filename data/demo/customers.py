"""The customers: when they write, insist, get angrier or calmer, answer, thank and come back."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random
from typing import Protocol

from data.demo.account import Account
from data.demo.arrivals import Visit, weighed
from data.demo.names import invent
from data.demo.phrases import AgentPhrase, CustomerPart, Phrases
from data.demo.plan import Scenario
from data.demo.records import Contact, Conversation, Inbox
from data.demo.rota import Rota

REMEMBERED_CONTACTS = 400
MOST_INSISTENT = 4


class Stage(Protocol):
    """What customers and agents need of the world."""

    scenario: Scenario
    phrases: Phrases
    account: Account
    rota: Rota

    def schedule(self, at: int, act: Callable[..., None], *arguments: object) -> None:
        """Let `act(*arguments, at)` happen at that instant."""
        ...


class Staffed(Protocol):
    """What customers need of the agents."""

    def wanted(self, conversation: Conversation, at: int) -> None:
        """An open conversation needs somebody."""
        ...


class Crowd:
    """All customers; a method with `at` as its last argument is an event."""

    def __init__(self, stage: Stage, rng: Random) -> None:
        self.staff: Staffed
        self._stage = stage
        self._rng = rng
        self._how = stage.scenario.customers
        self._known: list[Contact] = []
        inboxes = stage.account.inboxes
        self._inboxes = {
            public: {i.id: i.channel.share for i in inboxes if public in (None, i.channel.public)}
            for public in (None, True, False)
        }

    def visit(self, visit: Visit, at: int) -> None:
        """A customer begins a conversation."""
        rng, scenario = self._rng, self._stage.scenario
        inbox = self._inbox(visit)
        contact = self._contact(at)
        bot = inbox.channel.bot
        conversation = self._stage.account.begin(at, inbox, contact, status="pending" if bot else "open")
        conversation.topic = weighed(rng, visit.topics or scenario.topics)
        mood = weighed(rng, visit.moods or scenario.moods)
        phrase = self._stage.phrases[contact.language].customer(rng, "opening", conversation.topic, mood)
        conversation.opening_mood = phrase.mood
        if phrase.mood == "negative" and rng.random() < 0.08:
            conversation.priority = rng.choice(("medium", "high", "urgent"))
        self._stage.account.incoming(conversation, at, phrase.text, phrase.topic, phrase.mood)
        self._met_automatically(conversation, at)
        if rng.random() < self._how.second_message:
            # People press Enter in the middle of a thought: several messages within the same seconds.
            self._stage.schedule(at + rng.choice((0, 0, 1, 2, 5, 12)), self.write, conversation, "detail")
        self._hopes(conversation, at)
        if not bot:
            self.staff.wanted(conversation, at)

    def write(self, conversation: Conversation, part: CustomerPart, at: int) -> None:
        """One more message of a customer, if the conversation is still kept."""
        if conversation.id not in self._stage.account.conversations:
            return
        if conversation.status == "resolved" and conversation.resolved_at == at:
            # A resolve comes after the messages of its second: what comes later is of a later second.
            self._stage.schedule(at + 1, self.write, conversation, part)
            return
        rng = self._rng
        phrase = self._stage.phrases[conversation.language].customer(rng, part, conversation.topic)
        picture = part in ("detail", "insist") and rng.random() < self._how.picture_only
        text, mood = (None, None) if picture else (phrase.text, phrase.mood)
        conversation.asked = False
        self._stage.account.incoming(conversation, at, text, phrase.topic, mood)
        self._hopes(conversation, at)
        if conversation.status == "open":
            self.staff.wanted(conversation, at)

    def hears(self, conversation: Conversation, reply: AgentPhrase, waited: int, at: int) -> None:
        """A reply has come: decide how, and whether, the customer reacts."""
        how, draw = self._how, self._rng.random()
        if reply.part == "question":
            conversation.asked = True
            if draw < how.answer_question:
                self._later(conversation, "detail", how.answer_minutes, at)
            return
        cold = reply.part == "cold" or (waited > how.angrier_after_minutes * 60 and not reply.meets_feeling)
        if cold and draw < how.angrier_when_cold:
            self._later(conversation, "angrier", how.answer_minutes, at)
            return
        thanks = how.thanks * (1.25 if reply.meets_feeling else 0.9)
        calmer = how.calmer * (1.6 if reply.meets_feeling else 0.8)
        if conversation.opening_mood != "negative":
            calmer = 0.0
        parts: tuple[tuple[CustomerPart, float], ...] = (
            ("thanks", thanks),
            ("calmer", calmer),
            ("detail", how.not_solved / 2),
            ("insist", how.not_solved / 2),
        )
        for part, share in parts:
            if draw < share:
                self._later(conversation, part, how.answer_minutes * 1.5, at)
                return
            draw -= share

    def resolved(self, conversation: Conversation, at: int) -> None:
        """Some come back hours or days later."""
        if self._rng.random() < self._how.come_back:
            delay = _lognormal(self._rng, 9 * 3600, 1.0)
            self._stage.schedule(at + delay, self.write, conversation, self._rng.choice(("insist", "detail")))

    def insist(self, conversation: Conversation, since: int, at: int) -> None:
        """Patience has run out, if nobody has answered since then."""
        if conversation.last_reply_at >= since or conversation.status in ("resolved", "snoozed"):
            return
        conversation.insisted += 1
        angry = at - since > self._how.angrier_after_minutes * 60
        self.write(conversation, "angrier" if angry else "insist", at)

    # ---- inner

    def _hopes(self, conversation: Conversation, at: int) -> None:
        """Decide whether the customer will insist if nobody answers."""
        share = self._how.insist_again if conversation.insisted else self._how.insist
        if conversation.insisted >= MOST_INSISTENT or self._rng.random() >= share:
            return
        patience = _lognormal(self._rng, self._how.patience_minutes * 60 * (1 + conversation.insisted), 0.7)
        self._stage.schedule(at + patience, self.insist, conversation, at)

    def _later(self, conversation: Conversation, part: CustomerPart, minutes: float, at: int) -> None:
        delay = _lognormal(self._rng, minutes * 60, 0.9)
        self._stage.schedule(at + delay, self.write, conversation, part)

    def _met_automatically(self, conversation: Conversation, at: int) -> None:
        rng, stage, channel = self._rng, self._stage, conversation.inbox.channel
        speech = stage.phrases[conversation.language]
        if channel.bot:
            stage.account.bot(conversation, at, speech.bot(rng, "greeting"))
            stage.schedule(at + rng.randint(15, 50), self._hand_over, conversation)
        elif channel.greeting:
            stage.account.template(conversation, at, speech.bot(rng, "greeting"))
        if channel.out_of_office and not stage.rota.is_open(at):
            stage.account.template(conversation, at, speech.bot(rng, "out_of_office"))
        if rng.random() < stage.scenario.automation:
            sender = rng.choice(stage.account.people.staff) if rng.random() < 0.5 else None
            stage.account.automation(conversation, at, speech.bot(rng, "greeting"), sender)

    def _hand_over(self, conversation: Conversation, at: int) -> None:
        if conversation.status == "pending":
            self._stage.account.hand_over(conversation, at)
            self.staff.wanted(conversation, at)

    def _inbox(self, visit: Visit) -> Inbox:
        shares = self._inboxes[visit.public] or self._inboxes[None]
        return self._stage.account.inboxes[weighed(self._rng, shares) - 1]

    def _contact(self, at: int) -> Contact:
        if self._known and self._rng.random() < self._how.same_person:
            return self._rng.choice(self._known)
        language = weighed(self._rng, self._stage.scenario.languages)
        contact = self._stage.account.contact(at, invent(self._rng, language), language)
        if len(self._known) < REMEMBERED_CONTACTS:
            self._known.append(contact)
        else:
            self._known[self._rng.randrange(REMEMBERED_CONTACTS)] = contact
        return contact

    def stranger(self, at: int) -> Contact:
        """Somebody to begin a conversation with from our side."""
        return self._contact(at)


def _lognormal(rng: Random, median: float, sigma: float) -> int:
    """Whole seconds, at least one."""
    return max(1, round(rng.lognormvariate(math.log(median), sigma)))
