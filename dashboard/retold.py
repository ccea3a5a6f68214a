"""A conversation told again, as it was at an instant: of itself, or, without words, of the row that is kept of it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from msgspec.structs import replace

from dashboard.kept import ConversationRow, KeptReply
from dashboard.measure.days import instant
from dashboard.model import Conversation, Heard, Message, Remembered

SOMEBODY = "somebody"
"""Whoever has taken a conversation, where names are not kept."""


class Deaf:
    """An ear for conversations without words; labels are the topics that they stand for."""

    def hear(self, texts: Sequence[str]) -> Sequence[Heard]:
        """Nothing."""
        return [Heard("unsure") for _ in texts]

    def labelled(self, labels: Sequence[str]) -> Sequence[str]:
        """The labels, which are topics already."""
        return labels

    def meets_feeling(self, _reply: str) -> bool:
        """Not by words that are not there."""
        return False


def retold(rows: Iterable[ConversationRow]) -> Iterator[Conversation]:
    """The conversations of rows; the number of a row's customer stands for the person."""
    for row in rows:
        yield Conversation(
            id=row.id,
            channel=row.channel or "",
            public=row.public,
            team=row.team,
            assignee=row.assignee or (SOMEBODY if row.assigned else None),
            status=row.status,
            labels=row.labels,
            proactive=row.proactive,
            created_at=instant(row.created),
            resolved_at=tuple(map(instant, row.resolved)),
            customer=str(row.customer),
            messages=tuple(_messages(row)),
        )


def unnamed(row: ConversationRow) -> ConversationRow:
    """A row without colleagues' names."""
    messages = (replace(each, agent=None) if isinstance(each, KeptReply) else each for each in row.messages)
    return replace(row, assignee=None, messages=tuple(messages))


def as_of(conversation: Conversation, at: datetime) -> Conversation | None:
    """A conversation as it was at an instant; None where it did not exist yet."""
    messages = tuple(message for message in conversation.messages if message.at <= at)
    if conversation.created_at > at and not messages:
        return None
    resolved = tuple(when for when in conversation.resolved_at if when <= at)
    if len(messages) == len(conversation.messages) and len(resolved) == len(conversation.resolved_at):
        return conversation
    return replace(conversation, messages=messages, resolved_at=resolved)


def _messages(row: ConversationRow) -> Iterator[Message]:
    for number, kept in enumerate(row.messages, start=1):
        at = instant(round(row.created + kept.after, 6))
        if isinstance(kept, KeptReply):
            heard = Remembered(meets_feeling=kept.meets_feeling, signed=kept.agent)
            yield Message(id=str(number), at=at, author="agent", agent=kept.agent, heard=heard)
        else:
            topics = tuple(row.topics[place] for place in kept.topics)
            heard = Remembered(mood=kept.mood, language=kept.language, letters=kept.letters, topics=topics)
            yield Message(id=str(number), at=at, author="customer", heard=heard)
