"""What somebody asks to look back at is there, or is said not to be."""

from datetime import timedelta

import pytest

from dashboard.pictures import picture
from dashboard.problems import HistoryProblem
from data.history.looking import minute, span
from tests.data.history.pages import DAY, NOON, OSLO, paintings, snapshot

MINUTE, DAYS = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def kept(writer, reader):
    writer.write(DAY, paintings([snapshot(3), snapshot(9)], names=True)[DAY])
    return reader


def test_a_minute_that_is_kept_is_given(kept):
    assert minute(kept, NOON + 3 * MINUTE, OSLO) == picture(snapshot(3), names=True)


def test_a_day_is_from_its_first_picture_to_its_last(kept):
    assert span(kept, DAY, OSLO) == (NOON + 3 * MINUTE, NOON + 9 * MINUTE)


def test_of_what_is_not_kept_the_nearest_is_named(kept):
    with pytest.raises(
        HistoryProblem,
        match=r"2026-11-21T12:00\+01:00: no picture is kept; the nearest is of 2026-11-20T12:09",
    ):
        minute(kept, NOON + DAYS, OSLO)
    with pytest.raises(
        HistoryProblem, match=r"2026-11-19: no picture is kept; the nearest is of 2026-11-20T12:03"
    ):
        span(kept, DAY - DAYS, OSLO)


def test_where_nothing_at_all_is_kept_that_is_said(reader):
    with pytest.raises(HistoryProblem, match="there is none at all yet"):
        minute(reader, NOON, OSLO)
