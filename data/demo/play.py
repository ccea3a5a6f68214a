"""A world that follows a clock, for one asker at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from data.demo.clock import Clock
from data.demo.listing import Listing
from data.demo.world import World

T = TypeVar("T")
# Playing on takes time of its own, some 0.1 s a day: a slip of the hand must not block the inbox for hours.
LONGEST_LEAP_S = 366 * 86_400


class Scene(NamedTuple):
    """The world at an instant, and what lists its rows."""

    world: World
    listing: Listing
    at: int


class Play:
    """Nothing happens between two askers: the world catches up with the clock when somebody looks."""

    def __init__(self, world: World, clock: Clock) -> None:
        self.clock = clock
        self._world = world
        self._listing = Listing(world)
        self._one_at_a_time = threading.Lock()

    def leap(self, seconds: float) -> None:
        """Go on by so many seconds at once; raises ValueError unless it is forward, by a year at most."""
        if not 0 <= seconds <= LONGEST_LEAP_S:
            raise ValueError(f"seconds: must be 0 to {LONGEST_LEAP_S}, is {seconds}")
        with self._one_at_a_time:
            self.clock.leap(seconds)

    def look(self, answer: Callable[[Scene], T]) -> tuple[T, int]:
        """The answer made from the world at the clock's whole second, and that instant."""
        with self._one_at_a_time:
            at = int(self.clock.now())
            self._world.advance(at)
            return answer(Scene(self._world, self._listing, at)), at
