"""The simulated clock: real time, faster, slower or standing still, with leaps on demand."""

from __future__ import annotations

from collections.abc import Callable


class Clock:
    """Started at `start` (unix seconds); `monotonic` gives real seconds from anywhere."""

    def __init__(self, start: int, speed: float, monotonic: Callable[[], float]) -> None:
        if speed < 0:
            raise ValueError(f"speed: must be 0 or more, is {speed}")
        self.start = start
        self.speed = speed
        self._monotonic = monotonic
        self._base = monotonic()
        self._leapt = 0.0

    def now(self) -> float:
        """Unix seconds of the world."""
        return self.start + (self._monotonic() - self._base) * self.speed + self._leapt

    def leap(self, seconds: float) -> None:
        """Go on by so many seconds at once; the clock never goes back."""
        if seconds < 0:
            raise ValueError(f"seconds: must be 0 or more, is {seconds}")
        self._leapt += seconds
