"""The customers' day: everything that one page, one spreadsheet and one archive say of a local day, of what is kept.

The day's numbers are those of the window `today` at the day's last reading. What they are made of (hours, channels,
agents, topics) is measured anew of the conversations' rows, as they were last known at the end of the day.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from dashboard.kept import ConversationRow, Event, Gap
from dashboard.ledger import KEEP, Ledger
from dashboard.measure.cut import Gauge
from dashboard.measure.days import QUARTER, instant
from dashboard.measure.gauge import gauge
from dashboard.measure.opening import closed_spans, holidays_on
from dashboard.measure.reading import measure
from dashboard.measure.topics import topics_now
from dashboard.measure.usual import LEAST_WEEKS, WEEKS, clock_slots, usual
from dashboard.model import Conversation, Curve, DayCurves, Measured, Reading, Ribbon
from dashboard.month import bounds_of, month_days, of_today
from dashboard.named import named
from dashboard.ports import KeptPast
from dashboard.problems import NothingKept
from dashboard.retold import Deaf, as_of, retold, unnamed
from dashboard.settings import Settings
from dashboard.snapshot import DayNumbers, Goals
from dashboard.then import is_told
from dashboard.voice.values import ByLanguage, Killed, Released, Sentence, TopicNow

NO_PROBLEM = ("other", "praise")
"""Topics that nobody struggles with."""
WELL_KNOWN = 0.9
"""A day of which less than this share is known says nothing of what is usual."""
LATE = timedelta(days=31)
"""So long after a day a kill takes a sentence off its page."""
QUEUE = "now.queue_size"


class Range(Struct, frozen=True, kw_only=True):
    """What is usual of a number at a day's end: median, and 10th and 90th percentile over `n` weeks."""

    median: float
    low: float
    high: float
    n: int


class Day(Struct, frozen=True, kw_only=True):
    """A local day; `at` is its last reading, and `over` whether that is its end.

    `usual` are the numbers of the window by their full names. `by` and `rows` are empty where no rows are kept,
    `by` and `problems` also where those that are kept don't tell their messages.
    `queue` is how many waited at the end of each quarter of an hour, None where nobody looked, `usual_queue` what is
    usual then. `longest_wait` is the longest that was seen. `closed` is outside opening hours.
    """

    inbox: str
    day: date
    timezone: str
    begin: datetime
    end: datetime
    at: datetime
    over: bool
    demo: bool
    goals: Goals
    reading: Reading
    known: float
    by: dict[str, dict[str, Measured]] = {}
    usual: dict[str, Range] = {}
    longest_wait: float | None = None
    queue: Curve
    usual_queue: Ribbon | None = None
    problems: tuple[TopicNow, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    events: tuple[Event, ...] = ()
    gaps: tuple[Gap, ...] = ()
    closed: tuple[tuple[datetime, datetime], ...] = ()
    rows: tuple[ConversationRow, ...] = ()
    names: bool = False

    @property
    def numbers(self) -> dict[str, float | None]:
        """The day's numbers by their full names."""
        return named(of_today(self.reading))


def the_day(
    kept: KeptPast,
    settings: Settings,
    day: date,
    *,
    inbox: str,
    topics: Mapping[str, ByLanguage],
    demo: bool = False,
) -> Day:
    """A day of what is kept. Raises NothingKept where no reading of it is."""
    zone = ZoneInfo(settings.goals.timezone)
    begin, end = bounds_of(day, zone)
    whole = next(iter(kept.kept_days(day - timedelta(days=1), day)[-1:]), None)
    if whole is None or whole.day != day or whole.reading is None:
        raise NothingKept(f"{day}: nothing is kept of this day")
    numbers = _numbers(kept, day, zone)
    at = whole.reading.at
    rows = [row for row in kept.rows(day) if row.created <= at.timestamp()]
    told = all(is_told(row) for row in rows if row.last_at >= begin.timestamp())
    ledger, measured = _ledger(rows, at), gauge(settings, at.timestamp())
    found = _problems(ledger, measured, topics) if told else []
    countries = settings.hours.countries if settings.hours else ()
    return Day(
        inbox=inbox,
        day=day,
        timezone=settings.goals.timezone,
        begin=begin,
        end=end,
        at=at,
        over=end - at < timedelta(minutes=5),
        demo=demo,
        goals=Goals(target=settings.goals.target, response_rate=settings.goals.response_rate),
        reading=whole.reading,
        known=numbers.known,
        by=measure(ledger, measured).by if rows and told else {},
        usual=_usual(kept, day, zone, countries),
        longest_wait=_longest(kept, begin, end),
        queue=Curve(start=begin, step=QUARTER, values=_slots(kept, day, zone)),
        usual_queue=_usual_queue(kept, day, zone, countries),
        problems=tuple(found),
        sentences=chosen(_released(kept, begin, end), [topic.id for topic in found]),
        events=tuple(_touching(kept.events(begin - timedelta(days=1), end), begin)),
        gaps=kept.gaps(begin, end),
        closed=tuple(_closed(settings, begin, end, zone)),
        rows=tuple(row for row in rows if of_the_day(row, begin)),
        names=settings.team.show_names,
    )


def _numbers(kept: KeptPast, day: date, zone: ZoneInfo) -> DayNumbers:
    """How much of the day is known; gaps that reach into it are told on the days around it."""
    around = kept.kept_days(day - timedelta(days=1), day + timedelta(days=1))
    return next(each for each in month_days(around, zone) if each.day == day)


def of_the_day(row: ConversationRow, begin: datetime) -> bool:
    """Whether anything happened in a conversation since an instant, or it was not resolved then."""
    return row.last_at >= begin.timestamp() or row.status != "resolved"


# ── What it is made of ───────────────────────────────────────────────────────────────────────────────


def _ledger(rows: Iterable[ConversationRow], at: datetime) -> Ledger:
    """The conversations that some number at an instant may need."""
    before = (at - KEEP).timestamp()
    recent = [row for row in rows if row.status != "resolved" or row.last_at >= before]
    ledger = Ledger(Deaf())
    ledger.fold(found for each in retold(recent) if (found := as_of(each, at)))
    return ledger


def archive_of(day: Day) -> Iterator[Conversation]:
    """The conversations of a day without words, as they were at its last reading."""
    told = filter(is_told, day.rows)
    for each in retold(told if day.names else map(unnamed, told)):
        if found := as_of(each, day.at):
            yield found


def _problems(ledger: Ledger, measured: Gauge, names: Mapping[str, ByLanguage]) -> list[TopicNow]:
    """What customers wrote of on this day, the most of them first."""
    found = [topic for topic in topics_now(ledger, measured, {}, {}) if topic.customers_today]
    found = [replace(topic, names=names.get(topic.id, {"": topic.id})) for topic in found]
    return sorted(
        (topic for topic in found if topic.id not in NO_PROBLEM),
        key=lambda topic: (-topic.customers_today, topic.id),
    )


def _released(kept: KeptPast, begin: datetime, end: datetime) -> list[Released]:
    """The sentences that were released on a day, and never killed since."""
    deeds = kept.deeds(begin, end + LATE)
    killed = {deed.id for deed in deeds if isinstance(deed, Killed)}
    return [each for each in kept.texts(begin, end) if each.sentence.id not in killed]


def chosen(released: Sequence[Released], topics: Sequence[str], most: int = 3) -> tuple[Sentence, ...]:
    """As many sentences, of each problem one, the biggest first, then others; of a customer one."""
    order = {topic: place for place, topic in enumerate(topics)}
    ranked = sorted(
        released, key=lambda it: (order.get(it.sentence.topic, len(order)), it.sentence.at, it.sentence.id)
    )
    taken: list[Released] = []
    for fresh_topics in (True, False):
        for each in ranked:
            theirs = {it.customer for it in taken}
            said = {it.sentence.topic for it in taken}
            if (
                len(taken) < most
                and each.customer not in theirs
                and not (fresh_topics and each.sentence.topic in said)
            ):
                taken.append(each)
    return tuple(each.sentence for each in taken)


def _touching(events: Iterable[Event], begin: datetime) -> Iterator[Event]:
    return (event for event in events if event.at >= begin or (event.until or event.at) > begin)


def _closed(
    settings: Settings, begin: datetime, end: datetime, zone: ZoneInfo
) -> Iterator[tuple[datetime, datetime]]:
    for first, after in closed_spans(settings.hours, zone, begin.timestamp(), end.timestamp()):
        yield instant(first), instant(after)


def _longest(kept: KeptPast, begin: datetime, end: datetime) -> float | None:
    _, waits = kept.series("now.longest_wait", begin, end)
    known = waits[np.isfinite(waits)]
    return float(known.max()) if known.size else None


# ── What is usual ────────────────────────────────────────────────────────────────────────────────────


def _weeks(day: date) -> Iterator[date]:
    return (day - timedelta(weeks=back) for back in range(WEEKS, 0, -1))


def _usual(kept: KeptPast, day: date, zone: ZoneInfo, countries: Sequence[str]) -> dict[str, Range]:
    """Of each number: the same weekday's in up to eight past weeks, without holidays, storms, events, and gaps."""
    found: list[dict[str, float | None]] = []
    for before in _weeks(day):
        days = kept.kept_days(before, before)
        if days and not days[0].events and not holidays_on(before, countries):
            found += [named(each.numbers) for each in month_days(days, zone) if each.known >= WELL_KNOWN]
    names = found[0] if found else ()
    ranges = ((name, _range([each[name] for each in found])) for name in names)
    return {name: made for name, made in ranges if made}


def _range(values: Iterable[float | None]) -> Range | None:
    known = [value for value in values if value is not None]
    if len(known) < LEAST_WEEKS:
        return None
    low, median, high = np.quantile(known, (0.1, 0.5, 0.9)).tolist()
    return Range(median=median, low=low, high=high, n=len(known))


def _slots(kept: KeptPast, day: date, zone: ZoneInfo) -> tuple[float | None, ...]:
    """The queue at the end of each quarter of an hour of a day: the last reading in it."""
    begin, end = bounds_of(day, zone)
    at, values = kept.series(QUEUE, begin, end)
    found: list[float | None] = [None] * len(clock_slots(day, zone))
    for place, value in zip(
        ((at - begin.timestamp()) // QUARTER).astype(int).tolist(), values.tolist(), strict=True
    ):
        found[place] = value
    return tuple(found)


def _usual_queue(kept: KeptPast, day: date, zone: ZoneInfo, countries: Sequence[str]) -> Ribbon | None:
    def of(before: date) -> DayCurves:
        by_the_clock: list[float | None] = [None] * 96
        for place, value in zip(clock_slots(before, zone), _slots(kept, before, zone), strict=True):
            by_the_clock[place] = value
        return DayCurves(day=before, curves={"queue": tuple(by_the_clock)})

    marked: Callable[[date], bool] = lambda each: bool(holidays_on(each, countries))  # noqa: E731
    first, _ = bounds_of(day - timedelta(weeks=WEEKS), zone)
    events = kept.events(first, bounds_of(day, zone)[0])
    spans = [(event.at, event.until or event.at + timedelta(hours=1)) for event in events]
    return usual(map(of, _weeks(day)), day, zone, left_out=marked, events=spans).get("queue")
