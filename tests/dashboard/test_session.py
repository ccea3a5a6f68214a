"""What a window has seen itself, where no history is kept."""

from datetime import timedelta

import numpy as np
from msgspec.structs import replace

from dashboard.events import Event
from dashboard.session import SessionPast
from dashboard.voice.values import Killed, Voice
from tests.data.history.pages import released
from tests.ui.snapshots import AT, busy, trouble


def at(minutes, queue=23, **fields):
    day, when = busy(), AT + timedelta(minutes=minutes)
    reading = replace(day.reading, at=when, now=replace(day.reading.now, queue_size=queue))
    return replace(day, reading=reading, made_at=when, polled_at=when, **fields)


def test_a_minute_is_shown_as_it_came_and_the_one_after_as_long_as_nothing_newer_came():
    past = SessionPast()
    first = at(0, 20)
    for each in (first, at(0.2, 21), at(5, 25)):
        past.take(each)
    assert past.snapshot(AT) == past.snapshot(AT + timedelta(minutes=1)) == first
    assert past.snapshot(AT + timedelta(minutes=4)) is None
    assert past.snapshot(AT - timedelta(minutes=1)) is None
    assert past.snapshot(AT + timedelta(minutes=5)).reading.now.queue_size == 25


def test_a_sentence_that_was_killed_later_hangs_in_no_minute_any_more():
    past, said = SessionPast(), released(5).sentence
    past.take(at(0, voice=Voice(shown=(said,))))
    assert past.snapshot(AT).voice.shown == (said,)
    past.take(at(0.5, voice=Voice(deeds=(Killed(at=AT, by="Kari", id=said.id),))))
    assert past.snapshot(AT).voice.shown == ()


def test_a_number_is_drawn_of_what_came_between_two_instants():
    past = SessionPast()
    for minute, queue in enumerate((20, 21, 22, 23)):
        past.take(at(minute, queue))
    when, values = past.series("now.queue_size", AT + timedelta(minutes=1), AT + timedelta(minutes=3))
    assert values.tolist() == [21.0, 22.0]
    assert np.diff(when).tolist() == [60.0]
    assert past.series("now.longest_public_wait", AT - timedelta(days=2), AT)[1].tolist() == []
    assert past.days() == [AT.date()]


def test_what_is_not_whole_or_not_new_is_not_remembered():
    past = SessionPast()
    past.take(trouble())
    past.take(replace(busy(), reading=None))
    assert (past.days(), past.events(AT, AT), past.gaps(AT, AT)) == ([], (), ())


def test_the_oldest_leave():
    past = SessionPast(most=3)
    for minute in range(5):
        past.take(at(minute))
    assert past.snapshot(AT) is None
    assert past.snapshot(AT + timedelta(minutes=2)) is not None


def test_events_are_those_that_were_told_last():
    past = SessionPast()
    early, late = (Event(at=AT - timedelta(hours=hours), kind="annotation", text="x") for hours in (3, 1))
    past.take(at(0, events=(late,)))
    past.take(at(1, events=(late, early)))
    assert past.events(AT - timedelta(days=1), AT) == (early, late)
