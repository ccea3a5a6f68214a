"""Topics are found by an owner's words; what he has written wrong is said, each fault with its key."""

import numpy as np
import pytest

from dashboard.problems import SettingsProblem
from dashboard.voice.topics import Taxonomy

LANGUAGES = ("nb", "nn", "sv", "da", "en")


def topic(*words, name="T", labels=(), **others):
    """A topic whose words are the same in each language but those given."""
    names = {language: f"{name} {language}" for language in LANGUAGES}
    said = {language: list(others.get(language, words)) for language in LANGUAGES}
    return {"name": names, "labels": list(labels), "words": said}


def taxonomy(*words, **topics):
    return Taxonomy.from_mapping({"it": topic(*words), **topics})


def found(entry, text):
    return taxonomy(entry).topics(text) == ("it",)


def faults(mapping):
    with pytest.raises(SettingsProblem) as caught:
        Taxonomy.from_mapping(mapping)
    return caught.value.faults


# ── Entries ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("kid", "Mangler KID på giroen"),
        ("faktur*", "Fakturaen er feil"),
        ("*lading", "elbillading i garasjen"),
        ("*faktur*", "mobilfakturaen"),
        ("virker ikke", "det virker, virker ikke"),
        ("si .. opp", "vil si hele avtalen min opp"),
        ("kommer|kom ikkje", "han kom ikkje"),
        ("nett + nede", "Nede i hele gata, dette nettet: nett!"),
        ("❤", "takk ❤️"),
        ("5g", "5G i Oslo"),
        ("can't", "I can’t log in"),
        ("100 10", "for 100/10 betaler jeg"),
    ],
)
def test_an_entry_finds(entry, text):
    assert found(entry, text)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("kid", "Kidnappet"),
        ("*lading", "ladingen"),
        ("virker ikke", "ikke virker"),
        ("virker ikke", "virker det ikke"),
        ("si .. opp", "si du meg hvorfor dette er opp"),
        ("nett + nede", "nettet er nede"),
        ("kommer|kom ikkje", "kommer og kom"),
    ],
)
def test_an_entry_does_not_find(entry, text):
    assert not found(entry, text)


@pytest.mark.parametrize("text", ["DEKNING", "dekkning", "deeeekning", "dekninnng"])
def test_capitals_and_letters_written_too_often_make_no_difference(text):
    assert found("dekning", text)


@pytest.mark.parametrize("text", ["størst", "störst", "stoerst"])
def test_a_letter_may_be_written_as_the_keyboard_has_it(text):
    assert found("størst", text)
    assert found("störst", text)


def test_a_word_that_has_aa_ae_or_oe_by_nature_is_still_found():
    assert found("konto*", "kontoen")
    assert found("radio*", "radioen")


def test_a_group_stands_for_its_words():
    words = Taxonomy.from_mapping({"groups": {"net": ["nett*", "wifi"]}, "it": topic("<net>|linja .. nede")})
    assert (
        words.topics("wifi er nede") == words.topics("linja nede") == words.topics("nettet nede") == ("it",)
    )
    assert words.topics("veien er nede") == ()


# ── Weights ──────────────────────────────────────────────────────────────────────────────────────────


def test_hits_are_sums_of_weights_by_text_and_topic():
    both = taxonomy("aa*:2", "bb", it2=topic("cc:0.5", name="2"))
    hits = both.hits(["aax bb", "cc", "dd", ""])
    assert hits.dtype == np.float32
    assert hits.tolist() == [[3, 0], [0, 0.5], [0, 0], [0, 0]]


def test_a_word_counts_once_however_often_it_is_said_and_by_its_heaviest_entry():
    one = taxonomy("regning*", "regningsfeil:3", "*feil")
    assert one.hits(["regning, regning, REGNING", "regningsfeil"]).tolist() == [[1], [3]]


def test_what_is_written_in_two_languages_counts_once():
    assert Taxonomy.from_mapping({"it": topic("faktur*", sv=["faktur*:2"])}).hits(["faktura"]).tolist() == [
        [2]
    ]


def test_what_speaks_against_a_topic_is_taken_off_and_never_goes_below_nought():
    one = taxonomy("kamp*:2", "valgkamp:-1", "kamp .. mot:-5")
    assert one.hits(["kampen i valgkamp", "kamp er mot", "valgkamp"]).tolist() == [[1], [0], [0]]


def test_the_likeliest_come_first_and_what_is_far_behind_is_left_out():
    some = taxonomy("aa:4", two=topic("bb:3", name="2"), three=topic("cc", name="3"))
    assert some.topics("bb aa cc") == ("it", "two")
    assert some.topics("cc bb") == ("two",)
    assert some.topics("nothing of it") == ()


def test_of_two_that_are_as_likely_the_first_in_the_file_comes_first():
    assert taxonomy("bb", two=topic("aa", name="2")).topics("aa bb") == ("it", "two")


def test_a_message_of_endless_length_is_read_to_a_limit():
    assert taxonomy("aa").topics("x " * 5000 + "aa") == ()


def test_many_strange_words_do_not_fill_the_memory():
    one = taxonomy("aa*")
    assert all(one.topics(f"aa{number}") == ("it",) for number in range(25_000))


# ── Labels ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_label_is_known_by_id_name_or_list_whatever_its_capitals_and_hyphens():
    some = Taxonomy.from_mapping({"price_rise": topic("aa", name="Prisøkning", labels=["Pris opp"])})
    for label in ("price_rise", "Price-Rise", "prisøkning nb", "PRIS-OPP", "pris opp"):
        assert some.topic_of_label(label) == "price_rise"


def test_any_other_label_is_a_topic_of_its_own_under_its_own_name():
    some = taxonomy("aa")
    assert some.topic_of_label("vip") is None
    assert some.name("vip", "nb") == "vip"
    assert some.name("it", "sv") == "T sv"


# ── Faults ───────────────────────────────────────────────────────────────────────────────────────────


def test_all_faults_are_said_at_once_each_with_its_key():
    found = faults({
        "price_rise": topic("faktur*", "pris*", name="P"),
        "invoice": {**topic("gebyr", name="F", nb=["gebyr", "kid", "purr*", "faktur*"], da=[]), "word": 1},
    })  # fmt: skip
    assert found == (
        "invoice.word: there is no such key; there are name, labels, words",
        "invoice.words.nb[3]: 'faktur*' is already a word of price_rise",
        "invoice.words.da: has no words",
    )


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("", "'': is empty"),
        ("e-post", "'e-post': 'e-post' is not one word: write its parts apart"),
        ("fak*tura", "'fak*tura': 'fak*tura' is not one word"),
        ("a*", "'a*': 'a*' is too short for a part of a word"),
        (".. opp", "'.. opp': begins with a gap"),
        ("si ..", "'si ..': ends with a gap"),
        ("nett + ", "'nett + ': is empty"),
        ("<nett> nede", "'<nett> nede': there is no group <nett>; there are none"),
        ("nett:12", "'nett:12': a weight is up to 9 or -9 and not 0, is 12"),
        ("nett:1.2.3", "'nett:1.2.3': 1.2.3 is no weight"),
    ],
)
def test_an_entry_that_cannot_be_read_says_why(entry, said):
    assert faults({"it": topic("aa", nb=["aa", entry])}) == (f"it.words.nb[1]: {said}",)


def test_what_is_there_twice_or_never_reached_is_said():
    assert faults(
        {"it": topic("aa", nb=["regning*", "regninga", "regning*:2", "*feil", "nettfeil", "feilen"])}
    ) == (
        "it.words.nb[2]: 'regning*:2' is there twice",
        "it.words.nb[1]: 'regninga' is never reached: 'regning*' takes it",
        "it.words.nb[4]: 'nettfeil' is never reached: '*feil' takes it",
    )


def test_a_name_must_be_there_and_fit_the_wall():
    short = topic("aa")
    short["name"] = {**short["name"], "sv": "Ett namn som är alldeles för långt", "en": " "}
    assert faults({"it": short}) == (
        "it.name.sv: must have at most 24 letters, 'Ett namn som är alldeles för långt' has 34",
        "it.name.en: is missing",
    )


def test_what_is_of_another_kind_is_said():
    assert faults({"it": 1})[0] == "it: must be a table"
    assert "it.words.nb: must be a list of texts" in faults(
        {"it": topic("aa", nb=["aa"]) | {"words": {"nb": "aa"}}}
    )
    assert faults({"it": topic("aa", nb=["aa", 7])}) == ("it.words.nb[1]: must be a text, is 7",)
    assert faults({}) == ("there is no topic in it",)


def test_a_label_belongs_to_one_topic():
    two = {"one": topic("aa", name="1", labels=["x"]), "two": topic("bb", name="2", labels=["X"])}
    assert faults(two) == ("two: 'X' is already a name or a label of one",)


def test_a_group_has_single_words_without_weights():
    assert faults({"groups": {"g": ["nett nede", "aa:2"]}, "it": topic("aa")}) == (
        "groups.g[0]: 'nett nede': must be a single word, without a weight",
        "groups.g[1]: 'aa:2': must be a single word, without a weight",
    )
