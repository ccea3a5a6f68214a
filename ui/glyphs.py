"""Text that costs little to draw again: each line is laid out once, each large letter filled once.

Qt keeps pictures of small letters only; one of more than 64 px it fills anew from its outline each time it is drawn
(QT_MAX_CACHED_GLYPH_SIZE in Qt 6), and on a wall nearly all of them are larger. Here they are kept, up to a bound.
"""

import re
from collections import OrderedDict
from collections.abc import Iterable
from functools import lru_cache, reduce

from msgspec import Struct
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QGlyphRun, QImage, QPaintEngine, QPainter, QTextLayout

from ui.look import Weight, font

QT_KEEPS_PX = 64  # and smaller letters, which it places between pixels, too
LABEL_PX = 220  # larger ones are numbers and single words
HAS_FIGURES = re.compile(r"\d").search
MOST_LINES = 4096
MOST_BYTES = 48 * 1024 * 1024  # a page at 3840x2160 has some 15 MB of letters and labels


class Letter(Struct, frozen=True):
    """A glyph of a line: its run's font by number, which it is, and where its baseline begins in the line."""

    run: int
    index: int
    x: int
    y: int


class Laid(Struct, frozen=True):
    """A line of text as it is laid out, from its baseline's begin on; `fonts` tell its runs' fonts from others."""

    runs: tuple[QGlyphRun, ...]
    letters: tuple[Letter, ...]
    ascent: float
    fonts: tuple[str, ...]


@lru_cache(MOST_LINES)
def laid(text: str, px: int, weight: Weight) -> Laid:
    """A line of our font."""
    layout = QTextLayout(text, font(px, weight))
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(1e6)
    layout.endLayout()
    ascent, runs = line.ascent(), tuple(layout.glyphRuns())
    letters = tuple(
        Letter(number, index, round(at.x()), round(at.y() - ascent))
        for number, run in enumerate(runs)
        for index, at in zip(run.glyphIndexes(), run.positions(), strict=True)
    )
    fonts = tuple(f"{run.rawFont().familyName()} {px} {weight.value}" for run in runs)
    return Laid(runs, letters, ascent, fonts)


class Filled(Struct, frozen=True):
    """A picture of letters in their colour, and where its corner is from their baseline's begin; None of a space."""

    image: QImage | None
    left: int = 0
    top: int = 0

    @property
    def bytes(self) -> int:
        """What it takes of memory."""
        return self.image.sizeInBytes() if self.image else 64


class Letters:
    """The pictures of letters and labels that were drawn lately, at most so many bytes of them."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._kept: OrderedDict[tuple[object, ...], Filled] = OrderedDict()
        self.bytes = 0

    def letter(self, line: Laid, letter: Letter, colour: QColor) -> Filled:
        """The picture of a letter of a line."""
        name = (line.fonts[letter.run], letter.index, colour.rgba())
        found = self._kept.get(name)
        if found is None:
            return self._keep(name, _fill(line.runs[letter.run], letter.index, colour))
        self._kept.move_to_end(name)
        return found

    def label(self, text: str, px: int, weight: Weight, colour: QColor) -> Filled:
        """The picture of a whole line, put together from those of its letters."""
        name = (text, px, weight.value, colour.rgba())
        found = self._kept.get(name)
        if found is None:
            return self._keep(name, self._joined(laid(text, px, weight), colour))
        self._kept.move_to_end(name)
        return found

    def _joined(self, line: Laid, colour: QColor) -> Filled:
        placed = [(letter, self.letter(line, letter, colour)) for letter in line.letters]
        boxes = [
            it.image.rect().translated(letter.x + it.left, letter.y + it.top)
            for letter, it in placed
            if it.image
        ]
        box = reduce(QRect.united, boxes, QRect())
        if box.isEmpty():
            return Filled(None)
        image = _empty(box.size())
        painter = QPainter(image)
        painter.translate(-box.topLeft())
        _put(painter, (0, 0), placed)
        painter.end()
        return Filled(image, box.left(), box.top())

    def _keep(self, name: tuple[object, ...], filled: Filled) -> Filled:
        self._kept[name] = filled
        self.bytes += filled.bytes
        while self.bytes > self._most and len(self._kept) > 1:
            self.bytes -= self._kept.popitem(last=False)[1].bytes
        return filled


def _empty(size: QSize) -> QImage:
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _fill(run: QGlyphRun, index: int, colour: QColor) -> Filled:
    path = run.rawFont().pathForGlyph(index)
    if path.isEmpty():
        return Filled(None)
    box = path.boundingRect().toAlignedRect().adjusted(-1, -1, 1, 1)
    image = _empty(box.size())
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-box.topLeft())
    painter.fillPath(path, colour)
    painter.end()
    return Filled(image, box.left(), box.top())


def _put(painter: QPainter, at: tuple[int, int], placed: Iterable[tuple[Letter, Filled]]) -> None:
    for letter, it in placed:
        if it.image is not None:
            painter.drawImage(QPoint(at[0] + letter.x + it.left, at[1] + letter.y + it.top), it.image)


LETTERS = Letters()


def write_text(
    painter: QPainter, at: tuple[int, int], text: str, px: int, weight: Weight, colour: QColor
) -> None:
    """Draw a line whose baseline begins at a place, as Qt does it."""
    line = laid(text, px, weight)
    painter.setPen(colour)
    corner = QPointF(at[0], at[1] - line.ascent)
    for run in line.runs:
        painter.drawGlyphRun(corner, run)
    painter.setPen(Qt.PenStyle.NoPen)


def write(painter: QPainter, at: tuple[int, int], text: str, px: int, weight: Weight, colour: QColor) -> None:
    """Draw a line whose baseline begins at whole pixels of a painter that `is_plain`.

    A label is one picture; figures are put together, since the next ones are others.
    """
    if px <= QT_KEEPS_PX:
        write_text(painter, at, text, px, weight, colour)
    elif px <= LABEL_PX and not HAS_FIGURES(text):
        it = LETTERS.label(text, px, weight, colour)
        if it.image is not None:
            painter.drawImage(QPoint(at[0] + it.left, at[1] + it.top), it.image)
    else:
        line = laid(text, px, weight)
        _put(painter, at, ((letter, LETTERS.letter(line, letter, colour)) for letter in line.letters))


def is_plain(painter: QPainter) -> bool:
    """Whether it draws pixels one to one."""
    transform = painter.transform()
    return (
        painter.paintEngine().type() == QPaintEngine.Type.Raster
        and painter.device().devicePixelRatioF() == 1.0
        and not (transform.isScaling() or transform.isRotating())
    )
