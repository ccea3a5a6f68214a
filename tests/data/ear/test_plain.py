"""The plain opinions are said of the same things, in each language, and none is both good and bad."""

import tomllib
from collections import Counter, defaultdict

import pytest

import resources
from data.ear.labelled import FEELINGS, PLAIN
from data.ear.plain import CARRIERS, plain

LANGUAGES = ("da", "en", "nb", "nn", "sv")


@pytest.fixture(scope="module")
def lines():
    return plain()


def test_each_language_has_all_moods(lines):
    told = Counter((line.lang, line.feeling) for line in lines)
    assert set(told) == {(language, mood) for language in LANGUAGES for mood in FEELINGS}


def test_none_is_said_in_two_moods(lines):
    moods = defaultdict(set)
    for line in lines:
        moods[line.text.casefold()].add(line.feeling)
    assert [text for text, felt in moods.items() if len(felt) > 1] == []


def test_no_word_is_empty_or_stands_twice():
    for file in sorted(resources.path("moods").glob("*.toml")):
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        for mood in FEELINGS:
            words = [" ".join(word.split()) for word in said[mood]["words"].split(",")]
            assert "" not in words
            assert [word for word, times in Counter(words).items() if times > 1] == [], (file.name, mood)


def test_each_carrier_carries_good_and_bad(lines):
    for file in sorted(resources.path("moods").glob("*.toml")):
        carriers = tomllib.loads(file.read_text(encoding="utf-8"))["carriers"]
        assert len(set(carriers)) == len(carriers) > 2 * CARRIERS
        assert all(carrier.count("{}") == 1 for carrier in carriers)
        for carrier in carriers:
            before, _, after = carrier.partition("{}")
            felt = {
                line.feeling
                for line in lines
                if line.lang == file.stem and line.text.startswith(before) and line.text.endswith(after)
            }
            assert {"negative", "positive"} <= felt, (file.name, carrier)


def test_they_are_a_set_of_their_own_and_the_same_each_time(lines):
    assert {line.set for line in lines} == {PLAIN}
    assert lines == plain()
