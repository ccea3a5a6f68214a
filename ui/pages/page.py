"""A page: its tiles, and the layouts they may stand in, the richest first."""

from typing import Any

from msgspec import Struct
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from dashboard.model import Snapshot
from ui.layouts import Layout, Plan, place, snapped
from ui.look import Look
from ui.panels import PANELS
from ui.panels.panel import Panel


class Page(Struct, frozen=True):
    """What a page is made of; `tiles` in the order of their weight, the first never left out."""

    name: str
    tiles: tuple[str, ...]
    layouts: tuple[Layout, ...]

    @property
    def vital(self) -> bool:
        """Whether it says by itself what no page may hide: how many wait, and how long."""
        return "queue" in self.tiles


class PageView(QWidget):
    """A page's tiles, made once; hidden until it is their turn."""

    def __init__(self, page: Page, plan: Plan, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = page
        self.plan, self.look = plan, look
        self.panels: dict[str, Panel[Any]] = {name: PANELS[name](look, self) for name in page.tiles}
        self._show_those_with_a_place()

    def present(self, snapshot: Snapshot | None) -> int:
        """Show a Snapshot; how many tiles changed."""
        return sum(panel.present(snapshot) for panel in self.panels.values())

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
        inner = QRectF(self.rect())
        for name, box in place(self.plan.layout, self.plan.sizes, inner).items():
            self.panels[name].setGeometry(snapped(box))

    def paints(self) -> dict[str, int]:
        """How often each tile that has a place was drawn without fault."""
        return {name: panel.paints for name, panel in self.panels.items() if name in self.plan.layout.cells}

    def left_out(self) -> tuple[str, ...]:
        """The tiles that this screen has no room for."""
        return self.plan.layout.left_out(self.page.tiles)

    def _show_those_with_a_place(self) -> None:
        for name, panel in self.panels.items():
            panel.setVisible(name in self.plan.layout.cells)
