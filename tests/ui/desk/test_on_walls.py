"""The sentence that hangs on the walls now: the desk knows it, and one key takes it off, and no other."""

from itertools import pairwise

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt

from dashboard.settings import from_mapping
from dashboard.voice.turns import TURN, ahead
from dashboard.voice.values import Kill, Voice
from tests.ui.desk.test_desk import CTRL, Key, press
from tests.ui.reading import tiles
from tests.ui.snapshots import busy
from tests.ui.voices import SAID, sentence

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

SHIFT = Qt.KeyboardModifier.ShiftModifier
TALK = replace(busy(), voice=Voice(shown=SAID))


def marked(desk):
    return [each.key for each in desk.face.voice.shown.entries.entries if each.marked]


@pytest.fixture
def wall(hang):
    """A wall of another process, which nobody asks: it has but the same sentences, clock and screen."""

    def made(snapshot=TALK, **screen):
        return hang(snapshot, pages=("voice",), **screen)

    return made


def hangs(wall):
    panel = tiles(wall)["voice"]
    panel.look_at_clock()
    return panel.turn[0].id


def test_the_desk_marks_what_a_wall_elsewhere_shows_turn_by_turn(seat, wall, hands):
    desk, other, seen = seat(TALK), wall(), []
    for _ in range(2 * len(SAID)):
        desk.tick()
        assert marked(desk) == [hangs(other)]
        seen += marked(desk)
        hands.go(TURN)
    assert {*seen} == {each.id for each in SAID}
    assert all(one != then for one, then in pairwise(seen))
    (foot,) = [each.foot for each in desk.face.voice.shown.entries.entries if each.marked]
    assert foot.startswith("on the walls now, ")


def test_one_key_takes_off_what_hangs_now_and_nothing_else(seat, feed, wall, hands, qtbot):
    hands.go(ahead(hands.at) + 5.0)  # five seconds into a turn
    desk, other = seat(TALK), wall()
    first = hangs(other)
    press(qtbot, Key.Key_F3, on=desk)
    press(qtbot, Key.Key_K, CTRL)
    assert feed.wishes == [Kill(id=first, by="kari")]
    assert desk.face.voice.said.text().startswith("Off the walls: ")
    left = replace(TALK, voice=Voice(shown=tuple(each for each in SAID if each.id != first)))
    for each in (desk, other):
        each.show_snapshot(left)
    assert desk.face.voice.said.text().startswith("Off the walls: ")  # long enough to be read
    assert marked(desk) == [hangs(other)] != [first]  # the next one, at once
    press(qtbot, Key.Key_K, CTRL)
    assert feed.wishes[1:] == [Kill(id=hangs(other), by="kari")]


def test_just_after_a_turn_the_one_that_has_gone_may_be_meant_too(seat, feed, wall, hands, qtbot):
    hands.go(ahead(hands.at) - 0.1)
    desk, other = seat(TALK), wall()
    before = hangs(other)
    hands.go(1.0)
    now = hangs(other)
    desk.tick()
    press(qtbot, Key.Key_K, CTRL)
    assert feed.wishes == [Kill(id=key, by="kari") for key in (now, before)]


def test_where_screens_have_no_room_for_the_same_all_that_hang_are_meant(seat, feed, wall, hands, qtbot):
    hands.go(ahead(hands.at) + 5.0)
    long = sentence("så langt at en vegg ikke har plass " * 4, key="long")
    talk = replace(busy(), voice=Voice(shown=(long, SAID[0])))
    near, far = ({"distance": 2.0}, {"distance": 8.0})
    screens = tuple(from_mapping({"screens": {"a": near, "b": far}}).walls.values())
    desk, walls = seat(talk, screens=screens), [wall(talk, **near), wall(talk, **far)]
    for _ in range(2):
        if hangs(walls[0]) == "long":
            break
        hands.go(TURN)
    assert {hangs(each) for each in walls} == {"long", SAID[0].id}
    desk.tick()
    press(qtbot, Key.Key_K, CTRL)
    assert {wish.id for wish in feed.wishes} == {"long", SAID[0].id}


def test_walls_of_the_same_process_are_asked(seat, feed, hands, qtbot):
    from ui.walls.screens import Manner, Walls

    hands.go(ahead(hands.at) + 5.0)
    desk = seat(TALK)
    walls = Walls(Manner(windowed=True, size=(1280, 720)), clock=lambda: hands.at, awake=lambda: hands.awake)
    try:
        walls.show(from_mapping({"screen": {"pages": ["voice"], "distance": 4}}))
        walls.show_snapshot(TALK)
        desk.face.on_walls.seen = walls.sentences
        (wall,) = walls.windows.values()
        assert walls.sentences(0.0) == (hangs(wall),)
        walls.windows[""].hide()
        assert walls.sentences(0.0) == ()
    finally:
        walls.close()


def test_a_key_without_a_sentence_or_without_a_feed_says_so(seat, feed, qtbot):
    desk = seat(busy())
    press(qtbot, Key.Key_K, CTRL)
    assert feed.wishes == []
    assert desk.face.voice.said.text() == "No sentence is on the walls"
    desk.show_snapshot(TALK)
    feed.there = False
    press(qtbot, Key.Key_K, CTRL)
    assert "no contact with the feed" in desk.face.voice.said.text()


def test_another_key_takes_off_all(seat, feed, qtbot):
    desk = seat(TALK)
    press(qtbot, Key.Key_F3, on=desk)
    press(qtbot, Key.Key_K, CTRL | SHIFT)
    assert [wish.id for wish in feed.wishes] == [each.id for each in SAID]
    assert desk.face.voice.said.text() == f"{len(SAID)} sentences were taken off the walls"


def test_other_screens_are_reckoned_with_when_the_settings_change(seat, hands):
    desk = seat(TALK)
    on_walls = desk.face.on_walls
    before = dict(on_walls._walls)
    on_walls.follow(
        tuple(from_mapping({"screens": {"a": {"distance": 2}, "b": {"distance": 9}}}).walls.values())
    )
    on_walls.present(desk.showing, 0.0)
    assert len(on_walls._walls) == 2
    assert not {*before} & {*on_walls._walls}
    desk.show_snapshot(busy())
    assert on_walls._walls == {}
    assert on_walls.now() == ()
