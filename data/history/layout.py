"""Where each part of the history lies: one folder an inbox and time zone, in it a log or closed files for each day."""

import hashlib
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct

from data.history.form import FORMAT, KINDS, VERSION

LOG, COLUMNS = "log", "columns"
LOCK, ABOUT, DAMAGED, FORGOTTEN, ASKED = "lock", "about.json", "damaged", "forgotten.json", "asked"
"""The writer's lock; what the folder is; where damaged files go; who is forgotten; who shall be."""

_KINDS = {f".{LOG}": LOG, f".{COLUMNS}": COLUMNS} | {f".{kind}.json": kind for kind in KINDS}


class About(Struct, frozen=True):
    """What `about.json` says."""

    whose: str
    zone: str
    format: str = FORMAT
    version: int = VERSION


def folder_of(base: Path, whose: str) -> Path:
    """The history's folder."""
    return base / f"history-{hashlib.sha256(whose.encode()).hexdigest()[:8]}"


def log_file(folder: Path, day: date) -> Path:
    """The log of a day that is not closed."""
    return folder / f"{day}.{LOG}"


def day_file(folder: Path, day: date, kind: str) -> Path:
    """A closed day's file of one kind."""
    return folder / f"{day}.{kind}.json"


def columns_file(folder: Path, day: date) -> Path:
    """A closed day's columns."""
    return folder / f"{day}.{COLUMNS}"


def days(folder: Path) -> list[date]:
    """The days that have files, the oldest first. There may be two thousand files, and it is asked often."""
    names = os.listdir(folder) if folder.is_dir() else ()  # noqa: PTH208  without a Path each
    found = {name[:10]: name for name in names if name[10:] in _KINDS}
    return sorted(known[0] for name in found.values() if (known := told(name)))


def files(folder: Path) -> Iterator[tuple[date, str, Path]]:
    """The files of days: the day, "log", "columns" or a kind, and the path; the oldest day first."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if found := told(path.name):
            yield *found, path


def told(name: str) -> tuple[date, str] | None:
    """The day and the kind that a file's name tells."""
    kind = _KINDS.get(name[10:])
    try:
        day = date.fromisoformat(name[:10])
    except ValueError:
        return None
    return (day, kind) if kind and 1970 < day.year < 2200 else None
