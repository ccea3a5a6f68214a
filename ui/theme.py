"""The colours by what they mean: a TOML file of base colours, then of roles that name them."""

import tomllib
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


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", 0 to 1 (WCAG 2.2)."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
