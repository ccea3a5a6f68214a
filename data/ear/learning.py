"""Learns the ear's model from labelled lines: the trade's own language, upon what public sets know of mood."""

import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from msgspec import structs
from numpy.typing import NDArray

from dashboard.problems import ModelProblem
from dashboard.voice.features import features
from dashboard.voice.language import is_foreign
from dashboard.voice.leanings import Lean, Leanings, listed
from dashboard.voice.model import Floats, Model, shares
from dashboard.voice.sentiment import MOODS, Kinds, hints, in_order, told_as
from dashboard.voice.topics_heard import Taxonomy, inputs
from data.ear.fitting import Counts, Fitted, Lesson, counted, fit, fit_few, scores, small, worth_of
from data.ear.labelled import FEELINGS, LANGUAGES, PLAIN, TOLD, TRADE, Labelled

FOLDS = 4
"""In so many turns each line of the trade is judged by a head that has not seen it."""
ANOTHER_TOPIC = 0.3
"""The share from which on a text is about a second topic, too."""
CONFIDENT = 0.5
"""Unsure is said where the likeliest mood would be right in fewer than half of the cases."""


class Recipe(NamedTuple):
    """How one head is made.

    2**bits buckets; how much rare features count, and how much those that tell the classes apart; the pull to where it
    began; turns; and the most lines of one set: what more of them would teach does not pay for the minutes.
    """

    bits: int
    power: float
    telling: float
    pull: float
    turns: int
    most: int = 10**9


RECIPES = {
    "public": Recipe(18, 1.1, 0.5, 3e-5, 50, 12_000),
    "kind": Recipe(16, 1.1, 0.5, 1e-5, 50),
    "trade": Recipe(17, 1.0, 0.5, 1e-5, 50),
    "language": Recipe(15, 0.8, 0.0, 1e-6, 40, 1000),
    "topic": Recipe(16, 1.0, 1.0, 1e-5, 40),
}
PLAIN_SHARE = 0.3
"""What all plain opinions weigh together, beside all lines of the trade."""
BELIEVED = 0.6
"""How much of what listed words tell by themselves is added to what the heads say, who know some of them, too."""
LEANING_PULL = 1e-4
PRAISE = "praise"
RARE = 0.3
"""How much more a line of a rare topic weighs: each topic is to be heard, however seldom it is written of."""
BAD_SHARE = 0.3
"""What all plainly bad opinions weigh together where topics are learned, beside all lines of the trade."""
LEFT_OUT = 40
"""Of a hundred hits of the taxonomy, those that are left out while learning: who wrote its words had read these lines,
and in what comes later they are found less often; the hashed features must do without them, too."""
MASS = {"no": 0.5, "other": 0.8, "da": 1.4}
"""How much a language weighs, where that is not 1: Danish is easily taken for Bokmål, to which "no" adds."""

Say = Callable[[str], None]


def learn(
    lines: Sequence[Labelled],
    spoken: Sequence[Labelled],
    leaning: Sequence[tuple[str, Lean]],
    taxonomy: Taxonomy,
    *,
    seed: int,
    say: Say,
) -> Model:
    """A model from nothing; the same lines in the same order give the same one."""
    trade = [line for line in lines if line.of == TRADE]
    felt = [line for line in trade if line.feeling]
    plain = [line for line in lines if line.of == PLAIN]
    stories = [structs.replace(line, set="") for line in lines if line.of == TOLD]
    public = [line for line in lines if line.of not in (TRADE, PLAIN, TOLD) and line.feeling]
    if not felt:
        raise ModelProblem("there is no line with a sentiment of the trade's own to learn from")
    made: dict[str, Fitted] = {}
    leanings = listed(leaning)
    if public:
        telling = [line for line in public if _telling(line)] or public
        say(f"kind: {len(telling) + len(felt) + len(stories)} lines")
        leanings = structs.replace(leanings, weights=_leaning(telling, leanings))
        made["kind"] = _kind([*telling, *felt, *stories], plain)
        say(f"public: {len(public)} lines")
        made["public"] = _public(public, made["kind"])
    say(f"trade: {len(felt)} lines")
    made["trade"], figures = _trade(felt, stories, plain, made, leanings, seed)
    say("language")
    made["language"] = _language([*trade, *public, *spoken])
    say("topics")
    made["topic"], more = _topics([line for line in trade if line.topic], plain, taxonomy)
    heads = {name: small(fitted) for name, fitted in made.items()}
    return Model(heads=heads, leanings=leanings, figures=figures | more)


# ── Each head's lesson ───────────────────────────────────────────────────────────────────────────────


def _telling(line: Labelled) -> bool:
    """Whether its set is Nordic and knows a neutral: no public one is nearer to what customers write."""
    return line.lang != "en" and not line.binary


def _kind(lines: Sequence[Labelled], plain: Sequence[Labelled]) -> Fitted:
    """From which set a text might be, and in which mood: how the same words are meant depends on the set.

    Plain opinions are the trade's. English sets and those without a neutral are not among them: nearly all the English
    there is would be theirs, and a customer's English be judged by what strangers say.
    """
    lines = _most(lines, RECIPES["kind"].most)
    told = [_mood(line) for line in lines] + [told_as(TRADE, str(line.feeling)) for line in plain]
    classes = tuple(sorted(set(told)))
    right = _one_of(told, classes)
    weight = _moods_weights(lines)
    own = float(weight[[line.of == TRADE for line in lines]].sum())
    weight = np.append(weight, np.full(len(plain), PLAIN_SHARE * own / max(1, len(plain)), np.float32))
    return _fitted("kind", classes, [*lines, *plain], Lesson(np.ones_like(right), right, weight))


def _public(lines: Sequence[Labelled], kind: Fitted) -> Fitted:
    lines = _most(lines, RECIPES["public"].most)
    right = _one_of([line.feeling for line in lines], FEELINGS)
    may = np.ones_like(right)
    may[[line.binary for line in lines], FEELINGS.index("neutral")] = False
    kinds = Kinds(kind.classes).kind(_told(_texts(lines), kind))
    return _fitted("public", FEELINGS, lines, Lesson(may, right, _moods_weights(lines)), extra=kinds)


def _leaning(lines: Sequence[Labelled], leanings: Leanings) -> Floats:
    """What the listed words say of the mood of strangers' texts, as much of it as is believed."""
    right = _one_of([line.feeling for line in lines], MOODS)
    counts = leanings.counts(features(_texts(lines)))
    lesson = Lesson(np.ones_like(right), right, _moods_weights(lines))
    weights = fit_few(counts, lesson, pull=LEANING_PULL, turns=100)
    result: Floats = BELIEVED * (weights - weights.mean(axis=1, keepdims=True))
    return result


def _trade(
    lines: Sequence[Labelled],
    stories: Sequence[Labelled],
    plain: Sequence[Labelled],
    made: dict[str, Fitted],
    leanings: Leanings,
    seed: int,
) -> tuple[Fitted, dict[str, float]]:
    """The trade's own head, on top of what the public one says; and how sure it may be of the trade's lines."""
    every = [*lines, *stories, *plain]
    texts = _texts(every)
    right = _one_of([line.feeling for line in every], FEELINGS)
    heavy = _moods_weights([*lines, *stories])
    light = np.full(len(plain), PLAIN_SHARE * heavy.sum() / max(1, len(plain)), np.float32)
    lesson = Lesson(np.ones_like(right), right, np.append(heavy, light))
    told, public = _before(texts, made)
    counts = leanings.counts(features(texts))
    extra, asked = hints(public, counts), len(lines)
    apart, fitted = _apart("trade", FEELINGS, texts, lesson, extra, seed=seed, asked=asked)
    before = Before(told[:asked], public[:asked], leanings.scores(counts[:asked]))
    return fitted, _sureness(apart[:asked], before, right[:asked].argmax(axis=1), made)


def _told(texts: Sequence[str], kind: Fitted) -> Floats:
    """What the head of kinds says of texts, as shares."""
    return shares(scores(kind, counted(texts, RECIPES["kind"].bits)))


def _before(texts: Sequence[str], made: dict[str, Fitted]) -> tuple[Floats, Floats]:
    """What the heads of kinds and of public sets say of the trade's texts."""
    if "public" not in made:
        return np.zeros((len(texts), 0), np.float32), np.zeros((len(texts), 0), np.float32)
    told = _told(texts, made["kind"])
    kinds = Kinds(made["kind"].classes).kind(told)
    said = scores(made["public"], counted(texts, RECIPES["public"].bits, kinds))
    return told, said - said[:, -1:]


class Before(NamedTuple):
    """What is known of texts before the trade's own head is asked: by two other heads and the listed words."""

    told: Floats
    public: Floats
    leaning: Floats


def _sureness(
    trade: Floats, before: Before, right: NDArray[np.int64], made: dict[str, Fitted]
) -> dict[str, float]:
    right = np.array([in_order(FEELINGS).index(place) for place in range(len(FEELINGS))])[right]
    best = min(
        (_surprise(_mixed(trade, before, made, warmth), right), warmth)
        for warmth in np.arange(0.6, 2.01, 0.05).tolist()
    )
    mixed = _mixed(trade, before, made, best[1])
    return {"warmth": best[1], "unsure_below": sure_from(mixed, right)}


def _mixed(trade: Floats, before: Before, made: dict[str, Fitted], warmth: float) -> Floats:
    """As the ear will mix them: the shares of MOODS."""
    order = in_order(FEELINGS)
    own = shares(trade / np.float32(warmth))[:, order]
    if "kind" not in made:
        return own
    kinds = Kinds(made["kind"].classes)
    return kinds.mixed(before.told, own, shares(before.public)[:, order], before.leaning)


def _surprise(mixed: Floats, right: NDArray[np.int64]) -> float:
    return float(-np.log(np.maximum(mixed[np.arange(len(right)), right], 1e-9)).mean())


def sure_from(shares_: Floats, right: NDArray[np.int64]) -> float:
    """The greatest share below which the likeliest mood is right in fewer than half of the cases."""
    sure, hit = shares_.max(axis=1), shares_.argmax(axis=1) == right
    order = np.argsort(sure, kind="stable")
    known = np.cumsum(hit[order]) / np.arange(1, len(order) + 1)
    below = np.flatnonzero(known < CONFIDENT)
    found = sure[order[below[-1]]] if len(below) else 0.0
    return round(float(np.clip(found, 0.4, 0.6)), 3)


def _language(lines: Sequence[Labelled]) -> Fitted:
    """Each language weighs the same, and within it the trade's lines most; "no" may be either of two."""
    known = [line for line in lines if line.lang in (*LANGUAGES, "no") and not is_foreign(line.text)]
    known = _most(known, RECIPES["language"].most, _tongue)
    right = _one_of([line.lang for line in known], LANGUAGES)
    right[[line.lang == "no" for line in known], :2] = True
    weight = _weights(known, _tongue) * np.where([line.of == TRADE and line.id != "" for line in known], 3, 1)
    tongues = np.array([str(line.lang) for line in known])
    for tongue in sorted(set(tongues)):
        weight[tongues == tongue] *= MASS.get(tongue, 1.0) / weight[tongues == tongue].sum()
    return _fitted(
        "language", LANGUAGES, known, Lesson(np.ones_like(right), right, weight.astype(np.float32))
    )


def _topics(
    lines: Sequence[Labelled], plain: Sequence[Labelled], taxonomy: Taxonomy
) -> tuple[Fitted, dict[str, float]]:
    """By the trade's lines; and what is plainly bad is no praise, whatever else it is about."""
    lines = [line for line in lines if line.topic in taxonomy.ids]
    bad = [line for line in plain if line.feeling == "negative"]
    right = _one_of([line.topic for line in [*lines, *bad]], taxonomy.ids)
    right[len(lines) :] = np.array(taxonomy.ids) != PRAISE
    sizes = Counter(line.topic for line in lines)
    weight = np.array([sizes[line.topic] ** -RARE for line in lines] + [0.0] * len(bad), np.float32)
    weight[len(lines) :] = BAD_SHARE * weight[: len(lines)].sum() / max(1, len(bad))
    texts = _texts([*lines, *bad])
    hits = inputs(taxonomy.hits(texts) * _believed(texts, taxonomy.ids))
    fitted = _fitted("topic", taxonomy.ids, [*lines, *bad], Lesson(np.ones_like(right), right, weight), hits)
    return fitted, {"another_topic_from": ANOTHER_TOPIC}


def _believed(texts: Sequence[str], topics: Sequence[str]) -> NDArray[np.bool_]:
    """Which topics' hits in which texts are not left out: by lot, but the same each time."""
    lots = [[zlib.crc32(f"{topic} {text}".encode("utf-8", "replace")) for topic in topics] for text in texts]
    return np.array(lots) % 100 >= LEFT_OUT


# ── What they share ──────────────────────────────────────────────────────────────────────────────────


def _fitted(
    name: str,
    classes: tuple[str, ...],
    lines: Sequence[Labelled],
    lesson: Lesson,
    extra: Floats | None = None,
) -> Fitted:
    recipe = RECIPES[name]
    return _fit(recipe, classes, counted(_texts(lines), recipe.bits, extra), lesson)


def _fit(recipe: Recipe, classes: tuple[str, ...], counts: Counts, lesson: Lesson) -> Fitted:
    worth = worth_of(counts, lesson, recipe.power, recipe.telling)
    return fit(classes, counts, lesson, worth, pull=recipe.pull, turns=recipe.turns)


def _apart(  # noqa: PLR0913  what a fit is made of, and which lines are asked
    name: str,
    classes: tuple[str, ...],
    texts: Sequence[str],
    lesson: Lesson,
    extra: Floats,
    *,
    seed: int,
    asked: int,
) -> tuple[Floats, Fitted]:
    """Scores of each of the first so many texts by a head that has not seen it; and the head that has seen all."""
    recipe = RECIPES[name]
    counts = counted(texts, recipe.bits, extra)
    fold = np.array([(zlib.crc32(text.encode("utf-8", "replace")) ^ seed) // 5 % FOLDS for text in texts])
    fold[asked:] = FOLDS  # always seen
    apart = np.zeros((len(texts), len(classes)), np.float32)
    for turn in range(FOLDS):
        left_out = np.flatnonzero(fold == turn)
        if len(left_out) and len(left_out) < asked:
            seen = np.flatnonzero(fold != turn)
            fitted = _fit(recipe, classes, counts.part(seen), lesson.part(seen))
            apart[left_out] = scores(fitted, counts.part(left_out))
    return apart, _fit(recipe, classes, counts, lesson)


def _texts(lines: Sequence[Labelled]) -> list[str]:
    return [line.text for line in lines]


def _one_of(labels: Sequence[str | None], classes: Sequence[str]) -> NDArray[np.bool_]:
    same: NDArray[np.bool_] = np.array(labels, object)[:, None] == np.array(classes, object)[None, :]
    return same


def _set(line: Labelled) -> str:
    return line.of


def _mood(line: Labelled) -> str:
    return told_as(line.of, str(line.feeling))


def _tongue(line: Labelled) -> str:
    return f"{line.lang} {line.of}"


def _most(lines: Sequence[Labelled], most: int, part: Callable[[Labelled], str] = _set) -> list[Labelled]:
    """So many lines of each part: those whose texts have the smallest CRC-32, in their own order."""
    parts: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        parts.setdefault(part(line), []).append(place)
    kept = {
        place
        for places in parts.values()
        for place in sorted(places, key=lambda at: zlib.crc32(lines[at].text.encode("utf-8", "replace")))[
            :most
        ]
    }
    return [line for place, line in enumerate(lines) if place in kept]


def _moods_weights(lines: Sequence[Labelled]) -> Floats:
    """Each set weighs as the root of its size, and each of its moods the same: a rare one is to be heard, too."""
    sets, moods = Counter(map(_set, lines)), Counter(map(_mood, lines))
    return np.array([sets[line.of] ** 0.5 / moods[_mood(line)] for line in lines], np.float32)


def _weights(lines: Sequence[Labelled], part: Callable[[Labelled], str] = _set) -> Floats:
    """Each part of the lines weighs as the root of its size, so that the big ones don't drown the others."""
    parts = [part(line) for line in lines]
    sizes = {name: parts.count(name) for name in set(parts)}
    return np.array([sizes[name] ** -0.5 for name in parts], np.float32)
