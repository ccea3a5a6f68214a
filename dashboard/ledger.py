"""The ledger: every wait, message and resolve of the conversations at hand, in NumPy columns.

Folding in a conversation costs by its own length, however many others there are; folding the same again
changes nothing. Closed conversations leave with `prune`, so that memory is bounded.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from dashboard.columns import Columns
from dashboard.model import Conversation, Heard, Message, Status
from dashboard.ports import Ear
from dashboard.story import CUSTOMER, REPLY, Line, Story, tell
from dashboard.voice.signatures import Sender, attribution, signature

KEEP = timedelta(days=9)
"""For how long what is over may still count: the longest window, and two days for the zones of the world."""

STATUSES: tuple[Status, ...] = ("open", "pending", "snoozed", "resolved")
MOODS = ("negative", "neutral", "positive", "unsure")
NO_MOOD = -1
OPEN, PENDING, SNOOZED, RESOLVED = range(4)
PRIVATE, UNKNOWN, PUBLIC = -1, 0, 1

_CONVERSATION = {
    "created": "f8",  # created_at, or the first message where that is earlier
    "channel": "i4",
    "team": "i4",
    "assignee": "i4",
    "public": "i1",
    "status": "i1",
    "waiting_since": "f8",  # nan where no wait runs
    "begun": "f8",  # nan while nobody has said anything that counts
    "customer_begun": "?",
    "answered": "f8",  # nan until the first human public reply
    "first_mood": "i1",
    "last_mood": "i1",
    "last_at": "f8",
}
_MESSAGE = {"slot": "i8", "at": "f8", "kind": "i1", "sender": "i4", "mood": "i1", "after_reply": "?"}
_WAIT = {
    "slot": "i8",
    "begun": "f8",
    "ended": "f8",
    "outcome": "i1",
    "first": "?",
    "sender": "i4",
    "feeling": "?",
}
_RESOLVE = {"slot": "i8", "at": "f8", "since": "f8"}


Name = TypeVar("Name")


class Names(Generic[Name]):
    """Names as small whole numbers; 0 is nobody."""

    def __init__(self, nobody: Name) -> None:
        self.names: list[Name] = [nobody]
        self._codes: dict[Name, int] = {nobody: 0}

    def code(self, name: Name) -> int:
        """The number of a name, given at its first sight."""
        code = self._codes.get(name)
        if code is None:
            code = self._codes[name] = len(self.names)
            self.names.append(name)
        return code


class _Record:
    """What must be remembered of a conversation to tell its story again when a message comes."""

    __slots__ = ("lines", "resolved_at", "runs", "seen", "slot")

    def __init__(self, slot: int) -> None:
        self.slot = slot
        self.seen: set[str] = set()
        self.lines: list[Line] = []
        self.resolved_at: set[float] = set()
        self.runs: tuple[tuple[int, int], ...] = ((0, 0), (0, 0), (0, 0))
        """Where its messages, waits and resolves stand: number of the first row, and how many."""


class Ledger:
    """What is known of the inbox, ready to be measured.

    `trust_status` is for a live inbox, which tells each conversation's status; without it, as when an archive is
    read as of some instant, a conversation is open or resolved as its messages and resolves say.
    """

    def __init__(self, ear: Ear, *, trust_status: bool = True) -> None:
        self._ear = ear
        self._trust_status = trust_status
        self._records: dict[str, _Record] = {}
        self.channels, self.teams, self.agents = (Names[str | None](None) for _ in range(3))
        self.senders = Names[Sender]((None, None))
        """Of each reply: the account it came from, and its signature."""
        self.conversations = Columns(_CONVERSATION)
        self.messages, self.waits, self.resolves = Columns(_MESSAGE), Columns(_WAIT), Columns(_RESOLVE)
        self._tables = (self.messages, self.waits, self.resolves)

    def __len__(self) -> int:
        return len(self._records)

    def __contains__(self, conversation: str) -> bool:
        return conversation in self._records

    def fold(self, conversations: Iterable[Conversation]) -> None:
        """Take in conversations with those of their messages that are at hand, in any order, any number of times."""
        conversations = tuple(conversations)
        new = [self._new(conversation) for conversation in conversations]
        texts = [message.text for messages in new for message in messages if message.author == "customer"]
        taken = 0
        try:
            heard = iter(self._ear.hear(texts))
            for conversation, messages in zip(conversations, new, strict=True):
                lines = [self._line(message, heard) for message in messages]
                self._take(conversation, [line for line in lines if line is not None])
                taken += 1
        except Exception:  # what was not taken in is still unknown, and can be brought again
            for conversation, messages in zip(conversations[taken:], new[taken:], strict=True):
                self._records[conversation.id].seen.difference_update(message.id for message in messages)
            raise
        self._tidy()

    def mention(self, conversation: Conversation) -> None:
        """Know the names of a conversation that counts for nothing any more: its channel, its team, its people."""
        self.channels.code(conversation.channel)
        self.teams.code(conversation.team)
        self.agents.code(conversation.assignee)
        for message in conversation.messages:
            if message.author == "agent" and not message.private:
                self.agents.code(message.agent)

    def forget(self, conversations: Iterable[str]) -> None:
        """These conversations exist no more."""
        for conversation in conversations:
            if record := self._records.pop(conversation, None):
                self._drop_runs(record)
                self.conversations.drop(record.slot, 1)
        self._tidy()

    def prune(self, before: float) -> list[str]:
        """Let go of the conversations that were resolved, and silent since `before`, seconds since 1970."""
        table = self.conversations
        alive = table.alive()  # the dead rows of those that left look old, too
        old = alive[(table["status"][alive] == RESOLVED) & (table["last_at"][alive] < before)]
        if not old.size:
            return []
        slots = set(old.tolist())
        gone = [name for name, record in self._records.items() if record.slot in slots]
        self.forget(gone)
        return gone

    def credited(
        self, people: Mapping[str, str], page_accounts: Iterable[str]
    ) -> tuple[list[str | None], NDArray[np.int64]]:
        """The agents, and for each sender's code the place among them of the one credited; see `attribution`.

        `people` are id and name of those known by name. Agents known by their signature only come last; they are not
        remembered, so that what is measured doesn't depend on what was measured before.
        """
        known = {agent: agent for agent in self.agents.names if agent is not None} | dict(people)
        living = np.unique(self.messages["sender"][self.messages.alive()]).tolist()
        senders = [self.senders.names[code] for code in living]
        attributed = attribution(senders, known, page_accounts)
        agents = Names[str | None](None)
        for agent in self.agents.names:
            agents.code(agent)
        places = np.zeros(len(self.senders.names), dtype=np.int64)
        places[living] = [agents.code(attributed.credited(*sender)) for sender in senders]
        return agents.names, places

    def _new(self, conversation: Conversation) -> list[Message]:
        record = self._records.get(conversation.id)
        if record is None:
            record = self._records[conversation.id] = _Record(-1)
        fresh = [message for message in conversation.messages if message.id not in record.seen]
        if len({message.id for message in fresh}) < len(fresh):  # an archive that has one twice
            once: dict[str, Message] = {}
            for message in fresh:
                once.setdefault(message.id, message)
            fresh = list(once.values())
        record.seen.update(message.id for message in fresh)
        return fresh

    def _line(self, message: Message, heard: Iterator[Heard]) -> Line | None:
        at = message.at.timestamp()
        if message.author == "customer":
            return Line(at, CUSTOMER, 0, MOODS.index(next(heard).mood))
        if message.author == "agent" and not message.private:
            feeling = self._ear.meets_feeling(message.text)
            self.agents.code(message.agent)  # whoever replied is one of ours
            sender = self.senders.code((message.agent, signature(message.text)))
            return Line(at, REPLY, sender, NO_MOOD, feeling)
        return None

    def _take(self, conversation: Conversation, lines: Sequence[Line]) -> None:
        record = self._records[conversation.id]
        record.lines += lines
        record.lines.sort(key=lambda line: line.at)  # stable: at one instant the order of arrival stays
        record.resolved_at = {at.timestamp() for at in conversation.resolved_at}
        story = tell(record.lines, record.resolved_at, proactive=conversation.proactive)
        row = self._row(conversation, record, story)
        if record.slot < 0:
            record.slot = self.conversations.add([row])
        else:
            self._drop_runs(record)
            for name, value in zip(_CONVERSATION, row, strict=True):
                self.conversations[name][record.slot] = value
        self._add_runs(record, story)

    def _row(self, conversation: Conversation, record: _Record, story: Story) -> tuple[float, ...]:
        earliest = min((message.at for message in conversation.messages), default=conversation.created_at)
        created = min(conversation.created_at, earliest).timestamp()
        if record.slot >= 0:
            created = min(created, float(self.conversations["created"][record.slot]))
        moods = [line.mood for line in record.lines if line.kind == CUSTOMER]
        status = (
            STATUSES.index(conversation.status)
            if self._trust_status
            else RESOLVED
            if story.resolved
            else OPEN
        )
        return (
            created,
            self.channels.code(conversation.channel),
            self.teams.code(conversation.team),
            self.agents.code(conversation.assignee),
            UNKNOWN if conversation.public is None else PUBLIC if conversation.public else PRIVATE,
            status,
            story.waiting_since,
            story.begun,
            story.customer_begun,
            story.answered,
            moods[0] if moods else NO_MOOD,
            moods[-1] if moods else NO_MOOD,
            max([created, *record.resolved_at, *(line.at for line in record.lines[-1:])]),
        )

    def _add_runs(self, record: _Record, story: Story) -> None:
        slot = record.slot
        lines = [
            (slot, line.at, line.kind, line.sender, line.mood, after)
            for line, after in zip(record.lines, story.after_reply, strict=True)
        ]
        waits = [(slot, *wait) for wait in story.waits]
        resolves = [(slot, *resolve) for resolve in story.resolves]
        rows: tuple[Sequence[tuple[float, ...]], ...] = (lines, waits, resolves)
        record.runs = tuple((table.add(new), len(new)) for table, new in zip(self._tables, rows, strict=True))

    def _drop_runs(self, record: _Record) -> None:
        for table, (first, count) in zip(self._tables, record.runs, strict=True):
            table.drop(first, count)

    def _tidy(self) -> None:
        """Close the gaps of the tables that are mostly gaps."""
        for which, table in enumerate(self._tables):
            if table.crowded():
                moved = table.compact()
                for record in self._records.values():
                    first, count = record.runs[which]
                    record.runs = (
                        *record.runs[:which],
                        (int(moved[first]), count),
                        *record.runs[which + 1 :],
                    )
        if self.conversations.crowded():
            moved = self.conversations.compact()
            for record in self._records.values():
                record.slot = int(moved[record.slot])
            for table in self._tables:
                alive = table.alive()
                table["slot"][alive] = moved[table["slot"][alive]]
