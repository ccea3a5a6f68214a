"""Which sentence hangs on the walls just now: reckoned by walls that nobody sees, by the clock that all walls share.

Walls of another process can't be asked. But what they show follows from the sentences, the time of day and their
screens' settings; so walls of the same settings, shown nowhere, show the same.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from dashboard.screens import Screen
from ui.incoming.awake import Clock
from ui.incoming.showing import Showing
from ui.pages import PAGES
from ui.walls.wall import Wall

SIZE = (1920, 1080)  # what has room follows from diagonal and distance, hardly from pixels
LATELY = 1.5
"""Seconds after a turn in which somebody may still mean the sentence that has just gone."""


class Kind(Struct, frozen=True):
    """What of a screen decides which sentences have room on it."""

    diagonal: float
    distance: float


class OnWalls(QObject):
    """`seen` are the keys that walls which can be asked show, or have shown within some seconds."""

    def __init__(
        self, window: QWidget, screens: Sequence[Screen], clock: Clock, awake: Callable[[], float]
    ) -> None:
        super().__init__(window)
        self._window, self._clock, self._awake = window, clock, awake
        self._walls: dict[Kind, Wall] = {}
        self._kinds = kinds(screens)
        self.seen: Callable[[float], tuple[str, ...]] = lambda _: ()

    def follow(self, screens: Sequence[Screen]) -> None:
        """Reckon with these screens from now on."""
        self._kinds = kinds(screens)

    def present(self, showing: Showing, came_at: float) -> None:
        """Show what the walls show, which came when so many seconds were counted."""
        said = showing.snapshot is not None and bool(showing.snapshot.voice.shown)
        wanted = self._kinds if said else frozenset()
        for kind in self._walls.keys() - wanted:
            wall = self._walls.pop(kind)
            wall.hide()
            wall.deleteLater()
        for kind in wanted:
            if kind not in self._walls:
                self._walls[kind] = self._unseen(kind)
            self._walls[kind].hold(showing, came_at)

    def now(self, seconds: float = 0.0) -> tuple[str, ...]:
        """The keys of the sentences that hang, or hung within some seconds: one, where screens are alike."""
        keys = [*self.seen(seconds)]
        for wall in self._walls.values():
            keys += wall.page.sentences(seconds)
        return tuple(dict.fromkeys(keys))

    def _unseen(self, kind: Kind) -> Wall:
        screen = Screen(diagonal=kind.diagonal, distance=kind.distance, pages=("voice",), storm_pages=())
        wall = Wall(screen, (PAGES["voice"],), clock=self._clock, awake=self._awake)
        wall.setParent(self._window, Qt.WindowType.Tool)
        wall.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        wall.resize(*SIZE)
        wall.show()
        return wall


def kinds(screens: Sequence[Screen]) -> frozenset[Kind]:
    """Of the screens that have the page Voice; where none has, of the first."""
    voiced = [each for each in screens if "voice" in (*each.pages, *each.storm_pages)]
    return frozenset(Kind(each.diagonal, each.distance) for each in voiced or screens[:1])
