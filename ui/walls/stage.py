"""The pages of a wall: all made once, one of them shown; a storm's take over, one that can't be drawn gives way."""

from collections.abc import Callable
from logging import getLogger

from PySide6.QtWidgets import QWidget

from dashboard.snapshot import Snapshot
from ui.drawing.layouts import Plan
from ui.drawing.look import Look
from ui.incoming.awake import Clock, now
from ui.pages.page import Page, PageView
from ui.walls.rotation import Rotation

PATIENCE_SECONDS = 3.0  # a page whose turn it is is drawn within a tick or two, also on a slow machine
MOST = 0.6  # of a page's tiles

log = getLogger(__name__)


class Stage:
    """Shows one page of a playlist, or of those that `storming` has while it storms; `plans` are layouts by name.

    Time is a count of seconds, those of a suspended machine too; `clock` is the time of day, by which the contents of
    a tile take turns.
    """

    def __init__(  # noqa: PLR0913 - each is one thing that the wall hands in
        self,
        pages: tuple[Page, ...],
        seconds: Callable[[str], float],
        look: Look,
        plans: dict[str, Plan],
        parent: QWidget,
        storming: tuple[Page, ...] = (),
        *,
        clock: Clock = now,
    ) -> None:
        self.plans, self._look = plans, look
        self.rotation = Rotation(tuple(page.name for page in pages), seconds)
        stormy = tuple(page.name for page in storming) or (self.rotation.home,)
        self._storming = Rotation(stormy, seconds, self.rotation.home)
        self._storms = False
        once = {page.name: page for page in (*pages, *storming)}
        self.views = {name: PageView(page, plans[name], look, parent, clock) for name, page in once.items()}
        self.view = self.views[pages[0].name]
        for view in self.views.values():
            view.setVisible(view is self.view)
        self._due: float | None = None
        self._painted: dict[str, int] = {}
        self._failing: set[str] = set()

    def turn(self, awake: float, snapshot: Snapshot | None, *, hold: bool, storm: bool = False) -> bool:
        """Show the page whose turn it is; whether that is another one than before.

        While it storms the playlist is held at home, and goes on from there when the storm gives the wall back.
        """
        name = self.rotation.page(awake, hold=hold or storm)
        self._storms = storm and not hold and not self.rotation.by_hand(awake)
        if self._storms:
            name = self._storming.page(awake, hold=False)
        else:
            self._storming.start()
        if name == self.view.page.name:
            return False
        try:
            self._show(name, awake, snapshot)
        except Exception:
            if name not in self._failing:
                log.exception("the page %s can't be shown; back to %s", name, self.rotation.home)
            self._failing.add(name)
            self._go_home(awake, snapshot)
        return True

    def watch(self, awake: float, snapshot: Snapshot | None) -> bool:
        """See that the page whose turn it was has been drawn; whether it had to give way to home."""
        if self._due is None or awake < self._due:
            return False
        self._due, name = None, self.view.page.name
        missing = [
            tile for tile, paints in self.view.paints().items() if paints <= self._painted.get(tile, 0)
        ]
        if not missing:
            self._failing.discard(name)
            return False
        if name not in self._failing:
            log.error(
                "the page %s was not drawn (%s); back to %s", name, ", ".join(missing), self.rotation.home
            )
        self._failing.add(name)
        if name == self.rotation.home:
            return False
        self._go_home(awake, snapshot)
        return True

    def wait(self, awake: float) -> None:
        """Nobody can see it just now: a page may take its time until it is drawn."""
        if self._due is not None:
            self._due = awake + PATIENCE_SECONDS

    def present(self, snapshot: Snapshot | None) -> bool:
        """Show a Snapshot on the page that is seen, the others when it is their turn; whether most of it changed."""
        return self.view.present(snapshot) > len(self.view.panels) * MOST

    def dress(self, look: Look, plans: dict[str, Plan]) -> None:
        """Take on another look and its layouts."""
        self._look, self.plans = look, plans
        self.view.dress(look, plans[self.view.page.name])

    def _go_home(self, awake: float, snapshot: Snapshot | None) -> None:
        (self._storming if self._storms else self.rotation).give_way(awake)
        if self.view is not self.views[self.rotation.home]:
            self._show(self.rotation.home, awake, snapshot)

    def _show(self, name: str, awake: float, snapshot: Snapshot | None) -> None:
        view = self.views[name]
        view.dress(self._look, self.plans[name])
        view.present(snapshot)
        self._painted, self._due = view.paints(), awake + PATIENCE_SECONDS
        self.view.hide()
        view.show()
        self.view = view
