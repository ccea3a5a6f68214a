"""Features are a text's own, whatever stands beside it in the batch."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.voice.features import LONGEST, features
from dashboard.voice.model import STEPS

ODD = [
    "",
    " ",
    "!!!",
    "\x00\x02\x03",
    "İstanbul",
    "👩‍👩‍👧 hei",
    "日本語",
    "a" * 5000,
    "\ud800",
    "e\u0301",
    "\n\t x",
]


def of(batch, place):
    """The features of one text of a batch: kind, then hashes in order."""
    return [kind.hashes[kind.begins[place] : kind.ends[place]].tolist() for kind in batch]


@given(st.lists(st.text(max_size=60), min_size=1, max_size=6))
def test_a_text_has_the_same_features_alone_and_in_company(texts):
    together = features(texts)
    for place, text in enumerate(texts):
        assert of(together, place) == of(features([text]), 0)


@given(st.lists(st.text(alphabet="a ?1", max_size=6), min_size=1, max_size=6))
def test_every_stretch_lies_within_its_hashes(texts):
    for kind in features(texts):
        assert (kind.begins <= kind.ends).all()
        assert (kind.ends <= len(kind.hashes)).all()


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_whatever_is_written_has_features(text):
    assert sum(len(kind) for kind in of(features(["før", text, "etter"]), 1)) > 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TREGT", "tregt"),
        ("nettet er nede", "nettet er nede!"),
        ("bra", "ikke bra"),
        ("bra", "braaaaa"),
        ("hei 👍", "hei 👎"),
    ],
)
def test_what_tells_a_mood_makes_a_difference(one, other):
    assert of(features([one]), 0) != of(features([other]), 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sååå lei", "sååååååå lei"),
        ("i 2019", "i 2024"),
        ("to  blanke\n\nlinjer", "to blanke linjer"),
        ("se https://a.example/x?y=1", "se https://b.example/z"),
        ("hei @kari", "hei @ola"),
        ("bla\u030a", "bl\u00e5"),
    ],
)
def test_what_tells_none_makes_no_difference(one, other):
    words = slice(0, -1)  # the last kind knows how long a text is, and how much of it is in capitals
    assert of(features([one]), 0)[words] == of(features([other]), 0)[words]


def test_what_is_beyond_the_longest_is_not_read():
    text = "nett " * LONGEST
    assert of(features([text[:LONGEST]]), 0) == of(features([text]), 0)


def test_what_stands_shortly_after_a_no_is_marked_in_its_own_text_only():
    denied = features(["det er ikke bra", "bra"])[5]
    assert (denied.ends - denied.begins).tolist() == [1, 0]


def test_no_text_has_more_features_than_a_sum_has_room_for():
    worst = [
        "ab " * 700,
        "?!" * 1000,
        "a " * 1000,
        "a?" * 1000,
        "ikke " * 400,
        "?a " * 700,
        "ej?a?a?a?" * 230,
    ]
    number = sum(kind.ends - kind.begins for kind in features(worst))
    assert np.max(number) * 2 * STEPS < 1 << 21
    assert np.max(number) * 254 < 1 << 22
