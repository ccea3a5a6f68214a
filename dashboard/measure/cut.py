"""The cut: the ledger's rows that fall in a window, each with its group in some dimension."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from dashboard.columns import Columns
from dashboard.ledger import OPEN, RESOLVED, Ledger
from dashboard.measure.days import hours
from dashboard.story import ANSWERED, CUSTOMER, REPLY

Codes = NDArray[np.int64]
Index = NDArray[np.intp]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
OpenSeconds = Callable[[Floats, Floats], Floats]
"""Seconds inside opening hours between two instants each."""


def always_open(begun: Floats, ended: Floats) -> Floats:
    """Opening-hours seconds where no opening hours are set: all of them."""
    return ended - begun


Group = Callable[[str, "Rows"], Codes]
"""Gives the group of each row in a dimension."""


class Rows:
    """Some rows of one table of the ledger; columns and groups are fetched when first asked for."""

    def __init__(
        self, table: Columns, index: Index, grouped: "Group | Rows", chosen: Index | None = None
    ) -> None:
        self._table, self.index = table, index
        self._grouped, self._chosen = grouped, chosen
        self._columns: dict[str, NDArray[np.generic]] = {}
        self._groups: dict[str, Codes] = {}

    def __len__(self) -> int:
        return len(self.index)

    def _column(self, name: str) -> NDArray[np.generic]:
        if name not in self._columns:
            self._columns[name] = self._table[name][self.index]
        return self._columns[name]

    def floats(self, name: str) -> Floats:
        """A column of numbers."""
        return self._column(name).astype(np.float64, copy=False)

    def codes(self, name: str) -> Codes:
        """A column of small whole numbers."""
        return self._column(name).astype(np.int64, copy=False)

    def flags(self, name: str) -> Flags:
        """A column of yes and no."""
        return self._column(name).astype(np.bool_, copy=False)

    def slots(self) -> Index:
        """The number of each row's conversation: its own, where these are conversations."""
        return self.codes("slot") if "slot" in self._table else self.index

    def group(self, dimension: str) -> Codes:
        """The group of each row: a code of the ledger's, the hour of the clock, or 0 for all."""
        if dimension not in self._groups:
            if isinstance(self._grouped, Rows):  # a part of those: their groups are made once for all parts
                self._groups[dimension] = self._grouped.group(dimension)[self._chosen]
            else:
                self._groups[dimension] = self._grouped(dimension, self)
        return self._groups[dimension]

    def where(self, chosen: Flags) -> "Rows":
        """The chosen ones of these rows."""
        return self.at(np.flatnonzero(chosen))

    def at(self, places: Index) -> "Rows":
        """These rows, in this order."""
        return Rows(self._table, self.index[places], self, places)


@dataclass(frozen=True, kw_only=True)
class Gauge:
    """What the numbers depend on beside the ledger: the instant, the target, the zone, the opening hours, the roster.

    `shift_began` is the begin of the window `this_shift`; None: local midnight. `page_accounts` answer for many.
    """

    at: float
    target: float
    zone: ZoneInfo
    open_seconds: OpenSeconds = always_open
    capacity: Callable[[str], float] = lambda _agent: 1.0
    shift_began: float | None = None
    page_accounts: frozenset[str] = frozenset()


class Recent:
    """All rows of the ledger that some window may need: those since an instant, and what is now."""

    def __init__(
        self, ledger: Ledger, gauge: Gauge, since: float, people: Mapping[str, str] | None = None
    ) -> None:
        self.ledger, self.gauge = ledger, gauge
        self.agents, self._credited = ledger.credited(people or {}, gauge.page_accounts)
        self._conversations = ledger.conversations
        self.messages = self._rows(ledger.messages, "at", since, self._said)
        self.begun = self._rows(ledger.waits, "begun", since, self._waited)
        self.ended = self._rows(ledger.waits, "ended", since, self._waited)
        self.resolved = self._rows(ledger.resolves, "at", since, self._resolved)
        self.conversations = self._alive_conversations(since)
        self.started = Rows(ledger.conversations, self.conversations.index, self._started)

    def _rows(self, table: Columns, time: str, since: float, group: Group) -> Rows:
        return Rows(table, table.alive(time, after=float(np.nextafter(since, -np.inf))), group)

    def ages(self, rows: Rows) -> Floats:
        """For how long conversations have waited, in seconds; one that began while we asked, for none."""
        return np.maximum(0.0, self.gauge.at - rows.floats("waiting_since"))

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
        return Rows(table, chosen, self._held)

    def _of(self, name: str, rows: Rows) -> Codes:
        """A conversation's value for each row."""
        return self._conversations[name][rows.slots()].astype(np.int64)

    def _credit(self, rows: Rows) -> Codes:
        """Who is credited with what each row's sender sent."""
        return self._credited[rows.codes("sender")]

    def _known(self, dimension: str, rows: Rows) -> Codes | None:
        if dimension == "all":
            return np.zeros(len(rows), dtype=np.int64)
        return self._of(dimension, rows) if dimension in {"channel", "team", "language"} else None

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

    def _started(self, dimension: str, rows: Rows) -> Codes:
        """Conversations by their beginning: as they are held, but by the hour of the message that began them."""
        return (
            hours(rows.floats("begun"), self.gauge.zone)
            if dimension == "hour"
            else self._held(dimension, rows)
        )

    def _said(self, dimension: str, rows: Rows) -> Codes:
        """Messages: replies by their sender, customers' by the assignee; by their own hour."""
        if (known := self._known(dimension, rows)) is not None:
            return known
        if dimension == "agent":
            return np.where(rows.codes("kind") == REPLY, self._credit(rows), self._of("assignee", rows))
        return hours(rows.floats("at"), self.gauge.zone)

    def _waited(self, dimension: str, rows: Rows) -> Codes:
        """Waits: answered ones by the sender, others by the assignee; by the hour in which they began."""
        if (known := self._known(dimension, rows)) is not None:
            return known
        if dimension == "agent":
            return np.where(rows.codes("outcome") == ANSWERED, self._credit(rows), self._of("assignee", rows))
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
    """One window of the recent rows; the metrics are made of it."""

    recent: Recent
    first: float
    after: float
    _timed: dict[tuple[str, bool], tuple[Floats, Rows]] = field(default_factory=dict)

    def timed(self, name: str, begun: str, ended: str, *, opened: bool) -> tuple[Floats, Rows]:
        """Durations of one of the properties below, ascending, and its rows in that order; sorted once for all."""
        key = (name, opened and self.gauge.open_seconds is not always_open)
        if key not in self._timed:
            rows: Rows = getattr(self, name)
            first, last = rows.floats(begun), rows.floats(ended)
            seconds = self.gauge.open_seconds(first, last) if key[1] else last - first
            order = np.argsort(seconds, kind="stable")
            self._timed[key] = seconds[order], rows.at(order)
        return self._timed[key]

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
        return self._within(self.recent.started, "begun")

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
        moods = self.recent.ledger.conversations["first_mood"][later.slots()]
        later = later.where(moods == 0)
        _, once = np.unique(later.slots(), return_index=True)
        chosen = np.zeros(len(later), dtype=bool)
        chosen[once] = True
        return later.where(chosen)

    @cached_property
    def last_moods(self) -> Codes:
        """The mood of the last customer message of each turning conversation."""
        return self.recent.ledger.conversations["last_mood"][self.turning.slots()].astype(np.int64)

    @cached_property
    def first_to_negative(self) -> Rows:
        """First replies to conversations whose first customer message is negative."""
        rows = self.first_replies
        return rows.where(self.recent.ledger.conversations["first_mood"][rows.slots()] == 0)
