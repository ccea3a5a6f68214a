"""The wall: a window with pages in turn and the freshness strip, in the light of the hour, shifted now and then."""

from collections.abc import Callable
from itertools import cycle

from msgspec.structs import replace
from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from dashboard.settings import Screen
from dashboard.snapshot import Snapshot
from ui.drawing.layouts import Plan, arrange, choose, snapped
from ui.drawing.look import Look, cap_ratio
from ui.drawing.sizes import Glass
from ui.drawing.theme import lit
from ui.incoming.awake import Clock, now, seconds_awake
from ui.incoming.showing import Showing
from ui.pages import PAGES
from ui.pages.now import NOW
from ui.pages.page import Page, PageView
from ui.panels.keys import KeysPanel
from ui.panels.strip import Strip, looking_back, told
from ui.panels.vitals import VITALS_EMS, Vitals
from ui.speech import keys
from ui.speech.language import language, speaking
from ui.speech.spoken import clock
from ui.walls.lights import Hand, House, Lights, by_clock
from ui.walls.stage import Stage

TICK_MS = 1000
SHIFT_EVERY_TICKS = 180  # every three minutes the picture moves, so that no edge burns in
SHIFT_STEPS = ((0, 0), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1))
SHRUNK = Qt.WindowState.WindowMinimized | Qt.WindowState.WindowMaximized
SHIFT_EMS = 0.06  # 3 px at 5 m on 55" at 1920: nobody sees it

HOUSE = House()


class Wall(QWidget):
    """Shows Snapshots as they come, and their age every second; its pages in turn, in the playlist's order.

    Letters are as large on every page as on the page Now, so that nothing jumps when a page is turned. `clock` is the
    time of day, `awake` counts seconds, those of a suspended machine too. `left` is said when somebody closes it.
    """

    left = Signal()

    def __init__(
        self,
        screen: Screen,
        playlist: tuple[Page, ...],
        *,
        house: House = HOUSE,
        clock: Clock = now,
        awake: Callable[[], float] = seconds_awake,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._screen, self._house, self._clock, self._awake = screen, house, clock, awake
        self.showing, self._came_at = Showing(), awake()
        self._by_hand = Hand()
        self._by_clock = self.lights = by_clock(screen, house, clock(), storm=False)
        storming = tuple(PAGES[name] for name in screen.storm_pages)
        self._pages = {page.name: page for page in (*playlist, *storming)}
        plans = self._choose()
        theme, sizes = lit(self.lights.theme, self.lights.brightness), plans[playlist[0].name].sizes
        self.look = Look(theme, sizes, names=house.names, language=language(screen.language).name)
        self.stage = Stage(playlist, screen.seconds_of, self.look, plans, self, storming, clock=clock)
        self.vitals = Vitals(self.look, self)
        self.strip = Strip(self.look, self)
        self.keys = KeysPanel(self.look, self)
        for panel in (self.vitals, self.strip):
            panel.lie()
        self.full_screen = False
        self._shifts = cycle(SHIFT_STEPS)
        self._shift = next(self._shifts)
        self._ticks = 0
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._tell()

    @property
    def page(self) -> PageView:
        """The page that is seen."""
        return self.stage.view

    @property
    def plan(self) -> Plan:
        """Its layout and its letters."""
        return self.page.plan

    # ── Snapshots and time ───────────────────────────────────────────────────────────────────────────

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show what came."""
        self.hold(self.showing.after(snapshot), self._awake())

    def recall(self, snapshot: Snapshot) -> None:
        """Show what an earlier run saw, greyed until there are new numbers."""
        self.hold(Showing(snapshot, held_over=True), self._came_at)

    def hold(self, showing: Showing, came_at: float) -> None:
        """Show this, which came when so many seconds were counted."""
        self.showing, self._came_at = showing, came_at
        self._light()
        self._turn()
        if self.stage.present(self.showing.snapshot):
            self.update()  # the ground in one go: tile by tile it takes Qt more than twice as long
        self.vitals.present(self.showing.snapshot)
        self._tell()

    def tick(self) -> None:
        """A second has gone by."""
        self._light()
        self._turn()
        self._tell()
        self._ticks += 1
        if self._ticks % SHIFT_EVERY_TICKS == 0:
            self._shift = next(self._shifts)
            self._stand()
        if self.full_screen and not (self.isFullScreen() and self.geometry() == self.screen().geometry()):
            self.setGeometry(self.screen().geometry())
            self.fill()

    def fill(self) -> None:
        """Fill the screen; a wall that is shown without being activated takes no keys from whoever works beside it."""
        self.full_screen = True
        self.setWindowState(self.windowState() & ~SHRUNK | Qt.WindowState.WindowFullScreen)
        self.show()
        if not self.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating):
            self.activateWindow()

    # ── Light ────────────────────────────────────────────────────────────────────────────────────────

    @property
    def dark(self) -> bool:
        """Whether the screen is black just now."""
        return self.lights.brightness == 0.0

    def _light(self) -> None:
        """The light that the hour asks for, or the hand at the wall."""
        snapshot = self.showing.snapshot
        storm = snapshot is not None and snapshot.storm is not None and not self.showing.is_old(self._clock())
        self._by_clock = by_clock(self._screen, self._house, self._clock(), storm=storm)
        self._shine(self._by_hand.over(self._by_clock))

    def _shine(self, lights: Lights) -> None:
        if lights == self.lights:
            return
        self.lights = lights
        self.look = replace(self.look, theme=lit(lights.theme, lights.brightness))
        self._dress(self.stage.plans)
        self.strip.dress(replace(self.look, faded=False))
        self._stand()

    def _turn(self) -> None:
        """Show the page whose turn it is: the storm's while it storms, Now while there are no live numbers."""
        snapshot, awake = self.showing.snapshot, self._awake()
        old = snapshot is None or self.showing.is_old(self._clock())
        storm = snapshot is not None and snapshot.storm is not None
        turned = self.stage.turn(awake, snapshot, hold=old, storm=storm)
        window = self.windowHandle()
        seen = self.isVisible() and not self.dark and (window is None or window.isExposed())
        if seen:  # what nobody can see is not drawn
            turned = self.stage.watch(awake, snapshot) or turned
        else:
            self.stage.wait(awake)
        if turned:
            self._stand()

    def _tell(self) -> None:
        """Say how old the numbers are; grey the page when they are old; leave room for what must be said."""
        at = self._clock()
        height = self.strip.least_height()
        past = self._house.looking_back
        held = 0.0 if past else self._awake() - self._came_at
        name, missing = self.page.page.name, self.page.left_out()
        paused = self.stage.rotation.paused(self._awake())
        with speaking(self.look.language):
            said = told(self.showing, at, held, name, missing, paused=paused)
            if self.showing.snapshot is None:  # which has a time zone of its own
                said = replace(said, clock=clock(at, self._house.timezone))
            if past:
                said = looking_back(said, self.showing, at)
        self.strip.show_part(said)
        faded = self.showing.is_old(at)
        if faded != self.look.faded:
            self.look = replace(self.look, faded=faded)
            self._dress(self.stage.plans)
        if self.strip.least_height() != height:
            self._stand()

    # ── Size and place ───────────────────────────────────────────────────────────────────────────────

    def _dress(self, plans: dict[str, Plan]) -> None:
        self.stage.dress(self.look, plans)
        self.vitals.dress(self.look)

    def _choose(self) -> dict[str, Plan]:
        glass = Glass(
            diagonal_inch=self._screen.diagonal,
            distance_m=self._screen.distance,
            width_px=max(1, self.width()),
            height_px=max(1, self.height()),
            cap_ratio=cap_ratio(),
        )
        now = choose(glass, NOW.layouts)
        return {
            page.name: now
            if page is NOW
            else arrange(glass, page.layouts, now.sizes, 0.0 if page.vital else VITALS_EMS)
            for page in self._pages.values()
        }

    def _stand(self) -> None:
        sizes = self.plan.sizes
        margin, step = sizes.margin, max(1.0, sizes.em * SHIFT_EMS)
        left, top = margin + self._shift[0] * step, margin * 0.5 + self._shift[1] * step
        width = self.width() - 2 * margin
        over = 2 * step  # the strip runs off the glass, so that no shift shows its edge
        self.strip.inset = left + over
        self.strip.resize(round(self.width() + 2 * over), self.strip.height())
        strip = self.height() - self.strip.least_height() + self._shift[1] * step
        self.strip.setGeometry(
            snapped(QRectF(-over, strip, self.width() + 2 * over, self.height() - strip + over))
        )
        self.page.setVisible(not self.dark)
        self.strip.setVisible(not self.dark)
        self.vitals.setVisible(not self.page.page.vital and not self.dark)
        if not self.page.page.vital:
            self.vitals.setGeometry(snapped(QRectF(left, top, width, sizes.em * VITALS_EMS)))
            top += sizes.em * VITALS_EMS
        self.page.stand(QRectF(left, top, width, strip - top))
        self.update()

    def resizeEvent(self, _: QResizeEvent) -> None:
        """Qt: the window has another size, so every letter may have one."""
        plans = self._choose()
        self.look = replace(self.look, sizes=plans[self.page.page.name].sizes)
        self._dress(plans)
        self.strip.dress(replace(self.look, faded=False))
        self.keys.dress(replace(self.look, faded=False))
        self._tell()
        self._stand()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the ground between the tiles, and nothing but black where the screen is off."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(0, 0, 0) if self.dark else self.look.colour("ground"))
        painter.end()

    # ── Keys ─────────────────────────────────────────────────────────────────────────────────────────

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: what keys.KEYS says; on a black wall any other than to leave first lights it."""
        deed = keys.deed(event)
        if deed is None:
            return
        if deed == "leave" or not self.dark:
            DEEDS[deed](self)
        else:
            self._by_hand.turn_brightness(self._by_clock, self._dimmed)
        self._light()
        self._turn()
        self._tell()

    @property
    def _dimmed(self) -> float:
        return self._screen.dim_to / 100

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: somebody closes it."""
        super().closeEvent(event)
        self.left.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: time passes while it is seen."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: a clock nobody sees need not run."""
        self._timer.stop()
        super().hideEvent(event)


DEEDS: dict[keys.Deed, Callable[[Wall], object]] = {
    "leave": Wall.close,
    "theme": lambda wall: wall._by_hand.turn_theme(wall._by_clock),
    "dim": lambda wall: wall._by_hand.turn_brightness(wall._by_clock, wall._dimmed),
    "next": lambda wall: wall.stage.rotation.step(wall._awake(), 1),
    "back": lambda wall: wall.stage.rotation.step(wall._awake(), -1),
    "pause": lambda wall: wall.stage.rotation.pause(wall._awake()),
    "keys": lambda wall: wall.keys.show_for_a_while(),
}
