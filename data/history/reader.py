"""The history's reading side: readings, pictures, one number as a curve, gaps, conversations; beside any writer."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import numpy as np

from dashboard.kept import ConversationRow, Event, Gap, KeptDay
from dashboard.measure.days import instant, local_day, midnight
from dashboard.model import Reading
from dashboard.problems import HistoryDamaged
from dashboard.snapshot import Snapshot
from dashboard.voice.values import Deed, Released
from data.history import columns
from data.history.columns import Floats, Told
from data.history.form import ReadingDocument, reading
from data.history.gallery import Gallery, Stamp, stamp_of
from data.history.layout import columns_file, log_file
from data.history.shelf import Shelf, events_of, gaps_of, window_of

WITHIN = timedelta(minutes=5)
"""A reading that is older than this says nothing of an instant."""

LISTED = timedelta(days=62)
"""For a longer span it is looked up of which days there are files; of a shorter one each day is asked for."""

_DEED: msgspec.json.Decoder[Deed] = msgspec.json.Decoder(Deed)
_RELEASED = msgspec.json.Decoder(Released)
_ROW = msgspec.json.Decoder(ConversationRow)
_NONE = np.empty(0)


class HistoryReader:
    """What a folder keeps; of the days of `zone`. Every span is from its first instant to the one after it."""

    def __init__(self, folder: Path, zone: ZoneInfo) -> None:
        self.shelf, self._zone = Shelf(folder), zone
        self._gallery = Gallery(self.shelf, zone)
        self._told: dict[date, tuple[Stamp, Told]] = {}
        """What closed days tell beside their numbers, as long as their columns are as they were."""

    def days(self) -> list[date]:
        """The days of which anything is kept, the oldest first."""
        return self.shelf.days()

    def readings(self, first: datetime, after: datetime) -> Iterator[Reading]:
        """The readings of a span, at most one a minute, without groups; the oldest first."""
        for day in self._days(first, after):
            documents, window = self._documents(day)
            for each in documents:
                if first.timestamp() <= each.at < after.timestamp():
                    yield reading(each, window)

    def kept_days(self, first: date, last: date) -> list[KeptDay]:
        """The days from one to another (included), each with its last reading; each file is read once."""
        return [self._as_a_whole(day) for day in self.shelf.between(first, last)]

    def _as_a_whole(self, day: date) -> KeptDay:
        tables = self.shelf.tables(day, "readings")
        said = tables.get("readings", {})
        newest = columns.decoded({key: said[key] for key in sorted(said, key=int)[-1:]})
        return KeptDay(
            day=day,
            reading=reading(newest[-1], window_of(tables)) if newest else None,
            gaps=gaps_of(tables),
            events=tuple(event for event in events_of(tables) if not event.gone),
        )

    def series(self, name: str, first: datetime, after: datetime) -> tuple[Floats, Floats]:
        """When, in seconds since 1970, and the values of one number, nan where there is no data.

        Numbers are named as `now.queue_size`, `now.wait_bands.older`, `today.first_response_time.median`.
        """
        parts = [self._column(day, name) for day in self._days(first, after)]
        at = np.concatenate([_NONE, *(each for each, _ in parts)])
        values = np.concatenate([_NONE, *(each for _, each in parts)])
        inside = (at >= first.timestamp()) & (at < after.timestamp())
        return at[inside], values[inside]

    def at(self, when: datetime) -> Reading | None:
        """The newest reading at an instant; None where there was none of late."""
        found = [*self.readings(when - WITHIN, when + timedelta(microseconds=1))]
        return found[-1] if found else None

    def snapshot(self, at: datetime) -> Snapshot | None:
        """What the wall showed at an instant, as it showed it; None where nothing is kept of it.

        Sentences and terms that are kept no longer, or were killed since, are not in it.
        """
        return self._gallery.snapshot(at)

    def minutes(self, day: date) -> tuple[datetime, ...]:
        """The minutes of a local day of which a picture is kept, the oldest first."""
        return self._gallery.minutes(day)

    def gaps(self, first: datetime, after: datetime) -> tuple[Gap, ...]:
        """The gaps that touch a span, the oldest first. One whose end nobody saw ends with the next reading."""
        latest: dict[datetime, Gap] = {}
        for day in self._days(first - timedelta(days=31), after):
            latest |= {gap.first: gap for gap in self._tells(day).gaps}
        found = [self._ended(gap) for gap in latest.values() if gap.first < after]
        return tuple(sorted((gap for gap in found if gap.after is None or gap.after > first), key=_first))

    def events(self, first: datetime, after: datetime) -> tuple[Event, ...]:
        """The events that begin in a span, the oldest first."""
        found = (self._tells(day).events for day in self._days(first, after + timedelta(days=1)))
        latest = {
            (each.kind, each.at, each.text, each.id): each
            for events in found
            for each in events
            if first <= each.at < after
        }
        return tuple(sorted((each for each in latest.values() if not each.gone), key=lambda each: each.at))

    def deeds(self, first: datetime, after: datetime) -> tuple[Deed, ...]:
        """What was released, killed and stated in a span, the oldest first; sentences without their text."""
        found = self.shelf.decoded(self._days(first, after + timedelta(days=1)), "deeds", _DEED)
        return tuple(sorted((each for each in found if first <= each.at < after), key=lambda each: each.at))

    def texts(self, first: datetime, after: datetime) -> tuple[Released, ...]:
        """The sentences, masked, that were released in a span and are still kept."""
        found = self.shelf.decoded(self._days(first, after + timedelta(days=1)), "texts", _RELEASED)
        return tuple(sorted((each for each in found if first <= each.at < after), key=lambda each: each.at))

    def conversations(self, day: date) -> tuple[ConversationRow, ...]:
        """The conversations that began on a local day, each as it was last known; the oldest first."""
        first, after = midnight(day, self._zone), midnight(day + timedelta(days=1), self._zone)
        latest: dict[str, ConversationRow] = {}
        for row in self.shelf.decoded(self.shelf.between(day, date.max), "conversations", _ROW):
            if row.gone:
                latest.pop(row.id, None)
            elif first <= row.created < after:
                latest[row.id] = row
        return tuple(sorted(latest.values(), key=_began))

    def rows(self, day: date) -> tuple[ConversationRow, ...]:
        """All conversations as they were last known at the end of a local day; the oldest first."""
        latest: dict[str, ConversationRow] = {}
        for row in self.shelf.decoded(self.shelf.between(date.min, day), "conversations", _ROW):
            latest[row.id] = row
        return tuple(sorted((row for row in latest.values() if not row.gone), key=_began))

    def last(self) -> datetime | None:
        """When the newest reading was made."""
        for day in reversed(self.shelf.days()):
            if documents := self._documents(day)[0]:
                return instant(documents[-1].at)
        return None

    def open_gap(self) -> Gap | None:
        """What is not known since the last reading: None where there is none at all."""
        last = self.last()
        if last is None:
            return None
        day = local_day(last.timestamp(), self._zone)
        since = (gap for each in self.shelf.between(day, date.max) for gap in self._tells(each).gaps)
        running = [gap for gap in since if gap.after is None and gap.first >= last - timedelta(minutes=1)]
        return max(running, key=_first) if running else Gap(first=last, why="off")

    def _days(self, first: datetime, after: datetime) -> Iterable[date]:
        begin, end = (local_day(each.timestamp(), self._zone) for each in (first, after))
        if first >= after:
            return ()
        if end - begin > LISTED:
            return self.shelf.between(begin, end)
        return (begin + timedelta(days=day) for day in range((end - begin).days + 1))

    def _documents(self, day: date) -> tuple[list[ReadingDocument], tuple[str, ...]]:
        tables = self.shelf.tables(day, "readings")
        return columns.decoded(tables.get("readings", {})), window_of(tables)

    def _column(self, day: date, name: str) -> tuple[Floats, Floats]:
        file, stamp = columns_file(self.shelf.folder, day), self._closed(day)
        if stamp:
            try:
                at, values, told = columns.column(file, name)
            except (OSError, HistoryDamaged):
                pass  # they are made of the day's file, which is read instead
            else:
                self._remember(day, stamp, told)
                return at, values
        return columns.picked(*self._documents(day), name)

    def _tells(self, day: date) -> Told:
        """The gaps and events of a day; of a closed one its columns say them, which are a tenth as long."""
        stamp = self._closed(day)
        known = self._told.get(day)
        if stamp and known and known[0] == stamp:
            return known[1]
        told = None
        if stamp:
            with suppress(OSError, HistoryDamaged):
                told = columns.told(columns_file(self.shelf.folder, day))
        if told is None:
            tables = self.shelf.tables(day, "readings")
            told = Told(gaps_of(tables), events_of(tables))
        self._remember(day, stamp, told)
        return told

    def _closed(self, day: date) -> Stamp:
        """What tells a closed day's columns from other ones; None where there are none, or something came late."""
        if log_file(self.shelf.folder, day).exists():
            return None  # it is beside the closed files, and not in them
        return stamp_of(columns_file(self.shelf.folder, day))

    def _remember(self, day: date, stamp: Stamp, told: Told | None) -> None:
        if stamp and told:
            self._told[day] = stamp, told

    def _ended(self, gap: Gap) -> Gap:
        """A gap whose end was not written: it ends with the first reading after it."""
        if gap.after is not None:
            return gap
        for day in self.shelf.between(local_day(gap.first.timestamp(), self._zone), date.max):
            at, _ = self._column(day, columns.AT)
            later = at[at > gap.first.timestamp()]
            if later.size:
                return Gap(first=gap.first, after=instant(float(later[0])), why=gap.why)
        return gap


def _began(row: ConversationRow) -> tuple[float, str]:
    return row.created, row.id


def _first(gap: Gap) -> datetime:
    return gap.first
