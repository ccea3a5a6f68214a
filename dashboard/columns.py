"""Growing NumPy columns, whose rows are added in runs and dropped in runs."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]
Index = NDArray[np.intp]
Codes = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Columns:
    """A table of named columns.

    A row keeps its number until `compact`. Adding, writing and dropping cost by the rows they touch, however long
    the table is; dead rows are at most half of it.
    """

    def __init__(self, kinds: Mapping[str, str]) -> None:
        self._arrays = {name: np.zeros(1024, dtype=kind) for name, kind in kinds.items()}
        self._alive = np.zeros(1024, dtype=bool)
        self._size = 0
        self._dead = 0

    def __len__(self) -> int:
        return self._size - self._dead

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def __getitem__(self, name: str) -> Column:
        """The whole column, dead rows included; read it with the row numbers of `alive`."""
        return self._arrays[name][: self._size]

    def add(self, count: Index) -> Index:
        """Runs of so many rows more at the end, for `write` to fill; gives the number of each one's first row."""
        end = self._size + int(count.sum())
        if end > len(self._alive):
            self._grow(max(end, 2 * len(self._alive)))
        self._alive[self._size : end] = True
        first: Index = self._size + np.cumsum(count) - count
        self._size = end
        return first

    def write(self, numbers: Index, rows: Sequence[tuple[Any, ...]]) -> None:
        """Fill rows with values in the order of the columns, of which the last may be left out."""
        for array, values in zip(self._arrays.values(), zip(*rows, strict=True), strict=False):
            array[numbers] = values

    def drop(self, first: Index, count: Index) -> None:
        """The rows of these runs, each once, are no more."""
        self._alive[runs(first, count)] = False
        self._dead += int(count.sum())

    def alive(self, chosen: Flags | None = None) -> Index:
        """Numbers of the living rows, ascending; of those that are chosen, a flag for each row of the table."""
        alive = self._alive[: self._size]
        return np.flatnonzero(alive if chosen is None else alive & chosen)

    def living(self, name: str) -> Column:
        """A column without its dead rows."""
        return self[name][self._alive[: self._size]] if self._dead else self[name]

    def crowded(self) -> bool:
        """Whether most rows are dead, so that `compact` pays."""
        return self._dead > 4096 and self._dead * 2 > self._size

    def compact(self) -> Index:
        """Close the gaps; gives, for each old row number and one beyond the end, the new one."""
        kept = self._alive[: self._size]
        moved = np.concatenate(([0], np.cumsum(kept))).astype(np.intp)
        for name, array in self._arrays.items():
            self._arrays[name] = array[: self._size][kept]
        self._size = int(moved[-1])
        self._alive = np.ones(self._size, dtype=bool)
        self._dead = 0
        return moved

    def _grow(self, capacity: int) -> None:
        for name, array in self._arrays.items():
            self._arrays[name] = self._wider(array, capacity)
        self._alive = self._wider(self._alive, capacity)

    def _wider(self, array: Column, capacity: int) -> Column:
        wider = np.zeros(capacity, dtype=array.dtype)
        wider[: self._size] = array[: self._size]
        return wider


def runs(first: Index, count: Index) -> Index:
    """The numbers of the rows of runs, one run after the other."""
    ends = np.cumsum(count)
    before: Index = np.repeat(first - ends + count, count)
    return before + np.arange(before.size)
