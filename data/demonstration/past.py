"""The demo's past weeks: its scenario played on the same weekdays before, and measured as any finished day is."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from dashboard.ledger import Ledger
from dashboard.measure.cut import Gauge
from dashboard.measure.days import midnight
from dashboard.measure.usual import day_curves
from dashboard.model import Author, Conversation, DayCurves, Heard, Message, Mood
from data.demo.phrases import Phrases, read_phrases
from data.demo.plan import Scenario
from data.demo.records import Conversation as Told
from data.demo.records import Kind
from data.demo.records import Message as Row
from data.demo.scenario import read_scenario
from data.demo.world import World
from data.past import PastInMemory

DEMO_WEEKS = 4
"""Enough to tell what is usual, and played while somebody waits for the first picture."""
LEAD_IN_DAYS = 1
"""Played before each day, so that its night has a queue to begin with."""
MEANT: dict[str, Mood] = {"negative": "negative", "neutral": "neutral", "positive": "positive"}


class DemoPast(PastInMemory):
    """Remembers the weeks before a demo began, though nobody saw them.

    The inbox serves a few days only, and a week of one world says nothing of a usual Thursday: of each week before, the
    same weekday is played in a world of its own, without the scenario's extraordinary evening. A next weekday is
    played when the day before it is kept.
    """

    def __init__(self, scenario: Scenario, phrases: Phrases, *, seed: int, begun: datetime) -> None:
        super().__init__()
        self._scenario, self._phrases, self._seed = replace(scenario, evening=None), phrases, seed
        self._today = begun.astimezone(scenario.zone).date()
        self._play_weeks_before(self._today)

    def keep(self, day: DayCurves) -> None:
        """Remember a day, instead of what was known of it."""
        super().keep(day)
        if day.day >= self._today:
            self._play_weeks_before(day.day + timedelta(days=1))

    def _play_weeks_before(self, day: date) -> None:
        known = {each.day for each in self.days()}
        weeks = [day - timedelta(weeks=back) for back in range(DEMO_WEEKS, 0, -1)]
        for before in weeks:
            if before not in known:
                super().keep(played(self._scenario, self._phrases, self._seed + before.toordinal(), before))


class PastToCome:
    """A past that is still being made: waited for when it is first asked for."""

    def __init__(self, made: Future[DemoPast]) -> None:
        self._made = made

    def days(self) -> tuple[DayCurves, ...]:
        """The days that are remembered, the oldest first."""
        return self._made.result().days()

    def keep(self, day: DayCurves) -> None:
        """Remember a day, instead of what was known of it."""
        self._made.result().keep(day)


def demo_past(scenario: str, *, seed: int, begun: datetime) -> DemoPast:
    """The past of the scenario of that name, which began then."""
    return DemoPast(read_scenario(scenario), read_phrases(), seed=seed, begun=begun)


def played(scenario: Scenario, phrases: Phrases, seed: int, day: date) -> DayCurves:
    """The curves of one day of a scenario, in a world that begins a day before it and ends with it."""
    after = midnight(day + timedelta(days=1), scenario.zone)
    end = datetime.fromtimestamp(after, UTC)
    world = World(scenario, phrases, seed=seed, start=end, past_days=1 + LEAD_IN_DAYS)
    ledger = Ledger(AsMeant())
    ledger.fold(conversations(world))
    return day_curves(ledger, Gauge(at=after, target=1.0, zone=ZoneInfo(scenario.timezone)), day)


def conversations(world: World) -> Iterator[Conversation]:
    """All conversations that a world knows, as an inbox's reader would have them; a text is what is meant by it."""
    resolved: dict[int, list[datetime]] = {}
    for resolution in world.account.facts.resolutions:
        resolved.setdefault(resolution.conversation, []).append(_instant(resolution.at))
    for status, rows in world.account.by_status.items():
        for row in rows.values():
            yield Conversation(
                id=str(row.id),
                channel=row.inbox.channel.name,
                public=row.inbox.channel.public,
                status=status,
                proactive=world.account.facts.cases[row.id].proactive,
                created_at=_instant(row.created_at),
                resolved_at=tuple(resolved.get(row.id, ())),
                messages=tuple(_messages(row)),
            )


def _messages(conversation: Told) -> Iterator[Message]:
    for row in conversation.messages:
        person = row.person
        yield Message(
            id=str(row.id),
            at=_instant(row.at),
            author=_author(row),
            agent=str(person.id) if person else None,
            private=row.private,
            text=f"{row.mood} {row.topic}" if row.mood else "",
        )


def _author(row: Row) -> Author:
    if row.kind is Kind.INCOMING:
        return "customer"
    return "agent" if row.person else "system"


def _instant(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)


@dataclass(frozen=True)
class AsMeant:
    """An ear for texts that say nothing but their mood and their topic."""

    def hear(self, texts: Sequence[str]) -> Sequence[Heard]:
        """How each of the customers' texts is meant."""
        said = [text.partition(" ") for text in texts]
        return [Heard(MEANT.get(mood, "unsure"), topics=(topic,) if topic else ()) for mood, _, topic in said]

    def labelled(self, labels: Sequence[str]) -> Sequence[str]:
        """Each label is a topic of its own."""
        return labels

    def meets_feeling(self, _reply: str) -> bool:
        """Of no matter for a day's curves."""
        return False
