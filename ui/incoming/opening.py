"""The moment at which a window is live: says so in the log, and frees it from looking through itself for garbage."""

import gc
from logging import getLogger

from PySide6.QtCore import QTimer

from dashboard.snapshot import Snapshot

SETTLE_MS = 1500  # the first whole numbers are drawn by then

log = getLogger(__name__)


class Opening:
    """Is told of each Snapshot. Whoever makes one keeps it: Qt holds no plain Python object alive."""

    def __init__(self) -> None:
        self._live = self._whole = False

    def look(self, snapshot: Snapshot) -> None:
        """A Snapshot came."""
        if snapshot.fresh and not self._live:
            self._live = True
            log.info("live numbers are on the wall")
        if snapshot.fresh and snapshot.filling is None and not self._whole:
            self._whole = True
            QTimer.singleShot(SETTLE_MS, settle)


def settle() -> None:
    """What is there by now stays: each time the collector looked through it, the picture would be held for 30 ms."""
    gc.collect()
    gc.freeze()
