"""The customers' day, of what is kept of it."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from msgspec.structs import replace

from dashboard.day import Range, archive_of, chosen, the_day
from dashboard.kept import Event, KeptDay, KeptQuestion
from dashboard.model import Reading, Spread, Window
from dashboard.problems import NothingKept
from dashboard.settings import Settings
from dashboard.voice.values import Killed
from tests.data.history.pages import released, row

DAY = date(2026, 11, 27)  # a Friday
NIGHT = datetime(2026, 11, 27, 22, 59, tzinfo=UTC)
NOON = datetime(2026, 11, 27, 11, 0, tzinfo=UTC)
WEEK = timedelta(weeks=1)


class Past:
    """What is kept, as a test lays it down: of each day one number, `messages_in`."""

    def __init__(self, *days, events=(), deeds=(), texts=(), rows=()):
        self._days, self._events, self._deeds, self._texts = days, events, deeds, texts
        self._rows = rows

    def kept_days(self, first, last):
        return [each for each in self._days if first <= each.day <= last]

    def rows(self, day):
        return self._rows

    def series(self, name, first, after):
        return np.empty(0), np.empty(0)

    def gaps(self, first, after):
        return ()

    def events(self, first, after):
        return tuple(each for each in self._events if first <= each.at < after)

    def deeds(self, first, after):
        return self._deeds

    def texts(self, first, after):
        return self._texts


def kept(weeks, messages=10, *, at=NIGHT, **fields):
    """The Friday so many weeks before."""
    window = Window(messages_in=messages, first_response_time=Spread(median=60.0 * messages, p90=None, n=1))
    return KeptDay(
        day=DAY - weeks * WEEK, reading=Reading(at=at - weeks * WEEK, windows={"today": window}), **fields
    )


def the(*days, **more):
    return the_day(Past(*days, **more), Settings(), DAY, inbox="chat.example.no", topics={})


def test_a_day_of_which_nothing_is_kept_is_none():
    with pytest.raises(NothingKept, match="2026-11-27"):
        the(kept(1))


def test_its_numbers_are_those_of_its_last_reading():
    day = the(kept(0, 42))
    assert (day.numbers["messages_in"], day.at, day.over) == (42, NIGHT, True)
    assert not the(kept(0, at=NOON)).over
    assert day.longest_wait is None
    assert set(day.queue.values) == {None}


def test_what_is_usual_is_said_from_three_weeks_on():
    assert the(kept(0), kept(1, 10), kept(2, 20)).usual == {}
    day = the(kept(0), kept(1, 10), kept(2, 20), kept(3, 40), kept(9, 1000))
    assert day.usual["messages_in"] == Range(median=20, low=pytest.approx(12), high=pytest.approx(36), n=3)
    assert "first_response_time.p90" not in day.usual


def test_days_with_a_storm_holidays_and_days_half_known_say_nothing_of_what_is_usual():
    storm = (Event(kind="storm", at=NOON - 2 * WEEK),)
    days = [kept(0), kept(1), kept(2, events=storm), kept(3, at=NOON), kept(4)]
    assert the(*days).usual == {}
    assert the(*days, kept(5)).usual["messages_in"].n == 3


def test_of_each_problem_one_sentence_and_of_a_customer_one():
    def said(customer, topic, text):
        it = released(customer, text=text)
        return replace(it, sentence=replace(it.sentence, topic=topic, id=text))

    texts = [said(1, "a", "first"), said(2, "b", "second"), said(3, "b", "third"), said(1, "c", "fourth")]
    assert [each.text for each in chosen(texts, ["b", "a"])] == ["second", "first", "third"]
    assert [each.text for each in chosen(texts[:1], ["b"])] == ["first"]


def test_a_sentence_that_was_killed_later_is_not_shown():
    it = released(1, at=NOON)
    killed = Killed(at=NIGHT + timedelta(days=1), by="Kari", id=it.sentence.id)
    assert the(kept(0), texts=(it,)).sentences == (it.sentence,)
    assert the(kept(0), texts=(it,), deeds=(killed,)).sentences == ()


def test_a_storm_that_began_on_the_eve_and_lasted_belongs_to_the_day_too():
    eve = NOON - timedelta(days=1)
    lasted = Event(kind="storm", at=eve, until=NOON)
    over = Event(kind="annotation", at=eve, text="match")
    assert the(kept(0), events=(lasted, over)).events == (lasted,)


def test_rows_of_a_history_that_kept_no_messages_yet_are_made_into_nothing_rather_than_into_zeros():
    told = row(1, created=NOON, messages_in=1, messages=(KeptQuestion(0.0, "negative", "nb", 20),))
    untold = row(2, created=NOON, messages_in=1)
    bot = row(3, created=NOON, waits=())
    day = the(kept(0), rows=(told, bot))
    assert day.by["channel"]["chat"].windows["today"].messages_in == 1
    assert [each.id for each in archive_of(day)] == ["1", "3"]
    day = the(kept(0), rows=(told, untold))
    assert (day.by, day.problems) == ({}, ())
    assert [each.id for each in archive_of(day)] == ["1"]
    assert len(day.rows) == 2
    before = replace(untold, last_at=(NOON - WEEK).timestamp())
    assert the(kept(0), rows=(told, before)).by["channel"]


def test_rows_of_a_day_are_those_of_what_happened_on_it_and_of_all_that_is_not_resolved():
    eve, question = NOON - timedelta(days=1), (KeptQuestion(0.0, "neutral", "nb", 1),)
    rows = (
        row(1, created=eve, messages=question, status="resolved"),
        row(2, created=eve, messages=question),
        row(3, created=NOON, messages=question, status="resolved"),
        row(4, created=NIGHT + timedelta(seconds=1), messages=question),  # after the last reading
    )
    assert [each.id for each in the(kept(0), rows=rows).rows] == ["2", "3"]


def test_a_sentence_is_off_the_page_where_it_was_killed_within_a_month():
    class Recorded(Past):
        def deeds(self, first, after):
            return [each for each in self._deeds if first <= each.at < after]

    it = released(1, at=NOON)
    for days, shown in ((0, 0), (30, 0), (40, 1)):
        killed = Killed(at=NOON + timedelta(days=days), by="Kari", id=it.sentence.id)
        past = Recorded(kept(0), texts=[it], deeds=[killed])
        day = the_day(past, Settings(), DAY, inbox="", topics={})
        assert len(day.sentences) == shown
