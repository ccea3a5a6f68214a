"""How everything is drawn just now: theme, sizes, fonts, and whether the picture is old."""

from functools import cache, cached_property, lru_cache

from msgspec import Struct
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QRawFont

import resources
from ui.drawing.fonts import FAMILY
from ui.drawing.sizes import CAP_RATIO, Sizes
from ui.drawing.theme import Theme

Weight = QFont.Weight
TIGHT_FROM_PX = 90  # large figures stand too far apart at their drawn spacing

FIGURES = str.maketrans(dict.fromkeys("123456789", "0"))

FADED: dict[str, str] = {
    "ground": "ground",
    "track": "track",
    "rule": "rule",
    "usual": "usual",
    "closed": "closed",
}
FADED |= dict.fromkeys(("text", "dim", "note", "good", "warn", "bad"), "faded")


@cache
def font(px: int, weight: Weight = Weight.Normal) -> QFont:
    """Our font at a size, with figures of equal width so that digits don't dance."""
    it = QFont(FAMILY)
    it.setPixelSize(px)
    it.setWeight(weight)
    it.setFeature(QFont.Tag("tnum"), 1)
    if px >= TIGHT_FROM_PX:
        it.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 97)
    return it


@cache
def metrics(px: int, weight: Weight = Weight.Normal) -> QFontMetricsF:
    """The measures of our font at a size."""
    return QFontMetricsF(font(px, weight))


@lru_cache(16_384)
def advance(text: str, px: int, weight: Weight = Weight.Normal) -> float:
    """How wide a line of our font comes out; its figures are all as wide, to within a thousandth."""
    return _advance(text.translate(FIGURES), px, weight)


@lru_cache(8192)
def _advance(text: str, px: int, weight: Weight) -> float:
    return metrics(px, weight).horizontalAdvance(text)


def cap_ratio() -> float:
    """Cap height of our font at 1 px, measured."""
    return metrics(1000).capHeight() / 1000 or CAP_RATIO


@cache
def _drawn_by_us() -> QRawFont:
    """Our font by its file: by its name it would be another one where it is asked for before it was loaded."""
    return QRawFont(str(resources.path("fonts", "PulsveggSans-Regular.otf")), 100)


@lru_cache(2048)
def drawable(text: str) -> str:
    """The text without symbols our font lacks (emoji would come out as boxes); letters of any script stay.

    A mark that such a symbol stood before goes on with the word: "deg 🥺»" is "deg»".
    """
    ours, kept = _drawn_by_us(), list[str]()
    for letter, following in zip(text, f"{text[1:]} ", strict=False):
        if letter.isalnum() or ours.supportsCharacter(ord(letter)):
            kept.append(letter)
        elif kept[-1:] == [" "] and not following.isalnum() and ours.supportsCharacter(ord(following)):
            kept.pop()
    return " ".join("".join(kept).split())


class Look(Struct, frozen=True, dict=True):
    """A theme at a size; `faded` when the picture is old: then one grey says everything.

    `names` is whether people's first names may stand on the wall; `language` is one of ui.speech.language's
    LOCALES, "" the process's own.
    """

    theme: Theme
    sizes: Sizes
    faded: bool = False
    names: bool = False
    language: str = ""

    @cached_property
    def _colours(self) -> dict[str, QColor]:
        roles = self.theme.roles
        return {role: QColor(roles[FADED.get(role, "faded_shape") if self.faded else role]) for role in roles}

    def colour(self, role: str) -> QColor:
        """The colour of a role."""
        return self._colours[role]
