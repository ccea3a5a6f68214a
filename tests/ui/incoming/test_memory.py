"""The last picture survives, and a damaged one harms nobody."""

import stat

import pytest

from tests.ui import snapshots
from ui.incoming.memory import NAME, Memory


class Seconds:
    def __init__(self):
        self.at = 0.0

    def __call__(self):
        return self.at


@pytest.fixture
def seconds():
    return Seconds()


@pytest.fixture
def memory(tmp_path, seconds):
    return Memory(tmp_path / "state", seconds)


def test_what_was_kept_is_recalled(memory):
    memory.keep(snapshots.busy())
    assert memory.recall() == snapshots.busy()


def test_only_the_owner_may_read_it(memory, tmp_path):
    memory.keep(snapshots.busy())
    assert stat.S_IMODE((tmp_path / "state" / NAME).stat().st_mode) == 0o600
    assert [file.name for file in (tmp_path / "state").iterdir()] == [NAME]


def test_it_is_written_once_a_minute_and_at_the_end(memory, seconds):
    memory.keep(snapshots.busy())
    seconds.at = 59.0
    memory.keep(snapshots.storm())
    assert memory.recall() == snapshots.busy()
    memory.close()
    assert memory.recall() == snapshots.storm()
    seconds.at = 120.0
    memory.keep(snapshots.calm())
    assert memory.recall() == snapshots.calm()


def test_nothing_was_ever_kept(memory):
    assert memory.recall() is None
    memory.close()


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b"[]", b'{"made_at": 3}', b"x" * 100_000])
def test_a_damaged_file_is_said_and_passed_over(memory, tmp_path, damage, logs):
    logs.expect("the wall starts without it")
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / NAME).write_bytes(damage)
    assert memory.recall() is None
    assert logs.said("the wall starts without it") == 1


def test_a_folder_that_can_not_be_is_said(tmp_path, seconds, logs):
    logs.expect("can't be kept")
    (tmp_path / "state").write_text("a file in the way")
    Memory(tmp_path / "state", seconds).keep(snapshots.busy())
    assert logs.said("can't be kept") == 1


def test_a_rest_of_a_crash_is_no_obstacle(memory, tmp_path):
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "last-snapshot.new").write_text("half")
    memory.keep(snapshots.busy())
    assert memory.recall() == snapshots.busy()
