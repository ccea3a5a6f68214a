"""Counts, shares and quantiles of many groups at once: one value a group, in the groups' order."""

import numpy as np
from numpy.typing import NDArray

from dashboard.columns import Codes, Flags, Floats
from dashboard.model import Moods, Sentiment, Share, Spread

_NO_SPREAD = Spread()
Groups = NDArray[np.signedinteger]
"""The group of each row; with two axes, for several dimensions at once, whose groups follow one another.

There is room for five times as many groups, so that a mark of the row can be put beside its group.
"""
Marks = NDArray[np.integer | np.bool_]


def counts(group: Groups, n: int) -> list[int]:
    """How many of each group."""
    found: list[int] = np.bincount(group.ravel(), minlength=n).tolist()
    return found


def crossed(group: Groups, mark: Marks, n: int, marks: int) -> list[list[int]]:
    """How many of each group have each mark, 0 up to `marks`."""
    found = np.bincount((group * marks + mark).ravel(), minlength=n * marks)
    table: list[list[int]] = found.reshape(n, marks).tolist()
    return table


def shares(group: Groups, hit: Flags, n: int) -> list[Share]:
    """The share of hits among each group's cases."""
    return [
        Share(value=hits / (hits + misses) if hits + misses else None, n=hits + misses)
        for misses, hits in crossed(group, hit, n, 2)
    ]


def quantiles(ascending: Floats, group: Groups, n: int, share: float) -> list[float | None]:
    """A quantile of each group's values, linear between neighbours as numpy's default; None for an empty group.

    The values come sorted.
    """
    return _at(*_ordered(ascending, group, n), share)


def spreads(ascending: Floats, group: Groups, n: int) -> list[Spread]:
    """Median, 90th percentile and size of each group's durations, in seconds, which come sorted."""
    ordered, sizes = _ordered(ascending, group, n)
    medians, p90s = _at(ordered, sizes, 0.5), _at(ordered, sizes, 0.9)
    return [
        Spread(median=median, p90=p90, n=size) if size else _NO_SPREAD
        for median, p90, size in zip(medians, p90s, sizes.tolist(), strict=True)
    ]


def _ordered(ascending: Floats, group: Groups, n: int) -> tuple[Floats, Codes]:
    """The values, one group after the other, and how many each has."""
    # Stable, so that each group's stay ascending. Numbers of sixteen bits are sorted by counting: one look at each.
    order = np.argsort(group, axis=-1, kind="stable")
    return ascending[order].ravel(), np.bincount(group.ravel(), minlength=n)


def _at(ordered: Floats, sizes: Codes, share: float) -> list[float | None]:
    if not ordered.size:
        return [None] * len(sizes)
    first = np.cumsum(sizes) - sizes
    place = np.maximum(sizes - 1, 0) * share
    low = np.floor(place)
    below = np.minimum(first + low.astype(np.int64), len(ordered) - 1)
    above = np.minimum(first + np.ceil(place).astype(np.int64), len(ordered) - 1)
    found = ordered[below] + (ordered[above] - ordered[below]) * (place - low)
    return [value if size else None for value, size in zip(found.tolist(), sizes.tolist(), strict=True)]


def moods(mood: Marks, group: Groups, n: int) -> list[Moods]:
    """How many of each mood, by group."""
    return [Moods(negative=a, neutral=b, positive=c, unsure=d) for a, b, c, d in crossed(group, mood, n, 4)]


def sentiments(mood: Marks, group: Groups, n: int) -> list[Sentiment]:
    """The moods of each group with their balance."""
    return [
        Sentiment(negative=a, neutral=b, positive=c, unsure=d, balance=balance(a, b, c))
        for a, b, c, d in crossed(group, mood, n, 4)
    ]


def balance(negative: int, neutral: int, positive: int) -> float | None:
    """(positive - negative) / (negative + neutral + positive), -1..1; None when nothing was heard."""
    heard = negative + neutral + positive
    return (positive - negative) / heard if heard else None
