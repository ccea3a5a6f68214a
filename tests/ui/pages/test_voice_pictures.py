"""The page Voice in each state on every screen, in every turn: texts whole, apart, inside, large enough."""

import pytest

from tests.ui import voices
from tests.ui.pages.test_pictures import SCREENS, assert_readable
from tests.ui.reading import next_turn, outside, overlapping, tiles, turn_to
from ui.pages import PAGES
from ui.panels.turning import TurningPanel


@pytest.mark.parametrize("screen", ["5m", "5m-light", "3m", "8m", "desk", "upright", "wide"])
@pytest.mark.parametrize("state", sorted(voices.STATES))
def test_the_page_voice_can_be_read_in_every_turn(hang, screen, state, tmp_path):
    wall = hang(voices.STATES[state](), pages=("voice",), **SCREENS[screen])
    assert_readable(wall, screen, state, tmp_path)
    for panel in tiles(wall).values():
        for _ in panel._turns if isinstance(panel, TurningPanel) else ():
            next_turn(panel)
            panel.grab()
            assert overlapping(panel) == []
            assert outside(panel) == []
            assert all(drawn.px >= wall.plan.sizes.em for drawn in panel.drawn)
            assert all(drawn.whole for drawn in panel.drawn) or state == "hostile"


def test_the_same_at_4k(hang):
    one, two = (hang(voices.stated(), pages=("voice",), size=size) for size in ((1920, 1080), (3840, 2160)))
    for name, panel in tiles(one).items():
        assert [drawn.text for drawn in panel.drawn] == [drawn.text for drawn in tiles(two)[name].drawn], name


@pytest.mark.parametrize("screen", ["5m", "3m", "8m", "upright", "desk"])
@pytest.mark.parametrize("state", ["burst", "stated_storm"])
def test_every_page_has_room_for_a_burst_in_the_strip(hang, screen, state, tmp_path):
    wall = hang(voices.STATES[state](), pages=tuple(PAGES), **SCREENS[screen])
    for page in PAGES:
        turn_to(wall, page)
        assert_readable(wall, screen, state, tmp_path)
