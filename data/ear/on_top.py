"""Learns a team's corrections on top of a model: it stays near what it was, and forgets nothing of the corpus."""

from collections.abc import Sequence

import numpy as np
from msgspec import structs

from dashboard.problems import ModelProblem
from dashboard.voice.features import features
from dashboard.voice.model import Floats, Head, Model, Scorer, shares
from dashboard.voice.sentiment import Kinds, hints
from dashboard.voice.topics_heard import Taxonomy, inputs
from data.ear.fitting import Fitted, Lesson, counted, fit, large, small
from data.ear.labelled import Labelled

PULL = 3e-5
"""To the weights that the model has: three times what held them near nothing."""
TURNS = 40
CORRECTION = 4.0
"""How much a correction weighs beside a line of the corpus."""
CHUNK = 1024


def learn_on_top(
    model: Model, corrections: Sequence[Labelled], corpus: Sequence[Labelled], taxonomy: Taxonomy
) -> Model:
    """The model with its trade and topic heads taught the corrections; the others, and its figures, as they were.

    Raises ModelProblem where no correction has a sentiment or a topic.
    """
    heads = dict(model.heads)
    felt, about = ([line for line in corrections if getattr(line, name)] for name in ("feeling", "topic"))
    if not felt and not about:
        raise ModelProblem("no line has a sentiment or a topic to learn")
    if felt:
        known = [*felt, *(line for line in corpus if line.feeling)]
        texts = [line.text for line in known]
        labels = [str(line.feeling) for line in known]
        heads["trade"] = _taught(heads["trade"], texts, labels, len(felt), _hints(model, texts))
    if about and "topic" in heads:
        known = [line for line in (*about, *corpus) if line.topic in heads["topic"].classes]
        texts = [line.text for line in known]
        new = sum(line.topic in heads["topic"].classes for line in about)
        order = [taxonomy.ids.index(name) for name in heads["topic"].classes]
        hits = inputs(taxonomy.hits(texts)[:, order])
        heads["topic"] = _taught(heads["topic"], texts, [str(line.topic) for line in known], new, hits)
    return structs.replace(model, heads=heads)


def _taught(head: Head, texts: Sequence[str], labels: Sequence[str], new: int, extra: Floats) -> Head:
    right = np.array(labels, dtype=object)[:, None] == np.array(head.classes, dtype=object)[None, :]
    weight = np.where(np.arange(len(texts)) < new, CORRECTION, 1.0).astype(np.float32)
    counts = counted(texts, head.worth.size.bit_length() - 1, extra)
    fitted: Fitted = fit(
        head.classes,
        counts,
        Lesson(np.ones_like(right), right, weight),
        head.worth,
        pull=PULL,
        turns=TURNS,
        near=large(head),
        least=1,
    )
    return small(fitted)


def _hints(model: Model, texts: Sequence[str]) -> Floats:
    """What the trade's own head is told beside each text."""
    scorers = {name: Scorer(model.heads[name]) for name in ("kind", "public") if name in model.heads}
    said = []
    for first in range(0, len(texts), CHUNK):
        families = features(texts[first : first + CHUNK])
        counts = model.leanings.counts(families)
        if scorers:
            kinds = Kinds(scorers["kind"].classes).kind(shares(scorers["kind"].logits(families)))
            counts = hints(scorers["public"].logits(families, kinds), counts)
        said.append(counts)
    return np.concatenate(said)
