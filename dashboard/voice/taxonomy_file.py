"""Reads a taxonomy's tables into topics; every fault is said with its key."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from dashboard.problems import SettingsProblem
from dashboard.voice.entries import Entry, EntryFault, entry

LANGUAGES = ("nb", "nn", "sv", "da", "en")
GROUPS = "groups"
WIDEST = 24
"""Characters of a name that a tile of the wall has room for."""
WORDLESS = frozenset({"other"})
"""What is left when no word is found needs none."""
_KEYS = ("name", "labels", "words")


class Topic(Struct, frozen=True):
    """A topic: its id, its name in each language, the labels that mean it, and its entries in all languages."""

    id: str
    names: dict[str, str]
    labels: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()

    def all_labels(self) -> tuple[str, ...]:
        """What the backend may call it."""
        return (self.id, *self.names.values(), *self.labels)


def read(mapping: Mapping[str, object]) -> tuple[Topic, ...]:
    """The topics of a parsed TOML file, in its order.

    Raises SettingsProblem with a line for each fault: "invoice.words.nb[3]: 'faktur*' is already a word of price_rise".
    """
    faults: list[str] = []
    groups = _groups(mapping.get(GROUPS, {}), faults)
    owners: dict[tuple[str, object], str] = {}
    topics = [_topic(key, mapping[key], groups, owners, faults) for key in mapping if key != GROUPS]
    if not topics:
        faults.append("there is no topic in it")
    faults += _doubled_labels(topics)
    if faults:
        raise SettingsProblem(tuple(faults))
    return tuple(topics)


def _groups(given: object, faults: list[str]) -> dict[str, Sequence[str]]:
    groups: dict[str, Sequence[str]] = {}
    for name, words in _table(GROUPS, given, faults).items():
        groups[name] = good = list[str]()
        for place, word in enumerate(_texts(f"{GROUPS}.{name}", words, faults)):
            try:
                single = entry(word).word
            except EntryFault as fault:
                faults.append(f"{GROUPS}.{name}[{place}]: {word!r}: {fault}")
            else:
                good.append(word)
                if single is None or ":" in word:
                    faults.append(
                        f"{GROUPS}.{name}[{place}]: {word!r}: must be a single word, without a weight"
                    )
    return groups


def _topic(
    key: str,
    given: object,
    groups: Mapping[str, Sequence[str]],
    owners: dict[tuple[str, object], str],
    faults: list[str],
) -> Topic:
    table = _table(key, given, faults)
    faults += [
        f"{key}.{odd}: there is no such key; there are {', '.join(_KEYS)}"
        for odd in table
        if odd not in _KEYS
    ]
    names = {
        language: name
        for language, name in _table(f"{key}.name", table.get("name", {}), faults).items()
        if isinstance(name, str)
    }
    faults += _name_faults(key, names)
    labels = tuple(_texts(f"{key}.labels", table.get("labels", []), faults))
    words = _table(f"{key}.words", table.get("words", {}), faults)
    faults += [
        f"{key}.words.{odd}: must be one of {', '.join(LANGUAGES)}" for odd in words if odd not in LANGUAGES
    ]
    entries: list[Entry] = []
    for language in LANGUAGES:
        at = f"{key}.words.{language}"
        said = _texts(at, words.get(language, []), faults)
        if not said and key not in WORDLESS:
            faults.append(f"{at}: has no words")
        entries += _entries(at, said, groups, (key, language, owners), faults)
    return Topic(key, names, labels, tuple(entries))


def _name_faults(key: str, names: Mapping[str, str]) -> Iterator[str]:
    for language in LANGUAGES:
        name = names.get(language, "").strip()
        if not name:
            yield f"{key}.name.{language}: is missing"
        elif len(name) > WIDEST:
            yield f"{key}.name.{language}: must have at most {WIDEST} letters, {name!r} has {len(name)}"


def _entries(
    at: str,
    said: Sequence[str],
    groups: Mapping[str, Sequence[str]],
    owner: tuple[str, str, dict[tuple[str, object], str]],
    faults: list[str],
) -> list[Entry]:
    """The entries of one topic in one language; `owner` is both, and which topic has which entry already."""
    key, language, owners = owner
    found: dict[int, Entry] = {}
    for place, text in enumerate(said):
        try:
            made = entry(text, groups)
        except EntryFault as fault:
            faults.append(f"{at}[{place}]: {text!r}: {fault}")
            continue
        if made.phrases in {other.phrases for other in found.values()}:
            faults.append(f"{at}[{place}]: {text!r} is there twice")
            continue
        before = owners.setdefault((language, made.phrases), key)
        if before != key and made.weight > 0:
            faults.append(f"{at}[{place}]: {text!r} is already a word of {before}")
        found[place] = made
    faults += [
        f"{at}[{place}]: {said[place]!r} is never reached: {said[wide]!r} takes it"
        for place, wide in _swallowed(found)
    ]
    return list(found.values())


def _swallowed(found: Mapping[int, Entry]) -> Iterator[tuple[int, int]]:
    """The places of entries that a part of a word in the same list takes, weighing as much."""
    words = {place: word for place, made in found.items() if (word := made.word)}
    for wide, stem in words.items():
        if "*" not in stem:
            continue
        for place, word in words.items():
            light = 0 < found[place].weight <= found[wide].weight
            if place != wide and light and word != stem and _takes(stem, word):
                yield place, wide


def _takes(stem: str, word: str) -> bool:
    """Whether each word that fits `word` fits `stem`, too."""
    bare, held = stem.strip("*"), word.strip("*")
    head, tail = stem.startswith("*"), stem.endswith("*")
    if head and tail:
        return bare in held
    if tail:
        return held.startswith(bare) and not word.startswith("*")
    return held.endswith(bare) and not word.endswith("*")


def _doubled_labels(topics: Sequence[Topic]) -> Iterator[str]:
    owners: dict[str, str] = {}
    for topic in topics:
        for label in topic.all_labels():
            owner = owners.setdefault(plain(label), topic.id)
            if owner != topic.id:
                yield f"{topic.id}: {label!r} is already a name or a label of {owner}"


_BETWEEN = re.compile(r"[\W_]+")


def plain(label: str) -> str:
    """A label as it is compared: without its capitals, hyphens and blanks."""
    return _BETWEEN.sub("", label.casefold())


def _table(at: str, given: object, faults: list[str]) -> Mapping[str, Any]:
    if isinstance(given, Mapping):
        return given
    faults.append(f"{at}: must be a table")
    return {}


def _texts(at: str, given: object, faults: list[str]) -> list[str]:
    if not isinstance(given, list):
        faults.append(f"{at}: must be a list of texts")
        return []
    faults += [
        f"{at}[{place}]: must be a text, is {each!r}"
        for place, each in enumerate(given)
        if not isinstance(each, str)
    ]
    return [each for each in given if isinstance(each, str)]
