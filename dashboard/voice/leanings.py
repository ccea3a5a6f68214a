"""Words that lean to good or bad, found as they are written: a list knows words that no labelled line has."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from dashboard.voice.features import DENIED, MARKS, PAIRS, WORDS, Family, Hashes, features

Floats = NDArray[np.float32]

Lean = Literal["bad", "good", "somewhat bad", "somewhat good"]
LEANS: tuple[Lean, ...] = ("bad", "good", "somewhat bad", "somewhat good")
COLUMNS = 2 * len(LEANS)
"""Each of LEANS, and each of them behind a no."""
_LOOKED_AT = (WORDS, PAIRS, DENIED, MARKS)
_USUAL = 8.0
"""Such a count is told as one in a text of this many words: it says less in a longer one."""
_NO = "ikke "
_SIEVE = np.uint32(16)
"""Bits of a hash that a table of what may be listed leaves out: nearly all words are found unlisted by one look."""


class Leanings(Struct, frozen=True, eq=False):
    """The listed words: `hashes` in order, and the column that each counts in.

    `weights` (COLUMNS + 1, 3) is what a count in each column adds to the score of each mood, as MOODS are ordered;
    its last row is added to every text.
    """

    hashes: Hashes
    column: NDArray[np.uint8]
    weights: Floats

    def counts(self, families: Sequence[Family]) -> Floats:
        """How many listed words each text has, by column, told by its length: (texts, COLUMNS)."""
        texts = len(families[WORDS].begins)
        found = np.zeros(texts * COLUMNS, np.float32)
        if len(self.hashes):
            may = np.zeros(1 << 32 - int(_SIEVE), bool)
            may[self.hashes >> _SIEVE] = True
            for place in _LOOKED_AT:
                found += np.bincount(self._found(families[place], may), minlength=len(found))
        words = families[WORDS].ends - families[WORDS].begins
        told = found.reshape(texts, COLUMNS) / np.sqrt((words[:, None] + 1) / _USUAL)
        return told.astype(np.float32)

    def scores(self, counts: Floats) -> Floats:
        """What the counts add to the score of each mood: (texts, 3)."""
        result: Floats = counts @ self.weights[:-1] + self.weights[-1]
        return result

    def _found(self, family: Family, may: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Text by text the cell of each listed word: text * COLUMNS + column."""
        at = np.flatnonzero(may[family.hashes >> _SIEVE])
        row = np.minimum(np.searchsorted(self.hashes, family.hashes[at]), len(self.hashes) - 1)
        listed = self.hashes[row] == family.hashes[at]
        at, row = at[listed], row[listed]
        text = np.searchsorted(family.begins, at, side="right") - 1
        within = at < family.ends[text]  # a pair may lie between two texts
        cells: NDArray[np.int64] = text[within] * COLUMNS + self.column[row[within]]
        return cells


def listed(words: Sequence[tuple[str, Lean]]) -> Leanings:
    """Words, pairs of words and signs as they are looked up; a word counts behind a no, too. Longer ones are left out.

    They weigh nothing yet.
    """
    columns: dict[int, int] = {}
    texts = [text for text, _ in words]
    alone, denied = features(texts), features([_NO + text for text in texts])
    for place, (_, lean) in enumerate(words):
        column = LEANS.index(lean)
        many = len(_of(alone[WORDS], place))
        if many == 0:
            columns |= dict.fromkeys(_of(alone[MARKS], place)[:1], column)
        elif many == 1:
            columns |= dict.fromkeys(_of(alone[WORDS], place), column)
            columns |= dict.fromkeys(_of(denied[DENIED], place), column + len(LEANS))
        elif many == 2:
            columns |= dict.fromkeys(_of(alone[PAIRS], place), column)
    hashes = sorted(columns)
    return Leanings(
        np.array(hashes, np.uint32),
        np.array([columns[each] for each in hashes], np.uint8),
        np.zeros((COLUMNS + 1, 3), np.float32),
    )


def _of(family: Family, place: int) -> list[int]:
    found: list[int] = family.hashes[family.begins[place] : family.ends[place]].tolist()
    return found
