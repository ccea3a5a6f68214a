"""Whether a reply meets the feeling, and on what that is decided."""

import time
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from dashboard.voice.feeling_words import CLASSES, PAIRS
from dashboard.voice.feelings import WEIGHTS, kinds, meets_feeling, opening
from data.ear.replies import read_replies

REPLIES = read_replies((resources.path("corpus") / "replies.jsonl").read_bytes())
HELD_BACK = [reply for reply in REPLIES if reply.held_back]
MEETS = [
    "Huff, det skjønner jeg er kjipt",
    "Det der må ha vært kjempefrustrerende, Kari.",
    "Oi, sånn skal det ikke være – forstår godt at du er lei",
    "Tre uker uten nett midt i eksamen, det er ikke greit",
    "Ja, det er helt uakseptabelt",
    "Uff 😔",
    "Kjipt!",
    "Hei Kari! Så leit å høre. Hva er kundenummeret?",
    "Hei Kari, Ole her! Skjønner godt at du er oppgitt.",
    "Hei, jeg heter Ole og jobber i kundeservice. Det må være frustrerende.",
    "@kari_n Det var dumt! Har du startet ruteren på nytt?",
    "Fire ganger?! Det er altfor dårlig av oss.",
    "Eg skjønar godt at du er lei av dette.",
    "Det e ikkje greit, det der.",
    "Usch, vad tråkigt! Vilken router har du?",
    "Jättetrist att det blev så här.",
    "Det är inte okej, och jag förstår att du är arg.",
    "Øv, det er jeg ked af at høre.",
    "Hvor er det bare træls, Mette!",
    "Sorry to hear that!",
    "You're right, that's not okay.",
    "That must be so frustrating.",
]
MEETS_NOT = [
    "",
    "Hei!",
    "Hei Kari! Hva er kundenummeret ditt?",
    "Beklager ulempen.",
    "Vi beklager.",
    "Takk for at du tar kontakt!",
    "Takk for tålmodigheten.",
    "Vi forstår at du har byttet ruter.",
    "Vi forstår at du ønsker å si opp.",
    "Vi sjekker saken og kommer tilbake til deg.",
    "Vi har et fiberbrudd på Romerike 😔",
    "Masten ved Hamar er nede. Teknikeren er på vei. Vi skjønner at det er kjipt.",
    "Har du startet ruteren på nytt?",
    "👍",
    "Me sender ein ny rutar i dag.",
    "Vi beklagar felet.",
    "Tack för ditt tålamod!",
    "Vi beklager ulejligheden. Skriv en PB til os.",
    "Sorry for the inconvenience.",
    "Thanks for reaching out!",
    "We understand you have replaced your router.",
]


@pytest.mark.parametrize("reply", MEETS)
def test_the_opening_sentence_acknowledges_the_feeling(reply):
    assert meets_feeling(reply)


@pytest.mark.parametrize("reply", MEETS_NOT)
def test_facts_apologies_thanks_and_questions_do_not_meet_it(reply):
    assert not meets_feeling(reply)


@pytest.mark.parametrize(
    ("reply", "first"),
    [
        ("Hei Kari! Det var leit. Vi ser på det.", "Det var leit. Vi ser på det."),
        ("Hei Kari! Det var leit å høre. Vi ser på det.", "Det var leit å høre."),
        ("Hej, det förstår jag helt. Och nu?", "det förstår jag helt."),
        ("God morgen, Anne Lise 🌸 Så kjedelig at det skjedde. Hm.", "Så kjedelig at det skjedde."),
        ("@kari Vi har en feil på masten. Hm.", "Vi har en feil på masten."),
        ("Hei, Ole her fra Nordnett! Vi har en feil på masten. Hm.", "Vi har en feil på masten."),
        ("Hi, my name is Kim and I work in support. We know of the fault. Hm.", "We know of the fault."),
        ("Farten er 2.5 Mbit nå\nDet er lite.", "Farten er 2.5 Mbit nå\n"),
        ("", ""),
    ],
)
def test_the_opening_comes_after_the_greeting_and_the_writers_own_name(reply, first):
    assert opening(reply) == first


def test_in_each_language_at_least_eighty_five_of_a_hundred_held_back_replies_are_read_right():
    for lang in ("nb", "nn", "sv", "da", "en"):
        said = [reply for reply in HELD_BACK if reply.lang == lang]
        right = sum(meets_feeling(reply.reply) == reply.meets_feeling for reply in said)
        assert right / len(said) >= 0.85, lang


def test_so_are_nine_of_ten_over_all():
    right = sum(meets_feeling(reply.reply) == reply.meets_feeling for reply in HELD_BACK)
    assert right / len(HELD_BACK) >= 0.9


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "da", "en"])
def test_the_demos_replies_are_heard_as_they_were_meant(language):
    """Labelled by others, and not learned from; what tells of a fault put right opens no conversation."""
    bank = tomllib.loads((resources.path("phrases") / f"{language}.toml").read_text(encoding="utf-8"))
    said = [phrase for phrase in bank["agent"] if "meets_feeling" in phrase and phrase["part"] != "fixed"]
    right = sum(meets_feeling(phrase["text"]) == phrase["meets_feeling"] for phrase in said)
    assert len(said) >= 8
    assert right / len(said) >= 0.85


def test_no_word_is_in_two_classes_and_every_class_has_its_weight():
    words = [word for said in CLASSES.values() for word in said.split()]
    assert len(words) == len(set(words))
    pairs = [pair.strip() for said in PAIRS.values() for pair in said.split(",")]
    assert len(pairs) == len(set(pairs))
    assert CLASSES.keys() | PAIRS.keys() <= WEIGHTS.keys()


def test_what_stands_far_behind_makes_no_difference():
    assert meets_feeling("Vi har en feil på masten. " + "Den rettes i kveld. " * 30 + "Så leit!") is False


@given(st.text(max_size=600))
def test_any_reply_does_or_does_not(reply):
    assert meets_feeling(reply) in {True, False}
    assert kinds(reply) <= WEIGHTS.keys()
    assert len(opening(reply)) <= 240


@pytest.mark.parametrize(
    "heap", ["@a ", "@a", "Hei ", "Hei A ", "A her ", "I'm A ", "!", "?!", "uff ", "x", "\n", "😔", "- "]
)
def test_no_reply_takes_long(heap):
    seconds = []
    for _ in range(3):  # the least of three: a garbage collection may fall into one
        begun = time.process_time()
        meets_feeling(heap * 20_000)
        seconds.append(time.process_time() - begun)
    assert min(seconds) < 0.05
