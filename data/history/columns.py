"""A closed day's numbers as columns, with its gaps and events: a year of one number opens at once.

They are made of the day's file, at any time.
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import msgspec
import numpy as np
from msgspec import Raw, Struct
from numpy.typing import NDArray

from dashboard.kept import Event, Gap
from dashboard.problems import HistoryDamaged
from data.history.form import FORMAT, VERSION, ReadingDocument, numbers

Floats = NDArray[np.float64]

AT = "at"
HEAD_BYTES = 32768
"""As much as a head and the first column need: one read for both."""
_DOCUMENT = msgspec.json.Decoder(ReadingDocument)


class Place(Struct, array_like=True):
    """Where a column stands after the head, how long it is, and its checksum."""

    first: int
    size: int
    check: int


class Told(NamedTuple):
    """What a day tells beside its numbers; None: its columns are of a version that doesn't say."""

    gaps: tuple[Gap, ...]
    events: tuple[Event, ...]


class Head(Struct):
    """The file's first line, after its own checksum. Before version 3 it had no gaps and events."""

    format: str
    version: int
    rows: int
    columns: dict[str, Raw]
    """A Place each; of a hundred times as many as are asked for."""
    gaps: tuple[Gap, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def told(self) -> Told | None:
        """The gaps and events."""
        return Told(self.gaps, self.events) if self.version >= WITH_EVENTS else None


WITH_EVENTS = 3
_PLACE = msgspec.json.Decoder(Place)
_HEADS = msgspec.json.Decoder(Head)


def decoded(rows: Mapping[str, Raw]) -> list[ReadingDocument]:
    """A day's readings, the oldest first."""
    return sorted((_DOCUMENT.decode(row) for row in rows.values()), key=lambda each: each.at)


def table(readings: Sequence[ReadingDocument], window: Sequence[str]) -> dict[str, Floats]:
    """All numbers of a day's readings, and when they were made; nan where there is no data."""
    found: dict[str, Floats] = {AT: np.array([each.at for each in readings], dtype=np.float64)}
    for place, each in enumerate(readings):
        for name, value in numbers(each, window):
            if value is not None:
                if name not in found:
                    found[name] = np.full(len(readings), np.nan)
                found[name][place] = value
    return found


def picked(readings: Sequence[ReadingDocument], window: Sequence[str], name: str) -> tuple[Floats, Floats]:
    """When a day's readings were made, and one number of them."""
    at = np.array([each.at for each in readings], dtype=np.float64)
    part, _, rest = name.partition(".")
    if part == "now":
        values = [_inner(each.now, rest.split(".")) for each in readings]
    elif rest in window:
        place = list(window).index(rest)
        values = [_placed(each.windows.get(part, ()), place) for each in readings]
    else:
        return at, at.copy() if name == AT else np.full(at.size, np.nan)
    return at, np.array([np.nan if each is None else each for each in values], dtype=np.float64)


def packed(
    columns: Mapping[str, Floats], gaps: Iterable[Gap] = (), events: Iterable[Event] = ()
) -> list[bytes]:
    """The parts of a file of columns: a checksummed head, then each column, squeezed."""
    places, blocks, first = {}, [], 0
    for name, values in columns.items():
        block = zlib.compress(values.astype("<f8").view(np.uint8).reshape(-1, 8).T.tobytes(), 6)
        places[name] = Raw(msgspec.json.encode(Place(first, len(block), zlib.crc32(block))))
        blocks.append(block)
        first += len(block)
    said = Head(FORMAT, VERSION, len(columns[AT]), places, tuple(gaps), tuple(events))
    head = msgspec.json.encode(said)
    return [b"%08x " % zlib.crc32(head), head, b"\n", *blocks]


def column(file: Path, name: str) -> tuple[Floats, Floats, Told | None]:
    """When the readings were made, one number of them, and what else the day tells.

    Raises OSError, and HistoryDamaged.
    """
    with file.open("rb", buffering=HEAD_BYTES) as opened:
        head = _head(opened.readline())
        begin = opened.tell()
        at = _values(opened, begin, head, AT)
        values = _values(opened, begin, head, name) if name in head.columns else np.full(at.size, np.nan)
        return at, values, head.told


def told(file: Path) -> Told | None:
    """The gaps and events of a day. Raises OSError, and HistoryDamaged."""
    with file.open("rb", buffering=HEAD_BYTES) as opened:
        return _head(opened.readline()).told


def whole(file: Path) -> bool:
    """Whether a file of columns is as it was written, and says all that it should."""
    try:
        with file.open("rb") as opened:
            head = _head(opened.readline())
            begin = opened.tell()
            for name in head.columns:
                _values(opened, begin, head, name)
    except (OSError, HistoryDamaged):
        return False
    return head.told is not None


def _inner(nested: Any, path: Sequence[str]) -> float | None:
    for name in path:
        nested = nested.get(name) if isinstance(nested, dict) else None
    return nested if isinstance(nested, (int, float)) else None


def _placed(values: Sequence[float | None], place: int) -> float | None:
    return values[place] if place < len(values) else None


def _head(line: bytes) -> Head:
    if line[:9] != b"%08x " % zlib.crc32(line[9:-1]):
        raise HistoryDamaged("the columns' head is damaged")
    return _HEADS.decode(line[9:])


def _values(opened: BinaryIO, begin: int, head: Head, name: str) -> Floats:
    place = _PLACE.decode(head.columns[name])
    opened.seek(begin + place.first)
    block = opened.read(place.size)
    if zlib.crc32(block) != place.check:
        raise HistoryDamaged(f"the column {name} is damaged")
    plain = np.frombuffer(zlib.decompress(block), dtype=np.uint8)
    values: Floats = plain.reshape(8, -1).T.copy().view("<f8").reshape(-1)
    return values
