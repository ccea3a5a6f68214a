"""From nothing to the demo on the desk with a single key, as a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parent.parent
PERSON = """
import sys
import main
from PySide6.QtCore import QTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

application = QApplication(["pulsvegg"])
seen = []

def look():
    window = QApplication.activeWindow()
    name = type(window).__name__
    if window is not None and name not in seen:
        seen.append(name)
    if name == "FirstStart":
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    if name == "Desk" and (it := window.showing.snapshot) and it.fresh and it.reading and it.reading.now.queue_size:
        QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)

timer = QTimer()
timer.timeout.connect(look)
timer.start(50)
status = main.main([])
print(status, *seen)
"""


def test_return_alone_leads_from_nothing_to_live_numbers_on_the_desk(tmp_path):
    settings = tmp_path / "config" / "settings.toml"
    env = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PULSVEGG_SETTINGS": str(settings),
        "PULSVEGG_STATE": str(tmp_path / "state"),
    }
    done = subprocess.run(
        [sys.executable, "-c", PERSON],
        cwd=HOUSE,
        env=env,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.stdout.split() == ["0", "FirstStart", "Desk"], done.stderr
    assert not settings.exists(), "the demo keeps nothing"
