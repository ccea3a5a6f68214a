"""The moment at which a window is live."""

import gc

import pytest
from msgspec.structs import replace

from dashboard.snapshot import Filling
from tests.ui.snapshots import busy
from ui.incoming import opening
from ui.incoming.opening import Opening


@pytest.fixture
def thawed(monkeypatch):
    monkeypatch.setattr(opening, "SETTLE_MS", 1)
    yield
    gc.unfreeze()


def test_once_the_first_whole_numbers_are_drawn_the_collector_lets_be_what_is_there(qapp, qtbot, thawed):
    before, it = gc.get_freeze_count(), Opening()
    it.look(replace(busy(), filling=Filling(arrived=3, expected=9)))
    qtbot.wait(20)
    assert gc.get_freeze_count() == before
    it.look(busy())
    qtbot.waitUntil(lambda: gc.get_freeze_count() > before + 1000)
    gc.unfreeze()
    it.look(busy())
    qtbot.wait(20)
    assert gc.get_freeze_count() == 0


def test_that_it_is_live_is_said_once(qapp, caplog, thawed):
    it = Opening()
    with caplog.at_level("INFO"):
        for _ in range(3):
            it.look(busy())
    assert [record.getMessage() for record in caplog.records] == ["live numbers are on the wall"]
