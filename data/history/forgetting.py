"""Forgetting a customer: each row and sentence of theirs leaves the history, and none comes back from the inbox."""

import time
from collections.abc import Callable, Iterable, Iterator
from logging import getLogger
from pathlib import Path

import msgspec
from msgspec import Raw, Struct

from dashboard.problems import HistoryDamaged, HistoryProblem, HistoryTaken
from data.files import read, remove, replace, set_aside
from data.history.form import FORMAT, VERSION, Kept
from data.history.layout import ASKED, DAMAGED, FORGOTTEN, LOG, files
from data.history.records import META, Tables, find
from data.history.storage import DayStorage, LogStorage
from data.history.writer import Writer

log = getLogger(__name__)

TABLES = ("conversations", "texts")
"""The tables whose documents are of customers."""
Also = Callable[[int], int]
"""Forgets a customer elsewhere; how many things it took away."""
DONE = ".done"
LOOK_AGAIN = 0.2


class Forgot(Struct, frozen=True):
    """What was taken away: rows, sentences, of how many days; releases; damaged files that spoke of the customer."""

    rows: int = 0
    texts: int = 0
    days: int = 0
    releases: int = 0
    damaged: int = 0


class _Whose(Struct):
    customer: int = -1


class _Since(Struct):
    at: float


_WHOSE = msgspec.json.Decoder(_Whose)


class Forgotten:
    """Who was forgotten and when: what the inbox tells again of the time before is not kept again."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FORGOTTEN
        self._since = dict(self._read())

    def __contains__(self, kept: Kept) -> bool:
        return kept.customer is not None and kept.at <= self._since.get(kept.customer, -1.0)

    def add(self, customer: int, at: float) -> None:
        """Remember it. Raises OSError."""
        since = self._since | {customer: at}
        rows = {str(each): Raw(msgspec.json.encode(_Since(when))) for each, when in since.items()}
        about = Raw(msgspec.json.encode({"format": FORMAT, "version": VERSION}))
        DayStorage(self._file).replace({META: {"1": about}, "forgotten": rows})
        self._since = since

    def _read(self) -> Iterator[tuple[int, float]]:
        try:
            tables = DayStorage(self._file).tables() or {}
        except HistoryDamaged as damage:
            other = set_aside(self._file, self._file.parent / DAMAGED)
            log.warning(
                "%s; it is kept as %s: who was forgotten may come back from the inbox", damage, other.name
            )
            remove(self._file)
            tables = {}
        for customer, row in tables.get("forgotten", {}).items():
            yield int(customer), msgspec.json.decode(row, type=_Since).at


def forget(
    writer: Writer, forgotten: Forgotten, customer: int, at: float, also: Also = lambda _customer: 0
) -> Forgot:
    """Forget a customer in all days, and what `also` forgets. Raises OSError; then it can be asked for again."""
    forgotten.add(customer, at)  # first: whatever comes meanwhile is not kept
    rows = texts = 0
    days = set()
    for day, kind, path in list(files(writer.folder)):
        if kind not in (LOG, *TABLES):
            continue
        writer.look_at(day, kind, path)  # what is damaged is set aside first
        if not path.exists():
            continue
        storage = LogStorage(path) if kind == LOG else DayStorage(path)
        tables = storage.tables() or {}
        found = {name: set(_of(tables.get(name, {}), customer)) for name in TABLES}
        if any(found.values()):
            writer.rewrite(day, kind, path, _without(tables, found))
            days.add(day)
            rows += len(found["conversations"])
            texts += len(found["texts"])
    damaged = _forget_damaged(writer.folder / DAMAGED, customer)
    return Forgot(rows, texts, len(days), also(customer), damaged)


def _of(rows: dict[str, Raw], customer: int) -> Iterable[str]:
    return (number for number, row in rows.items() if _WHOSE.decode(row).customer == customer)


def _without(tables: Tables, found: dict[str, set[str]]) -> Tables:
    return {
        name: {number: row for number, row in rows.items() if number not in found.get(name, ())}
        for name, rows in tables.items()
    }


def _forget_damaged(folder: Path, customer: int) -> int:
    """A damaged file can't be taken apart: one that has the customer's number goes, and a log that may have it."""
    speaking = [each for each in folder.glob("*") if _speaks(each, str(customer).encode())]
    for each in speaking:
        remove(each)
    return len(speaking)


def _speaks(damaged: Path, number: bytes) -> bool:
    content = damaged.read_bytes()
    if not damaged.stem.endswith(f".{LOG}"):
        return number in content
    found = find(content)
    unknown = found.damaged or found.torn  # squeezed, and of whom can't be told any more
    return bool(unknown) or any(number in each for each in found.records)


# ── While a feed writes the history, it does what a command asks for ─────────────────────────────────


def ask(folder: Path, customer: int, at: float, patience: float) -> Forgot:
    """Ask the writer to forget a customer, and wait for its answer. Raises HistoryProblem when none comes."""
    asked = folder / ASKED
    asked.mkdir(mode=0o700, exist_ok=True)
    question, answer = asked / str(customer), asked / f"{customer}{DONE}"
    answer.unlink(missing_ok=True)
    replace(question, [msgspec.json.encode(_Since(at))])
    patient_until = time.monotonic() + patience
    while time.monotonic() < patient_until:
        if (said := read(answer)) is not None:
            answer.unlink(missing_ok=True)
            return msgspec.json.decode(said, type=Forgot)
        time.sleep(LOOK_AGAIN)
    raise HistoryProblem(
        f"{folder}: the feed that writes it has not answered within {patience:.0f} s; it will forget when it can"
    )


def answer(writer: Writer, forgotten: Forgotten, also: Also) -> bool:
    """Forget those who shall be forgotten; whether there were any. Raises OSError, HistoryDamaged."""
    asked = writer.folder / ASKED
    questions = [each for each in asked.glob("*") if each.name.isdecimal()] if asked.is_dir() else []
    for question in questions:
        at = msgspec.json.decode(question.read_bytes(), type=_Since).at
        done = forget(writer, forgotten, int(question.name), at, also)
        replace(question.with_name(question.name + DONE), [msgspec.json.encode(done)])
        remove(question)
    return bool(questions)


def forget_or_ask(
    writer: Writer, customer: int, at: float, also: Also = lambda _customer: 0, patience: float = 60.0
) -> Forgot:
    """Forget a customer, oneself or, where a feed writes the history, through it. Raises HistoryProblem, OSError."""
    if not writer.folder.is_dir():
        return Forgot(releases=also(customer))
    try:
        writer.open(at)
    except HistoryTaken:
        return ask(writer.folder, customer, at, patience)
    try:
        return forget(writer, Forgotten(writer.folder), customer, at, also)
    finally:
        writer.close()
