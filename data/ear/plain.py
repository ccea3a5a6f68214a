"""Plain opinions, spelt out of the words in `resources/moods`: good and bad, said of whatever is at hand."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import resources
from dashboard.voice.leanings import LEANS, Lean
from data.ear.labelled import PLAIN, TOLD, Feeling, Labelled

CARRIERS = 8
"""Sentences in which each word is said, beside standing alone."""
STRIDE = 11
"""From one carrier to the next: neighbours in the file are said of different things, and of each thing good and bad."""
MOODS: tuple[Feeling, ...] = ("negative", "neutral", "positive")
LEANING: dict[Feeling, tuple[Lean, Lean]] = {
    "negative": ("bad", "somewhat bad"),
    "positive": ("good", "somewhat good"),
}
"""What the words of a mood are, and those that only lean to it."""


def plain() -> list[Labelled]:
    """Each word alone and in some carriers, and each whole line; of all languages, always in the same order."""
    return [
        Labelled(text=text, set=PLAIN, lang=file.stem, label=mood)
        for file in sorted(resources.path("moods").glob("*.toml"))
        for mood, text in _said(tomllib.loads(file.read_text(encoding="utf-8")))
    ]


def told() -> list[Labelled]:
    """What customers tell, good and bad alike: "never" before praise, a story for joy. They teach mood alone."""
    return [
        Labelled(text=text, set=TOLD, label=mood)
        for file in sorted(resources.path("moods").glob("*.toml"))
        for mood in LEANING
        for text in tomllib.loads(file.read_text(encoding="utf-8"))[mood]["told"]
    ]


def leaning() -> list[tuple[str, Lean]]:
    """Each listed word and what it leans to; what is listed both ways, in two languages, is left out."""
    found: dict[str, set[Lean]] = {}
    for file in sorted(resources.path("moods").glob("*.toml")):
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        for mood, leans in LEANING.items():
            for key, lean in zip(("words", "leaning"), leans, strict=True):
                for word in split(said[mood][key]):
                    found.setdefault(word.casefold(), set()).add(lean)
    return [(word, min(leans, key=LEANS.index)) for word, leans in found.items() if not _torn(leans)]


def _torn(leans: set[Lean]) -> bool:
    return len({lean.removeprefix("somewhat ") for lean in leans}) > 1


def split(words: str) -> list[str]:
    """The words of a list with commas, each possibly several in a row."""
    return [" ".join(word.split()) for word in words.split(",")]


def _said(said: Mapping[str, Any]) -> Iterator[tuple[Feeling, str]]:
    carriers = said["carriers"]
    for mood in MOODS:
        words = split(said[mood]["words"])
        for place, word in enumerate(words):
            yield mood, word
            for turn in range(CARRIERS if mood != "neutral" else 0):
                yield mood, carriers[(place * CARRIERS + turn) * STRIDE % len(carriers)].format(word)
        yield from ((mood, line) for line in said[mood]["whole"])
