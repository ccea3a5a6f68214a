"""What a word of the command line must be, said where it is not: types for argparse."""

from argparse import ArgumentTypeError
from datetime import datetime
from pathlib import Path


def picture(text: str) -> Path:
    """The name of a PNG."""
    if not text.lower().endswith(".png"):
        raise ArgumentTypeError(f"{text!r} must end with .png: the picture is a PNG")
    return Path(text)


def count(text: str) -> int:
    """A whole number from 0 on."""
    if int(text) < 0:
        raise ArgumentTypeError(f"must be 0 or more, is {text}")
    return int(text)


def size(text: str) -> tuple[int, int]:
    """Width and height in pixels: 1920x1080."""
    try:
        width, height = (int(part) for part in text.lower().split("x"))
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a size such as 1920x1080") from None
    if not (320 <= width <= 16384 and 200 <= height <= 16384):
        raise ArgumentTypeError(f"{text!r} is not between 320x200 and 16384x16384")
    return width, height


def instant(text: str) -> datetime:
    """An instant with its offset from UTC."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not an instant such as 2026-11-14T22:00:00+01:00") from None
    if found.tzinfo is None:
        raise ArgumentTypeError(f"{text!r} has no offset from UTC; write Z or +01:00 after it")
    if not 1970 < found.year < 2200:
        raise ArgumentTypeError(f"{text!r} is not between 1971 and 2199")
    return found
