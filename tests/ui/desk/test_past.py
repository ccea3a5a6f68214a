"""The past at the desk: any minute as the wall showed it, marked as past; numbers over time; the time axis."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt

from dashboard.asking import Ask, Filter
from dashboard.screens import Screen
from tests.ui import snapshots
from tests.ui.desk.pasts import AT, GAP, minute
from tests.ui.desk.test_desk import ALT, CTRL, Key, choose, lists, press, shown
from tests.ui.reading import texts

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
SHIFT = Qt.KeyboardModifier.ShiftModifier


def queue(desk):
    return desk.face.figures.doors["queue"].panel.shown.said


def is_past(desk):
    return desk.face.past.isVisible()


# ── The slider ───────────────────────────────────────────────────────────────────────────────────────


def test_a_minute_is_shown_as_the_wall_showed_it_and_is_marked_as_past(back, kept, qtbot):
    assert not is_past(back)
    press(qtbot, Key.Key_B, CTRL, on=back)
    assert back.face.time.slider.hasFocus()
    press(qtbot, Key.Key_PageUp)
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


def test_of_a_gap_nothing_is_kept_and_the_desk_says_so(back, feed, qtbot):
    feed.known_since = AT
    back.face.time.go_to(GAP.first + timedelta(minutes=5))
    at_rest(back, qtbot)
    assert back.face.past.text() == "Past: of 05:37 nothing is kept. F12 goes back to live."
    assert queue(back) == "–"


def test_of_a_gap_in_what_the_walls_showed_the_numbers_are_counted_where_conversations_are_known(
    back, feed, qtbot
):
    at = GAP.first + timedelta(minutes=50)
    back.face.time.go_to(at)
    assert queue(back) == "–"
    at_rest(back, qtbot)
    counted = feed.numbers(Ask(id=0, at=at)).reading.windows["today"].messages_in
    assert back.face.figures.doors["messages_in"].panel.shown.said == str(counted)
    assert "counted of the conversations that are kept" in back.face.past.text()


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


def test_numbers_of_the_past_that_were_lost_are_asked_for_again(back, feed, qtbot):
    feed.deaf = True
    back.face.time.go_to(minute("13:32"))
    at_rest(back, qtbot)
    feed.deaf, before = False, len(feed.questions)
    back.show_snapshot(snapshots.busy())
    assert [asked.at for asked in feed.questions[before:]] == [minute("13:32")]


def test_while_the_past_is_looked_at_under_a_filter_nothing_is_asked_of_the_present(back, feed, qtbot):
    back.face.time.go_to(minute("13:32"))
    at_rest(back, qtbot)
    back.face.filters.choose(Filter(channels=("Instagram",)))
    told, before = queue(back), len(feed.questions)
    back.show_snapshot(snapshots.busy())
    assert feed.questions[before:] == []
    assert queue(back) == told


def test_the_period_of_a_past_moment_is_that_of_its_numbers_and_lists(back, feed, qtbot):
    back.face.time.go_to(minute("10:32"))
    at_rest(back, qtbot)
    press(qtbot, Key.Key_1, ALT, on=back)
    choose(qtbot, back.face.filters.period.menu(), "yesterday")
    assert back.face.figures.doors["rate"].panel.shown.said == "88%"
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
