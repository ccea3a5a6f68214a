"""One entry of a taxonomy, as its owner writes it: words, prefixes and phrases, and what they weigh."""

import re
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[\u2600-\u27bf\U0001f000-\U0001faff]")
"""A word, with an apostrophe inside it, or one sign."""
GAP = ".."
FURTHEST = 4
"""How many words on the next part may stand after a gap: three words lie between at most."""
HEAVIEST = 9.0

_WEIGHT = re.compile(r"\s*:\s*(-?[\d.]+)\s*$")
_PART = re.compile(rf"\*?(?:{TOKEN.pattern})\*?")
_GROUP = re.compile(r"<(\w*)>")
_TWICE = re.compile(r"([^\W\d_])\1+")
_ONCE = itemgetter(1)
_LETTERS = str.maketrans({"ä": "æ", "ö": "ø", "’": "'", "é": "e", "è": "e"})
_SPELT = (("aa", "å"), ("ae", "æ"), ("oe", "ø"))


class Step(NamedTuple):
    """One part of a phrase: any of some words, and how far behind the part before it."""

    words: tuple[str, ...]
    reach: int = 1


class Entry(NamedTuple):
    """Phrases that must all stand in a message, anywhere, and what they weigh together."""

    phrases: tuple[tuple[Step, ...], ...]
    weight: float = 1.0

    @property
    def word(self) -> str | None:
        """The one word or prefix that the entry is; None for anything longer."""
        if len(self.phrases) == len(self.phrases[0]) == len(self.phrases[0][0].words) == 1:
            return self.phrases[0][0].words[0]
        return None


class EntryFault(ValueError):
    """Why an entry can't be read."""


def folded(word: str) -> str:
    """A word as it is compared: small, Swedish letters as Danish ones, each letter once ("neeett" is "net")."""
    return _folded(word.casefold())


def _folded(small: str) -> str:
    return _TWICE.sub(_ONCE, small if small.isascii() else small.translate(_LETTERS))


def spellings(word: str) -> tuple[str, ...]:
    """A word as it is compared, and as it is should aa, ae and oe in it stand for å, æ and ø."""
    small = plain = word.casefold()
    for two, one in _SPELT:
        plain = plain.replace(two, one)
    return (_folded(small),) if plain == small else (_folded(small), _folded(plain))


def entry(said: str, groups: Mapping[str, Sequence[str]] | None = None) -> Entry:
    """What an entry says. Raises EntryFault.

    "faktur*" a beginning, "*lading" an end, "*faktur*" a middle; "si .. opp" up to three words between; "a|b" either;
    "a + b" both, anywhere; "<net>" any word of a group; ":2" at the end is the weight, 1 where nothing is said.
    """
    weight, text = 1.0, said
    if found := _WEIGHT.search(said):
        weight, text = _weight(found.group(1)), said[: found.start()]
    return Entry(tuple(_phrase(part, groups or {}) for part in text.split("+")), weight)


def _weight(said: str) -> float:
    try:
        weight = float(said)
    except ValueError:
        raise EntryFault(f"{said} is no weight") from None
    if not weight or abs(weight) > HEAVIEST:
        raise EntryFault(f"a weight is up to {HEAVIEST:g} or -{HEAVIEST:g} and not 0, is {said}")
    return weight


def _phrase(text: str, groups: Mapping[str, Sequence[str]]) -> tuple[Step, ...]:
    steps: list[Step] = []
    reach = 1
    for part in text.split():
        if part == GAP:
            if not steps:
                raise EntryFault("begins with a gap")
            reach = FURTHEST
        else:
            steps.append(Step(_words(part, groups), reach))
            reach = 1
    if not steps:
        raise EntryFault("is empty")
    if reach > 1:
        raise EntryFault("ends with a gap")
    return tuple(steps)


def _words(part: str, groups: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    found: list[str] = []
    for word in part.split("|"):
        if group := _GROUP.fullmatch(word):
            if group.group(1) not in groups:
                raise EntryFault(f"there is no group {word}; there are {', '.join(groups) or 'none'}")
            for each in groups[group.group(1)]:
                found += _words(each, {})
        else:
            found.append(_word(word))
    return tuple(dict.fromkeys(found))


def _word(word: str) -> str:
    if not _PART.fullmatch(word):
        raise EntryFault(f"{word!r} is not one word" + (": write its parts apart" if "-" in word else ""))
    bare = word.strip("*")
    if len(bare) < 2 and bare != word and bare.isalnum():
        raise EntryFault(f"{word!r} is too short for a part of a word")
    head, tail = "*" * word.startswith("*"), "*" * (len(word) > 1 and word.endswith("*"))
    return f"{head}{folded(bare)}{tail}"
