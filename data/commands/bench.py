"""Measure the program itself, and print the figures as one JSON object."""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from data.arguments import DEMO, add_demo
from data.commands.ourselves import MAIN
from data.commands.output import put

if TYPE_CHECKING:
    from dashboard.snapshot import Snapshot
    from data.bench.history import Opening


def arguments(parser: ArgumentParser) -> None:
    """What to measure."""
    add_demo(parser)
    parser.add_argument("what", choices=("ledger", "voice", "history", "wall"))
    parser.add_argument(
        "--labelled",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        metavar="FILE",
        help="voice: more lines to hear",
    )
    parser.add_argument("--json", action="store_true", help="as JSON, which is the only form so far")


def run(given: Namespace, wall: "Callable[[Snapshot], object]", chart: "Opening") -> int:
    """Measure; `wall` measures one that shows a Snapshot, `chart` one of a year that is kept.

    Gives 1 where the figures are not good enough.
    """
    # One core is measured: NumPy reads these when it is first imported.
    os.environ |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    from data.bench.history import bench as bench_history
    from data.bench.ledger import bench as bench_ledger
    from data.bench.voice import bench as bench_voice
    from data.settings.file import load

    benches: dict[str, Callable[[], object]] = {
        "ledger": lambda: bench_ledger(MAIN),
        "voice": lambda: bench_voice(load(given.settings), given.labelled),
        "history": lambda: bench_history(chart),
        "wall": lambda: wall(_demo(given)),
    }
    report = benches[given.what]()
    put(report)
    return 0 if getattr(report, "good", True) else 1


def _demo(given: Namespace) -> "Snapshot":
    """The numbers of a demo, with something for every tile to say."""
    from data.bench.wall import EVENING, full
    from data.commands.feed import opened

    given.demo, given.start = given.demo or DEMO, given.start or EVENING
    with opened(given) as made:
        return full(made)
