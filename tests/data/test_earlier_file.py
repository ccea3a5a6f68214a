"""What is noted of the way back: whole up to where noting failed, and nothing behind a gap."""

from datetime import UTC, datetime

import pytest

from dashboard.earlier import Leaf, Span
from data.earlier_file import EarlierFile

SPAN = Span(datetime(2026, 10, 3, tzinfo=UTC), datetime(2026, 11, 21, tzinfo=UTC))


def leaf(page):
    return Leaf(reached=datetime(2026, 11, 20 - page, tzinfo=UTC), page=page)


@pytest.fixture
def notes(tmp_path):
    return EarlierFile(tmp_path, "somebody")


def again(tmp_path):
    """As a program that starts anew reads it."""
    found = EarlierFile(tmp_path, "somebody")
    return found.span(), list(found.leaves())


def test_behind_a_line_that_could_not_be_written_none_comes_and_it_is_said_once(notes, tmp_path, caplog):
    notes.begin(SPAN)
    notes.add(leaf(1))
    (file,) = tmp_path.glob("earlier-*")
    aside = file.rename(tmp_path / "aside")
    file.mkdir()  # stands for a disk that is full
    notes.add(leaf(2))
    notes.add(leaf(3))
    assert [record.getMessage() for record in caplog.records] == [
        f"the past that is read can't be noted in {file}: Is a directory"
    ]
    file.rmdir()
    aside.rename(file)
    notes.add(leaf(4))
    assert again(tmp_path) == (SPAN, [leaf(1)])


def test_a_way_that_could_not_be_noted_from_its_begin_is_not_said_with_each_step(tmp_path, caplog):
    (tmp_path / "no folder").touch()
    notes = EarlierFile(tmp_path / "no folder", "somebody")
    notes.begin(SPAN)
    for page in range(3):
        notes.add(leaf(page))
    assert len(caplog.records) == 1


def test_the_next_way_is_noted_again(notes, tmp_path, caplog):
    notes.add(leaf(1))  # there is no file yet
    assert len(caplog.records) == 1
    notes.begin(SPAN)
    notes.add(leaf(2))
    assert again(tmp_path) == (SPAN, [leaf(2)])
