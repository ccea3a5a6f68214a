"""Small changes make no other sentence; other words of the same matter do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.voice.alike import alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nettet er nede igjen i Bergen", "nettet er nede på Voss igjen!"),
        ("Hallaien, betalte for kampen for en time siden", "Betalte for kampen for en time siden, altså"),
        ("Betalte for kampen men får bare svart skjerm", "Betallte for kampen men far bare svart skjerm"),
        ("Når kommer ▇▇▇ tilbake?", "når kommer ▇▇▇ tilbake"),
    ],
)
def test_what_differs_in_little_is_alike(one, other):
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nettet er nede igjen i Bergen", "Heile bygda står utan nett i dag"),
        (
            "Betalte 549 for kampen i kveld og får bare svart skjerm",
            "En time med svart skjerm, og det for 449",
        ),
        ("Fakturaen er altfor høy", "Hvem har bestilt Disney+ i mitt navn?"),
        ("", "Heile bygda står utan nett i dag"),
    ],
)
def test_other_words_are_another_sentence(one, other):
    assert not alike(one, other)
    assert not alike(other, one)


@given(st.text(max_size=80), st.text(max_size=80))
def test_it_is_the_same_both_ways_and_what_has_letters_is_like_itself(one, other):
    assert alike(one, one) or not any(map(str.isalnum, one))
    assert alike(one, other) == alike(other, one)
