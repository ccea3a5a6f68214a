"""Praise behind a "never" and joy told as a story are heard as they are meant; so is what is bad in the same words."""

import pytest

from dashboard.settings import Settings
from dashboard.voice.sentiment import MOODS
from data.ear.hearing import ear
from data.ear.labelled import corpus
from data.ear.plain import plain, told

PAIRS = {
    "never": (
        ("Aldrig har jag blivit så fint behandlad", "Aldrig har jag blivit så nonchalant bemött"),
        ("Aldri har jeg møtt en så hyggelig montør", "Aldri har jeg møtt en så arrogant kundebehandler"),
        ("Jeg har aldrig talt med en så venlig medarbejder", "Jeg har aldrig talt med en så uforskammet medarbejder"),
        ("Eg har aldri opplevd så god service", "Eg har aldri opplevd så dårleg service"),
        ("Never had a support call this pleasant", "Never had a support call this unpleasant"),
        ("Jag har aldrig haft en så smidig flytt", "Jag har aldrig haft en så krånglig flytt"),
    ),
    "nothing": (
        ("Inga problem alls, bara koppla in och köra", "Ingen hjälp, inget svar, ingen som bryr sig"),
        ("No hassle, no small print, it just worked", "No help, no answer, nobody cares"),
        ("Ikke noe styr, alt fungerte fra første stund", "Ingen hjelp, ingen svar, ingen som bryr seg"),
        ("Ingen problemer, ingen papirer, og så var det ordnet", "Ingen hjælp, intet svar, ingen der gider"),
    ),
    "story": (
        ("Jeg havde regnet med bøvl, men alt virkede første gang", "Jeg håbede på hjælp, men fik bare en opsang"),
        ("I expected trouble and it just worked", "The engineer stayed five minutes and fixed nothing"),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def hearing():
    return ear(Settings(), topics=False)


@pytest.mark.parametrize("way", PAIRS)
def test_what_is_told_is_heard_as_it_is_meant(hearing, way):
    for place, mood in enumerate(("positive", "negative")):
        texts = [pair[place] for pair in PAIRS[way]]
        heard = [MOODS[likeliest] for likeliest in hearing.probabilities(texts).argmax(axis=1)]
        assert [text for text, felt in zip(texts, heard, strict=True) if felt != mood] == []


def test_none_of_it_was_learned_from_and_none_is_of_the_test_part():
    known = {line.text.casefold() for line in (*plain(), *told(), *corpus(test=True), *corpus(test=False))}
    assert not known & {text.casefold() for pairs in PAIRS.values() for pair in pairs for text in pair}
