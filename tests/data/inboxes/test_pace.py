"""The pace of a fill: what an inbox lets through in a minute, learned when it says no."""

import pytest

from data.inboxes.pace import LEAST, Pace


class Hand:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_until_it_says_no_there_is_room_for_all() -> None:
    pace = Pace(Hand())
    assert pace.room(100_000)
    assert (pace.pause, pace.learned) == (0.0, False)


def test_after_that_three_quarters_of_what_went_through_in_a_minute() -> None:
    hand = Hand()
    pace = Pace(hand)
    for sent in range(41):
        pace.room(sent)
    pace.refused(40, 20.0)
    assert (pace.pause, pace.learned) == (20.0, True)
    hand.now += 60.0  # what was sent then counts no more
    assert [sent for sent in range(40, 90) if pace.room(sent)] == list(range(40, 70))
    assert pace.pause == 0.0
    hand.now += 30.0
    assert not pace.room(70)
    hand.now += 30.0
    assert pace.room(70)


@pytest.mark.parametrize(("later", "most"), [(20, 15), (60, 30)])
def test_it_learns_to_ask_for_less_and_never_for_more(later: int, most: int) -> None:
    hand = Hand()
    pace = Pace(hand)
    pace.room(0)
    pace.refused(40, None)
    assert pace.pause == 60.0
    hand.now += 60.0
    pace.room(40)
    pace.refused(40 + later, 1.0)
    hand.now += 60.0
    sent = 40 + later
    assert sum(pace.room(each) for each in range(sent, sent + 90)) == most


def test_however_little_went_through_some_are_sent() -> None:
    hand = Hand()
    pace = Pace(hand)
    pace.room(0)
    pace.refused(1, 1.0)
    hand.now += 61.0
    assert sum(pace.room(each) for each in range(1, 90)) == LEAST
    pace.forget()
    assert pace.room(1000)
