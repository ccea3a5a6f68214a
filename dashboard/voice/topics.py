"""What customers write about: an owner's taxonomy of topics, found by words, prefixes and phrases."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dashboard.voice.entries import TOKEN, Entry, Step, spellings
from dashboard.voice.taxonomy_file import Topic, plain, read

OTHER = "other"
LONGEST = 4000
"""Characters of a message that are read: nobody's topic first shows after them."""
REMEMBERED = 20_000
"""Words whose meaning is kept at hand, so that each is looked up once."""


class _Longer(NamedTuple):
    """An entry of several parts: each a number, how far behind the one before it may stand; `needs` are their bits."""

    topic: int
    weight: float
    phrases: tuple[tuple[tuple[int, int], ...], ...]
    needs: int


class _Meaning(NamedTuple):
    """What a word says by itself (topic, weight), which parts of longer entries it is, and the entries it leads to."""

    word: str
    says: tuple[tuple[int, float], ...] = ()
    parts: frozenset[int] = frozenset()
    bits: int = 0
    longer: tuple[int, ...] = ()


class _Known(dict[str, _Meaning | None]):
    """The words that were met, each looked up once; a full memory is emptied."""

    def __init__(self, look_up: Callable[[str], _Meaning | None]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, token: str) -> _Meaning | None:
        if len(self) >= REMEMBERED:
            self.clear()
        meaning = self[token] = self._look_up(token)
        return meaning


class Taxonomy:
    """The topics in the order of their file, which is also their rank where two are as likely."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._topics = tuple(topics)
        self.ids = tuple(topic.id for topic in self._topics)
        self._labels = {plain(label): topic.id for topic in self._topics for label in topic.all_labels()}
        self._words = _Words()
        self._longer: list[_Longer] = []
        self._led_to: dict[int, list[int]] = defaultdict(list)
        self._known = _Known(self._meaning)
        self._learn()

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object]) -> "Taxonomy":
        """The taxonomy that a parsed TOML file says; raises SettingsProblem with one line a fault."""
        return cls(read(mapping))

    def name(self, topic: str, language: str) -> str:
        """What a topic is called in a language; an id that is none of ours is a label, and its own name."""
        names = next((known.names for known in self._topics if known.id == topic), {})
        return names.get(language) or names.get("en") or topic

    def topic_of_label(self, label: str) -> str | None:
        """The topic that a label of the backend's stands for, by id, name or listed label; None if it is none of these.

        Such a label may be a topic of its own: the caller shows it as it is written, beside ours.
        """
        return self._labels.get(plain(label))

    def hits(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """What each text's words weigh for each topic: (texts, topics), never below 0."""
        found = np.zeros((len(texts), len(self.ids)), dtype=np.float32)
        for row, text in enumerate(texts):
            for topic, weight in self._weights(text).items():
                found[row, topic] = weight
        return np.maximum(found, 0)

    def best(self, hits: NDArray[np.float32], *, most: int = 3, part: float = 0.5) -> list[tuple[str, ...]]:
        """The ids for each row of hits, the likeliest first: those with at least a `part` of the first's weight."""
        ranks = np.argsort(-hits, axis=1, kind="stable")[:, :most]
        return [
            tuple(self.ids[topic] for topic in rank if row[topic] > 0 and row[topic] >= part * row[rank[0]])
            for rank, row in zip(ranks.tolist(), hits, strict=True)
        ]

    def topics(self, text: str) -> tuple[str, ...]:
        """What one text is about, the likeliest first; nothing where no word of it is known."""
        return self.best(self.hits([text]))[0]

    def _weights(self, text: str) -> dict[int, float]:
        """What the text weighs for each topic that one of its words speaks of.

        A word counts once a topic, by the heaviest entry that begins with it; what speaks against a topic is taken off.
        """
        meanings = list(map(self._known.__getitem__, TOKEN.findall(text[:LONGEST])))
        possible, present = list[int](), 0
        pros: dict[tuple[int, str], float] = {}
        cons: dict[int, float] = {}
        for meaning in meanings:
            if meaning is not None:
                for topic, weight in meaning.says:
                    _add(pros, cons, (topic, meaning.word), weight)
                present |= meaning.bits
                possible += meaning.longer
        for number in set(possible):
            longer = self._longer[number]
            if longer.needs & present == longer.needs and (word := _found(longer, meanings)) is not None:
                _add(pros, cons, (longer.topic, word), longer.weight)
        sums: dict[int, float] = defaultdict(float, cons)
        for (topic, _), weight in pros.items():
            sums[topic] += weight
        return sums

    def _meaning(self, token: str) -> _Meaning | None:
        """What a word means; None where it means nothing."""
        numbers = {number for word in spellings(token) for number in self._words.matching(word)}
        says = tuple(pair for number in numbers for pair in self._words.says.get(number, ()))
        parts = frozenset(part for number in numbers for part in self._words.parts.get(number, ()))
        longer = tuple(each for part in parts for each in self._led_to.get(part, ()))
        return _Meaning(token.casefold(), says, parts, _bits(parts), longer) if says or parts else None

    def _learn(self) -> None:
        """Put each entry where its words lead to it: a longer one beneath the part of it that is rarest in the file."""
        parts, needed = dict[tuple[str, ...], int](), list[set[int]]()
        for topic, entry in _distinct(self._topics):
            if word := entry.word:
                self._words.says[self._words.number(word)].append((topic, entry.weight))
            else:
                phrases = tuple(
                    tuple((self._part(step, parts), step.reach) for step in phrase)
                    for phrase in entry.phrases
                )
                needed.append({part for phrase in phrases for part, _ in phrase})
                self._longer.append(_Longer(topic, entry.weight, phrases, _bits(needed[-1])))
        uses = Counter(part for needs in needed for part in needs)
        for number, needs in enumerate(needed):
            self._led_to[min(needs, key=lambda part: (uses[part], part))].append(number)

    def _part(self, step: Step, parts: dict[tuple[str, ...], int]) -> int:
        part = parts.setdefault(step.words, len(parts))
        for word in step.words:
            self._words.parts[self._words.number(word)].add(part)
        return part


class _Words:
    """Words and parts of words, each with a number; which of them fit a word is a few look-ups by length."""

    def __init__(self) -> None:
        self.says: dict[int, list[tuple[int, float]]] = defaultdict(list)
        self.parts: dict[int, set[int]] = defaultdict(set)
        self._numbers: dict[str, int] = {}
        self._whole, self._begins, self._ends, self._middles = ({} for _ in range(4))  # type: ignore[var-annotated]

    def number(self, word: str) -> int:
        number = self._numbers.setdefault(word, len(self._numbers))
        bare, head, tail = word.strip("*"), word.startswith("*"), word.endswith("*")
        kind = {(0, 0): self._whole, (0, 1): self._begins, (1, 0): self._ends, (1, 1): self._middles}
        kind[head, tail][bare] = number
        return number

    def matching(self, word: str) -> Iterable[int]:
        n = len(word)
        found = [
            self._whole.get(word),
            *(self._begins.get(word[:end]) for end in range(1, n + 1)),
            *(self._ends.get(word[begin:]) for begin in range(n)),
            *(self._middles.get(word[begin:end]) for begin in range(n) for end in range(begin + 2, n + 1)),
        ]
        return (number for number in found if number is not None)


def _distinct(topics: Sequence[Topic]) -> Iterable[tuple[int, Entry]]:
    """Each entry once a topic, with the greatest weight that any language gives it."""
    for index, topic in enumerate(topics):
        found: dict[tuple[tuple[Step, ...], ...], float] = {}
        for entry in topic.entries:
            found[entry.phrases] = max(entry.weight, found.get(entry.phrases, entry.weight))
        yield from ((index, Entry(phrases, weight)) for phrases, weight in found.items())


def _add(
    pros: dict[tuple[int, str], float], cons: dict[int, float], key: tuple[int, str], weight: float
) -> None:
    if weight < 0:
        cons[key[0]] = cons.get(key[0], 0.0) + weight
    elif weight > pros.get(key, 0.0):
        pros[key] = weight


def _bits(numbers: Iterable[int]) -> int:
    """A set of small numbers as one: to ask whether one set is in another is then a single step."""
    return sum(1 << number for number in set(numbers))


def _found(longer: _Longer, meanings: Sequence[_Meaning | None]) -> str | None:
    """The word that an entry's first phrase begins with; None unless all its phrases are there."""
    word = _begins(longer.phrases[0], meanings)
    return word if all(_begins(phrase, meanings) for phrase in longer.phrases[1:]) else None


def _begins(phrase: tuple[tuple[int, int], ...], meanings: Sequence[_Meaning | None]) -> str | None:
    """The word that a phrase begins with, each of its parts in reach behind the one before."""
    part = phrase[0][0]
    for first, meaning in enumerate(meanings):
        if meaning is not None and part in meaning.parts and _goes_on(phrase[1:], first, meanings):
            return meaning.word
    return None


def _goes_on(rest: tuple[tuple[int, int], ...], at: int, meanings: Sequence[_Meaning | None]) -> bool:
    """Whether the other parts of a phrase follow a place."""
    if not rest:
        return True
    part, reach = rest[0]
    for place in range(at + 1, min(at + reach + 1, len(meanings))):
        meaning = meanings[place]
        if meaning is not None and part in meaning.parts and _goes_on(rest[1:], place, meanings):
            return True
    return False
