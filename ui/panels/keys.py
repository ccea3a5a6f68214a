"""The keys of the wall, shown for a few seconds to who stands at the keyboard: no text for the room."""

from PySide6.QtCore import QRect, QRectF, QSize, QTimer
from PySide6.QtWidgets import QWidget

from dashboard.snapshot import Snapshot
from ui.drawing.ink import Ink
from ui.drawing.look import Look, Weight, metrics
from ui.panels.panel import Panel
from ui.speech.keys import KEYS
from ui.speech.language import say, speaking

SECONDS = 8
LINE_EMS = 1.5
PAD_EMS = 1.2


class KeysPanel(Panel[tuple[()]]):
    """A card in the middle of the wall, hidden until somebody asks."""

    NAME = "keys"

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._enough = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        self._enough.timeout.connect(self.hide)
        self.hide()

    def part(self, snapshot: Snapshot | None) -> tuple[()]:
        """Nothing of a Snapshot."""
        return ()

    def show_for_a_while(self) -> None:
        """Show them, or hide them again."""
        if self.isVisible():
            self._enough.stop()
            self.hide()
            return
        with speaking(self.look.language):
            self._stand()
        self.raise_()
        self.show()
        self._enough.start()

    def arrange(self) -> None:
        """Stay in the middle when the wall's size changes."""
        if not self.isHidden():
            self._stand()

    @property
    def _room(self) -> QSize:
        return (self.parentWidget() or self).size()

    @property
    def _px(self) -> int:
        """Half of room text, and never more than has room."""
        return min(self.look.sizes.footnote, int(self._room.height() / ((len(KEYS) + 2) * LINE_EMS)))

    def _columns(self) -> tuple[float, float]:
        measure = metrics(self._px, Weight.DemiBold)
        keys = max(measure.horizontalAdvance(each.written) for each in KEYS) + self._px * PAD_EMS
        return keys, keys + max(measure.horizontalAdvance(say(each.words)) for each in KEYS)

    def _stand(self) -> None:
        px, wall = self._px, self._room
        width = round(self._columns()[1] + 2 * px * PAD_EMS)
        height = round((len(KEYS) - 1) * px * LINE_EMS + px + 2 * px * PAD_EMS)
        self.setGeometry(QRect((wall.width() - width) // 2, (wall.height() - height) // 2, width, height))

    def draw(self, ink: Ink, part: tuple[()]) -> None:
        """Draw it."""
        px, keys = self._px, self._columns()[0]
        ink.box(QRectF(self.rect()), "rule", hollow=float(self.look.sizes.rule * 2))
        at = px * (PAD_EMS + self.look.sizes.cap_ratio)
        for each in KEYS:
            ink.text((px * PAD_EMS, at), each.written, px=px, weight=Weight.DemiBold)
            ink.text((px * PAD_EMS + keys, at), say(each.words), px=px, role="dim")
            at += px * LINE_EMS
