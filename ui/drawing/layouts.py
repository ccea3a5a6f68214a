"""How many tiles a screen has room for, and how large its letters are."""

from msgspec import Struct
from PySide6.QtCore import QRect, QRectF

from ui.drawing.sizes import Glass, Sizes, ems

Cell = tuple[int, int, int, int]  # column, row, columns, rows


class Layout(Struct, frozen=True):
    """A grid and which tile stands where in it; `least` is a cell's least width and height in room text's font size.

    The usual least is what a title, a number and two lines need.
    """

    columns: int
    rows: int
    cells: dict[str, Cell]
    least: tuple[float, float] = (11.0, 5.8)

    def left_out(self, tiles: tuple[str, ...]) -> tuple[str, ...]:
        """Those of a page's tiles that have no place."""
        return tuple(name for name in tiles if name not in self.cells)


class Plan(Struct, frozen=True):
    """A layout with the letters that fit it."""

    layout: Layout
    sizes: Sizes


STRIP_EMS = 2.8  # with one line beneath the first


def choose(glass: Glass, layouts: tuple[Layout, ...]) -> Plan:
    """The first layout that fits with letters of at least 16 arcminutes, and the largest letters it allows.

    The last layout is taken, at 16 arcminutes, when none fits.
    """
    allowed = [Sizes(em=em, cap_ratio=glass.cap_ratio) for em in ems(glass)]
    for layout in layouts:
        for sizes in allowed:
            if _fits(glass, layout, sizes):
                return Plan(layout, sizes)
    return Plan(layouts[-1], allowed[-1])


def arrange(glass: Glass, layouts: tuple[Layout, ...], sizes: Sizes, taken_ems: float) -> Plan:
    """The first layout that fits with letters of a given size, where a line over the page takes some room.

    The last layout is taken when none fits.
    """
    fitting = (layout for layout in layouts if _fits(glass, layout, sizes, taken_ems))
    return Plan(next(fitting, layouts[-1]), sizes)


def _fits(glass: Glass, layout: Layout, sizes: Sizes, taken_ems: float = 0.0) -> bool:
    width, height = room(glass, sizes)
    height -= taken_ems * sizes.em
    columns = (width - sizes.gutter * (layout.columns - 1)) / layout.columns
    return columns >= layout.least[0] * sizes.em and height / layout.rows >= layout.least[1] * sizes.em


def room(glass: Glass, sizes: Sizes) -> tuple[float, float]:
    """Width and height that are left for tiles."""
    return glass.width_px - 2 * sizes.margin, glass.height_px - sizes.margin - STRIP_EMS * sizes.em


def snapped(box: QRectF) -> QRect:
    """A box with its edges on whole pixels, so that neighbours meet and don't overlap."""
    x, y = box.x(), box.y()
    left, top = round(x), round(y)
    return QRect(left, top, round(x + box.width()) - left, round(y + box.height()) - top)


def place(layout: Layout, sizes: Sizes, area: QRectF) -> dict[str, QRectF]:
    """Where each tile stands in an area."""
    column = (area.width() - sizes.gutter * (layout.columns - 1)) / layout.columns
    row = area.height() / layout.rows
    return {
        name: QRectF(
            area.x() + x * (column + sizes.gutter),
            area.y() + y * row,
            column * across + sizes.gutter * (across - 1),
            row * down,
        )
        for name, (x, y, across, down) in layout.cells.items()
    }
