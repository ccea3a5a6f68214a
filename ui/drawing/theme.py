"""The colours by what they mean: a TOML file of base colours, then of roles that name them."""

import tomllib
from functools import cache
from pathlib import Path

from msgspec import Struct

import resources

ROOM_CONTRAST = 7.0
SMALL_CONTRAST = 4.5
SHAPE_CONTRAST = 3.0  # WCAG 2.2, 1.4.11: shapes that carry a meaning

# What each role must reach against the ground; None for what carries no meaning alone.
ROLES: dict[str, float | None] = {
    "ground": None,  # behind everything
    "track": None,  # the empty part of a bar
    "rule": None,  # the line above a tile
    "text": ROOM_CONTRAST,  # numbers and titles
    "dim": ROOM_CONTRAST,  # units, labels, context
    "note": SMALL_CONTRAST,  # footnotes
    "good": ROOM_CONTRAST,  # said only where something was in trouble
    "warn": ROOM_CONTRAST,  # abnormal
    "bad": ROOM_CONTRAST,  # far from normal
    "accent": SHAPE_CONTRAST,  # the first fill's progress, the demo badge
    "curve": SHAPE_CONTRAST,  # a series
    "target": SHAPE_CONTRAST,  # the line a series is held against
    "closed": None,  # hours outside opening hours, behind a series
    "usual": None,  # the range that is usual, behind a series
    "usual_line": SHAPE_CONTRAST,  # its median
    "negative": SHAPE_CONTRAST,
    "neutral": SHAPE_CONTRAST,
    "positive": SHAPE_CONTRAST,
    "unsure": SHAPE_CONTRAST,
    "band_fresh": SHAPE_CONTRAST,  # waits under 15 minutes
    "band_hour": SHAPE_CONTRAST,  # 15 to 60 minutes
    "band_late": SHAPE_CONTRAST,  # 1 to 4 hours
    "band_day": SHAPE_CONTRAST,  # 4 to 24 hours
    "band_older": SHAPE_CONTRAST,
    "faded": ROOM_CONTRAST,  # all room text of a picture that is old
    "faded_shape": SHAPE_CONTRAST,  # all shapes of a picture that is old
}


class Theme(Struct, frozen=True, kw_only=True):
    """A colour "#rrggbb" for each of ROLES."""

    name: str
    roles: dict[str, str]


class ThemeFault(ValueError):
    """A theme file that lacks a role or names a colour that is not there."""


def load(name: str) -> Theme:
    """The theme of that name from resources/themes."""
    return read(resources.path("themes", f"{name}.toml"))


def read(file: Path) -> Theme:
    """The theme a file holds; raises ThemeFault with what is wrong in it."""
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    base, roles = table["base"], table["roles"]
    if faults := sorted(roles.keys() ^ ROLES.keys()):
        raise ThemeFault(f"{file.name}: roles missing or unknown: {', '.join(faults)}")
    if unknown := sorted(set(roles.values()) - base.keys()):
        raise ThemeFault(f"{file.name}: no such base colour: {', '.join(unknown)}")
    return Theme(name=file.stem, roles={role: base[colour] for role, colour in roles.items()})


@cache
def lit(name: str, brightness: float) -> Theme:
    """The theme of that name with so much of its light, 0 (black) to 1, as a lamp behind it would give.

    The colours themselves are darker: what is drawn in them costs nothing more, as an overlay would.
    """
    theme = load(name)
    return (
        theme
        if brightness == 1.0
        else Theme(name=name, roles={role: _darker(it, brightness) for role, it in theme.roles.items()})
    )


def _darker(colour: str, share: float) -> str:
    """A colour with a share of its light, in the linear light of sRGB (IEC 61966-2-1)."""
    channels = (_light(int(colour[at : at + 2], 16) / 255) * share for at in (1, 3, 5))
    encoded = (c * 12.92 if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in channels)
    return "#" + "".join(f"{round(c * 255):02x}" for c in encoded)


def _light(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", 0 to 1 (WCAG 2.2)."""
    red, green, blue = (_light(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
