"""One settled picture of the wall as a PNG file."""

from pathlib import Path

from PySide6.QtCore import QObject, QSaveFile, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from dashboard.snapshot import Snapshot
from ui.incoming.showing import has_numbers

PATIENCE_MS = 20_000  # for numbers, as long as there is trouble
SILENCES = 3  # so often anew, as long as the feed has said nothing at all
FILL_PATIENCE_MS = 120_000  # for the first fill, as long as it goes on


class Photographer(QObject):
    """Waits until the wall shows settled numbers, or for as long as patience lasts; then says `ready`."""

    ready = Signal()

    def __init__(
        self,
        patience_ms: int = PATIENCE_MS,
        fill_patience_ms: int = FILL_PATIENCE_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.came, self._heard, self._silences = 0, False, SILENCES
        self.is_ready = False
        self.ready.connect(self._became_ready)
        self._filling = False
        self._patience = QTimer(self, singleShot=True, interval=patience_ms)
        self._patience.timeout.connect(self._enough)
        self._last = QTimer(self, singleShot=True, interval=fill_patience_ms)
        self._last.timeout.connect(self.ready)

    def start(self) -> None:
        """Begin to wait."""
        self._patience.start()
        self._last.start()

    def stop(self) -> None:
        """Wait no more."""
        self._patience.stop()
        self._last.stop()

    def look(self, snapshot: Snapshot) -> None:
        """A Snapshot is on the wall."""
        self._heard = True
        self.came += snapshot.trouble is None or snapshot.trouble.kind != "feed_lost"
        self._filling = snapshot.trouble is None and snapshot.filling is not None
        if snapshot.fresh and snapshot.filling is None and has_numbers(snapshot):
            self.ready.emit()

    def _became_ready(self) -> None:
        self.is_ready = True

    def _enough(self) -> None:
        if not self._heard and self._silences:  # a machine at work: the feed has not begun to speak
            self._silences -= 1
            self._patience.start()
            return
        if not self._filling:
            self.ready.emit()


INTERRUPTED = 130
"""The exit status of whoever was told to stop before its picture was taken."""


def save(window: QWidget, file: Path) -> str:
    """Write what a window shows, pixel for pixel, in one step; gives why it can't be written, "" when it was."""
    image = QImage(window.size(), QImage.Format.Format_RGB32)
    window.render(image)
    place = QSaveFile(str(file))
    if not place.open(QSaveFile.OpenModeFlag.WriteOnly):
        return place.errorString()
    done = image.save(place, "PNG") and place.commit()  # type: ignore[call-overload] # any QIODevice will do
    return "" if done else place.errorString()
