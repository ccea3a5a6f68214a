"""METRICS: every number of the wall, one row each: key, unit, which way is better, its words, its function."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

import numpy as np

from dashboard.ledger import OPEN, PENDING, PUBLIC, RESOLVED, SNOOZED
from dashboard.measure.cut import Cut, Recent, Rows
from dashboard.measure.groups import counts, crossed, moods, quantiles, sentiments, shares, spreads
from dashboard.model import Bands, Moods, ServiceLevel, Share, Spread, Turned
from dashboard.story import ANSWERED


@dataclass(frozen=True)
class Population:
    """What is now, in all groups of all dimensions."""

    recent: Recent

    @property
    def n(self) -> int:
        """How many groups there are."""
        return self.recent.n

    def count(self, rows: Rows) -> list[int]:
        """How many of each group."""
        return counts(rows.groups, self.n)


@dataclass(frozen=True)
class Period:
    """A window, in all groups of all dimensions."""

    cut: Cut
    _spreads: dict[Rows, list[Spread]] = field(default_factory=dict)

    @property
    def n(self) -> int:
        """How many groups there are."""
        return self.cut.recent.n

    def count(self, rows: Rows) -> list[int]:
        """How many of each group."""
        return counts(rows.groups, self.n)

    def share(self, rows: Rows, hit: Any) -> list[Share]:
        """The share of hits of each group."""
        return shares(rows.groups, hit, self.n)

    def fell(self, rows: Rows, time: str) -> list[int]:
        """How many of each group fall in the window."""
        return self.count(self.cut.of(rows, time))

    def spread(self, name: str, begun: str, ended: str, *, opened: bool) -> list[Spread]:
        """Median, p90 and size of each group's durations, calendar or inside opening hours."""
        timed = self.cut.recent.timed(name, begun, ended, opened=opened)
        if timed not in self._spreads:  # the same rows for both where there are no opening hours
            rows = self.cut.of(timed, ended)
            self._spreads[timed] = spreads(rows["seconds"], rows.groups, self.n)
        return self._spreads[timed]


# ── Now ──────────────────────────────────────────────────────────────────────────────────────────────


def _queue(p: Population, **chosen: bool) -> list[int]:
    rows = p.recent.queue
    if "assigned" in chosen:
        rows = rows.where((rows["assignee"] > 0) == chosen["assigned"])
    if "public" in chosen:
        rows = rows.where((rows["public"] == PUBLIC) == chosen["public"])
    return p.count(rows)


def _backlog(p: Population, status: int | None = None) -> list[int]:
    rows = p.recent.conversations
    states = rows["status"]
    return p.count(rows.where(states != RESOLVED if status is None else states == status))


def _waits(p: Population, q: float, *, public: bool = False) -> list[float | None]:
    rows = p.recent.queue
    if public:
        rows = rows.where(rows["public"] == PUBLIC)
    return quantiles(p.recent.ages(rows), rows.groups, p.n, q)


def _bands(p: Population) -> list[Bands]:
    rows = p.recent.queue
    edges = np.array([900.0, 3600.0, 4 * 3600.0, 24 * 3600.0])
    band = np.searchsorted(edges, p.recent.ages(rows), side="right")
    return [
        Bands(under_15_min=a, m15_60_min=b, h1_4_h=c, h4_24_h=d, older=e)
        for a, b, c, d, e in crossed(rows.groups, band, p.n, 5)
    ]


def _queue_mood(p: Population) -> list[Moods]:
    rows = p.recent.queue
    return moods(rows["last_mood"], rows.groups, p.n)


# ── In a window ──────────────────────────────────────────────────────────────────────────────────────


def _service_level(p: Period) -> list[ServiceLevel]:
    rows = p.cut.begun
    gauge = p.cut.recent.gauge
    seconds = rows["ended"] - rows["begun"]  # nan while it runs: not within
    within = (rows["outcome"] == ANSWERED) & (seconds <= gauge.target)
    young = np.isnan(seconds) & (gauge.at - rows["begun"] < gauge.target)
    return [
        ServiceLevel(
            value=hits / (hits + misses) if hits + misses else None, n=hits + misses, undecided=young
        )
        for misses, hits, young in crossed(rows.groups, within + 2 * young, p.n, 3)
    ]


def _turned(p: Period) -> list[Turned]:
    return [
        Turned(turned=mood.positive, calmed=mood.neutral, still_negative=mood.negative, unsure=mood.unsure,
               n=mood.negative + mood.neutral + mood.positive + mood.unsure)
        for mood in moods(p.cut.last_moods, p.cut.turning.groups, p.n)
    ]  # fmt: skip


# ── The table ────────────────────────────────────────────────────────────────────────────────────────

Unit = Literal["count", "s", "share", "balance"]
Better = Literal["less", "more", "neither"]
Of = TypeVar("Of", Population, Period)


@dataclass(frozen=True)
class Metric(Generic[Of]):
    """A number: `make` gives one value for each group of a population or a period."""

    key: str
    unit: Unit
    better: Better
    definition: str
    make: Callable[[Of], Sequence[Any]]


def _times(key: str, definition: str, rows: str, begun: str) -> tuple[Metric[Period], Metric[Period]]:
    """A duration and its opening-hours twin; `rows` are the cut's, timed from their column `begun`."""
    ended = "at" if rows == "resolved" else "ended"

    def make(p: Period, *, opened: bool) -> list[Spread]:
        return p.spread(rows, begun, ended, opened=opened)

    return (
        Metric[Period](key, "s", "less", definition, lambda p: make(p, opened=False)),
        Metric[Period](
            f"{key}_open", "s", "less", f"{definition} Opening hours only.", lambda p: make(p, opened=True)
        ),
    )


NOW: tuple[Metric[Population], ...] = (
    Metric[Population]("queue_size", "count", "less", "Open conversations that wait for our answer.", _queue),
    Metric[Population](
        "unassigned",
        "count",
        "less",
        "Of the queue: nobody has taken it.",
        lambda p: _queue(p, assigned=False),
    ),
    Metric[Population](
        "assigned", "count", "neither", "Of the queue: somebody has.", lambda p: _queue(p, assigned=True)
    ),
    Metric[Population](
        "public", "count", "less", "Of the queue: everybody can read it.", lambda p: _queue(p, public=True)
    ),
    Metric[Population](
        "private", "count", "less", "Of the queue: not known to be public.", lambda p: _queue(p, public=False)
    ),
    Metric[Population]("backlog", "count", "less", "Conversations that are not resolved.", _backlog),
    Metric[Population]("backlog_open", "count", "less", "Of the backlog: open.", lambda p: _backlog(p, OPEN)),
    Metric[Population](
        "backlog_pending",
        "count",
        "less",
        "Of the backlog: waits for others.",
        lambda p: _backlog(p, PENDING),
    ),
    Metric[Population](
        "backlog_snoozed", "count", "less", "Of the backlog: put off.", lambda p: _backlog(p, SNOOZED)
    ),
    Metric[Population](
        "longest_wait",
        "s",
        "less",
        "Since the earliest start of a wait in the queue.",
        lambda p: _waits(p, 1.0),
    ),
    Metric[Population](
        "longest_public_wait",
        "s",
        "less",
        "The same, of public conversations.",
        lambda p: _waits(p, 1.0, public=True),
    ),
    Metric[Population](
        "wait_median", "s", "less", "Half of the queue has waited longer.", lambda p: _waits(p, 0.5)
    ),
    Metric[Population](
        "wait_p90", "s", "less", "One in ten of the queue has waited longer.", lambda p: _waits(p, 0.9)
    ),
    Metric[Population](
        "wait_bands", "count", "neither", "How many of the queue have waited how long.", _bands
    ),
    Metric[Population](
        "mood",
        "count",
        "neither",
        "The latest customer message of each conversation in the queue. An estimate.",
        _queue_mood,
    ),
)

WINDOW: tuple[Metric[Period], ...] = (
    Metric[Period]("messages_in", "count", "neither", "Customer messages.", lambda p: p.count(p.cut.heard)),
    Metric[Period](
        "replies_out",
        "count",
        "more",
        "Public replies by people of ours.",
        lambda p: p.fell(p.cut.recent.replies, "at"),
    ),
    Metric[Period]("waits_begun", "count", "neither", "Waits that began.", lambda p: p.count(p.cut.begun)),
    Metric[Period](
        "conversations_begun",
        "count",
        "neither",
        "Conversations that began, by a customer or by us.",
        lambda p: p.fell(p.cut.recent.started, "begun"),
    ),
    *_times(
        "first_response_time", "From a customer's first message to the first reply.", "first_replies", "begun"
    ),
    *_times("next_reply_time", "From a later question to its reply.", "next_replies", "begun"),
    *_times("resolution_time", "From a customer's first message to the resolve.", "resolved", "since"),
    Metric[Period](
        "service_level",
        "share",
        "more",
        "Waits answered within the target, of those decided.",
        _service_level,
    ),
    Metric[Period](
        "response_rate",
        "share",
        "more",
        "Customer-begun conversations with a reply, leaving out unanswered ones younger than the target.",
        lambda p: p.share(p.cut.asked, ~np.isnan(p.cut.asked["answered"])),
    ),
    Metric[Period](
        "sentiment",
        "balance",
        "more",
        "Moods of customer messages, and (positive − negative) / (negative + neutral + positive). An estimate.",
        lambda p: sentiments(p.cut.heard["mood"], p.cut.heard.groups, p.n),
    ),
    Metric[Period](
        "turned_around",
        "count",
        "more",
        "Conversations that began negative and went on after a reply: the mood of the last message. An estimate.",
        _turned,
    ),
    Metric[Period](
        "meets_feeling",
        "share",
        "more",
        "First replies to a negative message that begin with the feeling, before facts. An estimate.",
        lambda p: p.share(p.cut.first_to_negative, p.cut.first_to_negative["feeling"]),
    ),
)

METRICS: tuple[Metric[Population] | Metric[Period], ...] = (*NOW, *WINDOW)
