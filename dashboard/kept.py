"""What the history keeps of each poll: a reading of everybody, a picture, a row a conversation, gaps, events, deeds.

No customer's words are in it but the masked sentences of the deeds, and a colleague's name only where the team agreed
to names. Instants of a row are seconds since 1970, as in the ledger.
"""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from dashboard.events import Event as Event  # noqa: PLC0414  (known here, too)
from dashboard.model import Language, Mood, Reading, Status
from dashboard.snapshot import Snapshot, TroubleKind
from dashboard.voice.values import Deed

KeptWait = tuple[float, float | None, int]
"""When a wait began, when it ended (None while it runs), and its outcome: 0 runs, 1 answered, 2 ended unanswered."""


class KeptQuestion(Struct, frozen=True, array_like=True, tag="c"):
    """A customer's message: seconds after the row's `created`, and how it was heard; topics by place in the row's."""

    after: float
    mood: Mood | None
    language: Language
    letters: int
    topics: tuple[int, ...] = ()


class KeptReply(Struct, frozen=True, array_like=True, tag="r"):
    """A human public reply: seconds after the row's `created`; by whom only where the team agreed to names."""

    after: float
    meets_feeling: bool = False
    agent: str | None = None


class ConversationRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A conversation as it was last seen; `customer` is the ledger's number of the person who writes.

    `labels` are the topics that its labels stand for, masked as those are. `messages` are those that count, in their
    order. `assigned`: somebody has taken it; `assignee` is the name, kept only where the team agreed to names.
    `gone`: the inbox has it no more.
    """

    id: str
    customer: int
    created: float
    last_at: float
    channel: str | None = None
    public: bool | None = None
    team: str | None = None
    status: Status = "open"
    labels: tuple[str, ...] = ()
    proactive: bool = False
    customer_begun: bool = False
    messages_in: int = 0
    replies_out: int = 0
    first_reply: float | None = None
    waits: tuple[KeptWait, ...] = ()
    resolved: tuple[float, ...] = ()
    topics: tuple[str, ...] = ()
    first_mood: Mood | None = None
    last_mood: Mood | None = None
    language: Language | None = None
    messages: tuple[KeptQuestion | KeptReply, ...] = ()
    assigned: bool = False
    assignee: str | None = None
    gone: bool = False


class Gap(Struct, frozen=True, kw_only=True):
    """From the last reading before it to the first one after it nothing is known; None while it lasts.

    `why`: what troubled the inbox; "off", the feed did not run; "filling", it read the inbox anew.
    """

    first: datetime
    after: datetime | None = None
    why: TroubleKind | Literal["off", "filling"]


class KeptDay(Struct, frozen=True, kw_only=True):
    """What a local day's file says of it as a whole: its last reading, the gaps and the events that it tells of."""

    day: date
    reading: Reading | None = None
    gaps: tuple[Gap, ...] = ()
    events: tuple[Event, ...] = ()


class Entry(Struct, frozen=True, kw_only=True):
    """What one poll adds to the history; `at` is by the inbox's clock, where that is known.

    `picture` is what the wall shows from then on, as `dashboard.pictures` lets it be kept.
    """

    at: datetime
    reading: Reading | None = None
    conversations: tuple[ConversationRow, ...] = ()
    gaps: tuple[Gap, ...] = ()
    events: tuple[Event, ...] = ()
    deeds: tuple[Deed, ...] = ()
    picture: Snapshot | None = None

    def __bool__(self) -> bool:
        return bool(
            self.reading or self.conversations or self.gaps or self.events or self.deeds or self.picture
        )
