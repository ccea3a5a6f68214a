"""The desk's columns are as wide as their titles and their few words are, in each language."""

import pytest

from tests.proofs.words import TRANSLATED
from tests.ui import snapshots
from ui.desk.table import Table
from ui.language import say, speak
from ui.look import metrics
from ui.panels.load import STATES


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
