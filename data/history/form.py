"""How what is kept looks in a day's file: documents and their numbers, each reading in a compact form."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple, get_type_hints

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from dashboard.kept import Entry
from dashboard.measure.days import instant
from dashboard.model import Now, Reading, Window
from dashboard.numbers import paths
from dashboard.voice.values import Released, Sentence
from data.history.records import Change

FORMAT, VERSION = "pulsvegg-history", 3
"""Of version 1 there were no pictures; of version 2 no record of a log was squeezed, and no room was behind the last.

Folders of both are read as they are, and written on as version 3.
"""

KINDS: dict[str, tuple[str, ...]] = {
    "readings": ("readings", "gaps", "events", "deeds"),
    "conversations": ("conversations",),
    "texts": ("texts", "terms"),
    "pictures": ("pictures",),
}
"""What a closed day's files hold: their tables. Each kind has its own file, since each is kept for its own time."""

MINUTE = 60
DIGITS = 6
"""Digits after the point of a number: enough for a share of a million cases, and for a median of whole seconds."""


Number = int | float | None
"""A count stays a whole number."""


class Kept(NamedTuple):
    """A document on its way to the disk; `customer` and `at` tell whose it is, so that it can be forgotten.

    An annotation's `at` is its own: it belongs to that day, whenever it was made.
    """

    table: str
    number: str
    document: Raw
    customer: int | None = None
    at: float = 0.0

    @property
    def change(self) -> Change:
        """As a log's record holds it."""
        return self.table, self.number, self.document


class ReadingDocument(Struct):
    """A minute: the numbers of now by name, those of each window in the order of the file's `window`."""

    at: float
    now: dict[str, Any]
    windows: dict[str, tuple[Number, ...]]


class Meta(Struct, omit_defaults=True):
    """What a file says of itself: `window` are the names of a window's numbers, in their order."""

    format: str
    version: int
    day: str
    zone: str
    kind: str = "log"
    window: tuple[str, ...] = ()


NOW_NAMES = tuple(name for name, _ in paths(Now))
WINDOW_PATHS = tuple(paths(Window))
WINDOW_NAMES = tuple(name for name, _ in WINDOW_PATHS)


def meta(day: str, zone: str, kind: str = "log") -> Raw:
    """The document that opens a file."""
    said = Meta(FORMAT, VERSION, day, zone, kind, WINDOW_NAMES if kind in ("log", "readings") else ())
    return Raw(msgspec.json.encode(said))


def kept(entry: Entry) -> Iterator[Kept]:
    """The documents of an entry; its deeds' sentences by themselves, since they are kept for a shorter time."""
    if entry.reading:
        minute = int(entry.reading.at.timestamp()) // MINUTE * MINUTE
        yield Kept("readings", str(minute), Raw(msgspec.json.encode(document(entry.reading))))
    for row in entry.conversations:
        raw = Raw(msgspec.json.encode(row))
        yield Kept("conversations", number_of(row.id), raw, row.customer, row.created)
    for gap in entry.gaps:
        yield Kept("gaps", str(int(gap.first.timestamp())), Raw(msgspec.json.encode(gap)))
    for event in entry.events:
        named = f"{event.kind} {event.id or f'{event.at.timestamp()} {event.text}'}"
        at = event.at.timestamp() if event.kind == "annotation" else 0.0
        yield Kept("events", number_of(named), Raw(msgspec.json.encode(event)), at=at)
    for deed in entry.deeds:
        raw = Raw(msgspec.json.encode(deed))
        number = number_of(bytes(raw))
        if isinstance(deed, Released):
            yield Kept("texts", number, raw, deed.customer, deed.at.timestamp())
            sentence = Sentence(id=deed.sentence.id, at=deed.sentence.at, text="", topic=deed.sentence.topic,
                                mood=deed.sentence.mood)  # fmt: skip
            raw = Raw(msgspec.json.encode(replace(deed, sentence=sentence, customer=0)))
        yield Kept("deeds", number, raw)


def document(reading: Reading) -> ReadingDocument:
    """A reading of everybody, in the compact form."""
    now = msgspec.to_builtins(reading.now)
    del now["load"]  # what single colleagues carry is not kept
    return ReadingDocument(
        at=round(reading.at.timestamp(), 3),
        now={name: _short(value) for name, value in now.items()},
        windows={
            name: tuple(_short(_at(window, path)) for _, path in WINDOW_PATHS)
            for name, window in reading.windows.items()
        },
    )


def reading(found: ReadingDocument, window: Sequence[str]) -> Reading:
    """The reading of a document whose windows' numbers have these names; what is not in it is as nothing."""
    return Reading(
        at=instant(found.at),
        now=msgspec.convert(found.now, Now),
        windows={name: _window(window, values) for name, values in found.windows.items()},
    )


def numbers(found: ReadingDocument, window: Sequence[str]) -> Iterator[tuple[str, float | None]]:
    """All numbers of a reading by their full names, as `now.queue_size` or `today.service_level.value`."""
    for name, value in _flat(found.now):
        yield f"now.{name}", value
    for slide, values in found.windows.items():
        for name, value in zip(window, values, strict=False):
            yield f"{slide}.{name}", value


def number_of(name: str | bytes) -> str:
    """A document's number, of what names it: TinyDB's are whole numbers."""
    content = name.encode() if isinstance(name, str) else name
    return str(int.from_bytes(blake2b(content, digest_size=8).digest()) >> 1)


def _short(value: Any) -> Any:
    return round(value, DIGITS) if isinstance(value, float) else value


def _at(struct: Struct, path: tuple[str, ...]) -> Any:
    value: Any = struct
    for name in path:
        value = getattr(value, name)
    return value


def _flat(nested: Mapping[str, Any]) -> Iterator[tuple[str, float | None]]:
    for name, value in nested.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}.{deeper}", each) for deeper, each in _flat(value))
        else:
            yield name, value


def _window(names: Sequence[str], values: Sequence[Number]) -> Window:
    said: dict[str, Any] = {}
    for field, kind, inner in _plan(tuple(names)):
        if kind is None:
            said[field] = values[inner[0][1]]
        else:
            said[field] = kind(**{name: values[place] for name, place in inner})
    return Window(**said)


@lru_cache(maxsize=8)
def _plan(names: tuple[str, ...]) -> list[tuple[str, type[Struct] | None, list[tuple[str, int]]]]:
    """Of each field of a Window: the Struct that it is, and the places of its values; names unknown are left out."""
    hints = get_type_hints(Window)
    places = {name: place for place, name in enumerate(names)}
    fields_of: dict[str, list[tuple[str, int]]] = {}
    for name, path in WINDOW_PATHS:
        if name in places:
            fields_of.setdefault(path[0], []).append((path[-1], places[name]))
    return [
        (field, hints[field] if issubclass(hints[field], Struct) else None, inner)
        for field, inner in fields_of.items()
    ]
