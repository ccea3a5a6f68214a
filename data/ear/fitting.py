"""Fits a linear head to labelled texts, and makes small whole numbers of it."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from dashboard.voice.features import features
from dashboard.voice.model import STEPS, Head

CHUNK = 4096
NEVER = -1e4
"""Added to a score, it makes a class impossible."""

LEAST_TELLING = 0.15
"""What a feature counts, beside what it tells, that tells nothing."""
FEW = 3.0
"""Texts with a feature, of which half is believed of what it tells."""
ALL_BUT_FEW = 0.9995
"""Of the features, those that have their whole worth; the few worthiest are cut."""
WORTH_TWO = 3_000_000
"""Entries from which on a second core pays for being asked."""

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]


class Counts(NamedTuple):
    """How often each text has the features of each bucket, and what comes from elsewhere for it."""

    matrix: sparse.csr_matrix
    extra: Floats

    def part(self, chosen: NDArray[np.generic]) -> "Counts":
        """The chosen texts alone."""
        return Counts(self.matrix[chosen], self.extra[chosen])


class Lesson(NamedTuple):
    """What a head is to learn: for each text the classes that may be, those that are right, and its weight."""

    may: Mask
    right: Mask
    weight: Floats

    def part(self, chosen: NDArray[np.generic]) -> "Lesson":
        """The chosen texts alone."""
        return Lesson(self.may[chosen], self.right[chosen], self.weight[chosen])


class Fitted(NamedTuple):
    """A head before it is made small: one row a bucket, then one an extra input, then the bias."""

    classes: tuple[str, ...]
    weights: Floats
    worth: NDArray[np.uint8]


def counted(texts: Sequence[str], bits: int, extra: Floats | None = None) -> Counts:
    """Count the features of each text."""
    parts = [_counted(texts[first : first + CHUNK], bits) for first in range(0, len(texts), CHUNK)]
    none = np.zeros((len(texts), 0), np.float32)
    return Counts(sparse.vstack(parts).tocsr(), none if extra is None else extra)


def _counted(texts: Sequence[str], bits: int) -> sparse.csr_matrix:
    rows, buckets = [], []
    for family in features(texts):
        count = family.ends - family.begins
        first = np.repeat(family.begins - np.cumsum(count) + count, count)
        rows.append(np.repeat(np.arange(len(texts)), count))
        buckets.append(family.hashes[first + np.arange(count.sum())] >> np.uint32(32 - bits))
    places = np.concatenate(rows), np.concatenate(buckets).astype(np.int32)
    ones = np.ones(len(places[0]), np.float32)
    return sparse.coo_matrix((ones, places), shape=(len(texts), 1 << bits)).tocsr()


def worth_of(counts: Counts, lesson: Lesson, power: float, telling: float) -> NDArray[np.uint8]:
    """The square of what each bucket counts: the rarer, and the more it tells one class from the others, the more.

    What tells is weighed as in Wang and Manning, "Baselines and Bigrams", ACL 2012: by the log of how many times
    likelier it is in a class than outside it, of all classes the greatest.
    """
    seen = np.bincount(counts.matrix.indices, minlength=counts.matrix.shape[1])
    rare = (np.log((1 + counts.matrix.shape[0]) / (1 + seen)) + 1) ** (2 * power)
    worth = rare * (LEAST_TELLING + _tells(counts.matrix, lesson, seen)) ** (2 * telling) if telling else rare
    top = np.quantile(worth[seen > 0], ALL_BUT_FEW)
    small: NDArray[np.uint8] = np.clip(np.rint(worth * min(1.0, 254 / top)), 1, 254).astype(np.uint8)
    return small


def _tells(matrix: sparse.csr_matrix, lesson: Lesson, seen: NDArray[np.int64]) -> NDArray[np.float64]:
    """How much each bucket tells one class from the others; less where few texts say so."""
    there = sparse.csr_matrix((np.ones(matrix.nnz), matrix.indices, matrix.indptr), shape=matrix.shape)
    weight = lesson.weight.astype(np.float64) * (len(lesson.weight) / lesson.weight.sum())
    share = lesson.right * (weight / np.maximum(lesson.right.sum(axis=1), 1))[:, None]
    within, all_within = there.T @ share, share.sum(axis=0)
    outside, all_outside = within.sum(axis=1, keepdims=True) - within, all_within.sum() - all_within
    times = np.log((within + 1) / (all_within + 2)) - np.log((outside + 1) / (all_outside + 2))
    found: NDArray[np.float64] = np.abs(times).max(axis=1) * np.sqrt(seen / (seen + FEW))
    return found


def weighed(counts: Counts, worth: NDArray[np.uint8]) -> sparse.csr_matrix:
    """The inputs as a head sees them: weighed by what they are worth, each text of about the same length."""
    made = counts.matrix.copy()
    length = np.sqrt(np.maximum(counts.matrix @ worth.astype(np.float32), 1))
    made.data *= np.sqrt(worth.astype(np.float32))[made.indices]
    made.data /= np.repeat(length, np.diff(made.indptr)).astype(np.float32)
    return sparse.hstack([made, sparse.csr_matrix(counts.extra)], dtype=np.float32).tocsr()


def fit(  # noqa: PLR0913  the few things that a fit is made of
    classes: tuple[str, ...],
    counts: Counts,
    lesson: Lesson,
    worth: NDArray[np.uint8],
    *,
    pull: float,
    turns: int,
    near: Floats | None = None,
    least: int = 2,
) -> Fitted:
    """The weights under which the right classes are likely.

    They are pulled (L2) towards `near`, or nothing; features that fewer than `least` texts have stay there.
    """
    inputs = weighed(counts, worth)
    seen = np.bincount(inputs.indices, minlength=inputs.shape[1])
    used = np.flatnonzero(seen >= least)
    goal = np.zeros((inputs.shape[1] + 1, len(classes)), np.float32) if near is None else near.copy()
    rows = np.append(used, len(goal) - 1)
    still = np.flatnonzero(seen < least)
    known = np.float32(0) if near is None else inputs[:, still] @ goal[still]
    goal[rows] = _descend(inputs[:, used], lesson, goal[rows], known, pull, turns)
    return Fitted(classes, goal, worth)


def fit_few(inputs: Floats, lesson: Lesson, *, pull: float, turns: int) -> Floats:
    """Weights of a few inputs, one row each, then the bias: (inputs + 1, classes)."""
    goal = np.zeros((inputs.shape[1] + 1, lesson.right.shape[1]), np.float32)
    return _descend(sparse.csr_matrix(inputs), lesson, goal, np.float32(0), pull, turns)


def _descend(
    inputs: sparse.csr_matrix,
    lesson: Lesson,
    goal: Floats,
    known: Floats | np.float32,
    pull: float,
    turns: int,
) -> Floats:
    forth, back = _Halves(inputs), _Halves(inputs.T.tocsr())
    weight = (lesson.weight / lesson.weight.sum()).astype(np.float32)[:, None]
    may, right = (np.where(mask, 0, NEVER).astype(np.float32) for mask in (lesson.may, lesson.right))

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        at = flat.reshape(goal.shape).astype(np.float32)
        scores = forth @ at[:-1] + at[-1] + known
        (all_shares, all_sum), (right_shares, right_sum) = _shares(scores + may), _shares(scores + right)
        away = at - goal
        away[-1] = 0
        slope = weight * (all_shares - right_shares)
        down = np.concatenate((back @ slope, slope.sum(axis=0, keepdims=True))) + pull * away
        total = float((weight * (all_sum - right_sum)).sum()) + 0.5 * pull * float((away**2).sum())
        return total, down.ravel().astype(np.float64)

    found = optimize.minimize(
        loss,
        goal.ravel().astype(np.float64),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": turns, "maxcor": 8},
    )
    result: Floats = found.x.reshape(goal.shape).astype(np.float32)
    return result


class _Halves:
    """A matrix that two cores multiply, each its half of the rows."""

    def __init__(self, matrix: sparse.csr_matrix) -> None:
        middle = int(np.searchsorted(matrix.indptr, matrix.indptr[-1] // 2))
        self._whole, self._halves = matrix, (matrix[:middle], matrix[middle:])

    def __matmul__(self, other: Floats) -> Floats:
        if self._whole.nnz < WORTH_TWO:
            result: Floats = self._whole @ other
            return result
        with ThreadPoolExecutor(1) as second:
            upper = second.submit(self._halves[0].__matmul__, other)
            lower = self._halves[1] @ other
            return np.concatenate((upper.result(), lower))


def _shares(scores: Floats) -> tuple[Floats, Floats]:
    """Softmax, and the logarithm of its sum."""
    top = scores.max(axis=1, keepdims=True)
    grown = np.exp(scores - top)
    total = grown.sum(axis=1, keepdims=True)
    return grown / total, top + np.log(total)


def scores(fitted: Fitted, counts: Counts) -> Floats:
    """What a fitted head says to texts."""
    result: Floats = weighed(counts, fitted.worth) @ fitted.weights[:-1] + fitted.weights[-1]
    return result


def small(fitted: Fitted) -> Head:
    """The head in whole numbers; the few greatest weights are cut so that the many small ones keep their steps."""
    weights = fitted.weights[:, :-1] - fitted.weights[:, -1:]
    buckets = len(fitted.worth)
    counting = weights[:buckets] * np.sqrt(fitted.worth.astype(np.float32))[:, None]
    scale = np.maximum(np.quantile(np.abs(counting), 0.9999, axis=0) / STEPS, 1e-9).astype(np.float32)
    return Head(
        classes=fitted.classes,
        weights=np.clip(np.rint(counting / scale), -STEPS, STEPS).astype(np.int8),
        worth=fitted.worth,
        scale=scale,
        bias=weights[-1],
        extra=weights[buckets:-1],
    )


def large(head: Head) -> Floats:
    """The weights of a head that was made small: what `near` takes."""
    counting = head.weights.astype(np.float32) * head.scale
    weights = np.concatenate(
        (counting / np.sqrt(head.worth.astype(np.float32))[:, None], head.extra, head.bias[None])
    )
    return np.concatenate((weights, np.zeros((len(weights), 1), np.float32)), axis=1)
