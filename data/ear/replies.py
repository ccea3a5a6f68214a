"""Learns how much each class of words says about whether a reply meets the feeling."""

import zlib
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from dashboard.voice.feelings import kinds

RESTRAINT = 2.0
"""How strongly weights are held near 0 (half the sum of squares, times this)."""
LEAST = 2
"""Replies in which a class must be, to get a weight."""
STEPS = 25
"""Of Newton's method, which is still after about eight."""


class Reply(msgspec.Struct, frozen=True):
    """A first reply of the corpus and whether, as its writer means it, it meets the feeling."""

    id: str
    reply: str
    meets_feeling: bool
    lang: str = ""
    signature: str | None = None

    @property
    def held_back(self) -> bool:
        """Whether it belongs to the test part: nothing may be learned from it."""
        return zlib.crc32(self.id.encode()) % 5 == 0


def read_replies(lines: bytes) -> Sequence[Reply]:
    """The replies of a corpus file, JSON Lines."""
    return msgspec.json.Decoder(Reply).decode_lines(lines)


def learn(replies: Sequence[Reply]) -> Mapping[str, float]:
    """A weight for each class, and under "" what is added always; to two decimals, the same on each run.

    Logistic regression with an L2 penalty, by Newton's method.
    """
    found = [kinds(reply.reply) for reply in replies]
    names = sorted(name for name in set().union(*found) if sum(name in one for one in found) >= LEAST)
    there = np.array([[*(name in one for name in names), True] for one in found], dtype=float)
    weights = _fitted(there, np.array([reply.meets_feeling for reply in replies], dtype=float))
    return dict(zip((*names, ""), np.round(weights, 2).tolist(), strict=True))


def _fitted(there: npt.NDArray[np.float64], meets: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    restraint = np.full(there.shape[1], RESTRAINT)
    restraint[-1] = 1e-6  # what is added always is free
    weights = np.zeros(there.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-there @ weights))
        slope = there.T @ (meets - chance) - restraint * weights
        bend = (there.T * (chance * (1 - chance))) @ there + np.diag(restraint)
        weights = weights + np.linalg.solve(bend, slope)
    return weights
