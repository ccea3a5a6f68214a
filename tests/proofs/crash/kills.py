"""Kills: at random moments, and at each system call that touches the history, one after the other."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.proofs.crash.work import OPERATIONS, STEPWISE, Operation, faults

HOUSE = Path(__file__).parent.parent.parent.parent
CALLS = (
    "openat,write,fsync,fdatasync,ftruncate,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,flock"
)
CALL = re.compile(r"^(\w+)\((.*)")


def random_kills(name: str, count: int, folder: Path, seed: int) -> list[str]:
    """Kill an operation so many times, each at another moment; gives what was wrong."""
    operation, draw, wrong = OPERATIONS[name], random.Random(seed), []
    ready = folder / "ready"
    ready.mkdir(parents=True)
    operation.prepare(ready)
    longest = _seconds(operation, _copy(ready, folder / "timed"))
    for number in range(count):
        worked = _copy(ready, folder / "worked")
        said = _killed(operation, worked, draw.random() * longest)
        wrong += [f"{name}, kill {number}: {fault}" for fault in faults(worked, operation, said)]
    return wrong


def _seconds(operation: Operation, folder: Path) -> float:
    begun = time.perf_counter()
    _killed(operation, folder, 600.0)
    return time.perf_counter() - begun


def _killed(operation: Operation, folder: Path, after: float) -> set[int]:
    """Let a process work for so many seconds at most; gives the steps that it said."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            operation.work(folder, lambda step: os.write(writing, b"%d\n" % step))
        finally:
            os._exit(0)
    os.close(writing)
    until = time.monotonic() + after
    while time.monotonic() < until and not os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
        time.sleep(min(0.0005, max(0.0, until - time.monotonic())))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as said:
        return {int(line) for line in said.read().splitlines()}


def every_call(name: str, folder: Path, step: int = 1) -> tuple[int, list[str]]:
    """Kill an operation at each of its system calls in turn (or each `step`-th); how many there are, what was wrong."""
    operation, wrong = STEPWISE[name], []
    ready = folder / "ready"
    ready.mkdir(parents=True)
    operation.prepare(ready)
    places = _places(name, _copy(ready, folder / "traced"), folder / "trace")
    for call, number in places[::step]:
        worked = _copy(ready, folder / "worked")
        inject = ["-e", f"inject={call}:signal=KILL:when={number}"]
        done = _traced(name, worked, ["-e", f"trace={call}", *inject, "-o", "/dev/null"])
        if done.returncode not in (-signal.SIGKILL, 128 + signal.SIGKILL):
            wrong.append(f"{name}: was not killed at {call} {number}: {done.returncode}")
        said = {int(line) for line in done.stdout.split(b"\n") if line.isdigit()}
        wrong += [f"{name}, at {call} {number}: {fault}" for fault in faults(worked, operation, said)]
    return len(places[::step]), wrong


def _places(name: str, folder: Path, trace: Path) -> list[tuple[str, int]]:
    """The system calls of an operation, each with its number among those of its name."""
    _traced(name, folder, ["-e", f"trace={CALLS}", "-o", str(trace)])
    counts: dict[str, int] = {}
    found, begun = [], False
    for line in trace.read_text(errors="replace").splitlines():
        if not (call := CALL.match(line)):
            continue
        kind, arguments = call.groups()
        counts[kind] = counts.get(kind, 0) + 1
        if begun and not arguments.startswith("1, "):
            found.append((kind, counts[kind]))
        begun = begun or arguments.startswith('1, "begin')
    return found


def _traced(name: str, folder: Path, options: list[str]) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-B", "-m", "tests.proofs.crash.work", name, str(folder)]
    return subprocess.run(
        ["strace", "--quiet=all", *options, *command],
        cwd=HOUSE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False, timeout=120,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
    )  # fmt: skip


def _copy(ready: Path, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ready, folder)
    return folder
