"""The rows of the account: their ids, their indexes, and what every change to one has to touch."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import NamedTuple

from data.demo.facts import Case, Facts
from data.demo.people import People, random_uuid
from data.demo.plan import Scenario
from data.demo.records import (
    STATUSES,
    Contact,
    Conversation,
    Inbox,
    Kind,
    LabelRow,
    Message,
    Status,
    TeamRow,
)

PROACTIVE_LABEL = "proaktiv"


class ReportingEvent(NamedTuple):
    """One measurement as Chatwoot takes it (by its own rules, which are not ours)."""

    at: int
    name: str
    value: int
    user: int | None
    conversation: Conversation


class Rows:
    """Conversations, messages and who they belong to; every change counts `version` up."""

    def __init__(self, scenario: Scenario, rng: Random) -> None:
        self.name = scenario.account
        self.facts = Facts()
        self.version = 0
        self.conversations: dict[int, Conversation] = {}
        self.by_status: dict[Status, dict[int, Conversation]] = {status: {} for status in STATUSES}
        self.recent: dict[int, Conversation] = {}
        """Every conversation, the least recently updated first."""
        self.reporting: list[ReportingEvent] = []
        self.inboxes = [Inbox(number, channel) for number, channel in enumerate(scenario.channels, 1)]
        self.teams = [TeamRow(number, team) for number, team in enumerate(scenario.teams, 1)]
        self.labels = [LabelRow(number, label) for number, label in enumerate(scenario.labels, 1)]
        self.people = People(scenario)
        self._rng = rng
        self._messages = 1000
        self._contacts = 300
        self._displayed = 100

    # ---- rows

    def contact(self, at: int, name: str, language: str) -> Contact:
        """A new contact."""
        self._contacts += 1
        handle = name.lower().replace(" ", ".")
        return Contact(self._contacts, name, handle, language, at, at)

    def begin(
        self, at: int, inbox: Inbox, contact: Contact, *, status: Status = "open", proactive: bool = False
    ) -> Conversation:
        """A new conversation, still without a message."""
        self._displayed += 1
        conversation = Conversation(
            self._displayed, random_uuid(self._rng), inbox, contact, at, status=status
        )
        # Chatwoot sets it on every creation, also on conversations that we begin.
        conversation.waiting_since = conversation.last_activity_at = at
        if proactive:
            conversation.labels = (PROACTIVE_LABEL,)
        self.conversations[conversation.id] = conversation
        self.by_status[status][conversation.id] = conversation
        conversation.opened_at = at
        channel = inbox.channel
        self.facts.created(Case(conversation.id, channel.name, channel.public, proactive, at))
        self.touch(conversation, at)
        return conversation

    def touch(self, conversation: Conversation, at: int) -> None:
        """Note a change: updated_at has fractions; they stay small, so that none is in the future."""
        self.version += 1
        conversation.version = self.version
        conversation.updated_at = at + (self.version % 32) / 1000
        self.recent.pop(conversation.id, None)
        self.recent[conversation.id] = conversation

    def forget(self, conversations: Iterable[Conversation], before: int) -> None:
        """Drop these conversations, and whatever was measured before an instant."""
        ids = [conversation.id for conversation in conversations]
        for number in ids:
            gone = self.conversations.pop(number)
            del self.by_status[gone.status][number], self.recent[number]
        self.facts.forget(before, ids)
        self.reporting = [event for event in self.reporting if event.at >= before]
        self.version += 1

    # ---- for the verbs

    def next_id(self) -> int:
        """Ids of messages ascend with time, over the whole account."""
        self._messages += 1
        return self._messages

    def post(self, conversation: Conversation, message: Message) -> None:
        """Append a message."""
        conversation.messages.append(message)
        conversation.last_activity_at = message.at
        self.touch(conversation, message.at)

    def line(self, conversation: Conversation, at: int, text: str) -> None:
        """Append an activity line, as the system writes them."""
        self.post(conversation, Message(self.next_id(), at, Kind.ACTIVITY, text))

    def set_status(self, conversation: Conversation, at: int, status: Status) -> None:
        """Change the status, without a line."""
        del self.by_status[conversation.status][conversation.id]
        self.by_status[status][conversation.id] = conversation
        conversation.status = status
        conversation.snoozed_until = 0
        self.touch(conversation, at)
