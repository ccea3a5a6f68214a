"""Pictures in a day's file: a whole one an hour, the others as what is different from the one before, squeezed."""

import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from dashboard.problems import HistoryDamaged
from dashboard.snapshot import Snapshot
from data.history.deltas import Json, applied, delta
from data.history.form import DIGITS, MINUTE, Kept, number_of

PICTURES, TERMS = "pictures", "terms"
HOUR = 3600
REMEMBERED = 32768
"""Bytes that zlib looks back for what was said before."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a picture: a thousand times what one has."""
LONGEST = 2 * HOUR // MINUTE
"""Pictures from a whole one to the last that follows from it."""


class PictureDocument(Struct, omit_defaults=True):
    """A minute: squeezed JSON, the picture's own or what is different from the one of the number `before`.

    `check` is the CRC-32 of the whole picture's JSON. What is squeezed was squeezed behind all that stands in those
    before it, back to the whole one.
    """

    check: int
    squeezed: bytes
    before: str | None = None


class TermDocument(Struct):
    """A word that many customers said on a day; pictures refer to it by its number."""

    text: str


_DOCUMENT = msgspec.json.Decoder(PictureDocument)
_SNAPSHOT = msgspec.json.Decoder(Snapshot)
_ANY = msgspec.json.Decoder()


class Painter:
    """Makes the documents of pictures as they come, one a minute."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._number = 0
        self._before: Json = None
        self._said = b""
        self._terms: set[str] = set()

    def begin(self) -> None:
        """The next one is whole, and names its terms anew: what was painted before may not be on the disk."""
        self._day = None

    def paint(self, snapshot: Snapshot, day: date, number: int) -> Iterator[Kept]:
        """The documents of a picture: it, and those of its terms that the day doesn't have yet.

        `number` is its minute in seconds since 1970.
        """
        if day != self._day:
            self._terms.clear()
        terms = {each.text: number_of(each.text) for each in snapshot.terms if each.text}
        for text, name in terms.items():
            if name not in self._terms:
                self._terms.add(name)
                yield Kept(TERMS, name, Raw(msgspec.json.encode(TermDocument(text))))
        referring = tuple(replace(each, text=terms.get(each.text, "")) for each in snapshot.terms)
        yield Kept(PICTURES, str(number), self._painted(replace(snapshot, terms=referring), day, number))

    def _painted(self, snapshot: Snapshot, day: date, number: int) -> Raw:
        now = rounded(msgspec.to_builtins(snapshot))
        whole = day != self._day or number <= self._number or number // HOUR != self._number // HOUR
        said = msgspec.json.encode(now if whole else delta(self._before, now))
        if whole:
            self._said = b""
        packer = zlib.compressobj(9, zdict=self._said[-REMEMBERED:]) if self._said else zlib.compressobj(9)
        squeezed = packer.compress(said) + packer.flush()
        before = None if whole else str(self._number)
        self._day, self._number, self._before = day, number, now
        self._said = (self._said + said)[-REMEMBERED:]
        document = PictureDocument(zlib.crc32(msgspec.json.encode(now)), squeezed, before)
        return Raw(msgspec.json.encode(document))


def unpainted(table: Mapping[str, Raw], number: str) -> Snapshot:
    """The picture of that number of a day's. Raises HistoryDamaged where it can't be made out."""
    try:
        content = _content(table, number)
        return _SNAPSHOT.decode(content)
    except (LookupError, TypeError, ValueError, zlib.error) as fault:  # msgspec's are ValueErrors
        raise HistoryDamaged(f"the picture {number} can't be made out") from fault


def _content(table: Mapping[str, Raw], number: str) -> bytes:
    chain: list[PictureDocument] = []
    following: str | None = number
    while following is not None and len(chain) <= LONGEST:
        chain.append(_DOCUMENT.decode(table[following]))
        following = chain[-1].before
    value: Any = None
    said = b""
    for document in reversed(chain):
        change = _loosened(document.squeezed, said)
        value = _ANY.decode(change) if document.before is None else applied(value, _ANY.decode(change))
        said = (said + change)[-REMEMBERED:]
    content = msgspec.json.encode(value)
    if zlib.crc32(content) != chain[0].check:
        raise ValueError("it is another one")
    return content


def _loosened(squeezed: bytes, said: bytes) -> bytes:
    opened = zlib.decompressobj(zdict=said) if said else zlib.decompressobj()
    found = opened.decompress(squeezed, LARGEST)
    if not opened.eof:
        raise ValueError("it does not end")
    return found


def rounded(value: Json) -> Json:
    """A JSON value with its numbers as a reading has them."""
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, dict):
        return {name: rounded(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(each) for each in value]
    return value


def with_terms(snapshot: Snapshot, texts: Mapping[str, str]) -> Snapshot:
    """A picture with the terms it refers to; those that are kept no longer leave it."""
    found = (replace(each, text=texts.get(each.text, "")) if each.text else each for each in snapshot.terms)
    kept = tuple(
        each for each, known in zip(found, snapshot.terms, strict=True) if each.text or not known.text
    )
    return replace(snapshot, terms=kept)
