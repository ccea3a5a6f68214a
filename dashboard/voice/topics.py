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


_Phrases = tuple[tuple[tuple[int, int], ...], ...]


class _Longer(NamedTuple):
    """An entry of several parts: each a number, how far behind the one before it may stand.

    `others` are the parts beside the one that leads to it.
    """

    topic: int
    weight: float
    phrases: _Phrases
    others: tuple[int, ...]


class _Meaning(NamedTuple):
    """What a word says by itself (topic, weight), which parts of longer entries it is, and the entries it leads to."""

    word: str
    says: tuple[tuple[int, float], ...] = ()
    parts: tuple[int, ...] = ()
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
        meanings = list(map(self._known.__getitem__, TOKEN.findall(_small(text[:LONGEST]))))
        possible, where = list[int](), dict[int, list[int]]()
        pros: dict[tuple[int, str], float] = {}
        cons: dict[int, float] = {}
        for at, meaning in enumerate(meanings):
            if meaning is not None:
                for topic, weight in meaning.says:
                    _add(pros, cons, (topic, meaning.word), weight)
                for part in meaning.parts:
                    where.setdefault(part, []).append(at)
                possible += meaning.longer
        for number in set(possible):
            longer = self._longer[number]
            for part in longer.others:
                if part not in where:
                    break
            else:
                if (first := _found(longer, where)) is not None and (begun := meanings[first]) is not None:
                    _add(pros, cons, (longer.topic, begun.word), longer.weight)
        sums: dict[int, float] = defaultdict(float, cons)
        for (topic, _), weight in pros.items():
            sums[topic] += weight
        return sums

    def _meaning(self, token: str) -> _Meaning | None:
        """What a word means; None where it means nothing."""
        numbers = {number for word in spellings(token) for number in self._words.matching(word)}
        if not numbers:
            return None
        says = tuple(pair for number in numbers for pair in self._words.says.get(number, ()))
        parts = frozenset(part for number in numbers for part in self._words.parts.get(number, ()))
        longer = tuple(each for part in parts for each in self._led_to.get(part, ()))
        return _Meaning(token.casefold(), says, tuple(parts), longer)

    def _learn(self) -> None:
        """Put each entry where its words lead to it: a longer one beneath the part of it that is rarest in the file."""
        parts, longer = dict[tuple[str, ...], int](), list[tuple[int, float, _Phrases]]()
        for topic, entry in _distinct(self._topics):
            if word := entry.word:
                self._words.says[self._words.number(word)].append((topic, entry.weight))
            else:
                phrases = tuple(
                    tuple((self._part(step, parts), step.reach) for step in phrase)
                    for phrase in entry.phrases
                )
                longer.append((topic, entry.weight, phrases))
        needed = [{part for phrase in phrases for part, _ in phrase} for _, _, phrases in longer]
        uses = Counter(part for needs in needed for part in needs)
        for number, (needs, known) in enumerate(zip(needed, longer, strict=True)):
            rarest, *others = sorted(needs, key=lambda part: (uses[part], part))
            self._longer.append(_Longer(*known, tuple(others)))
            self._led_to[rarest].append(number)

    def _part(self, step: Step, parts: dict[tuple[str, ...], int]) -> int:
        part = parts.setdefault(step.words, len(parts))
        for word in step.words:
            self._words.parts[self._words.number(word)].add(part)
        return part


class _Letters(dict[str, "_Letters"]):
    """A tree of parts of words, letter by letter; `number` is that of the part that ends here."""

    number: int | None = None

    def put(self, part: str, number: int) -> None:
        here = self
        for letter in part:
            here = here.setdefault(letter, _Letters())
        here.number = number

    def along(self, letters: str) -> list[int]:
        """The parts that the letters begin with."""
        found, here = list[int](), self
        for letter in letters:
            if letter not in here:
                break
            here = here[letter]
            if here.number is not None:
                found.append(here.number)
        return found


class _Words:
    """Words and parts of words, each with a number; which of them fit a word is told by a walk along its letters."""

    def __init__(self) -> None:
        self.says: dict[int, list[tuple[int, float]]] = defaultdict(list)
        self.parts: dict[int, set[int]] = defaultdict(set)
        self._numbers: dict[str, int] = {}
        self._begins, self._ends, self._middles = _Letters(), _Letters(), _Letters()

    def number(self, word: str) -> int:
        number = self._numbers.setdefault(word, len(self._numbers))
        bare, head, tail = word.strip("*"), word.startswith("*"), word.endswith("*")
        if head or tail:
            into = self._middles if head and tail else self._ends if head else self._begins
            into.put(bare[::-1] if into is self._ends else bare, number)
        return number

    def matching(self, word: str) -> list[int]:
        found = self._begins.along(word) + self._ends.along(word[::-1])
        if word in self._numbers:
            found.append(self._numbers[word])
        if self._middles:
            found += (number for at in range(len(word)) for number in self._middles.along(word[at:]))
        return found


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


def _small(text: str) -> str:
    """In small letters, so that one memory serves both; a dotted capital I would leave a dot that is no letter."""
    return text if "\u0130" in text else text.lower()


def _found(longer: _Longer, where: Mapping[int, Sequence[int]]) -> int | None:
    """Where an entry's first phrase begins; None unless all its phrases are there.

    `where` are the places of each part.
    """
    for phrase in longer.phrases[1:]:
        if _begins(phrase, where) is None:
            return None
    return _begins(longer.phrases[0], where)


def _begins(phrase: tuple[tuple[int, int], ...], where: Mapping[int, Sequence[int]]) -> int | None:
    """Where a phrase begins first, each of its parts in reach behind the one before."""
    for first in where[phrase[0][0]]:
        if _goes_on(phrase[1:], first, where):
            return first
    return None


def _goes_on(rest: tuple[tuple[int, int], ...], at: int, where: Mapping[int, Sequence[int]]) -> bool:
    """Whether the other parts of a phrase follow a place."""
    if not rest:
        return True
    part, reach = rest[0]
    return any(at < place <= at + reach and _goes_on(rest[1:], place, where) for place in where[part])
