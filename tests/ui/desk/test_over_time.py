"""Numbers over time at the desk, and what is put on the time axis."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import QApplication

from dashboard.events import Annotate, Event, Strike
from tests.ui import snapshots
from tests.ui.desk.pasts import AT, GAP, NOTED, STORM, PastInMemory
from tests.ui.desk.test_desk import CTRL, Key, press
from tests.ui.desk.test_voice import asked
from ui.desk.bench import bench
from ui.desk.long_chart import runs, ticks
from ui.desk.noting import Noting
from ui.desk.numbers import NUMBERS
from ui.desk.series import Series

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
SHIFT = Qt.KeyboardModifier.ShiftModifier


def is_past(desk):
    return desk.face.past.isVisible()


# ── Over time ────────────────────────────────────────────────────────────────────────────────────────


def over(desk, qtbot, days=1):
    press(qtbot, Key.Key_G, CTRL, on=desk)
    for _ in range(days - 1):
        qtbot.keyClick(desk.face.over_time.span, Key.Key_Down)
    qtbot.waitUntil(lambda: not desk.face.over_time.series.running)
    desk.face.over_time.chart.grab()
    return desk.face.over_time


def test_a_week_of_the_queue_is_drawn_in_as_many_points_as_there_are_pixels(back, kept, qtbot):
    shown = over(back, qtbot)
    assert kept.asked[-1][0] == "now.queue_size"
    assert shown.series.after - shown.series.first == timedelta(days=7)
    assert len(shown.series.at) > 7 * 1400
    assert 0 < shown.chart.points <= 2 * shown.chart.width()
    assert (shown.chart.told.gaps, shown.chart.told.events) == ((GAP,), (STORM, NOTED))


def test_a_year_comes_some_days_at_a_time_with_progress_and_can_be_cancelled(seat, qtbot):
    kept = PastInMemory(400)
    desk = seat(kept=kept)
    press(qtbot, Key.Key_G, CTRL, on=desk)
    shown, kept.asked = desk.face.over_time, []
    shown.span.setCurrentIndex(4)
    assert (len(kept.asked), shown.progress.isVisible()) == (1, True)
    assert shown.progress.maximum() == 365
    assert 7 <= shown.progress.value() < 40
    qtbot.mouseClick(shown.cancel, Qt.MouseButton.LeftButton)
    assert not shown.progress.isVisible()
    QApplication.processEvents()
    assert len(kept.asked) == 1
    assert shown.chart.told.number is NUMBERS[0]


def test_a_year_is_whole_when_it_is_there(seat, qtbot):
    desk = seat(kept=PastInMemory(400))
    shown = over(desk, qtbot, days=4)
    assert len(shown.series.at) == pytest.approx(365 * 1440, rel=0.01)
    assert (np.diff(shown.series.at) > 0).all()
    assert shown.chart.points <= 2 * shown.chart.width()


@pytest.mark.parametrize(
    ("a_day_takes", "wanted"), [(0.0, [7, 28, 112, 218]), (0.0004, [7, 20, 20]), (1.0, [7, 7])]
)
def test_a_step_is_as_many_days_as_hold_the_window_for_half_a_frame_and_a_week_at_least(
    qtbot, a_day_takes, wanted
):
    hand = [0.0]

    class Slow(PastInMemory):
        def series(self, name, first, after):
            hand[0] += a_day_takes * ((after - first) / timedelta(days=1))
            return super().series(name, first, after)

    kept = Slow(400)
    series = Series(kept, clock=lambda: hand[0])
    with qtbot.waitSignal(series.done):
        series.fetch("now.queue_size", AT - timedelta(days=365), AT)
    assert [(after - first).days for _, first, after in kept.asked][: len(wanted)] == wanted
    assert [first for _, first, _ in kept.asked[1:]] == [after for _, _, after in kept.asked[:-1]]
    assert (kept.asked[0][1], kept.asked[-1][2]) == (AT - timedelta(days=365), AT)
    assert (series.gaps, series.events) == ((GAP,), (STORM, NOTED))


def test_while_it_is_fetched_the_chart_is_not_laid_out_anew(back, qtbot):
    shown = over(back, qtbot)
    before = shown.chart.geometry()
    for seen in (True, False):
        shown.progress.setVisible(seen)
        shown.cancel.setVisible(seen)
        QApplication.processEvents()
        assert shown.chart.geometry() == before


def test_the_bench_opens_each_number_that_can_be_drawn(fonts, kept):
    forgotten = []
    report = bench(kept, AT, lambda: forgotten.append(1), turns=1, days=1)
    assert list(report.warm) == list(report.cold) == [each.name for each in NUMBERS]
    assert len(forgotten) == len(NUMBERS)
    assert report.readings == pytest.approx(1440, abs=1)
    assert min(report.held, report.points) > 0


def test_another_number_is_chosen_by_keys(back, kept, qtbot):
    shown = over(back, qtbot)
    qtbot.keyClicks(shown.number, "Mood")
    assert kept.asked[-1][0] == "last_60_min.sentiment.balance"
    assert shown.chart.accessibleName() == "A number over time: Mood, of an hour"


def test_the_chart_is_read_by_keys_and_enter_looks_at_that_moment(back, kept, qtbot):
    shown = over(back, qtbot)
    shown.chart.setFocus()
    for _ in range(30):
        press(qtbot, Key.Key_Left)
    assert ": " in shown.chart.reading
    assert shown.chart.accessibleDescription() == shown.chart.reading
    press(qtbot, Key.Key_Return)
    assert is_past(back)
    assert AT - timedelta(days=7) < kept.shown[-1] < AT


def test_a_click_on_the_chart_looks_at_that_moment(back, kept, qtbot):
    shown = over(back, qtbot)
    qtbot.mouseClick(shown.chart, Qt.MouseButton.LeftButton, pos=shown.chart.rect().center())
    assert abs(kept.shown[-1] - (AT - timedelta(days=3.5))) < timedelta(hours=12)


def test_a_line_breaks_where_nothing_is_known():
    values = np.array([1.0, 2.0, np.nan, 4.0, np.nan, np.nan])
    assert [(run.start, run.stop) for run in runs(values)] == [(0, 2), (3, 4)]


def test_dates_stand_at_local_midnights_also_when_the_clocks_change():
    first, after = datetime(2026, 10, 23, 12, tzinfo=UTC), datetime(2026, 10, 27, 12, tzinfo=UTC)
    found = [
        datetime.fromtimestamp(at, UTC).hour
        for at, _ in ticks(first.timestamp(), after.timestamp(), "Europe/Oslo")
    ]
    assert found == [22, 22, 23, 23]


# ── What is put on the time axis ─────────────────────────────────────────────────────────────────────


def test_something_planned_is_put_on_the_time_axis(seat, feed, qtbot):
    desk = seat()
    press(qtbot, Key.Key_E, CTRL, on=desk)
    dialog = asked(qtbot, Noting)
    assert not dialog.save.isEnabled()
    qtbot.keyClicks(dialog.text, "Pay-Per-View")
    dialog.at.setDate(QDate(2026, 11, 17))
    dialog.at.setTime(QTime(20, 0))
    qtbot.keyClick(dialog.ends, Key.Key_Space)
    dialog.until.setTime(QTime(23, 30))
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert feed.wishes == [
        Annotate(
            text="Pay-Per-View", by="kari", at=datetime(2026, 11, 17, 19, tzinfo=UTC),
            until=datetime(2026, 11, 17, 22, 30, tzinfo=UTC),
        )
    ]  # fmt: skip


def test_events_are_told_and_only_annotations_can_be_struck(seat, feed, qtbot):
    storm = Event(at=AT - timedelta(hours=1), kind="storm")
    desk = seat(replace(snapshots.busy(), events=(NOTED, storm)))
    press(qtbot, Key.Key_E, CTRL | SHIFT, on=desk)
    assert [(each.text, each.foot) for each in desk.face.events.list.entries.entries] == [
        ("fibre cut <b>Sandnes</b>", "09:32, Kari"), ("Storm", "13:32"),
    ]  # fmt: skip
    press(qtbot, Key.Key_Delete)
    press(qtbot, Key.Key_Down)
    press(qtbot, Key.Key_Delete)
    assert feed.wishes == [Strike(id="n1", by="kari")]
