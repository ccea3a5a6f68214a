"""What is wrong is said in the language of whoever sits at the dialog."""

from string import Formatter
from typing import get_args

import pytest

from dashboard.faults import FAULTS, Measure, What, fault, quote
from dashboard.settings_plan import plan
from tests.proofs.words import TRANSLATED
from ui.setup import titles
from ui.setup.wrong import HERE, beside, called, said, whole
from ui.speech.language import speaking

EVERY = sorted(set(get_args(What)) - {"line"})


def made(what):
    """A fault of that code with something in each of its places."""
    text = HERE.get(what, FAULTS[what])
    return fault("goals.target", what, **{name: "•" for _, name, _, _ in Formatter().parse(text) if name})


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_fault_is_said_in_english_elsewhere(language):
    for what in EVERY:
        english = said(made(what))
        with speaking(language):
            assert said(made(what)) != english, what


def test_a_fault_in_bokmal_has_the_units_numbers_and_marks_of_bokmal():
    with speaking("nb"):
        limits = fault(
            "screen.distance", "between", least=Measure(0.3, "m"), most=Measure(50, "m"), value=quote("x")
        )
        assert said(limits) == "må være minst 0,3 m og høyst 50 m, er «x»"
        assert whole(limits) == "Alle skjermer, Avstand: må være minst 0,3 m og høyst 50 m, er «x»"
        assert whole(fault("alerts.Min kø.above", "number", value=quote("mye"))).startswith(
            "Varsler, Min kø, Over: "
        )


def test_choices_are_called_as_the_dialog_calls_them():
    with speaking("sv"):
        text = said(fault("exports.at", "one_of", choices=("day", "shift"), value=quote("noon")))
    assert text == "måste vara ett av Varje dag, Varje dag och varje pass, är ”noon”"


def test_every_choice_has_a_name_that_translators_have():
    named = {**titles.LABELS, **titles.words.PAGES, **titles.CHOICES}
    missing = {each for table in plan() for it in table.settings for each in it.choices if each not in named}
    assert missing == set()


def test_a_file_and_a_thing_are_called_what_they_are():
    assert called("/etc/pulsvegg/settings.toml") == "/etc/pulsvegg/settings.toml"
    assert called("the token") == "The token"
    assert called("future") == "future"


def test_faults_stand_beside_their_key_those_of_a_key_within_it_with_that_and_the_rest_by_itself():
    found = (
        fault("screen.off.mon", "overlap"),
        fault("screen.distance", "empty"),
        fault("screen.colour", "no_such_setting", known=()),
        fault("screens.distance", "empty"),
    )
    by_key, rest = beside(found, "screen", {"off", "distance"})
    assert by_key == {"off": ["mon: two of its spans overlap"], "distance": ["must not be empty"]}
    assert rest == ("Colour: is no setting of this version",)


def test_a_long_list_is_cut_and_names_with_commas_are_told_apart():
    text = said(fault("exceptions.x", "of", known=tuple(f"day {n}" for n in range(40)), value=quote("x")))
    assert text.count("day") == 12
    assert "…" in text
    assert "a, b; c" in said(fault("x", "of", known=("a, b", "c"), value=quote("x")))
