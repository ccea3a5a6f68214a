"""A long series as few points as a chart has pixels for, so that no peak and no gap is lost."""

import numpy as np

from dashboard.columns import Floats


def thinned(at: Floats, values: Floats, first: float, after: float, pixels: int) -> tuple[Floats, Floats]:
    """Of each of so many equal columns from one instant to another the lowest and the highest value, as they came.

    `at` is ascending, seconds since 1970. A column that has instants but no value, or none at all between two that
    have some, gives one nan, so that a line breaks there. Series with at most two values a column stay as they are.
    """
    inside = (at >= first) & (at < after)
    at, values = at[inside], values[inside]
    if pixels < 1 or at.size <= 2 * pixels:
        return at, values
    column = np.minimum(((at - first) * (pixels / (after - first))).astype(np.intp), pixels - 1)
    begins = np.flatnonzero(np.diff(column, prepend=-1))
    known = np.isfinite(values)
    lowest = np.fmin.reduceat(np.where(known, values, np.inf), begins)
    highest = np.fmax.reduceat(np.where(known, values, -np.inf), begins)
    some = np.isfinite(lowest)
    low = _place(values, np.repeat(lowest, np.diff(begins, append=at.size)), begins)
    high = _place(values, np.repeat(highest, np.diff(begins, append=at.size)), begins)
    places = np.sort(np.stack([low, high], axis=1), axis=1)
    found_at, found = at[places], np.where(some[:, None], values[places], np.nan)
    missing = np.flatnonzero(np.diff(column[begins]) > 1)
    middle = first + (column[begins][missing] + 1.5) * ((after - first) / pixels)
    chosen = np.ones(places.shape, dtype=bool)
    chosen[:, 1] = (places[:, 0] != places[:, 1]) & some
    flat = np.cumsum(chosen.sum(axis=1))[missing]
    return (
        np.insert(found_at[chosen], flat, middle),
        np.insert(found[chosen], flat, np.full(missing.size, np.nan)),
    )


def _place(values: Floats, wanted: Floats, begins: np.ndarray) -> np.ndarray:
    """Of each column the place of the first value that is the wanted one; its first place where it has none."""
    places = np.where(values == wanted, np.arange(values.size), values.size)
    found = np.minimum.reduceat(places, begins)
    return np.where(found < values.size, found, begins)
