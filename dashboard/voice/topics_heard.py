"""The topics of a text: the owner's words for them, weighed by a trained head where it knows the same topics."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dashboard.voice.features import Family
from dashboard.voice.model import Floats, Model, Scorer, shares

HEAD = "topic"
MOST = 3
OTHER = "other"
_HEAVY = np.float32(0.5)
"""How much the logarithm of what the words weigh counts beside hashed features, before anything is learned."""


class Taxonomy(Protocol):
    """What an owner calls topics, and how much of each there is in a text."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The topics."""

    def hits(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """How much the words of each text weigh for each topic: (texts, topics), 0 for nothing."""

    def topic_of_label(self, label: str) -> str | None:
        """The topic that a label of the inbox stands for; None where that is none of ours."""

    def best(self, hits: NDArray[np.float32]) -> list[tuple[str, ...]]:
        """The ids for each row of hits, the likeliest first."""


def inputs(hits: NDArray[np.float32]) -> Floats:
    """A taxonomy's hits as a head takes them."""
    result: Floats = _HEAVY * np.log1p(hits)
    return result


class TopicEar:
    """Hears topics: always one at least, "other" when nothing is likely."""

    def __init__(self, model: Model, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        head = model.heads.get(HEAD)
        # A bank's topics, say: the head has never heard of them.
        self._scorer = Scorer(head) if head and set(head.classes) == set(taxonomy.ids) else None
        if self._scorer:
            self._order = [taxonomy.ids.index(name) for name in self._scorer.classes]
        self._another_from = model.figures.get("another_topic_from", 1.0)

    def topics(self, texts: Sequence[str], families: Sequence[Family]) -> list[tuple[str, ...]]:
        """The topics of each text, whose features are given, too; the likeliest first."""
        hits = self._taxonomy.hits(texts)
        if self._scorer is None:
            return [found or (OTHER,) for found in self._taxonomy.best(hits)]
        likely = shares(self._scorer.logits(families, inputs(hits[:, self._order])))
        ranks = np.argsort(-likely, axis=1, kind="stable")[:, :MOST]
        ranked = np.take_along_axis(likely, ranks, axis=1)
        counts = 1 + (ranked[:, 1:] >= self._another_from).sum(axis=1)
        names = self._scorer.classes
        return [
            tuple(names[place] for place in row[:count])
            for row, count in zip(ranks.tolist(), counts.tolist(), strict=True)
        ]
