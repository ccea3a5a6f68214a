"""A demo's kept past, for who is new: one day played as it would have been kept, and the weeks before it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from dashboard.kept import ConversationRow, Event, Gap, KeptDay
from dashboard.measure.days import instant, midnight
from dashboard.ports import Ear, Floats
from dashboard.settings import Settings
from dashboard.voice.values import ByLanguage, Deed, Released
from data.demo.scenario import read_scenario
from data.demonstration.day import Play, as_played, played_into
from data.demonstration.month import DemoMonth, demo_month
from data.demonstration.past import demo_past
from data.exports.making import Source
from data.history.reader import HistoryReader


@contextmanager
def played(
    scenario: str,
    settings: Settings,
    day: date,
    *,
    seed: int,
    ear: Callable[[Settings], Ear],
    topics: Mapping[str, ByLanguage],
) -> Iterator[Source]:
    """The demo's past up to a day, which is one of the scenario's height."""
    told = read_scenario(scenario)
    settings, begin = as_played(settings, told), instant(midnight(day, told.zone))
    with TemporaryDirectory(prefix="pulsvegg-demo-") as folder:
        past = demo_past(scenario, seed=seed, begun=begin)
        play = Play(scenario=scenario, seed=seed, past=past)
        played_into(Path(folder), settings, ear(settings), [day], play)
        month = demo_month(scenario, settings, seed=seed, begun=begin)
        kept = WithMonth(HistoryReader(Path(folder), told.zone), month)
        yield Source(kept, settings, told.account, topics, demo=True)


class WithMonth:
    """What a history keeps, and the days before it of a month that was only played."""

    def __init__(self, history: HistoryReader, month: DemoMonth) -> None:
        self._history, self._month = history, month

    def kept_days(self, first: date, last: date) -> Sequence[KeptDay]:
        """The days from one to another (included) of which anything is kept."""
        own = self._history.kept_days(first, last)
        known = {each.day for each in own}
        before = [each for each in self._month.kept_days(first, last) if each.day not in known]
        return sorted([*before, *own], key=lambda each: each.day)

    def rows(self, day: date) -> Sequence[ConversationRow]:
        """All conversations as they were last known at the end of a local day."""
        return self._history.rows(day)

    def series(self, name: str, first: datetime, after: datetime) -> tuple[Floats, Floats]:
        """When, in seconds since 1970, and the values of one number."""
        return self._history.series(name, first, after)

    def gaps(self, first: datetime, after: datetime) -> tuple[Gap, ...]:
        """The gaps that touch a span."""
        return self._history.gaps(first, after)

    def events(self, first: datetime, after: datetime) -> tuple[Event, ...]:
        """The storms and annotations that begin in a span."""
        return self._history.events(first, after)

    def deeds(self, first: datetime, after: datetime) -> tuple[Deed, ...]:
        """What was released, killed and stated in a span."""
        return self._history.deeds(first, after)

    def texts(self, first: datetime, after: datetime) -> tuple[Released, ...]:
        """The sentences, masked, that were released in a span."""
        return self._history.texts(first, after)
