"""What waits to be written: in its order, bounded, the newest of each number."""

from collections.abc import Iterable, Sequence
from datetime import date

from data.history.form import Kept

MOST = 24_000
"""Documents: more than two days of minutes, a reading and a picture each, and what changed meanwhile.

After that the oldest are lost.
"""

Key = tuple[date, str, str]


class Waiting:
    """Documents by day, table and number, each with the instant at which it came. Whoever uses it holds a lock."""

    def __init__(self) -> None:
        self._waiting: dict[Key, tuple[Kept, float]] = {}
        self.lost = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, day: date, document: Kept, at: float) -> None:
        """Take one in, instead of what waits under its number."""
        self._waiting[day, document.table, document.number] = document, at
        while len(self._waiting) > MOST:
            del self._waiting[next(iter(self._waiting))]
            self.lost += 1

    def all(self) -> dict[Key, Kept]:
        """What waits just now."""
        return {key: document for key, (document, _) in self._waiting.items()}

    def written(self, some: Iterable[tuple[Key, Kept]]) -> None:
        """These wait no more; what came meanwhile under the same number does."""
        for key, document in some:
            if key in self._waiting and self._waiting[key][0] is document:
                del self._waiting[key]

    def leave(self, before: float) -> None:
        """Let go of what came before an instant: somebody else keeps it."""
        self._waiting = {key: each for key, each in self._waiting.items() if each[1] >= before}


def by_day(waiting: dict[Key, Kept]) -> Iterable[tuple[date, Sequence[tuple[Key, Kept]]]]:
    """The documents of each day, the oldest day first."""
    for day in sorted({day for day, _, _ in waiting}):
        yield day, [(key, each) for key, each in waiting.items() if key[0] == day]
