"""The shapes beside words in the desk's tables: made once for a look, of the same polygons as the wall's."""

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from ui.drawing.ink import POLYGONS
from ui.drawing.levels import SHAPES, Level
from ui.drawing.look import Look
from ui.speech.language import later, say

WORDS: dict[Level, str] = {"fine": "", "warn": later("watch this"), "bad": later("act on this")}
"""What the shapes say, to whoever hears them."""
GAP = 0.35  # of the shape, between it and the word: Qt's own gap does not grow with the letters


def aloud(text: str, level: Level) -> str:
    """A text with what is thought of it, for whoever hears it."""
    return f"{text}, {say(WORDS[level])}" if WORDS[level] else text


def mark(look: Look, level: Level) -> QPixmap | None:
    """The shape of an abnormal level; None for "fine"."""
    return None if level == "fine" else shape(look, SHAPES[level], level)


def shape(look: Look, name: str, role: str) -> QPixmap:
    """A shape in a role's colour, as tall as a small letter: a polygon of the wall's, "disc", "half" or "ring"."""
    return _made(name, look.colour(role).name(), max(6, round(look.sizes.em * 0.6)))


@cache
def _made(name: str, colour: str, px: int) -> QPixmap:
    made = QPixmap(round(px * (1 + GAP)), px)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    thick = max(1.5, px / 6)
    box = QRectF(thick / 2, thick / 2, px - thick, px - thick)
    if name in POLYGONS:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawPolygon(QPolygonF([QPointF(x * px, y * px) for x, y in POLYGONS[name]]))
    else:
        painter.setPen(QPen(QColor(colour), thick))
        painter.setBrush(QColor(colour) if name == "disc" else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        if name == "half":
            painter.setBrush(QColor(colour))
            painter.drawPie(box, 90 * 16, 180 * 16)
    painter.end()
    return made
