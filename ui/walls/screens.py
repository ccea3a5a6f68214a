"""The walls: one window for each screen that is set, on that screen as long as it is there, all fed by one Source."""

from collections.abc import Callable, Sequence
from logging import getLogger

import shiboken6
from msgspec import Struct
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen

from dashboard.screens import Screen
from dashboard.settings import Settings
from dashboard.snapshot import Snapshot
from ui.incoming.awake import Clock, now, seconds_awake
from ui.incoming.showing import START_POLLS, Showing
from ui.pages import PAGES
from ui.walls.lights import House
from ui.walls.outputs import Output, homes, output, standing
from ui.walls.wall import Wall

USUAL_SIZE = (1920, 1080)
ROOM_SHARE = 0.9  # of a screen's room, that a window takes with the frame around it
SETTLE_MS = 250  # screens come and go in bursts, each with a mode of its own

log = getLogger(__name__)


class Manner(Struct, frozen=True, kw_only=True):
    """How walls are shown: each on all of its screen, or as windows; `unseen` for a picture only.

    A window has a `size`; without one the usual, and where that has no room all that its screen leaves to windows.
    `looking_back`: what they show is of the past. `beside`: somebody works at a window of ours, before which no wall
    comes.
    """

    windowed: bool = False
    size: tuple[int, int] | None = None
    unseen: bool = False
    looking_back: bool = False
    beside: bool = False


class Hung(Struct, frozen=True):
    """What a window was made of: when this changes it is made anew."""

    screen: Screen
    house: House


class Walls(QObject):
    """Windows by the names of their screens; `left` is said when somebody closes one.

    `screens` are those of Qt. It may be that there are none: then nothing is shown until one comes.
    """

    left = Signal()

    def __init__(
        self,
        manner: Manner,
        *,
        clock: Clock = now,
        awake: Callable[[], float] = seconds_awake,
        screens: Callable[[], Sequence[QScreen]] = QGuiApplication.screens,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._manner, self._clock, self._awake, self._screens = manner, clock, awake, screens
        self.windows: dict[str, Wall] = {}
        self._hung: dict[str, Hung] = {}
        self._homes: dict[str, Output] = {}
        self._showing = Showing(starting=0 if manner.looking_back else START_POLLS)
        self._came_at = awake()
        self._missing: frozenset[str] = frozenset()
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self._settle)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication) and not manner.windowed:
            application.screenAdded.connect(self._settling.start)
            application.screenRemoved.connect(self._lose)

    # ── What hangs ───────────────────────────────────────────────────────────────────────────────────

    def show(self, settings: Settings) -> None:
        """Hang what the settings say; windows whose screen and house are as before are left as they are."""
        house = House(
            timezone=settings.goals.timezone,
            hours=settings.hours,
            names=settings.team.show_names,
            looking_back=self._manner.looking_back,
        )
        wanted = {name: Hung(screen, house) for name, screen in settings.walls.items()}
        before = self.windows
        self.windows = {name: self._kept(name, hung) for name, hung in wanted.items()}
        for name, hung in self._hung.items():
            if name not in wanted or wanted[name].screen.output != hung.screen.output:
                self._homes.pop(name, None)
        self._hung = wanted
        self._settle()
        for name, wall in before.items():
            if self.windows.get(name) is not wall:
                _take_down(wall)

    def _kept(self, name: str, hung: Hung) -> Wall:
        if self._hung.get(name) == hung:
            return self.windows[name]
        playlist = tuple(PAGES[page] for page in hung.screen.pages)
        wall = Wall(hung.screen, playlist, house=hung.house, clock=self._clock, awake=self._awake)
        wall.setWindowTitle(f"Pulsvegg {name}".strip())
        wall.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, on=self._manner.beside)
        wall.hold(self._showing, self._came_at)
        wall.left.connect(self.left)
        return wall

    def close(self) -> None:
        """Take all down."""
        self._settling.stop()
        walls, self.windows, self._hung = self.windows, {}, {}
        for wall in walls.values():
            _take_down(wall)

    # ── What they show ───────────────────────────────────────────────────────────────────────────────

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show what came."""
        self._hold(self._showing.after(snapshot), self._awake())

    def recall(self, snapshot: Snapshot) -> None:
        """Show what an earlier run saw."""
        self._hold(Showing(snapshot, held_over=True, starting=START_POLLS), self._came_at)

    def sentences(self, seconds: float) -> tuple[str, ...]:
        """The keys of the sentences that hang, or hung within some seconds."""
        seen = [wall for wall in self.windows.values() if wall.isVisible() and not wall.dark]
        return tuple(key for wall in seen for key in wall.page.sentences(seconds))

    def _hold(self, showing: Showing, came_at: float) -> None:
        self._showing, self._came_at = showing, came_at
        for wall in self.windows.values():
            wall.hold(showing, came_at)

    # ── Where they hang ──────────────────────────────────────────────────────────────────────────────

    def _lose(self, lost: QScreen) -> None:
        """A screen goes: its wall must not jump onto another one that has a wall of its own."""
        gone = output(lost)
        for name, wall in self.windows.items():
            if wall.isVisible() and self._homes.get(name) == gone:
                wall.full_screen = False
                wall.hide()
        self._settling.start()

    def _settle(self) -> None:
        """Each wall on the screen it belongs to; those whose screen is not there are not shown."""
        there = {output(screen): screen for screen in self._screens()}
        wanted = {name: hung.screen.output for name, hung in self._hung.items()}
        self._homes = homes(wanted, tuple(there), self._homes)
        if self._manner.windowed:
            for name, wall in self.windows.items():
                self._open(
                    wall, there.get(self._homes[name]) if wanted[name] and name in self._homes else None
                )
            return
        stand = standing(wanted, self._homes, tuple(there))
        leaving = [wall for name, wall in self.windows.items() if name not in stand]
        for wall in leaving:
            wall.full_screen = False
            wall.hide()
        for name, place in stand.items():
            _fill(self.windows[name], there[place])
        self._say_missing(frozenset(name for name in wanted if self._homes.get(name) not in there))

    def _say_missing(self, missing: frozenset[str]) -> None:
        """Once a change: which walls are not where they should be."""
        for name in sorted(missing - self._missing):
            wanted = self._hung[name].screen.output
            log.warning(
                "the screen%s is not there%s",
                f" {wanted!r}" if wanted else "",
                f" for the wall {name!r}" if name else "",
            )
        self._missing = missing

    def _open(self, wall: Wall, screen: QScreen | None) -> None:
        if wall.isVisible():
            return
        if screen is not None and not self._manner.unseen:
            wall.setScreen(screen)
            wall.move(screen.availableGeometry().topLeft())
        wall.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, on=self._manner.unseen)
        wall.resize(*(self._manner.size or USUAL_SIZE))
        room = wall.screen().availableGeometry()
        fits = room.width() > USUAL_SIZE[0] and room.height() > USUAL_SIZE[1]  # more, for the frame
        if fits or self._manner.size or self._manner.unseen:
            wall.show()
        else:  # its lower edge, where storms and alerts are told, must not fall off the screen
            wall.resize(room.size() * ROOM_SHARE)  # where nobody makes it as large as can be
            wall.showMaximized()


def _fill(wall: Wall, screen: QScreen) -> None:
    """Show a wall on all of a screen, without frame or mouse pointer."""
    if wall.full_screen and output(wall.screen()) == output(screen):
        return  # the wall itself sees to it that it stays so
    wall.hide()
    wall.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    wall.setCursor(Qt.CursorShape.BlankCursor)
    wall.setScreen(screen)
    wall.setGeometry(screen.geometry())
    wall.fill()


def _take_down(wall: Wall) -> None:
    """Delete a window at once: it must not outlive the application, whatever Python still holds."""
    wall.hide()
    shiboken6.delete(wall)
