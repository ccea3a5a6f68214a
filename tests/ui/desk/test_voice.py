"""The voice at the desk: one key each, and what the feed is wished."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from dashboard.voice.values import (
    Correct,
    Kill,
    Killed,
    Release,
    Released,
    State,
    Stated,
    Voice,
    Withdraw,
)
from tests.ui.desk.test_desk import CTRL, Key, press
from tests.ui.snapshots import AT, busy
from tests.ui.voices import HOLDS, SAID, topic
from ui.desk.correcting import Correcting
from ui.desk.stating import Stating
from ui.desk.who import Who

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def voices(**more):
    """Two sentences offered, two on the walls, two deeds."""
    deeds = (
        Released(at=AT - timedelta(minutes=9), by="Kari", until=AT, sentence=SAID[2], customer=7),
        Killed(at=AT - timedelta(minutes=2), by="automatic", id="x"),
        Stated(at=AT - timedelta(minutes=1), by="<b>Ola</b>", statement=HOLDS[0]),
    )
    voice = Voice(**{"candidates": SAID[:2], "shown": SAID[2:4], "deeds": deeds} | more)
    topics = tuple(topic(name, 5) for name in ("pay_per_view", "invoice", "broadband_down"))
    return replace(busy(), voice=voice, statements=HOLDS, topics=topics)


def asked(qtbot, kind):
    """The dialog that the last key opened."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    return dialog


def words(list_):
    return [each.text for each in list_.entries.entries]


def test_a_sentence_is_released_with_one_key(seat, feed, qtbot):
    desk = seat(voices())
    press(qtbot, Key.Key_F9, on=desk)
    assert QApplication.focusWidget() is desk.face.voice.offered
    press(qtbot, Key.Key_R)
    assert feed.wishes == [Release(id="a", by="kari")]
    assert desk.face.voice.said.text() == "Released"


def test_another_one_is_rejected_with_one_key_and_by_a_click(seat, feed, qtbot):
    desk = seat(voices())
    press(qtbot, Key.Key_F9, on=desk)
    press(qtbot, Key.Key_Down)
    press(qtbot, Key.Key_K)
    qtbot.mouseClick(desk.face.voice.reject, Qt.MouseButton.LeftButton)
    assert feed.wishes == [Kill(id="b", by="kari")] * 2


def test_one_sentence_is_taken_off_the_walls(seat, feed, qtbot):
    desk = seat(voices())
    press(qtbot, Key.Key_F9, on=desk)
    desk.face.voice.shown.setFocus()
    press(qtbot, Key.Key_K)
    assert feed.wishes == [Kill(id="d", by="kari")]  # the newest stands first


def test_what_was_heard_is_corrected(seat, feed, qtbot):
    desk = seat(voices())
    press(qtbot, Key.Key_F9, on=desk)
    press(qtbot, Key.Key_C)
    dialog = asked(qtbot, Correcting)
    qtbot.keyClicks(dialog.mood, "neu")
    qtbot.keyClicks(dialog.topic, "Inv")
    qtbot.keyClick(dialog, Key.Key_Return)
    assert feed.wishes == [Correct(id="a", sentiment="neutral", topic="invoice", by="kari")]


def test_esc_leaves_a_sentence_as_it_was_heard(seat, feed, qtbot):
    desk = seat(voices())
    press(qtbot, Key.Key_F9, on=desk)
    press(qtbot, Key.Key_C)
    qtbot.keyClick(asked(qtbot, Correcting), Key.Key_Escape)
    assert QApplication.activeModalWidget() is None
    assert feed.wishes == []


def test_the_log_says_who_did_what_in_plain_text(seat):
    desk = seat(voices())
    assert words(desk.face.voice.log) == [
        "14:31  <b>Ola</b> said “Feilen er funnet. Kjøpet betales tilbake av seg selv.”",
        "14:30  The clock took a sentence away",
        "14:23  Kari released “Varför svarar ingen?”",
    ]


def test_a_masked_name_is_a_bar_and_is_said_as_masked(seat):
    desk = seat(voices())
    model = desk.face.voice.offered.entries
    assert "▇" in words(desk.face.voice.offered)[1]
    assert "[masked]" in model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    desk.face.turn_to(desk.face.voice)
    desk.grab()


def test_without_a_feed_nothing_is_done_and_the_desk_says_so(seat, feed, qtbot):
    desk = seat(voices())
    feed.there = False
    press(qtbot, Key.Key_F9, on=desk)
    press(qtbot, Key.Key_R)
    assert "no contact with the feed" in desk.face.voice.said.text()


def test_a_selection_stays_with_its_sentence_while_others_come_and_go(seat, qtbot):
    desk = seat(voices())
    press(qtbot, Key.Key_F9, on=desk)
    press(qtbot, Key.Key_Down)
    desk.show_snapshot(voices(candidates=(SAID[4], *SAID[:2])))
    assert desk.face.voice.offered.current == "b"
    desk.show_snapshot(voices(candidates=(SAID[4], SAID[0])))
    assert desk.face.voice.offered.current == "a"


# ── What we say now ──────────────────────────────────────────────────────────────────────────────────


def test_something_new_is_said(seat, feed, qtbot):
    desk = seat(voices())
    press(qtbot, Key.Key_N, CTRL, on=desk)
    dialog = asked(qtbot, Stating)
    qtbot.keyClicks(dialog.topic, "Inv")
    qtbot.keyClicks(dialog.text, "Vi  retter fakturaene i dag.")
    qtbot.keyClicks(dialog.owner, "Økonomi")
    qtbot.keyClicks(dialog.status, "being")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    (wish,) = feed.wishes
    assert isinstance(wish, State)
    said = wish.statement
    assert (said.topic, said.text, said.owner, said.status, said.kind) == (
        "invoice", "Vi retter fakturaene i dag.", "Økonomi", "working", "we_say",
    )  # fmt: skip
    assert said.until == AT + timedelta(hours=4)
    assert wish.by == "kari"


def test_it_is_about_what_presses_most_where_nobody_says_otherwise(seat, qtbot):
    desk = seat(voices())
    press(qtbot, Key.Key_N, CTRL, on=desk)
    dialog = asked(qtbot, Stating)
    assert dialog.topic.currentData() == "pay_per_view"
    assert dialog.topic.currentIndex() > 0
    dialog.reject()


def test_where_nothing_is_said_nothing_can_be_changed_and_without_a_feed_nothing_is_withdrawn(
    seat, feed, qtbot
):
    desk = seat(replace(voices(), statements=()))
    said = desk.face.statements
    assert not said.change.isEnabled()
    assert not said.withdraw.isEnabled()
    assert "Nothing is said yet" in said.said.text()
    desk.show_snapshot(voices())
    assert said.said.text() == ""
    feed.there = False
    press(qtbot, Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier, on=desk)
    press(qtbot, Key.Key_Delete)
    assert "no contact with the feed" in said.said.text()


def test_what_is_too_long_or_empty_can_not_be_said(seat, feed, qtbot):
    desk = seat(voices())
    press(qtbot, Key.Key_N, CTRL, on=desk)
    dialog = asked(qtbot, Stating)
    assert not dialog.save.isEnabled()
    dialog.text.setPlainText("x" * 281)
    assert (dialog.save.isEnabled(), dialog.left.text()) == (False, "1 letter too many")
    dialog.text.setPlainText("x" * 280)
    assert dialog.save.isEnabled()
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert feed.wishes == []


def test_a_statement_is_changed_and_keeps_its_id_and_its_end(seat, feed, qtbot):
    desk = seat(voices())
    press(qtbot, Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier, on=desk)
    press(qtbot, Key.Key_Return)
    dialog = asked(qtbot, Stating)
    assert dialog.text.toPlainText() == HOLDS[0].text
    qtbot.keyClicks(dialog.status, "fixed")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    (wish,) = feed.wishes
    assert wish.statement == replace(HOLDS[0], status="fixed")


def test_a_statement_is_withdrawn(seat, feed, qtbot):
    desk = seat(voices())
    press(qtbot, Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier, on=desk)
    press(qtbot, Key.Key_Down)
    press(qtbot, Key.Key_Delete)
    assert feed.wishes == [Withdraw(id="f", by="kari")]


def test_each_statement_says_topic_owner_status_and_end(seat):
    desk = seat(voices())
    first = desk.face.statements.list.entries.entries[0]
    assert first.foot == "We say now, Pay-per-view, Nett: being worked on, until 17:32"


def test_who_sits_here_can_be_changed_and_stands_beside_what_is_done_then(seat, feed, qtbot, drawer):
    desk = seat(voices())
    desk.acts["who"].trigger()
    dialog = asked(qtbot, Who)
    qtbot.keyClicks(dialog.name, "Åse")
    qtbot.keyClick(dialog, Key.Key_Return)
    desk.face.turn_to(desk.face.voice)
    press(qtbot, Key.Key_R, on=desk.face.voice.offered)
    qtbot.mouseClick(desk.face.voice.release, Qt.MouseButton.LeftButton)
    assert feed.wishes[-1] == Release(id="a", by="Åse")
    desk.close()
    assert drawer.documents["desk"]["by"] == "Åse"
