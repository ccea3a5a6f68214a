"""Measures the ledger: what folding and measuring cost as the inbox grows, and what a big archive takes."""

import gc
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

import msgspec

from dashboard.ledger import KEEP, Ledger
from dashboard.measure.cut import Gauge
from dashboard.measure.reading import measure
from dashboard.model import Conversation, Heard, Message

NOW = 1_790_027_999
"""A minute before midnight in Oslo, so that all of today is there."""
DAY = 86_400
DAYS = 100
"""How far the history reaches back, evenly: a hundredth of it is of today."""
CHANGED = 1_000
ROUNDS = 9
MESSAGES = 5
"""Of each conversation: three by the customer, two by us."""
HEARD = {
    "Ruteren er død igjen": Heard("negative", "nb", ("outage",)),
    "Null dekning her siden i går!": Heard("negative", "nb", ("coverage",)),
    "Takk for hjelpen": Heard("positive", "nn"),
    "När kommer teknikern?": Heard("neutral", "sv", ("technician", "outage")),
}
TEXTS = tuple(HEARD)
ZONE = ZoneInfo("Europe/Oslo")


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Times in ms or s, memory in MiB; each a median, the two of the ratio of rounds that took turns.

    `measure_ms` is of the ledger as the feed keeps it, without what is over and done with for nine days;
    `measure_whole_ms` of all the history in memory.
    """

    fold_1000_of_10k_ms: float
    fold_1000_of_1m_ms: float
    fold_ratio: float
    history_messages: int
    kept_messages: int
    today_messages: int
    measure_ms: float
    measure_whole_ms: float
    archive_messages: int
    archive_s: float
    archive_peak_mib: float


class _Quick:
    """Hears by heart, so that the ledger alone is measured."""

    def hear(self, texts: Sequence[str]) -> Sequence[Heard]:
        return [HEARD[text] for text in texts]

    def labelled(self, labels: Sequence[str]) -> Sequence[str]:
        return labels

    def meets_feeling(self, reply: str) -> bool:
        return reply == TEXTS[0]


def bench(main: Path, conversations: int = 1_000_000, messages: int = 1_000_000) -> Report:
    """Run it; `main` is the file of the commands, for the archive is measured by a process of its own."""
    seconds, peak = _archive(main, messages)  # first: a child's peak begins with what its parent holds
    small, big = _folds((10_000, conversations))
    ledger = _filled(messages // MESSAGES, MESSAGES)
    history, whole = len(ledger.messages), _measured(ledger)
    ledger.prune(NOW - KEEP.total_seconds())
    today = measure(ledger, GAUGE).windows["today"]
    return Report(
        fold_1000_of_10k_ms=round(small, 2),
        fold_1000_of_1m_ms=round(big, 2),
        fold_ratio=round(big / small, 3),
        history_messages=history,
        kept_messages=len(ledger.messages),
        today_messages=today.messages_in + today.replies_out,
        measure_ms=round(_measured(ledger), 2),
        measure_whole_ms=round(whole, 2),
        archive_messages=messages,
        archive_s=round(seconds, 2),
        archive_peak_mib=round(peak, 1),
    )


GAUGE = Gauge(at=NOW, target=600.0, zone=ZONE)


def _filled(conversations: int, messages: int) -> Ledger:
    """A ledger of so many conversations of so many messages."""
    ledger, draw = Ledger(_Quick()), random.Random(7)
    for first in range(0, conversations, 5_000):
        numbers = range(first, min(first + 5_000, conversations))
        ledger.fold([_conversation(draw, number, messages) for number in numbers])
    return ledger


@contextmanager
def _full() -> Iterator[None]:
    """What is in memory is there to stay; the feed, too, spares the garbage collector that once it is full."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _folds(sizes: Sequence[int]) -> list[float]:
    """The median times to fold 1,000 changed conversations, of one known message and a new one, into such ledgers."""
    draw = random.Random(7)
    ledgers = [_filled(size, 1) for size in sizes]
    changed = [draw.sample(range(size), ROUNDS * CHANGED) for size in sizes]
    times: list[list[float]] = [[] for _ in sizes]
    with _full():
        for turn in range(ROUNDS):
            for ledger, numbers, taken in zip(ledgers, changed, times, strict=True):
                some = numbers[turn * CHANGED : (turn + 1) * CHANGED]
                batch = [_conversation(draw, number, 2) for number in some]
                taken.append(_timed(partial(ledger.fold, batch)))
    return [median(taken) for taken in times]


def _measured(ledger: Ledger) -> float:
    """The median time of a full reading."""
    with _full():
        return median(_timed(partial(measure, ledger, GAUGE)) for _ in range(2 * ROUNDS))


def _conversation(draw: random.Random, number: int, messages: int) -> Conversation:
    """A conversation somewhere in the hundred days before NOW, resolved but for one in a thousand."""
    at = NOW - draw.random() * DAYS * DAY
    said = []
    for place in range(messages):
        ours = place % 2 == 1
        said.append(
            Message(
                id=f"{number}-{place}",
                at=datetime.fromtimestamp(at, UTC),
                author="agent" if ours else "customer",
                agent=f"a{draw.randrange(30)}" if ours else None,
                text=TEXTS[(number + place) % len(TEXTS)],
            )
        )
        at += draw.random() * 1800
    done = number % 1000 != 0
    return Conversation(
        id=str(number),
        channel=f"channel {number % 6}",
        public=number % 3 == 0,
        team=f"team {number % 3}",
        assignee=f"a{number % 30}",
        status="resolved" if done else "open",
        created_at=said[0].at,
        resolved_at=(datetime.fromtimestamp(at, UTC),) if done else (),
        messages=tuple(said),
    )


def _lines(messages: int) -> Iterator[bytes]:
    draw = random.Random(7)
    for number in range(messages // MESSAGES):
        yield msgspec.json.encode(_conversation(draw, number, MESSAGES)) + b"\n"


def _archive(main: Path, messages: int) -> tuple[float, float]:
    """Seconds and peak memory of `measure` on an archive of so many messages."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive.jsonl"
        with archive.open("wb") as file:
            file.writelines(_lines(messages))
        at = datetime.fromtimestamp(NOW, UTC).isoformat()
        begun = time.perf_counter()
        subprocess.run(  # noqa: S603  our own program
            [sys.executable, main, "measure", archive, "--at", at, "--json"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        seconds = time.perf_counter() - begun
    if sys.platform == "win32":
        return seconds, float("nan")
    import resource  # noqa: PLC0415  there is none on Windows

    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return seconds, peak / (2**20 if sys.platform == "darwin" else 2**10)
