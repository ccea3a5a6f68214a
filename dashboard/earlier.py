"""What travels of the look further back: what a step brings, which days are wanted, what is remembered on the way."""

from datetime import datetime

from msgspec import Struct

from dashboard.kept import ConversationRow
from dashboard.model import Conversation


class Stretch(Struct, frozen=True, kw_only=True):
    """What a step of the way back brought.

    `reached`: all that was active since then has been brought, None between two such points. `page` is where to go on
    from there. `done`: there is no more.
    """

    conversations: tuple[Conversation, ...] = ()
    reached: datetime | None = None
    page: int = 0
    done: bool = False


class Span(Struct, frozen=True):
    """The days that are wanted: from the first instant to the one after the last."""

    first: datetime
    after: datetime


class Leaf(Struct, frozen=True):
    """What is remembered of some steps: rows, since when all is brought, and the page that comes next."""

    rows: tuple[ConversationRow, ...] = ()
    reached: datetime | None = None
    page: int = 0
