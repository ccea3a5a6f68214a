"""The bench of the voice reads what it is given, and counts only what was not learned from."""

import json

import pytest

from dashboard.settings import Settings
from data.bench import voice as bench_voice
from data.ear.hearing import analyst


@pytest.fixture(scope="module")
def voice():
    return analyst(Settings())


def lines(path, *rows):
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_lines_of_the_trade_are_scored_by_language_and_dialect_apart(tmp_path, voice):
    row = {
        "text": "Tusen takk!",
        "lang": "nb",
        "sentiment": "positive",
        "topic": "praise",
        "pii": [],
        "marks": [],
    }
    file = lines(tmp_path / "own.jsonl", row, row | {"text": "Tusen takk te dokker!", "dialect": "nordnorsk"})
    scores = bench_voice.scored(file, voice)
    assert {name: each["n"] for name, each in scores["mood"].items()} == {"trade": 2, "nb": 1, "dialect": 1}
    assert scores["mood"]["trade"]["accuracy"] == 1
    assert scores["masking"]["clean_lines_changed"] == 0


def test_of_a_public_set_only_what_is_never_learned_from_is_scored(tmp_path, voice):
    rows = [{"set": "reviews", "lang": "sv", "label": "negative", "text": f"uselt {n}"} for n in range(300)]
    scores = bench_voice.scored(lines(tmp_path / "public.jsonl", *rows), voice)
    assert 10 < scores["mood"]["reviews"]["n"] < 60


def test_replies_are_scored_by_feeling_and_signature(tmp_path, voice):
    rows = [
        {"reply": "Huff, det skjønner jeg er kjipt! /Erlend", "meets_feeling": True, "signature": "Erlend"},
        {"reply": "Vi ser på saken.", "meets_feeling": False, "signature": "Kari"},
    ]
    scores = bench_voice.scored(lines(tmp_path / "replies.jsonl", *rows), voice)
    assert scores["meets_feeling"]["accuracy"] == 1
    assert scores["signatures"] == {"n": 2, "accuracy": 0.5}
