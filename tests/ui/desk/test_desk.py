"""The desk as a lead uses it: keys and clicks, and what is seen then."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from dashboard.asking import Ask, AskList, Filter
from dashboard.snapshot import Alert
from dashboard.voice.values import Acknowledge
from tests.ui import snapshots
from ui.desk.figures import FIGURES

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key
CTRL, ALT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)


def press(qtbot, key, modifier=NONE, on=None):
    target = on or QApplication.focusWidget()
    assert target is not None, "a key needs somebody who has the focus"
    qtbot.keyClick(target, key, modifier)


def shown(desk, column):
    """A column of the conversations as it is shown."""
    table = desk.face.conversations.table
    names = [
        table.model().headerData(at, Qt.Orientation.Horizontal) for at in range(table.model().columnCount())
    ]
    place = next(at for at, name in enumerate(names) if name.rstrip(" ↑↓") == column)
    return [table.model().index(row, place).data() for row in range(table.model().rowCount())]


def lists(feed):
    return [asked for asked in feed.questions if isinstance(asked, AskList)]


def choose(qtbot, menu, words):
    """Pick an entry of an open menu by its words, with keys."""
    entries = [action for action in menu.actions() if not action.isSeparator()]
    for _ in range([action.text() for action in entries].index(words) + 1):
        qtbot.keyClick(menu, Key.Key_Down)
    qtbot.keyClick(menu, Key.Key_Return)


# ── Numbers and what is behind them ──────────────────────────────────────────────────────────────────


def test_at_the_first_numbers_the_queue_is_listed_by_itself(seat, feed):
    desk = seat()
    assert [(asked.of, asked.filter) for asked in lists(feed)] == [("queue", Filter())]
    assert len(shown(desk, "No.")) == 40
    assert "40 conversations, as of 14:32" in desk.face.conversations.facts.text()


def test_a_click_on_a_number_lists_what_is_behind_it(seat, feed, qtbot):
    desk = seat()
    for name, figure in FIGURES.items():
        qtbot.mouseClick(desk.face.figures.doors[name], Qt.MouseButton.LeftButton)
        assert lists(feed)[-1].of == figure.behind
        assert desk.face.conversations.table.hasFocus()


def test_a_number_is_opened_by_enter_and_its_name_says_it_aloud(seat, feed, qtbot):
    desk = seat()
    press(qtbot, Key.Key_F2, on=desk)
    door = desk.face.figures.doors["queue"]
    assert door.hasFocus()
    assert (door.accessibleName(), door.accessibleDescription()) == ("Queue: 23", "usually 17")
    press(qtbot, Key.Key_Tab)
    assert desk.face.figures.doors["longest"].hasFocus()
    press(qtbot, Key.Key_Return)
    assert desk.face.conversations.title.text() == "Queue"


def test_the_list_of_a_time_shows_the_time_it_is_about_and_the_next_list_does_not(seat, qtbot):
    desk = seat()
    table = desk.face.conversations.table
    qtbot.mouseClick(desk.face.figures.doors["first_reply"], Qt.MouseButton.LeftButton)
    assert desk.face.conversations.title.text() == "First replies, today"
    assert all(text != "–" for text in shown(desk, "Replied after"))
    assert not table.isColumnHidden(2)
    press(qtbot, Key.Key_L, CTRL)
    assert table.isColumnHidden(2)


def test_a_curve_a_colleague_and_a_channel_open_their_lists(seat, feed, qtbot):
    desk = seat()
    qtbot.mouseClick(desk.face.charts.doors["arrivals_day"], Qt.MouseButton.LeftButton)
    assert lists(feed)[-1].of == "messages_in"
    press(qtbot, Key.Key_F4)
    press(qtbot, Key.Key_Return)
    assert (lists(feed)[-1].of, lists(feed)[-1].filter) == ("backlog_open", Filter(agents=("a0",)))
    assert desk.face.conversations.title.text() == "Open: Anna Nordmann"
    press(qtbot, Key.Key_F7)
    press(qtbot, Key.Key_Return)
    assert (lists(feed)[-1].of, lists(feed)[-1].filter) == ("queue", Filter(channels=("Facebook",)))
    assert set(shown(desk, "Channel")) == {"Facebook"}


def test_new_numbers_bring_the_list_anew_and_keep_what_is_selected(seat, feed, qtbot):
    desk = seat()
    press(qtbot, Key.Key_F3, on=desk)
    for _ in range(3):
        press(qtbot, Key.Key_Down)
    view = desk.face.conversations
    before = view.model.id_at(view.table.currentIndex().row())
    feed.ledger.forget([view.model.id_at(0)])
    desk.show_snapshot(snapshots.busy())
    assert len(lists(feed)) == 2
    assert view.model.id_at(view.table.currentIndex().row()) == before
    assert view.table.currentIndex().row() == 2


def test_those_at_work_stand_first_in_the_team(seat):
    desk = seat()
    board = desk.face.boards["agents"].model
    states = [board.index(row, 1).data() for row in range(board.rowCount())]
    assert states == sorted(states, key=["online", "busy", "offline"].index)
    assert set(states) == {"online", "busy", "offline"}


def test_an_alert_stands_over_the_numbers_and_not_in_the_strip_as_well(seat, feed, qtbot):
    alert = Alert(
        id="x",
        name="Longest wait",
        number="now.longest_wait",
        unit="s",
        value=4000.0,
        limit=1800.0,
        since=snapshots.AT,
    )
    desk = seat(replace(snapshots.busy(), alerts=(alert,)))
    assert desk.face.alerts.isVisible()
    assert not any("Longest wait" in text for text, _ in desk.face.strip.shown.below)
    press(qtbot, Key.Key_F8, on=desk)
    assert feed.wishes == [Acknowledge(id="x", by="kari")]


# ── The table ────────────────────────────────────────────────────────────────────────────────────────


def test_a_click_on_a_title_sorts_and_the_title_says_so(seat, qtbot):
    desk = seat()
    header = desk.face.conversations.table.horizontalHeader()
    middle = QPoint(header.sectionViewportPosition(3) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert shown(desk, "Channel") == sorted(shown(desk, "Channel"))
    assert desk.face.conversations.model.headerData(3, Qt.Orientation.Horizontal) == "Channel ↑"
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert shown(desk, "Channel") == sorted(shown(desk, "Channel"), reverse=True)


def test_what_has_no_value_is_last_however_it_is_sorted(seat):
    desk = seat()
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        desk.face.conversations.table.sortByColumn(10, order)
        replies = shown(desk, "First reply")
        assert replies[:10].count("–") == 0
        assert set(replies[10:]) == {"–"}


def test_a_search_leaves_those_that_have_all_its_words(seat, qtbot):
    desk = seat()
    people = tuple(replace(agent, name=f"Agent {agent.id}") for agent in snapshots.agents(3))
    desk.show_snapshot(replace(snapshots.busy(), agents=people))
    facts = desk.face.conversations.facts
    for words, column, all_have in (
        ("1007", "No.", "1007"), ("insta", "Channel", "Instagram"), ("roam", "Topics", "roaming"),
        ("AGENT", "Agent", "Agent a"), ("messenger invoice", "Channel", "Messenger"),
    ):  # fmt: skip
        press(qtbot, Key.Key_F, CTRL, on=desk)
        qtbot.keyClicks(QApplication.focusWidget(), words)
        qtbot.waitUntil(lambda: " of 40 conversations" in facts.text())
        found = shown(desk, column)
        assert 0 < len(found) < 40
        assert all(all_have in text for text in found)
        desk.face.conversations.search.clear()
        qtbot.waitUntil(lambda: facts.text().startswith("40 conversations"))
    press(qtbot, Key.Key_Return, on=desk.face.conversations.search)
    assert desk.face.conversations.table.hasFocus()


def test_escape_clears_a_search_and_then_leaves_it(seat, qtbot):
    desk = seat()
    view = desk.face.conversations
    press(qtbot, Key.Key_F, CTRL, on=desk)
    qtbot.keyClicks(view.search, "roam")
    qtbot.waitUntil(lambda: view.model.rowCount() < 40)
    press(qtbot, Key.Key_Escape)
    assert (view.search.text(), view.search.hasFocus()) == ("", True)
    qtbot.waitUntil(lambda: view.model.rowCount() == 40)
    press(qtbot, Key.Key_Escape)
    assert view.table.hasFocus()


def test_another_list_is_not_searched_for_what_was_looked_for_in_the_last(seat, qtbot):
    desk = seat()
    view = desk.face.conversations
    qtbot.keyClicks(view.search, "nothing has this")
    qtbot.waitUntil(lambda: view.model.rowCount() == 0)
    qtbot.mouseClick(desk.face.figures.doors["backlog"], Qt.MouseButton.LeftButton)
    assert (view.search.text(), view.model.rowCount()) == ("", 40)


def test_enter_opens_the_conversation_in_the_inbox(seat, qtbot):
    desk = seat()
    press(qtbot, Key.Key_F3, on=desk)
    press(qtbot, Key.Key_Down)
    press(qtbot, Key.Key_Return)
    number = shown(desk, "No.")[desk.face.conversations.table.currentIndex().row()]
    assert desk.opened == [f"https://inbox.example/app/accounts/1/conversations/{number}"]


def test_only_a_web_page_is_ever_opened(seat, qtbot):
    desk = seat(template="file:///etc/{id}")
    press(qtbot, Key.Key_F3, on=desk)
    press(qtbot, Key.Key_Down)
    press(qtbot, Key.Key_Return)
    assert desk.opened == []
    assert not desk.face.conversations.link.isEnabled()


# ── Filters ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_filter_is_chosen_by_keys_and_all_that_is_shown_is_under_it(seat, feed, qtbot):
    desk = seat()
    press(qtbot, Key.Key_2, ALT, on=desk)
    choose(qtbot, desk.face.filters.buttons["channels"].menu(), "Instagram")
    chosen = Filter(channels=("Instagram",))
    asked = next(each for each in reversed(feed.questions) if isinstance(each, Ask))
    assert asked.filter == chosen == lists(feed)[-1].filter
    wanted = feed.numbers(asked).reading.now.queue_size
    assert desk.face.figures.doors["queue"].panel.shown.said == str(wanted)
    assert len(shown(desk, "No.")) == wanted
    assert desk.face.filters.buttons["channels"].accessibleName() == "Channel: Instagram"
    assert "of what is chosen" in desk.face.filters.said.text()
    topics = feed.numbers(asked).topics
    assert {each.id for each in topics} == {"invoice", "roaming"}
    board = desk.face.boards["topics"].model
    assert [board.index(row, 1).data() for row in range(2)] == [str(each.customers) for each in topics]
    press(qtbot, Key.Key_0, ALT)
    assert desk.face.figures.doors["queue"].panel.shown.said == "23"
    assert desk.face.filters.said.text() == ""


def test_under_a_filter_nothing_is_held_against_a_storm_that_is_judged_of_all(seat):
    desk = seat(snapshots.storm())
    assert desk.shown.storm is not None
    desk.face.filters.choose(Filter(channels=("Instagram",)))
    assert desk.shown.storm is None


def test_filters_add_up_and_come_with_each_new_snapshot(seat, feed):
    desk = seat()
    desk.face.filters.choose(Filter(channels=("Facebook",), teams=("night",), public=True))
    before = len(feed.questions)
    desk.show_snapshot(snapshots.busy())
    assert {each.filter for each in feed.questions[before:]} == {desk.face.filters.filter}


def test_the_period_is_that_of_the_numbers_and_of_their_lists(seat, feed, qtbot):
    desk = seat()
    press(qtbot, Key.Key_1, ALT, on=desk)
    choose(qtbot, desk.face.filters.period.menu(), "yesterday")
    assert desk.face.figures.doors["rate"].panel.shown.said == "88%"
    qtbot.mouseClick(desk.face.figures.doors["rate"], Qt.MouseButton.LeftButton)
    assert (lists(feed)[-1].of, lists(feed)[-1].window) == ("unanswered", "yesterday")
    assert desk.face.conversations.title.text() == "Unanswered, yesterday"


# ── Trouble ──────────────────────────────────────────────────────────────────────────────────────────


def test_before_anything_is_known_the_desk_says_so(seat):
    desk = seat(live=False)
    assert "Waiting for the first numbers" in desk.face.strip.shown.headline
    assert desk.face.figures.doors["queue"].panel.shown.said == "–"
    assert desk.face.boards["agents"].isVisible()
    assert desk.face.conversations.model.rowCount() == 0
    assert desk.face.conversations.facts.text() == "comes with the first numbers"


def test_without_contact_the_numbers_stay_greyed_and_the_strip_says_since_when(seat):
    desk = seat(snapshots.trouble())
    assert desk.look.faded
    assert desk.face.strip.shown.headline[0] == "No contact since 09:42"
    assert desk.face.figures.doors["queue"].panel.shown.said == "23"
    desk.show_snapshot(snapshots.busy())
    assert not desk.look.faded


def test_numbers_grow_old_by_the_desks_own_clock(seat, hands):
    desk = seat()
    hands.go(timedelta(minutes=5).total_seconds())
    desk.tick()
    assert desk.look.faded
    assert "No new numbers since" in desk.face.strip.shown.headline[0]


def test_without_a_feed_a_list_can_not_be_asked_for_and_the_desk_says_so(seat, feed, qtbot):
    desk = seat()
    feed.there = False
    qtbot.mouseClick(desk.face.figures.doors["backlog"], Qt.MouseButton.LeftButton)
    assert "can't be asked for without a feed" in desk.face.conversations.facts.text()


def test_a_question_that_was_lost_with_a_feed_is_asked_again(seat, feed, qtbot):
    desk = seat()
    feed.holds = True
    qtbot.mouseClick(desk.face.figures.doors["backlog"], Qt.MouseButton.LeftButton)
    before = len(lists(feed))
    desk.show_snapshot(snapshots.busy())
    assert [asked.of for asked in lists(feed)[before:]] == ["backlog"]


def test_names_as_nobody_would_wish_them_are_plain_text_of_bounded_length(seat):
    desk = seat(snapshots.hostile())
    for board in desk.face.boards.values():
        for row in range(board.model.rowCount()):
            text = board.model.index(row, 0).data()
            assert len(text) <= 80
            assert "\n" not in text
            assert "\u202e" not in text
    desk.grab()
