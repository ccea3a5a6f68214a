"""Texts in lines no wider than some room: whole words, whole texts, and a bar where somebody's name was."""

from collections.abc import Iterator
from functools import lru_cache
from re import split

from msgspec import Struct
from PySide6.QtCore import QRectF

from ui.drawing.ink import DESCENT, Ink
from ui.drawing.look import Weight, advance
from ui.drawing.quotes import BLOCK
from ui.speech.spoken import NO_DATA

BAR_EMS = 1.7  # the width of a masked name, whatever its length was: it says nothing of whom
BAR_CAPS = 0.86  # its height, of that of a capital
ONE_LINE = 0.95  # a line's height, of its font size: capitals and what hangs under the baseline
STEPS = (0.95, 0.9, 0.85, 0.8, 0.75, 0.7)  # of the room, tried for lines of like length


class Set(Struct, frozen=True):
    """A text set in lines at a font size, `leading` from one baseline to the next."""

    lines: tuple[str, ...]
    px: int
    leading: float


def measured(text: str, px: int, weight: Weight = Weight.Normal) -> float:
    """How wide a line comes out."""
    return sum(_width(piece, px, weight) for piece in _pieces(text))


def lines(text: str, px: int, room: float, *, broken: bool = False) -> tuple[str, ...] | None:
    """The text in lines no wider than the room; None where a word alone is wider, unless it may be broken."""
    words = list(_broken(text, px, room)) if broken else text.split()
    found: list[str] = []
    for word in words:
        longer = f"{found[-1]} {word}" if found else word
        if found and measured(longer, px) <= room:
            found[-1] = longer
        elif measured(word, px) <= room:
            found.append(word)
        else:
            return None
    return tuple(found)


@lru_cache(512)  # most sentences stay for an hour
def fitted(text: str, sizes: tuple[int, ...], leading: float, room: tuple[float, float]) -> Set | None:
    """The text at the first of some sizes at which all of it fits a width and height, in lines of like length."""
    for px in sizes:
        said = lines(text, px, room[0])
        if said is not None and ((len(said) - 1) * leading + ONE_LINE) * px <= room[1]:
            return Set(_even(text, px, room[0], said), px, px * leading)
    return None


def draw(ink: Ink, at: tuple[float, float], line: str, px: int, role: str = "text") -> None:
    """Draw a line on a baseline."""
    x = at[0]
    for piece in _pieces(line):
        width = _width(piece, px, Weight.Normal)
        if piece.startswith(BLOCK):
            cap = ink.sizes.cap_ratio * px
            tall = cap * BAR_CAPS
            ink.box(QRectF(x, at[1] - (cap + tall) / 2, width, tall), "neutral")
            ink.marks.append(("block", "neutral"))
        elif piece.strip():
            before = _width(piece[: len(piece) - len(piece.lstrip())], px, Weight.Normal)
            ink.text((x + before, at[1]), piece.strip(), role=role, px=px)
        x += width


def reason(ink: Ink, top: float, why: str, area: tuple[float, float], x: float = 0.0) -> None:
    """The dash of "no data" under `top` and why, in as many lines as have room from `x` to an area's edges."""
    em, at = ink.sizes.em, top + ink.sizes.em * 0.9
    left = x + ink.text((x, at), NO_DATA, weight=Weight.DemiBold) + em * 0.35
    for line in lines(why, em, area[0] - left, broken=True) or ():
        if at + em * DESCENT <= area[1]:
            ink.text((left, at), line, role="dim")
        at += ink.sizes.line


def _even(text: str, px: int, room: float, said: tuple[str, ...]) -> tuple[str, ...]:
    """As many lines, the last no orphan."""
    for step in STEPS:
        narrower = lines(text, px, room * step)
        if narrower is None or len(narrower) > len(said):
            break
        said = narrower
    return said


def _broken(text: str, px: int, room: float) -> Iterator[str]:
    """The words, those wider than the room in parts."""
    for word in text.split():
        rest = word
        while measured(rest, px) > room and len(rest) > 1:
            end = next((end for end in range(len(rest) - 1, 1, -1) if measured(rest[:end], px) <= room), 1)
            yield rest[:end]
            rest = rest[end:]
        yield rest


def _pieces(line: str) -> list[str]:
    if BLOCK not in line:
        return [line] if line else []
    return [piece for piece in split(rf"({BLOCK}+)", line) if piece]


def _width(piece: str, px: int, weight: Weight) -> float:
    return px * BAR_EMS if piece.startswith(BLOCK) else advance(piece, px, weight)
