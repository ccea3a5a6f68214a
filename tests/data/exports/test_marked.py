"""What was put on the time axis and taken back is told on no page, through real files."""

from datetime import timedelta

import pytest

from dashboard.day import the_day
from dashboard.kept import Entry, Event
from dashboard.monthly import the_month
from dashboard.settings import Settings
from data.history.reader import HistoryReader
from data.history.writer import Writer
from tests.data.history.pages import DAY, NOON, OSLO, documents, reading

MATCH = Event(kind="annotation", at=NOON, text="Match", by="Kari", id="m")
CUT = Event(kind="annotation", at=NOON + timedelta(hours=1), text="Fibre cut", by="Kari", id="c")
TAKEN_BACK = Event(kind="annotation", at=NOON, text="Match", by="Kari", id="m", gone=True)


@pytest.fixture(params=["open", "closed"])
def history(tmp_path, request):
    """A day with two events, of which one was taken back an hour later."""
    writer = Writer(tmp_path, OSLO, "an inbox", Settings().history)
    writer.open(NOON.timestamp())
    said = Entry(at=NOON, reading=reading(1), events=(MATCH, CUT))
    writer.write(DAY, documents(said))
    writer.write(DAY, documents(Entry(at=NOON + timedelta(hours=2), events=(TAKEN_BACK,))))
    if request.param == "closed":
        writer.close_day(DAY, (NOON + timedelta(days=2)).timestamp())
    writer.close()
    return HistoryReader(tmp_path, OSLO)


def test_a_page_tells_what_still_stands(history):
    day = the_day(history, Settings(), DAY, inbox="", topics={})
    assert [event.text for event in day.events] == ["Fibre cut"]
    (kept,) = history.kept_days(DAY, DAY)
    assert [event.text for event in kept.events] == ["Fibre cut"]


def test_a_month_counts_no_event_as_a_storm(history):
    month = the_month(history, Settings(), DAY.replace(day=1), inbox="", topics={})
    assert (month.storms, month.total.storms) == ((), 0)
