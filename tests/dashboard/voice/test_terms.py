"""A term is new when at least five customers say it, far more than on past days."""

import random

import pytest

from dashboard.voice.terms import Said, Today, log_odds, merged

SMALL_TALK = (
    "nettet hjemme er tregt om kvelden",
    "fakturaen stemmer ikke med avtalen",
    "boksen på stua henger når vi ser film",
    "har ventet lenge i telefonkøen",
    "dekningen på hytta er dårlig",
    "montøren ringte aldri tilbake",
    "vil si opp abonnementet mitt",
    "takk for god hjelp med ruteren",
)


def a_day(rng, customers, *, saying=(), of_them=0, language="nb"):
    """Customers who talk of this and that; some of them say one thing more."""
    today = Today()
    for customer in range(customers):
        text = f"{rng.choice(SMALL_TALK)}. {rng.choice(SMALL_TALK)}"
        today.hear(customer, f"{text}. {saying}" if customer < of_them else text, language)
    return today


@pytest.fixture
def usual():
    rng = random.Random(1)
    return merged(a_day(rng, 200).said() for _ in range(14))


def test_a_planted_term_is_found_in_a_thousand_messages_of_noise(usual):
    today = a_day(random.Random(2), 1000, saying="Bamsetv mangler", of_them=12)
    (new,) = today.new(usual)  # the pair stands for its words, and nothing of the noise is new
    assert (new.text, new.customers, new.usual) == ("Bamsetv mangler", 12, 0)


def test_a_word_that_is_always_said_is_new_when_it_is_said_far_more(usual):
    today = a_day(random.Random(8), 400, saying="abonnementet", of_them=0)
    assert today.new(usual) == ()
    flooded = Today()
    for customer in range(400):
        flooded.hear(customer, "vil si opp abonnementet mitt" if customer < 300 else "takk", "nb")
    (term,) = flooded.new(usual)
    assert (term.text, term.customers) == ("abonnementet", 300)
    assert term.usual == pytest.approx(691 / 2800 * 400, rel=0.1)


def test_what_is_said_each_day_is_not_new(usual):
    assert a_day(random.Random(3), 1000).new(usual) == ()


def test_four_customers_are_too_few_and_five_are_enough(usual):
    four, five = (a_day(random.Random(4), 300, saying="Bamsetv", of_them=n).new(usual) for n in (4, 5))
    assert four == ()
    assert [term.text for term in five] == ["Bamsetv"]


def test_one_customer_who_says_it_fifty_times_is_one(usual):
    today = a_day(random.Random(5), 300)
    for _ in range(50):
        today.hear("the same", "Bamsetv Bamsetv Bamsetv", "nb")
    assert today.new(usual) == ()


def test_to_hear_a_message_again_changes_nothing(usual):
    once, twice = (a_day(random.Random(6), 100, saying="Bamsetv", of_them=9) for _ in range(2))
    for customer in range(9):
        twice.hear(customer, "Bamsetv", "nb")
    assert twice.said() == once.said()
    assert twice.new(usual) == once.new(usual)


def test_the_forms_of_a_word_are_one_term_told_as_it_is_mostly_written():
    today = Today()
    for customer, form in enumerate(("teltleiren", "teltleirene", "teltleir", "teltleiren", "teltleiren")):
        today.hear(customer, f"hva med {form}?", "nb")
    (term,) = today.new(Said(1000, {}))
    assert (term.text, term.customers) == ("teltleiren", 5)


def test_stop_words_and_what_is_masked_are_no_terms_and_join_none():
    today = Today()
    for customer in range(9):
        today.hear(customer, "jeg har ikke fått ██████ 12 og nå da, Bamsetv ██ kanal", "nb")
    assert {term.text for term in today.new(Said(1000, {}))} == {"Bamsetv", "kanal"}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "VIRKER ikke fra start, dere er helter"),
        ("nn", "det verkar fint, eg er så nøgd"),
        ("sv", "den startar om och slutade fungera, värdelöst"),
        ("da", "det virker ringe, jeg er så skuffet"),
        ("en", "it stopped working, awful service, worst ever"),
        ("other", "VIRKER ikke fra start"),
    ],
)
def test_what_anybody_says_of_anything_on_any_day_is_no_news(language, said):
    today = Today()
    for customer in range(30):
        today.hear(customer, f"{said}. Bamsetv", language)
    assert {term.text for term in today.new(Said(1000, {}))} == {"Bamsetv"}


def test_beside_a_word_that_is_news_a_plain_one_may_be_told():
    today = Today()
    for customer in range(30):
        today.hear(customer, "Bamsetv stopper", "nb")
    assert [term.text for term in today.new(Said(1000, {}))] == ["Bamsetv stopper"]


def test_where_nothing_is_known_of_past_days_nothing_is_new():
    assert a_day(random.Random(7), 500, saying="Bamsetv", of_them=100).new(Said()) == ()


@pytest.mark.parametrize(
    ("language", "forms"),
    [("sv", ("räkningen", "räkningar")), ("da", ("regningen", "regninger")), ("en", ("bills", "bill"))],
)
def test_each_language_has_its_own_stems(language, forms):
    today = Today()
    for customer in range(10):
        today.hear(customer, forms[customer % 2], language)
    assert [term.customers for term in today.new(Said(5000, {}))] == [10]


def test_the_memory_of_a_day_is_bounded():
    today = Today(kept=50)
    for customer in range(2000):
        today.hear(customer, f"felles ord{customer}abc ting{customer}xyz", "nb")
    said = today.said()
    assert len(said.terms) == 50
    assert said.terms["fell"] == 2000  # what is said by many outlives what is said by one


def test_days_add_up_and_one_that_is_left_out_has_aged():
    monday, tuesday = Said(10, {"nett": 4, "regning": 1}), Said(20, {"nett": 6})
    assert merged([monday, tuesday]) == Said(30, {"nett": 10, "regning": 1})
    assert merged([tuesday]) == tuesday
    assert merged([monday, tuesday], kept=1) == Said(30, {"nett": 10})


def test_the_odds_are_nought_where_shares_are_the_same_and_turn_their_sign_with_the_sides():
    assert log_odds((10, 100), (10, 100)) == pytest.approx(0)
    assert log_odds((20, 100), (10, 100)) == pytest.approx(-log_odds((10, 100), (20, 100)))
    # by hand: share 30.5/201, prior 3.035, rest 16.965; ln(23.035/96.965) - ln(13.035/106.965) = 0.6676;
    # sqrt(1/23.035 + 1/13.035) = 0.3466
    assert log_odds((20, 100), (10, 100)) == pytest.approx(1.926, abs=2e-3)
