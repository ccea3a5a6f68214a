"""The desk in each language: columns and tabs are as wide as their words are, days are called as it calls them."""

from datetime import UTC, date, datetime

import pytest
from babel.dates import format_date
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.proofs.words import TRANSLATED
from tests.ui import snapshots
from ui.desk.noting import Noting
from ui.desk.table import Table
from ui.drawing.look import metrics
from ui.panels.load import STATES
from ui.speech.language import locale, say, speak
from ui.speech.qt_words import EDITING, QtWords, say_qt_words


@pytest.fixture(params=TRANSLATED)
def speaking(request):
    speak(request.param)
    yield request.param
    speak("en")


def test_titles_and_states_are_whole(speaking, seat):
    desk = seat(snapshots.busy(), size=(1920, 1080))
    titles = set()
    for table in desk.findChildren(Table):
        header, model = table.horizontalHeader(), table.model()
        for column in range(model.columnCount()):
            title = model.headerData(column, header.orientation())
            if not header.isSectionHidden(column):
                assert header.fontMetrics().horizontalAdvance(title) < header.sectionSize(column), title
                titles.add(title)
            if title == say("State"):
                widest = max(
                    metrics(desk.look.sizes.em).horizontalAdvance(say(word)) for word in STATES.values()
                )
                assert widest < header.sectionSize(column) - desk.look.sizes.em * 2
    assert {say("State"), say("Status"), say("Waits")} <= titles


def test_a_time_that_is_asked_for_is_written_in_the_language_spoken(speaking, seat):
    desk = seat(snapshots.busy())
    monday = Noting(datetime(2026, 5, 4, 12, tzinfo=UTC), "Europe/Oslo", desk).at.text()
    assert monday.split()[0].rstrip(".") == format_date(date(2026, 5, 4), "EEE", locale()).rstrip(".")


def test_widths_that_another_language_left_are_not_taken_over(seat):
    english = seat(snapshots.busy(), size=(1920, 1080))
    english.close()
    speak("nb")
    try:
        table = seat(snapshots.busy(), size=(1920, 1080)).face.boards["agents"].table
        header, title = table.horizontalHeader(), table.model().headerData(5, Qt.Orientation.Horizontal)
        assert title == "Belastning"
        assert header.fontMetrics().horizontalAdvance(title) < header.sectionSize(5)
    finally:
        speak("en")


@pytest.fixture
def qt_words(qapp):
    say_qt_words()
    (words,) = qapp.findChildren(QtWords)
    yield words
    qapp.removeTranslator(words)
    words.setParent(None)


WRITTEN = {
    "nb": ("Alt+Page Up", "Alt+Shift+←", "Ctrl+Enter"), "nn": ("Alt+Page Up", "Alt+Shift+←", "Ctrl+Enter"),
    "sv": ("Alt+Page Up", "Alt+Skift+←", "Ctrl+Enter"), "da": ("Alt+Page Up", "Alt+Skift+←", "Ctrl+Enter"),
}  # fmt: skip


def test_keys_are_called_as_the_language_calls_them(speaking, qt_words, seat):
    desk = seat(snapshots.busy())
    desk.help.turn()
    shown = {each.text() for each in desk.help.findChildren(QLabel)}
    assert set(WRITTEN[speaking]) <= shown
    assert not any("Return" in text or "PgUp" in text or "Left" in text for text in shown)


def test_the_menu_of_a_line_that_is_edited_is_in_the_language_too(speaking, qt_words, seat):
    search = seat(snapshots.busy()).face.conversations.search
    menu = search.createStandardContextMenu()
    said = [action.text().split("\t")[0] for action in menu.actions() if not action.isSeparator()]
    assert said == [say(words) for words in EDITING.values()]
    assert "&Copy" not in said
    menu.deleteLater()
