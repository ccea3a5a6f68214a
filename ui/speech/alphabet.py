"""The alphabet of the language spoken: å is the last letter in Norwegian and Danish, and not in Swedish."""

from collections.abc import Callable
from functools import cache, cmp_to_key
from typing import Any

from PySide6.QtCore import QCollator, QLocale, Qt

from ui.speech.language import locale


def alphabetical(text: str) -> Any:
    """A key to sort by: as a reader of the language looks names up, large letters as small ones, 2 before 10."""
    return _alphabet(str(locale()))(text)


@cache
def _alphabet(of: str) -> Callable[[str], Any]:
    collator = QCollator(QLocale(of))
    collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    collator.setNumericMode(True)
    return cmp_to_key(collator.compare)
