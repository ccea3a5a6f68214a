"""What a Snapshot says of the customers' words, from the feed's own door."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import msgspec

from dashboard.feed import Feed
from dashboard.model import Changes, DayCurves
from dashboard.settings import from_mapping
from dashboard.snapshot import Snapshot
from dashboard.struggles import Struggles
from dashboard.voice.candidates import Picker
from dashboard.voice.places import Places
from dashboard.voice.queue import VoiceQueue
from dashboard.voice.talk import Talk
from dashboard.voice.values import Kill, Release, State, Statement, Withdraw
from data.deeds import DeedsInMemory
from data.past import PastInMemory
from tests.dashboard.archives import WrittenEar
from tests.dashboard.test_feed import NOON, Scripted, conversation

BLOCK = "▇▇▇"
DOWN = "negative nb #net er borte igjen hos Kari Nordli her"


def board(settings=None, deeds=None):
    settings = settings or from_mapping({})
    picker = Picker(lambda text: text.replace("Kari Nordli", BLOCK), BLOCK, re.compile("faen", re.IGNORECASE))
    queue = VoiceQueue(deeds or DeedsInMemory(), settings.voice)
    talk = Talk(Places(["Sandnes", "Bergen"]))
    return Struggles({"net": {"nb": "Nettet"}}, picker, queue, talk, ZoneInfo("Europe/Oslo"))


def feed(*script, clock=lambda: NOON, past=None, **given):
    settings = from_mapping({})
    return Feed(
        Scripted(*script),
        WrittenEar(),
        settings,
        clock=clock,
        draw=lambda: 0.0,
        past=past,
        struggles=board(settings, **given),
    )


def told(*texts, at=NOON):
    made = [conversation(number, text=text, at=at) for number, text in enumerate(texts)]
    return Changes(at=at, conversations=tuple(made), known_since=NOON - timedelta(days=30))


def test_a_snapshot_says_what_customers_struggle_with_and_offers_their_words_masked():
    shown = feed(told(DOWN)).poll()
    (topic,) = shown.topics
    assert (topic.id, topic.names, topic.customers, topic.waiting) == ("net", {"nb": "Nettet"}, 1, 1)
    (candidate,) = shown.voice.candidates
    assert candidate.text == f"Negative nb #net er borte igjen hos {BLOCK} her"
    assert (candidate.topic, candidate.mood, candidate.language) == ("net", "negative", "nb")
    assert shown.voice.shown == ()


def test_no_raw_word_is_in_the_line_that_the_feed_prints():
    polls = feed(told(DOWN, "negative nb #net faen Kari Nordli er borte her igjen"))
    assert b"Kari" not in msgspec.json.encode(polls.poll())


def test_what_a_desk_wishes_is_done_between_two_polls():
    polls = feed(told(DOWN))
    candidate = polls.poll().voice.candidates[0]
    released = polls.wish(Release(id=candidate.id, by="Ola"))
    assert released.voice.shown == (candidate,)
    assert released.next_poll_at == NOON + timedelta(seconds=30)
    killed = polls.wish(Kill(id=candidate.id, by="Ola"))
    assert (killed.voice.shown, killed.voice.candidates) == ((), ())
    statement = Statement(id="s", topic="net", text="We mend it", until=NOON + timedelta(hours=1))
    assert polls.wish(State(statement=statement, by="Ola")).statements == (statement,)
    assert polls.wish(Withdraw(id="s", by="Ola")).statements == ()


def test_what_was_released_is_still_there_after_a_failed_poll_and_a_restart():
    deeds = DeedsInMemory()
    polls = feed(told(DOWN), RuntimeError, deeds=deeds)
    candidate = polls.poll().voice.candidates[0]
    polls.wish(Release(id=candidate.id, by="Ola"))
    assert feed(told(DOWN), deeds=deeds).poll().voice.shown == (candidate,)


def test_a_wish_before_the_first_poll_does_nothing_yet():
    assert feed(told(DOWN)).wish(Kill(id="nobody", by="Ola")).reading is None


def test_a_released_sentence_ends_by_the_inbox_s_clock_even_between_polls():
    hands = [NOON]
    polls = feed(told(DOWN), clock=lambda: hands[0])
    candidate = polls.poll().voice.candidates[0]
    polls.wish(Release(id=candidate.id, by="Ola"))
    hands[0] += timedelta(minutes=60)
    assert polls.wish(Withdraw(id="other", by="Ola")).voice.shown == ()


def test_the_usual_of_a_topic_is_known_from_the_weeks_before_and_not_drawn_as_a_ribbon():
    past = PastInMemory()
    for weeks in range(1, 5):
        day = (NOON - timedelta(weeks=weeks)).date()
        past.keep(DayCurves(day=day, curves={"topic.net": (2.0,) * 96, "messages_in": (1.0,) * 96}))
    shown = feed(told(DOWN, *(f"neutral nb #net nummer {n} er borte" for n in range(5))), past=past).poll()
    assert (shown.topics[0].customers, shown.topics[0].times) == (6, 3.0)
    assert set(shown.usual) == {"messages_in"}


def test_a_snapshot_with_all_of_it_survives_its_own_json():
    polls = feed(told(DOWN))
    candidate = polls.poll().voice.candidates[0]
    polls.wish(State(statement=Statement(id="s", topic="net", text="We mend it", until=NOON), by="Ola"))
    whole = polls.wish(Release(id=candidate.id, by="Ola"))
    assert msgspec.json.decode(msgspec.json.encode(whole), type=Snapshot) == whole


def test_a_topic_nobody_wrote_of_in_the_past_weeks_bursts_when_five_do_and_its_words_are_offered_first():
    past = PastInMemory()
    for weeks in range(1, 5):
        past.keep(DayCurves(day=(NOON - timedelta(weeks=weeks)).date(), curves={"topic.bill": (9.0,) * 96}))
    new = [f"neutral nb #net nummer {n} er borte her" for n in range(5)]
    old = [f"negative nb #bill nummer {n} er altfor høy" for n in range(9)]
    shown = feed(told(*old, *new), past=past).poll()
    assert [(topic.id, topic.burst is not None) for topic in shown.topics] == [("net", True), ("bill", False)]
    assert shown.topics[0].burst == NOON


def test_nothing_bursts_while_the_past_is_not_known():
    texts = [f"neutral nb #net nummer {n} er borte her" for n in range(50)]
    assert feed(told(*texts), past=PastInMemory()).poll().topics[0].burst is None


def test_what_is_new_today_and_where_customers_are_is_told_once_past_days_are_whole():
    before = [
        told(
            *(f"negative nb #net faktura nummer {n} er høy" for n in range(40)),
            at=NOON - timedelta(days=days),
        )
        for days in (1, 2, 3)
    ]
    past = [
        msgspec.structs.replace(each, id=f"{place}-{each.id}")
        for place, changes in enumerate(before)
        for each in changes.conversations
    ]
    now = told(*(f"negative nb #net dekoderen fryser i Sandnes {n}" for n in range(20)))
    shown = feed(msgspec.structs.replace(now, conversations=(*past, *now.conversations))).poll()
    assert [term.text for term in shown.terms] == ["dekoderen fryser"]
    assert [(place.name, place.customers) for place in shown.places] == [("Sandnes", 20)]


def test_fewer_than_five_customers_name_no_place_and_no_term():
    now = told(*(f"negative nb #net dekoderen fryser i Sandnes {n}" for n in range(4)))
    shown = feed(now).poll()
    assert (shown.terms, shown.places) == ((), ())
