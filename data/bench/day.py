"""A day of the demo as a feed tells it, a Snapshot a minute: what the history's bench writes."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from random import Random

from dashboard.feed import Feed
from dashboard.measure.days import instant, midnight
from dashboard.model import Agent, Changes, Channel, Conversation
from dashboard.settings import Settings
from dashboard.snapshot import Snapshot
from data.archive import as_of
from data.deeds import DeedsInMemory
from data.demo.phrases import read_phrases
from data.demo.scenario import read_scenario
from data.demo.world import World
from data.demonstration.past import AsMeant, conversations, played
from data.listening import struggles
from data.past import PastInMemory

SCENARIO, SEED, WEEKS = "storm", 7, 4
MINUTE = timedelta(minutes=1)


class _Played:
    """An inbox that has seen the whole day already, and tells of it minute by minute."""

    name = "demo"

    def __init__(self, known: Iterable[Conversation], first: datetime) -> None:
        self._known = list(known)
        self._events = sorted(
            (at, place)
            for place, each in enumerate(self._known)
            for at in {*(message.at for message in each.messages), *each.resolved_at}
        )
        self._first, self._next = first, 0
        people = {message.agent for each in self._known for message in each.messages if message.agent}
        self._agents = tuple(Agent(id=each, name="", availability="online") for each in sorted(people))
        self._channels = tuple(Channel(name=each) for each in sorted({it.channel for it in self._known}))
        self.at = first

    def changes(self) -> Changes:
        """What is new since the last call."""
        changed = set()
        while self._next < len(self._events) and self._events[self._next][0] <= self.at:
            changed.add(self._events[self._next][1])
            self._next += 1
        told = (as_of(self._known[place], self.at) for place in sorted(changed))
        return Changes(
            at=self.at,
            conversations=tuple(each for each in told if each),
            agents=self._agents,
            channels=self._channels,
            known_since=self._first - timedelta(days=8),
        )

    def forget(self, conversations: Iterable[str]) -> None:
        """Nothing is held of any."""

    def close(self) -> None:
        """Nothing is open."""


def snapshots(day: date, minutes: int) -> Iterator[Snapshot]:
    """The Snapshots of the first minutes of a day, four weeks after it began to be remembered what is usual."""
    scenario, phrases = read_scenario(SCENARIO), read_phrases()
    first = instant(midnight(day, scenario.zone))
    past = PastInMemory()
    for back in range(WEEKS, 0, -1):
        past.keep(played(scenario, phrases, SEED + back, day - timedelta(weeks=back)))
    world = World(scenario, phrases, seed=SEED, start=first + timedelta(days=1), past_days=2)
    inbox = _Played(conversations(world), first)
    feed = Feed(
        inbox,
        AsMeant(),
        Settings(),
        clock=lambda: inbox.at,
        draw=Random(SEED).random,
        past=past,
        struggles=struggles(Settings(), DeedsInMemory()),
    )
    for _ in range(minutes):
        yield feed.poll()
        inbox.at += MINUTE
