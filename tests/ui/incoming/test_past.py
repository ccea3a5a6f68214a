"""Looking back on the wall: the past stands where the freshness stood, its clock too, and keys lead through a day."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt

from dashboard.screens import Screen
from dashboard.settings import Settings
from dashboard.snapshot import Filling, Notice
from tests.ui import snapshots
from tests.ui.reading import sentence
from ui.incoming.past import LookingBack, PastSource
from ui.walls.screens import Manner, Walls

MINUTE = timedelta(minutes=1)
AT = snapshots.AT.replace(second=0)


class Album:
    """Pictures of the minutes that are given."""

    def __init__(self, *pictures):
        self.pictures = {each.made_at.replace(second=0): each for each in pictures}

    def snapshot(self, at):
        return self.pictures.get(at.replace(second=0))


def at(minute, base=None):
    """What was shown so many minutes after AT."""
    it, made = base or snapshots.busy(), AT + minute * MINUTE
    late = it.made_at - it.polled_at
    queue = replace(it.reading.now, queue_size=10 + minute)
    return replace(
        it,
        made_at=made,
        polled_at=made - late,
        next_poll_at=made + timedelta(seconds=30),
        reading=replace(it.reading, at=made, now=queue),
    )


@pytest.fixture
def look_back(fonts, qtbot, hands):
    """A wall that looks back at an album: `look_back(album, speed=60)` gives source and wall."""
    made = []

    def hung(album, *, minutes=0, until=10, speed=0.0, **said):
        source = PastSource(
            LookingBack(kept=album, at=AT + minutes * MINUTE, until=AT + until * MINUTE, speed=speed)
        )
        walls = Walls(Manner(windowed=True, looking_back=True), clock=source.clock, awake=lambda: hands.awake)
        source.arrived.connect(walls.show_snapshot)
        settings = Settings(screen=Screen(pages=("now",), **said))
        walls.show(settings)
        (wall,) = walls.windows.values()
        source.start()
        wall.grab()
        made.append((source, walls))
        return source, wall

    yield hung
    for source, walls in made:
        source.close()
        walls.close()


def test_a_minute_says_when_it_was_and_never_how_old_it_is(look_back, hands):
    _, wall = look_back(Album(at(0)))
    said = sentence(wall.strip)
    assert said.startswith("Looking back: Tue, 17 Nov 2026 14:32")
    assert "old" not in said
    assert "next" not in said
    assert wall.strip.shown.past
    assert not wall.look.faded
    hands.go(600)
    wall.tick()
    wall.grab()
    assert sentence(wall.strip) == said
    assert not wall.look.faded


def test_a_minute_without_contact_is_grey_and_says_since_when_and_why(look_back):
    _, wall = look_back(Album(at(0, snapshots.trouble())))
    assert wall.look.faded
    said = sentence(wall.strip)
    assert said.startswith("Looking back: Tue, 17 Nov 2026 14:32")
    assert "No contact since" in said
    assert "Nobody answers" in said


def test_a_screen_that_was_off_then_shows_the_minute_all_the_same(look_back):
    _, wall = look_back(Album(at(0)), off="00:00-24:00")
    assert not wall.dark


def test_the_arrows_step_and_space_does_nothing_where_nothing_plays(look_back, qtbot):
    source, wall = look_back(Album(*(at(minute) for minute in range(-70, 11))))
    for key, minutes in (
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Right, 2),
        (Qt.Key.Key_Left, 1),
        (Qt.Key.Key_Down, -59),
        (Qt.Key.Key_Up, 1),
        (Qt.Key.Key_Up, 10),
        (Qt.Key.Key_Right, 10),
    ):
        qtbot.keyClick(wall, key)
        assert source.clock() == AT + minutes * MINUTE
        assert wall.showing.snapshot.reading.now.queue_size == 10 + minutes
    qtbot.keyClick(wall, Qt.Key.Key_Space)
    assert not source.plays


def test_a_day_plays_until_its_last_minute_and_space_pauses(look_back, qtbot):
    source, wall = look_back(Album(*(at(minute) for minute in range(11))), speed=120.0)
    seen = []
    source.arrived.connect(lambda it: seen.append(it.reading.now.queue_size))
    assert source.plays
    source._tick()
    assert source.clock() == AT + 2 * MINUTE
    qtbot.keyClick(wall, Qt.Key.Key_Space)
    assert not source.plays
    qtbot.keyClick(wall, Qt.Key.Key_Space)
    assert source.plays
    for _ in range(4):
        source._tick()
    assert seen == [12, 14, 16, 18, 20]
    assert not source.plays
    qtbot.keyClick(wall, Qt.Key.Key_Space)
    assert not source.plays


def test_where_nothing_is_kept_what_stands_grows_old(look_back, qtbot):
    _, wall = look_back(Album(at(0)))
    for _ in range(3):
        qtbot.keyClick(wall, Qt.Key.Key_Right)
    wall.tick()
    wall.grab()
    assert wall.look.faded
    assert "14:35" in sentence(wall.strip)
    assert "No new numbers since 14:32" in sentence(wall.strip)


def test_how_far_the_past_is_read_is_a_footnote_of_the_present(hang):
    wall = hang(replace(snapshots.busy(), earlier=Filling(arrived=12, expected=48)))
    assert "reading earlier days, for what is usual: 12 of 48" in sentence(wall.strip)
    note = next(each for each in wall.strip.drawn if "earlier days" in each.text)
    assert note.px == wall.look.sizes.footnote


def test_that_another_keeps_the_history_is_a_footnote_and_no_fault(hang):
    notices = (Notice(kind="history_taken"),)
    wall = hang(replace(snapshots.busy(), notices=notices))
    note = next(each for each in wall.strip.drawn if "another Pulsvegg keeps the history" in each.text)
    assert note.px == wall.look.sizes.footnote
    assert wall.strip.lines() == 1
    assert wall.strip.marks == hang(snapshots.busy()).strip.marks
    wall = hang(replace(snapshots.busy(), notices=notices, earlier=Filling(arrived=1, expected=9)))
    assert "reading earlier days, for what is usual: 1 of 9 · another Pulsvegg" in sentence(wall.strip)


def test_other_keys_are_the_walls(look_back, qtbot):
    _, wall = look_back(Album(at(0)))
    qtbot.keyClick(wall, Qt.Key.Key_T)
    assert wall.lights.theme == "light"
