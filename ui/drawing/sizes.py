"""Every size on a wall, from its diagonal, its viewing distance and its pixels.

Letters are read by the angle they fill: at least 16 arcminutes for whatever is meant for the room,
20 to 22 preferred (ISO 9241-3, NUREG-0700).
"""

from math import ceil, hypot

from msgspec import Struct

LEAST_ARCMIN = 16.0
PREFERRED_ARCMIN = 22.0
FULL_CIRCLE_ARCMIN = 21_600
TURN = 6.283  # 2 pi, as the standard's worked examples round it
MM_PER_INCH = 25.4
CAP_RATIO = 0.7  # cap height of a font of 1 px, where it was not measured
LINES_AT_MOST = 26  # a screen an arm away has room for more; more lines than this are no wall any more


def cap_height_mm(distance_m: float, arcmin: float) -> float:
    """Height in mm of a capital that fills `arcmin` at `distance_m`."""
    return TURN * distance_m * 1000 * arcmin / FULL_CIRCLE_ARCMIN


def px_per_mm(diagonal_inch: float, width_px: int, height_px: int) -> float:
    """Pixels in a mm of a screen with square pixels."""
    return hypot(width_px, height_px) / (diagonal_inch * MM_PER_INCH)


class Glass(Struct, frozen=True, kw_only=True):
    """A screen as it hangs: what its owner said of it, its pixels, and the font's measured cap height."""

    diagonal_inch: float
    distance_m: float
    width_px: int
    height_px: int
    cap_ratio: float = CAP_RATIO

    def cap_px(self, arcmin: float) -> float:
        """Pixels of a capital that fills `arcmin`."""
        return cap_height_mm(self.distance_m, arcmin) * px_per_mm(
            self.diagonal_inch, self.width_px, self.height_px
        )

    def font_px(self, arcmin: float) -> int:
        """The smallest whole font size whose capitals fill `arcmin`."""
        return ceil(self.cap_px(arcmin) / self.cap_ratio - 1e-6)

    def arcmin(self, font_px: float) -> float:
        """The angle that the capitals of a font size fill."""
        return font_px * self.cap_ratio / self.cap_px(1)


class Sizes(Struct, frozen=True, kw_only=True):
    """Sizes in px, all multiples of `em`, the font size of room text; footnotes are the only smaller text."""

    em: int
    cap_ratio: float = CAP_RATIO

    @property
    def number(self) -> int:
        """The font size of a tile's one number: twice the room text, so never under 22 arcminutes."""
        return self.em * 2

    @property
    def figure(self) -> int:
        """The font size of second numbers meant to be read: 22 arcminutes when room text fills 16."""
        return ceil(self.em * PREFERRED_ARCMIN / LEAST_ARCMIN)

    @property
    def footnote(self) -> int:
        """The font size of what the room need not read."""
        return round(self.em * 0.5)

    @property
    def line(self) -> float:
        """From one baseline of room text to the next."""
        return self.em * 1.16

    @property
    def gutter(self) -> float:
        """Between two columns."""
        return self.em * 0.9

    @property
    def margin(self) -> float:
        """Between the edge of the screen and the first letter."""
        return self.em * 0.75

    @property
    def rule(self) -> int:
        """The thickness of a rule."""
        return max(1, round(self.em / 26))

    @property
    def pen(self) -> float:
        """The thickness of a curve."""
        return max(1.5, self.em / 12)


def ems(glass: Glass) -> tuple[int, ...]:
    """The font sizes that room text may have on this screen, the most comfortable first.

    From 22 arcminutes down to 16; on a screen so near that this would make more than 26 lines, larger.
    """
    least = glass.font_px(LEAST_ARCMIN)
    best = glass.font_px(PREFERRED_ARCMIN)
    comfortable = min(glass.width_px, glass.height_px) // LINES_AT_MOST
    return (comfortable,) if comfortable >= best else tuple(range(best, least - 1, -1))
