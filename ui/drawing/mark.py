"""The shape of a level beside a line of a window's text, as the wall draws it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from ui.drawing.ink import corners
from ui.drawing.levels import SHAPES, Level
from ui.drawing.theme import Theme


class Mark(QWidget):
    """A shape as high as a capital of the text beside it; nothing where all is fine."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.level: Level = "bad"

    def tell(self, level: Level) -> None:
        """Show another level."""
        self.level = level
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: as high as a capital of the text beside it."""
        cap = self.fontMetrics().capHeight()
        return QSize(cap + 4, cap + 4)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Qt: draw it."""
        if self.level == "fine":
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.roles[self.level]))
        cap = float(self.fontMetrics().capHeight())
        box = QRectF((self.width() - cap) / 2, (self.height() - cap) / 2, cap, cap)
        painter.drawPolygon(QPolygonF(corners(SHAPES[self.level], box)))
        painter.end()
