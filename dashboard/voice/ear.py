"""The trained ear: the mood, the language and the topics of customers' messages."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import numpy as np

from dashboard.model import Heard
from dashboard.voice.features import features
from dashboard.voice.language import LanguageEar
from dashboard.voice.model import Floats, Model, Scorer
from dashboard.voice.sentiment import MoodEar
from dashboard.voice.topics_heard import Taxonomy, TopicEar

LABELS = 1024
"""Labels whose masking is remembered: each poll brings the same ones."""
TOGETHER = 1024
"""Texts that are heard at once: quick enough, and no more than some 40 MB at work."""


class TrainedEar:
    """Hears by a trained model; without a taxonomy no topics, with one of other ids by its words alone.

    A label of the inbox that is no topic of the taxonomy's goes through `mask`: people write names into labels, too.
    """

    def __init__(
        self,
        model: Model,
        taxonomy: Taxonomy | None,
        *,
        meets_feeling: Callable[[str], bool],
        labels_left_out: Sequence[str] = (),
        mask: Callable[[str], str] = str,
    ) -> None:
        self._mood = MoodEar(model)
        self._language = LanguageEar(Scorer(model.heads["language"]))
        self._topics = None if taxonomy is None else TopicEar(model, taxonomy)
        self._meets_feeling = meets_feeling
        self._mask = lru_cache(LABELS)(mask)
        self._taxonomy, self._left_out = taxonomy, frozenset(map(str.casefold, labels_left_out))

    def hear(self, texts: Sequence[str]) -> list[Heard]:
        """How each text is meant."""
        return [heard for heard, _ in self.listen(texts)]

    def listen(self, texts: Sequence[str]) -> Iterator[tuple[Heard, tuple[float, ...]]]:
        """How each text is meant, with the shares of MOODS."""
        for first in range(0, len(texts), TOGETHER):
            part = texts[first : first + TOGETHER]
            families = features(part)
            shares = self._mood.probabilities(families)
            moods, languages = self._mood.moods(shares), self._language.languages(part, families)
            topics = [()] * len(part) if self._topics is None else self._topics.topics(part, families)
            for mood, language, about, share in zip(moods, languages, topics, shares.tolist(), strict=True):
                yield Heard(mood, language, about), tuple(share)

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """The shares of the moods alone: (texts, 3), as MOODS are ordered."""
        parts = [
            self._mood.probabilities(features(texts[first : first + TOGETHER]))
            for first in range(0, len(texts), TOGETHER)
        ]
        return np.concatenate(parts) if parts else np.zeros((0, 3), np.float32)

    def labelled(self, labels: Sequence[str]) -> tuple[str, ...]:
        """The topics that the inbox's labels stand for; one that is none of the taxonomy's is a topic of its own."""
        told = [label for label in labels if label.casefold() not in self._left_out]
        of_it = self._taxonomy.topic_of_label if self._taxonomy else lambda _: None
        return tuple(of_it(label) or self._mask(label) for label in told)

    def meets_feeling(self, reply: str) -> bool:
        """Whether the opening sentence of a reply acknowledges the feeling before facts or questions."""
        return self._meets_feeling(reply)
