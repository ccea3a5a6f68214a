"""The past at the desk: any minute as the wall showed it, marked as past; numbers over time; the time axis."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import QApplication

from dashboard.asking import Ask, Filter
from dashboard.events import Annotate, Event, Strike
from dashboard.screens import Screen
from tests.ui import snapshots
from tests.ui.desk.pasts import AT, GAP, NOTED, STORM, PastInMemory, minute
from tests.ui.desk.test_desk import ALT, CTRL, Key, choose, lists, press, shown
from tests.ui.desk.test_voice import asked
from tests.ui.reading import texts
from ui.desk.bench import bench
from ui.desk.long_chart import runs, ticks
from ui.desk.noting import Noting
from ui.desk.numbers import NUMBERS
from ui.desk.series import Series

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def kept():
    return PastInMemory()


@pytest.fixture
def back(seat, kept):
    """A desk with a past."""
    return seat(kept=kept)


def queue(desk):
    return desk.face.figures.doors["queue"].panel.shown.said


def is_past(desk):
    return desk.face.past.isVisible()


# ── The slider ───────────────────────────────────────────────────────────────────────────────────────


def test_a_minute_is_shown_as_the_wall_showed_it_and_is_marked_as_past(back, kept, qtbot):
    assert not is_past(back)
    press(qtbot, Key.Key_B, CTRL, on=back)
    assert back.face.time.slider.hasFocus()
    press(qtbot, Key.Key_PageDown)
    qtbot.waitUntil(lambda: is_past(back))
    assert kept.shown == [minute("13:32")]
    assert queue(back) == "99"
    assert back.face.past.text() == "Past: 13:32, as the wall showed it. F12 goes back to live."
    assert not back.look.faded


def test_what_hung_on_the_wall_is_shown_whole_and_says_that_it_is_past(back, qtbot):
    press(qtbot, Key.Key_Left, ALT | SHIFT, on=back)
    press(qtbot, Key.Key_W, CTRL | SHIFT, on=back)
    hung = back.face.hung
    hung.wall.grab()
    assert "99" in texts(hung.wall.page.panels["queue"])
    assert "Looking back: Tue, 17 Nov 2026 13:32" in texts(hung.wall.strip)
    qtbot.keyClicks(hung.page, "Team")
    assert hung.wall.page.page.name == "team"
    press(qtbot, Key.Key_F12, on=back)
    assert not any("Looking back" in text for text in texts(hung.wall.strip))
    assert hung.said.text() == "as it is now"


def test_the_walls_picture_leaves_out_no_tile_that_hangs_there_and_follows_the_settings(back, qtbot):
    press(qtbot, Key.Key_Left, ALT | SHIFT, on=back)
    press(qtbot, Key.Key_W, CTRL | SHIFT, on=back)
    hung = back.face.hung
    for width in range(600, 1000, 20):
        hung.wall.resize(width, width * 9 // 16)
        assert not hung.wall.page.left_out(), width
    hung.follow(Screen(language="nb", theme="light"))
    hung.wall.grab()
    assert "Tilbakeblikk: tir. 17. nov. 2026 13:32" in texts(hung.wall.strip)


def test_one_key_goes_back_to_live(back, qtbot, feed):
    press(qtbot, Key.Key_Left, ALT | SHIFT, on=back)
    assert queue(back) == "99"
    press(qtbot, Key.Key_F12, on=back)
    assert (queue(back), is_past(back)) == ("23", False)
    at_rest(back, qtbot)
    assert back.face.conversations.model.rowCount() == 40
    press(qtbot, Key.Key_B, CTRL, on=back)
    press(qtbot, Key.Key_Left)
    press(qtbot, Key.Key_Escape)
    assert (queue(back), is_past(back)) == ("23", False)


def test_keys_step_by_minutes_hours_and_days(back, kept, qtbot):
    for key, modifier in (
        (Key.Key_Left, ALT), (Key.Key_Left, ALT | SHIFT), (Key.Key_Right, ALT), (Key.Key_PageUp, ALT),
        (Key.Key_PageDown, ALT),
    ):  # fmt: skip
        press(qtbot, key, modifier, on=back)
    assert [at - minute("14:32") for at in kept.shown] == [
        timedelta(minutes=-1), timedelta(minutes=-61), timedelta(minutes=-60), timedelta(days=-1, minutes=-60),
        timedelta(minutes=-60),
    ]  # fmt: skip


def test_what_is_yet_to_come_can_not_be_looked_at(back, kept, qtbot):
    press(qtbot, Key.Key_Right, ALT | SHIFT, on=back)
    assert kept.shown == [minute("14:32")]
    assert back.face.time.slider.maximum() == 14 * 60 + 32


def test_of_a_gap_nothing_is_kept_and_the_desk_says_so(back):
    back.face.time.go_to(GAP.first + timedelta(minutes=5))
    assert back.face.past.text() == "Past: of 05:37 nothing is kept. F12 goes back to live."
    assert queue(back) == "–"


def test_while_the_past_is_looked_at_new_numbers_change_nothing_that_is_shown(back, qtbot):
    back.face.time.go_to(minute("10:32"))
    assert queue(back) == "96"
    back.show_snapshot(snapshots.storm())
    assert (queue(back), is_past(back)) == ("96", True)
    back.face.time.go_live()
    assert queue(back) == "143"


def at_rest(desk, qtbot):
    """The slider has come to rest, and what was asked is answered."""
    qtbot.waitUntil(lambda: not desk._settling.isActive())


def test_the_conversations_of_a_past_moment_are_listed_as_they_were_then(back, feed, qtbot):
    press(qtbot, Key.Key_Left, ALT | SHIFT, on=back)
    at_rest(back, qtbot)
    view, then = back.face.conversations, minute("13:32")
    waiting = feed.numbers(Ask(id=0, at=then)).reading.now.queue_size
    assert 0 < waiting < 40
    assert (lists(feed)[-1].of, lists(feed)[-1].at) == ("queue", then)
    assert view.model.rowCount() == waiting
    assert view.facts.text() == f"{waiting} conversations, as of 13:32"
    assert "last known" in view.facts.toolTip()
    qtbot.mouseClick(back.face.figures.doors["messages_in"], Qt.MouseButton.LeftButton)
    assert (lists(feed)[-1].of, lists(feed)[-1].at) == ("messages_in", then)
    press(qtbot, Key.Key_F12)
    at_rest(back, qtbot)
    assert (lists(feed)[-1].of, lists(feed)[-1].at) == ("messages_in", None)
    assert view.facts.toolTip() == ""


def test_filters_hold_for_a_past_moment_and_the_desk_says_what_they_are_counted_of(back, feed, qtbot):
    press(qtbot, Key.Key_Left, ALT | SHIFT, on=back)
    at_rest(back, qtbot)
    press(qtbot, Key.Key_2, ALT)
    choose(qtbot, back.face.filters.buttons["channels"].menu(), "Instagram")
    chosen, then = Filter(channels=("Instagram",)), minute("13:32")
    wanted = feed.numbers(Ask(id=0, at=then, filter=chosen)).reading.now.queue_size
    assert queue(back) == str(wanted)
    assert back.face.past.text().startswith("Past: 13:32, counted of the conversations that are kept.")
    assert set(shown(back, "Channel")) == {"Instagram"}
    back.activateWindow()  # without a window system nobody gives a window its activity back when a menu closes
    qtbot.waitUntil(back.isActiveWindow)
    press(qtbot, Key.Key_Left, ALT, on=back)
    assert queue(back) == "99"  # until the slider rests it is all that the wall showed
    at_rest(back, qtbot)
    assert back.face.past.text().startswith("Past: 13:31, counted of")
    press(qtbot, Key.Key_F12, on=back)
    at_rest(back, qtbot)
    assert queue(back) == str(feed.numbers(Ask(id=0, filter=chosen)).reading.now.queue_size)


def test_what_is_not_kept_can_not_be_chosen_and_the_desk_says_why(back, feed, qtbot):
    back.face.time.go_to(AT - timedelta(days=3))
    at_rest(back, qtbot)
    buttons = back.face.filters.buttons
    assert [name for name, button in buttons.items() if button.isEnabled()] == []
    assert "no conversations are kept" in buttons["channels"].toolTip()
    assert back.face.conversations.model.rowCount() == 0
    assert back.face.conversations.facts.text() == "no conversations are kept of this time"
    assert queue(back) == "28"  # the wall's picture is
    press(qtbot, Key.Key_F12, on=back)
    at_rest(back, qtbot)
    assert all(button.isEnabled() for button in buttons.values())
    assert buttons["channels"].toolTip() == ""


def test_where_names_are_not_kept_agents_alone_can_not_be_chosen(back, feed, qtbot):
    feed.named = False
    back.face.time.go_to(minute("13:32"))
    at_rest(back, qtbot)
    buttons = back.face.filters.buttons
    assert [name for name, button in buttons.items() if not button.isEnabled()] == ["agents"]
    assert "agreed to names" in buttons["agents"].toolTip()


def test_without_a_feed_the_past_is_the_walls_alone_and_the_desk_says_so(back, feed, qtbot):
    feed.there = False
    back.face.time.go_to(minute("13:32"))
    at_rest(back, qtbot)
    assert queue(back) == "99"
    assert back.face.filters.buttons["channels"].toolTip() == "can't be asked for without a feed"
    assert back.face.conversations.model.rowCount() == 0


def test_a_question_about_the_past_that_was_lost_is_asked_again(back, feed, qtbot):
    feed.holds = True
    back.face.time.go_to(minute("13:32"))
    at_rest(back, qtbot)
    before = len(lists(feed))
    back.show_snapshot(snapshots.busy())
    assert [asked.at for asked in lists(feed)[before:]] == [minute("13:32")]


def test_the_period_of_a_past_moment_is_that_of_its_numbers_and_lists(back, feed, qtbot):
    back.face.time.go_to(minute("10:32"))
    at_rest(back, qtbot)
    press(qtbot, Key.Key_1, ALT, on=back)
    choose(qtbot, back.face.filters.period.menu(), "yesterday")
    assert back.face.figures.doors["rate"].panel.shown.said == "88 %"
    assert (lists(feed)[-1].window, lists(feed)[-1].at) == ("yesterday", minute("10:32"))


def test_gaps_and_events_are_marked_on_the_slider(back):
    roles = [role for _, _, role in back.face.time.slider.marks]
    assert roles == ["neutral", "accent"]
    first, end, _ = back.face.time.slider.marks[0]
    assert (first, end) == (pytest.approx(5.54 / 14.53, abs=0.01), pytest.approx(6.54 / 14.53, abs=0.01))


def test_the_night_that_has_an_hour_more_has_its_minutes(back):
    back.show_snapshot(
        replace(
            snapshots.busy(),
            reading=replace(snapshots.busy().reading, at=datetime(2026, 11, 1, 12, tzinfo=UTC)),
        )
    )
    back.face.time.go_to(datetime(2026, 10, 25, 22, 30, tzinfo=UTC))  # 23:30 in Oslo
    assert back.face.time.slider.maximum() == 25 * 60
    assert back.face.time.slider.value() == 24 * 60 + 30


def test_without_a_past_the_slider_says_so(seat):
    desk = seat(kept=None)
    assert not desk.face.time.slider.isEnabled()
    assert desk.face.time.said.text() == desk.face.over_time.said.text() == "No past is kept here"
    desk.face.time.step(-1)
    assert not is_past(desk)


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
