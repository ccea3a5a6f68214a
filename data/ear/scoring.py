"""Scores of what was said against what is right."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

BINS = 10

Scores = dict[str, Any]


def accuracy(right: Sequence[object], said: Sequence[object]) -> float | None:
    """The share said rightly; None where there is nothing."""
    hits = [a == b for a, b in zip(right, said, strict=True)]
    return round(sum(hits) / len(hits), 4) if hits else None


def macro_f1(right: Sequence[object], said: Sequence[object]) -> float | None:
    """The mean over the classes that are right somewhere of 2 * both / (right + said)."""
    pairs = list(zip(right, said, strict=True))
    each = [
        2 * sum(a == b == name for a, b in pairs) / sum((a == name) + (b == name) for a, b in pairs)
        for name in sorted(set(map(str, right)))
    ]
    return round(float(np.mean(each)), 4) if each else None


def calibration_error(sure: NDArray[np.floating[Any]], hit: NDArray[np.bool_]) -> float:
    """How far, on average, the share said is from the share right: expected calibration error, ten bins."""
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = [
        abs(hit[bins == each].mean() - sure[bins == each].mean()) * (bins == each).mean()
        for each in range(BINS)
        if (bins == each).any()
    ]
    return round(float(sum(gaps)), 4)


def mood_scores(
    right: Sequence[str], shares: NDArray[np.float32], heard: Sequence[str], moods: Sequence[str]
) -> Scores:
    """All that is told of moods: the likeliest of three, and what "unsure" leaves."""
    said = [moods[place] for place in shares.argmax(axis=1).tolist()]
    hit = np.array([a == b for a, b in zip(right, said, strict=True)])
    kept = [place for place, mood in enumerate(heard) if mood != "unsure"]
    return {
        "n": len(right),
        "accuracy": accuracy(right, said),
        "macro_f1": macro_f1(right, said),
        "calibration_error": calibration_error(shares.max(axis=1), hit),
        "unsure": round(1 - len(kept) / len(right), 4),
        "accuracy_of_sure": accuracy([right[place] for place in kept], [said[place] for place in kept]),
        "macro_f1_of_sure": macro_f1([right[place] for place in kept], [said[place] for place in kept]),
        "macro_f1_unsure_is_wrong": macro_f1(right, heard),
        "hard_flips": round(float(np.mean([{a, b} == _FLIP for a, b in zip(right, said, strict=True)])), 4),
    }


_FLIP = {"negative", "positive"}


def masking_scores(lines: Iterable[tuple[str, str, Sequence[dict[str, str]]]]) -> Scores:
    """Of text, masked text and what is personal in it: the share that is gone, by kind; and what changed in vain."""
    gone: dict[str, list[bool]] = {}
    harmed = []
    for text, masked, personal in lines:
        if not personal:
            harmed.append(masked != text)
        for found in personal:
            gone.setdefault(found["kind"], []).append(found["text"] not in masked)
    every = [one for found in gone.values() for one in found]
    by_kind = {kind: round(sum(found) / len(found), 4) for kind, found in sorted(gone.items())}
    return {
        "n": len(every),
        "masked": round(sum(every) / len(every), 4) if every else None,
        "by_kind": by_kind,
        "clean_lines": len(harmed),
        "clean_lines_changed": round(sum(harmed) / len(harmed), 4) if harmed else None,
    }
