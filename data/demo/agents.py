"""What the agents do with a conversation: answer, ask a colleague, sort in, put aside, resolve."""

from __future__ import annotations

from random import Random
from typing import Protocol

from msgspec.structs import replace

from data.demo.customers import Stage
from data.demo.phrases import AgentPart, AgentPhrase
from data.demo.plan import Channel
from data.demo.records import Conversation, Person
from data.demo.shifts import Shifts

SILENT_DAY_S = 20 * 3600
COLLEAGUE_S = 9 * 60
SNOOZE_S = 14 * 3600


class Audience(Protocol):
    """What agents need of the customers."""

    def hears(self, conversation: Conversation, reply: AgentPhrase, waited: int, at: int) -> None:
        """A reply has come."""
        ...

    def resolved(self, conversation: Conversation, at: int) -> None:
        """It is closed."""
        ...


class Staff(Shifts):
    """All agents at their work."""

    def __init__(self, stage: Stage, rng: Random) -> None:
        super().__init__(stage, rng)
        self.crowd: Audience

    # ---- one answer

    def take(self, person: Person, conversation: Conversation, at: int) -> None:
        """Assign it to oneself, read it, and begin to write."""
        if conversation.status != "open":
            self._done(person, conversation, 1, at)
            return
        if conversation.assignee is not person:
            self._account.assign(conversation, at, person, by=person)
        self._account.see(conversation, at, person)
        work = self.duration(self._how.handling_seconds)
        self._stage.schedule(at + work, self._answer, person, conversation, work)

    def _answer(self, person: Person, conversation: Conversation, work: int, at: int) -> None:
        if conversation.status == "open":
            self._account.see(conversation, at, person)
            conversation.needs_answer = False
            self._act(person, conversation, at)
        self._done(person, conversation, work, at)

    def _act(self, person: Person, conversation: Conversation, at: int) -> None:
        draw = self._rng.random()
        if draw < self._how.ask_colleague and not conversation.replies:
            self._ask_colleague(person, conversation, at)
        elif draw < self._how.ask_colleague + self._how.resolve_unanswered or self._is_mere_thanks(
            conversation
        ):
            self._resolve(conversation, person, at)
        else:
            self._reply(person, conversation, at)

    def _is_mere_thanks(self, conversation: Conversation) -> bool:
        """After a thank-you most conversations are closed without a further word."""
        last = conversation.messages[-1]
        return bool(conversation.replies) and last.mood == "positive" and self._rng.random() < 0.7

    def _reply(self, person: Person, conversation: Conversation, at: int) -> None:
        rng, channel = self._rng, conversation.inbox.channel
        phrase = self._stage.phrases[conversation.language].agent(
            rng, self._part(conversation), conversation.topic
        )
        case = self._account.facts.cases[conversation.id]
        waited = at - case.running.at if case.running else 0
        echo = rng.random() < channel.echo_share
        if rng.random() < self._how.two_messages:
            follow_up = self._stage.phrases[conversation.language].agent(rng, "reply", conversation.topic)
            self._stage.schedule(
                at + rng.choice((0, 0, 2, 4)), self._add, person, conversation, follow_up, echo
            )
        self._account.reply(conversation, at, self._signed(phrase, person, channel), person, echo=echo)
        self._sort_in(person, conversation, at)
        self.crowd.hears(conversation, phrase, waited, at)
        self._settle(person, conversation, phrase.part, at)

    def _part(self, conversation: Conversation) -> AgentPart:
        rng, how = self._rng, self._how
        if rng.random() < how.cold:
            return "cold"
        if conversation.replies < 2 and rng.random() < how.question:
            return "question"
        return "fixed" if rng.random() < how.fixed + 0.2 * conversation.replies else "reply"

    def _add(
        self,
        person: Person,
        conversation: Conversation,
        said: AgentPhrase,
        echo: bool,  # noqa: FBT001
        at: int,
    ) -> None:
        """A second message right after the first; nobody writes on in what is closed."""
        if conversation.status == "open":
            self._account.reply(
                conversation, at, self._signed(said, person, conversation.inbox.channel), person, echo=echo
            )

    @staticmethod
    def _signed(said: AgentPhrase, person: Person, channel: Channel) -> AgentPhrase:
        """Behind one account the people sign."""
        if not (channel.page_account or person.agent.signs):
            return said
        return replace(said, text=f"{said.text} /{person.first_name}")

    def _sort_in(self, person: Person, conversation: Conversation, at: int) -> None:
        topic = conversation.topic
        for label in self._account.labels:
            title = label.label.title
            if (
                topic in label.label.topics
                and title not in conversation.labels
                and self._rng.random() < self._how.label
            ):
                self._account.label(conversation, at, title, person)
        for team in self._account.teams:
            if (
                topic in team.team.topics
                and conversation.team is None
                and self._rng.random() < self._how.team
            ):
                self._account.give_to_team(conversation, at, team, person)

    def _settle(self, person: Person, conversation: Conversation, part: AgentPart, at: int) -> None:
        """After the reply: close now, later, when nothing more comes, or put off till tomorrow."""
        rng, how = self._rng, self._how
        if part == "fixed" and rng.random() < how.resolve_now:
            self._stage.schedule(at + rng.choice((0, 3, 8, 20)), self._close, person, conversation, at)
        elif rng.random() < how.snooze:
            until = at + self.duration(SNOOZE_S)
            self._account.snooze(conversation, at, until, person)
            self._stage.schedule(until, self._wake, conversation, until)
        elif part == "question":
            self._stage.schedule(at + self.duration(SILENT_DAY_S), self._close, person, conversation, at)
        else:
            after = self.duration(how.resolve_after_minutes * 60)
            self._stage.schedule(at + after, self._close, person, conversation, at)

    def _close(self, person: Person, conversation: Conversation, since: int, at: int) -> None:
        """Resolve, unless the customer has written since, or somebody has it in hand."""
        if conversation.status != "open" or conversation.in_hand or conversation.needs_answer:
            return
        if (
            conversation.last_customer_at <= since
            and conversation.last_reply_at >= conversation.last_customer_at
        ):
            self._resolve(conversation, person, at)

    def _resolve(self, conversation: Conversation, person: Person | None, at: int) -> None:
        conversation.needs_answer = False
        self._account.resolve(conversation, at, person)
        if conversation.inbox.channel.csat and self._rng.random() < 0.5:
            self._account.template(conversation, at, "Please rate this conversation", "input_csat")
        self.crowd.resolved(conversation, at)

    def _wake(self, conversation: Conversation, until: int, at: int) -> None:
        if conversation.status == "snoozed" and conversation.snoozed_until == until:
            self._account.open(conversation, at)
            owner = conversation.assignee
            if owner:
                later = self.duration(self._how.resolve_after_minutes * 60)
                self._stage.schedule(at + later, self._close, owner, conversation, at)

    # ---- asking a colleague

    def _ask_colleague(self, person: Person, conversation: Conversation, at: int) -> None:
        """A private note to a specialist; while pending it waits for a colleague, not for us."""
        self._account.note(
            conversation, at, self._stage.phrases[conversation.language].note(self._rng), person
        )
        if self._rng.random() < self._how.pending:
            self._account.pend(conversation, at, person)
        else:
            conversation.in_hand = person
        delay = self.duration(COLLEAGUE_S)
        self._stage.schedule(at + delay, self._colleague_answers, person, conversation)

    def _colleague_answers(self, person: Person, conversation: Conversation, at: int) -> None:
        colleague = self._rng.choice(self._account.people.staff)
        self._account.note(
            conversation, at, self._stage.phrases[conversation.language].note(self._rng), colleague
        )
        conversation.in_hand = None
        if conversation.status == "pending":
            self._account.open(conversation, at, person)
        if conversation.status == "open":
            self.wanted(conversation, at)

    # ---- afterwards

    def _done(self, person: Person, conversation: Conversation, work: int, at: int) -> None:
        """Let go of it, unless a colleague's answer is awaited; what came meanwhile is wanted anew."""
        if conversation.in_hand is person and not conversation.messages[-1].private:
            conversation.in_hand = None
            if conversation.status == "open" and conversation.needs_answer:
                self.wanted(conversation, at)
        self.rest(person, work, at)
