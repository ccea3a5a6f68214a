"""A page: its tiles, and the layouts they may stand in, the richest first."""

from typing import Any

from msgspec import Struct
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from dashboard.snapshot import Snapshot
from ui.drawing.layouts import Layout, Plan, place, snapped
from ui.drawing.look import Look
from ui.incoming.awake import Clock, now
from ui.panels import PANELS
from ui.panels.panel import Panel
from ui.panels.turning import TurningPanel


class Page(Struct, frozen=True):
    """What a page is made of; `tiles` in the order of their weight, the first never left out.

    `instead` says to whom a tile gives its room while it has nothing to say: to the first of those that have, and have
    no place of their own; else the first of those that have grows by it.
    """

    name: str
    tiles: tuple[str, ...]
    layouts: tuple[Layout, ...]
    instead: dict[str, tuple[str, ...]] = {}

    @property
    def vital(self) -> bool:
        """Whether it says by itself what no page may hide: how many wait, and how long."""
        return "queue" in self.tiles


class PageView(QWidget):
    """A page's tiles, made once; hidden until it is their turn."""

    def __init__(
        self, page: Page, plan: Plan, look: Look, parent: QWidget | None = None, clock: Clock = now
    ) -> None:
        super().__init__(parent)
        self.page = page
        self.plan, self.look = plan, look
        self.panels: dict[str, Panel[Any]] = {name: PANELS[name](look, self) for name in page.tiles}
        for panel in self.panels.values():
            panel.lie()
            if isinstance(panel, TurningPanel):
                panel.clock = clock
        self._show_those_with_a_place()

    def present(self, snapshot: Snapshot | None) -> int:
        """Show a Snapshot; how many tiles changed."""
        silent = self._silent()
        changed = sum(panel.present(snapshot) for panel in self.panels.values())
        if silent != self._silent():
            self._show_those_with_a_place()
            self._place()
        return changed

    def dress(self, look: Look, plan: Plan) -> None:
        """Take on another look, and the layout that goes with it."""
        if (look, plan) == (self.look, self.plan):
            return
        self.plan, self.look = plan, look
        for panel in self.panels.values():
            panel.dress(look)
        self._show_those_with_a_place()

    def stand(self, area: QRectF) -> None:
        """Fill an area of the parent."""
        self.setGeometry(snapped(area))
        self._place()

    def paints(self) -> dict[str, int]:
        """How often each tile that has a place was drawn without fault."""
        return {name: panel.paints for name, panel in self.panels.items() if name in self._boxes()}

    def left_out(self) -> tuple[str, ...]:
        """The tiles that have something to say, and no room on this screen."""
        missing, standing = self.plan.layout.left_out(self.page.tiles), self._boxes()
        return tuple(name for name in missing if name not in standing and not self.panels[name].silent)

    def sentences(self, seconds: float) -> tuple[str, ...]:
        """The keys of the sentences that are seen on it, or were within some seconds."""
        panel = self.panels.get("voice")
        return panel.lately(seconds) if isinstance(panel, TurningPanel) and panel.isVisible() else ()

    def _silent(self) -> frozenset[str]:
        return frozenset(name for name in self.page.instead if self.panels[name].silent)

    def _boxes(self) -> dict[str, QRectF]:
        """Where each tile stands; one that is silent has given its room away."""
        silent = self._silent()
        boxes = place(self.plan.layout, self.plan.sizes, QRectF(self.rect()))
        for name in self.page.tiles:
            if name in silent and (box := boxes.pop(name, None)) is not None:
                heirs = [other for other in self.page.instead[name] if other not in silent]
                heir = next((other for other in heirs if other not in boxes), heirs[0])
                boxes[heir] = boxes[heir].united(box) if heir in boxes else box
        return boxes

    def _place(self) -> None:
        for name, box in self._boxes().items():
            self.panels[name].setGeometry(snapped(box))

    def _show_those_with_a_place(self) -> None:
        standing = self._boxes()
        for name, panel in self.panels.items():
            panel.setVisible(name in standing)
