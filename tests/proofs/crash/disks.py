"""Disks: one of 1 MiB that fills up, and one whose power is cut, again and again."""

import fcntl
import logging
import os
import random
import resource
import shutil
import signal
import struct
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from dashboard.pictures import picture
from dashboard.settings import History as Limits
from data.bench.history import a_day
from data.history.reader import HistoryReader
from data.history.scribe import Scribe
from tests.data.history.pages import DAY, NOON, OSLO, entry, snapshot
from tests.proofs.crash.work import Operation, days, end_of, faults, page, unreadable, writing

MIB = 1024 * 1024
PATIENCE = 20.0
SHUTDOWN, AT_ONCE = 0x8004587D, 2
"""ext4's ioctl that drops what is not on the disk, without writing even its journal."""


class Unable(Exception):
    """This machine can't do it; with the reason."""


# ── Full ─────────────────────────────────────────────────────────────────────────────────────────────


def full_disk(folder: Path) -> tuple[str, list[str]]:
    """Fill a disk, close a day on it, make room again: what it was tried on, and what was wrong."""
    logging.getLogger("data.history").setLevel(logging.CRITICAL)
    try:
        with _mounted(folder, ["mount", "-t", "tmpfs", "-o", "size=1m", "none"]) as small:
            ballast = small / "ballast"
            ballast.write_bytes(bytes(900 * 1024))
            return "a file system of 1 MiB", _filled(small / "history", free=ballast.unlink)
    except Unable:
        with _limited(100 * 1024) as lift:
            return "files of at most 100 KiB (this machine lets us mount nothing)", _filled(
                folder / "h", free=lift
            )


def _filled(folder: Path, free) -> list[str]:
    wrong, clock = [], [NOON]
    scribe = Scribe(folder, OSLO, "crash", Limits(), lambda: clock[0])
    minute = 0
    while not scribe.notices() and minute < 2000:
        scribe.keep(entry(minute, picture=picture(snapshot(minute), names=False)))
        minute += 1
        _until(lambda now=minute: scribe.notices() or (DAY, now - 1) in _readings(folder, now))
    if [each.kind for each in scribe.notices()] != ["history_full"]:
        wrong.append(f"after {minute} readings it says {scribe.notices()}")
    before = _readings(folder, minute)
    if before != {(DAY, each) for each in range(minute - 1)}:
        wrong.append(f"{minute - 1 - len(before)} readings that were written are lost")
    clock[0] = NOON + timedelta(days=1)
    for later in range(3):  # the day is over, and can't be closed
        scribe.keep(entry(later, since=clock[0]))
        time.sleep(0.05)
    if _readings(folder, minute) != before or list(unreadable(folder)):
        wrong.append("closing a day on a full disk lost something")
    free()
    scribe.keep(entry(3, since=clock[0]))
    caught_up = {(DAY, each) for each in range(minute)} | {
        (DAY + timedelta(days=1), each) for each in range(4)
    }
    if not _until(lambda: not scribe.notices() and _readings(folder, minute) == caught_up):
        missing = caught_up - _readings(folder, minute)
        wrong.append(f"with room again it says {scribe.notices()}, and {len(missing)} readings are missing")
    scribe.close()
    reader = HistoryReader(folder, OSLO)
    unseen = [each for each in range(minute) if not reader.snapshot(NOON + timedelta(minutes=each))]
    if unseen:
        wrong.append(f"{len(unseen)} pictures are missing, the first of minute {unseen[0]}")
    return wrong + list(unreadable(folder))


def read_only_disk(folder: Path) -> list[str]:
    """A disk that can only be read for a while; what was wrong. Raises Unable."""
    logging.getLogger("data.history").setLevel(logging.CRITICAL)
    wrong = []
    with _mounted(folder, ["mount", "-t", "tmpfs", "-o", "size=4m", "none"]) as disk:
        for minute, mode in enumerate(("rw", "ro", "rw")):
            subprocess.run(["mount", "-o", f"remount,{mode}", folder], check=True)
            scribe = Scribe(disk / "history", OSLO, "crash", Limits(), lambda: NOON)
            scribe.keep(entry(minute))
            wanted = ["history_unwritable"] if mode == "ro" else []
            if not _until(lambda s=scribe, w=wanted: [each.kind for each in s.notices()] == w):
                wrong.append(f"{mode}: it says {scribe.notices()}")
            if wanted:
                subprocess.run(["mount", "-o", "remount,rw", folder], check=True)
                scribe.keep(entry(3))
                if not _until(lambda s=scribe: not s.notices() and _wrote(disk, 1) and _wrote(disk, 3)):
                    wrong.append("it does not catch up")
            elif not _until(lambda m=minute: _wrote(disk, m)):
                wrong.append(f"{mode}: minute {minute} is not there")
            scribe.close()
        wrong += unreadable(disk / "history")
    return wrong


def _wrote(disk: Path, minute: int) -> bool:
    return (DAY, minute) in _readings(disk / "history", 4)


def _readings(folder: Path, minutes: int) -> set[tuple]:
    from data.history.shelf import Shelf

    shelf = Shelf(folder)
    found = set()
    for day in days(2):
        rows = shelf.rows(day, "readings", "readings")
        for minute in range(minutes + 12):
            reading = page(day, minute)[0]
            if reading.number in rows and bytes(rows[reading.number]) == bytes(reading.document):
                found.add((day, minute))
    return found


def _until(true) -> bool:
    end = time.monotonic() + PATIENCE
    while not true() and time.monotonic() < end:
        time.sleep(0.002)
    return bool(true())


@contextmanager
def _limited(size: int):
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    def lift() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield lift
    finally:
        lift()
        signal.signal(signal.SIGXFSZ, before)


# ── Power ────────────────────────────────────────────────────────────────────────────────────────────


def power_cuts(folder: Path, count: int, seed: int) -> tuple[int, list[str]]:
    """Cut the power so many times while readings are written and days closed.

    How many steps were said to be on the disk, and what was wrong. Raises Unable.
    """
    image, draw, wrong, steps = _made(folder, 48), random.Random(seed), [], 0
    for number in range(count):
        with _mounted(folder / "mount", ["mount", "-o", "loop", image]) as disk:
            shutil.rmtree(disk / "history", ignore_errors=True)
            os.sync()
            said = _cut(disk, draw.uniform(0.005, 0.25))
        with _mounted(folder / "mount", ["mount", "-o", "loop", image]) as disk:  # the journal is replayed
            steps += len(said)
            wrong += (
                [f"cut {number}: {fault}" for fault in faults(disk / "history", WORK, said)] if said else []
            )
    return steps, wrong


def _made(folder: Path, mib: int) -> Path:
    """A file with an ext4 in it, with the blocks that a disk of today has."""
    folder.mkdir(parents=True)
    image = folder / "disk"
    with image.open("wb") as file:
        file.truncate(mib * MIB)
    try:
        subprocess.run(["mkfs.ext4", "-q", "-b", "4096", image], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as fault:
        raise Unable(f"mkfs.ext4: {fault}") from fault
    return image


def _cut(disk: Path, after: float) -> set[int]:
    reading, writing_end = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            _write_and_close(disk / "history", lambda step: os.write(writing_end, b"%d\n" % step))
        finally:
            os._exit(0)
    os.close(writing_end)
    time.sleep(after)
    handle = os.open(disk, os.O_RDONLY)
    os.set_blocking(reading, False)
    said = _said(reading)  # before: what a dying system says of its own end is no promise
    try:
        fcntl.ioctl(handle, SHUTDOWN, struct.pack("I", AT_ONCE))
    except OSError as fault:
        raise Unable(f"the file system can't be shut down: {fault}") from fault
    finally:
        os.close(handle)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reading)
    return said


def _said(pipe: int) -> set[int]:
    """The steps that were said until now; a line that isn't whole doesn't count."""
    try:
        lines = os.read(pipe, 65536)
    except BlockingIOError:
        return set()
    return {int(line) for line in lines[: lines.rfind(b"\n") + 1].splitlines()}


A_DAY = 10


def _write_and_close(folder: Path, say) -> None:
    """Ten readings a day, and each day closed when the next has one."""
    with writing(folder) as writer:
        for step in range(60):
            day = days(6)[step // A_DAY]
            writer.write(day, page(day, step))
            say(step)
            if step % A_DAY == 0 and step:
                writer.close_day(days(6)[step // A_DAY - 1], end_of(day))


WORK = Operation(
    lambda folder: None, _write_and_close, lambda said: {(days(6)[step // A_DAY], step) for step in said}
)


@contextmanager
def _mounted(folder: Path, command: list) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise Unable("only root may mount")
    done = subprocess.run([*command, folder], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unable(done.stderr.strip())
    try:
        yield folder
    finally:
        for _ in range(20):
            if not subprocess.run(["umount", folder], capture_output=True, check=False).returncode:
                break
            time.sleep(0.1)
        else:
            raise RuntimeError(f"{folder} can't be unmounted")


# ── Wear ─────────────────────────────────────────────────────────────────────────────────────────────

MOST_A_DAY = 15.0
"""MB that a day may write."""


def worn(folder: Path) -> tuple[float, list[str]]:
    """How many MB a day of readings, pictures and rows sends to a disk, its journal and all. Raises Unable."""
    with _mounted(folder / "mount", ["mount", "-o", "loop", _made(folder, 64)]) as disk:
        os.sync()
        before = _sent_to(disk)
        a_day(disk / "history")
        os.sync()
        sent = (_sent_to(disk) - before) / 1e6
    return sent, [f"{sent:.1f} MB, {MOST_A_DAY:.0f} are the most"] if sent > MOST_A_DAY else []


def _sent_to(disk: Path) -> int:
    """Bytes that were written to the device on which a folder lies."""
    device = disk.stat().st_dev
    counts = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}/stat").read_text().split()
    return int(counts[6]) * 512
