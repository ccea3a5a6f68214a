"""The language a text is in: scripts that tell by themselves, then the trained head."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dashboard.model import Language
from dashboard.voice.features import Family
from dashboard.voice.model import Scorer

_BEYOND = re.compile("[^\x00-\u024f]")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = 0x0250
"""Letters below are Latin."""


def is_foreign(text: str) -> bool:
    """Whether a text is in none of our languages by its script, or has no letter at all."""
    if not _BEYOND.search(text):  # nearly always
        return not _LETTER.search(text)
    letters = [character for character in text[:400] if character.isalpha()]
    return 2 * sum(ord(letter) >= _LATIN for letter in letters) >= len(letters)


class LanguageEar:
    """Tells the languages apart."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer

    def languages(self, texts: Sequence[str], families: Sequence[Family]) -> list[Language]:
        """The likeliest language of each text, whose features are given, too."""
        likeliest: NDArray[np.int64] = self._scorer.logits(families).argmax(axis=1)
        names: list[Language] = [self._scorer.classes[place] for place in likeliest]
        return ["other" if is_foreign(text) else name for text, name in zip(texts, names, strict=True)]
