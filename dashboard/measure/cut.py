"""The cut: the ledger's rows that fall in a window, each with its group in some dimension."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from dashboard.ledger import OPEN, RESOLVED, Ledger
from dashboard.measure.days import hours
from dashboard.story import ANSWERED, CUSTOMER, REPLY

Codes = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
OpenSeconds = Callable[[Floats, Floats], Floats]
"""Seconds inside opening hours between two instants each."""


def always_open(begun: Floats, ended: Floats) -> Floats:
    """Opening-hours seconds where no opening hours are set: all of them."""
    return ended - begun


class Rows:
    """Some rows of one table of the ledger, with their groups in each dimension, made when first asked for."""

    def __init__(
        self, columns: dict[str, NDArray[np.generic]], groups: Callable[[str, "Rows"], Codes]
    ) -> None:
        self._columns = columns
        self._groups = groups
        self._made: dict[str, Codes] = {}

    def __getitem__(self, name: str) -> NDArray[np.generic]:
        return self._columns[name]

    def __len__(self) -> int:
        return len(next(iter(self._columns.values())))

    def floats(self, name: str) -> Floats:
        """A column of numbers."""
        return self._columns[name].astype(np.float64, copy=False)

    def codes(self, name: str) -> Codes:
        """A column of small whole numbers."""
        return self._columns[name].astype(np.int64, copy=False)

    def flags(self, name: str) -> Flags:
        """A column of yes and no."""
        return self._columns[name].astype(np.bool_, copy=False)

    def group(self, dimension: str) -> Codes:
        """The group of each row: a code of the ledger's, the hour of the clock, or 0 for all."""
        if dimension not in self._made:
            self._made[dimension] = self._groups(dimension, self)
        return self._made[dimension]

    def where(self, chosen: Flags) -> "Rows":
        """The chosen ones of these rows."""
        rows = Rows({name: column[chosen] for name, column in self._columns.items()}, self._groups)
        rows._made = {dimension: group[chosen] for dimension, group in self._made.items()}
        return rows


@dataclass(frozen=True, kw_only=True)
class Gauge:
    """What the numbers depend on beside the ledger: the instant, the target, the zone, the opening hours, the roster.

    `shift_began` is the begin of the window `this_shift`; None: local midnight.
    """

    at: float
    target: float
    zone: ZoneInfo
    open_seconds: OpenSeconds = always_open
    capacity: Callable[[str], float] = lambda _agent: 1.0
    shift_began: float | None = None


class Recent:
    """All rows of the ledger that some window may need: those since an instant, and what is now."""

    def __init__(self, ledger: Ledger, gauge: Gauge, since: float) -> None:
        self.ledger, self.gauge = ledger, gauge
        self._conversations = ledger.conversations
        self.messages = self._rows(
            "messages", "at", since, ("at", "kind", "mood", "agent", "after_reply"), self._said
        )
        waits = ("begun", "ended", "outcome", "first", "agent", "feeling")
        self.begun = self._rows("waits", "begun", since, waits, self._waited)
        self.ended = self._rows("waits", "ended", since, waits, self._waited)
        self.resolved = self._rows("resolves", "at", since, ("at", "since"), self._resolved)
        self.conversations = self._alive_conversations(since)

    def _rows(
        self,
        table: str,
        time: str,
        since: float,
        names: tuple[str, ...],
        groups: Callable[[str, Rows], Codes],
    ) -> Rows:
        columns = getattr(self.ledger, table)
        chosen = columns.alive(time, after=np.nextafter(since, -np.inf))
        return Rows({name: columns[name][chosen] for name in ("slot", *names)}, groups)

    @cached_property
    def queue(self) -> Rows:
        """Open conversations with a running wait."""
        rows = self.conversations
        return rows.where((rows.codes("status") == OPEN) & ~np.isnan(rows.floats("waiting_since")))

    def _alive_conversations(self, since: float) -> Rows:
        """Those that are not resolved, or began in some window."""
        table = self._conversations
        chosen = table.alive()
        chosen = chosen[(table["status"][chosen] != RESOLVED) | (table["begun"][chosen] >= since)]
        names = (
            *("channel", "team", "assignee", "public", "status", "waiting_since", "created"),
            *("begun", "customer_begun", "answered", "first_mood", "last_mood"),
        )
        return Rows({"slot": chosen, **{name: table[name][chosen] for name in names}}, self._held)

    def _of(self, name: str, rows: Rows) -> Codes:
        """A conversation's value for each row."""
        return self._conversations[name][rows.codes("slot")].astype(np.int64)

    def _known(self, dimension: str, rows: Rows) -> Codes | None:
        if dimension == "all":
            return np.zeros(len(rows), dtype=np.int64)
        return self._of(dimension, rows) if dimension in {"channel", "team"} else None

    def _held(self, dimension: str, rows: Rows) -> Codes:
        """Conversations: by assignee; by the hour in which the wait began, else the conversation."""
        if (known := self._known(dimension, rows)) is not None:
            return known
        if dimension == "agent":
            return rows.codes("assignee")
        since = np.where(
            np.isnan(rows.floats("waiting_since")), rows.floats("begun"), rows.floats("waiting_since")
        )
        return hours(np.where(np.isnan(since), rows.floats("created"), since), self.gauge.zone)

    def _said(self, dimension: str, rows: Rows) -> Codes:
        """Messages: replies by their sender, customers' by the assignee; by their own hour."""
        if (known := self._known(dimension, rows)) is not None:
            return known
        if dimension == "agent":
            return np.where(rows.codes("kind") == REPLY, rows.codes("agent"), self._of("assignee", rows))
        return hours(rows.floats("at"), self.gauge.zone)

    def _waited(self, dimension: str, rows: Rows) -> Codes:
        """Waits: answered ones by the sender, others by the assignee; by the hour in which they began."""
        if (known := self._known(dimension, rows)) is not None:
            return known
        if dimension == "agent":
            return np.where(
                rows.codes("outcome") == ANSWERED, rows.codes("agent"), self._of("assignee", rows)
            )
        return hours(rows.floats("begun"), self.gauge.zone)

    def _resolved(self, dimension: str, rows: Rows) -> Codes:
        """Resolves: by the assignee; by the hour of the first customer message."""
        if (known := self._known(dimension, rows)) is not None:
            return known
        return (
            self._of("assignee", rows)
            if dimension == "agent"
            else hours(rows.floats("since"), self.gauge.zone)
        )


@dataclass(frozen=True)
class Cut:
    """One window of the recent rows, in one dimension of `n` groups; the metrics are made of it."""

    recent: Recent
    first: float
    after: float

    def _within(self, rows: Rows, time: str) -> Rows:
        at = rows.floats(time)
        return rows.where((at >= self.first) & (at < self.after))

    @property
    def gauge(self) -> Gauge:
        """The instant, the target, the opening hours."""
        return self.recent.gauge

    @cached_property
    def messages(self) -> Rows:
        """Customers' messages and human public replies of the window."""
        return self._within(self.recent.messages, "at")

    @cached_property
    def heard(self) -> Rows:
        """Customers' messages."""
        return self.messages.where(self.messages.codes("kind") == CUSTOMER)

    @cached_property
    def replies(self) -> Rows:
        """Human public replies."""
        return self.messages.where(self.messages.codes("kind") == REPLY)

    @cached_property
    def begun(self) -> Rows:
        """Waits that began."""
        return self._within(self.recent.begun, "begun")

    @cached_property
    def decided(self) -> Rows:
        """Waits that began, less those that run and are younger than the target."""
        return self.begun.where(~self._undecided)

    @cached_property
    def undecided(self) -> Rows:
        """Waits that began, run, and are younger than the target."""
        return self.begun.where(self._undecided)

    @cached_property
    def _undecided(self) -> Flags:
        running = np.isnan(self.begun.floats("ended"))
        return running & (self.gauge.at - self.begun.floats("begun") < self.gauge.target)

    @cached_property
    def answered(self) -> Rows:
        """Waits that a reply ended."""
        ended = self._within(self.recent.ended, "ended")
        return ended.where(ended.codes("outcome") == ANSWERED)

    @cached_property
    def first_replies(self) -> Rows:
        """First waits that a reply ended."""
        return self.answered.where(self.answered.flags("first"))

    @cached_property
    def next_replies(self) -> Rows:
        """Later waits that a reply ended."""
        return self.answered.where(~self.answered.flags("first"))

    @cached_property
    def resolved(self) -> Rows:
        """Resolves of conversations with a customer's message."""
        resolved = self._within(self.recent.resolved, "at")
        return resolved.where(~np.isnan(resolved.floats("since")))

    @cached_property
    def conversations(self) -> Rows:
        """Conversations that began, by a customer or by us."""
        return self._within(self.recent.conversations, "begun")

    @cached_property
    def asked(self) -> Rows:
        """Customer-begun ones that are answered, or not and no longer younger than the target."""
        rows = self.conversations.where(self.conversations.flags("customer_begun"))
        young = self.gauge.at - rows.floats("begun") < self.gauge.target
        return rows.where(~(np.isnan(rows.floats("answered")) & young))

    @cached_property
    def turning(self) -> Rows:
        """One row for each conversation that began negative and went on after a reply."""
        later = self.heard.where(self.heard.flags("after_reply"))
        moods = self.recent.ledger.conversations["first_mood"][later.codes("slot")]
        later = later.where(moods == 0)
        _, once = np.unique(later.codes("slot"), return_index=True)
        chosen = np.zeros(len(later), dtype=bool)
        chosen[once] = True
        return later.where(chosen)

    @cached_property
    def last_moods(self) -> Codes:
        """The mood of the last customer message of each turning conversation."""
        return self.recent.ledger.conversations["last_mood"][self.turning.codes("slot")].astype(np.int64)

    @cached_property
    def first_to_negative(self) -> Rows:
        """First replies to conversations whose first customer message is negative."""
        rows = self.first_replies
        return rows.where(self.recent.ledger.conversations["first_mood"][rows.codes("slot")] == 0)
