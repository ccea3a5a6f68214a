"""The director's month: its days against the goals and the month before, what storms cost, and what customers wrote of.

Counts and shares of the month are those of its days put together, each as it was told at the day's end, so that the
page adds up. Times are those of a typical day: the median of the days' medians.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

import numpy as np
from msgspec import Struct

from dashboard.day import NO_PROBLEM
from dashboard.export_settings import Benchmark
from dashboard.kept import ConversationRow, Event, Gap, KeptQuestion
from dashboard.measure.opening import open_seconds
from dashboard.model import Mood, Window
from dashboard.month import DAY, bounds_of, closed, first_after, month_days
from dashboard.ports import KeptPast
from dashboard.problems import NothingKept
from dashboard.settings import Settings
from dashboard.snapshot import DayNumbers, Goals
from dashboard.story import ANSWERED
from dashboard.voice.values import ByLanguage


class Totals(Struct, frozen=True, kw_only=True):
    """A month in numbers; times in seconds, `open_seconds` inside opening hours, `days` those with data."""

    days: int = 0
    messages_in: int = 0
    replies_out: int = 0
    conversations_begun: int = 0
    waits_begun: int = 0
    response_rate: float | None = None
    answered_of: int = 0
    first_response_time: float | None = None
    first_response_time_open: float | None = None
    service_level: float | None = None
    turned: int = 0
    turned_of: int = 0
    storms: int = 0
    open_seconds: float = 0.0


class StormCost(Struct, frozen=True, kw_only=True):
    """A storm: waits that began in it, those of them not answered within the target, and the longest one seen in it.

    None where no rows are kept of it.
    """

    begin: datetime
    end: datetime
    waits: int | None = None
    missed: int | None = None
    longest: float | None = None


class TopicMonth(Struct, frozen=True, kw_only=True):
    """What customers wrote of: the distinct ones, and the share negative of `heard` messages with a sure mood."""

    id: str
    names: ByLanguage
    customers: int
    negative: float | None = None
    heard: int = 0


class MonthReport(Struct, frozen=True, kw_only=True):
    """A local month, and the one before it; `missing` are its days (up to now) of which nothing is kept."""

    inbox: str
    month: date
    after: date
    timezone: str
    demo: bool
    goals: Goals
    made: datetime
    days: tuple[DayNumbers, ...]
    total: Totals
    before: Totals
    missing: tuple[date, ...] = ()
    storms: tuple[StormCost, ...] = ()
    problems: tuple[TopicMonth, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    gaps: tuple[Gap, ...] = ()


def the_month(
    kept: KeptPast,
    settings: Settings,
    month: date,
    *,
    inbox: str,
    topics: Mapping[str, ByLanguage],
    demo: bool = False,
) -> MonthReport:
    """A month of what is kept; `month` is its first day. Raises NothingKept where no reading of it is."""
    zone = ZoneInfo(settings.goals.timezone)
    after, first_before = first_after(month), (month - DAY).replace(day=1)
    whole = kept.kept_days(first_before, after)
    told = month_days([each for each in whole if each.day < after], zone)
    days = tuple(each for each in told if each.day >= month)
    if not days:
        raise NothingKept(f"{month:%Y-%m}: nothing is kept of this month")
    begin, end = bounds_of(month, zone)[0], bounds_of(after, zone)[0]
    last = max(each.reading.at for each in whole if each.reading and each.day < after)
    rows, gaps = kept.rows(days[-1].day), closed(kept.gaps(begin, end))
    storms = _ended([event for event in kept.events(begin, end) if event.kind == "storm"], gaps, last)
    return MonthReport(
        inbox=inbox,
        month=month,
        after=after,
        timezone=settings.goals.timezone,
        demo=demo,
        goals=Goals(target=settings.goals.target, response_rate=settings.goals.response_rate),
        made=last,
        days=days,
        total=totals(days, _open(settings, begin, end, zone)),
        before=totals(
            [each for each in told if each.day < month],
            _open(settings, bounds_of(first_before, zone)[0], begin, zone),
        ),
        missing=tuple(_missing(days, month)),
        storms=tuple(_costs(kept, storms, rows, last, settings.goals.target)),
        problems=tuple(_problems(rows, begin, bounds_of(days[-1].day, zone)[1], topics)),
        benchmarks=settings.benchmarks,
        gaps=tuple(gaps),
    )


# ── Put together ─────────────────────────────────────────────────────────────────────────────────────


def totals(days: Iterable[DayNumbers], opened: float = 0.0) -> Totals:
    """Days put together."""
    days = list(days)
    windows = [each.numbers for each in days]
    answered, asked = _together([(each.response_rate.value, each.response_rate.n) for each in windows])
    within, decided = _together([(each.service_level.value, each.service_level.n) for each in windows])
    return Totals(
        days=len(days),
        messages_in=sum(each.messages_in for each in windows),
        replies_out=sum(each.replies_out for each in windows),
        conversations_begun=sum(each.conversations_begun for each in windows),
        waits_begun=sum(each.waits_begun for each in windows),
        response_rate=answered / asked if asked else None,
        answered_of=asked,
        first_response_time=_typical(windows, "first_response_time"),
        first_response_time_open=_typical(windows, "first_response_time_open"),
        service_level=within / decided if decided else None,
        turned=sum(each.turned_around.turned for each in windows),
        turned_of=sum(each.turned_around.n for each in windows),
        storms=sum(each.storms for each in days),
        open_seconds=opened,
    )


def _together(shares: Iterable[tuple[float | None, int]]) -> tuple[float, int]:
    """Hits and cases of shares of so many cases each."""
    known = [(value, n) for value, n in shares if value is not None]
    return sum(round(value * n) for value, n in known), sum(n for _, n in known)


def _typical(windows: Sequence[Window], key: str) -> float | None:
    times = [time for each in windows if (time := getattr(each, key).median) is not None]
    return median(times) if times else None


def _open(settings: Settings, begin: datetime, end: datetime, zone: ZoneInfo) -> float:
    seconds = open_seconds(settings.hours, zone)(np.array([begin.timestamp()]), np.array([end.timestamp()]))
    return float(seconds[0])


def _missing(days: Sequence[DayNumbers], month: date) -> Iterator[date]:
    """The days from the month's first to the last one known, of which nothing is."""
    known, day = {each.day for each in days}, month
    while day < days[-1].day:
        if day not in known:
            yield day
        day += DAY


# ── Storms and problems ──────────────────────────────────────────────────────────────────────────────


def _ended(
    storms: Sequence[Event], gaps: Iterable[Gap], last: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """Begin and end of each; one whose end no feed saw lasts until none ran, until the next one, or to the last."""
    breaks = [*(gap.first for gap in gaps if gap.why == "off"), *(storm.at for storm in storms)]
    for storm in storms:
        yield storm.at, storm.until or min((each for each in breaks if each > storm.at), default=last)


def _costs(
    kept: KeptPast,
    storms: Iterable[tuple[datetime, datetime]],
    rows: Sequence[ConversationRow],
    last: datetime,
    target: float,
) -> Iterator[StormCost]:
    waits = [wait for row in rows for wait in row.waits]
    for begin, end in storms:
        began = [wait for wait in waits if begin.timestamp() <= wait[0] <= end.timestamp()]
        missed = sum(_is_missed(wait, last.timestamp(), target) for wait in began)
        _, seen = kept.series("now.longest_wait", begin, end + timedelta(minutes=1))
        known = seen[np.isfinite(seen)]
        yield StormCost(
            begin=begin,
            end=end,
            waits=len(began) if rows else None,
            missed=missed if rows else None,
            longest=float(known.max()) if known.size else None,
        )


def _is_missed(wait: tuple[float, float | None, int], now: float, target: float) -> bool:
    """Not answered within the target; one that is younger, and runs, may still be."""
    begun, ended, outcome = wait
    if ended is None:
        return now - begun >= target
    return outcome != ANSWERED or ended - begun > target


def _questions(row: ConversationRow, begin: float) -> Iterator[tuple[float, set[str], Mood | None]]:
    """When a customer wrote, of what, and in which mood.

    Rows of version 1 have no messages, but the topics of them all: those count once, when the conversation began, or
    where that was before `begin` when it was last heard of.
    """
    for each in row.messages:
        if isinstance(each, KeptQuestion):
            topics = {row.topics[place] for place in each.topics} | set(row.labels)
            yield row.created + each.after, topics, each.mood
    if row.messages_in and not row.messages:
        at = row.created if row.created >= begin else row.last_at
        yield at, {*row.topics, *row.labels}, row.first_mood


def _problems(
    rows: Iterable[ConversationRow], begin: datetime, end: datetime, names: Mapping[str, ByLanguage]
) -> Iterator[TopicMonth]:
    """What customers wrote of in a span, the most of them first."""
    customers: dict[str, set[int]] = {}
    moods: dict[str, list[str]] = {}
    for row in rows:
        for at, topics, mood in _questions(row, begin.timestamp()):
            if begin.timestamp() <= at < end.timestamp():
                for topic in topics:
                    customers.setdefault(topic, set()).add(row.customer)
                    moods.setdefault(topic, []).append(mood or "unsure")
    for topic in sorted(customers, key=lambda each: (-len(customers[each]), each)):
        sure = [mood for mood in moods[topic] if mood != "unsure"]
        if topic not in NO_PROBLEM:
            yield TopicMonth(
                id=topic,
                names=names.get(topic, {"": topic}),
                customers=len(customers[topic]),
                negative=sure.count("negative") / len(sure) if sure else None,
                heard=len(sure),
            )
