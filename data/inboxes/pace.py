"""How fast an inbox may be filled up from: what it lets through in a minute is learned when it says no."""

from collections import deque
from collections.abc import Callable

WINDOW = 60.0
"""Seconds over which an inbox counts our requests, as far as we know."""
SHARE = 0.75
"""Of what it let through; the rest is for the polls, so that what is live comes all the while."""
LEAST = 6
"""Requests a minute, however few they were when it said no: others may share our allowance."""


class Pace:
    """Counts requests; after a refusal it leaves `room` for so many a minute. `monotonic` counts seconds."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._counts: deque[tuple[float, int]] = deque()
        self._before = 0
        """As many were sent when the window began."""
        self._most: int | None = None
        self._until = 0.0

    def room(self, sent: int) -> bool:
        """Whether one more may be sent, after so many in all."""
        lately = self._lately(sent)
        return self._most is None or lately < self._most

    def refused(self, sent: int, retry_after: float | None) -> None:
        """The inbox wants to be let alone, after so many requests in all."""
        most = max(LEAST, int(self._lately(sent) * SHARE))
        self._most = most if self._most is None else min(most, self._most)
        self._until = self._monotonic() + (WINDOW if retry_after is None else retry_after)

    @property
    def pause(self) -> float:
        """Seconds for which it wants to be let alone."""
        return max(0.0, self._until - self._monotonic())

    @property
    def learned(self) -> bool:
        """Whether it has said no."""
        return self._most is not None

    def forget(self) -> None:
        """What is learned holds for one way through the inbox: it may be another hour's, or another screen's fault."""
        self._most = None

    def _lately(self, sent: int) -> int:
        now = self._monotonic()
        self._counts.append((now, sent))
        while self._counts[0][0] <= now - WINDOW:
            self._before = self._counts.popleft()[1]
        return sent - self._before
