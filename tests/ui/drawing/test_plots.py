"""Curves: gaps stay gaps, and nothing is made twice."""

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor

from tests.ui import snapshots
from ui.drawing import scales
from ui.drawing.plots import cuts, dotted, drawn_edge, joints, points


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


def seen(plot):
    """The plot on the ground that the wall paints for all."""
    wall = plot.window()
    return wall.grab(QRect(plot.mapTo(wall, QPoint(0, 0)), plot.size())).toImage()


def columns_with_ink(plot, colour):
    image = seen(plot)
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
    wall.show_snapshot(replace(snapshots.busy(), curves=whole))
    plot = wall.page.panels["response"]._plot
    inked = columns_with_ink(plot, wall.look.theme.roles["curve"])
    # 0 to 18 o'clock is the frame; the gap is from 5 to 10 o'clock
    assert not inked & set(range(30, 54))
    assert {5, 15, 25, 58, 65, 75} <= inked


def columns_of(plot, colour):
    image = seen(plot)
    size = range(image.width()), range(image.height())
    found = {x for x in size[0] if sum(image.pixelColor(x, y) == QColor(colour) for y in size[1]) > 3}
    return {x * 100 // image.width() for x in found}


def test_what_is_usual_lies_behind_the_line_and_its_gaps_stay_gaps(hang):
    wall = hang(replace(snapshots.busy(), usual={}))
    plot, band = wall.page.panels["response"]._plot, wall.look.theme.roles["usual"]
    assert not columns_of(plot, band)
    usual = {
        "first_response_time": snapshots.ribbon(lambda _: 300.0, 100.0, gaps=(*range(20, 29), *range(30, 40)))
    }
    wall.show_snapshot(replace(snapshots.busy(), usual=usual))
    filled = columns_of(plot, band)
    assert not filled & {*range(30, 39), *range(43, 54)}  # 5 to 10 o'clock, of 0 to 18
    assert {
        5,
        15,
        25,
        40,
        58,
        75,
        90,
    } <= filled  # a quarter alone is seen; usual goes on where today has not been
    wall.show_snapshot(replace(snapshots.busy(), usual={}))
    assert not columns_of(plot, band)


def test_an_edge_begins_and_ends_with_its_steps():
    usual = snapshots.ribbon(lambda hour: hour, 1.0, gaps=range(4, 96))
    at, values = drawn_edge(usual, usual.median)
    known = np.isfinite(values)
    midnight = snapshots.MIDNIGHT.timestamp()
    assert list(at[known] - midnight) == [0, 450, 1350, 2250, 3150, 3600]
    assert values[known] == pytest.approx([0.25, 0.25, 0.375, 0.375, 0.5, 0.5])  # of the hour around it


def test_one_value_far_out_does_not_flatten_the_rest_and_the_latest_is_always_seen():
    night = snapshots.curve(lambda hour: 36_000.0 if hour == 8 else 240.0)
    assert scales.durations(600.0, night, None) == (0.0, 1440.0)
    storm = snapshots.curve(lambda hour: 5000.0 if hour == 14.25 else 240.0)
    assert scales.durations(600.0, storm, None) == (0.0, 5000.0)
    assert scales.durations(600.0, None, None) == (0.0, 960.0)


def test_a_plot_has_no_mouse_menu_or_buttons(hang):
    from PySide6.QtCore import Qt

    wall = hang(snapshots.busy())
    plot = wall.page.panels["response"]._plot
    assert plot.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert not plot.mouseEnabled
    assert plot.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_every_corner_of_a_curve_is_closed_on_its_outer_side_and_nothing_beside_a_gap():
    x = np.array([0.0, 10.0, 20.0, 30.0, 40.0, 50.0])
    y = np.array([5.0, 5.0, 5.0, 15.0, np.nan, 5.0])
    ends = np.column_stack(joints(x, y, 8.0)).reshape(-1, 2, 2)
    assert ends[0].tolist() == [[9.0, 5.0], [11.0, 5.0]]  # straight on: over the seam
    (left, top), (right, down) = ends[1].tolist()
    assert (left + right, top + down) == pytest.approx((40.0, 10.0))  # across the corner at (20, 5)
    assert (down - top) / (right - left) == pytest.approx(
        np.tan(np.pi / 8)
    )  # an eighth of a turn, half of it
    assert np.hypot(right - left, down - top) == pytest.approx(8.0 * np.sin(np.pi / 8))
    assert len(ends) == 2
    peak = np.column_stack(joints(np.array([0.0, 0.0, 0.0]), np.array([9.0, 0.0, 9.0]), 8.0))
    assert peak.tolist() == [[-4.0, 0.0], [4.0, 0.0]]
    assert len(joints(x[:1], y[:1], 8.0)[0]) == len(joints(x[:0], y[:0], 8.0)[0]) == 0


def test_where_a_curve_is_longer_than_its_scale_it_is_cut_through():
    x = np.array([0.0, 10.0, 20.0, 30.0, 40.0, 50.0])
    assert cuts(x, np.array([5.0, -5.0, -5.0, 5.0, np.nan, -5.0])) == ((0.0, 30.0), (40.0, 50.0))
    assert cuts(x, np.array([5.0, 0.0, 5.0, 5.0, np.nan, 5.0])) == ()
    assert cuts(x[:0], x[:0]) == ()
