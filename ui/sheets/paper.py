"""A sheet of A4: the one way in which a page is drawn becomes a picture and a PDF, the same bytes for the same page."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache

from PySide6.QtCore import QBuffer, QHashSeed, QIODevice, QMarginsF, QPointF, Qt, QUuid
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from ui.drawing.fonts import load_fonts
from ui.drawing.ink import LONGEST_TEXT, Drawn, Ink
from ui.drawing.look import Look, Weight, cap_ratio, font
from ui.drawing.sizes import Sizes
from ui.drawing.theme import load

DPI = 150
WIDTH, HEIGHT = 1240, 1754  # of A4 at that
MARGIN = 84
INNER = WIDTH - 2 * MARGIN
SHARP = 2  # pixels of a picture for each of ours
EM = 20  # px, 9.6 points
METRE_PER_INCH = 0.0254

Draw = Callable[[Ink], None]
"""Draws a page, in px of A4 at 150 dpi."""


@cache
def plain_font(px: int, weight: Weight = Weight.Normal) -> QFont:
    """Our font without figures of equal width and raised colons: in a PDF those are shapes, and no text."""
    it = QFont(font(px, weight))
    it.unsetFeature(QFont.Tag("tnum"))
    it.setFeature(QFont.Tag("calt"), 0)
    return it


@cache
def plain_metrics(px: int, weight: Weight = Weight.Normal) -> QFontMetricsF:
    """The measures of that font."""
    return QFontMetricsF(plain_font(px, weight))


class PaperInk(Ink):
    """The wall's ink, for paper."""

    def width(self, text: str, px: int | None = None, weight: Weight = Weight.Normal) -> float:
        """How wide a text comes out."""
        return plain_metrics(px or self.sizes.em, weight).horizontalAdvance(text[:LONGEST_TEXT])

    def _write(self, at: tuple[int, int], text: str, px: int, weight: Weight, colour: QColor) -> None:
        """As text, which a PDF keeps as such."""
        self._painter.setFont(plain_font(px, weight))
        self._painter.setPen(colour)
        self._painter.drawText(QPointF(*at), text)
        self._painter.setPen(Qt.PenStyle.NoPen)


def application() -> QGuiApplication:
    """Qt without a display, with our fonts, and with hashes in one order: fonts stand in a PDF in theirs."""
    QHashSeed.setDeterministicGlobalSeed()
    there = QGuiApplication.instance()
    made = (
        there
        if isinstance(there, QGuiApplication)
        else QGuiApplication(["pulsvegg", "-platform", "offscreen"])
    )
    load_fonts()
    return made


def look() -> Look:
    """How paper looks: the light theme, which is printed on white."""
    theme = load("light")
    white = type(theme)(name=theme.name, roles=theme.roles | {"ground": "#ffffff"})
    return Look(theme=white, sizes=Sizes(em=EM, cap_ratio=cap_ratio()))


def png(draw: Draw) -> bytes:
    """A page as a picture of 300 dpi."""
    image = QImage(WIDTH * SHARP, HEIGHT * SHARP, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(DPI * SHARP / METRE_PER_INCH))
    image.setDotsPerMeterY(round(DPI * SHARP / METRE_PER_INCH))
    image.fill("#ffffff")
    painter = QPainter(image)
    painter.scale(SHARP, SHARP)
    _drawn(painter, draw)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # any QIODevice will do
    return bytes(buffer.data().data())


def pdf(pages: Sequence[Draw], *, title: str, made: datetime) -> bytes:
    """Pages as a PDF with real text; `made` is what it says of its own making."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)
        )
    )
    writer.setResolution(DPI)
    writer.setTitle(title)
    writer.setCreator("Pulsvegg")
    writer.setDocumentId(QUuid.createUuidV5(QUuid(), f"{title} {made.isoformat()}".encode()))
    painter = QPainter(writer)
    for number, draw in enumerate(pages):
        if number:
            writer.newPage()
        _drawn(painter, draw)
    painter.end()
    return _of_no_time(bytes(buffer.data().data()), made)


def drawn(draw: Draw) -> list[Drawn]:
    """What a page says and where, for whoever reads the picture."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    said = _drawn(painter, draw)
    painter.end()
    return said


def _drawn(painter: QPainter, draw: Draw) -> list[Drawn]:
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setPen(QPen())
    ink = PaperInk(painter, look())
    draw(ink)
    return ink.drawn


def _of_no_time(content: bytes, made: datetime) -> bytes:
    """A PDF that says it was made at `made`: Qt writes the time of writing, in the machine's zone."""
    plain, iso = made.strftime("D:%Y%m%d%H%M%SZ").encode(), made.strftime("%Y-%m-%dT%H:%M:%S+00:00").encode()
    content = re.sub(rb"(?<=Date=\")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d(?=\")", iso, content)
    for name in (rb"/CreationDate", rb"/ModDate"):
        if found := re.search(rb"(?<=" + name + rb" \()D:\d{14}(Z|[+-]\d\d'\d\d'?)(?=\))", content):
            content = _replaced(content, *found.span(), plain)
    return content


def _replaced(content: bytes, first: int, after: int, said: bytes) -> bytes:
    """A PDF with other bytes in a place; its table of where everything stands moves along."""
    longer, table = len(said) - (after - first), content.rindex(b"\nxref\n")

    def place(found: re.Match[bytes]) -> bytes:
        at = int(found[0])
        return b"%0*d" % (len(found[0]), at + longer * (at > first))

    body, places = content[:table], re.sub(rb"(?m)^\d{10}(?= \d{5} n)", place, content[table:])
    places = re.sub(rb"(?<=startxref\n)\d+", lambda found: b"%d" % (int(found[0]) + longer), places)
    return body[:first] + said + body[after:] + places
