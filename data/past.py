"""The finished days' curves in one small file, so that a feed that starts knows what is usual."""

import hashlib
from collections.abc import Iterable
from datetime import date
from logging import getLogger
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from dashboard.measure.usual import MEMORY
from dashboard.model import DayCurves
from dashboard.settings import Settings
from dashboard.wordless import reason
from data.files import NEW, own, replace

LARGEST_BYTES = 16 * 1024 * 1024
"""Fifty times what 56 days need: what is larger is not ours."""

log = getLogger(__name__)


class Pages(Struct, frozen=True, kw_only=True):
    """What stands in the file; another version is another file's."""

    version: Literal[1] = 1
    whose: str
    days: tuple[DayCurves, ...]


class PastInMemory:
    """Remembers the days as long as it lives."""

    def __init__(self) -> None:
        self._days: tuple[DayCurves, ...] = ()

    def days(self) -> tuple[DayCurves, ...]:
        """The days that are remembered, the oldest first."""
        return self._days

    def keep(self, day: DayCurves) -> None:
        """Remember a day, instead of what was known of it."""
        self._days = recent((*self._days, day))


class PastFile:
    """Remembers the days in a file of its own for each inbox and time zone (`whose`), readable by its owner only.

    A day is written by replacing the whole file in one step: whenever the power goes, it holds the days before or
    the days after. One that is damaged is set aside under another name and begun anew; where it can't be read or
    written at all, the days last as long as the program, and the log says so. Whoever looks beside a feed `writes`
    nothing.
    """

    def __init__(self, folder: Path, whose: str, *, writes: bool = True) -> None:
        self._writes = writes
        self._whose = whose
        self._file = folder / f"past-{short(whose)}.json"
        self._unreadable = False
        self._days = self._read()

    def days(self) -> tuple[DayCurves, ...]:
        """The days that are remembered, the oldest first."""
        return self._days

    def keep(self, day: DayCurves) -> None:
        """Remember a day, instead of what was known of it, beside those that another feed wrote meanwhile."""
        written = () if self._unreadable else self._read()
        self._days = recent((*written, *self._days, day))
        if self._writes and not self._unreadable:
            self._write()

    def _read(self) -> tuple[DayCurves, ...]:
        try:
            with self._file.open("rb") as file:
                found = file.read(LARGEST_BYTES + 1)
            pages = msgspec.json.decode(found, type=Pages)
            if pages.whose != self._whose:
                raise msgspec.ValidationError(f"it is the past of {pages.whose}")
        except FileNotFoundError:
            return ()
        except OSError as fault:
            self._unreadable = True  # it may be whole: don't replace it
            log.warning("%s can't be read, what is usual is not kept: %s", self._file, fault)
            return ()
        except (UnicodeDecodeError, msgspec.MsgspecError, RecursionError) as fault:
            self._set_aside(fault)
            return ()
        return recent(pages.days)

    def _set_aside(self, fault: Exception) -> None:
        """Give the damaged file a name that no other one has."""
        if not self._writes:
            log.warning("%s is damaged, what is usual is not known: %s", self._file, reason(fault))
            return
        number = 1
        while (other := self._file.with_suffix(f".damaged-{number}")).exists():
            number += 1
        try:
            self._file.rename(other)
        except OSError as refused:
            self._unreadable = True
            log.warning("%s is damaged (%s) and can't be set aside: %s", self._file, reason(fault), refused)
        else:
            log.warning("%s is damaged and now called %s: %s", self._file, other.name, reason(fault))

    def _write(self) -> None:
        pages = Pages(whose=self._whose, days=self._days)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            for left in self._file.parent.glob(f"{self._file.stem}.*{NEW}"):  # by one that was killed
                left.unlink(missing_ok=True)
            replace(self._file, [msgspec.json.encode(pages)], new=own())
        except OSError as fault:
            log.warning("what is usual can't be kept in %s: %s", self._file, fault)


def whose(settings: Settings) -> str:
    """Whose past it is: another inbox has another, and in another time zone the days are others."""
    inbox = settings.inbox
    return f"{inbox.kind} {inbox.address} {inbox.account} {settings.goals.timezone}"


def short(whose: str) -> str:
    """Whose it is in the eight letters of a name on disk."""
    return hashlib.sha256(whose.encode()).hexdigest()[:8]


def recent(days: Iterable[DayCurves]) -> tuple[DayCurves, ...]:
    """Each day once, as it was said last, the oldest first; those that still matter for the day after the newest."""
    latest: dict[date, DayCurves] = {day.day: day for day in days}
    oldest = max(latest, default=date.min)
    oldest = oldest - MEMORY if oldest > date.min + MEMORY else date.min
    return tuple(latest[day] for day in sorted(latest) if day > oldest)
