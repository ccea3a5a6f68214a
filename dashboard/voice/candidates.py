"""Candidates: of a customer's message the one sentence, masked, that a wall might show."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import NamedTuple

from dashboard.problems import SettingsProblem
from dashboard.voice.values import Heard

SHORTEST, LONGEST = 18, 140
"""Characters of a sentence that can be read in passing, and says something."""
FEWEST, MOST = 4, 24
"""Words of it."""
BEST_LENGTH = 70
_BETWEEN = re.compile(r"(?<=[.!?…])[\"'»”)]*\s+|\n+")
"""Between two sentences; a full stop inside a link or a number ends none."""
_LINK = re.compile(r"https?:|www\.|\w@\w")
_LETTERS = re.compile(r"[^\W\d_]")
_GREETING = re.compile(
    r"\s*(?:hei(?:sann)?|hallo|halla|hej(?:san)?|hi|hello|hey|god (?:dag|kveld|morgen)|tja|dav)\b[ ,!.]*(?:▇+)?[ ,!.]*",
    re.IGNORECASE,
)
_SURE = {"negative": 1.0, "positive": 1.0, "neutral": 0.7, "unsure": 0.5}


class Pick(NamedTuple):
    """A masked sentence, and how telling it is, 0..1."""

    text: str
    quality: float


class Picker:
    """Picks the telling sentence of a message.

    `mask` is the masking, through which every text goes first; `unfit` says which words keep a sentence off the wall.
    """

    def __init__(self, mask: Callable[[str], str], block: str, unfit: re.Pattern[str]) -> None:
        self.mask, self._block, self._unfit = mask, block, unfit

    def pick(self, masked: str, heard: Heard) -> Pick | None:
        """The best sentence of a customer's message that is masked already; None where none may be shown.

        A message with an unfit word anywhere gives none: its other sentences speak of the same matter.
        """
        if self._unfit.search(masked):
            return None
        picks = [Pick(said, self._quality(said, heard)) for said in self._sentences(masked)]
        return max(picks, key=lambda pick: pick.quality, default=None)

    def _sentences(self, masked: str) -> Iterator[str]:
        for found in _BETWEEN.split(masked):
            said = " ".join(_GREETING.sub("", found, count=1).split())
            if (
                SHORTEST <= len(said) <= LONGEST
                and FEWEST <= len(said.split()) <= MOST
                and said.count(self._block) <= 1
                and not _LINK.search(said)
                and len(_LETTERS.findall(said)) * 2 > len(said)
            ):
                yield said[0].upper() + said[1:]

    def _quality(self, said: str, heard: Heard) -> float:
        near = 1.0 - min(1.0, abs(len(said) - BEST_LENGTH) / LONGEST)
        told = 0.8 if self._block in said else 1.0
        asked = 0.9 if said.endswith("?") else 1.0
        shouted = 0.7 if said.isupper() else 1.0
        return near * told * asked * shouted * _SURE[heard.mood]


def unfit_words(mapping: Mapping[str, object]) -> re.Pattern[str]:
    """A pattern of the words in a parsed TOML file: tables of reasons, in each a list of words by language.

    A word is a whole one, or with * at its end the beginning of one. Raises SettingsProblem for what is not so.
    """
    faults: list[str] = []
    words = sorted({word for name, said in mapping.items() for word in _words(name, said, faults)})
    if not words:
        faults.append("the unfit words: there are none")
    if faults:
        raise SettingsProblem(tuple(faults))
    parts = (re.escape(word.rstrip("*")) + ("" if word.endswith("*") else r"(?!\w)") for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})", re.IGNORECASE)


def _words(reason: str, said: object, faults: list[str]) -> Iterable[str]:
    if not isinstance(said, Mapping):
        faults.append(f"{reason}: must be a table of languages")
        return
    for language, words in said.items():
        if not isinstance(words, list) or not all(
            isinstance(word, str) and word.strip("* ") for word in words
        ):
            faults.append(f"{reason}.{language}: must be a list of words")
        else:
            yield from words


def sentence_id(conversation: str, message: str) -> str:
    """The name of a message's sentence: it tells nothing of the message, and is the same after a restart."""
    return blake2b(f"{conversation}\0{message}".encode(), digest_size=6).hexdigest()
