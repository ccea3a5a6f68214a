"""The mood of a text: what the trade's own head and those of public sets say, mixed by what kind of text it seems."""

from collections.abc import Sequence

import numpy as np

from dashboard.model import Mood
from dashboard.voice.features import Family
from dashboard.voice.model import Floats, Model, Scorer, shares

MOODS: tuple[Mood, ...] = ("negative", "neutral", "positive")
TRADE = "trade"
NEAR = np.float32(0.5)
"""How much the head of kinds has to say of the mood of what is not the trade's, beside that of all public sets."""


def told_as(kind: str, mood: str) -> str:
    """The class of the head of kinds for a text of a kind in a mood."""
    return f"{kind} {mood}"


def kinds_of(classes: Sequence[str]) -> tuple[str, ...]:
    """The kinds that the classes are of."""
    return tuple(sorted({each.rpartition(" ")[0] for each in classes}))


class Kinds:
    """What the head of kinds tells: it knows each kind in each mood, from which follow both."""

    def __init__(self, classes: Sequence[str]) -> None:
        self.kinds = kinds_of(classes)
        told = [each.rpartition(" ") for each in classes]
        self._by_kind = _same([kind for kind, _, _ in told], self.kinds)
        self._by_mood = _same([mood for _, _, mood in told], MOODS)

    def kind(self, told: Floats) -> Floats:
        """The share of each kind: (texts, kinds)."""
        result: Floats = told @ self._by_kind
        return result

    def mood(self, told: Floats) -> Floats:
        """The share of each of MOODS, whatever the kind: (texts, 3)."""
        result: Floats = told @ self._by_mood
        return result

    def mixed(self, told: Floats, own: Floats, public: Floats, leaning: Floats) -> Floats:
        """The share of each of MOODS by what the trade's own head, that of public sets and this one say of them.

        What the listed words add to the scores (`leaning`) is added to the latter two; the trade's own head knows it.
        """
        part = self.kind(told)[:, [self.kinds.index(TRADE)]]
        strange = NEAR * leaned(self.mood(told), leaning) + (1 - NEAR) * leaned(public, leaning)
        result: Floats = part * own + (1 - part) * strange
        return result


def leaned(known: Floats, leaning: Floats) -> Floats:
    """Shares after something was added to the scores that they are of."""
    grown = known * np.exp(leaning - leaning.max(axis=1, keepdims=True))
    result: Floats = grown / grown.sum(axis=1, keepdims=True)
    return result


def hints(public: Floats, counts: Floats) -> Floats:
    """What the trade's own head is told beside the text: the public head's scores, and how many listed words."""
    return np.concatenate((public, counts), axis=1)


def _same(names: Sequence[str], others: Sequence[str]) -> Floats:
    """1 where a name is one of the others, else 0."""
    return np.array([[name == other for other in others] for name in names]).astype(np.float32)


def in_order(classes: Sequence[str]) -> list[int]:
    """Where each of MOODS stands among the classes of a head."""
    return [classes.index(mood) for mood in MOODS]


class MoodEar:
    """Hears mood; a model that has learned from the trade's lines alone has one head, not three."""

    def __init__(self, model: Model) -> None:
        scorers = {
            name: Scorer(model.heads[name]) for name in ("trade", "public", "kind") if name in model.heads
        }
        self._trade, self._public, self._kind = scorers["trade"], scorers.get("public"), scorers.get("kind")
        self._leanings = model.leanings
        self._warmth = np.float32(model.figures["warmth"])
        self._unsure_below = model.figures["unsure_below"]
        self._kinds = Kinds(self._kind.classes) if self._kind else None

    def probabilities(self, families: Sequence[Family]) -> Floats:
        """The share of each of MOODS: (texts, 3)."""
        order = in_order(self._trade.classes)
        counts = self._leanings.counts(families)
        if self._public is None or self._kind is None or self._kinds is None:
            return shares(self._trade.logits(families, counts) / self._warmth)[:, order]
        told = shares(self._kind.logits(families))
        public = self._public.logits(families, self._kinds.kind(told))
        own = shares(self._trade.logits(families, hints(public, counts)) / self._warmth)
        strange = shares(public)[:, in_order(self._public.classes)]
        return self._kinds.mixed(told, own[:, order], strange, self._leanings.scores(counts))

    def moods(self, probabilities: Floats) -> list[Mood]:
        """The likeliest mood of each, or "unsure" where none is likely enough."""
        likeliest, sure = probabilities.argmax(axis=1), probabilities.max(axis=1) >= self._unsure_below
        return [
            MOODS[place] if known else "unsure" for place, known in zip(likeliest.tolist(), sure, strict=True)
        ]
