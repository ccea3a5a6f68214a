"""How the queue goes on: worked out by hand."""

import pytest

from dashboard.measure.staffing import Outlook, ending, outlook
from dashboard.model import Load, Window


def windows(quarter=20, hour=60, begun=160, replies=240):
    return {
        "last_15_min": Window(waits_begun=quarter),
        "last_60_min": Window(waits_begun=hour),
        "today": Window(waits_begun=begun, replies_out=replies),
    }


def carrying(*replies):
    return {f"a{at}": Load(replies_last_60_min=many) for at, many in enumerate(replies)}


def test_a_storm_with_too_few_people():
    """80 and 60 an hour come; 120 of 240 replies ended a wait, so that 30 replies an hour by three end 15."""
    it = outlook(40, windows(), carrying(12, 10, 8, 0), usual_queue=10.0)
    assert it.arrivals == 70.0
    assert it.answers == 15.0
    assert it.at_work == 3
    assert it.pace == 5.0
    assert it.queue == 95.0  # 40 + 70 - 15
    assert it.hold == 14  # 70 / 5
    assert it.recover == 17  # (70 + 30 / 2) / 5


def test_where_nothing_is_usual_nobody_shall_wait():
    assert outlook(40, windows(), carrying(12, 10, 8)).recover == 18  # (70 + 40 / 2) / 5


def test_a_queue_never_falls_under_none():
    it = outlook(3, windows(quarter=1, hour=4, begun=200, replies=200), carrying(20, 20))
    assert (it.queue, it.hold) == (0.0, 1)


def test_replies_that_only_tell_more_end_no_wait():
    assert ending(40, Window(waits_begun=160, replies_out=240)) == 0.5
    assert ending(0, Window(waits_begun=300, replies_out=200)) == 1.0
    assert ending(90, Window(waits_begun=60, replies_out=200)) == 0.0
    assert ending(0, Window(waits_begun=9, replies_out=4)) is None


@pytest.mark.parametrize(
    ("load", "at_work"), [({}, None), (carrying(0, 0), None), (carrying(2, 1), 2), (carrying(4), 1)]
)
def test_of_a_few_replies_nothing_is_said_about_anybody(load, at_work):
    it = outlook(40, windows(), load)
    assert it == Outlook(arrivals=70.0, at_work=at_work)


def test_what_is_not_known_is_not_guessed():
    assert outlook(40, {}, carrying(12)) == Outlook()
    some = {name: it for name, it in windows().items() if name != "last_15_min"}
    assert outlook(40, some, carrying(12)) == Outlook()
    early = windows(begun=10, replies=30)  # all of them still wait
    assert outlook(40, early, carrying(12)) == Outlook(arrivals=70.0, at_work=1)


def test_no_arrivals_need_nobody():
    it = outlook(0, windows(quarter=0, hour=0), carrying(12))
    assert (it.hold, it.recover, it.queue) == (0, 0, 0.0)
