"""The one writer: a lock that ends with the process that holds it, however it ends."""

import os
import sys
from pathlib import Path

from dashboard.problems import HistoryTaken


class Lock:
    """Held from `take` to `release`, or to the process' end."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._handle = -1

    def take(self) -> None:
        """Take it. Raises HistoryTaken while another process has it, and OSError."""
        if self._handle >= 0:
            return
        handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(handle)
        except BlockingIOError as taken:
            os.close(handle)
            raise HistoryTaken(f"{self._file.parent}: another process writes it") from taken
        except BaseException:
            os.close(handle)
            raise
        self._handle = handle

    def release(self) -> None:
        """Let go of it."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as taken:
            raise BlockingIOError from taken

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
