"""The ledger's conversations as rows that can be kept: what happened, without words and without colleagues."""

from collections.abc import Iterable, Iterator
from math import isnan

import numpy as np

from dashboard.columns import Column
from dashboard.hearing import LANGUAGES, MOODS
from dashboard.kept import ConversationRow
from dashboard.ledger import PUBLIC, STATUSES, UNKNOWN, Ledger
from dashboard.model import Conversation, Mood
from dashboard.story import CUSTOMER, REPLY


def conversation_rows(ledger: Ledger, brought: Iterable[Conversation]) -> Iterator[ConversationRow]:
    """A row for each conversation that was brought and is in the ledger; each once."""
    for conversation in {each.id: each for each in brought}.values():
        slot = ledger.slot(conversation.id)
        if slot is not None:
            yield _row(ledger, conversation, slot)


def _row(ledger: Ledger, conversation: Conversation, slot: int) -> ConversationRow:
    table = ledger.conversations
    messages, waits, resolves = (_run(ledger, name, slot) for name in ("message", "wait", "resolve"))
    public, answered = int(table["public"][slot]), float(table["answered"][slot])
    kinds = ledger.messages["kind"][messages]
    return ConversationRow(
        id=conversation.id,
        customer=int(table["customer"][slot]),
        created=float(table["created"][slot]),
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
        topics=_topics(ledger, ledger.messages["topics"][messages]),
        first_mood=_mood(int(table["first_mood"][slot])),
        last_mood=_mood(int(table["last_mood"][slot])),
        language=LANGUAGES[int(table["language"][slot])],
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
