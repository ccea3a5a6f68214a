"""The replies of the corpus are what its README says."""

import json
import zlib
from collections import Counter

import resources

LINES = (resources.path("corpus") / "replies.jsonl").read_text(encoding="utf-8").splitlines()
REPLIES = [json.loads(line) for line in LINES]
LEAST = {"nb": 300, "nn": 100, "sv": 200, "da": 150, "en": 150}
MARKS = {
    *("greeting_first", "late_feeling", "empathy_word_for_facts", "apology", "indirect", "humour", "dialect"),
    *("emoji", "agreement", "short", "joy", "signature_trap", "question_first", "thanks_first"),
}


def test_each_variety_has_enough_replies():
    counts = Counter(reply["lang"] for reply in REPLIES)
    assert counts.keys() == LEAST.keys()
    assert all(counts[lang] >= least for lang, least in LEAST.items())


def test_about_half_meet_the_feeling_and_a_third_is_signed():
    for lang in LEAST:
        said = [reply for reply in REPLIES if reply["lang"] == lang]
        assert 0.42 < sum(reply["meets_feeling"] for reply in said) / len(said) < 0.58
        assert sum(reply["signature"] is not None for reply in said) / len(said) > 0.25


def test_no_two_replies_are_the_same_and_each_has_an_id_of_its_own():
    assert len({reply["id"] for reply in REPLIES}) == len(REPLIES)
    assert len({reply["reply"].casefold() for reply in REPLIES}) == len(REPLIES)


def test_labels_are_known_and_signatures_stand_in_the_reply():
    for reply in REPLIES:
        assert set(reply) == {"id", "customer", "reply", "lang", "meets_feeling", "signature", "marks"}
        assert isinstance(reply["meets_feeling"], bool)
        assert set(reply["marks"]) <= MARKS, reply["id"]
        assert reply["signature"] is None or reply["signature"] in reply["reply"], reply["id"]


def test_the_rule_sets_about_a_fifth_apart_for_testing():
    apart = sum(zlib.crc32(reply["id"].encode()) % 5 == 0 for reply in REPLIES)
    assert 0.17 < apart / len(REPLIES) < 0.23
