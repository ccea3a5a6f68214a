"""Counts, shares and quantiles of many groups at once: one value a group, in the groups' order."""

import numpy as np
from numpy.typing import NDArray

from dashboard.model import Moods, Sentiment, Share, Spread

Codes = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def counts(group: Codes, n: int) -> list[int]:
    """How many of each group."""
    found: list[int] = np.bincount(group, minlength=n).tolist()
    return found


def shares(group: Codes, hit: Flags, n: int) -> list[Share]:
    """The share of hits among each group's cases."""
    cases, hits = counts(group, n), counts(group[hit], n)
    return [Share(value=h / c if c else None, n=c) for h, c in zip(hits, cases, strict=True)]


def quantiles(values: Floats, group: Codes, n: int, q: float) -> list[float | None]:
    """A quantile of each group's values, linear between neighbours as numpy's default; None for an empty group."""
    order = np.lexsort((values, group))
    return _at(values[order], np.bincount(group, minlength=n), q)


def _at(ordered: Floats, sizes: Codes, q: float) -> list[float | None]:
    if not ordered.size:
        return [None] * len(sizes)
    first = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    place = np.clip(sizes - 1, 0, None) * q
    low = np.floor(place)
    below = np.minimum(first + low.astype(np.int64), len(ordered) - 1)
    above = np.minimum(first + np.ceil(place).astype(np.int64), len(ordered) - 1)
    found = ordered[below] + (ordered[above] - ordered[below]) * (place - low)
    return [value if size else None for value, size in zip(found.tolist(), sizes.tolist(), strict=True)]


def spreads(ascending: Floats, group: Codes, n: int) -> list[Spread]:
    """Median, 90th percentile and size of each group's durations, in seconds, which come sorted."""
    # Sixteen bits, because a stable sort of so short numbers goes by counting: linear in the number of rows.
    order = (
        np.argsort(group.astype(np.int16) if n < 2**15 else group, kind="stable") if n > 1 else slice(None)
    )
    ordered, sizes = ascending[order], np.bincount(group, minlength=n)
    medians, p90s = _at(ordered, sizes, 0.5), _at(ordered, sizes, 0.9)
    return [
        Spread(median=median, p90=p90, n=size)
        for median, p90, size in zip(medians, p90s, sizes.tolist(), strict=True)
    ]


def moods(mood: Codes, group: Codes, n: int) -> list[Moods]:
    """How many of each mood, by group."""
    return [Moods(negative=a, neutral=b, positive=c, unsure=d) for a, b, c, d in _moods(mood, group, n)]


def sentiments(mood: Codes, group: Codes, n: int) -> list[Sentiment]:
    """The moods of each group with their balance."""
    return [
        Sentiment(negative=a, neutral=b, positive=c, unsure=d, balance=balance(a, b, c))
        for a, b, c, d in _moods(mood, group, n)
    ]


def _moods(mood: Codes, group: Codes, n: int) -> list[list[int]]:
    heard = mood >= 0
    table = np.bincount(group[heard] * 4 + mood[heard], minlength=n * 4).reshape(n, 4)
    found: list[list[int]] = table.tolist()
    return found


def balance(negative: int, neutral: int, positive: int) -> float | None:
    """(positive - negative) / (negative + neutral + positive), -1..1; None when nothing was heard."""
    heard = negative + neutral + positive
    return (positive - negative) / heard if heard else None
