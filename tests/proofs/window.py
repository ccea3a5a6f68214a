"""Runs the wall in a real window of a virtual screen, as a new user would, and times its first live numbers.

    python -m tests.proofs.window [FOLDER]

Pictures of the screen, at 1920x1080 and 3840x2160, go to FOLDER (build/window).
"""

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

HOUSE = Path(__file__).parent.parent.parent
SIZES = ("1920x1080", "3840x2160")
WITHIN = 5.0
"""Seconds from the start of the command to live numbers."""
PATIENCE = 60.0
LIVE = re.compile(r"live numbers")
GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
picture = app.primaryScreen().grabWindow(0).toImage()
colours = {picture.pixel(x, y) for x in range(0, picture.width(), 16) for y in range(0, picture.height(), 16)}
sys.exit(0 if picture.save(sys.argv[1]) and len(colours) > 5 else 1)
"""


def main(arguments: list[str]) -> int:
    """Time both sizes; gives 0 when each was live in time and its picture shows something."""
    folder = Path(arguments[0] if arguments else HOUSE / "build" / "window")
    folder.mkdir(parents=True, exist_ok=True)
    failed = 0
    for size in SIZES:
        with screen(size) as display:
            seconds, seen = wall(display, size, folder / f"wall-{size}.png")
        good = seen and seconds <= WITHIN
        failed += not good
        print(f"{size}: live numbers after {seconds:.1f} s, picture {'taken' if seen else 'EMPTY'}")
    print(f"{len(SIZES) - failed} passed, {failed} failed")
    return 1 if failed else 0


@contextmanager
def screen(size: str):
    """A virtual screen of that size; gives its display."""
    reader, writer = os.pipe()
    process = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=(writer,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    try:
        with os.fdopen(reader) as said:
            yield f":{said.readline().strip()}"
    finally:
        process.terminate()
        process.wait(10)


def wall(display: str, size: str, picture: Path) -> tuple[float, bool]:
    """Seconds from the command's start to live numbers, and whether the screen then shows a picture."""
    with tempfile.TemporaryDirectory() as state:
        there = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PULSVEGG_STATE": state}
        environment = os.environ | there
        command = [sys.executable, "main.py", "-v", "wall", "--demo", "storm", "--windowed", "--size", size]
        begun = time.monotonic()
        process = subprocess.Popen(command, cwd=HOUSE, env=environment, stderr=subprocess.PIPE, text=True)
        impatient = threading.Timer(PATIENCE, process.kill)  # a wall that says nothing ends the proof
        impatient.start()
        try:
            said = next((line for line in process.stderr or () if LIVE.search(line)), "")
            seconds = time.monotonic() - begun if said else float("inf")
            time.sleep(1.0)  # a repaint, and a tick of the clock
            grabbed = subprocess.run([sys.executable, "-c", GRAB, str(picture)], env=environment, check=False)
        finally:
            impatient.cancel()
            process.terminate()
            process.communicate(timeout=20)
    return seconds, grabbed.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
