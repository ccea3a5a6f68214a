"""Files that are there whole or not at all, for their owner only."""

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from dashboard.problems import HistoryProblem
from dashboard.wordless import reason

NEW = ".new"
"""What a file is called until it is whole; what a kill left under such a name counts for nothing."""


def replace(file: Path, parts: Iterable[bytes], *, new: str = NEW) -> int:
    """Put a file in the place of another in one step: whenever the power goes, it is the old one or the new one.

    Gives its size. `new` is added to the name until it is whole; several programs that may write at once take `own`.
    Raises OSError; then the old one is as it was.
    """
    part = file.with_name(file.name + new)
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(handle, "wb") as written:  # noqa: PTH123 (a file handle has no path)
            written.writelines(parts)
            written.flush()
            os.fsync(written.fileno())
            size = written.tell()
        part.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()  # on a full disk it would take the room that is left
        raise
    sync(file.parent)
    return size


def own() -> str:
    """What a file of this process alone is called until it is whole: of two that write at once the last one counts."""
    return f".{os.getpid()}{NEW}"


@contextlib.contextmanager
def on_disk(folder: Path, otherwise: str) -> Iterator[None]:
    """Say a command's OSError as a HistoryProblem: which file, why, and what is to be done."""
    try:
        yield
    except BrokenPipeError:  # nobody reads what is told meanwhile
        raise
    except OSError as fault:
        name = fault.filename or folder
        raise HistoryProblem(f"{name}: can't be written: {reason(fault)}; {otherwise}") from fault


def remove(file: Path) -> None:
    """Take a file away for good."""
    file.unlink(missing_ok=True)
    sync(file.parent)


def sync(folder: Path) -> None:
    """Make the names in a folder last; a no-op where folders can't be opened (Windows)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(file: Path) -> bytes | None:
    """What is in a file; None where there is none."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def set_aside(file: Path, folder: Path) -> Path:
    """Give a damaged file a second name in a folder, one that no other file there has; gives it.

    The first name stays until what takes its place is there, so that a kill in between loses nothing.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    number = 1
    while (other := folder / f"{file.name}.{number}").exists():
        if other.samefile(file):
            return other
        number += 1
    try:
        os.link(file, other)
    except OSError:  # a file system without second names, as on some cards
        replace(other, [file.read_bytes()])
    sync(folder)
    return other
