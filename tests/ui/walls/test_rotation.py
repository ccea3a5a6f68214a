"""Which page is shown when."""

import pytest

from dashboard.settings import PageName, Screen
from ui.pages import PAGES
from ui.speech.words import PAGES as NAMES
from ui.walls.rotation import Rotation

PLAYLIST = ("now", "team", "now", "today")


def walked(rotation, seconds, hold=lambda _: False):
    """The page in each second."""
    return [rotation.page(float(at), hold=hold(at)) for at in range(seconds)]


def test_each_page_is_shown_for_its_seconds_in_turn_and_then_again():
    pages = walked(Rotation(PLAYLIST, lambda _: 10.0), 80)
    assert pages[::10] == [*PLAYLIST, *PLAYLIST]
    assert [pages.count(name) for name in ("now", "team", "today")] == [40, 20, 20]


def test_one_page_stays():
    assert set(walked(Rotation(("team",), lambda _: 5.0), 60)) == {"team"}


def test_what_holds_the_wall_shows_now_at_once_and_a_whole_turn_of_it_afterwards():
    pages = walked(Rotation(PLAYLIST, lambda _: 10.0), 60, hold=lambda at: 15 <= at < 25)
    assert pages[14] == "team"
    assert set(pages[15:34]) == {"now"}
    assert pages[34] == "team"


def test_a_playlist_without_now_is_held_at_its_first_page():
    rotation = Rotation(("team", "today"), lambda _: 10.0)
    assert walked(rotation, 15)[-1] == "today"
    assert rotation.page(15.0, hold=True) == "team"


def test_home_stands_in_for_a_page_that_gives_way_and_the_round_goes_on():
    rotation = Rotation(PLAYLIST, lambda _: 10.0)
    assert walked(rotation, 11)[-1] == "team"
    rotation.give_way(11.0)
    assert [rotation.page(at, hold=False) for at in (12.0, 20.0, 21.0, 31.0)] == [
        "now",
        "now",
        "now",
        "today",
    ]


def test_time_that_was_slept_through_turns_one_page_only():
    rotation = Rotation(PLAYLIST, lambda _: 10.0)
    rotation.page(0.0, hold=False)
    assert rotation.page(50_000.0, hold=False) == "team"
    assert rotation.page(50_001.0, hold=False) == "team"


def test_what_can_be_set_are_the_pages_that_there_are():
    from typing import get_args

    assert set(get_args(PageName)) == PAGES.keys() == NAMES.keys()


def test_as_delivered_all_pages_are_shown_and_now_most_often():
    pages, stormy = Screen().pages, Screen().storm_pages
    assert {*pages, *stormy} == PAGES.keys()
    assert all(pages.count("now") > pages.count(other) for other in PAGES if other != "now")


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_pages_layouts_leave_out_the_lightest_tiles_first(name):
    page = PAGES[name]
    assert all(layout.cells.keys() <= set(page.tiles) for layout in page.layouts)
    assert all(page.tiles[0] in layout.cells for layout in page.layouts)
    assert page.layouts[0].cells.keys() == set(page.tiles)
