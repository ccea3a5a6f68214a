"""Listed words are found where they are written as listed, alone, in pairs, behind a no; and nowhere else."""

import numpy as np
import pytest

from dashboard.voice.features import features
from dashboard.voice.leanings import COLUMNS, LEANS, listed

LISTED = listed(
    [("Fint", "good"), ("elendig", "bad"), ("gidder ikke", "bad"), ("hurra", "somewhat good"), ("👍", "good")]
)
NO = len(LEANS)


def columns(*texts):
    """Text by text the columns in which something was found."""
    return [np.flatnonzero(row).tolist() for row in LISTED.counts(features(texts))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Det var FINT!", [LEANS.index("good")]),
        ("elendig", [LEANS.index("bad")]),
        ("jeg gidder ikke mer", [LEANS.index("bad")]),
        ("gidder du ikke", []),
        ("hurra", [LEANS.index("somewhat good")]),
        ("ok 👍", [LEANS.index("good")]),
        ("👎", []),
        ("finter", []),
        ("elendighet og fin", []),
        ("", []),
        ("123 !!", []),
    ],
)
def test_a_word_is_found_as_it_is_listed(text, found):
    assert columns(text) == [found]


def test_behind_a_no_it_counts_as_that_too():
    good = LEANS.index("good")
    assert columns("ikke så fint", "not very fint", "fint, ikke dyrt") == [[good, good + NO]] * 2 + [[good]]


def test_a_pair_does_not_reach_from_one_text_into_the_next():
    assert columns("nei gidder", "ikke nå", "gidder ikke") == [[], [], [LEANS.index("bad")]]


def test_each_text_has_its_own_wherever_it_stands():
    texts = ["", "fint", "bare ord", "elendig elendig", "", "hurra"]
    together = LISTED.counts(features(texts))
    alone = np.concatenate([LISTED.counts(features([text])) for text in texts])
    assert (together == alone).all()
    assert together.shape == (len(texts), COLUMNS)


def test_twice_counts_twice_and_a_longer_text_says_less():
    bad = LEANS.index("bad")
    once, twice, long = LISTED.counts(
        features(["elendig x y", "elendig elendig y", "elendig" + " ord" * 40])
    )[:, bad]
    assert twice == 2 * once
    assert 0 < long < once / 2


def test_where_nothing_is_listed_nothing_is_found_and_nothing_added():
    nothing = listed([])
    counts = nothing.counts(features(["fint", "elendig"]))
    assert not counts.any()
    assert not nothing.scores(counts).any()
