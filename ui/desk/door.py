"""A panel that can be opened: focus, click and Enter lead to what is behind its number."""

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.drawing.look import Look
from ui.panels.panel import Panel

PAD_EMS = 0.4  # between the frame that shows the focus and the panel
OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Door(QAbstractButton):
    """Frames a panel; `least` is its least width and height in the font size."""

    def __init__(
        self, panel: Panel[Any], name: str, least: tuple[float, float], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.panel, self._least = panel, least
        panel.setParent(self)
        panel.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        panel.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._hovered = False

    def dress(self, look: Look) -> None:
        """Take on another look."""
        self.panel.dress(look)
        self.updateGeometry()
        self._stand()
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Qt: what the panel needs to be read."""
        em = self.panel.em
        return QSize(round(self._least[0] * em), round(self._least[1] * em))

    def sizeHint(self) -> QSize:
        """Qt: the same."""
        return self.minimumSizeHint()

    def resizeEvent(self, _: QResizeEvent) -> None:
        """Qt: another size."""
        self._stand()

    def _stand(self) -> None:
        pad = round(self.panel.em * PAD_EMS)
        self.panel.setGeometry(self.rect().adjusted(pad, pad, -pad, -pad))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter opens as Space does."""
        if event.key() in OPENS and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Qt: the pointer is over it."""
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: Any) -> None:
        """Qt: the pointer has left it."""
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Qt: the ground, and the frame of focus or pointer."""
        look = self.panel.look
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("ground"))
        if self.hasFocus() or self._hovered:
            thick = max(2.0, look.sizes.em / 8) if self.hasFocus() else 1.0
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look.colour("accent" if self.hasFocus() else "rule"), thick))
            radius = look.sizes.em * 0.3
            frame = QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
            painter.drawRoundedRect(frame, radius, radius)
        painter.end()
