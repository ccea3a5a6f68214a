"""The places that customers name: municipalities, towns and districts, told from the words that some of them are."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

LEAST = 5
"""Customers who must name a place before it is shown: fewer could be told from one another."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LETTERS = bytes(code if chr(code).isalpha() else ord(" ") for code in range(256))
"""Of Latin-1 the letters stay as they are; all else, and the "?" for what is not of it, is a space."""
_BEFORE = frozenset(
    {
        "i",
        "på",
        "fra",
        "til",
        "ved",
        "in",
        "at",
        "from",
        "to",
        "near",
        "around",
        "från",
        "till",
        "vid",
        "utenfor",
        "utanför",
    }
    | {
        "utanfor",
        "udenfor",
        "frå",
        "ti",
        "te",
        "rundt",
        "nær",
        "nära",
        "kring",
        "omkring",
        "mellom",
        "mellan",
        "mellem",
        "hele",
        "hela",
    }
)
_AFTER = frozenset({"kommune", "kommun", "sentrum", "centrum", "kommunes", "kommuns"})


class _Name(NamedTuple):
    """The words of a name after its first, the place, and whether the name is a word, too."""

    rest: tuple[str, ...]
    place: str
    ambiguous: bool


class Places:
    """Finds places in texts, by a list of them.

    Each line is "Name", "Name?" for one that is a word, too, or "Name = Other, Another" for other ways to write it;
    empty lines and those that begin with # say nothing. Of two lines with one name the first counts.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first = defaultdict[str, list[_Name]](list)
        known = set[str]()
        for spelt, place, ambiguous in _read(names):
            if spelt.casefold() in known:
                continue
            known.add(spelt.casefold())
            first, *rest = _WORD.findall(spelt.casefold())
            self._by_first[first].append(_Name(tuple(rest), place, ambiguous))
            if not rest and not ambiguous:  # "Oslos", "Sandnes'": a genitive
                self._by_first[f"{first}s"].append(_Name((), place, ambiguous=False))
        for found in self._by_first.values():
            found.sort(key=lambda name: (-len(name.rest), name.ambiguous))
        self._pieces = frozenset((_pieces(first) or [b""])[0] for first in self._by_first)

    def found(self, text: str) -> tuple[str, ...]:
        """The places that a text names, by their own names, each once, in the order of the text."""
        # Nearly always no name begins here, which is told before words are: a name's letters stand in the text.
        if self._pieces.isdisjoint(_pieces(text)) and b"" not in self._pieces:
            return ()
        words = _WORD.findall(text)
        small = list(map(str.lower, words))
        found: dict[str, None] = {}
        at = 0
        while at < len(words):
            place, length = (
                self._at(words, at) if small[at] in self._by_first or "-" in small[at] else (None, 1)
            )
            if place:
                found[place] = None
            at += length
        return tuple(found)

    def _at(self, words: list[str], at: int) -> tuple[str | None, int]:
        """The place whose name begins at a word, and how many words it is long; the longest name wins."""
        small = words[at].casefold()
        for name in self._by_first.get(small, ()):
            end = at + 1 + len(name.rest)
            if name.rest and tuple(word.casefold() for word in words[at + 1 : end]) != name.rest:
                continue
            if not name.ambiguous or _is_meant(words, at, end):
                return name.place, end - at
        return self._joined(small), 1

    def _joined(self, small: str) -> str | None:
        """The place that a joined word begins with: "Oslo-området"."""
        head, hyphen, _ = small.partition("-")
        names = self._by_first.get(head, ()) if hyphen else ()
        return next((name.place for name in names if not name.rest and not name.ambiguous), None)


def named(counts: Mapping[str, int], least: int = LEAST) -> tuple[tuple[str, int], ...]:
    """The places to show, each with its customers: those that at least so many name; the most named first."""
    enough = [(place, customers) for place, customers in counts.items() if customers >= least]
    return tuple(sorted(enough, key=lambda each: (-each[1], each[0])))


def _pieces(text: str) -> list[bytes]:
    """The stretches of letters of Latin-1, in small letters."""
    return text.casefold().encode("latin-1", "replace").translate(_LETTERS).split()


def _is_meant(words: list[str], at: int, end: int) -> bool:
    """Whether a word that may be a place is one here: a capital, and a preposition before it or "kommune" after it."""
    word = words[at]
    shouted = word.isupper() and len(word) > 2
    if not word[0].isupper() or shouted:
        return False
    before = at > 0 and words[at - 1].casefold() in _BEFORE
    return before or (end < len(words) and words[end].casefold() in _AFTER)


def _read(names: Iterable[str]) -> Iterator[tuple[str, str, bool]]:
    """Each way to write each place, the place, and whether it is ambiguous."""
    for line in names:
        said, _, others = line.partition("#")[0].partition("=")
        place = said.strip()
        if place:
            yield place.rstrip("?"), place.rstrip("?"), place.endswith("?")
        for other in others.split(","):
            if spelt := other.strip():
                yield spelt.rstrip("?"), place.rstrip("?"), spelt.endswith("?")
