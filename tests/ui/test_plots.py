"""Curves: gaps stay gaps, and nothing is made twice."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from tests.ui import snapshots
from ui.plots import dotted, points


def test_a_point_stands_in_the_middle_of_its_quarter_hour():
    at, values = points(snapshots.curve(lambda hour: hour, gaps=(1,)))
    assert at[0] == snapshots.MIDNIGHT.timestamp() + 450
    assert np.isnan(values[1])
    assert len(points(None)[0]) == 0


@pytest.mark.parametrize(
    ("values", "dots"),
    [
        ([1, 2, 3], [2]),
        ([1, None, 3, 4], [0, 3]),
        ([None, 1, None], [1]),
        ([1, 2, None], [1]),
        ([None, None], []),
        ([], []),
    ],
)
def test_what_no_line_would_show_gets_a_dot_and_so_does_the_last(values, dots):
    numbers = np.array([np.nan if value is None else value for value in values], dtype=float)
    assert list(np.flatnonzero(dotted(numbers))) == dots


def columns_with_ink(plot, colour):
    image = plot.grab().toImage()
    ink = QColor(colour)
    near = [
        x
        for x in range(image.width())
        if any(abs(image.pixelColor(x, y).lightness() - ink.lightness()) < 40 for y in range(image.height()))
    ]
    return {x * 100 // image.width() for x in near}


def test_a_gap_in_the_numbers_is_a_gap_on_the_glass(hang):
    wall = hang(snapshots.busy())
    whole = snapshots.busy().curves | {
        "first_response_time": snapshots.curve(lambda _: 300.0, gaps=range(20, 40))
    }
    from msgspec.structs import replace

    wall.show_snapshot(replace(snapshots.busy(), curves=whole))
    plot = wall.page.panels["response"]._plot
    inked = columns_with_ink(plot, wall.look.theme.roles["curve"])
    # 0 to 18 o'clock is the frame; the gap is from 5 to 10 o'clock
    assert not inked & set(range(30, 54))
    assert {5, 15, 25, 58, 65, 75} <= inked


def test_a_plot_has_no_mouse_menu_or_buttons(hang):
    from PySide6.QtCore import Qt

    wall = hang(snapshots.busy())
    plot = wall.page.panels["response"]._plot
    assert plot.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert not plot._box.menuEnabled()
    assert plot._box.state["mouseEnabled"] == [False, False]
    assert plot.focusPolicy() == Qt.FocusPolicy.NoFocus
