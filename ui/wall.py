"""The wall: a window without frame, with a page and the freshness strip, shifted a little every few minutes."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import cycle

from msgspec.structs import replace
from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from dashboard.model import Snapshot
from dashboard.settings import Screen
from ui.awake import seconds_awake
from ui.layouts import Plan, choose, snapped
from ui.look import Look, cap_ratio
from ui.pages.page import Page, PageView
from ui.panels.strip import Strip, told
from ui.showing import Showing
from ui.sizes import Glass
from ui.theme import load

TICK_MS = 1000
SHIFT_EVERY_TICKS = 180  # every three minutes the picture moves, so that no edge burns in
SHIFT_STEPS = ((0, 0), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1))
SHIFT_EMS = 0.06  # 3 px at 5 m on 55" at 1920: nobody sees it

Clock = Callable[[], datetime]


def now() -> datetime:
    """The time of day."""
    return datetime.now(UTC)


class Wall(QWidget):
    """Shows Snapshots as they come, and their age every second.

    `clock` is the time of day, `awake` counts seconds, those of a suspended machine too.
    """

    def __init__(
        self,
        screen: Screen,
        page: Page,
        *,
        names: bool = False,
        clock: Clock = now,
        awake: Callable[[], float] = seconds_awake,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._screen, self._clock, self._awake = screen, clock, awake
        self._theme = load(screen.theme)
        self._layouts = page.layouts
        self.showing = Showing()
        self._came_at = awake()
        self.plan = self._choose()
        self.look = Look(self._theme, self.plan.sizes, names=names)
        self.page = PageView(page, self.plan, self.look, self)
        self.strip = Strip(self.look, self)
        self.full_screen = False
        self._shifts = cycle(SHIFT_STEPS)
        self._shift = next(self._shifts)
        self._ticks = 0
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._tell()

    # ── Snapshots and time ───────────────────────────────────────────────────────────────────────────

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show what came."""
        before = self.showing
        self.showing = before.after(snapshot)
        self._came_at = self._awake()
        self.page.present(self.showing.snapshot)
        self._tell()

    def recall(self, snapshot: Snapshot) -> None:
        """Show what an earlier run saw, greyed until there are new numbers."""
        self.showing = Showing(snapshot, held_over=True)
        self.page.present(snapshot)
        self._tell()

    def tick(self) -> None:
        """A second has gone by."""
        self._tell()
        self._ticks += 1
        if self._ticks % SHIFT_EVERY_TICKS == 0:
            self._shift = next(self._shifts)
            self._stand()
        if self.full_screen and not self.isFullScreen():
            self.showFullScreen()

    def _tell(self) -> None:
        """Say how old the numbers are; grey the page when they are old; leave room for what must be said."""
        at = self._clock()
        height = self.strip.least_height()
        held = self._awake() - self._came_at
        self.strip.show_part(told(self.showing, at, held, self.page.page.name, self.page.left_out()))
        faded = self.showing.is_old(at)
        if faded != self.look.faded:
            self.look = replace(self.look, faded=faded)
            self.page.dress(self.look, self.plan)
        if self.strip.least_height() != height:
            self._stand()

    # ── Size and place ───────────────────────────────────────────────────────────────────────────────

    def _choose(self) -> Plan:
        glass = Glass(
            diagonal_inch=self._screen.diagonal,
            distance_m=self._screen.distance,
            width_px=max(1, self.width()),
            height_px=max(1, self.height()),
            cap_ratio=cap_ratio(),
        )
        return choose(glass, self._layouts)

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
        self.page.stand(QRectF(left, top, width, strip - top))
        self.update()

    def resizeEvent(self, _: QResizeEvent) -> None:
        """Qt: the window has another size, so every letter may have one."""
        self.plan = self._choose()
        self.look = replace(self.look, sizes=self.plan.sizes)
        self.page.dress(self.look, self.plan)
        self.strip.dress(replace(self.look, faded=False))
        self._tell()
        self._stand()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the ground between the tiles."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.look.colour("ground"))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc, Q and Ctrl+Q end it; a wall has no other keys yet."""
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Q}:
            self.close()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: time passes while it is seen."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: a clock nobody sees need not run."""
        self._timer.stop()
        super().hideEvent(event)
