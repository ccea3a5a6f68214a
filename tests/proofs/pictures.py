"""Every page in every theme, language, size and state, and the desk, as pictures in a folder with one contact sheet.

    python -m tests.proofs.pictures [--out build/pictures] [--few]

Each picture is read, too: a text that is cut, covered, outside its tile or too small for the room is told, and fails.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path

import msgspec
from msgspec.structs import replace

from dashboard.model import Reading, Window
from dashboard.screens import Screen
from dashboard.snapshot import Filling, Snapshot, Trouble
from dashboard.voice.values import Voice
from ui.speech.language import LOCALES

ROOT = Path(__file__).parents[2]
SCENARIOS = {  # when each is seen: the same pictures on any day, each in the light it is made for
    "storm": "2026-11-28T21:10+01:00",
    "weekday": "2026-11-24T14:20+01:00",
    "night": "2026-11-25T03:10+01:00",
}
THEMES = ("dark", "light")
SIZES = ((1920, 1080), (3840, 2160))
THUMB = (384, 216)
LABEL_PX = 22


def states() -> dict[str, Snapshot | None]:
    """What a wall meets: three scenarios of the demo, and times without numbers."""
    found: dict[str, Snapshot | None] = {name: reading(name) for name in SCENARIOS}
    day = found["weekday"]
    assert day is not None
    assert day.reading is not None
    since = day.made_at - timedelta(hours=2, minutes=7)
    found["no-contact"] = replace(day, polled_at=since, trouble=Trouble(kind="timeout", since=since, tries=9))
    nothing = Reading(at=day.reading.at, windows={name: Window() for name in day.reading.windows})
    found["no-data"] = replace(
        day,
        reading=nothing,
        curves={},
        usual={},
        topics=(),
        voice=Voice(),
        month=(),
        heartbeats={},
        agents=(),
    )
    begun = replace(found["no-data"], reading=None, known_since=None, polled_at=None)
    found["first-fill"] = replace(begun, filling=Filling(arrived=271, expected=812))
    found["first-start"] = None
    return found


def reading(scenario: str) -> Snapshot:
    """One settled Snapshot of the demo."""
    command = [sys.executable, "main.py", "reading", "--demo", scenario, "--start", SCENARIOS[scenario]]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return msgspec.json.decode(run.stdout, type=Snapshot)


def walls(
    folder: Path,
    seen: dict[str, Snapshot | None],
    sizes: tuple[tuple[int, int], ...],
    languages: tuple[str, ...],
) -> Iterator[tuple[Path, list[str]]]:
    """Each picture's file, and what is wrong in it."""
    import shiboken6

    from tests.ui.reading import turn_to
    from ui.pages import PAGES
    from ui.walls.wall import Wall

    for theme, language, size in product(THEMES, languages, sizes):
        screen = msgspec.convert(
            {"theme": theme, "language": language, "pages": list(PAGES), "storm_pages": []}, Screen
        )
        for state, snapshot in seen.items():
            at = (snapshot or seen["weekday"]).made_at + timedelta(seconds=5)
            wall = Wall(screen, tuple(PAGES.values()), clock=lambda at=at: at, awake=lambda: 12.0)
            wall.resize(*size)
            wall.show()
            if snapshot is not None:
                wall.show_snapshot(snapshot)
            for page in PAGES:
                turn_to(wall, page)
                file = folder / f"{page}-{state}-{theme}-{language}-{size[1]}p.png"
                wall.grab().save(str(file))
                yield file, faults(wall)
            wall.hide()
            shiboken6.delete(wall)


def faults(wall) -> list[str]:
    """What nobody could read."""
    from tests.ui.reading import (
        crossing_the_rule,
        outside,
        overlapping,
        signs_covered,
        tiles,
        under_a_curve,
    )

    em, found = wall.plan.sizes.em, []
    for name, panel in tiles(wall).items():
        found += [f"{name}: cut: {it.text}" for it in panel.drawn if not it.whole]
        found += [f"{name}: covered: {pair}" for pair in (*overlapping(panel), *signs_covered(panel))]
        found += [f"{name}: outside: {text}" for text in outside(panel)]
        found += [f"{name}: under a curve: {text}" for text in under_a_curve(panel)]
        found += [f"{name}: at the rule: {text}" for text in crossing_the_rule(panel)]
        notes = [it for it in panel.drawn if it.px < em]
        found += [f"{name}: too small: {it.text}" for it in notes if name != "strip"]
    return found


def desks(folder: Path, sizes: tuple[tuple[int, int], ...], languages: tuple[str, ...]) -> Iterator[Path]:
    """The desk over the demo, by its own command."""
    with tempfile.TemporaryDirectory() as state:
        settings = Path(state) / "settings.toml"
        for theme, language, size in product(THEMES, languages, sizes):
            settings.write_text(f'[desk]\nlanguage = "{language}"\n')
            file = folder / f"desk-storm-{theme}-{language}-{size[1]}p.png"
            command = [sys.executable, "main.py", "--settings", str(settings), "desk", "--demo", "storm"]
            command += ["--screenshot", str(file), "--size", f"{size[0]}x{size[1]}", "--theme", theme]
            subprocess.run(command, cwd=ROOT, check=True, env=os.environ | {"PULSVEGG_STATE": state})
            yield file


def contact_sheet(files: list[Path], out: Path, columns: int) -> None:
    """All pictures small, in rows of so many, each with its name."""
    from PySide6.QtCore import QRect, Qt
    from PySide6.QtGui import QColor, QImage, QPainter

    from ui.drawing.look import font

    width, height = THUMB[0] + 12, THUMB[1] + LABEL_PX + 12
    rows = -(-len(files) // columns)
    sheet = QImage(width * columns, height * rows, QImage.Format.Format_RGB32)
    sheet.fill(QColor("#808080"))
    painter = QPainter(sheet)
    painter.setFont(font(LABEL_PX - 8))
    for index, file in enumerate(files):
        x, y = index % columns * width + 6, index // columns * height + 6
        small = QImage(str(file)).scaled(
            *THUMB, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter.drawImage(x, y + LABEL_PX, small)
        painter.drawText(QRect(x, y, THUMB[0], LABEL_PX), Qt.AlignmentFlag.AlignVCenter, file.stem)
    painter.end()
    sheet.save(str(out))


def main(arguments: list[str]) -> int:
    """Draw them all; gives 0 when every text of every wall can be read."""
    parser = argparse.ArgumentParser(prog="pictures")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "pictures")
    parser.add_argument(
        "--few", action="store_true", help="at 1920x1080, in English and the longest language only"
    )
    given = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.app import offscreen

    given.out.mkdir(parents=True, exist_ok=True)
    for old in given.out.glob("*.png"):
        old.unlink()
    sizes, languages = (SIZES[:1], ("en", "nb")) if given.few else (SIZES, tuple(LOCALES))
    files, wrong = [], 0
    with offscreen():
        for file, found in walls(given.out, states(), sizes, languages):
            files.append(file)
            wrong += bool(found)
            for fault in found:
                print(f"{file.name}: {fault}")
        files += desks(given.out, sizes, languages)
        usual = sorted(file for file in files if file.stem.endswith("1080p"))
        contact_sheet(usual, given.out / "contact-sheet.png", columns=2 * len(languages))
    print(f"{len(files)} pictures in {given.out}, {wrong} with a text that can't be read")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
