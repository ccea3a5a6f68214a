"""The cut: the ledger's rows that fall in a window, each with its group in some dimension."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from dashboard.columns import Codes, Columns, Flags, Floats, Index
from dashboard.hearing import LANGUAGES, MOODS
from dashboard.ledger import OPEN, RESOLVED, Ledger
from dashboard.measure.days import hours
from dashboard.measure.groups import Groups
from dashboard.story import ANSWERED, CUSTOMER, REPLY

NEGATIVE = MOODS.index("negative")
OWN = ("channel", "team", "language")
"""The dimensions that are a conversation's own, in the order of `Recent.keys`."""
HOURS = [str(hour) for hour in range(24)]
OpenSeconds = Callable[[Floats, Floats], Floats]
"""Seconds inside opening hours between two instants each."""


def always_open(begun: Floats, ended: Floats) -> Floats:
    """Opening-hours seconds where no opening hours are set: all of them."""
    return ended - begun


class Rows:
    """Some rows of a table of the ledger, or of other Rows; columns and groups are fetched when first asked for."""

    def __init__(self, source: "Columns | Rows", index: Index, grouped: "Callable[[Rows], Groups]") -> None:
        self._source, self._index, self._grouped = source, index, grouped
        self._columns: dict[str, NDArray[Any]] = {}

    def __len__(self) -> int:
        return len(self._index)

    def __getitem__(self, name: str) -> NDArray[Any]:
        """A column."""
        if name not in self._columns:
            self._columns[name] = self._source[name][self._index]
        return self._columns[name]

    @property
    def table(self) -> Columns:
        """The ledger's table that they are rows of."""
        return self._source.table if isinstance(self._source, Rows) else self._source

    @property
    def numbers(self) -> Index:
        """The numbers of these rows in the ledger's table."""
        within = self._source.numbers if isinstance(self._source, Rows) else None
        return self._index if within is None else within[self._index]

    @cached_property
    def groups(self) -> Groups:
        """The group of each row in each dimension, a dimension a line; see `Recent.keys`."""
        return self._grouped(self)

    def where(self, chosen: Flags) -> "Rows":
        """The chosen ones of these rows."""
        return self if chosen.all() else self.at(np.flatnonzero(chosen))

    def at(self, places: Index) -> "Rows":
        """These rows, in this order."""
        return Rows(self, places, lambda _: self.groups.take(places, axis=1))

    def timed(self, begun: str, ended: str, elapsed: OpenSeconds = always_open) -> "Rows":
        """The rows by the time between two columns, the shortest first, with a column more: `seconds`."""
        seconds = elapsed(self[begun], self[ended])
        order = np.argsort(seconds)
        rows = self.at(order)
        rows._columns["seconds"] = seconds[order]
        return rows


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


class Whose(NamedTuple):
    """Whose some rows are: of what conversation each, credited to whom, and to which instant it belongs."""

    slots: Index
    agents: Codes
    at: Floats


Sieve = Callable[["Recent", Whose], Flags]
"""Tells which rows count, by whose they are."""


class Recent:
    """All rows of the ledger that some window may need: those since an instant, and what is now.

    `people` are id and name of those known by name; of all rows only those count that the `sieve` lets through.
    """

    def __init__(
        self,
        ledger: Ledger,
        gauge: Gauge,
        since: float,
        people: Mapping[str, str] | None = None,
        sieve: Sieve | None = None,
    ) -> None:
        self.ledger, self.gauge = ledger, gauge
        self._people, self._sieve = people or {}, sieve
        self._timed: dict[tuple[str, bool], Rows] = {}
        messages, waits, resolves, held = ledger.messages, ledger.waits, ledger.resolves, ledger.conversations
        late = messages["at"] >= since
        self.heard = self._rows(messages, late & (messages["kind"] == CUSTOMER), self._heard)
        """Customers' messages."""
        self.replies: Rows = self._rows(messages, late & (messages["kind"] == REPLY), self._replied)
        """Human public replies."""
        self.begun = self._rows(waits, waits["begun"] >= since, self._waited)
        """Waits, by their begin."""
        late = (waits["ended"] >= since) & (waits["outcome"] == ANSWERED)
        self.first_replies = self._rows(waits, late & waits["first"], self._answered)
        """First waits that a reply ended."""
        self.next_replies = self._rows(waits, late & ~waits["first"], self._answered)
        """Later waits that a reply ended."""
        late = resolves["at"] >= since
        self.resolved = self._rows(resolves, late & ~np.isnan(resolves["since"]), self._resolved)
        """Resolves of conversations with a customer's message."""
        late = (held["status"] != RESOLVED) | (held["begun"] >= since)
        self.conversations = self._rows(held, late, self._held)
        """Those that are not resolved, or began in some window."""
        self.started: Rows = self._rows(held, late, self._started)
        """The same, by their beginning."""

    def _rows(self, table: Columns, chosen: Flags | None, whose: Callable[[Rows], Whose]) -> Rows:
        rows = Rows(table, table.alive(chosen), lambda all_of_them: self._groups(whose(all_of_them)))
        return rows if self._sieve is None else rows.where(self._sieve(self, whose(rows)))

    @cached_property
    def waits(self) -> Rows:
        """All waits, whenever they began."""
        return self._rows(self.ledger.waits, None, self._waited)

    # ── What is now ──────────────────────────────────────────────────────────────────────────────────

    def ages(self, rows: Rows) -> Floats:
        """For how long conversations have waited, in seconds; one that began while we asked, for none."""
        return np.maximum(0.0, self.gauge.at - rows["waiting_since"])

    @cached_property
    def queue(self) -> Rows:
        """Open conversations with a running wait, the youngest wait first."""
        rows = self.conversations
        rows = rows.where((rows["status"] == OPEN) & ~np.isnan(rows["waiting_since"]))
        return rows.at(np.argsort(self.ages(rows)))

    # ── What windows are cut of ──────────────────────────────────────────────────────────────────────

    @cached_property
    def asked(self) -> Rows:
        """Customer-begun conversations that are answered, or not and no longer younger than the target."""
        rows = self.started.where(self.started["customer_begun"])
        young = self.gauge.at - rows["begun"] < self.gauge.target
        return rows.where(~(np.isnan(rows["answered"]) & young))

    @cached_property
    def went_on(self) -> Rows:
        """Customers' messages after a reply, in conversations that began negative."""
        rows = self.heard.where(self.heard["after_reply"])
        return rows.where(self._of("first_mood", rows) == NEGATIVE)

    @cached_property
    def first_to_negative(self) -> Rows:
        """First replies to conversations whose first customer message is negative."""
        rows = self.first_replies
        return rows.where(self._of("first_mood", rows) == NEGATIVE)

    def timed(self, name: str, begun: str, ended: str, *, opened: bool) -> Rows:
        """One of the above by its durations, the shortest first; sorted once for all windows."""
        key = (name, opened and self.gauge.open_seconds is not always_open)
        if key not in self._timed:
            elapsed = self.gauge.open_seconds if opened else always_open
            self._timed[key] = getattr(self, name).timed(begun, ended, elapsed)
        return self._timed[key]

    # ── Groups ───────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def keys(self) -> dict[str, Sequence[str | None]]:
        """The names of each dimension's groups, which follow one another: all dimensions are measured at once."""
        return {
            "all": ["all"],
            "channel": self.ledger.channels.names,
            "team": self.ledger.teams.names,
            "language": LANGUAGES,
            "agent": self._credited[0],
            "hour": HOURS,
        }

    @cached_property
    def n(self) -> int:
        """How many groups there are."""
        return sum(map(len, self.keys.values()))

    @cached_property
    def _credited(self) -> tuple[list[str | None], Codes]:
        return self.ledger.credited(self._people, self.gauge.page_accounts)

    def _of(self, name: str, rows: Rows) -> NDArray[Any]:
        """A value of each row's conversation."""
        values: NDArray[Any] = self.ledger.conversations[name][rows["slot"]]
        return values

    def _groups(self, whose: Whose) -> Groups:
        held, at = self.ledger.conversations, whose.at
        whole: Codes = np.zeros(len(at), dtype=np.int64)
        owners = [held[name][whose.slots] for name in OWN]
        places = (whole, *owners, whose.agents, hours(at, self.gauge.zone))
        groups = np.empty((len(places), len(at)), dtype=np.int16 if self.n * 5 < 2**15 else np.int64)
        first = 0
        for line, place, keys in zip(groups, places, self.keys.values(), strict=True):
            line[:] = place + first
            first += len(keys)
        return groups

    def _credit(self, rows: Rows) -> Codes:
        """Who is credited with what each row's sender sent."""
        credited: Codes = self._credited[1][rows["sender"]]
        return credited

    def _held(self, rows: Rows) -> Whose:
        """Conversations: by assignee; by the hour in which the wait began, else the conversation."""
        since = np.where(np.isnan(rows["waiting_since"]), rows["begun"], rows["waiting_since"])
        since = np.where(np.isnan(since), rows["created"], since)
        return Whose(rows.numbers, rows["assignee"], since)

    def _started(self, rows: Rows) -> Whose:
        """Conversations: by assignee; by the hour of the message that began them, of one without that of its own."""
        at = np.where(np.isnan(rows["begun"]), rows["created"], rows["begun"])
        return Whose(rows.numbers, rows["assignee"], at)

    def _heard(self, rows: Rows) -> Whose:
        """What customers write: by assignee; by its own hour."""
        return Whose(rows["slot"], self._of("assignee", rows), rows["at"])

    def _replied(self, rows: Rows) -> Whose:
        """Replies: by sender; by their own hour."""
        return Whose(rows["slot"], self._credit(rows), rows["at"])

    def _waited(self, rows: Rows) -> Whose:
        """Waits: answered ones by the sender, others by the assignee; by the hour in which they began."""
        answered = rows["outcome"] == ANSWERED
        agents = np.where(answered, self._credit(rows), self._of("assignee", rows))
        return Whose(rows["slot"], agents, rows["begun"])

    def _answered(self, rows: Rows) -> Whose:
        """Waits that a reply ended: by its sender; by the hour in which they began."""
        return Whose(rows["slot"], self._credit(rows), rows["begun"])

    def _resolved(self, rows: Rows) -> Whose:
        """Resolves: by the assignee; by the hour of the first customer message."""
        return Whose(rows["slot"], self._of("assignee", rows), rows["since"])


@dataclass(frozen=True)
class Cut:
    """One window of the recent rows; the metrics are made of it."""

    recent: Recent
    first: float
    after: float

    def of(self, rows: Rows, time: str) -> Rows:
        """Those of the rows whose time falls in the window."""
        at = rows[time]
        return rows.where((at >= self.first) & (at < self.after))

    @cached_property
    def heard(self) -> Rows:
        """Customers' messages."""
        return self.of(self.recent.heard, "at")

    @cached_property
    def begun(self) -> Rows:
        """Waits that began."""
        return self.of(self.recent.begun, "begun")

    @cached_property
    def asked(self) -> Rows:
        """Customer-begun conversations that began, and are answered or no longer younger than the target."""
        return self.of(self.recent.asked, "begun")

    @cached_property
    def turning(self) -> Rows:
        """One row for each conversation that began negative and went on after a reply."""
        later = self.of(self.recent.went_on, "at")
        _, once = np.unique(later["slot"], return_index=True)
        return later.at(np.sort(once))

    @cached_property
    def last_moods(self) -> Codes:
        """The mood of the last customer message of each turning conversation."""
        moods: Codes = self.recent.ledger.conversations["last_mood"][self.turning["slot"]]
        return moods

    @cached_property
    def first_to_negative(self) -> Rows:
        """First replies to conversations whose first customer message is negative."""
        return self.of(self.recent.first_to_negative, "ended")
