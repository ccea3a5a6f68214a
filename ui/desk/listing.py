"""A list of conversations in NumPy columns: taken in by parts, sorted and searched without an object a row."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.asking import Called, Listed
from ui.speech.alphabet import alphabetical

Order = NDArray[np.intp]
Column = NDArray[Any]
KINDS: dict[str, str] = {
    "channel": "i4", "public": "i1", "team": "i4", "assignee": "i4", "status": "i1", "wait": "f8",
    "first_reply": "f8", "messages": "i4", "topics": "i8", "mood": "i1", "language": "i1", "seconds": "f8",
}  # fmt: skip
NAMED = {"channel": "channels", "team": "teams", "assignee": "agents"}
"""Columns of codes, and where their names stand."""
REMEMBERED = 8
"""Words of a search."""
Namer = Callable[[str, str | None], str]
"""The name of a code's owner as it is shown: of the column, and as the feed calls him."""


class Listing:
    """The conversations of one list. `names` are the shown names of each column of codes, `topics` of each bit."""

    def __init__(self, first: Listed, namer: Namer) -> None:
        self.total, self.cases, self.told = first.total, first.cases, first.told
        self.at, self.kept = first.at, first.kept
        self.loaded = 0
        self.ids: list[str] = []
        self._texts: Column | None = None
        """The ids as an array: it takes longer to make than to search."""
        self._found: dict[str, NDArray[np.bool_]] = {}
        """Which conversations have a word, of those looked for last: who types on looks for the first ones again."""
        self.columns: dict[str, Column] = {
            name: np.zeros(first.told, dtype=kind) for name, kind in KINDS.items()
        }
        called = first.called or Called()
        self.names = {
            column: [namer(column, name) for name in getattr(called, where)]
            for column, where in NAMED.items()
        }
        self.topics = [namer("topics", name) for name in called.topics]
        self.topic_ids = called.topics
        self.take(first)

    def take(self, part: Listed) -> tuple[int, int]:
        """Take in a part; gives its first place and the one after its last."""
        begin, end = self.loaded, min(self.told, self.loaded + len(part.ids))
        for name, column in self.columns.items():
            column[begin:end] = getattr(part, name)[: end - begin]
        self.ids += part.ids[: end - begin]
        self.loaded = end
        self._texts, self._found = None, {}
        return begin, end

    @property
    def whole(self) -> bool:
        """Whether all of it is here."""
        return self.loaded >= self.told

    def order(self, column: str, *, descending: bool) -> Order:
        """The places of the conversations that are here, sorted by a column; those without a value always last."""
        keys = self._keys(column)
        known = np.flatnonzero(~np.isnan(keys)) if keys.dtype.kind == "f" else np.arange(len(keys))
        sign = -1 if descending else 1
        found = known[np.argsort(keys[known] * sign, kind="stable")]
        rest = np.setdiff1d(np.arange(len(keys)), known, assume_unique=True)
        return np.concatenate([found, rest]).astype(np.intp)

    def matching(self, text: str) -> NDArray[np.bool_]:
        """Which conversations have all words of a text in their id, channel, agent or topics."""
        found = np.ones(self.loaded, dtype=bool)
        for word in text.casefold().split():
            if word not in self._found:
                self._found = dict([*self._found.items()][-REMEMBERED:]) | {word: self._has(word)}
            found &= self._found[word]
        return found

    @property
    def texts(self) -> Column:
        """The ids of the conversations that are here."""
        if self._texts is None:
            self._texts = np.array(self.ids, dtype=np.str_)
        return self._texts

    def _keys(self, column: str) -> Column:
        here = slice(0, self.loaded)
        if column == "ids":
            return _ranks_of_ids(self.texts)
        if column in self.names:
            ranks: Column = _ranks(self.names[column])[self.columns[column][here]]
            return ranks
        if column == "topics":
            return _first_bits(self.columns["topics"][here], _ranks(self.topics))
        if column == "mood":
            return self.columns["mood"][here].astype(np.int64)
        keys: Column = self.columns[column][here]
        return keys if keys.dtype.kind == "f" else keys.astype(np.int64)

    def _has(self, word: str) -> NDArray[np.bool_]:
        here = slice(0, self.loaded)
        found = np.char.find(self.texts, word) >= 0 if self.ids else np.zeros(0, bool)
        for column in ("channel", "assignee"):
            names = self.names[column]
            hits = [place for place, name in enumerate(names) if place and word in name.casefold()]
            found |= np.isin(self.columns[column][here], hits)
        for bit, name in enumerate(self.topics):
            if word in name.casefold():
                found |= (self.columns["topics"][here] >> bit) & 1 == 1
        return found


def _ranks(names: Sequence[str]) -> Column:
    """The place of each name in the alphabet; nobody's is the last."""
    order = sorted(range(len(names)), key=lambda place: (not names[place], alphabetical(names[place])))
    ranks = np.zeros(max(1, len(names)), dtype=np.int64)
    ranks[order] = np.arange(len(names))
    return ranks


def _ranks_of_ids(texts: Column) -> Column:
    """Ids as numbers where they all are, else by the alphabet."""
    if texts.size and np.char.isdecimal(texts).all() and texts.dtype.itemsize <= 4 * 15:
        numbers: Column = texts.astype(np.int64)
        return numbers
    _, ranks = np.unique(texts, return_inverse=True)
    return ranks.astype(np.int64)


def _first_bits(masks: Column, ranks: Column) -> Column:
    """For each mask the rank of its topic that comes first in the alphabet; nan for none."""
    found = np.full(len(masks), np.nan)
    for bit in range(len(ranks)):
        has = (masks >> bit) & 1 == 1
        found[has] = np.fmin(found[has], ranks[bit])
    return found
