from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from dashboard.settings import Voice as How
from dashboard.voice.queue import AGAIN, LIVES, MOST, MOST_BY_ITSELF, Candidate, VoiceQueue
from dashboard.voice.values import (
    Correct,
    Kill,
    Killed,
    Release,
    Released,
    Sentence,
    State,
    Statement,
    TopicNow,
    Withdraw,
)
from data.deeds import DeedsInMemory

NOON = datetime(2026, 11, 19, 12, 0, tzinfo=UTC)
DOWN = TopicNow(id="broadband_down", customers=9, usual=2.0, times=4.5)
PRICE = TopicNow(id="price_rise", customers=3, usual=3.0, times=1.0)


def minutes(number):
    return timedelta(minutes=number)


def candidate(name, *, topic="broadband_down", at=NOON, customer=None, quality=0.5):
    sentence = Sentence(id=name, at=at, text=" ".join([name] * 4), topic=topic, mood="negative")
    return Candidate(sentence, customer if customer is not None else hash(name), quality)


def saying(name, text, **more):
    made = candidate(name, **more)
    return made._replace(sentence=msgspec.structs.replace(made.sentence, text=text))


def queue(*candidates, deeds=None, at=NOON, topics=(DOWN, PRICE), **how):
    made = VoiceQueue(deeds or DeedsInMemory(), How(**how))
    made.hear(candidates)
    made.look(at, topics)
    return made


def shown(made, at=NOON):
    return [sentence.id for sentence in made.voice(at).shown]


def offered(made, at=NOON):
    return [sentence.id for sentence in made.voice(at).candidates]


def test_nothing_is_shown_that_nobody_released():
    made = queue(candidate("a"), candidate("b"))
    made.look(NOON + minutes(200), (DOWN,))
    assert shown(made, NOON + minutes(200)) == []


def test_what_the_lead_releases_is_shown_for_as_long_as_set_and_no_longer():
    made = queue(candidate("a"), show_minutes=30)
    assert made.wish(Release(id="a", by="Kari"), NOON)
    assert shown(made, NOON) == ["a"]
    assert shown(made, NOON + minutes(29.9)) == ["a"]
    assert shown(made, NOON + minutes(30)) == []
    assert offered(made) == []


def test_a_killed_sentence_is_gone_at_once_and_comes_back_never():
    deeds = DeedsInMemory()
    made = queue(candidate("a"), deeds=deeds)
    made.wish(Release(id="a", by="Kari"), NOON)
    made.wish(Kill(id="a", by="Ola"), NOON + minutes(1))
    assert shown(made, NOON + minutes(1)) == []
    again = queue(candidate("a"), deeds=deeds)
    assert offered(again) == []
    assert not again.wish(Release(id="a", by="Kari"), NOON + minutes(2))


def test_a_candidate_can_be_killed_before_it_was_ever_shown():
    made = queue(candidate("a"), candidate("b"))
    made.wish(Kill(id="a", by="Kari"), NOON)
    assert offered(made) == ["b"]


def test_never_two_of_one_customer():
    made = queue(candidate("a", customer=7, quality=0.4), candidate("b", customer=7, quality=0.6))
    assert offered(made) == ["b"]
    made.wish(Release(id="b", by="Kari"), NOON)
    made.hear([candidate("c", customer=7, quality=0.9)])
    made.look(NOON + minutes(1), (DOWN,))
    assert offered(made, NOON + minutes(1)) == []
    assert not made.wish(Release(id="c", by="Kari"), NOON + minutes(1))
    later = NOON + AGAIN
    made.hear([candidate("d", customer=7, quality=0.95, at=later)])
    made.look(later, (DOWN,))
    assert offered(made, later) == ["d"]


def test_an_old_candidate_leaves():
    made = queue(candidate("a", at=NOON - LIVES - minutes(1)), candidate("b", at=NOON - LIVES + minutes(1)))
    assert offered(made) == ["b"]


def test_only_what_rises_or_is_big_is_offered_and_what_rises_most_comes_first():
    made = queue(
        candidate("price", topic="price_rise", quality=0.9),
        candidate("down", topic="broadband_down", quality=0.5),
        candidate("moving", topic="moving", quality=1.0),
    )
    assert offered(made) == ["down", "price"]


def test_by_itself_a_sentence_is_released_only_where_set_and_only_after_its_time():
    waiting = queue(candidate("a"), at=NOON + minutes(14), release="automatic", after_minutes=15)
    assert shown(waiting, NOON + minutes(14)) == []
    waiting.look(NOON + minutes(15), (DOWN,))
    assert shown(waiting, NOON + minutes(15)) == ["a"]
    assert waiting.voice(NOON + minutes(15)).deeds[-1].by == "automatic"
    assert waiting.voice(NOON).automatic_after == 900.0


def test_a_restart_forgets_no_release():
    deeds = DeedsInMemory()
    queue(candidate("a"), deeds=deeds).wish(Release(id="a", by="Kari"), NOON)
    assert shown(queue(deeds=deeds)) == ["a"]


def test_the_log_says_who_did_what_and_when():
    made = queue(candidate("a"))
    made.wish(Release(id="a", by="Kari"), NOON)
    made.wish(Kill(id="a", by="Ola"), NOON + minutes(3))
    released, killed = made.voice(NOON + minutes(3)).deeds
    assert isinstance(released, Released)
    assert (released.by, released.sentence.id) == ("Kari", "a")
    assert killed == Killed(at=NOON + minutes(3), by="Ola", id="a")


def test_an_unknown_sentence_can_not_be_released():
    assert not queue().wish(Release(id="nobody", by="Kari"), NOON)


def test_a_flood_of_candidates_stays_bounded_and_keeps_the_telling_ones():
    made = queue(*(candidate(f"n{number}", quality=number / 2000) for number in range(2 * MOST)))
    assert offered(made)[0] == f"n{2 * MOST - 1}"
    for number in range(MOST):  # the least telling half is not there any more
        assert not made.wish(Release(id=f"n{number}", by="Kari"), NOON)


@pytest.mark.parametrize("kind", ["we_say", "we_fixed"])
def test_a_statement_holds_until_its_time_its_withdrawal_or_a_newer_one(kind):
    made = queue()
    first = Statement(id="s", topic="invoice", kind=kind, text="We are on it", until=NOON + minutes(60))
    made.wish(State(statement=first, by="Kari"), NOON)
    assert made.statements(NOON) == (first,)
    assert made.statements(NOON + minutes(60)) == ()
    second = Statement(
        id="s", topic="invoice", kind=kind, text="Mended", owner="Billing", status="fixed", until=first.until
    )
    made.wish(State(statement=second, by="Kari"), NOON)
    assert made.statements(NOON) == (second,)
    made.wish(Withdraw(id="s", by="Kari"), NOON)
    assert made.statements(NOON) == ()


def test_by_themselves_only_so_many_are_shown_at_a_time_and_of_each_topic_some():
    many = [candidate(f"d{n}", quality=0.9) for n in range(40)]
    few = [candidate(f"p{n}", topic="price_rise", quality=0.5) for n in range(3)]
    made = queue(*many, *few, release="automatic", after_minutes=0)
    assert len(shown(made)) == MOST_BY_ITSELF
    assert {name[0] for name in shown(made)} == {"d", "p"}


def test_the_same_words_of_another_customer_are_not_shown_again():
    twin = saying("b", candidate("a").sentence.text)
    made = queue(candidate("a", quality=0.9), twin)
    made.wish(Release(id="a", by="Kari"), NOON)
    assert offered(made) == []


def test_what_nobody_usually_writes_of_rises_by_its_customers():
    never = TopicNow(id="pay_per_view", customers=30, usual=0.0, burst=NOON)
    made = queue(
        candidate("down", quality=0.9),
        candidate("fight", topic="pay_per_view", quality=0.5),
        topics=(DOWN, never),
    )
    assert offered(made) == ["fight", "down"]


def test_what_the_ear_misheard_is_handed_on_and_put_right_in_the_queue():
    learned = []
    made = VoiceQueue(DeedsInMemory(), How(), learned.append)
    made.hear([candidate("a")])
    made.look(NOON, (DOWN, PRICE))
    assert made.wish(Correct(id="a", sentiment="positive", topic="price_rise", by="Kari"), NOON)
    (correction,) = learned
    assert (correction.sentence.mood, correction.sentiment, correction.topic) == (
        "negative",
        "positive",
        "price_rise",
    )
    (offered,) = made.voice(NOON).candidates
    assert (offered.mood, offered.topic) == ("positive", "price_rise")
    assert not made.wish(Correct(id="nobody", sentiment="positive", topic="tv", by="Kari"), NOON)


def test_a_sentence_that_is_shown_can_be_corrected_too():
    learned = []
    made = VoiceQueue(DeedsInMemory(), How(), learned.append)
    made.hear([candidate("a")])
    made.look(NOON, (DOWN,))
    made.wish(Release(id="a", by="Kari"), NOON)
    assert made.wish(Correct(id="a", sentiment="neutral", topic="tv", by="Ola"), NOON)
    assert learned[0].by == "Ola"


NEAR = (
    saying("bergen", "Nettet er nede igjen i Bergen", quality=0.9),
    saying("voss", "nettet er nede på Voss igjen!!", quality=0.8),
    saying("own", "Heile bygda står utan nett i dag", quality=0.7),
)


def test_of_sentences_that_say_nearly_the_same_the_best_is_offered():
    assert offered(queue(*NEAR)) == ["bergen", "own"]


def test_what_says_nearly_the_same_as_a_released_sentence_is_not_offered_for_a_day():
    made = queue(NEAR[0])
    made.wish(Release(id="bergen", by="Kari"), NOON)
    made.hear(NEAR[1:])
    made.look(NOON + minutes(1), (DOWN,))
    assert offered(made, NOON + minutes(1)) == ["own"]
    made.hear([saying("later", NEAR[1].sentence.text, at=NOON + AGAIN)])
    made.look(NOON + AGAIN, (DOWN,))
    assert offered(made, NOON + AGAIN) == ["later"]


def test_by_themselves_no_two_are_shown_that_say_nearly_the_same():
    assert shown(queue(*NEAR, release="automatic", after_minutes=0)) == ["bergen", "own"]


def test_where_the_best_is_killed_the_next_one_that_says_it_is_offered():
    made = queue(*NEAR)
    made.wish(Kill(id="bergen", by="Kari"), NOON)
    assert offered(made) == ["voss", "own"]
