"""What a process does to a history until it is killed, and what must be true of the files then.

Each operation prepares a folder, works in it, saying each step that counts, and knows what must be there for the steps
that were said. `python -m tests.proofs.crash.work OPERATION FOLDER` works in a folder that is prepared.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from dashboard.measure.days import midnight
from dashboard.problems import HistoryDamaged
from data.history.columns import whole
from data.history.forgetting import Forgotten, forget
from data.history.layout import COLUMNS, DAMAGED, LOG, files
from data.history.pictures import PICTURES
from data.history.records import find
from data.history.shelf import Shelf
from data.history.storage import checked
from data.history.writer import Writer
from tests.data.history.pages import DAY, NOON, OSLO, documents, entry, paintings, released, row, snapshot
from tests.proofs.crash import exporting

Say = Callable[[int], None]
CUSTOMER, OTHER = 1234567890123, 9876543210987
MINUTES = 12
"""Of each prepared day."""


@cache
def page(day: date, minute: int):
    """The documents of a minute: a reading, a picture, and in the first two a row and a sentence of a customer each."""
    since = NOON + (day - DAY)
    who = {0: CUSTOMER, 1: OTHER}.get(minute)
    rows = () if who is None else (row(f"{day} {minute}", customer=who, created=since),)
    deeds = () if who is None else (released(who, at=since),)
    return (
        *documents(entry(minute, since=since, conversations=rows, deeds=deeds)),
        *(each for each in _pictures(day) if each.number == str(int(since.timestamp()) + minute * 60)),
    )


@cache
def _pictures(day: date):
    since = NOON + (day - DAY)
    return paintings(snapshot(minute, since=since) for minute in range(APPENDED + 1))[day]


@contextmanager
def writing(folder: Path, at: float = NOON.timestamp()) -> Iterator[Writer]:
    writer = Writer(folder, OSLO, "crash")
    writer.open(at)
    try:
        yield writer
    finally:
        writer.close()


def end_of(day: date) -> float:
    return midnight(day + timedelta(days=1), OSLO) + 700


def days(count: int) -> list[date]:
    return [DAY + timedelta(days=number) for number in range(count)]


def fill(folder: Path, count: int, *, closed: bool) -> None:
    """So many days, each a log or closed."""
    with writing(folder) as writer:
        for day in days(count):
            writer.write(day, [each for minute in range(MINUTES) for each in page(day, minute)])
            if closed:
                writer.close_day(day, end_of(day))


@dataclass(frozen=True)
class Operation:
    """`must` gives what may not be missing after these steps were said, as (day, minute) or (day, table, customer);
    `gone` what may not be there."""

    prepare: Callable[[Path], None]
    work: Callable[[Path, Say], None]
    must: Callable[[set[int]], set[tuple]]
    gone: Callable[[set[int]], set[tuple]] = lambda _said: set()
    check: Callable[[Path, set[int]], list[str]] | None = None
    """Instead of both, where the folder is no history."""


# ── append: readings one by one, over three days ─────────────────────────────────────────────────────

APPENDED = 60


def _append(steps: int) -> Callable[[Path, Say], None]:
    def work(folder: Path, say: Say) -> None:
        with writing(folder) as writer:
            for step in range(steps):
                writer.write(days(3)[step % 3], page(days(3)[step % 3], step))
                say(step)

    return work


def _appended(said: set[int]) -> set[tuple]:
    return {
        each for step in said for each in ((days(3)[step % 3], step), (days(3)[step % 3], PICTURES, step))
    }


# ── compact: days that are over become closed files ──────────────────────────────────────────────────


def _compact(count: int) -> Callable[[Path, Say], None]:
    def work(folder: Path, say: Say) -> None:
        with writing(folder) as writer:
            for step, day in enumerate(days(count)):
                writer.close_day(day, end_of(day))
                say(step)

    return work


def _all(count: int) -> Callable[[set[int]], set[tuple]]:
    def must(_said: set[int]) -> set[tuple]:
        readings = {(day, minute) for day in days(count) for minute in range(MINUTES)}
        people = {
            (day, table, who) for day in days(count) for table in TABLES[:2] for who in (CUSTOMER, OTHER)
        }
        return readings | {(day, PICTURES, minute) for day, minute in readings} | people

    return must


TABLES = ("conversations", "texts", PICTURES)
"""Beside the readings; of the first two each document is a customer's, of the last one a minute's."""

# ── prune: day by day the sentences, then the rows, then the readings leave ──────────────────────────

LIMITS = {"texts": 7, "conversations": 90, "readings": 400, "pictures": 400}
STEPS = [7, 8, 9, 10, 90, 91, 92, 93, 400, 401, 402, 403]


def _prune(folder: Path, say: Say) -> None:
    with writing(folder) as writer:
        for step, age in enumerate(STEPS):
            writer.prune(midnight(DAY + timedelta(days=age), OSLO) + 60)
            say(step)


def _kept(said: set[int]) -> set[tuple]:
    """Whatever not even the step after the last one that was said takes away."""
    age = STEPS[min(max(said, default=-1) + 1, len(STEPS) - 1)]
    return {each for each in _all(4)(said) if age - (each[0] - DAY).days < _limit(each)}


def _pruned(said: set[int]) -> set[tuple]:
    age = STEPS[max(said)] if said else 0
    return {each for each in _all(4)(said) if age - (each[0] - DAY).days >= _limit(each)}


def _limit(each: tuple) -> int:
    return LIMITS[each[1]] if len(each) == 3 else LIMITS["readings"]


# ── forget: one customer leaves two closed days and an open one ──────────────────────────────────────


def _half(folder: Path) -> None:
    fill(folder, 2, closed=True)
    with writing(folder) as writer:
        for minute in range(MINUTES):
            writer.write(days(3)[2], page(days(3)[2], minute))


def _forget(folder: Path, say: Say) -> None:
    with writing(folder) as writer:
        forget(writer, Forgotten(folder), CUSTOMER, end_of(days(3)[2]))
        say(0)


# ── export: a day's files are written again and again ────────────────────────────────────────────────


def _export(versions: int) -> Operation:
    return Operation(
        exporting.prepare, exporting.exporting(versions), lambda _said: set(), check=exporting.check
    )


OPERATIONS = {
    "append": Operation(lambda folder: None, _append(APPENDED), _appended),
    "compact": Operation(lambda folder: fill(folder, 6, closed=False), _compact(6), _all(6)),
    "prune": Operation(lambda folder: fill(folder, 4, closed=True), _prune, _kept, _pruned),
    "forget": Operation(
        _half,
        _forget,
        lambda said: {each for each in _all(3)(said) if CUSTOMER not in each},
        lambda said: {each for each in _all(3)(said) if CUSTOMER in each} if said else set(),
    ),
    "export": _export(exporting.VERSIONS),
}

STEPWISE = OPERATIONS | {
    "append": Operation(lambda folder: None, _append(4), _appended),
    "compact": Operation(lambda folder: fill(folder, 1, closed=False), _compact(1), _all(1)),
    "export": _export(1),
}
"""The same, short enough to be killed at each of their system calls."""


# ── What must be true ────────────────────────────────────────────────────────────────────────────────


def faults(folder: Path, operation: Operation, said: set[int]) -> list[str]:
    """What is wrong with a folder after a kill: as it lies there, and after a writer has opened it."""
    if operation.check:
        return operation.check(folder, said)
    found = [*unreadable(folder), *_missing(folder, operation, said)]
    with writing(folder):
        pass
    found += [
        f"after opening: {fault}" for fault in [*unreadable(folder), *_missing(folder, operation, said)]
    ]
    if list((folder / DAMAGED).glob("*")):
        found.append("something was set aside as damaged")
    return found


def unreadable(folder: Path) -> Iterator[str]:
    for _, kind, path in files(folder):
        if kind == LOG:
            if (log := find(path.read_bytes())).damaged or not log.records:
                yield f"{path.name}: {log.damaged} damaged records of {len(log.records)}"
        elif kind == COLUMNS:
            if not whole(path):
                yield f"{path.name}: damaged"
        else:
            try:
                checked(path)
            except HistoryDamaged:
                yield f"{path.name}: damaged"


def _missing(folder: Path, operation: Operation, said: set[int]) -> Iterator[str]:
    there = held(folder)
    yield from (f"lost: {each}" for each in sorted(map(str, operation.must(said) - there))[:3])
    yield from (f"still there: {each}" for each in sorted(map(str, operation.gone(said) & there))[:3])


def held(folder: Path) -> set[tuple]:
    """What is there as it was written."""
    shelf, found = Shelf(folder), set()
    for day in shelf.days():
        for kind in ("readings", *TABLES):
            tables = shelf.tables(day, kind)
            for minute in range(APPENDED):
                for each in page(day, minute):
                    there = tables.get(each.table, {}).get(each.number)
                    if there is not None and bytes(there) == bytes(each.document):
                        which = minute if each.table == PICTURES else each.customer
                        found.add((day, minute) if each.table == "readings" else (day, each.table, which))
    return found


def main(name: str, folder: str) -> None:
    def say(step: int) -> None:
        os.write(1, b"%d\n" % step)

    os.write(1, b"begin\n")
    STEPWISE[name].work(Path(folder), say)


if __name__ == "__main__":
    main(*sys.argv[1:])
