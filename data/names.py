"""The lists of names from the resources, and the masker that reads with them."""

from pathlib import Path

from dashboard.voice.masking import Masker, Names
from resources import path

_FIRST = ("first_nordic.txt", "first_finnish.txt", "first_world.txt")


def masker() -> Masker:
    """A masker with every list; reading them takes some tens of milliseconds, so build one and keep it."""
    return Masker(names())


def names() -> Names:
    """The lists as they are in the resources, in small letters."""
    folder = path("names")
    return Names(
        first=frozenset().union(*(_words(folder / name) for name in _FIRST)),
        family=_words(folder / "family.txt"),
        words=_words(folder / "words.txt"),
        places=_words(folder / "places.txt"),
        known=_words(folder / "known.txt"),
        phrases=frozenset(_lines(folder / "phrases.txt")),
    )


def _lines(file: Path) -> list[str]:
    lines = file.read_text(encoding="utf-8").lower().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _words(file: Path) -> frozenset[str]:
    return frozenset(word for line in _lines(file) for word in line.split())
