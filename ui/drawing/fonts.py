"""The fonts we bring along: the look must not depend on what is installed."""

from msgspec import Struct
from PySide6.QtGui import QFontDatabase, QGuiApplication

import resources

FAMILY = "Pulsvegg Sans"


class FontsFound(Struct, frozen=True):
    """Whether our fonts can be used: what was tried, whether it is well, and what is to be said."""

    what: str
    good: bool
    said: str


def load_fonts() -> tuple[str, ...]:
    """Give Qt our fonts; the names of the files it refused."""
    files = sorted(resources.path("fonts").glob("*.otf"))
    return tuple(file.name for file in files if QFontDatabase.addApplicationFont(str(file)) < 0)


def check_fonts() -> FontsFound:
    """Try whether Qt can use our fonts; needs no display."""
    application = QGuiApplication.instance() or QGuiApplication(["pulsvegg", "-platform", "offscreen"])
    refused = load_fonts()
    there = FAMILY in QFontDatabase.families()
    del application
    if refused or not there:
        said = f"Qt can't use {', '.join(refused) or FAMILY}; install Pulsvegg again"
        return FontsFound("fonts", good=False, said=said)
    return FontsFound("fonts", good=True, said=f"{FAMILY} is there")
