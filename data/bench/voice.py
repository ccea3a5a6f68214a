"""Measures the voice: how often it is right, on labelled lines that it has not learned from, and how fast it is."""

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct

from dashboard.model import Heard
from dashboard.settings import Settings
from dashboard.voice.sentiment import MOODS
from dashboard.voice.signatures import signature
from data.ear.analysing import Analyst, analyse
from data.ear.hearing import analyst, ear, model_path
from data.ear.labelled import TRADE, Labelled, corpus, lines, phrases, read, replies_path, set_apart
from data.ear.replies import read_replies
from data.ear.scoring import Scores, accuracy, macro_f1, masking_scores, mood_scores

TURNS = 3
"""How often each figure of speed is taken."""


class Answer(Struct, frozen=True):
    """A labelled reply."""

    reply: str
    meets_feeling: bool | None = None
    signature: str | None = None


class Told(Struct, frozen=True):
    """What was heard of a line, with the shares of MOODS."""

    line: Labelled
    heard: Heard
    shares: tuple[float, ...]


def bench(settings: Settings, labelled: Sequence[Path]) -> dict[str, Any]:
    """All figures, by where the lines are from."""
    before = _resident()
    begun = time.perf_counter()
    ear(settings, topics=False).hear(["Hei"])
    load = time.perf_counter() - begun
    grown = _resident() - before
    voice = analyst(settings)
    answers = [Answer(each.reply, each.meets_feeling, each.signature) for each in _replies()]
    report = {
        "model": {"bytes": model_path().stat().st_size, "load_s": round(load, 3), "memory_mib": grown},
        "speed": _speed(settings),
        "corpus_test": _lines(corpus(test=True), voice),
        "corpus_replies_test": _answers(answers, voice),
    }
    return report | {path.name: scored(path, voice) for path in labelled}


def _replies() -> Iterable[Any]:
    return (each for each in read_replies(replies_path().read_bytes()) if each.held_back)


def scored(path: Path, voice: Analyst) -> Scores:
    """The scores of a file of labelled lines, or of labelled replies."""
    first = next((line for _, line in lines(path)), b"{}")
    if '"reply"' in first.decode("utf-8", "replace"):
        answers = [msgspec.json.decode(line, type=Answer) for _, line in lines(path)]
        return _answers(answers, voice)
    return _lines([line for line in read(path) if not line.set or set_apart(line)], voice)


# ── How often it is right ────────────────────────────────────────────────────────────────────────────


def _lines(known: Sequence[Labelled], voice: Analyst) -> Scores:
    """By set, language and variety: dialect apart, and within its language, too."""
    heard = voice.ear.listen([line.text for line in known])
    told = [Told(line, what, shares) for line, (what, shares) in zip(known, heard, strict=True)]
    own = [each for each in told if each.line.of == TRADE]
    report = {
        "mood": _parts(told, lambda each: each.line.of) | _parts(own, _variety) if own else _parts(told, _of),
        "topic": _topics(own),
        "language": _languages(own),
    }
    texts = [(line.text, voice.mask(line.text), line.pii) for line in known if not line.set]
    return report | {"masking": masking_scores(texts)} if texts else report


def _of(told: Told) -> str:
    return told.line.of


def _variety(told: Told) -> str:
    return "dialect" if told.line.dialect else str(told.line.lang)


def _parts(told: Sequence[Told], part: Callable[[Told], str]) -> Scores:
    felt = [each for each in told if each.line.feeling and not each.line.binary]
    return {
        name: _mood([each for each in felt if part(each) == name]) for name in sorted(set(map(part, felt)))
    }


def _mood(told: Sequence[Told]) -> Scores:
    right = [str(each.line.feeling) for each in told]
    shares = np.array([each.shares for each in told], np.float32)
    return mood_scores(right, shares, [each.heard.mood for each in told], MOODS)


def _topics(told: Sequence[Told]) -> Scores:
    known = [each for each in told if each.line.topic]
    right = [str(each.line.topic) for each in known]
    first = [each.heard.topics[0] for each in known]
    among = [each.line.topic in each.heard.topics for each in known]
    return {
        "n": len(known),
        "macro_f1": macro_f1(right, first),
        "accuracy": accuracy(right, first),
        "among_those_said": round(sum(among) / len(among), 4) if among else None,
    }


def _languages(told: Sequence[Told]) -> Scores:
    names = sorted({str(each.line.lang) for each in told if each.line.lang})
    by = {
        name: accuracy([name] * len(part), [each.heard.language for each in part])
        for name in names
        if (part := [each for each in told if each.line.lang == name])
    }
    dialect = [each for each in told if each.line.dialect]
    right = [str(each.line.lang) for each in dialect]
    return {
        "n": len(told),
        "macro_accuracy": round(float(np.mean([each for each in by.values() if each is not None])), 4)
        if by
        else None,
        "by_language": by | {"dialect": accuracy(right, [each.heard.language for each in dialect])},
    }


def _answers(answers: Sequence[Answer], voice: Analyst) -> Scores:
    judged = [each for each in answers if each.meets_feeling is not None]
    right = [str(each.meets_feeling) for each in judged]
    said = [str(voice.ear.meets_feeling(each.reply)) for each in judged]
    signed = [signature(each.reply) for each in answers]
    return {
        "meets_feeling": {
            "n": len(judged),
            "accuracy": accuracy(right, said),
            "macro_f1": macro_f1(right, said),
        },
        "signatures": {"n": len(answers), "accuracy": accuracy([each.signature for each in answers], signed)},
    }


# ── How fast it is ───────────────────────────────────────────────────────────────────────────────────


def _speed(settings: Settings) -> Scores:
    """Messages a second of one core's time: the corpus, each text once, to a voice that has heard others before."""
    texts = [line.text for line in [*corpus(test=True), *corpus(test=False)]]
    voice = analyst(settings)
    heard = [f"Nettet er nede igjen, {turn} ganger!" for turn in range(50)]
    single = [_seconds(lambda text=text: voice.ear.hear([text])) for text in heard]  # type: ignore[misc]
    return {
        "characters_a_message": round(sum(map(len, texts)) / len(texts)),
        "sentiment": _rate(settings, texts, lambda voice, part: voice.ear.probabilities(part)),
        "language_sentiment_topics": _rate(settings, texts, lambda voice, part: voice.ear.hear(part)),
        "whole_chain": _rate(settings, texts, _chain),
        "one_message_ms": round(min(single) * 1000, 3),
    }


def _chain(voice: Analyst, texts: Sequence[str]) -> None:
    for _ in analyse([msgspec.json.encode({"text": text}) for text in texts], voice):
        pass


def _rate(settings: Settings, texts: Sequence[str], run: Callable[[Analyst, Sequence[str]], object]) -> int:
    """The best of some turns, each of a new voice: what else the machine does is no business of ours."""
    times = []
    for _ in range(TURNS):
        voice = analyst(settings)
        run(voice, [line.text for line in phrases()])
        times.append(_seconds(lambda voice=voice: run(voice, texts)))  # type: ignore[misc]
    return round(len(texts) / min(times))


def _seconds(run: Callable[[], object]) -> float:
    """The processor's time, of all threads."""
    begun = time.process_time()
    run()
    return time.process_time() - begun


def _resident() -> float:
    """MiB in memory by the system's account; nan where it keeps none."""
    if sys.platform != "linux":
        return float("nan")
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return round(pages * 4096 / 2**20, 1)
