"""The last good Snapshot on disk, so that a wall that starts shows a picture at once."""

import contextlib
import os
from collections.abc import Callable
from logging import getLogger
from pathlib import Path

import msgspec

from dashboard.snapshot import Snapshot
from dashboard.wordless import reason

NAME = "last-snapshot.json"
EVERY_SECONDS = 60.0  # a power cut costs a minute of age; a flash card lives longer
LARGEST_BYTES = 16 * 1024 * 1024

log = getLogger(__name__)


class Memory:
    """Keeps a Snapshot in a folder; `awake` counts seconds. A file that can't be read or written is logged."""

    def __init__(self, folder: Path, awake: Callable[[], float]) -> None:
        self._file = folder / NAME
        self._awake = awake
        self._written_at: float | None = None
        self._waiting: Snapshot | None = None

    def recall(self) -> Snapshot | None:
        """The Snapshot of an earlier run, or None when there is none that can be read."""
        try:
            with self._file.open("rb") as file:
                return msgspec.json.decode(file.read(LARGEST_BYTES), type=Snapshot)
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError, msgspec.MsgspecError) as fault:
            log.warning("%s can't be used, the wall starts without it: %s", self._file, reason(fault))
            return None

    def keep(self, snapshot: Snapshot) -> None:
        """Keep a Snapshot: on disk at most once a minute, the rest at `close`."""
        self._waiting = snapshot
        if self._written_at is None or self._awake() - self._written_at >= EVERY_SECONDS:
            self._write(snapshot)

    def close(self) -> None:
        """Write what is still only in memory."""
        if self._waiting is not None:
            self._write(self._waiting)

    def _write(self, snapshot: Snapshot) -> None:
        """Replace the file in one step, readable by its owner only: it has agents' names."""
        self._waiting, self._written_at = None, self._awake()
        new = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileNotFoundError):
                new.unlink()
            handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(handle, "wb") as file:  # noqa: PTH123 (a file handle has no path)
                file.write(msgspec.json.encode(snapshot))
                file.flush()
                os.fsync(file.fileno())
            new.replace(self._file)
        except OSError as fault:
            log.warning("the last picture can't be kept in %s: %s", self._file, fault)
