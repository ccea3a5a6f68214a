"""What hangs on the wall, small, at the desk: now, or at the moment that is looked at."""

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dashboard.screens import Screen
from dashboard.snapshot import Snapshot
from ui.desk.flow import Flow
from ui.desk.labels import choice, label
from ui.drawing.look import Look
from ui.incoming.showing import Showing
from ui.pages import PAGES
from ui.speech.language import say
from ui.speech.words import PAGES as TITLES
from ui.walls.lights import House
from ui.walls.wall import Wall

WIDE, HIGH = 16, 9
NEARER = 0.95  # letters have whole pixels, and of some twenty one more is so much of the room


class Hung(QWidget):
    """A wall of its own, with one page, as the screen's settings and the moment say; made when it is first seen."""

    def __init__(
        self,
        screen: Screen,
        clock: Callable[[], datetime],
        awake: Callable[[], float],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._screen = _mirrored(screen)
        self._clock, self._awake = clock, awake
        self._at: datetime | None = None
        self._showing, self._came_at = Showing(), awake()
        self.wall: Wall | None = None
        self.page = choice(say("Page of the wall"))
        for name in PAGES:
            self.page.addItem(say(TITLES[name]), name)
        self.said = label("", "note")
        self._area = QWidget()
        self._row = Flow()
        self._row.put(self.page, self.said)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._row)
        layout.addWidget(self._area, 1)
        self.page.currentIndexChanged.connect(lambda _: self._hang())

    def follow(self, screen: Screen) -> None:
        """Hang it as the settings say from now on."""
        self._screen = _mirrored(screen)
        self._hang()

    def present(self, showing: Showing, came_at: float) -> None:
        """Show what the walls show, which came when so many seconds were counted."""
        self._show(showing, came_at, None)

    def look_at(self, snapshot: Snapshot | None, at: datetime) -> None:
        """Show what they showed at a moment."""
        self._show(Showing(snapshot), self._awake(), at)

    def _show(self, showing: Showing, came_at: float, at: datetime | None) -> None:
        changed = (at is None) != (self._at is None)
        self._showing, self._came_at, self._at = showing, came_at, at
        self.said.setText(say("as it was") if at else say("as it is now"))
        if changed or self.wall is None:
            self._hang()
        else:
            self.wall.hold(showing, came_at)

    def _now(self) -> datetime:
        return self._at or self._clock()

    def _hang(self) -> None:
        """Make the wall anew: of the past it says that it is."""
        if self.wall is not None:
            self.wall.hide()
            self.wall.deleteLater()
            self.wall = None
        snapshot = self._showing.snapshot
        if not self.isVisible():
            return
        zone = snapshot.timezone if snapshot else "UTC"
        house = House(timezone=zone, looking_back=self._at is not None)
        page = PAGES[self.page.currentData()]
        screen = replace(self._screen, storm_pages=())
        wall = Wall(screen, (page,), house=house, clock=self._now, awake=self._awake, parent=self._area)
        wall.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        wall.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        wall.setAccessibleName(say("What hangs on the wall"))
        self.wall = wall
        self._stand()
        wall.hold(self._showing, self._came_at)
        wall.show()

    def _stand(self) -> None:
        """As large as there is room, in the shape of a screen."""
        if self.wall is None:
            return
        room = self._area.rect()
        width = min(room.width(), room.height() * WIDE // HIGH)
        height = width * HIGH // WIDE
        self.wall.setGeometry(QRect(0, 0, max(1, width), max(1, height)))

    def dress(self, look: Look) -> None:
        """The wall has a look of its own."""
        self._row.setSpacing(round(look.sizes.em * 0.5))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another size."""
        super().resizeEvent(event)
        self._stand()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: it is seen."""
        super().showEvent(event)
        if self.wall is None:
            self._hang()


def _mirrored(screen: Screen) -> Screen:
    """A screen's settings for its picture at the desk, which is never dim, and leaves out no tile that hangs there."""
    return replace(screen, dim={}, off={}, distance=screen.distance * NEARER)
