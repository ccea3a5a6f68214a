import tomllib

import pytest

import resources
from dashboard.problems import SettingsProblem
from dashboard.voice.candidates import LONGEST, Picker, sentence_id, unfit_words
from dashboard.voice.values import Heard

BLOCK = "▇▇▇"
ANGRY = Heard("negative", "nb", ("broadband_down",))


@pytest.fixture(scope="module")
def picker():
    unfit = unfit_words(tomllib.loads(resources.path("voice", "unfit.toml").read_text(encoding="utf-8")))
    return Picker(mask, BLOCK, unfit)


def mask(text):
    return text.replace("Kari Nordli", BLOCK)


def test_the_telling_sentence_of_a_longer_message_is_picked_without_its_greeting(picker):
    text = "Hei Kari Nordli! Har ventet. Fiberen har vært borte i tre dager, og ingen svarer oss på telefonen. Ok?"
    assert (
        picker.pick(mask(text), ANGRY).text
        == "Fiberen har vært borte i tre dager, og ingen svarer oss på telefonen."
    )


def test_a_masked_name_is_a_block_in_what_is_picked(picker):
    said = picker.pick(mask("Jeg snakket med Kari Nordli om fakturaen i går kveld."), ANGRY).text
    assert said == f"Jeg snakket med {BLOCK} om fakturaen i går kveld."


@pytest.mark.parametrize(
    "text",
    [
        "Nettet har vært nede i tre jævla dager nå.",
        "Jeg har kreft og nettet har vært nede hele uka.",
        "Jeg vet hvor dere bor, få opp nettet igjen nå.",
        "This is fucking useless, no internet for three days.",
        "Min man är sjuk och vi har inget nät hemma.",
        "Min mor har demens, og hendes nødkald virker ikke.",
        "Någon har hyrt en porrfilm på mitt konto i går kväll.",
    ],
)
def test_profanity_threats_and_health_keep_a_message_off_the_wall(picker, text):
    assert picker.pick(mask(text), ANGRY) is None


@pytest.mark.parametrize(
    "text",
    [
        "Fantastisk service på telefonen i dag, tusen takk for hjelpen.",
        "Hello, the assistance in the shop was a big help for us.",
        "Ruteren min er helt død igjen etter stormen i natt.",
    ],
)
def test_harmless_words_that_begin_like_unfit_ones_pass(picker, text):
    assert picker.pick(mask(text), ANGRY) is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nede!",
        "😡😡😡😡😡😡😡😡😡😡😡😡😡😡😡😡😡😡😡😡😡",
        "Se https://example.org/hva-skjer for mer om feilen her",
        "ord " * 60,
        "x" * 10_000,
        "Kari Nordli og Kari Nordli bor hos oss i huset.",
    ],
)
def test_what_is_too_short_too_long_a_link_or_mostly_masked_is_no_candidate(picker, text):
    assert picker.pick(mask(text), ANGRY) is None


def test_a_sentence_fits_a_glance(picker):
    text = "Dette er en setning " + "som bare fortsetter og fortsetter " * 4 + "uten å si noe."
    assert len(text) > LONGEST
    assert picker.pick(mask(text), ANGRY) is None


def test_a_felt_sentence_is_worth_more_than_an_unsure_one(picker):
    text = "Fiberen har vært borte i tre dager nå."
    assert picker.pick(mask(text), ANGRY).quality > picker.pick(mask(text), Heard("unsure")).quality


def test_the_name_of_a_sentence_is_lasting_and_tells_nothing():
    assert sentence_id("1042", "90211") == sentence_id("1042", "90211")
    assert sentence_id("1042", "90211") != sentence_id("10429", "0211")
    assert "1042" not in sentence_id("1042", "90211")


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({}, "there are none"),
        ({"threat": ["kill"]}, "threat: must be a table"),
        ({"threat": {"en": "kill"}}, "threat.en: must be a list"),
        ({"threat": {"en": ["*"]}}, "threat.en: must be a list"),
    ],
)
def test_a_wrong_list_of_unfit_words_says_where(said, fault):
    with pytest.raises(SettingsProblem, match=fault):
        unfit_words(said)
