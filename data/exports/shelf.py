"""Where exports lie: a folder a day or a month with fixed names in it, each file there whole or not at all."""

import errno
import os
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from dashboard.problems import ExportProblem
from data.exports.tables import sheet_names
from data.files import NEW, own, replace

PREFIX = "pulsvegg"
REMEDIES = {
    errno.ENOSPC: "make room there",
    errno.EDQUOT: "make room there",
    errno.EFBIG: "let files be larger",
    errno.EROFS: "choose a folder that can be written ([exports] folder)",
    errno.EACCES: "let this user write there, or choose another folder ([exports] folder)",
    errno.EPERM: "let this user write there, or choose another folder ([exports] folder)",
    errno.ENOTDIR: "choose a folder ([exports] folder)",
    errno.EEXIST: "choose a folder ([exports] folder)",
}


def day_files(day: date, formats: Iterable[str], *, names: bool) -> dict[str, tuple[str, ...]]:
    """The names of a day's files, by format; they come from the calendar and from the program alone."""
    tables = tuple(f"{PREFIX}-{day}-{sheet}.csv" for sheet in sheet_names(names=names))
    return {each: tables if each == "csv" else (f"{PREFIX}-{day}.{each}",) for each in formats}


def named_day(file: Path) -> date | None:
    """The day whose archive a file is, by the name that it was given here; None where it has another one."""
    found = re.fullmatch(rf"{PREFIX}-(\d{{4}}-\d\d-\d\d)\.jsonl(\.gz)?", file.name)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def day_folder(out: Path, day: date) -> Path:
    """The folder of a day's files."""
    return out / day.isoformat()


def month_file(month: date, form: str) -> str:
    """The name of a month's file."""
    return f"{PREFIX}-{month:%Y-%m}.{form}"


def write(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Put files into a folder, for their owner only; gives their paths.

    Whenever a kill or a power cut comes, each is the old one or the new one. Raises ExportProblem where the disk is
    full or can't be written: then what was not replaced is as it was.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _tidy(folder)
        for name, content in files.items():
            replace(folder / name, [content], new=own())
    except OSError as fault:
        raise ExportProblem(f"{folder}: can't be written: {_why(fault)}") from fault
    return [folder / name for name in files]


def _why(fault: OSError) -> str:
    """What is wrong with a folder, and what to do about it."""
    said, todo = fault.strerror or type(fault).__name__, REMEDIES.get(fault.errno or 0)
    return f"{said}; {todo}, and what is missing is written with the next try" if todo else said


def _tidy(folder: Path) -> None:
    """Take away what a killed export left."""
    for left in folder.glob(f"{PREFIX}-*{NEW}"):
        whose = left.name.removesuffix(NEW).rpartition(".")[2]
        if not (whose.isdecimal() and _lives(int(whose))):
            left.unlink(missing_ok=True)


def _lives(process: int) -> bool:
    if os.name != "posix":  # a signal of 0 would end it there
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return process != os.getpid()
