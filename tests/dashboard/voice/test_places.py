"""Places: a town is told from the word that it may be."""

import pytest

from dashboard.voice.places import LEAST, Places, named
from data.gazetteer import places

NAMES = (
    "Oslo",
    "Sandnes",
    "Moss?",
    "Os?",
    "Å?",
    "Time?",
    "Mo i Rana",
    "Sør-Varanger",
    "Göteborg = Gothenburg, Gbg",
    "Nore og Uvdal",
)


@pytest.fixture(scope="module")
def few():
    return Places(("# a list", "", *NAMES))


@pytest.fixture(scope="module")
def all_of_them():
    return places()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nettet er nede i Oslo", ("Oslo",)),
        ("nede i oslo og sandnes", ("Oslo", "Sandnes")),
        ("SANDNES NEDE, OSLO NEDE", ("Sandnes", "Oslo")),
        ("Oslos beste nett, og Oslo igjen", ("Oslo",)),
        ("hele Oslo-området", ("Oslo",)),
        ("Vi bor i Mo i Rana", ("Mo i Rana",)),
        ("sør-varanger er svart", ("Sør-Varanger",)),
        ("nore og uvdal", ("Nore og Uvdal",)),
        ("no internet in gothenburg", ("Göteborg",)),
        ("osloer, osl, sandnesveien", ()),
    ],
)
def test_a_name_that_is_nothing_else_is_found_however_it_is_written(few, text, found):
    assert few.found(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ingen dekning i Moss", ("Moss",)),
        ("Fra Os til Moss", ("Os", "Moss")),
        ("Vi bor på Å i Lofoten", ("Å",)),
        ("Time kommune er uten nett", ("Time",)),
        ("det er moss på taket", ()),
        ("Moss er et ord", ()),
        ("venter i moss", ()),
        ("Time etter time", ()),
        ("VENTER I TIME ETTER TIME", ()),
        ("å, så fint", ()),
    ],
)
def test_a_name_that_is_a_word_needs_a_capital_and_its_surroundings(few, text, found):
    assert few.found(text) == found


def test_each_municipality_of_the_three_countries_is_found_after_its_preposition(all_of_them):
    names = (
        line.partition("=")[0].strip().rstrip("?")
        for country in ("no", "se", "dk")
        for line in _municipalities(country)
    )
    lost = [name for name in names if all_of_them.found(f"Strømmen er borte i {name}.")[-1:] != (name,)]
    assert lost == []


@pytest.mark.parametrize(("country", "many"), [("no", 357), ("se", 290), ("dk", 98)])
def test_there_are_as_many_municipalities_as_there_should_be(country, many):
    # Norway has two Våler, two Herøy and a Bø, a Nes and an Os that share their name with a town elsewhere
    assert many - 3 <= len(set(_municipalities(country))) <= many


@pytest.mark.parametrize(
    "text",
    [
        "Jeg har ventet en time, og det er en skam at ingen kan svare på mark og berg.",
        "Sola skinner, stranda er full, og vi ser ål i fjorden ved siden av stien.",
        "Jag vill bara ha svar, det ska vara enkelt att leka med barnen.",
        "Han er på vejen, skive efter skive, og varde for det ydre.",
        "We have been waiting for an hour, and the moss grows on my router.",
        "Dokker må fikse det, æ ha ringt og ringt; ta den i lomma og gå.",
    ],
)
def test_everyday_sentences_name_no_place(all_of_them, text):
    assert all_of_them.found(text) == ()


def test_a_place_is_shown_when_five_customers_name_it():
    assert LEAST == 5
    assert named({"Oslo": 5, "Moss": 4, "Bergen": 9, "Alta": 5}) == (("Bergen", 9), ("Alta", 5), ("Oslo", 5))
    assert named({"Moss": 4}, least=2) == (("Moss", 4),)


def _municipalities(country):
    import resources

    text = resources.path("places", f"{country}.txt").read_text(encoding="utf-8")
    lines = text.partition("# Towns, districts and regions\n")[0].splitlines()
    return [line for line in lines if line and not line.startswith("#")]
