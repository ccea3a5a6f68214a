"""The wall as a process: a picture and an exit status, an orderly end, faults that stay in the log."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest
from PySide6.QtGui import QImage

from tests.ui import snapshots
from ui.application import display_missing

ROOT = Path(__file__).parents[2]
FEED = """
import sys, time
from datetime import UTC, datetime, timedelta
import msgspec
from dashboard.snapshot import (Snapshot)
it = msgspec.json.decode(open({file!r}, "rb").read(), type=Snapshot)
while True:
    now = datetime.now(UTC)
    old = it.polled_at - it.made_at if it.polled_at else None
    made = dict(made_at=now, next_poll_at=now + timedelta(seconds=5), polled_at=now + old if it.polled_at else None)
    sys.stdout.buffer.write(msgspec.json.encode(msgspec.structs.replace(it, **made)) + b"\\n")
    sys.stdout.flush()
    time.sleep(0.2)
"""
WALL = """
import logging, sys
from pathlib import Path
from ui.walls import picture
from ui.app import WallOptions, run_wall
logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
picture.PATIENCE_MS = 2000
picture.Photographer.__init__.__defaults__ = (2000, 120_000, None)
{before}
sys.exit(run_wall(WallOptions(state_dir=Path({state!r}), feed_command={feed!r}, {more})))
"""


@pytest.fixture
def start(tmp_path):
    """Start a wall: on a Snapshot that a feed prints again and again, or on the text of a feed."""
    walls = []

    def made(feed, before="", **more):
        if not isinstance(feed, str):
            file = tmp_path / "snapshot.json"
            file.write_bytes(msgspec.json.encode(feed))
            feed = FEED.format(file=str(file))
        (tmp_path / "feed.py").write_text(feed)
        command = [sys.executable, str(tmp_path / "feed.py")]
        said = ", ".join(f"{key}={value!r}" for key, value in more.items()).replace("PosixPath", "Path")
        text = WALL.format(before=before, state=str(tmp_path / "state"), feed=command, more=said)
        env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
        wall = subprocess.Popen(
            [sys.executable, "-c", text], env=env, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        walls.append(wall)
        return wall

    yield made
    for wall in walls:
        if wall.poll() is None:
            wall.kill()
        wall.communicate()


def children_of(pid):
    return {
        int(child)
        for task in Path(f"/proc/{pid}/task").glob("*/children")
        for child in task.read_text().split()
    }


def until(reached, seconds=15.0):
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.05)


# ── The picture ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", [None, (1280, 720), (3840, 2160)])
def test_a_screenshot_has_exactly_the_size_that_was_asked_for(start, tmp_path, size):
    wall = start(snapshots.busy(), screenshot=tmp_path / "wall.png", size=size)
    assert wall.wait(30) == 0, wall.stderr.read()
    image = QImage(str(tmp_path / "wall.png"))
    assert (image.width(), image.height()) == (size or (1920, 1080))
    assert wall.stderr.read() == ""


def test_in_lasting_trouble_the_picture_says_so(start, tmp_path):
    wall = start(snapshots.trouble(), screenshot=tmp_path / "wall.png")
    assert wall.wait(30) == 0
    image = QImage(str(tmp_path / "wall.png"))
    assert image.pixelColor(960, 1075).name() == "#ff7f5e"


def test_without_any_snapshot_there_is_no_picture(start, tmp_path):
    wall = start("raise SystemExit('no such inbox')", screenshot=tmp_path / "wall.png")
    assert wall.wait(30) == 1
    said = wall.stderr.read()
    assert "no such inbox" in said
    assert "No picture: the feed said nothing." in said
    assert not (tmp_path / "wall.png").exists()


def test_told_to_stop_while_it_waits_it_leaves_without_a_word(start, tmp_path):
    waits = tmp_path / "waits"
    then = f"lambda self, begin=picture.Photographer.start: (begin(self), open({str(waits)!r}, 'w').close())"
    wall = start(
        "import time; time.sleep(60)",
        before=f"picture.Photographer.start = {then}",
        screenshot=tmp_path / "wall.png",
    )
    until(waits.exists)
    wall.send_signal(signal.SIGINT)
    assert wall.wait(10) == 130
    assert wall.stderr.read() == ""
    assert not (tmp_path / "wall.png").exists()


def test_a_file_that_can_not_be_written_is_said(start, tmp_path):
    wall = start(snapshots.busy(), screenshot=tmp_path / "no" / "such" / "folder.png")
    assert wall.wait(30) == 1
    assert wall.stderr.read().endswith("can't be written: No such file or directory.\n")


# ── Its life ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("windowed", [True, False])
def test_asked_to_end_it_ends_at_once_and_its_feed_with_it(start, tmp_path, number, windowed):
    wall = start(snapshots.busy(), windowed=windowed)
    kept = tmp_path / "state" / "last-snapshot.json"
    until(kept.exists)
    feeds = children_of(wall.pid)
    assert len(feeds) == 1
    wall.send_signal(number)
    assert wall.wait(10) == 0, wall.stderr.read()
    for feed in feeds:
        with pytest.raises(ProcessLookupError):
            os.kill(feed, 0)


FAULTY = """
from ui.panels.rate import RatePanel
def broken(*_): raise RuntimeError("a fault while drawing")
RatePanel.draw = broken
from ui.walls.wall import Wall
tell = Wall._tell
def told(self):
    tell(self)
    sys.stdout.write("tick\\n"); sys.stdout.flush()
    if self.isVisible(): raise ValueError("a fault in a slot")
Wall._tell = told
"""


def test_a_fault_in_a_slot_or_a_paint_event_is_logged_and_the_wall_goes_on(start):
    wall = start(snapshots.busy(), before=FAULTY, windowed=True)
    for _ in range(12):
        assert wall.stdout.readline() == "tick\n"
    wall.terminate()
    assert wall.wait(10) == 0
    said = wall.stderr.read()
    assert "a fault of ours, the wall goes on" in said
    assert "a fault while drawing" in said
    assert "a fault in a slot" in said


def test_a_fault_in_every_paint_event_does_not_fill_the_disk(start, tmp_path):
    loop = "[sys.excepthook(ValueError, ValueError('again'), None) for _ in range(3000)]"
    noisy = f"def noisy(*a):\n    {loop}\n    show(*a)\nWalls.show = noisy"
    before = f"from ui.walls.screens import Walls\nshow = Walls.show\n{noisy}"
    wall = start(snapshots.busy(), before=before, windowed=True)
    until((tmp_path / "state" / "last-snapshot.json").exists)
    wall.terminate()
    wall.wait(10)
    assert len(re.findall("the wall goes on", wall.stderr.read())) == 23


def test_a_wall_killed_and_started_again_shows_its_last_picture(start, tmp_path):
    wall = start(snapshots.busy(), windowed=True)
    until((tmp_path / "state" / "last-snapshot.json").exists)
    wall.kill()
    wall.wait()
    again = start("import time; time.sleep(60)", screenshot=tmp_path / "wall.png")
    assert again.wait(30) == 0, again.stderr.read()
    assert (tmp_path / "wall.png").exists()


# ── The display ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
@pytest.mark.parametrize(
    ("variable", "missing"),
    [(None, True), ("DISPLAY", False), ("WAYLAND_DISPLAY", False), ("QT_QPA_PLATFORM", False)],
)
def test_a_missing_display_is_said_with_a_way_out(monkeypatch, variable, missing):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    if variable:
        monkeypatch.setenv(variable, "something")
    said = display_missing()
    assert (said is not None) == missing
    if missing:
        command = said.split(": ")[1]
        assert command in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
        assert "\n" not in said


def test_our_fonts_are_found_without_a_display():
    text = "from ui.drawing.fonts import check_fonts; it = check_fonts(); print(it.good, it.what, it.said)"
    env = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "QT_QPA_PLATFORM"}}
    said = subprocess.run(
        [sys.executable, "-c", text], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    assert said.stdout.startswith("True fonts ")
