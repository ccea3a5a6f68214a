"""The mood of a text: what the trade's own head and the one of public sets say, mixed by what kind of text it seems."""

from collections.abc import Sequence

import numpy as np

from dashboard.model import Mood
from dashboard.voice.features import Family
from dashboard.voice.model import Floats, Model, Scorer, shares

MOODS: tuple[Mood, ...] = ("negative", "neutral", "positive")
TRADE = "trade"
TRADE_ODDS = np.float32(3)
"""How many times likelier than among what was learned from a text is the trade's: an inbox has hardly another."""


def own_part(kinds: Floats, classes: Sequence[str]) -> Floats:
    """How much the trade's own head has to say of each text, by the kind that it seems: (texts, 1)."""
    odds = TRADE_ODDS * kinds[:, [classes.index(TRADE)]]
    part: Floats = odds / (odds + 1 - kinds[:, [classes.index(TRADE)]])
    return part


class MoodEar:
    """Hears mood; a model that has learned from the trade's lines alone has one head, not three."""

    def __init__(self, model: Model) -> None:
        scorers = {
            name: Scorer(model.heads[name]) for name in ("trade", "public", "kind") if name in model.heads
        }
        self._trade, self._public, self._kind = scorers["trade"], scorers.get("public"), scorers.get("kind")
        self._warmth = np.float32(model.figures["warmth"])
        self._unsure_below = model.figures["unsure_below"]
        self._order = [self._trade.classes.index(mood) for mood in MOODS]

    def probabilities(self, families: Sequence[Family]) -> Floats:
        """The share of each of MOODS: (texts, 3)."""
        if self._public is None or self._kind is None:
            return shares(self._trade.logits(families) / self._warmth)[:, self._order]
        kinds = shares(self._kind.logits(families))
        public = self._public.logits(families, kinds)
        own = shares(self._trade.logits(families, public) / self._warmth)
        part = own_part(kinds, self._kind.classes)
        mixed: Floats = part * own + (1 - part) * shares(public)
        return mixed[:, self._order]

    def moods(self, probabilities: Floats) -> list[Mood]:
        """The likeliest mood of each, or "unsure" where none is likely enough."""
        likeliest, sure = probabilities.argmax(axis=1), probabilities.max(axis=1) >= self._unsure_below
        return [
            MOODS[place] if known else "unsure" for place, known in zip(likeliest.tolist(), sure, strict=True)
        ]
