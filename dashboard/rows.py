"""The ledger's conversations as rows that can be kept: what happened, without words, and without colleagues' names."""

from collections.abc import Iterable, Iterator
from math import isnan

import numpy as np

from dashboard.columns import Column
from dashboard.hearing import LANGUAGES, MOODS
from dashboard.kept import ConversationRow, KeptQuestion, KeptReply
from dashboard.ledger import PUBLIC, STATUSES, UNKNOWN, Ledger
from dashboard.model import Agent, Conversation, Mood
from dashboard.story import CUSTOMER, REPLY, Line


class Naming:
    """Whom replies are credited to, and what our people are called: only where the team agreed to names."""

    def __init__(self, ledger: Ledger, agents: Iterable[Agent], page_accounts: Iterable[str]) -> None:
        self._names = {agent.id: agent.name for agent in agents}
        self._people, self._places = ledger.credited(self._names, page_accounts)

    def sender(self, code: int) -> str | None:
        """Who is credited with what a sender sent."""
        return self.name(self._people[int(self._places[code])])

    def name(self, agent: str | None) -> str | None:
        """What somebody is called."""
        return None if agent is None else self._names.get(agent, agent)


def conversation_rows(
    ledger: Ledger, brought: Iterable[Conversation], naming: Naming | None = None
) -> Iterator[ConversationRow]:
    """A row for each conversation that was brought and is in the ledger; each once."""
    for conversation in {each.id: each for each in brought}.values():
        slot = ledger.slot(conversation.id)
        if slot is not None:
            yield _row(ledger, conversation, slot, naming)


def gone_row(conversation: str, at: float) -> ConversationRow:
    """The row of a conversation that the inbox has no more."""
    return ConversationRow(id=conversation, customer=0, created=at, last_at=at, gone=True)


def _row(ledger: Ledger, conversation: Conversation, slot: int, naming: Naming | None) -> ConversationRow:
    table = ledger.conversations
    messages, waits, resolves = (_run(ledger, name, slot) for name in ("message", "wait", "resolve"))
    public, answered = int(table["public"][slot]), float(table["answered"][slot])
    kinds = ledger.messages["kind"][messages]
    topics, created = _topics(ledger, ledger.messages["topics"][messages]), float(table["created"][slot])
    lines = ledger.lines(conversation.id)
    return ConversationRow(
        id=conversation.id,
        customer=int(table["customer"][slot]),
        created=created,
        last_at=float(table["last_at"][slot]),
        channel=conversation.channel,
        public=None if public == UNKNOWN else public == PUBLIC,
        team=conversation.team,
        status=STATUSES[int(table["status"][slot])],
        labels=ledger.labels(conversation),
        proactive=conversation.proactive,
        customer_begun=bool(table["customer_begun"][slot]),
        messages_in=int((kinds == CUSTOMER).sum()),
        replies_out=int((kinds == REPLY).sum()),
        first_reply=None if isnan(answered) else answered,
        waits=tuple(
            (begun, None if isnan(ended) else ended, outcome)
            for begun, ended, outcome in zip(
                *(ledger.waits[name][waits].tolist() for name in ("begun", "ended", "outcome")), strict=True
            )
        ),
        resolved=tuple(ledger.resolves["at"][resolves].tolist()),
        topics=topics,
        first_mood=_mood(int(table["first_mood"][slot])),
        last_mood=_mood(int(table["last_mood"][slot])),
        language=LANGUAGES[int(table["language"][slot])],
        messages=tuple(_message(ledger, line, created, topics, naming) for line in lines),
        assigned=conversation.assignee is not None,
        assignee=naming.name(conversation.assignee) if naming else None,
    )


def _message(
    ledger: Ledger, line: Line, created: float, topics: tuple[str, ...], naming: Naming | None
) -> KeptQuestion | KeptReply:
    after = round(line.at - created, 6)
    if line.kind == REPLY:
        return KeptReply(after, line.feeling, naming.sender(line.sender) if naming else None)
    said = _topics(ledger, np.array([line.words.topics]))
    return KeptQuestion(
        after,
        _mood(line.words.mood),
        LANGUAGES[line.words.language] or "other",
        line.words.weight,
        tuple(topics.index(each) for each in said),
    )


def _run(ledger: Ledger, name: str, slot: int) -> slice:
    """Where a conversation's messages, waits or resolves stand."""
    first = int(ledger.conversations[f"first_{name}"][slot])
    return slice(first, first + int(ledger.conversations[f"{name}s"][slot]))


def _topics(ledger: Ledger, masks: Column) -> tuple[str, ...]:
    mask = int(np.bitwise_or.reduce(masks)) if masks.size else 0
    return tuple(
        name for bit, name in enumerate(ledger.topics.names[1:]) if name is not None and mask >> bit & 1
    )


def _mood(code: int) -> Mood | None:
    return None if code < 0 else MOODS[code]
