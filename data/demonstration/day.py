"""Days of the demo as they would have been kept: a feed polls a played world from midnight to midnight, at once."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from dashboard.feed import Feed
from dashboard.measure import opening
from dashboard.measure.days import instant, local_day, midnight
from dashboard.model import Agent, Changes, Conversation, Message, Status
from dashboard.ports import Ear, Past
from dashboard.problems import Unreachable
from dashboard.retold import as_of
from dashboard.settings import Settings
from dashboard.snapshot import Snapshot
from data.deeds import DeedsInMemory
from data.demo.phrases import read_phrases
from data.demo.plan import Scenario
from data.demo.records import Conversation as Told
from data.demo.records import Kind
from data.demo.scenario import read_scenario
from data.demo.world import World
from data.history.scribe import Scribe
from data.listening import struggles

STEP = timedelta(minutes=15)
HEIGHT = time(20, 30)
"""When a scenario is at its height."""
LEAD_IN_DAYS = 9
RELEASED_AFTER = 15.0

Span = tuple[datetime, datetime]


class Play(Struct, frozen=True, kw_only=True):
    """What is played: a scenario, at its height on the last evening; while it is `away` the inbox does not answer."""

    scenario: str
    seed: int = 7
    past: Past | None = None
    away: tuple[Span, ...] = ()
    step: timedelta = STEP


def played_into(folder: Path, settings: Settings, ear: Ear, days: Sequence[date], play: Play) -> None:
    """Write the history of some days, one after the other; `settings` are those of `as_played`."""
    for _ in polled_into(folder, settings, ear, days, play):
        pass


def polled_into(
    folder: Path, settings: Settings, ear: Ear, days: Sequence[date], play: Play
) -> Iterator[Snapshot]:
    """The same, poll by poll; what is kept is on the disk at the end."""
    scenario = read_scenario(play.scenario)
    zone = scenario.zone
    begin, end = midnight(days[0], zone), midnight(days[-1] + timedelta(days=1), zone)
    inbox = PlayedInbox(scenario.account, _world(scenario, days, play.seed), play.away)
    clock = [instant(begin)]
    history = Scribe(folder, zone, f"demo {play.scenario}", settings.history, lambda: clock[0])
    try:
        feed = Feed(
            inbox,
            ear,
            replace(settings, polling=replace(settings.polling, every=play.step.total_seconds())),
            clock=lambda: clock[0],
            draw=lambda: 0.0,
            demo=True,
            past=play.past,
            struggles=struggles(settings, DeedsInMemory()),
            history=history,
        )
        for at in _polls(begin, end, play.step, zone):
            clock[0] = inbox.at = at
            yield feed.poll()
    finally:
        history.close(patience=60.0)


def as_played(settings: Settings, scenario: Scenario) -> Settings:
    """The owner's settings, but for the hours, the days and the release of sentences, which are the scenario's."""
    hours = opening.from_mapping({"hours": scenario.opening_hours}) if scenario.opening_hours else None
    voice = replace(settings.voice, release="automatic", after_minutes=RELEASED_AFTER)
    goals = replace(settings.goals, timezone=scenario.timezone)
    return replace(settings, goals=goals, hours=hours, voice=voice)


def _polls(begin: float, end: float, step: timedelta, zone: ZoneInfo) -> Iterator[datetime]:
    """Each step of the days, and the last minute of each."""
    at, day = begin + 60, local_day(begin, zone)
    while at < end - 60:
        last = midnight(day + timedelta(days=1), zone) - 60
        if at >= last:
            yield instant(last)
            day += timedelta(days=1)
        if at != last:
            yield instant(at)
        at += step.total_seconds()
    yield instant(end - 60)


def _world(scenario: Scenario, days: Sequence[date], seed: int) -> World:
    height = datetime.combine(days[-1], HEIGHT, scenario.zone)
    past_days = (days[-1] - days[0]).days + LEAD_IN_DAYS
    world = World(scenario, read_phrases(), seed=seed, start=height, past_days=past_days)
    world.advance(int(midnight(days[-1] + timedelta(days=1), scenario.zone)))
    return world


class PlayedInbox:
    """An inbox whose whole story is known, as it is at the instant `at`."""

    def __init__(self, name: str, world: World, away: Iterable[Span] = ()) -> None:
        self.name = name
        self.at = instant(world.begin)
        self._before: datetime | None = None
        self._away = tuple(away)
        self._since = instant(world.begin)
        self._agents = tuple(Agent(id=str(each.id), name=each.name) for each in world.account.people.staff)
        rows = [(row, status) for status, rows in world.account.by_status.items() for row in rows.values()]
        told = [_story(world, row, status) for row, status in rows]
        self._stories = [(each, sorted(_happened(each))) for each in told]

    def changes(self) -> Changes:
        """What happened since the last call. Raises Unreachable while it is away."""
        if any(first <= self.at < after for first, after in self._away):
            raise Unreachable("timeout")
        before, self._before = self._before, self.at
        changed = (each for each, happened in self._stories if _touched(happened, before, self.at))
        found = [now for each in changed if (now := _then(each, self.at))]
        return Changes(
            at=self.at, conversations=tuple(found), agents=self._agents, known_since=self._since,
            expected=len(found), arrived=len(found),
        )  # fmt: skip

    def forget(self, conversations: Iterable[str]) -> None:
        """Nothing is remembered but the story."""

    def close(self) -> None:
        """Nothing is open."""


def _happened(conversation: Conversation) -> Iterator[datetime]:
    yield conversation.created_at
    yield from conversation.resolved_at
    yield from (each.at for each in conversation.messages)


def _touched(happened: Sequence[datetime], before: datetime | None, at: datetime) -> bool:
    """Whether any of the instants, ascending, lies between two."""
    return bisect_right(happened, at) > (0 if before is None else bisect_right(happened, before))


def _then(conversation: Conversation, at: datetime) -> Conversation | None:
    """A conversation as it was at an instant, with its status: what it was set to aside, pending is known only last."""
    found = as_of(conversation, at)
    if found is None or found is conversation:
        return found
    customers = [each.at for each in found.messages if each.author == "customer"]
    resolved = bool(found.resolved_at) and max(found.resolved_at) >= max(customers, default=found.created_at)
    return replace(found, status="resolved" if resolved else "open")


def _story(world: World, row: Told, status: Status) -> Conversation:
    resolved = (each.at for each in world.account.facts.resolutions if each.conversation == row.id)
    return Conversation(
        id=str(row.id),
        channel=row.inbox.channel.name,
        public=row.inbox.channel.public,
        team=row.team.team.name if row.team else None,
        assignee=str(row.assignee.id) if row.assignee else None,
        status=status,
        labels=tuple(row.labels),
        proactive=world.account.facts.cases[row.id].proactive,
        created_at=instant(row.created_at),
        resolved_at=tuple(map(instant, resolved)),
        customer=str(row.contact.id),
        messages=tuple(_messages(row)),
    )


def _messages(row: Told) -> Iterator[Message]:
    for each in row.messages:
        customer = each.kind is Kind.INCOMING
        yield Message(
            id=str(each.id),
            at=instant(each.at),
            author="customer" if customer else "agent" if each.person else "system",
            agent=str(each.person.id) if each.person else None,
            private=each.private,
            text=each.content or "",
        )
