"""Text that is kept as pictures: it looks as Qt draws it, and is bounded."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from ui.drawing import glyphs
from ui.drawing.glyphs import Letters, is_plain, laid, write, write_text
from ui.drawing.look import Weight, advance, drawable, font, metrics

TEXTS = (
    "143",
    "9 of 10 within 3 h 52",
    "Førstesvar i dag",
    "−58 %",
    "½ Ærlig, öga",
    "ffi 1/4 12:07",
    "مرحبا 12",
)
WHITE = QColor("#ffffff")


def picture(draw):
    """What is drawn on black, as numbers 0 to 255."""
    image = QImage(1800, 260, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter)
    painter.end()
    return np.array(image.constBits()).reshape(260, 1800, 4)[:, :, 1].astype(int)


def by_qt(text, px, weight):
    def draw(painter):
        painter.setFont(font(px, weight))
        painter.setPen(WHITE)
        painter.drawText(QPointF(20, 180), text)

    return picture(draw)


@pytest.mark.parametrize("weight", [Weight.Normal, Weight.DemiBold])
@pytest.mark.parametrize("px", [40, 94, 150])
@pytest.mark.parametrize("text", TEXTS)
def test_a_line_looks_as_qt_draws_it(fonts, text, px, weight):
    """Letters may be half a pixel away, since each stands on whole pixels."""
    ours = picture(lambda painter: write(painter, (20, 180), text, px, weight, WHITE))
    theirs = by_qt(text, px, weight)
    assert ours.any()
    assert abs(ours.sum() - theirs.sum()) < theirs.sum() * 0.02
    assert (abs(ours - theirs) > 160).sum() < (theirs > 60).sum() * 0.06
    columns = [np.flatnonzero(it.any(axis=0)) for it in (ours, theirs)]
    assert abs(columns[0][0] - columns[1][0]) <= 1
    assert abs(columns[0][-1] - columns[1][-1]) <= 1


def test_figures_have_their_own_shapes_in_the_places_of_others(fonts):
    one, other = laid("17:05", 100, Weight.Normal), laid("42:38", 100, Weight.Normal)
    assert [(letter.x, letter.y) for letter in one.letters] == [
        (letter.x, letter.y) for letter in other.letters
    ]
    assert [letter.index for letter in one.letters] != [letter.index for letter in other.letters]
    straight = glyphs._laid("42:38", 100, Weight.Normal)
    assert [letter.index for letter in other.letters] == [letter.index for letter in straight.letters]


def test_the_width_of_a_line_is_that_of_qt_to_a_thousandth(fonts):
    for text in TEXTS:
        for px in (40, 150):
            theirs = metrics(px, Weight.DemiBold).horizontalAdvance(text)
            assert advance(text, px, Weight.DemiBold) == pytest.approx(theirs, rel=0.002)


def test_what_is_kept_is_bounded(fonts):
    letters = Letters(most_bytes=200_000)
    for px in range(70, 140):
        line = laid("Abc", px, Weight.Normal)
        for letter in line.letters:
            letters.letter(line, letter, WHITE)
        letters.label("Abc", px, Weight.Normal, WHITE)
        assert letters.bytes <= 200_000 + 120_000


def test_the_same_letter_is_filled_once(fonts):
    letters, line = Letters(), laid("aa", 100, Weight.Normal)
    first, second = (letters.letter(line, letter, WHITE) for letter in line.letters)
    assert first is second
    assert letters.letter(line, line.letters[0], QColor("#ff0000")) is not first


def test_where_pixels_are_not_one_to_one_letters_stay_letters(fonts):
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    assert is_plain(painter)
    painter.translate(3, 4)
    assert is_plain(painter)
    painter.scale(2, 2)
    assert not is_plain(painter)
    write_text(painter, (1, 20), "A", 90, Weight.Normal, WHITE)
    painter.end()
    sharp = QImage(100, 100, QImage.Format.Format_RGB32)
    sharp.setDevicePixelRatio(2.0)
    painter = QPainter(sharp)
    assert not is_plain(painter)
    painter.end()


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("«vi vil nødig miste deg 🥺» du er en bot", "«vi vil nødig miste deg» du er en bot"),
        ("nei 🙂🙂!", "nei!"),
        ("hei 🙂 du", "hei du"),
        ("hei 🙂du", "hei du"),
        ("🙂", ""),
        ("", ""),
    ],
)
def test_a_symbol_that_the_font_lacks_leaves_no_gap_before_a_mark(fonts, written, drawn):
    assert drawable(written) == drawn


@pytest.mark.parametrize("text", [*TEXTS, "Skjønner, gjør ypperlig", "ÅÄÖ Émile", "Q"])
@pytest.mark.parametrize("px", [70, 103, 200])
def test_on_a_ground_that_is_known_a_text_is_copied_and_looks_the_same(fonts, text, px):
    def said(ground):
        return picture(lambda it: write(it, (20, 180), text, px, Weight.Normal, WHITE, ground=ground))

    assert (said(None) == said(QColor("#000000"))).all()


def test_what_hangs_from_a_line_is_not_cut_by_the_next_one(fonts):
    def two(ground):
        def draw(painter):
            for at, text in ((90, "gjpqy"), (90 + 116, "Åldh")):
                write(painter, (20, at), text, 100, Weight.Normal, WHITE, ground=ground)

        return picture(draw)

    assert (two(None) == two(QColor("#000000"))).all()
