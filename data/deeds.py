"""The deeds in one file: each a line of JSON, written to the disk before it counts."""

import contextlib
import hashlib
import os
import threading
from datetime import UTC, datetime, timedelta
from io import FileIO
from logging import getLogger
from pathlib import Path

import msgspec

from dashboard.voice.values import Deed, Released

TEXTS_LAST = timedelta(days=7)
"""For how long customers' words are kept, masked as they are."""
LARGEST_BYTES = 16 * 1024 * 1024
"""Of a file that is read: years of deeds."""

log = getLogger(__name__)
_ONE = msgspec.json.Decoder(Deed)


class DeedsInMemory:
    """Remembers the deeds as long as it lives."""

    def __init__(self) -> None:
        self._deeds: tuple[Deed, ...] = ()

    def all(self) -> tuple[Deed, ...]:
        """The deeds, the oldest first."""
        return self._deeds

    def add(self, deed: Deed) -> None:
        """Remember a deed."""
        self._deeds = (*self._deeds, deed)


class DeedsFile:
    """Remembers the deeds in a file, readable by its owner only.

    A line that the end of the power cut off is dropped; any other that can't be understood is left out, and the log
    says so. At the start, and with each deed, the words that are older than TEXTS_LAST leave the file.

    Whoever looks beside a feed `writes` nothing: then what is added lasts as long as the program.
    """

    def __init__(self, folder: Path, whose: str, now: datetime | None = None, *, writes: bool = True) -> None:
        """A file of its own for each inbox, whose it is; `now` is when the program begins."""
        self._writes = writes
        self._file = folder / f"deeds-{hashlib.sha256(whose.encode()).hexdigest()[:8]}.jsonl"
        self._torn = False
        self._lock = threading.Lock()
        self._deeds = self._read()
        recent = tuple(each for each in self._deeds if _lasts(each, now or datetime.now(UTC)))
        if self._torn or recent != self._deeds:
            self._deeds = recent
            self._rewrite()

    def all(self) -> tuple[Deed, ...]:
        """The deeds, the oldest first."""
        return self._deeds

    def add(self, deed: Deed) -> None:
        """Remember a deed; where the file can't be written it holds as long as the program, and the log says so."""
        with self._lock:
            known = len(self._deeds)
            self._deeds = (*(each for each in self._deeds if _lasts(each, deed.at)), deed)
            if len(self._deeds) <= known:
                self._rewrite()
            elif self._writes:
                self._append(deed)

    def forget(self, customer: int) -> int:
        """Take out the sentences of a customer, from any thread; how many there were."""
        with self._lock:
            rest = tuple(
                each for each in self._deeds if not (isinstance(each, Released) and each.customer == customer)
            )
            gone = len(self._deeds) - len(rest)
            if gone:
                self._deeds = rest
                self._rewrite()
        return gone

    def _append(self, deed: Deed) -> None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with FileIO(os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "r+") as file:
                _append(file, msgspec.json.encode(deed) + b"\n")
        except OSError as fault:
            log.warning("what was decided can't be kept in %s: %s", self._file, fault)

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
    return not isinstance(deed, Released) or now - deed.at < TEXTS_LAST
