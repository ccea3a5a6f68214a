"""The display is kept lit while walls hang, by what the platform has, and left as it was afterwards."""

import shutil
import subprocess
import sys
import time

import pytest

from ui.walls.vigil import Vigil, has_display

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux' own ways")

INHIBIT = """#!/bin/sh
echo "$@" > "{folder}/asked"
cat > /dev/null
echo released > "{folder}/released"
"""
XSET = """#!/bin/sh
echo "$@" >> "{folder}/nudged"
"""


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """A machine without a bus, with what is put into its folder."""
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path


def program(folder, name, text):
    file = folder / name
    file.write_text(text.format(folder=folder))
    file.chmod(0o755)


def there(file):
    end = time.monotonic() + 10
    while not file.exists() or not file.read_text():
        assert time.monotonic() < end
        time.sleep(0.01)
    return file.read_text()


def test_a_child_holds_the_lock_until_the_end(qapp, bare):
    program(bare, "systemd-inhibit", INHIBIT)
    vigil = Vigil()
    assert vigil.begin()
    assert "--what=idle:sleep" in there(bare / "asked")
    assert not (bare / "released").exists()
    vigil.end()
    assert there(bare / "released") == "released\n"
    vigil.end()  # and once more does no harm


def test_an_x_server_is_nudged(qapp, bare, monkeypatch):
    program(bare, "xset", XSET)
    monkeypatch.setenv("DISPLAY", ":99")
    vigil = Vigil()
    assert vigil.begin()
    assert there(bare / "nudged") == "s reset\n"
    vigil.end()


def test_where_there_is_nothing_nothing_is_said(qapp, bare, monkeypatch, capfd):
    monkeypatch.setenv("PATH", str(bare))
    vigil = Vigil()
    assert not vigil.begin()
    vigil.end()
    assert capfd.readouterr() == ("", "")


def test_a_bus_that_does_not_answer_is_none(qapp, bare, monkeypatch):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={bare}/no-such-bus")
    monkeypatch.setenv("PATH", str(bare))
    assert not Vigil().begin()


SERVICE = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, Slot, ClassInfo
from PySide6.QtDBus import QDBusConnection
app = QCoreApplication([])
@ClassInfo(**{"D-Bus Interface": "org.freedesktop.ScreenSaver"})
class Saver(QObject):
    @Slot(str, str, result="uint")
    def Inhibit(self, who, why):
        print(who, "asks:", why, flush=True)
        return 77
saver, bus = Saver(), QDBusConnection.sessionBus()
bus.registerObject("/org/freedesktop/ScreenSaver", saver, QDBusConnection.RegisterOption.ExportAllSlots)
bus.registerService("org.freedesktop.ScreenSaver")
app.exec()
"""
ASK = """
import subprocess, sys, time
from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection
service = subprocess.Popen([sys.executable, "-c", sys.argv[1]])
app = QCoreApplication([])
while not QDBusConnection.sessionBus().interface().isServiceRegistered("org.freedesktop.ScreenSaver").value():
    time.sleep(0.05)
from ui.walls.vigil import Vigil
vigil = Vigil()
print("kept" if vigil.begin() else "not kept", flush=True)
vigil.end()
service.terminate()
service.wait()
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="no bus to be had here")
def test_the_desktop_is_asked_over_the_bus(bare):
    run = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", ASK, SERVICE],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert run.stdout == "Pulsvegg asks: a wall is shown\nkept\n"


def test_a_picture_needs_no_light(qapp):
    assert not has_display()
