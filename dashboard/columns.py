"""Growing NumPy columns, whose rows are added in runs and dropped in runs."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]
_FLUSH_AT = 16_384
"""Rows that may wait as Python tuples: enough to make a flush cheap a row, few enough to cost no memory."""


class Columns:
    """A table of named columns.

    `add` gives back the number of the first row; a run keeps its numbers until `compact`. Adding and dropping
    cost the same however long the table is; dead rows are at most half of it.
    """

    def __init__(self, kinds: Mapping[str, str]) -> None:
        self._names = tuple(kinds)
        self._arrays = {name: np.zeros(1024, dtype=kind) for name, kind in kinds.items()}
        self._alive = np.zeros(1024, dtype=bool)
        self._waiting: list[tuple[Any, ...]] = []
        self._size = 0
        self._dead = 0

    def __len__(self) -> int:
        return self._size + len(self._waiting) - self._dead

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def __getitem__(self, name: str) -> Column:
        """The whole column, dead rows included; read it with the row numbers of `alive`."""
        self._flush()
        return self._arrays[name][: self._size]

    def add(self, rows: Sequence[tuple[Any, ...]]) -> int:
        """Put rows at the end, values in the order of the columns; gives the number of the first."""
        first = self._size + len(self._waiting)
        self._waiting += rows
        if len(self._waiting) >= _FLUSH_AT:
            self._flush()
        return first

    def drop(self, first: int, count: int) -> None:
        """The rows are no more."""
        if not count:
            return
        self._flush()
        self._alive[first : first + count] = False
        self._dead += count

    def alive(self, name: str | None = None, after: float = -np.inf) -> NDArray[np.intp]:
        """Numbers of the living rows, ascending; with a name, those whose column is greater than `after`."""
        self._flush()
        chosen = self._alive[: self._size]
        if name is not None:
            chosen = chosen & (self._arrays[name][: self._size] > after)
        return np.flatnonzero(chosen)

    def crowded(self) -> bool:
        """Whether most rows are dead, so that `compact` pays."""
        return self._dead > 4096 and self._dead * 2 > self._size

    def compact(self) -> NDArray[np.intp]:
        """Close the gaps; gives, for each old row number and one beyond the end, the new one."""
        self._flush()
        kept = self._alive[: self._size]
        moved = np.concatenate(([0], np.cumsum(kept))).astype(np.intp)
        for name in self._names:
            self._arrays[name] = self._arrays[name][: self._size][kept]
        self._size = int(moved[-1])
        self._alive = np.ones(self._size, dtype=bool)
        self._dead = 0
        return moved

    def _flush(self) -> None:
        if not self._waiting:
            return
        end = self._size + len(self._waiting)
        if end > len(self._alive):
            self._grow(max(end, 2 * len(self._alive)))
        for name, values in zip(self._names, zip(*self._waiting, strict=True), strict=True):
            self._arrays[name][self._size : end] = values
        self._alive[self._size : end] = True
        self._size = end
        self._waiting.clear()

    def _grow(self, capacity: int) -> None:
        for name, array in self._arrays.items():
            grown = np.zeros(capacity, dtype=array.dtype)
            grown[: self._size] = array[: self._size]
            self._arrays[name] = grown
        alive = np.zeros(capacity, dtype=bool)
        alive[: self._size] = self._alive[: self._size]
        self._alive = alive
