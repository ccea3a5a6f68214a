"""What came of a try of the connection is said in words: who we are, what we see, and what is to be done."""

import pytest

from dashboard.faults import fault
from dashboard.set_up import Tried
from ui.setup.connection import words

ADMIN = Tried(name="Vegg", admin=True, channels=("Facebook", "X"), skew=1.0)


def said(tried):
    return words(tried).replace("\N{NO-BREAK SPACE}", " ")


def test_a_good_one_says_whose_token_it_is_and_what_it_shows():
    assert said(ADMIN) == "The inbox answers Vegg. It shows 2 inboxes: Facebook, X."


def test_an_agent_s_token_says_that_it_does_not_see_everything():
    assert "sees only the inboxes that this agent is a member of" in said(Tried(name="Anna", channels=("X",)))
    assert "member" not in said(ADMIN)


@pytest.mark.parametrize(("skew", "off"), [(60.0, ""), (-61.0, "1 min"), (7200.0, "2 h"), (None, "")])
def test_a_clock_that_is_off_by_more_than_a_minute_is_said(skew, off):
    text = said(Tried(name="Vegg", admin=True, skew=skew))
    assert ("clock" in text) == bool(off)
    assert f"clock is {off} off" in text or not off


def test_names_of_strangers_are_cut_and_only_six_are_said():
    text = said(Tried(name="x" * 300, admin=True, channels=tuple(f"{n} {'y' * 90}" for n in range(9))))
    assert len(text) < 300
    assert "It shows 9 inboxes" in text


def test_what_must_be_set_otherwise_goes_before_all_else():
    assert said(Tried(faults=(fault("the token", "token_word"),), name="Vegg")) == (
        "The token: must be one word of plain characters"
    )
