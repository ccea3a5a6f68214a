"""Damage: records cut at every byte, files with flipped, zeroed and missing bytes, and two processes at once."""

import logging
import os
import random
import shutil
from datetime import date
from pathlib import Path

from dashboard.problems import HistoryTaken
from dashboard.settings import History as Limits
from data.history.layout import COLUMNS, DAMAGED, LOG, told
from data.history.pictures import PICTURES
from data.history.records import find
from data.history.scribe import Scribe
from data.history.storage import LogStorage
from data.history.writer import Writer
from tests.data.history.pages import NOON, OSLO
from tests.proofs.crash.work import MINUTES, TABLES, days, fill, held, page, unreadable, writing

OPEN = days(3)[2]


def _prepared(folder: Path) -> Path:
    """Two closed days and an open one."""
    folder.mkdir(parents=True)
    fill(folder, 2, closed=True)
    with writing(folder) as writer:
        for minute in range(MINUTES):
            writer.write(OPEN, page(OPEN, minute))
    return folder


def cut_everywhere(folder: Path, step: int = 1) -> tuple[int, list[str]]:
    """Cut the last record at each of its bytes, with and without empty room behind; how many cuts, what was wrong.

    And lose its beginning up to each of its bytes: pages reach a disk in any order.
    """
    ready = _prepared(folder / "ready")
    content = (ready / f"{OPEN}.{LOG}").read_bytes()
    content = content[: find(content).end]
    last = content.rindex(b"\n", 0, -1) + 1
    wanted = held(ready) - {(OPEN, MINUTES - 1), (OPEN, PICTURES, MINUTES - 1)}
    wrong, room = [], bytes(5000)
    ends = [
        (f"cut at {end}", content[:end] + more)
        for end in range(last, len(content), step)
        for more in (b"", room)
    ]
    ends += [
        (
            f"without its beginning up to {begin}",
            content[:last] + bytes(begin - last) + content[begin:] + room,
        )
        for begin in range(last + 1, len(content), step)
    ]
    worked = folder / "worked"
    for what, left in ends:
        shutil.rmtree(worked, ignore_errors=True)
        worked.mkdir()
        file = worked / f"{OPEN}.{LOG}"
        file.write_bytes(left)
        storage = LogStorage(file)
        storage.append([each.change for each in page(OPEN, MINUTES)])
        storage.close()
        there = held(worked)
        if (
            not {(OPEN, MINUTES), (OPEN, PICTURES, MINUTES)} <= there
            or {each for each in wanted if each[0] == OPEN} - there
        ):
            wrong.append(f"{what}: lost something")
        wrong += [f"{what}: {fault}" for fault in unreadable(worked)]
    return len(ends), wrong


def damaged_files(folder: Path, count: int, seed: int) -> tuple[dict[str, int], list[str]]:
    """Damage a file of a history, so many times; what became of it, and what was wrong."""
    logging.getLogger("data.history").setLevel(logging.CRITICAL)
    ready, draw, wrong = _prepared(folder / "ready"), random.Random(seed), []
    names = [each.name for each in sorted(ready.iterdir()) if each.stat().st_size]
    fate = {"set aside": 0, "made anew": 0, "a torn tail, dropped": 0, "unchanged": 0}
    worked = folder / "worked"
    for number in range(count):
        shutil.rmtree(worked, ignore_errors=True)
        shutil.copytree(ready, worked)
        file = worked / draw.choice(names)
        before, after = file.read_bytes(), b""
        file.write_bytes(after := _damaged(before, draw))
        day, kind = told(file.name) or (date.min, "about")
        try:
            became = _opened(worked, file, after)
        except Exception as fault:  # whatever it is: it must start
            wrong.append(f"{number}, {file.name}: did not start: {fault!r}")
            continue
        fate["unchanged" if before == after else became] += 1
        wrong += [f"{number}, {file.name}: {fault}" for fault in _wrong(worked, ready, day, kind, became)]
    return fate, wrong


def _damaged(content: bytes, draw: random.Random) -> bytes:
    place, size = draw.randrange(len(content)), draw.choice([1, 1, 7, 512, 4096])
    kind = draw.choice(["flip", "zeros", "cut"])
    if kind == "flip":
        return content[:place] + bytes([content[place] ^ 1 << draw.randrange(8)]) + content[place + 1 :]
    if kind == "zeros":
        return content[:place] + bytes(len(content[place : place + size])) + content[place + size :]
    return content[:place] + (content[place + size :] if draw.random() < 0.5 else b"")


def _opened(folder: Path, file: Path, damaged: bytes) -> str:
    """Start as the wall does; what became of the damaged file."""
    scribe = Scribe(folder, OSLO, "crash", Limits(), lambda: NOON.replace(day=22))
    scribe.close()
    said = [each.kind for each in scribe.notices()]
    aside = list((folder / DAMAGED).glob("*"))
    if aside:
        if said != ["history_damaged"]:
            raise AssertionError(f"it said {said}")
        if aside[0].read_bytes() != damaged:
            raise AssertionError("what was set aside is not what was there")
        return "set aside"
    if said:
        raise AssertionError(f"it said {said}")
    return "made anew" if file.name.endswith(COLUMNS) else "a torn tail, dropped"


def _wrong(folder: Path, ready: Path, day: date, kind: str, became: str) -> list[str]:
    if became == "a torn tail, dropped" and kind != LOG:
        return ["its damage was not seen"]
    keeps = {each for each in held(ready) if each[0] != day or _kind(each) != kind}
    if kind in (COLUMNS, "about"):
        keeps = held(ready)
    if kind == LOG:
        keeps = {each for each in held(ready) if each[0] != day}
    lost = keeps - held(folder)
    return [f"took others along: {sorted(map(str, lost))[:2]}"] if lost else list(unreadable(folder))


def _kind(each: tuple) -> str:
    return each[1] if each[1] in TABLES else "readings"


def two_writers(folder: Path, count: int) -> list[str]:
    """Two processes that want to write at the same time; one may, the other is told."""
    wrong = []
    for number in range(count):
        both = folder / str(number)
        ends = [_started(both, first) for first in (0, 1)]
        codes = sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in ends)
        readings = {each for each in held(both) if len(each) == 2}
        if codes not in ([0, 7], [0, 0]) or len(readings) != (20 if codes == [0, 7] else 40):
            wrong.append(f"{number}: ended with {codes}, {len(readings)} readings")
        wrong += list(unreadable(both))
    return wrong


def _started(folder: Path, first: int) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        writer = Writer(folder, OSLO, "crash")
        writer.open(NOON.timestamp())
        for minute in range(first, 40, 2):
            writer.write(OPEN, page(OPEN, minute))
        writer.close()
        code = 0
    except HistoryTaken:
        code = 7
    finally:
        os._exit(code)
