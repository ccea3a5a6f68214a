"""What the pages of paper have in common: head, numbers under it, titles of parts, foot."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import QRectF

from ui.drawing.ink import Ink
from ui.drawing.levels import role
from ui.drawing.look import Weight
from ui.drawing.wrapped import fitted, lines
from ui.sheets.chart import LABEL, NOTE
from ui.sheets.day_model import Figure
from ui.sheets.paper import HEIGHT, INNER, MARGIN, WIDTH
from ui.speech.language import say

TITLE, LEAD, HERO, BODY, HEAD = 46, 23, 58, 19, 17
SMALLER = (HERO, 54, 50, 46, 42, 38, 34, 30)
MARK = 0.5  # of a number's size
GUTTER = 40
HALF = (INNER - GUTTER) / 2
RIGHT = WIDTH - MARGIN
NOTHING = 24  # from one line to the next of what is said where a part has nothing
TOLD_ROW, NOTE_ROW = 24, 19


def head(ink: Ink, over: tuple[str, str], title: str, lead: str) -> float:
    """Draw a page's head: what it is and whose, its title, and what it comes to; gives its last baseline."""
    y = MARGIN + 8.0
    ink.text((MARGIN, y), over[0], role="dim", px=HEAD, weight=Weight.DemiBold)
    ink.text((RIGHT, y), over[1], role="dim", px=HEAD, right=True)
    y += 58
    ink.text((MARGIN, y), title, px=TITLE, weight=Weight.DemiBold)
    y += 14
    said = fitted(lead, (LEAD, 21, 19), 1.35, (INNER, 100))
    for line in said.lines if said else ():
        y += 31
        ink.text((MARGIN, y), line, role="dim", px=said.px if said else LEAD)
    return y


def whose(inbox: str, *, demo: bool) -> str:
    """Whose page it is, and that it is a demo's."""
    invented = say("Demo: all of it is invented") if demo else ""
    return " · ".join(filter(None, (inbox, invented)))


def heroes(ink: Ink, figures: Sequence[Figure], top: float, before: Callable[[Figure], str]) -> float:
    """Draw the big numbers beside one another, all of one size; `before` says what one was. Gives the last baseline."""
    wide = (INNER - GUTTER * (len(figures) - 1)) / len(figures)
    px = next((px for px in SMALLER if all(_takes(ink, it, px) <= wide for it in figures)), SMALLER[-1])
    ends = []
    for place, it in enumerate(figures):
        left = MARGIN + place * (wide + GUTTER)
        ink.box(QRectF(left, top, wide, 2), "text")
        ink.text((left, top + 30), it.name, px=LABEL, weight=Weight.DemiBold)
        y = top + 34 + px
        end = left + ink.text((left, y), it.said, role=role(it.level), px=px, weight=Weight.DemiBold)
        ink.mark((end + px * 0.2, y), it.level, round(px * MARK))
        ends.append(_under(ink, it, (left, y + 30), wide, before(it)))
    return max(ends)


def _takes(ink: Ink, it: Figure, px: int) -> float:
    """How wide a number comes out, with its mark."""
    mark = 0.0 if it.level == "fine" else px * (0.2 + MARK * ink.sizes.cap_ratio)
    return ink.width(it.said, px, Weight.DemiBold) + mark


def _under(ink: Ink, it: Figure, at: tuple[float, float], wide: float, before: str) -> float:
    left, y = at
    goal = say("goal {goal}").format(goal=it.goal) if it.goal else ""
    if said := " · ".join(filter(None, (goal, before))):
        ink.text((left, y), said, role="dim", px=LABEL)
    y += 26
    for line in lines(it.definition, NOTE, wide, broken=True) or ():
        ink.text((left, y), line, role="note", px=NOTE)
        y += NOTE_ROW
    return y - NOTE_ROW


def title_of(ink: Ink, top: float, text: str, left: float = MARGIN) -> float:
    """Draw a part's title on a baseline; gives that."""
    ink.text((left, top), text, px=BODY + 1, weight=Weight.DemiBold)
    return top


def nothing(ink: Ink, at: tuple[float, float], text: str, wide: float) -> float:
    """Say that a part has nothing, under its title; gives the last baseline."""
    y = at[1] + 34 - NOTHING
    for line in lines(text, LABEL, wide, broken=True) or ():
        y += NOTHING
        ink.text((at[0], y), line, role="dim", px=LABEL)
    return y


class Foot(Struct, frozen=True):
    """What stands at the end of a page, in lines: what happened, and how its numbers are meant."""

    told: tuple[str, ...]
    notes: tuple[str, ...]

    @classmethod
    def of(cls, told: Sequence[str], notes: str) -> "Foot":
        """Of texts as long as they are."""
        return cls(
            tuple(line for text in told for line in lines(text, LABEL, INNER, broken=True) or ()),
            tuple(lines(notes, NOTE, INNER, broken=True) or ()),
        )

    @property
    def top(self) -> float:
        """Where the rule above it lies."""
        notes, told = NOTE_ROW * (len(self.notes) - 1), TOLD_ROW * (len(self.told) - 1)
        return HEIGHT - MARGIN + 8 - notes - 34 - told - 30

    def draw(self, ink: Ink) -> None:
        """Draw it, at the page's end."""
        y = self.top
        ink.box(QRectF(MARGIN, y, INNER, 2), "text")
        y += 30
        for place, line in enumerate(self.told):
            ink.text((MARGIN, y + place * TOLD_ROW), line, px=LABEL)
        y += TOLD_ROW * (len(self.told) - 1) + 34
        for place, line in enumerate(self.notes):
            ink.text((MARGIN, y + place * NOTE_ROW), line, role="note", px=NOTE)
