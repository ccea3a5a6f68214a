"""Every state on every screen: all texts whole, apart, inside their tile, large enough for the room.

With PULSVEGG_PICTURES set to a folder, the pictures are kept there to be looked at.
"""

import os
from itertools import combinations
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.ui import snapshots
from tests.ui.reading import (
    crossing_the_rule,
    outside,
    overlapping,
    signs_covered,
    texts,
    tiles,
    turn_to,
    under_a_curve,
)
from ui.drawing.look import cap_ratio
from ui.drawing.sizes import LEAST_ARCMIN, Glass
from ui.pages import PAGES
from ui.panels.strip import MOST_LINES
from ui.speech.spoken import SPACE
from ui.speech.words import TROUBLES

SCREENS = {
    "5m": {"size": (1920, 1080)},
    "5m-4k": {"size": (3840, 2160)},
    "5m-light": {"size": (1920, 1080), "theme": "light"},
    "3m": {"size": (1920, 1080), "distance": 3.0},
    "8m": {"size": (1920, 1080), "distance": 8.0},
    "8m-4k": {"size": (3840, 2160), "distance": 8.0},
    "desk": {"size": (1920, 1080), "distance": 0.8, "diagonal": 24.0, "names": True},
    "upright": {"size": (1080, 1920), "distance": 3.0},
    "wide": {"size": (3440, 1440), "distance": 5.0},
    "small": {"size": (1366, 768), "distance": 5.0},
}
PAGED = ("5m", "5m-light", "8m", "desk", "upright", "small")  # the other pages, on fewer screens
STRANGERS = ("hostile", "crowd")  # whose names may be cut, and are


@pytest.fixture(params=SCREENS)
def screen(request):
    return request.param


@pytest.fixture(params=sorted(snapshots.STATES))
def state(request):
    return request.param


def test_a_picture_can_be_read(hang, screen, state, tmp_path):
    assert_readable(hang(snapshots.STATES[state](), **SCREENS[screen]), screen, state, tmp_path)


@pytest.mark.parametrize("screen", PAGED)
@pytest.mark.parametrize("state", sorted(snapshots.STATES.keys() - {"half_known", "calm", "feed_lost"}))
def test_every_page_can_be_read(hang, screen, state, tmp_path):
    snapshot = snapshots.STATES[state]()
    wall = hang(snapshot, pages=tuple(PAGES), **SCREENS[screen])
    for page in PAGES:
        turn_to(wall, page)
        assert wall.page.page.name == page
        assert_readable(wall, screen, state, tmp_path)


def assert_readable(wall, screen, state, tmp_path):
    """All texts whole, apart, inside their tile and large enough."""
    picture = wall.grab()
    if folder := os.environ.get("PULSVEGG_PICTURES"):
        assert picture.save(str(Path(folder) / f"{wall.page.page.name}-{state}-{screen}.png"))
    size, em = SCREENS[screen]["size"], wall.plan.sizes.em
    assert (picture.width(), picture.height()) == size
    assert covering(wall) == []
    glass = Glass(
        diagonal_inch=SCREENS[screen].get("diagonal", 55.0),
        distance_m=SCREENS[screen].get("distance", 5.0),
        width_px=size[0],
        height_px=size[1],
        cap_ratio=cap_ratio(),
    )
    for name, panel in tiles(wall).items():
        where = wall.page.page.name, name
        assert overlapping(panel) == [], where
        assert signs_covered(panel) == [], where
        assert outside(panel) == [], where
        assert crossing_the_rule(panel) == [], where
        assert under_a_curve(panel) == [], where
        small = [it for it in panel.drawn if it.px < em]
        assert {it.text for it in small} <= {way.replace(SPACE, " ") for way in wall.strip.shown.note}, where
        assert all(glass.arcmin(it.px) >= LEAST_ARCMIN for it in panel.drawn if it.px >= em)
        if state not in STRANGERS:
            assert [it.text for it in panel.drawn if not it.whole] == [], where


def covering(wall):
    """Pairs of tiles that cover each other."""
    boxes = {name: panel.geometry() for name, panel in tiles(wall).items()}
    on_page = boxes.keys() - {"strip", "vitals"}
    boxes |= {name: boxes[name].translated(wall.page.pos()) for name in on_page}
    return [pair for pair in combinations(boxes, 2) if boxes[pair[0]].intersects(boxes[pair[1]])]


@pytest.mark.parametrize("page", PAGES)
def test_as_much_is_said_at_4k(hang, page):
    one, two = (hang(snapshots.busy(), pages=(page,), size=size) for size in ((1920, 1080), (3840, 2160)))
    for name, panel in tiles(one).items():
        finer = texts(tiles(two)[name])
        assert len(texts(panel)) == len(
            finer
        )  # a letter may be a hair larger there, so that a way is shorter
        assert page != "now" or texts(panel) == finer


@pytest.mark.parametrize(
    ("metres", "missing"),
    [
        (3, ()),
        (5, ()),
        (8, ("channels", "mood", "load")),
        (12, ("response", "rate", "channels", "mood", "load")),
    ],
)
def test_what_has_no_room_is_left_out_and_said(hang, metres, missing):
    wall = hang(snapshots.busy(), distance=metres)
    assert wall.page.left_out() == missing
    said = [text for text in texts(wall.strip) if text.startswith("left out")]
    assert bool(said) == bool(missing)


@pytest.mark.parametrize(
    "state", ["busy", "first_fill", "half_known", "trouble", "feed_lost", "noticed", "crowd"]
)
@pytest.mark.parametrize("metres", [8, 10, 12, 14])
def test_far_away_the_clock_and_the_age_stay_and_nothing_runs_off(hang, state, metres):
    wall = hang(replace(snapshots.STATES[state](), demo=True), distance=metres)
    part, said = wall.strip.shown, texts(wall.strip)
    assert outside(wall.strip) == []
    assert overlapping(wall.strip) == []
    assert part.clock in said
    assert not part.age or {way.replace(SPACE, " ") for way in part.age} & set(said)


def test_what_gives_way_in_the_strip_is_the_page_then_demo_then_the_next_poll(hang):
    given_up = []
    for width in range(1920, 400, -20):
        wall = hang(replace(snapshots.busy(), demo=True), size=(1920, 1080))
        wall.strip.resize(width, wall.strip.height())
        wall.strip.grab()
        said = texts(wall.strip)
        seen = ("Now" in said, "DEMO" in said, any("18 s" in text for text in said))
        assert "14:32" in said
        given_up += [seen] if not given_up or given_up[-1] != seen else []
    yes, no = True, False
    assert given_up == [(yes, yes, yes), (no, yes, yes), (no, no, yes), (no, no, no)]


def test_a_wide_screen_uses_its_width(hang):
    assert hang(snapshots.busy(), size=(3440, 1440)).page.left_out() == ("mood", "load")
    assert hang(snapshots.busy(), size=(5120, 1440), distance=3.0).page.left_out() == ("load",)


def test_nearer_means_more_to_read(hang):
    far, near = (hang(snapshots.crowd(), distance=metres) for metres in (5, 2))
    count = [sum(len(panel.drawn) for panel in tiles(wall).values()) for wall in (far, near)]
    assert count[1] > count[0]


@pytest.mark.parametrize("kind", sorted(TROUBLES))
@pytest.mark.parametrize("metres", [3, 5, 8])
def test_every_reason_has_room_at_room_size(hang, kind, metres):
    wall = hang(snapshots.trouble(kind), distance=metres)
    assert wall.strip.lines() <= (2 if metres <= 5 else MOST_LINES)
    said = " ".join(texts(wall.strip))
    assert TROUBLES[kind].what in said
    assert TROUBLES[kind].do in said


@pytest.mark.parametrize("name", snapshots.HOSTILE)
def test_markup_is_drawn_as_it_is_typed(hang, name):
    wall = hang(snapshots.hostile(), distance=0.8, diagonal=24.0)
    said = texts(tiles(wall)["channels"])
    if name.startswith(("<b>", "&")):
        begin = name[:6]
        assert any(text.startswith(begin) for text in said)
    assert not any("\u202e" in text or "\n" in text for text in said)
