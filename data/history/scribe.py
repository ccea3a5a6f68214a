"""The scribe: takes what polls bring, and writes it in a thread of its own, so that no poll waits for a disk."""

import errno
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from logging import getLogger
from pathlib import Path
from zlib import crc32
from zoneinfo import ZoneInfo

import msgspec

from dashboard.kept import Entry, Gap
from dashboard.ledger import KEEP
from dashboard.measure.days import local_day
from dashboard.problems import HistoryProblem, HistoryTaken
from dashboard.settings import History as Limits
from dashboard.snapshot import Notice, Snapshot
from dashboard.wordless import reason, where
from data.history.forgetting import Also, Forgotten, answer
from data.history.form import MINUTE, Kept, kept
from data.history.layout import DAMAGED, LOG, files
from data.history.pictures import PICTURES, Painter
from data.history.reader import HistoryReader
from data.history.waiting import Waiting, by_day
from data.history.writer import Writer

log = getLogger(__name__)

MANY = 1_000
"""Rows that don't wait for a reading: those of a first fill."""
AT_ONCE = 200
"""Documents of one record: some hundred kilobytes."""
LOOK = 2.0
"""Seconds from one look whether anybody is to be forgotten to the next."""
TRY_AGAIN = 600.0
"""Seconds after which a day that could not be closed is tried again."""
CLOCKS_AGREE = 86400.0
"""Seconds: nothing is too old, and no day over, by a clock that may be wrong by years."""
SAY_DAMAGED = timedelta(days=7)
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
TAKES_OVER = 300.0
"""Seconds of what another feed keeps that wait here, too: when it ends, this one goes on where that one stopped."""
TAKEN = Notice(kind="history_taken")


class Scribe:
    """The history that a feed writes, see `dashboard.ports.History`; `close` ends it. `clock` is aware and in UTC.

    `also` forgets a customer elsewhere when the history does; it is called in the scribe's thread.

    Rows of conversations alone wait for the next minute's reading; they come from the inbox again after a kill.
    """

    def __init__(
        self,
        folder: Path,
        zone: ZoneInfo,
        whose: str,
        limits: Limits,
        clock: Callable[[], datetime],
        also: Also = lambda _customer: 0,
    ) -> None:
        self._zone, self._clock, self._also = zone, clock, also
        self._writer = Writer(folder, zone, whose, limits)
        self._forgotten: Forgotten | None = None
        self._waiting = Waiting()
        self._due = self._ended = False
        self._wake = threading.Condition()
        self._at: float | None = None
        """The inbox's clock at the newest reading."""
        self._minute = self._pictured = -1
        """The newest minutes that have a reading, and a picture."""
        self._painter = Painter()
        self._newest: dict[str, int] = {}
        """Of the feed that kept it until this one took over: its newest minutes, by table."""
        self._known: dict[str, tuple[int, date]] = {}
        """Of each conversation's row as it was written last: its checksum, and when it was last seen."""
        self._notices: tuple[Notice, ...] = ()
        self._trouble: Notice | None = None
        self._took_over = False
        """Whether another feed has painted what is before the next picture."""
        self._cared_for: date | None = None
        self._not_before = 0.0
        self._behind: OSError | None = None
        """Why a day that is over could not be closed."""
        self._unseen: list[tuple[date, str, Path]] = []
        self._gap: Gap | None = None
        self._look_back(HistoryReader(folder, zone))
        self._thread = threading.Thread(target=self._run, name="history", daemon=True)
        self._thread.start()

    def keep(self, entry: Entry) -> None:
        """Keep what a poll brought: at most one reading and one picture a minute."""
        at = entry.at.timestamp()
        day, minute = local_day(at, self._zone), int(at) // MINUTE
        documents = [each for each in kept(entry) if each.table != "readings" or minute != self._minute]
        pictures = list(self._paintings(entry.picture, at)) if entry.picture else []
        with self._wake:
            self._due = self._due or self._trouble is not None  # what failed is tried again with each poll
            for that, each in [*((self._day(each, day), each) for each in documents), *pictures]:
                self._waiting.put(that, each, at)
                self._due = self._due or each.table != "conversations" or len(self._waiting) > MANY
            if any(each.table == "readings" for each in documents):
                self._minute, self._at = minute, at
            self._wake.notify()

    def _day(self, each: Kept, today: date) -> date:
        return local_day(each.at, self._zone) if each.table == "events" and each.at else today

    def _paintings(self, picture: Snapshot, at: float) -> Iterator[tuple[date, Kept]]:
        """The documents of a picture, by the clock that the wall shows, unless that is far from the inbox's."""
        made = picture.made_at.timestamp()
        shown = made if abs(made - at) < CLOCKS_AGREE else at
        day, minute = local_day(shown, self._zone), int(shown) // MINUTE
        if minute != self._pictured:
            self._pictured = minute
            if self._trouble == TAKEN or self._took_over:
                self._painter.begin()  # it follows from no picture of this one's
                self._took_over = self._trouble == TAKEN
            yield from ((day, each) for each in self._painter.paint(picture, day, minute * MINUTE))

    def open_gap(self) -> Gap | None:
        """What was not known when the history was opened."""
        return self._gap

    def notices(self) -> tuple[Notice, ...]:
        """What is not right with it, as of the last time that it was written."""
        return self._notices

    def close(self, patience: float = 10.0) -> None:
        """Write what waits, and let another one write."""
        with self._wake:
            self._ended = self._due = True
            self._wake.notify()
        self._thread.join(patience)

    def _look_back(self, reader: HistoryReader) -> None:
        """What a feed before this one left: its last minute is not written again."""
        try:
            last, self._gap = reader.last(), reader.open_gap()
        except (OSError, msgspec.MsgspecError) as fault:
            log.warning("the history can't be read: %s", reason(fault))
        else:
            self._minute = int(last.timestamp()) // MINUTE if last else -1

    # ── In the thread ────────────────────────────────────────────────────────────────────────────────

    def _run(self) -> None:
        ended = False
        while not ended:
            with self._wake:
                if not self._due:
                    self._wake.wait(LOOK)
                due, self._due, ended = self._due, False, self._ended
            self._turn(due=due)
        self._writer.close()

    def _turn(self, *, due: bool) -> None:
        """Write what is due, then what else is to be done. What goes wrong is said, and tried again with the next."""
        try:
            self._open()
            if due:
                self._write()
            self._forget()
            if due:
                self._care()
            if self._behind:
                self._say(self._behind)
            elif due or not self._waiting:  # what failed is not mended by doing nothing
                self._trouble = None
        except Exception as fault:  # a history that fails must not end the wall
            self._say(fault)
        self._notices = (*((self._trouble,) if self._trouble else ()), *self._damaged())

    def _open(self) -> None:
        if self._writer.is_open:
            return
        self._writer.open(self._clock().timestamp())
        try:
            self._forgotten = Forgotten(self._writer.folder)
            self._unseen = list(files(self._writer.folder))
            self._learn()
        except BaseException:
            self._writer.close()  # half opened is not open
            raise

    def _learn(self) -> None:
        """The rows that the days before hold: a feed that starts brings the same ones again."""
        today = local_day(self._clock().timestamp(), self._zone)
        for day in self._writer.shelf.between(today - KEEP, today):
            for number, row in self._writer.shelf.rows(day, "conversations", "conversations").items():
                self._known[number] = (crc32(row), today)
        if self._took_over:
            self._newest = {table: self._newest_of(table, today) for table in ("readings", PICTURES)}

    def _newest_of(self, table: str, today: date) -> int:
        kind = "readings" if table == "readings" else PICTURES
        days = self._writer.shelf.between(today - timedelta(days=1), today + timedelta(days=1))
        return max(
            (int(each) for day in days for each in self._writer.shelf.rows(day, kind, table)), default=-1
        )

    def _write(self) -> None:
        with self._wake:
            waiting = self._waiting.all()
        for day, documents in by_day(waiting):
            for first in range(0, len(documents), AT_ONCE):
                some = documents[first : first + AT_ONCE]
                self._put(day, [each for _, each in some])
                with self._wake:
                    self._waiting.written(some)
        if number := self._waiting.lost:
            log.warning("%d documents of the history waited too long and are lost", number)
            self._waiting.lost -= number

    def _put(self, day: date, documents: Sequence[Kept]) -> None:
        assert self._forgotten is not None  # noqa: S101  (the writer is open)
        new = [each for each in documents if each not in self._forgotten and not self._is_known(each)]
        if new:
            self._writer.write(day, new)
        for each in new:
            if each.table == "conversations":
                self._known[each.number] = (crc32(each.document), day)

    def _is_known(self, each: Kept) -> bool:
        if each.table in self._newest:
            return int(each.number) <= self._newest[each.table]
        known = self._known.get(each.number) if each.table == "conversations" else None
        return known is not None and known[0] == crc32(each.document)

    def _forget(self) -> None:
        assert self._forgotten is not None  # noqa: S101
        if answer(self._writer, self._forgotten, self._also):
            self._known.clear()
            self._learn()

    def _care(self) -> None:
        """Close what is over, let go of what is too old, look through one more file."""
        now = self._at
        if now is None or abs(now - self._clock().timestamp()) > CLOCKS_AGREE:
            return
        today = local_day(now, self._zone)
        if today != self._cared_for:
            self._writer.prune(now)
            self._known = {each: seen for each, seen in self._known.items() if today - seen[1] < KEEP}
            self._cared_for = today
        if now >= self._not_before:
            self._close_days(now)
        if self._unseen:
            day, kind, path = self._unseen.pop()
            if path.exists():
                self._writer.look_at(day, kind, path)

    def _close_days(self, now: float) -> None:
        """A day that can't be closed stays a log, which is read as well."""
        self._not_before, self._behind = now + TRY_AGAIN, None
        for day in self._writer.over(now):
            try:
                self._writer.close_day(day, now)
            except OSError as fault:
                self._behind = fault

    def _say(self, fault: Exception) -> None:
        """Name what is wrong, in the log once a kind."""
        before = self._trouble
        if isinstance(fault, HistoryTaken):
            self._trouble, self._took_over = TAKEN, True
            self._leave_to_the_other()
        elif isinstance(fault, OSError) and fault.errno in NO_ROOM:
            self._trouble = Notice(kind="history_full")
        else:
            self._trouble = Notice(kind="history_unwritable")
        if self._trouble != before and self._trouble == TAKEN:
            log.info("another feed keeps the history; this one shows it, and takes over when that one ends")
        elif self._trouble != before:
            known = isinstance(fault, (OSError, HistoryProblem))
            log.warning("the history can't be written: %s", fault if known else where(fault))

    def _leave_to_the_other(self) -> None:
        """Let go of what the other feed keeps as well; of one that is stopped or can't write all waits here."""
        now = self._clock().timestamp()
        logs = [path.stat().st_mtime for _, kind, path in files(self._writer.folder) if kind == LOG]
        if self._at is not None and now - max(logs, default=0.0) < TAKES_OVER:
            with self._wake:
                self._waiting.leave(self._at - TAKES_OVER)

    def _damaged(self) -> tuple[Notice, ...]:
        """Damaged files of the last days; whoever has looked at them may take them away."""
        oldest = (self._clock() - SAY_DAMAGED).timestamp()
        try:
            found = [
                each for each in (self._writer.folder / DAMAGED).glob("*") if each.stat().st_ctime > oldest
            ]
        except OSError:
            return ()
        return (Notice(kind="history_damaged", count=len(found)),) if found else ()
