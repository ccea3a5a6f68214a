"""A notification of the desktop by the desktop's own command, where it has one: also where it has no tray."""

import shutil
from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, QTimer, Signal
from PySide6.QtGui import QGuiApplication

import resources
from ui.speech.language import say

COMMAND = "notify-send"
DESKTOPS = {"xcb", "wayland"}
"""Qt's names of the platforms whose desktops know that command; elsewhere Qt tells the desktop itself."""
SHOWN_MS = 10_000
SHOWN = ("-a", "Pulsvegg", "-t", str(SHOWN_MS))
SILENT = ("-h", "boolean:suppress-sound:true")
LOUD = ("-h", "string:sound-name:dialog-warning")
ANSWERED_WITHIN_MS = 60_000  # a click later than this finds nobody
MOST_OPEN = 4  # processes that wait for a click
STOPPED_WITHIN_MS = 1000


def command() -> str:
    """The command that tells this desktop something; "" where there is none."""
    known = QGuiApplication.platformName() in DESKTOPS
    return (shutil.which(COMMAND) or "") if known else ""


class Notifier(QObject):
    """Tells the desktop; `opened` when somebody clicks on what it shows, `refused` with what it did not take."""

    opened = Signal()
    refused = Signal(str)

    def __init__(self, program: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._open: list[QProcess] = []

    @property
    def able(self) -> bool:
        """Whether there is a command to tell it with."""
        return bool(self._program)

    def tell(self, text: str, *, sound: bool = False) -> None:
        """Show a line, silently unless `sound` is wanted.

        It is the title, which no desktop takes for markup, as some do the text below it.
        """
        self._start(text, (*SHOWN, *(LOUD if sound else SILENT), "-A", f"default={say('Open the desk')}"))

    def _start(self, text: str, options: Sequence[str]) -> None:
        process = QProcess(self)
        process.finished.connect(lambda *_: self._ended(process, text, options))
        process.errorOccurred.connect(lambda error: self._failed(process, error, text))
        patience = QTimer(process, singleShot=True, interval=ANSWERED_WITHIN_MS)
        patience.timeout.connect(process.kill)
        patience.start()
        self._open.append(process)
        for old in self._open[:-MOST_OPEN]:
            old.kill()
        process.start(
            self._program, [*options, "-i", str(resources.path("icons", "pulsvegg.svg")), "--", text]
        )
        process.closeWriteChannel()

    def stop(self) -> None:
        """Wait for no clicks any more; what is shown stays until the desktop takes it away."""
        left, self._open = self._open, []
        for process in left:
            process.kill()
            process.waitForFinished(STOPPED_WITHIN_MS)
            process.deleteLater()

    def _ended(self, process: QProcess, text: str, options: Sequence[str]) -> None:
        if process not in self._open:
            return
        self._open.remove(process)
        if process.exitStatus() == QProcess.ExitStatus.NormalExit:
            if process.exitCode() and options != SHOWN:
                self._start(text, SHOWN)  # libnotify before 0.8 knows no buttons, and says so
            elif process.exitCode():
                self.refused.emit(text)
            elif bytes(process.readAllStandardOutput().data()).strip():
                self.opened.emit()
        process.deleteLater()

    def _failed(self, process: QProcess, error: QProcess.ProcessError, text: str) -> None:
        if error == QProcess.ProcessError.FailedToStart and process in self._open:
            self._open.remove(process)
            process.deleteLater()
            self.refused.emit(text)
