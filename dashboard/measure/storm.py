"""A storm: so many waits begin that chance alone does not bring them; it ends when an hour has been near the usual.

It is judged at each full minute, so that it doesn't depend on when the inbox was asked. Where the definition leaves
a choice: a minute in which a storm would begin is not one in which it calms down, else it would end and begin
anew at once; where nothing at all is usual, only an hour without any wait is below it. While what is usual is not
known no storm begins, since nothing says that this is much, and a running one ends after 30 such minutes.
"""

import math
from collections.abc import Callable, Iterator
from datetime import datetime

import numpy as np
from msgspec import Struct

from dashboard.columns import Floats
from dashboard.measure.days import instant
from dashboard.model import Storm

MINUTE = 60.0
QUARTER, HOUR = 15 * MINUTE, 60 * MINUTE
NEAR = 1.5
"""Times the usual, below which a storm calms down."""
CALM = 30 * MINUTE
"""How long it must stay so."""
FURTHEST = 26 * HOUR
"""How much time is judged at most after a pause: the longest day, and a little more."""


class Signs(Struct, frozen=True, kw_only=True):
    """What makes a count too many: it is rarer than so by chance, at least so many, and so many times the usual.

    Without `quarters` only the 60 minutes are looked at.
    """

    chance: float
    least: int
    times: float = 0.0
    quarters: bool = True

    def much(self, counts: tuple[int, int], usual: "Usual") -> bool:
        """Whether the 15 or the 60 minutes have too many."""
        return (self.quarters and self._rare(counts[0], usual.quarter)) or self._rare(counts[1], usual.hour)

    def _rare(self, count: int, usual: float) -> bool:
        return count >= max(self.least, self.times * usual) and at_least(count, usual) < self.chance


STORM = Signs(chance=1e-4, least=10)
"""Of waits: below ten nobody speaks of a storm."""


class Usual(Struct, frozen=True):
    """How many waits usually begin in the 15 and the 60 minutes up to an instant."""

    quarter: float
    hour: float


UsualAt = Callable[[float], Usual | None]
"""What is usual at an instant, in seconds since 1970; None where it is not known."""


class Watch(Struct, frozen=True):
    """What must be remembered from one minute to the next, all in seconds since 1970.

    `at` was judged last, `since` is when the storm began, `calm` the first of the minutes now without much.
    """

    at: float
    since: float | None = None
    calm: float | None = None


def watch(before: Watch, at: float, begun: Floats, usual: UsualAt, signs: Signs = STORM) -> Watch:
    """The watch at an instant: every full minute since `before` is judged.

    `begun` are the instants at which waits began, ascending, from an hour before `before.at` on. The same minutes in
    other portions give the same.
    """
    last = before
    for last in _judged(before, at, begun, usual, signs):  # noqa: B007 - the last one is what we want
        pass
    return last


def storms(before: Watch, at: float, begun: Floats, usual: UsualAt) -> list[tuple[datetime, datetime]]:
    """Begin and end of each storm from a watch's instant to another, cut off at both."""
    first, found = before.at, list[tuple[datetime, datetime]]()
    last = before
    for now in _judged(before, at, begun, usual, STORM):
        if last.since is not None and now.since is None:
            found.append((instant(max(last.since, first)), instant(now.at)))
        last = now
    if last.since is not None:
        found.append((instant(max(last.since, first)), instant(at)))
    return found


def storm(now: Watch, at: float, begun: Floats, usual: UsualAt) -> Storm | None:
    """What to say at an instant; None while there is no storm."""
    if now.since is None:
        return None
    waits, expected = last_hour(at, begun), usual(at)
    hour = expected.hour if expected else None
    return Storm(since=instant(now.since), waits=waits, usual=hour, times=waits / hour if hour else None)


def last_hour(at: float, begun: Floats) -> int:
    """How many instants lie in the 60 minutes up to one."""
    return int(_counts(np.array([at]), begun, HOUR)[0])


def _judged(before: Watch, at: float, begun: Floats, usual: UsualAt, signs: Signs) -> Iterator[Watch]:
    """The watch at each full minute after `before`, up to an instant (included)."""
    first = max(before.at, at - FURTHEST) // MINUTE + 1
    minutes = MINUTE * np.arange(first, at // MINUTE + 1)
    counts = zip(
        minutes.tolist(),
        _counts(minutes, begun, QUARTER).tolist(),
        _counts(minutes, begun, HOUR).tolist(),
        strict=True,
    )
    for minute, quarter, hour in counts:
        before = _minute(before, minute, (quarter, hour), usual(minute), signs)
        yield before


def _minute(
    before: Watch, minute: float, counts: tuple[int, int], usual: Usual | None, signs: Signs
) -> Watch:
    """The watch one minute on."""
    much = usual is not None and signs.much(counts, usual)
    if before.since is None:
        return Watch(minute, minute if much else None)
    near = usual is None or counts[1] == 0 or counts[1] < NEAR * usual.hour
    if much or not near:
        return Watch(minute, before.since)
    calm = minute if before.calm is None else before.calm
    return Watch(minute) if minute - calm >= CALM else Watch(minute, before.since, calm)


def _counts(ends: Floats, begun: Floats, length: float) -> np.ndarray:
    """How many instants lie in the stretch up to each end (included) that is so long."""
    return np.searchsorted(begun, ends, side="right") - np.searchsorted(begun, ends - length, side="right")


def at_least(count: int, mean: float) -> float:
    """The probability that a Poisson count with a mean reaches `count`: P(X >= count), exact also far out.

    Above the mean it is the sum from `count` up, below it 1 less the sum from `count` - 1 down: in both each term is
    smaller than the one before, so that nothing cancels and nothing overflows.
    """
    if count <= 0:
        return 1.0
    if mean <= 0:
        return 0.0
    if count > mean:
        return _chance(count, mean) * _sum(lambda n: mean / (count + n))
    return 1.0 - _chance(count - 1, mean) * _sum(lambda n: max(0, count - n) / mean)


def _chance(count: int, mean: float) -> float:
    """P(X = count)."""
    return math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))


def _sum(ratio: Callable[[int], float]) -> float:
    """1 + r(1) + r(1) r(2) + … as far as it makes a difference; the ratios are below 1 and fall."""
    total, term, n = 1.0, 1.0, 0
    while term > total * 1e-17:
        n += 1
        term *= ratio(n)
        total += term
    return total
