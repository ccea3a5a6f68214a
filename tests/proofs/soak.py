"""Two walls for simulated days, a second a tick and a Snapshot each half minute: nothing is made after the first round.

    python -m tests.proofs.soak [--hours 48]

The Snapshots are those of the demo's scenarios, told as of the simulated time; once in a while there is trouble,
silence, a first fill or a storm, and the nights are dimmed and black.
"""

import argparse
import gc
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from msgspec.structs import replace

from dashboard.settings import Settings, from_mapping
from dashboard.snapshot import Filling, Snapshot, Trouble

ROOT = Path(__file__).parents[2]
SCENARIOS = ("weekday", "storm", "calm", "night")
BEGIN = datetime(2026, 10, 24, 6, 0, tzinfo=UTC)  # a Saturday; the night after it the clocks go back
ROUND_S = 3 * 3600
"""Within so long every page was shown, in every light, in calm, storm and trouble."""
EVERY_S = 600
"""For so long the numbers are those of one scenario."""
DRAWN_S = 5
"""So often the walls are drawn; they think each second."""
SCREENS = {
    "goals": {"timezone": "Europe/Oslo"},
    "screen": {"seconds": 20},
    "screens": {
        "hall": {
            "theme": "by-clock",
            "light": {"daily": "09:00-10:00"},
            "off": {"daily": ["10:30-10:45", "23:00-06:00"]},
        },
        "canteen": {"theme": "light", "dim": {"daily": ["09:30-10:15", "20:00-07:00"]}, "distance": 8},
    },
}


class Hands:
    """A simulated time of day, and seconds that were counted."""

    def __init__(self) -> None:
        self.at, self.awake = BEGIN, 0.0

    def go(self) -> None:
        """A second on."""
        self.at += timedelta(seconds=1)
        self.awake += 1.0


def told(snapshot: Snapshot, at: datetime, turn: int) -> Snapshot:
    """A Snapshot as of an instant, now and then one of bad times."""
    times = {"made_at": at, "polled_at": at, "next_poll_at": at + timedelta(seconds=30)}
    made = replace(snapshot, **times)
    if turn % 60 in {50, 51, 52}:  # no contact for a minute and a half
        since = at - timedelta(minutes=3)
        return replace(made, polled_at=since, trouble=Trouble(kind="refused", since=since))
    if turn % 240 == 120:
        return replace(made, reading=None, known_since=None, filling=Filling(arrived=turn, expected=9999))
    return made


def demo_snapshots() -> list[Snapshot]:
    """One settled Snapshot of each scenario."""
    found = []
    for scenario in SCENARIOS:
        command = [sys.executable, "main.py", "reading", "--demo", scenario]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        found.append(msgspec.json.decode(run.stdout, type=Snapshot))
    return found


def things() -> Counter[str]:
    """All that lives: Qt's objects by kind, those of Python that stand for them, windows, items of plots."""
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication, QGraphicsView

    gc.collect()
    found: Counter[str] = Counter()
    for top in QApplication.topLevelWidgets():
        children = top.findChildren(QObject)
        found.update(type(child).__name__ for child in children)
        for child in children:
            if isinstance(child, QGraphicsView):
                found["items of plots"] += len(child.scene().items())
    found["windows"] = len(QApplication.topLevelWidgets()) + len(QGuiApplication.allWindows())
    found["Python's own"] = sum(isinstance(thing, QObject) for thing in gc.get_objects())
    return found


@contextmanager
def walls(hands: Hands, settings: Settings) -> Iterator["object"]:
    """The walls, in windows nobody sees."""
    from ui.app import offscreen
    from ui.walls.screens import Manner, Walls

    with offscreen():
        made = Walls(
            Manner(windowed=True, size=(1920, 1080)), clock=lambda: hands.at, awake=lambda: hands.awake
        )
        made.show(settings)
        try:
            yield made
        finally:
            made.close()


class Soaked(msgspec.Struct, frozen=True):
    """What there was after the first round, what there is more at the end, how many seconds each page was seen."""

    there: dict[str, int]
    more: dict[str, int]
    seen: dict[str, int]


def soak(
    snapshots: list[Snapshot],
    seconds: int,
    first_round: int = ROUND_S,
    every: int = EVERY_S,
    screens: dict[str, object] = SCREENS,
) -> Soaked:
    """So many simulated seconds; the scenario changes `every` so many."""
    from PySide6.QtCore import QCoreApplication

    hands, seen, after = Hands(), Counter[str](), Counter[str]()
    with walls(hands, from_mapping(screens)) as hung:
        for second in range(seconds):
            if second % 30 == 0:
                scenario = snapshots[second // every % len(snapshots)]
                hung.show_snapshot(told(scenario, hands.at, second // 30))
            hands.go()
            for wall in hung.windows.values():
                wall.tick()
                seen[wall.page.page.name] += 1
            if second % DRAWN_S == 0:
                QCoreApplication.processEvents()
            if second == first_round:
                after = things()
        return Soaked(dict(after), dict(things() - after), dict(seen))


def main(arguments: list[str]) -> int:
    """Soak; gives 0 when nothing was made after the first round."""
    parser = argparse.ArgumentParser(prog="soak")
    parser.add_argument("--hours", type=float, default=48.0)
    given = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    begun = time.monotonic()
    done = soak(demo_snapshots(), round(given.hours * 3600))
    resident = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    print(
        f"{given.hours:g} simulated hours in {time.monotonic() - begun:.0f} s; pages by the second: {done.seen}"
    )
    print(
        f"there: {sum(done.there.values())} things, {done.there['windows']} windows, {resident:.0f} MiB resident"
    )
    print(f"made after the first round: {done.more or 'nothing'}")
    return 1 if done.more else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
