"""Keeps the displays from going blank as long as walls hang: asks the platform, and lets go at the end."""

import ctypes
import os
import shutil
import sys
from collections.abc import Callable
from logging import getLogger
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer
from PySide6.QtGui import QGuiApplication

WHO, WHY = "Pulsvegg", "a wall is shown"
REAL = ("xcb", "wayland", "wayland-egl", "eglfs", "windows", "cocoa")
"""Qt's platforms that have a display which can go blank."""
NUDGE_MS = 50_000  # the shortest time after which an X server can be set to go blank is a minute
BUS_MS = 1000  # a bus that hangs must not hold up the wall

ES_CONTINUOUS, ES_SYSTEM_REQUIRED, ES_DISPLAY_REQUIRED = 0x80000000, 0x1, 0x2

log = getLogger(__name__)


class Vigil(QObject):
    """One of WAYS that works here, from `begin` to `end`; where there is none the display does as it is set to."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._release: Callable[[], object] | None = None

    def begin(self) -> bool:
        """Ask; whether the platform listens."""
        for way in WAYS.get(sys.platform, ()):
            try:
                self._release = way(self)
            except Exception as fault:  # an odd desktop must not cost the wall
                log.info("the display can't be kept lit by %s: %s", way.__name__, type(fault).__name__)
            if self._release is not None:
                log.info("the display is kept lit by %s", way.__name__)
                return True
        return False

    def end(self) -> None:
        """Let it be as it was."""
        release, self._release = self._release, None
        if release is not None:
            release()


def has_display() -> bool:
    """Whether what we draw on can go blank at all."""
    return QGuiApplication.platformName() in REAL


# ── The ways ─────────────────────────────────────────────────────────────────────────────────────────


def desktop(_: QObject) -> Callable[[], object] | None:
    """The desktop's own screen saver, over the session bus; it forgets us when we leave that, however it happens."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS") and not (runtime and (Path(runtime) / "bus").exists()):
        return None  # else Qt would start a bus of its own
    from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusMessage  # noqa: PLC0415 - only walls on such a desktop wait for it

    bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, WHO)
    if not bus.isConnected():
        return None
    name = "org.freedesktop.ScreenSaver"
    saver = QDBusInterface(name, "/org/freedesktop/ScreenSaver", name, bus)
    saver.setTimeout(BUS_MS)
    answer = saver.call("Inhibit", WHO, WHY)
    if answer.type() != QDBusMessage.MessageType.ReplyMessage:
        return None
    return lambda: QDBusConnection.disconnectFromBus(WHO)


def child(parent: QObject) -> Callable[[], object] | None:
    """A child that holds a lock of systemd's until its input ends, and beside it a nudge to the X server."""
    nudged = _nudge(parent)
    if not (found := shutil.which("systemd-inhibit")):
        return nudged
    inhibit = QProcess(parent)
    inhibit.setStandardErrorFile(QProcess.nullDevice())
    inhibit.setStandardOutputFile(QProcess.nullDevice())
    inhibit.start(found, ["--what=idle:sleep", f"--who={WHO}", f"--why={WHY}", "cat"])

    def release() -> None:
        if nudged is not None:
            nudged()
        inhibit.closeWriteChannel()
        if not inhibit.waitForFinished(BUS_MS):
            inhibit.kill()
            inhibit.waitForFinished(BUS_MS)

    return release


def _nudge(parent: QObject) -> Callable[[], object] | None:
    """A word to the X server now and then that somebody is there."""
    found = shutil.which("xset")
    if not found or not os.environ.get("DISPLAY"):
        return None
    timer = QTimer(parent, interval=NUDGE_MS)
    xset = QProcess(parent)
    xset.setStandardErrorFile(QProcess.nullDevice())

    def nudge() -> None:
        if xset.state() == QProcess.ProcessState.NotRunning:
            xset.start(found, ["s", "reset"])

    def release() -> None:
        timer.stop()
        xset.waitForFinished(BUS_MS)

    timer.timeout.connect(nudge)
    timer.start()
    nudge()
    return release


def caffeinate(parent: QObject) -> Callable[[], object] | None:
    """What macOS has for it; it ends with us."""
    drink = QProcess(parent)
    drink.start("/usr/bin/caffeinate", ["-d", "-i", "-w", str(os.getpid())])
    if not drink.waitForStarted(BUS_MS):
        return None

    def release() -> None:
        drink.terminate()
        drink.waitForFinished(BUS_MS)

    return release


def windows(_: QObject) -> Callable[[], object] | None:
    """What Windows has for it; it lasts as long as our thread."""
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    if not kernel.SetThreadExecutionState(ES_CONTINUOUS | ES_SYSTEM_REQUIRED | ES_DISPLAY_REQUIRED):
        return None
    return lambda: kernel.SetThreadExecutionState(ES_CONTINUOUS)


WAYS: dict[str, tuple[Callable[[QObject], Callable[[], object] | None], ...]] = {
    "linux": (desktop, child),
    "darwin": (caffeinate,),
    "win32": (windows,),
}
