"""Text that costs little to draw again: each line is laid out once, each large letter filled once.

Qt keeps pictures of small letters only; one of more than 64 px it fills anew from its outline each time it is drawn
(QT_MAX_CACHED_GLYPH_SIZE in Qt 6), and on a wall nearly all of them are larger. Here they are kept, up to a bound.
"""

import re
from collections.abc import Callable
from functools import lru_cache, reduce

from msgspec import Struct
from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QGlyphRun, QImage, QPaintEngine, QPainter, QTextLayout

from ui.drawing.look import FIGURES, Weight, font

QT_KEEPS_PX = 64  # and smaller letters, which it places between pixels, too
TALLEST = 0.82  # of the font size: no letter is higher, but for the marks on some capitals
LABEL_PX = 220  # larger ones are numbers and single words
HAS_FIGURES = re.compile(r"\d").search
MOST_LINES = 4096
ROUND = 2  # px around a sign
MOST_BYTES = 48 * 1024 * 1024  # a page at 3840x2160 has some 15 MB of letters and labels


class Letter(Struct, frozen=True):
    """A glyph of a line: its run by number, which it is, and where its baseline begins in the line.

    `key` tells it from all others of any font and size.
    """

    run: int
    index: int
    x: int
    y: int
    key: tuple[str, int]


class Laid(Struct, frozen=True):
    """A line of text as it is laid out, from its baseline's begin on."""

    runs: tuple[QGlyphRun, ...]
    letters: tuple[Letter, ...]
    ascent: float


@lru_cache(MOST_LINES)
def laid(text: str, px: int, weight: Weight) -> Laid:
    """A line of our font; one that differs from another in its figures only has the other's places."""
    line = _laid(text.translate(FIGURES), px, weight)
    said = [letter for letter in text if letter in "0123456789"]
    figures = _figures(px, weight)
    zeros = sum(letter.index == figures["0"] for letter in line.letters)
    if not said or zeros != len(said):  # figures that are part of a ligature, or none
        return _laid(text, px, weight) if said else line
    left = iter(said)
    letters = tuple(
        _as(letter, figures[next(left)]) if letter.index == figures["0"] else letter
        for letter in line.letters
    )
    runs = tuple(
        _with(run, [letter.index for letter in letters if letter.run == number])
        for number, run in enumerate(line.runs)
    )
    return Laid(runs, letters, line.ascent)


@lru_cache(64)
def _figures(px: int, weight: Weight) -> dict[str, int]:
    """Which glyph each figure is; all are as wide."""
    return {figure: _laid(figure, px, weight).letters[0].index for figure in "0123456789"}


def _as(letter: Letter, index: int) -> Letter:
    return Letter(letter.run, index, letter.x, letter.y, (letter.key[0], index))


def _with(run: QGlyphRun, indexes: list[int]) -> QGlyphRun:
    other = QGlyphRun(run)
    other.setGlyphIndexes(indexes)
    return other


@lru_cache(MOST_LINES)
def _laid(text: str, px: int, weight: Weight) -> Laid:
    layout = QTextLayout(text, font(px, weight))
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(1e6)
    layout.endLayout()
    ascent, runs = line.ascent(), tuple(layout.glyphRuns())
    fonts = [f"{run.rawFont().familyName()} {px} {weight.value}" for run in runs]
    letters = tuple(
        Letter(number, index, round(at.x()), round(at.y() - ascent), (fonts[number], index))
        for number, run in enumerate(runs)
        for index, at in zip(run.glyphIndexes(), run.positions(), strict=True)
    )
    return Laid(runs, letters, ascent)


class Filled(Struct, frozen=True):
    """A picture of letters in their colour, and where its corner is from their baseline's begin; None of a space.

    Of a label on its ground the picture ends with the baseline, and what hangs under it is a clear one, `below`.
    """

    image: QImage | None
    left: int = 0
    top: int = 0
    below: QImage | None = None

    @property
    def bytes(self) -> int:
        """What it takes of memory."""
        return sum(each.sizeInBytes() for each in (self.image, self.below) if each) or 64


class Letters:
    """The pictures of letters, labels and signs that were drawn, by colour; when they are too many bytes all go."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._kept: dict[int, dict[object, Filled]] = {}
        self.bytes = 0

    def shelf(self, colour: QColor) -> dict[object, Filled]:
        """Those in a colour."""
        rgba = colour.rgba()
        found = self._kept.get(rgba)
        if found is None:
            found = self._kept[rgba] = {}
        return found

    def letter(self, line: Laid, letter: Letter, colour: QColor) -> Filled:
        """The picture of a letter of a line."""
        found = self.shelf(colour).get(letter.key)
        return found or self._keep(letter.key, _fill(line.runs[letter.run], letter.index, colour), colour)

    def figure(self, line: Laid, letter: Letter, colour: QColor, ground: QColor) -> Filled:
        """The picture of a figure on its ground: figures stand apart, and on their baseline."""
        key = (letter.key, ground.rgba())
        if found := self.shelf(colour).get(key):
            return found
        clear = self.letter(line, letter, colour)
        return self._keep(key, _on(ground, clear.image, clear) if clear.image else clear, colour)

    def label(
        self, text: str, px: int, weight: Weight, colour: QColor, ground: QColor | None = None
    ) -> Filled:
        """The picture of a whole line, put together from those of its letters, on its ground where that is given.

        One with marks over its capitals is clear all the same: they may reach what hangs from the line above.
        """
        key = (text, px, weight.value, ground and ground.rgba())
        if found := self.shelf(colour).get(key):
            return found
        joined = self._joined(laid(text, px, weight), colour)
        if ground is not None and joined.image is not None and -joined.top <= px * TALLEST:
            joined = _on(ground, joined.image, joined)
        return self._keep(key, joined, colour)

    def sign(
        self, name: str, size: tuple[int, int], colour: QColor, draw: Callable[[QPainter], None]
    ) -> Filled:
        """The picture of a sign that `draw` draws at (0, 0), a little of it perhaps outside of its size."""
        key = (name, size)
        if found := self.shelf(colour).get(key):
            return found
        image = _empty(QSize(size[0] + 2 * ROUND, size[1] + 2 * ROUND))
        painter = QPainter(image)
        painter.translate(ROUND, ROUND)
        draw(painter)
        painter.end()
        return self._keep(key, Filled(image, -ROUND, -ROUND), colour)

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
        for letter, it in placed:
            if it.image is not None:
                painter.drawImage(letter.x + it.left, letter.y + it.top, it.image)
        painter.end()
        return Filled(image, box.left(), box.top())

    def _keep(self, key: object, filled: Filled, colour: QColor) -> Filled:
        self.bytes += filled.bytes
        if self.bytes > self._most:
            self._kept, self.bytes = {}, filled.bytes
        self.shelf(colour)[key] = filled
        return filled


def _on(ground: QColor, clear: QImage, label: Filled) -> Filled:
    """A label on its ground down to its baseline: no other text comes into that, so that it need not be blended."""
    down = min(clear.height(), 1 - label.top)
    image = QImage(clear.width(), down, QImage.Format.Format_RGB32)
    image.fill(ground)
    painter = QPainter(image)
    painter.drawImage(0, 0, clear)
    painter.end()
    rest = clear.height() - down
    below = clear.copy(0, down, clear.width(), rest) if rest else None
    return Filled(image, label.left, label.top, below)


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


def write(  # noqa: PLR0913 - all of it is what is seen
    painter: QPainter,
    at: tuple[int, int],
    text: str,
    px: int,
    weight: Weight,
    colour: QColor,
    *,
    ground: QColor | None = None,
) -> None:
    """Draw a line whose baseline begins at whole pixels of a painter that `is_plain`, over a `ground` of one colour.

    A label is one picture, which is copied where its ground is known; figures are put together, since the next ones
    are others.
    """
    if px <= QT_KEEPS_PX:
        write_text(painter, at, text, px, weight, colour)
    elif px <= LABEL_PX and not HAS_FIGURES(text):
        it = LETTERS.label(text, px, weight, colour, ground)
        if it.image is not None:
            painter.drawImage(at[0] + it.left, at[1] + it.top, it.image)
        if it.below is not None:
            painter.drawImage(at[0] + it.left, at[1] + 1, it.below)
    elif ground is not None and text.isdecimal():
        _put_figures(painter, at, laid(text, px, weight), colour, ground)
    else:
        _put(painter, at, laid(text, px, weight), colour)


def _put(painter: QPainter, at: tuple[int, int], line: Laid, colour: QColor) -> None:
    """Draw a line letter by letter: a few hundred of them in a repaint, so that each look-up counts."""
    (left, top), shelf = at, LETTERS.shelf(colour)
    for letter in line.letters:
        it = shelf.get(letter.key) or LETTERS.letter(line, letter, colour)
        if it.image is not None:
            painter.drawImage(left + letter.x + it.left, top + letter.y + it.top, it.image)


def _put_figures(painter: QPainter, at: tuple[int, int], line: Laid, colour: QColor, ground: QColor) -> None:
    """Draw a number figure by figure: each is copied, not blended."""
    for letter in line.letters:
        it = LETTERS.figure(line, letter, colour, ground)
        if it.image is not None:
            painter.drawImage(at[0] + letter.x + it.left, at[1] + letter.y + it.top, it.image)
        if it.below is not None:
            painter.drawImage(at[0] + letter.x + it.left, at[1] + letter.y + 1, it.below)


def is_plain(painter: QPainter) -> bool:
    """Whether it draws pixels one to one."""
    transform = painter.transform()
    return (
        painter.paintEngine().type() == QPaintEngine.Type.Raster
        and painter.device().devicePixelRatioF() == 1.0
        and not (transform.isScaling() or transform.isRotating())
    )
