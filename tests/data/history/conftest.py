from datetime import timedelta

import pytest

from data.history.reader import HistoryReader
from data.history.writer import Writer
from tests.data.history.pages import NOON, OSLO


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "history"


@pytest.fixture
def writer(folder):
    """The one writer, opened at noon."""
    made = Writer(folder, OSLO, "an inbox")
    made.open(NOON.timestamp())
    yield made
    made.close()


@pytest.fixture
def reader(folder):
    return HistoryReader(folder, OSLO)


@pytest.fixture
def around():
    """From a week before noon to a week after."""
    return NOON - timedelta(days=7), NOON + timedelta(days=7)
