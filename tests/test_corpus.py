"""The corpus is what its README says."""

import json
import zlib
from collections import Counter
from difflib import SequenceMatcher
from itertools import pairwise

import pytest

import resources

FILES = sorted(set(resources.path("corpus").glob("*.jsonl")) - {resources.path("corpus") / "replies.jsonl"})
LINES = [json.loads(line) for file in FILES for line in file.read_text(encoding="utf-8").splitlines()]
TOPICS = {
    *("broadband_down", "broadband_slow", "mobile_coverage", "tv_and_streaming", "pay_per_view", "invoice"),
    *("price_rise", "delivery_and_technician", "cancel_and_binding", "moving", "roaming", "app_and_login"),
    *("waiting_for_us", "fraud_and_privacy", "device", "praise", "other"),
}
MARKS = {
    *("sarcasm", "mixed", "shouting", "emoji", "typos", "code_switching", "plain_fault", "youth"),
    *("polite_anger", "short"),
}
LEAST = {"nb": 1100, "nn": 300, "sv": 700, "da": 450, "en": 450}


def test_each_variety_has_enough_messages_and_three_hundred_are_in_dialect():
    counts = Counter(line["lang"] for line in LINES)
    assert all(counts[lang] >= least for lang, least in LEAST.items())
    assert sum(line["lang"] == "nb" and line["dialect"] is not None for line in LINES) >= 300


def test_no_two_messages_are_the_same_and_each_has_an_id_of_its_own():
    assert len({line["id"] for line in LINES}) == len(LINES)
    assert len({line["text"].casefold() for line in LINES}) == len(LINES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_labels_are_known_and_personal_data_stands_in_the_text(file):
    for line in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
        assert set(line) == {"id", "text", "lang", "sentiment", "topic", "marks", "dialect", "pii"}, line[
            "id"
        ]
        assert line["sentiment"] in {"negative", "neutral", "positive"}, line["id"]
        assert line["topic"] in TOPICS, line["id"]
        assert set(line["marks"]) <= MARKS, line["id"]
        assert all(found["text"] in line["text"] for found in line["pii"]), line["id"]


def test_neighbours_in_the_alphabet_are_not_the_same_sentence_again():
    texts = sorted(line["text"].casefold() for line in LINES)
    near = [
        (a, b)
        for a, b in pairwise(texts)
        if len(a) > 25 and SequenceMatcher(None, a, b, autojunk=False).ratio() > 0.85
    ]
    assert near == []


def test_the_rule_sets_about_a_fifth_apart_for_testing():
    apart = sum(zlib.crc32(line["id"].encode()) % 5 == 0 for line in LINES)
    assert 0.17 < apart / len(LINES) < 0.23
