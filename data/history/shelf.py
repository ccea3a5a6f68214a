"""The shelf: what the days' files hold, whether a day is over or not; reads only, beside a writer or without one."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from logging import getLogger
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Raw

from dashboard.kept import Event, Gap
from dashboard.problems import HistoryDamaged
from data.history.form import KINDS, Meta
from data.history.layout import day_file, days, log_file
from data.history.records import META, Tables
from data.history.storage import DayStorage, LogStorage

log = getLogger(__name__)

_META = msgspec.json.Decoder(Meta)
_GAP = msgspec.json.Decoder(Gap)
_EVENT = msgspec.json.Decoder(Event)
T = TypeVar("T")


class Shelf:
    """The documents of each day, as JSON. A damaged file is left out, and the log says so."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._said: frozenset[str] = frozenset()

    def days(self) -> list[date]:
        """The days of which anything is kept, the oldest first."""
        return days(self.folder)

    def between(self, first: date, last: date) -> Iterator[date]:
        """The days from one to another that may have something."""
        if known := self.days():
            day, last = max(first, known[0]), min(last, known[-1])
            while day <= last:
                yield day
                day += timedelta(days=1)

    def tables(self, day: date, kind: str) -> Tables:
        """The tables of a kind. The log is asked first: it leaves only when the day's file is there."""
        said = self._unless_damaged(LogStorage(log_file(self.folder, day)))
        closed = self._unless_damaged(DayStorage(day_file(self.folder, day, kind)))
        return merged(closed, {name: said[name] for name in (META, *KINDS[kind]) if name in said})

    def _unless_damaged(self, storage: LogStorage | DayStorage) -> Tables:
        """The tables; of a damaged log those of its records that are whole."""
        try:
            return storage.tables() or {}
        except HistoryDamaged as damage:
            if self._is_news(damage):
                log.warning("left out: %s", damage)
            if isinstance(storage, LogStorage):
                return storage.salvaged()
        except OSError as fault:
            if self._is_news(fault):
                log.warning("a file of the history can't be read: %s", fault)
        return {}

    def _is_news(self, fault: Exception) -> bool:
        """Whether it was not said before: whoever draws a curve reads the same files again and again."""
        said, what = self._said, str(fault)
        self._said = said | {what}
        return what not in said

    def rows(self, day: date, kind: str, table: str) -> dict[str, Raw]:
        """The documents of a table, by number."""
        return self.tables(day, kind).get(table, {})

    def decoded(self, days: Iterable[date], table: str, decoder: msgspec.json.Decoder[T]) -> Iterator[T]:
        """The documents of a table, day by day."""
        kind = next(kind for kind, names in KINDS.items() if table in names)
        for day in days:
            yield from (decoder.decode(row) for row in self.rows(day, kind, table).values())


def window_of(tables: Tables) -> tuple[str, ...]:
    """The names of a window's numbers, in the order of a file's readings."""
    return _META.decode(tables[META]["1"]).window if META in tables else ()


def gaps_of(tables: Tables) -> tuple[Gap, ...]:
    """The gaps that a day tells of."""
    return tuple(_GAP.decode(each) for each in tables.get("gaps", {}).values())


def events_of(tables: Tables) -> tuple[Event, ...]:
    """The events that a day tells of, also those that were taken back."""
    return tuple(_EVENT.decode(each) for each in tables.get("events", {}).values())


def merged(older: Tables, newer: Tables) -> Tables:
    """Both; where both have a document, the newer one's."""
    return {name: older.get(name, {}) | newer.get(name, {}) for name in {**older, **newer}}
