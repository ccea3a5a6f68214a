"""What was known at an earlier instant: of the ledger at hand, or of the rows that are kept of days it has let go.

Conversations are told again up to that instant, and measured as ever. Their agent, team and topics by label are those
that they have now, or had at the end of that day; a status that was set since is as its messages and resolves say.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from dashboard.hearing import LANGUAGES, MOODS
from dashboard.kept import ConversationRow, KeptReply
from dashboard.ledger import KEEP, PUBLIC, STATUSES, UNKNOWN, Ledger
from dashboard.measure.days import instant, local_day
from dashboard.model import Conversation, Message, Remembered
from dashboard.retold import SOMEBODY, Deaf, as_of, retold
from dashboard.story import REPLY, Line

AT_HAND = timedelta(days=2)
"""For so long back the ledger has all that the longest window needs: it lets go of what was silent for nine days."""


class KeptRows(Protocol):
    """The conversations of the kept past."""

    def rows(self, day: date) -> Sequence[ConversationRow]:
        """All conversations as they were last known at the end of a local day; the oldest first."""


class Known(NamedTuple):
    """What was known at an instant; `named` is whether it is known who had taken a conversation, and who replied."""

    ledger: Ledger
    named: bool = True


class Then:
    """Knows what was known; the last instant that was asked about is remembered, since lists and numbers follow."""

    def __init__(self, ledger: Ledger, zone: ZoneInfo, kept: KeptRows | None = None) -> None:
        self._ledger, self._zone, self._kept = ledger, zone, kept
        self._last: tuple[datetime, datetime, Known | None] | None = None

    def at(
        self, at: datetime, now: datetime, known_since: datetime | None, ids: Mapping[str, str]
    ) -> Known | None:
        """What was known at an instant, `now` being that of the last poll; None where nothing is kept of it.

        `ids` are those of people by their names, which alone are kept.
        """
        if self._last is None or self._last[:2] != (at, now):
            self._last = at, now, self._find(at, now, known_since, ids)
        return self._last[2]

    def _find(
        self, at: datetime, now: datetime, known_since: datetime | None, ids: Mapping[str, str]
    ) -> Known | None:
        if known_since is not None and known_since <= at and now - at < AT_HAND:
            return Known(_folded(told_again(self._ledger), at))
        rows = self._kept.rows(local_day(at.timestamp(), self._zone)) if self._kept is not None else ()
        rows = [row for row in rows if row.created <= at.timestamp()]
        if not rows or not all(map(is_told, rows)):
            return None
        named = not any(row.assigned and row.assignee is None for row in rows)
        return Known(_folded(retold(_by_id(row, ids) for row in rows), at), named)


def is_told(row: ConversationRow) -> bool:
    """Whether a row has the messages that it counts: in a history of version 1 none has, and nothing is made of it."""
    return bool(row.messages) or not (row.messages_in or row.replies_out)


def told_again(ledger: Ledger) -> Iterator[Conversation]:
    """The conversations of a ledger, of what it keeps of them."""
    held = ledger.conversations
    slots = held.alive()
    for slot, name in zip(slots.tolist(), ledger.ids(slots), strict=True):
        lines, public = ledger.lines(name), int(held["public"][slot])
        first, resolves = int(held["first_resolve"][slot]), int(held["resolves"][slot])
        begun = bool(held["customer_begun"][slot])
        yield Conversation(
            id=name,
            channel=ledger.channels.names[int(held["channel"][slot])] or "",
            public=None if public == UNKNOWN else public == PUBLIC,
            team=ledger.teams.names[int(held["team"][slot])],
            assignee=ledger.agents.names[int(held["assignee"][slot])],
            status=STATUSES[int(held["status"][slot])],
            labels=_topics(ledger, int(held["labels"][slot])),
            proactive=bool(lines) and lines[0].kind != REPLY and not begun,
            created_at=instant(float(held["created"][slot])),
            resolved_at=tuple(map(instant, ledger.resolves["at"][first : first + resolves].tolist())),
            customer=str(held["customer"][slot]),
            messages=tuple(_message(ledger, line, place) for place, line in enumerate(lines)),
        )


def _message(ledger: Ledger, line: Line, place: int) -> Message:
    if line.kind == REPLY:
        account, signed = ledger.senders.names[line.sender]
        heard = Remembered(meets_feeling=line.feeling, signed=signed)
        return Message(id=str(place), at=instant(line.at), author="agent", agent=account, heard=heard)
    words = line.words
    heard = Remembered(
        mood=None if words.mood < 0 else MOODS[words.mood],
        language=LANGUAGES[words.language] or "other",
        letters=words.weight,
        topics=_topics(ledger, words.topics),
    )
    return Message(id=str(place), at=instant(line.at), author="customer", heard=heard)


def _topics(ledger: Ledger, mask: int) -> tuple[str, ...]:
    return tuple(name for bit, name in enumerate(ledger.topics.names[1:]) if name and mask >> bit & 1)


def _by_id(row: ConversationRow, ids: Mapping[str, str]) -> ConversationRow:
    """A row with its people's ids in the place of their names, which alone are kept."""
    messages = (
        replace(each, agent=ids.get(each.agent, each.agent))
        if isinstance(each, KeptReply) and each.agent
        else each
        for each in row.messages
    )
    taken = None if row.assignee is None else ids.get(row.assignee, row.assignee)
    return replace(row, assignee=taken or (SOMEBODY if row.assigned else None), messages=tuple(messages))


def _folded(conversations: Iterable[Conversation], at: datetime) -> Ledger:
    """A ledger of conversations as they were at an instant, but for those that count for nothing then."""
    before, ledger = at - KEEP, Ledger(Deaf())
    then = (found for each in conversations if (found := then_of(each, at)))
    ledger.fold(each for each in then if each.status != "resolved" or _last(each) >= before)
    return ledger


def then_of(conversation: Conversation, at: datetime) -> Conversation | None:
    """A conversation as it was at an instant, its status, too; None where it did not exist yet."""
    found = as_of(conversation, at)
    if found is None or found is conversation:
        return found
    said = max((each.at for each in found.messages if each.author == "customer"), default=found.created_at)
    resolved = bool(found.resolved_at) and found.resolved_at[-1] >= said
    return replace(found, status="resolved" if resolved else "open")


def _last(conversation: Conversation) -> datetime:
    return max([conversation.created_at, *conversation.resolved_at, *(it.at for it in conversation.messages)])
