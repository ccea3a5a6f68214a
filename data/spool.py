"""Conversations without words in a temporary file, more than memory should hold: each is read again by its place."""

from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile
from typing import Self

import msgspec
import numpy as np
from numpy.typing import NDArray

from dashboard.kept import ConversationRow

_ROW = msgspec.json.Decoder(ConversationRow)


class Spool:
    """Rows, and when something happened in each of them; `sort` comes between adding and reading."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115  (closed by the with of whoever holds us)
        self._begins, self._sizes = list[int](), list[int]()
        self._at, self._rows = list[float](), list[int]()
        self._place_of: dict[str, int] = {}
        self._outdated: set[int] = set()
        self.at: NDArray[np.float64] = np.empty(0)
        """When something happened, ascending, in seconds since 1970."""
        self._places: NDArray[np.int64] = np.empty(0, dtype=np.int64)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._place_of)

    def add(self, row: ConversationRow) -> None:
        """Take a row in, instead of the one of that id that there may be: the last one counts, as in a ledger."""
        if row.id in self._place_of:
            self._outdated.add(self._place_of[row.id])
        self._place_of[row.id] = len(self._begins)
        line = msgspec.json.encode(row)
        happened = {row.created, *row.resolved, *(row.created + each.after for each in row.messages)}
        self._at.extend(happened)
        self._rows.extend([len(self._begins)] * len(happened))
        self._begins.append(self._file.tell())
        self._sizes.append(len(line))
        self._file.write(line)

    def sort(self) -> None:
        """Put what happened in its order."""
        order = np.argsort(np.array(self._at), kind="stable")
        self.at = np.array(self._at)[order]
        self._places = np.array(self._rows, dtype=np.int64)[order]
        self._at, self._rows = [], []

    def leave_out(self, first: float, last: float) -> int:
        """Leave out the rows in which something happened from one instant to another (included); how many there are."""
        begin, end = (
            np.searchsorted(self.at, first, side="left"),
            np.searchsorted(self.at, last, side="right"),
        )
        gone = set(np.unique(self._places[begin:end]).tolist())
        stays = np.array([place not in gone for place in self._places.tolist()], dtype=bool)
        self.at, self._places = self.at[stays], self._places[stays]
        return len(gone - self._outdated)

    def touched(self, after: float, at: float) -> Iterator[ConversationRow]:
        """The rows in which something happened after one instant and not after another."""
        first, last = np.searchsorted(self.at, (after, at), side="right")
        places = np.unique(self._places[first:last]).tolist()
        return self._read([place for place in places if place not in self._outdated])

    def _read(self, places: Sequence[int]) -> Iterator[ConversationRow]:
        for place in places:
            self._file.seek(self._begins[place])
            yield _ROW.decode(self._file.read(self._sizes[place]))
