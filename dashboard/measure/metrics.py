"""METRICS: every number of the wall, one row each: key, unit, which way is better, its words, its function."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

import numpy as np

from dashboard.ledger import OPEN, PENDING, PUBLIC, RESOLVED, SNOOZED
from dashboard.measure.cut import Cut, Recent, Rows
from dashboard.measure.groups import counts, moods, quantiles, sentiments, shares, spreads
from dashboard.model import Bands, Moods, ServiceLevel, Share, Spread, Turned


@dataclass(frozen=True)
class Population:
    """What is now, in one dimension of `n` groups."""

    recent: Recent
    dimension: str
    n: int

    def count(self, rows: Rows) -> list[int]:
        """How many of each group."""
        return counts(rows.group(self.dimension), self.n)


@dataclass(frozen=True)
class Period:
    """A window, in one dimension of `n` groups."""

    cut: Cut
    dimension: str
    n: int

    def count(self, rows: Rows) -> list[int]:
        """How many of each group."""
        return counts(rows.group(self.dimension), self.n)

    def share(self, rows: Rows, hit: Any) -> list[Share]:
        """The share of hits of each group."""
        return shares(rows.group(self.dimension), hit, self.n)

    def spread(self, name: str, begun: str, ended: str, *, opened: bool) -> list[Spread]:
        """Median, p90 and size of each group's durations, calendar or inside opening hours."""
        seconds, rows = self.cut.timed(name, begun, ended, opened=opened)
        return spreads(seconds, rows.group(self.dimension), self.n)


# ── Now ──────────────────────────────────────────────────────────────────────────────────────────────


def _queue(p: Population, **chosen: bool) -> list[int]:
    rows = p.recent.queue
    if "assigned" in chosen:
        rows = rows.where((rows.codes("assignee") > 0) == chosen["assigned"])
    if "public" in chosen:
        rows = rows.where((rows.codes("public") == PUBLIC) == chosen["public"])
    return p.count(rows)


def _backlog(p: Population, status: int | None = None) -> list[int]:
    rows = p.recent.conversations
    states = rows.codes("status")
    return p.count(rows.where(states != RESOLVED if status is None else states == status))


def _waits(p: Population, q: float, *, public: bool = False) -> list[float | None]:
    rows = p.recent.queue
    if public:
        rows = rows.where(rows.codes("public") == PUBLIC)
    ages = p.recent.ages(rows)
    return quantiles(ages, rows.group(p.dimension), p.n, q)


def _bands(p: Population) -> list[Bands]:
    rows = p.recent.queue
    edges = np.array([900.0, 3600.0, 4 * 3600.0, 24 * 3600.0])
    band = np.searchsorted(edges, p.recent.ages(rows), side="right")
    table = np.bincount(rows.group(p.dimension) * 5 + band, minlength=p.n * 5).reshape(p.n, 5).tolist()
    return [Bands(under_15_min=a, m15_60_min=b, h1_4_h=c, h4_24_h=d, older=e) for a, b, c, d, e in table]


def _queue_mood(p: Population) -> list[Moods]:
    rows = p.recent.queue
    return moods(rows.codes("last_mood"), rows.group(p.dimension), p.n)


# ── In a window ──────────────────────────────────────────────────────────────────────────────────────


def _service_level(p: Period) -> list[ServiceLevel]:
    rows = p.cut.decided
    within = (rows.codes("outcome") == 1) & (
        rows.floats("ended") - rows.floats("begun") <= p.cut.gauge.target
    )
    undecided = p.count(p.cut.undecided)
    return [
        ServiceLevel(value=share.value, n=share.n, undecided=young)
        for share, young in zip(p.share(rows, within), undecided, strict=True)
    ]


def _turned(p: Period) -> list[Turned]:
    last, group = p.cut.last_moods, p.cut.turning.group(p.dimension)
    table = np.bincount(group * 4 + last, minlength=p.n * 4).reshape(p.n, 4).tolist()
    return [
        Turned(turned=positive, calmed=neutral, still_negative=negative, unsure=unsure,
               n=negative + neutral + positive + unsure)
        for negative, neutral, positive, unsure in table
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
        "replies_out", "count", "more", "Public replies by people of ours.", lambda p: p.count(p.cut.replies)
    ),
    Metric[Period]("waits_begun", "count", "neither", "Waits that began.", lambda p: p.count(p.cut.begun)),
    Metric[Period](
        "conversations_begun",
        "count",
        "neither",
        "Conversations that began, by a customer or by us.",
        lambda p: p.count(p.cut.conversations),
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
        lambda p: p.share(p.cut.asked, ~np.isnan(p.cut.asked.floats("answered"))),
    ),
    Metric[Period](
        "sentiment",
        "balance",
        "more",
        "Moods of customer messages, and (positive - negative) / (negative + neutral + positive). An estimate.",
        lambda p: sentiments(p.cut.heard.codes("mood"), p.cut.heard.group(p.dimension), p.n),
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
        lambda p: p.share(p.cut.first_to_negative, p.cut.first_to_negative.flags("feeling")),
    ),
)

METRICS: tuple[Metric[Population] | Metric[Period], ...] = (*NOW, *WINDOW)
