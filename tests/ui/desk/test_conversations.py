"""The table of conversations at its limit: painted by what is seen, sorted and searched in columns."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from dashboard.asking import Called, Listed
from tests.ui.desk.test_desk import Key, press, shown
from tests.ui.snapshots import AT
from ui.desk.columns import COLUMNS, topics
from ui.desk.listing import Listing

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
MANY, PART = 100_000, 10_000
CALLED = Called(
    channels=(None, "facebook", "e-mail"),
    teams=(None,),
    agents=(None, "ås", "anna", "Bo"),
    topics=("net", "bill"),
)


def part(first, count, told=MANY, **columns):
    """Conversations in parts: their numbers go down, their columns turn round."""
    places = range(first, first + count)
    made = {
        "ids": tuple(str(told - at) for at in places),
        "channel": tuple(1 + at % 2 for at in places),
        "public": tuple(at % 3 - 1 for at in places),
        "team": (0,) * count,
        "assignee": tuple(at % 4 for at in places),
        "status": (0,) * count,
        "wait": tuple(None if at % 10 == 9 else float(told - at) for at in places),
        "first_reply": (None,) * count,
        "messages": tuple(at % 7 for at in places),
        "topics": tuple(at % 4 for at in places),
        "mood": tuple(at % 5 - 1 for at in places),
        "language": tuple(at % 7 for at in places),
        "seconds": (None,) * count,
    }
    return Listed(
        id=1, at=AT, total=told, cases=told, told=told, first=first, called=CALLED if first == 0 else None,
        **made | columns,
    )  # fmt: skip


def listing(told=20, **columns):
    return Listing(part(0, told, told, **columns), lambda _, name: name or "")


@pytest.fixture
def full(seat, feed):
    """A desk whose list has a hundred thousand conversations."""
    desk = seat()
    for first in range(0, MANY, PART):
        desk.face.conversations.take(part(first, PART))
    desk.asked = []
    model, data = desk.face.conversations.model, desk.face.conversations.model.data

    def counting(index, role=Qt.ItemDataRole.DisplayRole):
        desk.asked.append(index.row())
        return data(index, role)

    model.data = counting
    return desk


def test_painting_asks_only_for_the_rows_that_are_seen_wherever_they_are(full):
    table = full.face.conversations.table
    assert table.model().rowCount() == MANY
    for place in (0, MANY // 2, MANY - 1):
        table.scrollTo(table.model().index(place, 0))
        full.asked.clear()
        table.grab()
        visible = table.viewport().height() // table.rowHeight(0) + 3
        assert 0 < len(set(full.asked)) <= visible
        assert max(full.asked) - min(full.asked) <= visible


def test_sorting_and_searching_ask_for_no_cell_that_is_not_seen(full, qtbot):
    view = full.face.conversations
    full.asked.clear()
    for column in range(len(COLUMNS)):
        view.model.sort(column, Qt.SortOrder.DescendingOrder)
    view.model.search("anna bill")
    assert full.asked == []
    assert 0 < view.model.rowCount() < MANY


def test_a_list_comes_with_progress_and_can_be_cancelled(seat, feed, qtbot):
    desk = seat()
    feed.holds = True
    qtbot.mouseClick(desk.face.figures.doors["backlog"], Qt.MouseButton.LeftButton)
    view = desk.face.conversations
    view.take(part(0, PART))
    view.take(part(PART, PART))
    assert (view.progress.isVisible(), view.progress.value(), view.progress.maximum()) == (True, PART, MANY)
    qtbot.mouseClick(view.cancel, Qt.MouseButton.LeftButton)
    assert not view.progress.isVisible()
    assert "20,000 of 100,000 conversations" in view.facts.text()
    view.table.setFocus()
    press(qtbot, Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert shown(desk, "No.")[-1] == "80001"


def test_a_list_that_was_cancelled_is_told_no_further(seat, feed, qtbot):
    desk = seat()
    feed.holds = True
    qtbot.mouseClick(desk.face.figures.doors["backlog"], Qt.MouseButton.LeftButton)
    desk.face.conversations.stop()
    feed.go_on()
    assert desk.face.conversations.model.listing is None


def test_an_answer_that_comes_late_is_not_taken_for_the_list_that_is_shown(seat, feed, qtbot):
    desk = seat()
    feed.holds = True
    qtbot.mouseClick(desk.face.figures.doors["backlog"], Qt.MouseButton.LeftButton)
    late = dict(feed._lists)
    qtbot.mouseClick(desk.face.figures.doors["unassigned"], Qt.MouseButton.LeftButton)
    for told in late.values():
        for answer in told:
            desk.take(answer)
    assert desk.face.conversations.model.listing is None


# ── Sorting ──────────────────────────────────────────────────────────────────────────────────────────


def test_numbers_sort_as_numbers_and_other_ids_as_texts():
    assert np.array(listing(12).ids)[listing(12).order("ids", descending=False)].tolist() == [
        str(n) for n in range(1, 13)
    ]
    mixed = listing(3, ids=("b2", "a10", "a9"))
    assert [mixed.ids[at] for at in mixed.order("ids", descending=False)] == ["a10", "a9", "b2"]


def test_names_sort_by_the_alphabet_whatever_their_codes_and_nobody_is_last():
    it = listing(4)
    names = [
        it.names["assignee"][it.columns["assignee"][at]] for at in it.order("assignee", descending=False)
    ]
    assert names == ["anna", "ås", "Bo", ""]


def test_waits_sort_both_ways_with_those_that_do_not_wait_last():
    it = listing(20)
    for descending in (False, True):
        waits = it.columns["wait"][it.order("wait", descending=descending)]
        assert np.isnan(waits[-2:]).all()
        assert waits[:-2].tolist() == sorted(waits[:-2].tolist(), reverse=descending)


def test_topics_sort_by_the_first_name_of_each_and_none_is_last():
    it = listing(4)
    assert it.columns["topics"][it.order("topics", descending=False)].tolist() == [2, 3, 1, 0]


def test_an_empty_list_can_be_sorted_and_searched():
    it = listing(0)
    for cell in COLUMNS:
        assert it.order(cell.column, descending=True).tolist() == []
    assert it.matching("anything").tolist() == []


def test_a_word_is_found_in_what_came_after_it_was_looked_for_first():
    it = Listing(part(0, 4, 8), lambda _, name: name or "")
    assert it.matching("ås").tolist() == [False, True, False, False]
    it.take(part(4, 4, 8))
    assert it.matching("ås").tolist() == [False, True, False, False] * 2
    assert [it.ids[at] for at in it.order("ids", descending=False)] == [str(n) for n in range(1, 9)]


def test_topics_are_all_named_or_as_many_as_have_room_with_how_many_more():
    it = listing(4)
    assert [topics(it, row) for row in range(4)] == [("–",), ("net",), ("bill",), ("net, bill", "net +1")]
