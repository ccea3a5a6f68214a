"""Measures the ledger: what folding and measuring cost as the inbox grows, and what a big archive takes."""

import gc
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

import msgspec

from dashboard.ledger import Ledger
from dashboard.measure.cut import Gauge
from dashboard.measure.reading import measure
from dashboard.model import Conversation, Heard, Message

NOW = 1_790_000_000
DAY = 86_400
CHANGED = 1_000
MESSAGES = 5
"""Of each conversation: three by the customer, two by us."""
TEXTS = (
    "Ruteren er død igjen",
    "Null dekning her siden i går!",
    "Takk for hjelpen",
    "Når kommer teknikeren?",
)
ZONE = ZoneInfo("Europe/Oslo")


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Times in ms or s, memory in MiB; the ratio is of two medians in one run."""

    fold_1000_of_10k_ms: float
    fold_1000_of_1m_ms: float
    fold_ratio: float
    history_messages: int
    today_messages: int
    measure_ms: float
    archive_messages: int
    archive_s: float
    archive_peak_mib: float


class _Deaf:
    """Hears nothing, so that the ledger alone is measured."""

    def hear(self, texts: Sequence[str]) -> Sequence[Heard]:
        return [Heard("neutral")] * len(texts)

    def labelled(self, labels: Sequence[str]) -> Sequence[str]:
        return labels

    def meets_feeling(self, _reply: str) -> bool:
        return False


def bench(main: Path, conversations: int = 1_000_000, messages: int = 1_000_000) -> Report:
    """Run it; `main` is the file of the commands, for the archive is measured by a process of its own."""
    seconds, peak = _archive(main, messages)  # first: a child's peak begins with what its parent holds
    small, big = _fold_ms(10_000), _fold_ms(conversations)
    return Report(
        fold_1000_of_10k_ms=round(small, 2),
        fold_1000_of_1m_ms=round(big, 2),
        fold_ratio=round(big / small, 3),
        history_messages=messages,
        today_messages=messages // 100,
        measure_ms=round(_measure_ms(messages), 2),
        archive_messages=messages,
        archive_s=round(seconds, 2),
        archive_peak_mib=round(peak, 1),
    )


def _fold_ms(conversations: int) -> float:
    """The median time to fold 1,000 changed conversations into a ledger of so many, one message each."""
    ledger = Ledger(_Deaf())
    draw = random.Random(7)
    for first in range(0, conversations, 5_000):
        ledger.fold(
            [_conversation(draw, number, 1) for number in range(first, min(first + 5_000, conversations))]
        )
    gc.collect()
    gc.freeze()
    times = []
    for turn in range(9):
        changed = [_conversation(draw, draw.randrange(conversations), 2 + turn) for _ in range(CHANGED)]
        begun = time.perf_counter()
        ledger.fold(changed)
        times.append(time.perf_counter() - begun)
    gc.unfreeze()
    return median(times) * 1000


def _measure_ms(messages: int) -> float:
    """The median time of a full reading: so many messages over a hundred days, a hundredth of them of today."""
    ledger = Ledger(_Deaf())
    draw = random.Random(7)
    count = messages // MESSAGES
    for first in range(0, count, 5_000):
        ledger.fold(
            [_conversation(draw, number, MESSAGES) for number in range(first, min(first + 5_000, count))]
        )
    gauge = Gauge(at=NOW, target=600.0, zone=ZONE)
    gc.collect()
    gc.freeze()  # as the feed does once it is full
    times = []
    for _ in range(9):
        begun = time.perf_counter()
        measure(ledger, gauge)
        times.append(time.perf_counter() - begun)
    gc.unfreeze()
    return median(times) * 1000


def _conversation(draw: random.Random, number: int, messages: int) -> Conversation:
    """A conversation somewhere in the hundred days before NOW, resolved but for one in a thousand."""
    at = NOW - draw.random() * 100 * DAY
    said = []
    for place in range(messages):
        ours = place % 2 == 1
        said.append(
            Message(
                id=f"{number}-{place}",
                at=datetime.fromtimestamp(at, UTC),
                author="agent" if ours else "customer",
                agent=f"a{draw.randrange(30)}" if ours else None,
                text=TEXTS[place % len(TEXTS)],
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
