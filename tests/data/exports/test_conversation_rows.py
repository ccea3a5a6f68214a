"""One row a conversation: what of its story stands in which column."""

from datetime import timedelta

from dashboard.kept import KeptQuestion
from dashboard.story import ANSWERED, RUNNING, UNANSWERED
from data.exports.tables import day_sheets, records
from tests.dashboard.test_day import NIGHT, NOON, kept, the
from tests.data.history.pages import row

T = NOON.timestamp()
END = NIGHT.timestamp()


def told(**fields):
    """The row of a conversation that began at noon."""
    it = row(1, created=NOON, messages=(KeptQuestion(0.0, "neutral", "nb", 1),), **fields)
    sheets = {each.name: each for each in day_sheets(the(kept(0), rows=(it,)))}
    (found,) = records(sheets["conversations"])
    return found


def test_a_first_wait_that_was_answered_and_a_later_one_that_runs():
    found = told(
        customer_begun=True, first_reply=T + 90, waits=((T, T + 90, ANSWERED), (T + 600, None, RUNNING))
    )
    assert found["created"].timestamp() == T
    assert found["created"].utcoffset() == timedelta(hours=1)
    assert (found["first_reply"].timestamp(), found["first_wait"]) == (T + 90, 90.0)
    assert (found["waits"], found["waits_unanswered"]) == (2, 0)
    assert found["waiting_since"].timestamp() == T + 600
    assert found["longest_wait"] == END - T - 600
    assert found["resolved"] is None


def test_a_first_wait_that_ended_unanswered_has_no_first_reply_time():
    found = told(
        customer_begun=True,
        first_reply=T + 900,
        waits=((T, T + 60, UNANSWERED), (T + 600, T + 900, ANSWERED)),
        resolved=(T + 60, T + 960),
        status="resolved",
    )
    assert (found["first_wait"], found["waits_unanswered"], found["longest_wait"]) == (None, 1, 300.0)
    assert found["waiting_since"] is None
    assert found["resolved"].timestamp() == T + 960


def test_what_was_resolved_and_reopened_has_no_resolve_and_what_we_began_no_first_wait():
    found = told(
        customer_begun=False,
        first_reply=T + 60,
        waits=((T, T + 60, ANSWERED),),
        resolved=(T + 100,),
        status="open",
    )
    assert (found["resolved"], found["first_wait"]) == (None, None)


def test_a_conversation_that_nobody_waits_in_has_no_waits():
    found = told(waits=(), proactive=True, public=None)
    assert (found["waits"], found["longest_wait"], found["first_wait"]) == (0, None, None)
    assert (found["proactive"], found["public"]) == ("yes", None)
