"""The desk as a whole: over a real feed on the demo inbox, and as a program with the walls on the same feed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt

from dashboard.asking import Filter
from tests.ui.desk.test_desk import ALT, CTRL, Key, choose, press, shown
from ui.incoming.memory import Memory
from ui.incoming.source import Source

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
MAIN = Path(__file__).parents[3] / "main.py"
PATIENCE_MS = 60_000
DEMO = ("--demo", "storm", "--days", "1")


@pytest.fixture
def sat(seat, qtbot, tmp_path, monkeypatch):
    """A desk on a feed of its own, as soon as all is read and its queue is listed."""
    monkeypatch.setenv("PULSVEGG_STATE", str(tmp_path / "state"))
    command = [sys.executable, str(MAIN), "feed", "--follow-stdin", *DEMO]
    source = Source(command, Memory(tmp_path, time.monotonic))
    desk = seat(send=source.send, live=False)
    source.arrived.connect(desk.show_snapshot)
    source.answered.connect(desk.take)
    source.start()

    def settled():
        snapshot = desk.showing.snapshot
        return snapshot is not None and snapshot.fresh and snapshot.filling is None

    qtbot.waitUntil(settled, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: len(shown(desk, "No.")) > 0, timeout=PATIENCE_MS)
    yield desk
    source.close()
    source.deleteLater()


def test_a_lead_filters_lists_and_takes_the_sentences_off_the_walls(sat, qtbot):
    queue = sat.showing.snapshot.reading.by["channel"]["Facebook"].now.queue_size
    press(qtbot, Key.Key_2, ALT, on=sat)
    choose(qtbot, sat.face.filters.buttons["channels"].menu(), "Facebook")

    def filtered():
        assert sat.shown.reading.by["channel"]["Messenger"].now.queue_size == 0
        assert set(shown(sat, "Channel")) == {"Facebook"}

    qtbot.waitUntil(filtered, timeout=PATIENCE_MS)
    assert sat.face.filters.filter == Filter(channels=("Facebook",))
    whole = {topic.id: topic.customers_today for topic in sat.showing.snapshot.topics}
    part = {topic.id: topic.customers_today for topic in sat.shown.topics}
    assert 0 < sum(part.values()) < sum(whole.values())
    assert all(topic.names for topic in sat.shown.topics)
    assert abs(len(shown(sat, "No.")) - queue) <= 10  # the storm goes on meanwhile
    hanging = {each.id for each in sat.showing.snapshot.voice.shown}
    assert hanging
    sat.activateWindow()  # without a window system nobody gives a window its activity back when a menu closes
    qtbot.waitUntil(sat.isActiveWindow)
    press(qtbot, Key.Key_K, CTRL | Qt.KeyboardModifier.ShiftModifier, on=sat)
    qtbot.waitUntil(
        lambda: not hanging & {each.id for each in sat.showing.snapshot.voice.shown}, timeout=PATIENCE_MS
    )


def test_as_a_program_it_hangs_the_walls_too_ends_in_order_and_remembers_how_it_stood(tmp_path):
    state = tmp_path / "state"
    (tmp_path / "settings.toml").write_text('[goals]\ntimezone = "Europe/Oslo"\n')
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PULSVEGG_STATE": str(state)}
    command = [
        sys.executable,
        str(MAIN),
        "--settings",
        str(tmp_path / "settings.toml"),
        "desk",
        "--walls",
        *DEMO,
    ]
    desk = subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True)
    try:
        patience = time.monotonic() + PATIENCE_MS / 1000
        while not list(state.rglob("last-snapshot.json")) and time.monotonic() < patience:
            assert desk.poll() is None
            time.sleep(0.05)
        desk.send_signal(signal.SIGTERM)
        _, said = desk.communicate(timeout=20)
    finally:
        desk.kill()
    assert desk.returncode == 0, said
    (kept,) = state.rglob("desk.json")
    stood = msgspec.json.decode(kept.read_bytes())
    assert stood["geometry"]
    assert set(stood["columns"]) == {"conversations", "agents", "topics", "channels"}
