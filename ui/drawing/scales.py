"""The ends of a curve's scale, chosen so that one value far out does not flatten all others."""

from collections.abc import Sequence
from math import floor, log10
from statistics import median

from dashboard.model import Curve, Ribbon

ROOM_OVER_TARGET = 1.6  # the target line is never at the top, so that "over" can be seen
FAR_OUT = 6.0  # times the middle value
LEAST_SWING = 0.5  # of a balance: noise looks like noise
EASY = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
LEAST_COUNT = 5.0  # of a count: one is not the top


def durations(target: float, curve: Curve | None, ribbon: Ribbon | None) -> tuple[float, float]:
    """From 0 to the longest, but for those so far out that the rest would lie flat; the latest is always within."""
    usual = [value for value in (ribbon.median if ribbon else ()) if value is not None]
    return 0.0, longest(target, known(curve), usual)


def longest(target: float, values: Sequence[float], usual: Sequence[float] = ()) -> float:
    """The upper end of a scale of durations."""
    if not values and not usual:
        return target * ROOM_OVER_TARGET
    ordinary = median([*values, *usual]) * FAR_OUT
    return max(target * ROOM_OVER_TARGET, min(ordinary, max([*values, *usual])), *values[-1:])


def counts(curve: Curve | None, ribbon: Ribbon | None) -> tuple[float, float]:
    """From 0 to the most, today's or usual."""
    usual = [value for value in (ribbon.high if ribbon else ()) if value is not None]
    return 0.0, rounded_up(max([LEAST_COUNT, *known(curve), *usual]))


def rounded_up(value: float) -> float:
    """The next number that is easily said: 5, 6, 8, 10, 15, 20 … of its power of ten."""
    power: float = 10 ** floor(log10(value))
    return next(step * power for step in EASY if step * power >= value)


def balances(curve: Curve | None) -> tuple[float, float]:
    """As far below 0 as above."""
    swing = max([LEAST_SWING, *(abs(value) for value in known(curve))])
    return -swing, swing


def known(curve: Curve | None) -> list[float]:
    """A curve's values, without its gaps."""
    return [value for value in (curve.values if curve else ()) if value is not None]
