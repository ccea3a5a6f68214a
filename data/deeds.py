"""The deeds in one file: each a line of JSON, written to the disk before it counts."""

import contextlib
import hashlib
import os
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import FileIO
from logging import getLogger
from pathlib import Path

import msgspec

from dashboard.problems import HistoryTaken
from dashboard.voice.values import Acknowledged, Alerted, Calmed, Deed, Released
from data.history.lock import Lock

TEXTS_LAST = timedelta(days=7)
"""For how long customers' words are kept, masked as they are; and alerts, of which the history remembers the rest."""
LARGEST_BYTES = 16 * 1024 * 1024
"""Of a file that is read: years of deeds."""

WAIT, WAIT_STEP = 0.5, 0.005
"""Seconds that another program's writing is waited for: it takes some milliseconds."""

log = getLogger(__name__)
_ONE = msgspec.json.Decoder(Deed)


class DeedsInMemory:
    """Remembers the deeds as long as it lives."""

    def __init__(self, deeds: tuple[Deed, ...] = ()) -> None:
        self._deeds = deeds

    def all(self) -> tuple[Deed, ...]:
        """The deeds, the oldest first."""
        return self._deeds

    def add(self, deed: Deed) -> None:
        """Remember a deed."""
        self._deeds = (*self._deeds, deed)


class DeedsFile:
    """Remembers the deeds in a file, readable by its owner only.

    A line that the end of the power cut off is dropped; any other that can't be understood is left out, and the log
    says so. At the start, and with each deed, the words and alerts that are older than TEXTS_LAST leave the file.

    Several programs may have it open, the walls' feed and the desk's: what one adds the others know at their next look.
    Whoever looks beside a feed `writes` nothing: then what is added lasts as long as the program.
    """

    def __init__(self, folder: Path, whose: str, now: datetime | None = None, *, writes: bool = True) -> None:
        """A file of its own for each inbox, whose it is; `now` is when the program begins."""
        self._writes = writes
        self._file = folder / f"deeds-{hashlib.sha256(whose.encode()).hexdigest()[:8]}.jsonl"
        self._torn = False
        self._lock, self._between = threading.Lock(), Lock(self._file.with_suffix(".lock"))
        self._unwritten: tuple[Deed, ...] = ()
        self._stamp = self._seen()
        self._deeds = self._read()
        recent = tuple(each for each in self._deeds if _lasts(each, now or datetime.now(UTC)))
        if self._torn or recent != self._deeds:
            self._deeds = recent
            self._rewrite()
            self._stamp = self._seen()

    def all(self) -> tuple[Deed, ...]:
        """The deeds, the oldest first, also those of other programs; the same tuple while there are no others."""
        if self._seen() != self._stamp:
            with self._lock:
                self._look()
        return self._deeds

    def _look(self) -> None:
        """Read what another program has written."""
        stamp = self._seen()
        if stamp != self._stamp:
            found = (*self._read(), *self._unwritten)
            self._stamp = stamp
            if found != self._deeds:
                self._deeds = found

    def _seen(self) -> tuple[int, int, int] | None:
        """What tells one state of the file from another; None while there is none."""
        try:
            found = self._file.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """No other program writes meanwhile; one that holds on for too long is not waited for."""
        if not self._writes:
            yield
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            for _ in range(round(WAIT / WAIT_STEP)):
                try:
                    self._between.take()
                    break
                except HistoryTaken:
                    time.sleep(WAIT_STEP)
        except OSError:
            pass  # nothing can be written there: adding says so
        try:
            yield
        finally:
            self._between.release()

    def add(self, deed: Deed) -> None:
        """Remember a deed; where the file can't be written it holds as long as the program, and the log says so."""
        with self._lock, self._alone():
            self._look()
            known = len(self._deeds)
            self._deeds = (*(each for each in self._deeds if _lasts(each, deed.at)), deed)
            if len(self._deeds) <= known:
                self._rewrite()
            elif not self._writes or not self._append(deed):
                self._unwritten = (*self._unwritten, deed)
            self._stamp = self._seen()

    def forget(self, customer: int) -> int:
        """Take out the sentences of a customer, from any thread; how many there were."""
        with self._lock, self._alone():
            self._look()
            rest = tuple(
                each for each in self._deeds if not (isinstance(each, Released) and each.customer == customer)
            )
            gone = len(self._deeds) - len(rest)
            if gone:
                self._deeds = rest
                self._rewrite()
                self._stamp = self._seen()
        return gone

    def _append(self, deed: Deed) -> bool:
        """Write it behind the others; whether it could be."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with FileIO(os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "r+") as file:
                _append(file, msgspec.json.encode(deed) + b"\n")
        except OSError as fault:
            log.warning("what was decided can't be kept in %s: %s", self._file, fault)
            return False
        return True

    def _read(self) -> tuple[Deed, ...]:
        try:
            with self._file.open("rb") as file:
                lines = file.read(LARGEST_BYTES).split(b"\n")
        except FileNotFoundError:
            return ()
        except OSError as fault:
            log.warning("%s can't be read, what was decided before is not known: %s", self._file, fault)
            return ()
        self._torn = lines[-1] != b""
        found, wrong = list[Deed](), 0
        for line in lines[:-1]:  # behind the last line break there is nothing, or a line that was cut off
            try:
                found.append(_ONE.decode(line))
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                wrong += 1
        if wrong:
            log.warning("%s: %d lines can't be understood and are left out", self._file, wrong)
        return tuple(found)

    def _rewrite(self) -> None:
        if not self._writes:
            return
        new = self._file.with_suffix(f".{os.getpid()}.new")
        try:
            handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with open(handle, "wb") as file:  # noqa: PTH123
                file.writelines(msgspec.json.encode(deed) + b"\n" for deed in self._deeds)
                file.flush()
                os.fsync(file.fileno())
            new.replace(self._file)
        except OSError as fault:
            with contextlib.suppress(OSError):
                new.unlink()
            log.warning("old words can't be taken out of %s: %s", self._file, fault)


def _append(file: FileIO, line: bytes) -> None:
    """All of a line, or nothing of it: half a line on a full disk would spoil the next one."""
    end = file.seek(0, os.SEEK_END)
    try:
        if file.write(line) < len(line):
            raise OSError("there is no room")  # noqa: TRY301  (the same end as any other fault)
        os.fsync(file.fileno())
    except OSError:
        file.truncate(end)
        raise


def _lasts(deed: Deed, now: datetime) -> bool:
    passing = isinstance(deed, Released | Alerted | Acknowledged | Calmed)
    return not passing or now - deed.at < TEXTS_LAST
