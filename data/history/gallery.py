"""The gallery: pictures of past minutes, with the words in them that are still kept and may still be shown."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from logging import getLogger
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Raw
from msgspec.structs import replace

from dashboard.measure.days import instant, local_day
from dashboard.problems import HistoryDamaged
from dashboard.snapshot import Snapshot
from dashboard.voice.values import Deed, Killed, Released, Sentence
from data.history.form import MINUTE
from data.history.layout import day_file, log_file
from data.history.pictures import PICTURES, TERMS, TermDocument, unpainted, with_terms
from data.history.shelf import Shelf

log = getLogger(__name__)

WITHIN = timedelta(minutes=5)
"""For how long a picture stands for what a wall shows, unless its next poll was to come later."""
REMEMBERED = 32
"""Tables of days' files that are remembered, as long as these are as they were: twice what one picture asks for.

For a picture with sentences those are the pictures, texts and terms of two days and the deeds of as many as texts last.
"""

Stamp = tuple[int, int] | None
_TERM = msgspec.json.Decoder(TermDocument)
_RELEASED = msgspec.json.Decoder(Released)
_DEED: msgspec.json.Decoder[Deed] = msgspec.json.Decoder(Deed)


class Gallery:
    """The pictures that a shelf keeps, of the days of `zone`."""

    def __init__(self, shelf: Shelf, zone: ZoneInfo) -> None:
        self._shelf, self._zone = shelf, zone
        self._seen: dict[tuple[date, str, str], tuple[tuple[Stamp, ...], dict[str, Raw]]] = {}

    def snapshot(self, at: datetime) -> Snapshot | None:
        """What the wall showed in a minute; None where nothing is kept of it."""
        number = int(at.timestamp()) // MINUTE * MINUTE
        today = local_day(number, self._zone)
        for day in (today, today - timedelta(days=1)):
            table = self._rows(day, PICTURES, PICTURES)
            if earlier := [each for each in map(int, table) if each <= number]:
                return self._hung(table, day, max(earlier), at)
        return None

    def minutes(self, day: date) -> tuple[datetime, ...]:
        """The minutes of a local day of which there are pictures, the oldest first."""
        return tuple(map(instant, sorted(map(int, self._rows(day, PICTURES, PICTURES)))))

    def _hung(self, table: dict[str, Raw], day: date, number: int, at: datetime) -> Snapshot | None:
        try:
            found = unpainted(table, str(number))
        except HistoryDamaged as damage:
            log.warning("left out: %s", damage)
            return None
        lasts = max(WITHIN, 2 * (found.next_poll_at - found.made_at))
        if at - instant(number) > lasts:
            return None
        return self._worded(found, day)

    def _worded(self, found: Snapshot, day: date) -> Snapshot:
        if found.terms:
            terms = self._rows(day, "texts", TERMS)
            found = with_terms(found, {name: _TERM.decode(row).text for name, row in terms.items()})
        if found.voice.shown:
            found = replace(found, voice=replace(found.voice, shown=self._sentences(found.voice.shown, day)))
        return found

    def _sentences(self, shown: Iterable[Sentence], day: date) -> tuple[Sentence, ...]:
        """Those that are still kept, and that nobody killed until now."""
        kept = {
            deed.sentence.id: deed.sentence
            for each in (day - timedelta(days=1), day)
            for deed in map(_RELEASED.decode, self._rows(each, "texts", "texts").values())
        }
        there = [kept[each.id] for each in shown if each.id in kept]
        killed = set(self._killed(day)) if there else set()
        return tuple(each for each in there if each.id not in killed)

    def _killed(self, day: date) -> Iterator[str]:
        for each in self._shelf.between(day - timedelta(days=1), date.max):
            for deed in map(_DEED.decode, self._rows(each, "readings", "deeds").values()):
                if isinstance(deed, Killed):
                    yield deed.id

    def _rows(self, day: date, kind: str, table: str) -> dict[str, Raw]:
        """The documents of a table; read again only where a file of theirs is another one than before."""
        folder = self._shelf.folder
        now = tuple(stamp_of(file) for file in (log_file(folder, day), day_file(folder, day, kind)))
        before = self._seen.pop((day, kind, table), None)
        if before and before[0] == now:
            rows = before[1]
        else:  # copies: what is decoded would hold the whole file in memory
            rows = {number: row.copy() for number, row in self._shelf.rows(day, kind, table).items()}
        self._seen[day, kind, table] = now, rows  # the last one that leaves
        while len(self._seen) > REMEMBERED:
            del self._seen[next(iter(self._seen))]
        return rows


def stamp_of(file: Path) -> Stamp:
    """What tells a file from another one of its name; None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
