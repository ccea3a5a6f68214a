"""The past of an archive comes into the history: a reading a quarter of an hour, rows, storms, and what is usual."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from dashboard.kept import ConversationRow, Entry, Event
from dashboard.ledger import KEEP, Ledger
from dashboard.lookback import Lookback
from dashboard.measure.days import QUARTER, bounds, instant, local_day, midnight
from dashboard.measure.gauge import gauge
from dashboard.measure.reading import measure
from dashboard.measure.usual import MEMORY
from dashboard.model import Conversation, DayCurves, Reading
from dashboard.ports import Ear, Past
from dashboard.problems import ArchiveProblem, HistoryTaken
from dashboard.retold import Deaf, as_of, retold
from dashboard.rows import conversation_rows
from dashboard.settings import Settings
from data.archive import Archive
from data.exports.shelf import named_day
from data.history.forgetting import Forgotten
from data.history.form import Kept, kept
from data.history.writer import Writer
from data.measuring import long_lived
from data.past import PastInMemory
from data.spool import Spool
from data.stretches import Stretches

BATCH = 2000
AT_ONCE = 200
"""Documents of one record."""
DAY = timedelta(days=1)


class Imported(Struct, frozen=True):
    """What came in: of how many days anything, readings, rows; days that now count for what is usual; bad lines."""

    days: int = 0
    readings: int = 0
    rows: int = 0
    usual: int = 0
    skipped: int = 0


class Plan(NamedTuple):
    """What of a day is missing: the quarter-hours whose readings are, and whether it is not remembered."""

    quarters: tuple[float, ...]
    curves: bool


class Import:
    """The way of an archive into a history and a past, which nobody else may write meanwhile.

    Days come in one by one, the oldest first, each on the disk before the next: whenever it ends, it can be begun
    again, and only what is missing is done. Nothing that is kept already is touched. Days before `since` are left
    out: an archive may hold some conversations of days of which it lacks most, and then they would count as calm.
    """

    def __init__(
        self,
        writer: Writer,
        past: Past,
        settings: Settings,
        now: datetime,
        say: Callable[[str], None],
        *,
        since: date | None = None,
    ) -> None:
        self._writer, self._past, self._settings, self._since = writer, past, settings, since
        self._now, self._say, self._zone = now, say, ZoneInfo(settings.goals.timezone)
        self._done = Imported()

    def run(self, path: Path, ear: Ear) -> Imported:
        """Take an archive in. Raises ArchiveProblem, HistoryProblem, OSError."""
        with Spool() as spool, closing(Archive(path)) as archive:
            with long_lived():
                for batch in _batches(archive):
                    _hear(batch, ear, spool)
                    self._say(f"{path}: {len(spool)} conversations are read and heard")
            self._done = replace(self._done, skipped=archive.skipped)
            if not len(spool):
                raise ArchiveProblem(f"{path}: has no conversation")
            spool.sort()
            self._leave_astray(spool)
            try:
                self._writer.open(self._now.timestamp())
            except HistoryTaken as taken:
                raise HistoryTaken(
                    f"{taken}; end the wall, desk or feed that does, and begin again"
                ) from None
            try:
                self._tell(spool, named_day(path))
            finally:
                self._writer.close()
        return self._done

    def _leave_astray(self, spool: Spool) -> None:
        """Leave out the conversations with a date far before all others, which would make years of calm days."""
        for each in Stretches(spool.at, self._now, self._zone).astray:
            left = spool.leave_out(each.begin, each.last)
            self._say(
                f"{left} conversations of {local_day(each.begin, self._zone)} are left out: "
                "they lie more than a year before all that comes next, so their date is hardly right"
            )

    def _tell(self, spool: Spool, named: date | None) -> None:
        """Tell the days that are whole in the archive again, from before the first one that is needed."""
        stretches = Stretches(spool.at, self._now, self._zone)
        days = list(self._days(stretches, named))
        if not days:
            self._say("no day is whole in the archive, so nothing of it comes in")
        plans = {day: plan for day in days if any(plan := self._plan(day))}
        if not plans:
            return
        ledger, rolling = Ledger(Deaf(), trust_status=False), PastInMemory()
        lookback = Lookback(rolling, ledger, self._settings.hours.countries if self._settings.hours else ())
        day = max(local_day(float(spool.at[0]), self._zone), min(plans) - MEMORY - KEEP)
        reached, forgotten = midnight(day, self._zone) - 1.0, Forgotten(self._writer.folder)
        while day <= max(plans):
            plan = plans.get(day, Plan((), curves=False))
            end = midnight(day + DAY, self._zone)
            readings, brought = list[Reading](), dict[str, Conversation]()
            for at in (*(each for each in plan.quarters if each < end - 1), end - 1):
                some = self._fold(ledger, spool, reached, at)
                brought |= {each.id: each for each in some}
                reached = at
                if at in plan.quarters:
                    readings.append(self._reading(ledger, at, stretches.begun(at)))
            begun = stretches.begun(end - 1)
            lookback.look(gauge(self._settings, end), max(begun, end - KEEP.total_seconds()), complete=True)
            told = next((each for each in rolling.days() if each.day == day), None)
            if day in plans:
                rows = self._rows(ledger, brought) if self._rows_last(day) else ()
                entry = Entry(at=instant(end), conversations=rows, events=_storms(told) if readings else ())
                documents = [each for made in readings for each in kept(Entry(at=made.at, reading=made))]
                self._keep(
                    day, [*kept(entry), *documents], forgotten
                )  # a whole day of readings: all was written
                if told and plan.curves:
                    self._past.keep(told)
                    self._done = replace(self._done, usual=self._done.usual + 1)
                place = sorted(plans).index(day) + 1
                self._say(f"{day}: {len(readings)} readings; {place} of {len(plans)} days")
            ledger.prune(end - KEEP.total_seconds())
            day += DAY

    def _days(self, stretches: Stretches, named: date | None) -> Iterator[date]:
        """The days that are whole in the archive, and that are kept at all; of a day's own archive that day alone."""
        today = local_day(self._now.timestamp(), self._zone)
        kept_from = today - timedelta(days=self._settings.history.readings_days - 1)
        first = max(kept_from, self._since or date.min)
        own = [named] if named is not None and named < today else stretches.whole_days()
        yield from (day for day in own if day >= first)

    def _rows(self, ledger: Ledger, brought: dict[str, Conversation]) -> tuple[ConversationRow, ...]:
        """The rows of a day, each with the number of its customer, which stood for the person while it was retold."""
        rows = conversation_rows(ledger, brought.values())
        return tuple(replace(row, customer=int(brought[row.id].customer or 0)) for row in rows)

    def _rows_last(self, day: date) -> bool:
        age = local_day(self._now.timestamp(), self._zone) - day
        return age.days < self._settings.history.conversations_days

    def _plan(self, day: date) -> Plan:
        there = sorted(int(each) for each in self._writer.shelf.rows(day, "readings", "readings"))
        first, end = midnight(day, self._zone), midnight(day + DAY, self._zone)
        quarters, at = [], first + QUARTER
        while at <= end:
            if not any(at - QUARTER < each <= at for each in there):
                quarters.append(min(at, end - 1))
            at += QUARTER
        recent = self._now - MEMORY <= instant(first)
        remembered = any(each.day == day for each in self._past.days())
        return Plan(tuple(quarters), recent and not remembered)

    def _fold(self, ledger: Ledger, spool: Spool, after: float, at: float) -> list[Conversation]:
        then = instant(at)
        found = [each for it in retold(spool.touched(after, at)) if (each := as_of(it, then))]
        ledger.fold(found)
        return found

    def _reading(self, ledger: Ledger, at: float, begun: float) -> Reading:
        """The numbers of an instant; those of a window that begins before the archive does are none."""
        measured = gauge(self._settings, at)
        found = measure(ledger, measured)
        whole = {
            name: window
            for name, window in found.windows.items()
            if bounds(name, at, self._zone, measured.shift_began)[0] >= begun
        }
        return replace(found, windows=whole, by={})

    def _keep(self, day: date, documents: Sequence[Kept], forgotten: Forgotten) -> None:
        """Put on the disk what is not there, and close the day."""
        tables = {
            name: self._writer.shelf.rows(day, kind, name)
            for kind, name in (
                ("readings", "readings"),
                ("readings", "events"),
                ("conversations", "conversations"),
            )
        }
        new = [each for each in documents if each.number not in tables[each.table] and each not in forgotten]
        waiting = iter(new)
        while some := list(islice(waiting, AT_ONCE)):
            self._writer.write(day, some)
        if new:
            self._writer.close_day(day, self._now.timestamp())
        counts = [sum(each.table == name for each in new) for name in ("readings", "conversations")]
        done = self._done
        self._done = replace(
            done, days=done.days + bool(new), readings=done.readings + counts[0], rows=done.rows + counts[1]
        )


def _batches(archive: Archive) -> Iterator[list[Conversation]]:
    conversations = iter(archive)
    while batch := list(islice(conversations, BATCH)):
        yield batch


def _hear(batch: Sequence[Conversation], ear: Ear, spool: Spool) -> None:
    """What was said is heard once, and forgotten."""
    ledger = Ledger(ear)
    ledger.fold(batch)
    for row in conversation_rows(ledger, batch):
        spool.add(row)


def _storms(day: DayCurves | None) -> tuple[Event, ...]:
    return tuple(Event(kind="storm", at=at, until=until) for at, until in day.storms) if day else ()
