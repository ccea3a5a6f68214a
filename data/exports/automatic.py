"""The files that are written by themselves: a child process does it when a day or a shift is over."""

import logging
import subprocess
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from dashboard.measure.days import instant, local_day, midnight
from dashboard.measure.shifts import ends
from dashboard.settings import Settings
from dashboard.snapshot import Notice, Snapshot

log = logging.getLogger(__name__)

AFTER_MIDNIGHT = timedelta(minutes=20)
"""A day's last rows are on the disk by then, and the day is closed."""
AFTER_SHIFT = timedelta(minutes=2)
SHIFT_CATCH_UP = timedelta(hours=2)
"""After a start, how long ago a shift may have ended and its page still be news."""
AGAIN = timedelta(hours=1)
"""When what failed is tried again."""
PATIENCE = timedelta(minutes=15)
"""How long a child may take; one that hangs is ended."""
END_S = 5.0
FAILED = Notice(kind="files_failed")


class Exporter:
    """Starts `command` with what is due, one child at a time; looks at the clock whenever a poll has come.

    Whatever a child does, the feed goes on. Missing days are made up for after each start. `clock` is aware, in UTC.
    """

    def __init__(self, command: Sequence[str], settings: Settings, clock: Callable[[], datetime]) -> None:
        self._command, self._settings, self._clock = tuple(command), settings, clock
        self._zone = ZoneInfo(settings.goals.timezone)
        self._mail = _mail_of(settings)
        self._child: subprocess.Popen[bytes] | None = None
        self._what: tuple[str, ...] = ()
        self._until = clock()
        self._due: dict[tuple[str, ...], datetime] = {}
        self._day: date | None = None
        self._seen: float | None = None
        self._failed = False

    def look(self, snapshot: Snapshot) -> Snapshot:
        """A poll has come; gives it with a notice while what was last tried did not go well. Never raises or waits."""
        now = self._clock()
        try:
            if snapshot.fresh and snapshot.filling is None and snapshot.reading is not None:
                self._plan(snapshot.reading.at)
            self._watch(now)
            if all(each.kind != "history_taken" for each in snapshot.notices):
                self._begin(now)  # else the feed that keeps the history does it; nobody wants two letters
        except (OSError, ValueError) as fault:
            log.warning("files of the day can't be written by themselves: %s", type(fault).__name__)
            self._failed = True
        return replace(snapshot, notices=(*snapshot.notices, FAILED)) if self._failed else snapshot

    def close(self) -> None:
        """End the child there is."""
        if self._child is not None:
            self._child.kill()
            self._child.wait(END_S)
            self._child = None

    def _plan(self, at: datetime) -> None:
        """What is due, by the inbox's clock: after a start at once, then after each midnight and shift."""
        day = local_day(at.timestamp(), self._zone)
        if day != self._day:
            self._due["--missing", *self._mail] = instant(midnight(day, self._zone)) + AFTER_MIDNIGHT
            self._day = day
        if self._settings.exports.at == "shift":
            self._plan_shifts(at.timestamp())

    def _plan_shifts(self, at: float) -> None:
        """The day so far, after each shift that ended; at midnight it is the day itself, which is due anyhow."""
        seen = at - SHIFT_CATCH_UP.total_seconds() if self._seen is None else self._seen
        for end in ends(self._settings.shifts, seen, at, self._zone):
            if end != midnight(local_day(end, self._zone), self._zone):
                self._due["--shift", instant(end).isoformat(), *self._mail] = instant(end) + AFTER_SHIFT
        self._seen = max(at, seen)

    def _watch(self, now: datetime) -> None:
        """See whether the child has ended, or must be."""
        if self._child is None:
            return
        status = self._child.poll()
        if status is None and now > self._until:
            self.close()
            status = -1
        if status is None:
            return
        self._child, self._failed = None, bool(status)
        if status:
            log.warning("files of the day were not written (status %d); tried again later", status)
            self._due.setdefault(self._what, now + AGAIN)

    def _begin(self, now: datetime) -> None:
        what = next((what for what, when in self._due.items() if when <= now), None)
        if what is None or self._child is not None:
            return
        del self._due[what]
        self._what, self._until = what, now + PATIENCE
        command = [*self._command, *what]  # our own program, and words of ours
        self._child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603


def _mail_of(settings: Settings) -> tuple[str, ...]:
    """What is said of mail: sent beside the files, or, where no folder is set, without any."""
    if not settings.mail.host:
        return ()
    return ("--mail",) if settings.exports.folder else ("--mail-only",)
