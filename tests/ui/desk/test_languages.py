"""The desk in each language: columns and tabs are as wide as their words are, days are called as it calls them."""

from datetime import UTC, date, datetime

import pytest
from babel.dates import format_date
from PySide6.QtCore import Qt

from tests.proofs.words import TRANSLATED
from tests.ui import snapshots
from ui.desk.noting import Noting
from ui.desk.table import Table
from ui.drawing.look import metrics
from ui.panels.load import STATES
from ui.speech.language import locale, say, speak


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
