"""A demo's kept past, for who is new: one day played as it would have been kept, and the months before it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from dashboard.kept import ConversationRow, Event, Gap, KeptDay
from dashboard.measure.days import instant, midnight
from dashboard.ports import Ear, Floats
from dashboard.problems import ExportProblem
from dashboard.settings import Settings
from dashboard.voice.values import ByLanguage, Deed, Released
from data.demo.phrases import read_phrases
from data.demo.scenario import ScenarioError, read_scenario
from data.demonstration.before import MonthsBefore
from data.demonstration.day import Play, as_played, played_into
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
    """The demo's past up to a day, one of the scenario's height. Raises ExportProblem where there is none."""
    try:
        told = read_scenario(scenario)
    except ScenarioError as fault:
        raise ExportProblem(str(fault)) from None
    settings, begin = as_played(settings, told), instant(midnight(day, told.zone))
    before = MonthsBefore(told, read_phrases(), settings, seed=seed, begun=begin)
    with TemporaryDirectory(prefix="pulsvegg-demo-") as folder:
        play = Play(scenario=scenario, seed=seed, past=before.past)
        played_into(Path(folder), settings, ear(settings), [day], play)
        history = HistoryReader(Path(folder), told.zone)
        months = WithTheirRows(history, before, begin)
        yield Source(WithMonths(history, before), settings, told.account, topics, demo=True, months=months)


class WithMonths:
    """What a history keeps of a day, and the months before it that were only played."""

    def __init__(self, history: HistoryReader, before: MonthsBefore) -> None:
        self._history, self._before = history, before

    def kept_days(self, first: date, last: date) -> Sequence[KeptDay]:
        """The days from one to another (included) of which anything is kept."""
        before = (each for each in self._before.days if first <= each.day <= last)
        return [*before, *self._history.kept_days(first, last)]

    def rows(self, day: date) -> Sequence[ConversationRow]:
        """All conversations as they were last known at the end of a local day."""
        return self._history.rows(day)

    def series(self, name: str, first: datetime, after: datetime) -> tuple[Floats, Floats]:
        """When, in seconds since 1970, and the values of one number."""
        begin, end = first.timestamp(), after.timestamp()
        before = [each for each in self._before.series(name) if begin <= each[0] < end]
        at, values = self._history.series(name, first, after)
        told = np.array(before, dtype=np.float64).reshape(-1, 2)
        return np.concatenate([told[:, 0], at]), np.concatenate([told[:, 1], values])

    def gaps(self, first: datetime, after: datetime) -> tuple[Gap, ...]:
        """The gaps that touch a span."""
        return self._history.gaps(first, after)

    def events(self, first: datetime, after: datetime) -> tuple[Event, ...]:
        """The storms and annotations that begin in a span."""
        before = (event for day in self._before.days for event in day.events)
        return (*(each for each in before if first <= each.at < after), *self._history.events(first, after))

    def deeds(self, first: datetime, after: datetime) -> tuple[Deed, ...]:
        """What was released, killed and stated in a span."""
        return self._history.deeds(first, after)

    def texts(self, first: datetime, after: datetime) -> tuple[Released, ...]:
        """The sentences, masked, that were released in a span."""
        return self._history.texts(first, after)


class WithTheirRows(WithMonths):
    """The same for a page of months: with the conversations of those before, instead of what led to the day."""

    def __init__(self, history: HistoryReader, before: MonthsBefore, begin: datetime) -> None:
        super().__init__(history, before)
        self._begin = begin.timestamp()

    def rows(self, day: date) -> Sequence[ConversationRow]:
        """Those of the months before, and those that began on the day."""
        return [*self._before.rows(), *(row for row in super().rows(day) if row.created >= self._begin)]
