"""Labelled lines from JSON Lines, plain or gzip: the corpus, a team's corrections in its form, and public sets."""

import codecs
import gzip
import logging
import tomllib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

import resources
from dashboard.problems import ModelProblem
from dashboard.wordless import quiet, reason

log = logging.getLogger(__name__)

Feeling = Literal["negative", "neutral", "positive"]
FEELINGS: tuple[Feeling, ...] = ("negative", "positive", "neutral")
LANGUAGES = ("nb", "nn", "sv", "da", "en", "other")
TRADE = "trade"
"""The set of what customers of the trade write."""
TOLD = "told"
"""The set of what was written to be told as customers do, and teaches the trade's mood without standing for it."""
PLAIN = "plain"
"""The set of plain opinions that were spelt out of lists of words."""
_GZIP = b"\x1f\x8b"


class Labelled(Struct, frozen=True, kw_only=True):
    """One line with what is known of it: a label that is missing is None.

    `label` is the `sentiment` of a public set's line; `set` is empty in the trade's own lines; of a `binary` set no
    line is neutral, because it knows no such thing. `lang` "no" is Bokmål or Nynorsk.
    """

    text: str
    id: str | int = ""
    set: str = ""
    lang: str | None = None
    sentiment: Feeling | None = None
    label: Feeling | None = None
    binary: bool = False
    topic: str | None = None
    dialect: str | None = None
    marks: tuple[str, ...] = ()
    pii: tuple[dict[str, str], ...] = ()

    __repr__ = quiet("text", "pii")

    @property
    def feeling(self) -> Feeling | None:
        """How it is meant, whatever its file calls that."""
        return self.sentiment or self.label

    @property
    def of(self) -> str:
        """The set it belongs to."""
        return self.set or TRADE


_DECODER = msgspec.json.Decoder(Labelled)


def lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file with their numbers, but for the blank ones; raises ModelProblem where it can't be read."""
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == _GZIP
            raw.seek(0)
            for number, line in enumerate(gzip.GzipFile(fileobj=raw) if packed else raw, start=1):
                if bare := line.removeprefix(codecs.BOM_UTF8).strip():
                    yield number, bare
    except (OSError, EOFError, zlib.error) as error:
        raise ModelProblem(f"{path}: can't be read: {reason(error)}") from error


def read(path: Path) -> list[Labelled]:
    """The labelled lines of a file; a bad one is logged with its number and left out."""
    found = []
    for number, line in lines(path):
        try:
            found.append(_DECODER.decode(line))
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            log.warning("%s, line %d: left out: %s", path.name, number, reason(error))
    return found


def corpus(*, test: bool) -> list[Labelled]:
    """The corpus' test part, or the part that may be learned from."""
    files = sorted(set(resources.path("corpus").glob("*.jsonl")) - {replies_path()})
    return [
        line for file in files for line in read(file) if (zlib.crc32(str(line.id).encode()) % 5 == 0) == test
    ]


def set_apart(line: Labelled) -> bool:
    """Whether a line of a public set is never learned from: a tenth of them, by the CRC-32 of the text."""
    return bool(line.set) and zlib.crc32(line.text.encode("utf-8", "replace")) % 10 == 0


def replies_path() -> Path:
    """The corpus of replies, which are not customers' words."""
    return resources.path("corpus", "replies.jsonl")


def phrases() -> list[Labelled]:
    """What the demo's customers say: other writers than the corpus', labelled in the same way."""
    found = []
    for file in sorted(resources.path("phrases").glob("*.toml")):
        for place, phrase in enumerate(tomllib.loads(file.read_text(encoding="utf-8"))["customer"]):
            topic = None if phrase["topic"] == "any" else phrase["topic"]
            name = f"phrase-{file.stem}-{place}"
            found.append(
                Labelled(id=name, text=phrase["text"], lang=file.stem, sentiment=phrase["mood"], topic=topic)
            )
    return found


def spoken() -> list[Labelled]:
    """Sentences of which only the language is known."""
    files = sorted(resources.path("languages").glob("*.txt"))
    return [
        Labelled(text=text, lang=file.stem)
        for file in files
        for text in file.read_text(encoding="utf-8").splitlines()
    ]
