"""What the domain asks of the world."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dashboard.earlier import Leaf, Span, Stretch
from dashboard.kept import ConversationRow, Entry, Event, Gap, KeptDay
from dashboard.model import Changes, DayCurves, Heard
from dashboard.snapshot import Notice, Snapshot
from dashboard.voice.values import Deed, Released

Floats = NDArray[np.float64]


class Inbox(Protocol):
    """A customer-service inbox, seen from one poll to the next."""

    name: str
    """What people call it: its host, say."""

    def changes(self) -> Changes:
        """What is new since the last call; the first call begins the first fill.

        Ends within its own deadline. Raises InboxProblem; then nothing is lost: the next call brings it.
        """

    def forget(self, conversations: Iterable[str]) -> None:
        """Know nothing more of these conversations: should one speak again, all of it is brought again."""

    def close(self) -> None:
        """Let go of the connection."""


class Ear(Protocol):
    """Hears how customers' words are meant."""

    def hear(self, texts: Sequence[str]) -> Sequence[Heard]:
        """How each of the customers' texts is meant."""

    def labelled(self, labels: Sequence[str]) -> Sequence[str]:
        """The topics that the inbox's own labels stand for."""

    def meets_feeling(self, reply: str) -> bool:
        """Whether the opening sentence of a reply acknowledges the feeling before facts or questions."""


class Past(Protocol):
    """Remembers the curves of finished days, for as long as what is usual is made of them."""

    def days(self) -> tuple[DayCurves, ...]:
        """The days that are remembered, the oldest first."""

    def keep(self, day: DayCurves) -> None:
        """Remember a day, instead of what was known of it. Never raises: a past that can't be written is forgotten."""


class Earlier(Protocol):
    """The way back through an inbox, beside its polls."""

    def begin(self, first: datetime, after: datetime, page: int) -> None:
        """Begin, or go on at a page: to what was last active at `first`, without what began at `after` or later."""

    def step(self) -> Stretch:
        """Go one request further, or a few. Raises InboxProblem; then the next step tries it again."""


class Notes(Protocol):
    """What the way back has brought so far, over a restart. None of it raises: what can't be kept is read again."""

    def span(self) -> Span | None:
        """The days of a way that was begun and not ended."""

    def leaves(self) -> Sequence[Leaf]:
        """What it has brought."""

    def nothing_before(self) -> date:
        """The first day of which there was anything when the last way ended."""

    def begin(self, span: Span) -> None:
        """A way begins."""

    def add(self, leaf: Leaf) -> None:
        """It has brought this."""

    def end(self, nothing_before: date) -> None:
        """It has ended; what it brought is not needed any more."""


class Deeds(Protocol):
    """Remembers what was released, killed and stated, and by whom."""

    def all(self) -> tuple[Deed, ...]:
        """The deeds that still matter, the oldest first."""

    def add(self, deed: Deed) -> None:
        """Remember a deed. Never raises: one that can't be written holds as long as the program."""


class History(Protocol):
    """Keeps what happened, a partition a day, for as long as the settings say."""

    def keep(self, entry: Entry) -> None:
        """Keep what a poll brought. Never raises, never waits: what can't be written now is written later."""

    def open_gap(self) -> Gap | None:
        """What was not known when the history was opened: since its last reading; None where it has none."""

    def notices(self) -> tuple[Notice, ...]:
        """What is not right with it."""


class DaysToCome(Protocol):
    """The days of the kept past, as soon as they can be told."""

    def kept_days(self, first: date, last: date) -> Sequence[KeptDay] | None:
        """As of KeptDays; None where they can't be told yet: then it is asked again a poll later."""


class KeptDays(Protocol):
    """The days of the kept past, each as a whole."""

    def kept_days(self, first: date, last: date) -> Sequence[KeptDay]:
        """The days from one to another (included) of which anything is kept, the oldest first."""


class KeptPast(KeptDays, Protocol):
    """All that a page of a past day or month is made of. Spans are from their first instant to the one after."""

    def rows(self, day: date) -> Sequence[ConversationRow]:
        """All conversations as they were last known at the end of a local day; the oldest first."""

    def series(self, name: str, first: datetime, after: datetime) -> tuple[Floats, Floats]:
        """When, in seconds since 1970, and the values of one number, nan where there is no data."""

    def gaps(self, first: datetime, after: datetime) -> tuple[Gap, ...]:
        """The gaps that touch a span, the oldest first."""

    def events(self, first: datetime, after: datetime) -> tuple[Event, ...]:
        """The storms and annotations that begin in a span, the oldest first."""

    def deeds(self, first: datetime, after: datetime) -> tuple[Deed, ...]:
        """What was released, killed and stated in a span, the oldest first; sentences without their text."""

    def texts(self, first: datetime, after: datetime) -> tuple[Released, ...]:
        """The sentences, masked, that were released in a span and are still kept."""


class Kept(Protocol):
    """What was kept of the past, to look at; beside any writer. Spans are from their first instant to the one after."""

    def days(self) -> list[date]:
        """The local days of which anything is kept, the oldest first."""

    def snapshot(self, at: datetime) -> Snapshot | None:
        """What the wall showed at an instant, as it showed it; None where nothing is kept of it."""

    def series(self, name: str, first: datetime, after: datetime) -> tuple[Floats, Floats]:
        """When, in seconds since 1970, and the values of one number, nan where there is no data.

        Numbers are named as `now.queue_size`, `today.first_response_time.median`.
        """

    def gaps(self, first: datetime, after: datetime) -> tuple[Gap, ...]:
        """The gaps that touch a span, the oldest first."""

    def events(self, first: datetime, after: datetime) -> tuple[Event, ...]:
        """The storms and annotations that begin in a span, the oldest first."""


class Drawer(Protocol):
    """Keeps small documents of a window between two runs: what JSON can hold, by name."""

    def look(self, name: str) -> object | None:
        """The document of that name; None where there is none that can be read."""

    def put(self, name: str, document: object) -> None:
        """Keep a document in the place of the one before. Never raises."""
