"""The writer: appends to today's log, closes days that are over, lets go of what is too old."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from logging import getLogger
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Raw

from dashboard.measure.days import local_day, midnight
from dashboard.problems import HistoryDamaged, HistoryProblem
from dashboard.settings import History as Limits
from data.files import NEW, remove, replace, set_aside, sync
from data.history import columns
from data.history.form import KINDS, VERSION, Kept, meta
from data.history.layout import (
    ABOUT,
    COLUMNS,
    DAMAGED,
    LOCK,
    LOG,
    About,
    columns_file,
    day_file,
    files,
    log_file,
    told,
)  # fmt: skip
from data.history.lock import Lock
from data.history.records import META, Tables
from data.history.shelf import Shelf, events_of, gaps_of, merged, window_of
from data.history.storage import DayStorage, LogStorage, checked

log = getLogger(__name__)

GRACE = 600.0
"""Seconds after midnight in which a day still stays open, so that a clock that is set back a little reopens none."""
LOOKED_AT = timedelta(days=3)
"""The files of so many days are looked through at the start; the older ones by and by."""


class Writer:
    """The only one who changes the history's files, from `open` to `close`.

    Every step leaves each file as it was or as it shall be, whenever a kill or a power cut comes.
    """

    def __init__(self, folder: Path, zone: ZoneInfo, whose: str = "", limits: Limits = Limits()) -> None:  # noqa: B008
        self.folder, self.zone, self._about = folder, zone, About(whose, zone.key)
        self.shelf = Shelf(folder)
        self._lock = Lock(folder / LOCK)
        self._days = {
            "readings": limits.readings_days,
            COLUMNS: limits.readings_days,
            "conversations": limits.conversations_days,
            "texts": limits.texts_days,
            "pictures": limits.readings_days,
        }
        self._logs: dict[date, LogStorage] = {}
        self.bytes_written = 0
        self.is_open = False

    def open(self, at: float) -> None:
        """Become the one writer, and put in order what a kill left.

        Raises HistoryTaken while another process writes, HistoryProblem where another version wrote, and OSError.
        """
        if self.is_open:
            return
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock.take()
        try:
            self._check_about()
            for left in self.folder.glob(f"*{NEW}"):
                left.unlink(missing_ok=True)
            self.inspect(local_day(at, self.zone) - LOOKED_AT)
        except BaseException:
            self._lock.release()
            raise
        self.is_open = True

    def close(self) -> None:
        """Let go of the files, and let another one write."""
        for each in self._logs.values():
            each.close()
        self._logs.clear()
        self._lock.release()
        self.is_open = False

    def write(self, day: date, documents: Sequence[Kept]) -> None:
        """Put documents of a day on the disk. They count when this returns. Raises OSError, HistoryDamaged."""
        opened = self._log(day)
        try:
            self.bytes_written += opened.append([each.change for each in documents])
        except HistoryDamaged:
            self._logs.pop(day).close()
            self._mend(day, log_file(self.folder, day))
            self.bytes_written += self._log(day).append([each.change for each in documents])

    # ── When a day is over ───────────────────────────────────────────────────────────────────────────

    def over(self, at: float) -> list[date]:
        """The days that are over and not closed, the oldest first."""
        open_days = [day for day, kind, _ in files(self.folder) if kind == LOG]
        return [day for day in open_days if midnight(day + timedelta(days=1), self.zone) + GRACE <= at]

    def close_day(self, day: date, at: float) -> None:
        """Turn a day's log into its files. Raises OSError; then the log stays, and holds everything."""
        self._let_go(day)
        said = self._salvaged(day)
        for kind, names in KINDS.items():
            tables = {name: said[name] for name in names if said.get(name)}
            if tables and self._lasts(kind, day, at):
                self._close_kind(day, kind, tables, window_of(said))
        remove(log_file(self.folder, day))

    def _close_kind(self, day: date, kind: str, said: Tables, window: Sequence[str]) -> None:
        file = day_file(self.folder, day, kind)
        self._keep_whole(day, kind, file)
        before = DayStorage(file).tables() or {}
        head = meta(day.isoformat(), self.zone.key, kind)
        tables = {META: {"1": head}, **merged({k: v for k, v in before.items() if k != META}, said)}
        if kind == "readings":
            remove(columns_file(self.folder, day))  # never older than the file it is made of
        self.bytes_written += DayStorage(file).replace(tables)
        if kind == "readings":
            self._write_columns(day, tables, window)

    def _write_columns(self, day: date, tables: Tables, window: Sequence[str]) -> None:
        readings = columns.decoded(tables.get("readings", {}))
        made = columns.packed(columns.table(readings, window), gaps_of(tables), events_of(tables))
        self.bytes_written += replace(columns_file(self.folder, day), made)

    # ── What is too old ──────────────────────────────────────────────────────────────────────────────

    def prune(self, at: float) -> list[Path]:
        """Let go of the files that are kept no longer; gives them. Raises OSError."""
        gone = [
            path
            for day, kind, path in [*files(self.folder), *self._set_aside()]
            if not self._lasts(kind, day, at)
        ]
        for path in gone:
            path.unlink(missing_ok=True)
        if gone:
            sync(self.folder)
        self._strip_logs(at)
        return gone

    def _lasts(self, kind: str, day: date, at: float) -> bool:
        age = (local_day(at, self.zone) - day).days
        limit = max(self._days.values()) if kind == LOG else self._days[kind]
        return age < limit

    def _set_aside(self) -> Iterator[tuple[date, str, Path]]:
        """The damaged files: a log goes with the first of what it holds, for it can't be taken apart."""
        for path in sorted((self.folder / DAMAGED).glob("*")):
            if found := told(path.name.rpartition(".")[0]):
                day, kind = found
                yield day, "texts" if kind == LOG else kind, path

    def _strip_logs(self, at: float) -> None:
        """Days that could not be closed in time lose what is kept no longer, too."""
        for day, kind, path in list(files(self.folder)):
            if kind != LOG:
                continue
            old = {name for each, names in KINDS.items() if not self._lasts(each, day, at) for name in names}
            tables = LogStorage(path).salvaged() if old else {}
            if old & tables.keys():
                self._let_go(day)
                LogStorage(path).begin({name: rows for name, rows in tables.items() if name not in old})

    # ── What is damaged ──────────────────────────────────────────────────────────────────────────────

    def inspect(self, first: date = date.min, last: date = date.max) -> int:
        """Look through the files of some days, and set aside the damaged ones; how many there were."""
        damaged = 0
        for day, kind, path in list(files(self.folder)):
            if first <= day <= last:
                try:
                    damaged += self.look_at(day, kind, path)
                except OSError as fault:  # one file must not keep the others from being written
                    log.warning("%s can't be looked through: %s", path, fault)
        return damaged

    def look_at(self, day: date, kind: str, path: Path) -> bool:
        """Look through a file, and set it aside where it is damaged; whether it was. Raises OSError."""
        if kind == LOG:
            return self._mend(day, path)
        if kind == COLUMNS:
            if not columns.whole(path):
                remove(path)
                self._mend_columns(day)
            return False
        damaged = self._keep_whole(day, kind, path)
        if kind == "readings" and not damaged and not columns_file(self.folder, day).exists():
            self._mend_columns(day)
        return damaged

    def _mend_columns(self, day: date) -> None:
        """Make a day's columns anew; of readings that are damaged there are none."""
        try:
            tables = DayStorage(day_file(self.folder, day, "readings")).tables()
        except HistoryDamaged:
            return
        if tables:
            self._write_columns(day, tables, window_of(tables))

    def _keep_whole(self, day: date, kind: str, file: Path) -> bool:
        try:
            checked(file)
        except HistoryDamaged as damage:
            self._put_aside(file, damage)
            if kind == "readings":
                columns_file(self.folder, day).unlink(missing_ok=True)
            remove(file)
            return True
        return False

    def _mend(self, day: date, file: Path) -> bool:
        """Set a damaged log aside, and begin it anew with those of its records that are whole."""
        storage = LogStorage(file)
        try:
            storage.tables()
        except HistoryDamaged as damage:
            self._let_go(day)
            tables = storage.salvaged()
            self._put_aside(file, damage)
            storage.begin({META: {"1": meta(day.isoformat(), self.zone.key)}, **tables})
            return True
        return False

    def _salvaged(self, day: date) -> Tables:
        self._mend(day, log_file(self.folder, day))
        return LogStorage(log_file(self.folder, day)).tables() or {}

    def _put_aside(self, file: Path, damage: Exception) -> None:
        other = set_aside(file, self.folder / DAMAGED)
        log.warning("%s; it is kept as %s", damage, other.relative_to(self.folder))

    # ── The files ────────────────────────────────────────────────────────────────────────────────────

    def rewrite(self, day: date, kind: str, path: Path, tables: Tables) -> None:
        """Put other documents in the place of a file's. Raises OSError; then it is as it was."""
        if kind == LOG:
            self._let_go(day)
            LogStorage(path).begin(tables)
        elif any(rows for name, rows in tables.items() if name != META):
            DayStorage(path).replace(tables)
        else:
            remove(path)

    def _log(self, day: date) -> LogStorage:
        file = log_file(self.folder, day)
        if not file.exists():  # it may have been taken away by hand
            self._let_go(day)
            LogStorage(file).begin({META: {"1": meta(day.isoformat(), self.zone.key)}})
        return self._logs.setdefault(day, LogStorage(file))

    def _let_go(self, day: date) -> None:
        if day in self._logs:
            self._logs.pop(day).close()

    def _check_about(self) -> None:
        file = self.folder / ABOUT
        try:
            said = DayStorage(file).tables()
        except HistoryDamaged as damage:
            self._put_aside(file, damage)
            said = None
        version = msgspec.json.decode(said[META]["1"])["version"] if said else 0
        if version > VERSION:
            raise HistoryProblem(f"{self.folder}: is of version {version}; this program knows {VERSION}")
        if version < VERSION:  # an older program would lose what it does not know
            DayStorage(file).replace({META: {"1": Raw(msgspec.json.encode(self._about))}})
