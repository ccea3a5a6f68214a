"""Breaks the history, and prints what it took: a table, one row a fault.

    python -m tests.proofs.crash [--kills 1000] [--damaged 1000] [--cuts 300] [--step 1] [--seed N] [FOLDER]

`--step` is of system calls and of bytes cut: 1 is each one. Ends with 1 when anything was lost or unreadable.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.proofs.crash import damage, disks, kills
from tests.proofs.crash.work import OPERATIONS

Outcome = tuple[str, list[str]]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--damaged", type=int, default=1000)
    parser.add_argument("--cuts", type=int, default=300)
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("folder", type=Path, nargs="?")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        failed = sum(_row(what, tried) for what, tried in _faults(given, Path(folder)))
    print(f"{failed} faults")
    return 1 if failed else 0


def _faults(given: argparse.Namespace, folder: Path) -> list[tuple[str, Callable[[], Outcome]]]:
    def killed(name: str) -> Outcome:
        return f"{given.kills} kills", kills.random_kills(
            name, given.kills, folder / f"kills-{name}", given.seed
        )

    def stepped(name: str) -> Outcome:
        if not shutil.which("strace"):
            return "skipped: strace is not installed", []
        count, wrong = kills.every_call(name, folder / f"calls-{name}", given.step)
        return f"{count} kills", wrong

    def cut() -> Outcome:
        count, wrong = damage.cut_everywhere(folder / "cut", given.step)
        return f"{count} cuts", wrong

    def damaged() -> Outcome:
        fate, wrong = damage.damaged_files(folder / "damaged", given.damaged, given.seed)
        return ", ".join(f"{count} {became}" for became, count in fate.items() if count), wrong

    def power() -> Outcome:
        steps, wrong = disks.power_cuts(folder / "power", given.cuts, given.seed)
        return f"{given.cuts} cuts, {steps} records on the disk", wrong

    def wear() -> Outcome:
        sent, wrong = disks.worn(folder / "wear")
        return f"{sent:.1f} MB reach the disk, its journal and all", wrong

    return [
        *((f"SIGKILL at random: {name}", lambda name=name: killed(name)) for name in OPERATIONS),
        *((f"SIGKILL at system calls: {name}", lambda name=name: stepped(name)) for name in OPERATIONS),
        ("the last record cut off", cut),
        ("damaged files", damaged),
        ("two writers", lambda: ("20 pairs", damage.two_writers(folder / "two", 20))),
        ("a full disk", lambda: disks.full_disk(folder / "full")),
        ("a disk that can only be read", lambda: ("for a while", disks.read_only_disk(folder / "read-only"))),
        ("power cuts on ext4", power),
        ("a day's wear of an ext4", wear),
    ]


def _row(what: str, tried: Callable[[], Outcome]) -> int:
    begun = time.monotonic()
    try:
        how, wrong = tried()
    except disks.Unable as reason:
        how, wrong = f"skipped: {reason}", []
    verdict = "nothing lost, nothing unreadable" if not wrong else f"{len(wrong)} FAULTS"
    if how.startswith("skipped"):
        verdict = "-"
    print(f"{what:36} {how:60} {verdict:34} {time.monotonic() - begun:6.0f} s", flush=True)
    for fault in wrong[:10]:
        print(f"    {fault}")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
