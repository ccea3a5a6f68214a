"""A wall in a test: fonts, looks and windows."""

from datetime import timedelta

import pytest

from dashboard.settings import Screen
from tests.ui import snapshots


@pytest.fixture(scope="session")
def fonts(qapp):
    """Our fonts, given to Qt once."""
    return qapp


class HandClock:
    """A time of day and a count of seconds that go on when they are told to."""

    def __init__(self, at):
        self.at, self.awake = at, 0.0

    def go(self, seconds):
        self.at += timedelta(seconds=seconds)
        self.awake += seconds


@pytest.fixture
def hands():
    return HandClock(snapshots.AT + timedelta(seconds=13))


@pytest.fixture
def hang(fonts, qtbot, hands):
    """Make a wall that shows a Snapshot: `hang(snapshot, size=(1920, 1080), distance=5.0, theme="dark")`."""
    from ui.pages import PAGES
    from ui.walls.lights import House
    from ui.walls.wall import Wall

    def made(
        snapshot=None,
        *,
        size=(1920, 1080),
        distance=5.0,
        diagonal=55.0,
        theme="dark",
        names=False,
        pages=("now",),
        language="en",
        **said,
    ):
        said = {"storm_pages": ()} | said
        screen = Screen(
            distance=distance, diagonal=diagonal, theme=theme, pages=pages, language=language, **said
        )
        wall = Wall(
            screen,
            tuple(PAGES[name] for name in pages),
            house=House(names=names),
            clock=lambda: hands.at,
            awake=lambda: hands.awake,
        )
        qtbot.addWidget(wall)
        wall.resize(*size)
        wall.show()
        if snapshot is not None:
            wall.show_snapshot(snapshot)
        wall.grab()
        return wall

    return made
