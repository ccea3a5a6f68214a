"""Plain opinions, spelt out of the words in `resources/moods`: good and bad, said of whatever is at hand."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import resources
from data.ear.labelled import PLAIN, Feeling, Labelled

CARRIERS = 8
"""Sentences in which each word is said, beside standing alone."""
STRIDE = 11
"""From one carrier to the next: neighbours in the file are said of different things, and of each thing good and bad."""
MOODS: tuple[Feeling, ...] = ("negative", "neutral", "positive")


def plain() -> list[Labelled]:
    """Each word alone and in some carriers, and each whole line; of all languages, always in the same order."""
    return [
        Labelled(text=text, set=PLAIN, lang=file.stem, label=mood)
        for file in sorted(resources.path("moods").glob("*.toml"))
        for mood, text in _said(tomllib.loads(file.read_text(encoding="utf-8")))
    ]


def _said(said: Mapping[str, Any]) -> Iterator[tuple[Feeling, str]]:
    carriers = said["carriers"]
    for mood in MOODS:
        words = [" ".join(word.split()) for word in said[mood]["words"].split(",")]
        for place, word in enumerate(words):
            yield mood, word
            for turn in range(CARRIERS if mood != "neutral" else 0):
                yield mood, carriers[(place * CARRIERS + turn) * STRIDE % len(carriers)].format(word)
        yield from ((mood, line) for line in said[mood]["whole"])
