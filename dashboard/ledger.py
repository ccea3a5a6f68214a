"""The ledger: every wait, message and resolve of the conversations at hand, in NumPy columns.

Folding in a conversation costs by its own length, however many others there are; folding the same again
changes nothing. Closed conversations leave with `prune`, so that memory is bounded.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dashboard.columns import Columns, Index, runs
from dashboard.hearing import NO_MOOD, Hearing, Names, Words, main_language
from dashboard.model import Conversation, Heard, Message, Status
from dashboard.ports import Ear
from dashboard.story import CUSTOMER, REPLY, Line, Story, tell
from dashboard.voice.signatures import Attribution, Sender, attribution, signature

KEEP = timedelta(days=9)
"""For how long what is over may still count: the longest window, and two days for the zones of the world."""

STATUSES: tuple[Status, ...] = ("open", "pending", "snoozed", "resolved")
OPEN, PENDING, SNOOZED, RESOLVED = range(4)
PRIVATE, UNKNOWN, PUBLIC = -1, 0, 1

_CONVERSATION = {
    "created": "f8",  # created_at, or the first message where that is earlier
    "channel": "i4",
    "team": "i4",
    "assignee": "i4",
    "customer": "i8",  # a hash: tells who is another, keeps no name
    "language": "i1",
    "labels": "i8",  # a bit for each topic that its labels stand for
    "public": "i1",
    "status": "i1",
    "waiting_since": "f8",  # nan where no wait runs
    "begun": "f8",  # nan while nobody has said anything that counts
    "customer_begun": "?",
    "answered": "f8",  # nan until the first human public reply
    "first_mood": "i1",
    "last_mood": "i1",
    "last_at": "f8",
    # Where its messages, waits and resolves stand: number of the first row, and how many.
    "first_message": "i8",
    "first_wait": "i8",
    "first_resolve": "i8",
    "messages": "i8",
    "waits": "i8",
    "resolves": "i8",
}
_MESSAGE = {
    "at": "f8",
    "kind": "i1",
    "sender": "i4",
    "mood": "i1",
    "language": "i1",
    "topics": "i8",
    "after_reply": "?",
    "slot": "i8",
}
_WAIT = {
    "begun": "f8",
    "ended": "f8",
    "outcome": "i1",
    "first": "?",
    "sender": "i4",
    "feeling": "?",
    "slot": "i8",
}
_RESOLVE = {"at": "f8", "since": "f8", "slot": "i8"}


class Said(NamedTuple):
    """A customer's message that was not known before, and how it was heard."""

    conversation: Conversation
    message: Message
    heard: Heard


class _Record:
    """What must be remembered of a conversation to tell its story again when a message comes."""

    __slots__ = ("created", "lines", "seen", "slot")

    def __init__(self) -> None:
        self.slot = -1
        self.created = inf
        self.seen: set[str] = set()
        self.lines: list[Line] = []


class _Brought:
    """A conversation as it was brought last, and those of its messages that are new."""

    __slots__ = ("conversation", "created", "fresh", "record")

    def __init__(self, record: _Record) -> None:
        self.record, self.created = record, record.created
        self.fresh: dict[str, Message] = {}

    def bring(self, conversation: Conversation) -> None:
        self.conversation = conversation
        new = [message for message in conversation.messages if message.id not in self.record.seen]
        for message in new:  # an archive may have one twice
            self.fresh.setdefault(message.id, message)
        earliest = min([conversation.created_at, *(message.at for message in new)])
        self.created = min(self.created, earliest.timestamp())


class _Told(NamedTuple):
    """A conversation with its story told anew."""

    brought: _Brought
    lines: list[Line]
    story: Story
    row: tuple[float, ...]


class Ledger:
    """What is known of the inbox, ready to be measured.

    `trust_status` is for a live inbox, which tells each conversation's status; without it, as when an archive is
    read as of some instant, a conversation is open or resolved as its messages and resolves say.
    """

    def __init__(self, ear: Ear, *, trust_status: bool = True) -> None:
        self._ear = ear
        self._trust_status = trust_status
        self._records: dict[str, _Record] = {}
        self._ids: list[str] = []
        """Of each row of the conversations."""
        self.channels, self.teams, self.agents = (Names[str | None](None) for _ in range(3))
        self.senders = Names[Sender]((None, None))
        """Of each reply: the account it came from, and its signature."""
        self._hearing = Hearing()
        self.topics = self._hearing.topics
        """Each topic's code is one more than its bit in the messages."""
        self.conversations = Columns(_CONVERSATION)
        self.messages, self.waits, self.resolves = Columns(_MESSAGE), Columns(_WAIT), Columns(_RESOLVE)
        self._tables = {"message": self.messages, "wait": self.waits, "resolve": self.resolves}

    def __len__(self) -> int:
        return len(self._records)

    def __contains__(self, conversation: str) -> bool:
        return conversation in self._records

    def slot(self, conversation: str) -> int | None:
        """The number of a conversation's row, until something is folded or forgotten; None where it is not known."""
        record = self._records.get(conversation)
        return None if record is None else record.slot

    def lines(self, conversation: str) -> Sequence[Line]:
        """What is kept of the messages of a conversation that is known, the oldest first."""
        return self._records[conversation].lines

    def ids(self, slots: Index) -> list[str]:
        """The conversations in these rows."""
        return [self._ids[slot] for slot in slots.tolist()]

    def labels(self, conversation: Conversation) -> tuple[str, ...]:
        """The topics that its labels stand for."""
        return tuple(self._ear.labelled(conversation.labels))

    def fold(self, conversations: Iterable[Conversation]) -> tuple[Said, ...]:
        """Take in conversations with those of their messages that are at hand, in any order, any number of times.

        Gives what customers said that was not known, where its words are here. All are taken in, or, where the ear or a
        story fails, none.
        """
        brought = self._bring(conversations)
        said = [
            (each.conversation, message)
            for each in brought
            for message in each.fresh.values()
            if message.author == "customer"
        ]
        texts = list(dict.fromkeys(message.text for _, message in said if message.heard is None))
        heard = dict(zip(texts, self._ear.hear(texts), strict=True))
        words = {text: self._hearing.words(text, heard[text]) for text in texts}
        self._take([self._tell(each, words) for each in brought])
        self._tidy()
        return tuple(
            Said(conversation, message, heard[message.text])
            for conversation, message in said
            if message.heard is None
        )

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
        gone = [record.slot for name in conversations if (record := self._records.pop(name, None))]
        slots = np.array(gone, dtype=np.intp)
        self._drop_runs(slots)
        self.conversations.drop(slots, np.ones_like(slots))
        self._tidy()

    def prune(self, before: float) -> list[str]:
        """Let go of the conversations that were resolved, and silent since `before`, seconds since 1970."""
        table = self.conversations
        old = table.alive((table["status"] == RESOLVED) & (table["last_at"] < before))
        gone = [self._ids[slot] for slot in old.tolist()]
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
        living = np.flatnonzero(np.bincount(self.messages.living("sender"))).tolist()
        senders = [self.senders.names[code] for code in living]
        attributed = _attribution(frozenset(senders), tuple(known.items()), frozenset(page_accounts))
        agents = Names[str | None](None)
        for agent in self.agents.names:
            agents.code(agent)
        places = np.zeros(len(self.senders.names), dtype=np.int64)
        places[living] = [agents.code(attributed.credited(*sender)) for sender in senders]
        return agents.names, places

    def _bring(self, conversations: Iterable[Conversation]) -> Collection[_Brought]:
        brought: dict[str, _Brought] = {}
        for conversation in conversations:
            name = conversation.id
            if name not in brought:
                brought[name] = _Brought(self._records.get(name) or _Record())
            brought[name].bring(conversation)
        return brought.values()

    def _tell(self, brought: _Brought, words: Mapping[str, Words]) -> _Told:
        fresh = [self._line(message, words) for message in brought.fresh.values()]
        lines = brought.record.lines + [line for line in fresh if line is not None]
        lines.sort(key=lambda line: line.at)  # stable: at one instant the order of arrival stays
        conversation = brought.conversation
        resolved = {at.timestamp() for at in conversation.resolved_at}
        story = tell(lines, resolved, proactive=conversation.proactive)
        last_at = max([brought.created, *resolved, *(line.at for line in lines[-1:])])
        return _Told(brought, lines, story, self._row(brought, lines, story, last_at))

    def _line(self, message: Message, words: Mapping[str, Words]) -> Line | None:
        at = message.at.timestamp()
        known = message.heard
        if message.author == "customer":
            return Line(at, CUSTOMER, words=self._hearing.again(known) if known else words[message.text])
        if message.author == "agent" and not message.private:
            feeling = known.meets_feeling if known else self._ear.meets_feeling(message.text)
            self.agents.code(message.agent)  # whoever replied is one of ours
            signed = known.signed if known else signature(message.text)
            return Line(at, REPLY, self.senders.code((message.agent, signed)), feeling)
        return None

    def _row(
        self, brought: _Brought, lines: Sequence[Line], story: Story, last_at: float
    ) -> tuple[float, ...]:
        conversation, public = brought.conversation, brought.conversation.public
        words = [line.words for line in lines if line.kind == CUSTOMER]
        told = RESOLVED if story.resolved else OPEN
        return (
            brought.created,
            self.channels.code(conversation.channel),
            self.teams.code(conversation.team),
            self.agents.code(conversation.assignee),
            who_writes(conversation),
            main_language(words),
            self._hearing.mask(self.labels(conversation)),
            UNKNOWN if public is None else PUBLIC if public else PRIVATE,
            STATUSES.index(conversation.status) if self._trust_status else told,
            story.waiting_since,
            story.begun,
            story.customer_begun,
            story.answered,
            words[0].mood if words else NO_MOOD,
            words[-1].mood if words else NO_MOOD,
            last_at,
        )

    def _take(self, told: Sequence[_Told]) -> None:
        """Put what was told in the place of what was known. Nothing here may fail halfway."""
        records = [each.brought.record for each in told]
        self._drop_runs(np.array([record.slot for record in records if record.slot >= 0], dtype=np.intp))
        new = [each.brought for each in told if each.brought.record.slot < 0]
        ones = np.ones(len(new), dtype=np.intp)
        for brought, slot in zip(new, self.conversations.add(ones).tolist(), strict=True):
            brought.record.slot = slot
            self._records[brought.conversation.id] = brought.record
            self._ids.append(brought.conversation.id)
        for each, record in zip(told, records, strict=True):
            record.created, record.lines = each.brought.created, each.lines
            record.seen.update(each.brought.fresh)
        slots = np.array([record.slot for record in records], dtype=np.intp)
        self.conversations.write(slots, [each.row for each in told])
        stories = [each.story for each in told]
        self._add_runs("message", slots, [_messages(each) for each in told])
        self._add_runs("wait", slots, [story.waits for story in stories])
        self._add_runs("resolve", slots, [story.resolves for story in stories])

    def _add_runs(self, name: str, slots: Index, rows: Sequence[Sequence[tuple[float, ...]]]) -> None:
        table, counts = self._tables[name], np.array([len(run) for run in rows], dtype=np.intp)
        first = table.add(counts)
        added = runs(first, counts)
        table.write(added, list(chain.from_iterable(rows)))
        table["slot"][added] = np.repeat(slots, counts)
        self.conversations[f"first_{name}"][slots] = first
        self.conversations[f"{name}s"][slots] = counts

    def _drop_runs(self, slots: Index) -> None:
        held = self.conversations
        for name, table in self._tables.items():
            table.drop(held[f"first_{name}"][slots], held[f"{name}s"][slots])

    def _tidy(self) -> None:
        """Close the gaps of the tables that are mostly gaps."""
        held = self.conversations
        for name, table in self._tables.items():
            if table.crowded():
                held[f"first_{name}"][:] = table.compact()[held[f"first_{name}"]]
        if held.crowded():
            moved = held.compact()
            self._ids = [""] * len(held)
            for name, record in self._records.items():
                record.slot = int(moved[record.slot])
                self._ids[record.slot] = name
            for table in self._tables.values():
                table["slot"][:] = moved[table["slot"]]


@lru_cache(maxsize=8)
def _attribution(
    senders: frozenset[Sender], names: tuple[tuple[str, str], ...], page_accounts: frozenset[str]
) -> Attribution:
    """Whom replies are credited to, which seldom changes from one poll to the next."""
    return attribution(senders, dict(names), page_accounts)


def _messages(told: _Told) -> list[tuple[float, ...]]:
    """The rows of a conversation's messages, but for whose they are."""
    return [
        (line.at, line.kind, line.sender, line.words.mood, line.words.language, line.words.topics, after)
        for line, after in zip(told.lines, told.story.after_reply, strict=True)
    ]


def who_writes(conversation: Conversation) -> int:
    """A number for who writes; where the inbox doesn't say, each conversation is somebody's own."""
    if conversation.customer is None:
        return _number(conversation.id, b"conversation")
    return customer_number(conversation.customer)


def customer_number(customer: str) -> int:
    """The number that stands for a customer, of the inbox's own id."""
    return _number(customer, b"customer")


def _number(name: str, salt: bytes) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8, salt=salt).digest()) >> 1
