"""Which days an archive knows of."""

from datetime import UTC, date, datetime, timedelta

import numpy as np

from data.stretches import Stretches
from tests.data.history.pages import OSLO

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def stretches(*runs):
    """Of runs of instants: where each begins, how many days it lasts, how many a day."""
    at = [begin + n * DAY / many for begin, days, many in runs for n in range(days * many)]
    return Stretches(np.array(sorted(each.timestamp() for each in at)), NOW, OSLO)


def noon(*day):
    return datetime(*day, 12, 0, tzinfo=UTC)


def test_the_first_and_the_last_day_of_a_stretch_are_not_whole():
    known = stretches((noon(2026, 11, 1), 4, 2))  # up to the noon of the fifth, not included
    assert list(known.whole_days()) == [date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 4)]


def test_an_archive_of_a_single_day_has_that_day_and_a_stray_date_beside_it_none():
    known = stretches((noon(1971, 3, 1), 1, 1), (datetime(2026, 11, 3, 8, tzinfo=UTC), 1, 4))
    assert list(stretches((datetime(2026, 11, 3, 8, tzinfo=UTC), 1, 2)).whole_days()) == [date(2026, 11, 3)]
    assert date(1971, 3, 1) not in list(known.whole_days())


def test_today_is_never_whole():
    assert list(stretches((NOW - timedelta(hours=3), 1, 20)).whole_days()) == []


def test_a_day_far_before_all_others_is_astray_but_weeks_of_an_earlier_year_are_not():
    alone = stretches((noon(2024, 1, 1), 1, 1), (noon(2026, 11, 1), 9, 3))
    assert [each.size for each in alone.astray] == [1]
    assert stretches((noon(2024, 1, 1), 20, 3), (noon(2026, 11, 1), 9, 3)).astray == ()
    assert stretches((noon(2026, 3, 1), 1, 1), (noon(2026, 11, 1), 9, 3)).astray == ()


def test_what_is_known_begins_with_the_stretch_an_instant_lies_in_or_with_the_next_one():
    first, second = noon(2026, 3, 1), noon(2026, 11, 1)
    known = stretches((first, 5, 2), (second, 9, 2))
    assert known.begun((first + 2 * DAY).timestamp()) == first.timestamp()
    assert known.begun(noon(2026, 8, 1).timestamp()) == second.timestamp()
    assert known.begun((second + 30 * DAY).timestamp()) == second.timestamp()


def test_of_no_instants_nothing_is_known():
    known = stretches()
    assert (list(known.whole_days()), known.astray) == ([], ())
