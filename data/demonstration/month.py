"""The demo's last month and this one: played as one world, and each day measured as it was at its end."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from dashboard.kept import KeptDay
from dashboard.ledger import KEEP, Ledger
from dashboard.measure import opening
from dashboard.measure.days import instant, local_day, midnight
from dashboard.measure.gauge import gauge
from dashboard.measure.reading import measure
from dashboard.model import Conversation, Reading, Share
from dashboard.month import last_month_and_this
from dashboard.settings import Settings
from data.archive import as_of
from data.demo.phrases import Phrases, read_phrases
from data.demo.plan import Scenario
from data.demo.scenario import read_scenario
from data.demo.world import World
from data.demonstration.past import AsMeant, conversations

LEAD_IN_DAYS = 2
"""Played before the first day, so that it has a queue to begin with."""


class DemoMonth:
    """The days before a demo began, though nobody saw them: without the scenario's extraordinary evening.

    What happens after its beginning is not in it: a demo that runs past midnight loses the day that ends, not the page.
    """

    def __init__(
        self, scenario: Scenario, phrases: Phrases, settings: Settings, *, seed: int, begun: datetime
    ) -> None:
        scenario = replace(scenario, evening=None)
        zone = ZoneInfo(scenario.timezone)
        today = local_day(begun.timestamp(), zone)
        first = last_month_and_this(today)
        end = instant(midnight(today, zone))
        world = World(scenario, phrases, seed=seed, start=end, past_days=(today - first).days + LEAD_IN_DAYS)
        before = _measured(world, _settings(settings, scenario), first, today)
        self._days = (
            *before,
            KeptDay(day=today, reading=Reading(at=begun)),
        )  # nothing is unknown of its own day

    def kept_days(self, first: date, last: date) -> list[KeptDay]:
        """The days from one to another (included)."""
        return [day for day in self._days if first <= day.day <= last]


class MonthToCome:
    """A month that is played once somebody asks for it: not before the first numbers, which it would hold up.

    `begin` begins to play it; until it is done nothing is told, unless who asks `waits`.
    """

    def __init__(self, begin: Callable[[], Future[DemoMonth]], *, waits: bool) -> None:
        self._begin, self._waits = begin, waits
        self._made: Future[DemoMonth] | None = None

    def kept_days(self, first: date, last: date) -> list[KeptDay] | None:
        """The days from one to another (included); None while they are being played."""
        if self._made is None:
            self._made = self._begin()
        if not self._waits and not self._made.done():
            return None
        return self._made.result().kept_days(first, last)


def demo_month(scenario: str, settings: Settings, *, seed: int, begun: datetime) -> DemoMonth:
    """The month before the scenario of that name, which began then."""
    return DemoMonth(read_scenario(scenario), read_phrases(), settings, seed=seed, begun=begun)


def _settings(settings: Settings, scenario: Scenario) -> Settings:
    hours = opening.from_mapping({"hours": scenario.opening_hours}) if scenario.opening_hours else None
    return replace(settings, goals=replace(settings.goals, timezone=scenario.timezone), hours=hours)


def _measured(world: World, settings: Settings, first: date, today: date) -> Iterator[KeptDay]:
    """Each day as it was a second before its end."""
    zone = world.scenario.zone
    touched = by_day(conversations(world), zone)
    ledger, day = Ledger(AsMeant(), trust_status=False), min(touched, default=today)
    while day < today:
        at = midnight(day + timedelta(days=1), zone) - 1
        then = instant(at)
        ledger.fold(found for each in touched.get(day, {}).values() if (found := as_of(each, then)))
        ledger.prune(at - KEEP.total_seconds())
        if day >= first:
            reading = measure(ledger, gauge(settings, at))
            yield KeptDay(day=day, reading=today_alone(reading))
        day += timedelta(days=1)


def by_day(played: Iterable[Conversation], zone: ZoneInfo) -> dict[date, dict[str, Conversation]]:
    """The conversations that something happened to on each local day."""
    touched: dict[date, dict[str, Conversation]] = defaultdict(dict)
    for conversation in played:
        happened = (
            conversation.created_at,
            *conversation.resolved_at,
            *(each.at for each in conversation.messages),
        )
        for day in {at.astimezone(zone).date() for at in happened}:
            touched[day][conversation.id] = conversation
    return touched


def today_alone(reading: Reading) -> Reading:
    """The day's numbers, less what only words could tell: whether replies met the feeling."""
    today = replace(reading.windows["today"], meets_feeling=Share())
    return replace(reading, by={}, windows={"today": today})
