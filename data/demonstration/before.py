"""The two months before a demo's day, as they would have been kept: played as one world, with storms of their own."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from msgspec.structs import replace

from dashboard.kept import ConversationRow, Event, KeptDay
from dashboard.ledger import KEEP, Ledger
from dashboard.lookback import Lookback
from dashboard.measure.days import QUARTER, instant, local_day, midnight
from dashboard.measure.gauge import gauge
from dashboard.measure.reading import measure
from dashboard.measure.usual import clock_slots
from dashboard.model import Conversation
from dashboard.month import last_month_and_this
from dashboard.retold import as_of
from dashboard.rows import conversation_rows
from dashboard.settings import Settings
from data.demo.phrases import Phrases
from data.demo.plan import Evening, Scenario
from data.demo.world import World
from data.demonstration.month import LEAD_IN_DAYS, by_day, today_alone
from data.demonstration.past import AsMeant, conversations
from data.past import PastInMemory

DAY = timedelta(days=1)
HEIGHT = time(20, 30)
FAULT = {"broadband_down": 0.8, "broadband_slow": 0.12, "waiting_for_us": 0.05, "other": 0.03}
EARLIER: tuple[tuple[int, float, dict[str, float]], ...] = ((13, 0.55, FAULT), (34, 0.6, {}))
"""Storms before: how many days ago, how big beside the scenario's evening, what they were about where not the same.

They were staffed as any other evening.
"""
Series = tuple[tuple[float, float], ...]


class MonthsBefore:
    """All of the last month and of this one up to a demo's day: days, rows, storms, and the queue through each day.

    `past` is what a feed would remember of them.
    """

    def __init__(
        self, scenario: Scenario, phrases: Phrases, settings: Settings, *, seed: int, begun: datetime
    ) -> None:
        self._settings, self._zone = settings, scenario.zone
        self.past = PastInMemory()
        today = local_day(begun.timestamp(), self._zone)
        first, end = last_month_and_this(today), instant(midnight(today, self._zone))
        past_days = (today - first).days + LEAD_IN_DAYS
        quiet = replace(scenario, evening=None)
        stories = list(conversations(World(quiet, phrases, seed=seed, start=end, past_days=past_days)))
        self._stormy = dict(_earlier(scenario, first, today))
        for day, evening in self._stormy.items():
            stories += _evening_of(replace(scenario, evening=evening), phrases, seed, day)
        self._touched = by_day(stories, self._zone)
        self._rows: dict[str, ConversationRow] = {}
        self.days = tuple(each for each in self._told(today) if each.day >= first)

    def rows(self) -> Sequence[ConversationRow]:
        """All conversations as they were at the end."""
        return tuple(self._rows.values())

    def series(self, name: str) -> Series:
        """When, in seconds since 1970, and the queue's size or, on days with a storm, its longest wait."""
        if name == "now.longest_wait":
            return tuple(self._longest())
        return tuple(self._queue()) if name == "now.queue_size" else ()

    def _told(self, today: date) -> Iterator[KeptDay]:
        ledger = Ledger(AsMeant(), trust_status=False)
        lookback, day = Lookback(self.past, ledger), min(self._touched, default=today)
        begun = midnight(day, self._zone)
        while day < today:
            end = midnight(day + DAY, self._zone)
            reading = measure(self._fold(ledger, day, end - 1), gauge(self._settings, end - 1))
            rows = conversation_rows(ledger, self._touched.get(day, {}).values())
            self._rows |= {row.id: row for row in rows}
            lookback.look(gauge(self._settings, end), max(begun, end - KEEP.total_seconds()), complete=True)
            yield KeptDay(day=day, reading=today_alone(reading), events=tuple(self._storms(day)))
            ledger.prune(end - KEEP.total_seconds())
            day += DAY

    def _storms(self, day: date) -> Iterator[Event]:
        """The storm that was found on an extraordinary evening; after so few weeks others are found, too."""
        evening = self._stormy.get(day)
        told = next((each.storms for each in self.past.days() if each.day == day), ())
        if evening is None or not told:
            return
        height = datetime.combine(day, HEIGHT, self._zone)
        begin, end = (height + timedelta(hours=each) for each in (evening.from_hours, evening.to_hours))
        spans = [(max(at, begin), min(until, end)) for at, until in told if at < end and until > begin]
        if spans:
            yield Event(kind="storm", at=spans[0][0], until=spans[-1][1])

    def _fold(self, ledger: Ledger, day: date, at: float) -> Ledger:
        then = instant(at)
        ledger.fold(found for each in self._touched.get(day, {}).values() if (found := as_of(each, then)))
        return ledger

    def _longest(self) -> Iterator[tuple[float, float]]:
        """The longest that anybody had waited who began to on that day, at each quarter of an hour."""
        waits = [(begun, ended) for row in self._rows.values() for begun, ended, _ in row.waits]
        for day in sorted(self._stormy):
            begin, end = midnight(day, self._zone), midnight(day + DAY, self._zone)
            todays = [
                (begun, end if ended is None else ended) for begun, ended in waits if begin <= begun < end
            ]
            at = begin + QUARTER
            while at < end:
                running = (at - begun for begun, ended in todays if begun < at <= ended)
                yield at, max(running, default=0.0)
                at += QUARTER

    def _queue(self) -> Iterator[tuple[float, float]]:
        for each in self.past.days():
            begin, values = midnight(each.day, self._zone), each.curves.get("queue_size", ())
            for place, slot in enumerate(clock_slots(each.day, self._zone) if values else ()):
                if (value := values[slot]) is not None:
                    yield begin + (place + 1) * QUARTER - 1, value


def _earlier(scenario: Scenario, first: date, today: date) -> Iterator[tuple[date, Evening]]:
    """The days of the storms before, and what came on their evenings; none where the scenario has no such evening."""
    if (evening := scenario.evening) is None:
        return
    for ago, part, topics in EARLIER:
        if (day := today - timedelta(days=ago)) >= first:
            posts, private = round(evening.posts * part), round(evening.private * part)
            yield (
                day,
                replace(evening, posts=posts, private=private, topics=topics or evening.topics, on_duty=()),
            )


def _evening_of(scenario: Scenario, phrases: Phrases, seed: int, day: date) -> Iterator[Conversation]:
    """What comes in on an extraordinary evening beside all that is ordinary, and how few people answer it."""
    alone = replace(
        scenario,
        arrivals=replace(scenario.arrivals, conversations_a_week=0.001),
        bursts=(),
        campaigns_a_week=0.0,
        reached_out_a_week=0.0,
    )
    height = datetime.combine(day, HEIGHT, scenario.zone)
    world = World(alone, phrases, seed=seed + day.toordinal(), start=height, past_days=1)
    world.advance(world.start + 2 * 86_400)
    for each in conversations(world):
        yield replace(each, id=f"{day}-{each.id}")
