"""Whom a reply is credited to, by its account and its signature."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.voice.signatures import Attribution, attribution

PEOPLE = {"7": "Erlend Vik", "8": "Kari Moen", "9": "Bjørn Dahl", "20": "Nordlys Bredbånd"}
SEEN = [("20", "Erlend"), ("20", "KM"), ("20", "Siri"), ("20", None), ("7", "Erlend"), ("8", None)]


def credited(account, signed, *, seen=(), names=PEOPLE, page_accounts=()):
    return attribution([*SEEN, *seen, (account, signed)], names, page_accounts).credited(account, signed)


def test_an_account_with_three_different_signatures_answers_for_many():
    assert attribution(SEEN, PEOPLE).shared == {"20"}


def test_two_signatures_are_a_colleague_lending_a_hand():
    assert credited("7", "Siri") == "7"
    assert credited("8", "Erlend") == "8"


@pytest.mark.parametrize(
    ("signed", "agent"),
    [
        ("Erlend", "7"),
        ("erlend", "7"),
        ("ERLEND", "7"),
        ("Erlend V", "7"),
        ("EV", "7"),
        ("KM", "8"),
        ("km", "8"),
        ("Bjørn", "9"),
        ("Bjorn", "9"),
        ("Bjoern", "9"),
        ("Siri", "Siri"),
        ("siri", "Siri"),
        ("SIRI", "Siri"),
        ("XY", "XY"),
        ("Nordlys", "20"),
        (None, "20"),
    ],
)
def test_a_page_accounts_reply_is_whose_signature_it_has(signed, agent):
    assert credited("20", signed) == agent


def test_a_signature_that_fits_two_people_is_an_agent_of_its_own():
    two = PEOPLE | {"10": "Erlend Berg"}
    assert credited("20", "Erlend", names=two) == "Erlend"
    assert credited("20", "Erlend B", names=two) == "10"
    assert credited("20", "EB", names=two) == "10"


def test_diacritics_are_kept_apart_where_both_spellings_are_known():
    names = {"1": "Åsa Ek", "2": "Asa Lund", "20": "Page"}
    assert credited("20", "Åsa", names=names) == "1"
    assert credited("20", "Asa", names=names) == "2"


def test_initials_win_over_a_short_name_in_capitals():
    names = {"1": "Jo Berg", "2": "Jan Olsen", "20": "Page"}
    assert credited("20", "JO", names=names) == "2"
    assert credited("20", "Jo", names=names) == "1"


def test_a_double_name_is_known_by_either_half_of_its_spelling():
    names = {"1": "Anne-Marie Lie", "2": "Per Erik Moe", "20": "Page"}
    assert credited("20", "Anne-Marie", names=names) == "1"
    assert credited("20", "AML", names=names) == "1"
    assert credited("20", "Per Erik", names=names) == "2"
    assert credited("20", "Per", names=names) == "2"


def test_a_page_account_can_be_set_by_id_or_name():
    assert attribution([("7", "Siri"), ("8", None)], PEOPLE).credited("7", "Siri") == "7"
    for page in ("7", "Erlend Vik"):
        assert attribution([("7", "Siri"), ("8", None)], PEOPLE, [page]).credited("7", "Siri") == "Siri"


def test_where_all_replies_come_from_one_account_the_signature_names_the_agent():
    assert attribution([("page", "Erlend")], {"page": "page"}).credited("page", "Erlend") == "Erlend"
    assert attribution([("anna", "Anna")], {"anna": "anna"}).credited("anna", "Anna") == "anna"


def test_a_reply_without_an_account_is_whose_signature_it_has():
    assert credited(None, "Erlend") == "7"
    assert credited(None, "Siri") == "Siri"
    assert credited(None, None) is None


def test_the_order_of_reading_makes_no_difference():
    for order in permutations(SEEN):
        found = attribution(order, PEOPLE)
        assert found == attribution(SEEN, PEOPLE)


def test_without_replies_nobody_is_credited_with_any():
    assert attribution([], {}) == Attribution()
    assert Attribution().credited("7", "Siri") == "7"


@given(
    st.sets(st.tuples(st.none() | st.text(max_size=3), st.none() | st.text(max_size=4)), max_size=12),
    st.dictionaries(st.text(max_size=3), st.text(max_size=6), max_size=5),
)
def test_whatever_was_seen_has_an_agent_where_it_has_an_account(senders, names):
    found = attribution(senders, names)
    for account, signed in senders:
        agent = found.credited(account, signed)
        assert agent is not None or (account is None and not signed)
        if account is not None and account not in found.shared:
            assert agent == account
