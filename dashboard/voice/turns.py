"""Whose turn it is on the walls: by the time of day and the list alone, so that every wall and every desk agree."""

from collections.abc import Sequence
from datetime import datetime

TURN = 12.0
"""Seconds of a turn: long enough to read twenty words twice."""
FURTHER = 96
"""From one round's first place to the next one's: one less than a prime, so that nobody has two turns in a row."""


def slot(at: datetime) -> int:
    """Which turn an instant is in, counted from 1970."""
    return int(at.timestamp() // TURN)


def ahead(at: datetime) -> float:
    """Seconds from an instant to the next turn."""
    return TURN - at.timestamp() % TURN


def in_turn(keys: Sequence[str], turn: int) -> tuple[str, ...]:
    """The keys in their order, beginning with the one whose turn it is.

    Each has one turn in as many turns as there are keys. Each such round begins elsewhere: a page that comes back after
    so and so many turns would else meet the same few keys every time, and others never.
    """
    many = len(keys)
    if not many:
        return ()
    place = (
        turn if many < 3 else turn + turn // many * FURTHER
    ) % many  # of two, one would have two turns in a row
    return (*keys[place:], *keys[:place])
