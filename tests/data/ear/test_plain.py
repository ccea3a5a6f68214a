"""The plain opinions are said of the same things, in each language, and none is both good and bad."""

import tomllib
from collections import Counter, defaultdict

import pytest

import resources
from data.ear.labelled import FEELINGS, PLAIN, TOLD, corpus
from data.ear.plain import CARRIERS, LEANING, leaning, plain, split, told

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
            words = [*split(said[mood]["words"]), *(split(said[mood]["leaning"]) if mood in LEANING else [])]
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


def test_what_leans_is_listed_once_and_never_both_ways():
    words = [word for word, _ in leaning()]
    assert len(words) == len(set(words))
    leans = dict(leaning())
    assert leans["elendig"] == "bad"
    assert leans["engasjerende"] == "somewhat good"


def test_each_word_that_leans_is_one_that_can_be_looked_up():
    for file in sorted(resources.path("moods").glob("*.toml")):
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        long = [word for mood in LEANING for word in split(said[mood]["leaning"]) if len(word.split()) > 2]
        assert long == [], file.name


def test_no_word_leans_one_way_in_one_language_and_the_other_in_another():
    """It would be looked up in neither: people mix them."""
    sides = defaultdict(set)
    for file in sorted(resources.path("moods").glob("*.toml")):
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        for mood in LEANING:
            for word in split(said[mood]["leaning"]):
                sides[word.casefold()].add(mood)
    assert [word for word, moods in sides.items() if len(moods) > 1] == []


def test_what_is_told_is_told_in_both_moods_and_is_nobodys_in_the_test_part():
    lines = told()
    assert {line.feeling for line in lines} == set(LEANING)
    good, bad = ({line.text for line in lines if line.feeling == mood} for mood in ("positive", "negative"))
    assert not good & bad
    assert not {line.text for line in lines} & {line.text for line in corpus(test=True)}
    assert {(line.of, line.lang, line.topic) for line in lines} == {(TOLD, None, None)}
