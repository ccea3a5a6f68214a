"""Which numbers stay on the wall when something without numbers comes."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.ui import snapshots
from ui.incoming.showing import START_POLLS, Showing


def test_good_numbers_replace_everything():
    it = Showing(snapshots.busy()).after(snapshots.storm())
    assert it == Showing(snapshots.storm())


def test_a_first_fill_after_a_restart_does_not_wipe_the_picture():
    it = Showing(snapshots.busy()).after(snapshots.first_fill())
    assert it.held_over
    assert it.snapshot.reading == snapshots.busy().reading
    assert it.snapshot.filling == snapshots.first_fill().filling
    assert it.is_old(snapshots.AT)


def test_another_inbox_wipes_it():
    other = replace(snapshots.first_fill(), inbox="http://127.0.0.1:9/2")
    assert Showing(snapshots.busy()).after(other) == Showing(other)


def test_numbers_held_over_give_way_to_new_ones():
    it = Showing(snapshots.busy()).after(snapshots.first_fill()).after(snapshots.storm())
    assert it == Showing(snapshots.storm())


def every(seconds):
    """A picture whose next one is announced for so many seconds later."""
    day = snapshots.busy()
    return Showing(replace(day, next_poll_at=day.made_at + timedelta(seconds=seconds)))


@pytest.mark.parametrize(("interval", "lit"), [(30, 45), (60, 90), (3600, 5400)])
def test_numbers_get_old_one_and_a_half_intervals_after_they_came(interval, lit):
    it = every(interval)
    assert not it.is_old(it.snapshot.made_at + timedelta(seconds=lit))
    assert it.is_old(it.snapshot.made_at + timedelta(seconds=lit + 1))


@pytest.mark.parametrize("interval", [-3, 0, 0.2, 5])
def test_a_poll_has_at_least_ten_seconds(interval):
    it = every(interval)
    assert not it.is_old(it.snapshot.next_poll_at + timedelta(seconds=10))
    assert it.is_old(it.snapshot.next_poll_at + timedelta(seconds=11))


def test_trouble_makes_old_at_once():
    assert Showing(snapshots.trouble(minutes=0)).is_old(snapshots.AT)


def test_no_numbers_are_not_old():
    assert not Showing().is_old(snapshots.AT)
    assert not Showing(snapshots.first_fill()).is_old(snapshots.AT)


def test_a_program_that_was_just_started_runs_with_its_second_poll_of_whole_numbers():
    begun = Showing(snapshots.busy(), held_over=True, starting=START_POLLS)
    filling = begun.after(snapshots.first_fill())
    assert (filling.starting, filling.held_over) == (2, True)
    first = filling.after(snapshots.busy())
    assert (first.starting, first.after(snapshots.busy()).starting) == (1, 0)
    assert first.after(snapshots.trouble()).starting == 0  # what is wrong is said at once
    assert Showing().after(snapshots.busy()).starting == 0
