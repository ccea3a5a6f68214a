"""How far back a poll must ask, so that nothing falls between two polls, whatever the clocks do."""

import math
from collections.abc import Callable
from datetime import datetime

MARGIN = 15
"""Seconds more than twice the time since the last poll: a row shows its time of change only once its
transaction ends, and not all of a server's machines have the same clock."""


class Since:
    """Remembers the last good poll on both clocks of ours, and how fast the inbox's own clock runs.

    `clock` gives unix seconds, which somebody may set; `monotonic` seconds that stand still in suspend.
    """

    def __init__(self, clock: Callable[[], float], monotonic: Callable[[], float]) -> None:
        self._clock, self._monotonic = clock, monotonic
        self._asking = self._polled = (-math.inf, -math.inf)
        self._pace = 1.0

    def gap(self) -> float:
        """Begin a poll; give the seconds since the last good one, the greater of the two clocks'."""
        self._asking = (self._clock(), self._monotonic())
        return max(self._asking[0] - self._polled[0], self._asking[1] - self._polled[1])

    def within(self, gap: float) -> int:
        """Give the seconds to ask for."""
        return math.ceil(2 * gap * self._pace) + MARGIN

    def wider(self, gap: float, last: datetime | None, now: datetime | None) -> int | None:
        """Hold what was asked for against the inbox's clock; gives the seconds to ask for again, if too few.

        That clock may run faster than ours: when it plays a scenario, or has leapt.
        """
        asked = self.within(gap)
        passed = (now - last).total_seconds() if last and now else 0.0
        self._pace = max(1.0, passed / max(gap, 1.0))
        return math.ceil(2 * passed) + MARGIN if passed > asked - MARGIN else None

    def done(self) -> None:
        """End the poll well: the next gap counts from when it was begun."""
        self._polled = self._asking
