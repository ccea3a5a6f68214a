"""What is kept of what the ear hears: moods, languages and topics as small whole numbers."""

import logging
from collections.abc import Collection, Iterable
from typing import Generic, NamedTuple, TypeVar, get_args

from dashboard.model import Heard, Language, Mood, Remembered

log = logging.getLogger(__name__)

MOODS: tuple[Mood, ...] = ("negative", "neutral", "positive", "unsure")
NO_MOOD = -1
LANGUAGES: tuple[Language | None, ...] = (None, *get_args(Language))
"""None is that of a conversation in which no customer has spoken."""
OTHER = LANGUAGES.index("other")
LETTERS = 200
"""As many letters of a message at most speak for its language: one long quotation does not outweigh a talk."""
MOST_TOPICS = 63
"""Topics are bits of a signed number of 64."""

Name = TypeVar("Name")


class Names(Generic[Name]):
    """Names as small whole numbers; 0 is nobody."""

    def __init__(self, nobody: Name) -> None:
        self.names: list[Name] = [nobody]
        self._codes: dict[Name, int] = {nobody: 0}

    def __contains__(self, name: Name) -> bool:
        return name in self._codes

    def __len__(self) -> int:
        return len(self.names)

    def code(self, name: Name) -> int:
        """The number of a name, given at its first sight."""
        code = self._codes.get(name)
        if code is None:
            code = self._codes[name] = len(self.names)
            self.names.append(name)
        return code


class Words(NamedTuple):
    """How a customer's text was heard, in numbers."""

    mood: int = NO_MOOD
    language: int = 0
    weight: int = 0
    """How many letters it has, up to LETTERS."""
    topics: int = 0
    """A bit for each topic."""


class Hearing:
    """Turns what was heard into numbers; `topics` are the names of the bits, the lowest first, after nobody."""

    def __init__(self) -> None:
        self.topics = Names[str | None](None)
        self._full = False

    def words(self, text: str, heard: Heard) -> Words:
        """What is kept of a text."""
        weight = min(LETTERS, sum(map(str.isalpha, text)))
        mood, language = MOODS.index(heard.mood), LANGUAGES.index(heard.language)
        return Words(mood, language, weight, self.mask(heard.topics))

    def again(self, heard: Remembered) -> Words:
        """What was kept of a text that is not here any more; a customer's mood that was not kept is unsure."""
        mood = MOODS.index(heard.mood or "unsure")
        return Words(mood, LANGUAGES.index(heard.language), heard.letters, self.mask(heard.topics))

    def mask(self, topics: Iterable[str]) -> int:
        """Topics as bits."""
        mask = 0
        for topic in topics:
            if topic in self.topics or len(self.topics) <= MOST_TOPICS:
                mask |= 1 << (self.topics.code(topic) - 1)
            elif not self._full:
                self._full = True
                log.warning(
                    "the ear knows more than %d topics: %r and others are left out", MOST_TOPICS, topic
                )
        return mask


def main_language(said: Collection[Words]) -> int:
    """The language with the most letters; of equals the one heard last; "other" only where no other has any."""
    letters: dict[int, int] = {}
    for words in said:
        before = letters.pop(words.language, 0)  # the one heard last stands last
        letters[words.language] = before + words.weight
    if OTHER in letters:
        letters[OTHER] = 0
    most = max(letters.values(), default=0)
    if not most:
        return OTHER if letters else 0
    return next(language for language in reversed(letters) if letters[language] == most)
