"""The archive: hostile lines are skipped and said, and cost no more than any other."""

import gzip
import tracemalloc

import msgspec
import pytest

from dashboard.problems import ArchiveProblem
from data.archive import LONGEST_LINE, Archive
from tests.data.test_importing import TALKS

ONE = msgspec.json.encode(TALKS[0])


def test_a_line_that_is_nested_without_end_is_skipped(tmp_path, logs):
    path = tmp_path / "archive.jsonl"
    path.write_bytes(b'{"id":"1","x":' + b"[" * 99_000 + b"\n" + ONE)
    archive = Archive(path)
    assert [each.id for each in archive] == [TALKS[0].id]
    assert archive.skipped == 1
    logs.expect("line 1: skipped")


@pytest.mark.parametrize("rest", [b"\n" + ONE, b"\n" + ONE + b"\n", b""])
def test_a_line_that_packs_a_bomb_is_read_past_a_piece_at_a_time(tmp_path, logs, rest):
    path = tmp_path / "archive.jsonl.gz"
    with gzip.open(path, "wb", 1) as file:
        file.write(ONE + b'\n{"id":"')
        for _ in range(5 * LONGEST_LINE // 2**20):
            file.write(b"a" * 2**20)
        file.write(rest)
    archive = Archive(path)
    tracemalloc.start()
    found = [each.id for each in archive]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == [TALKS[0].id] * (2 if rest else 1)
    assert archive.skipped == 1
    assert most < 4 * LONGEST_LINE
    logs.expect("line 2: skipped: it is longer than")


def test_a_file_of_one_line_without_end_is_no_archive(tmp_path, logs):
    path = tmp_path / "archive.jsonl"
    path.write_bytes(b"a" * (LONGEST_LINE + 1))
    with pytest.raises(ArchiveProblem, match="none of its lines"):
        list(Archive(path))
    logs.expect("line 1: skipped")


def test_of_a_file_that_is_something_else_the_first_lines_are_said_and_the_others_counted(tmp_path, logs):
    path = tmp_path / "archive.jsonl"
    path.write_bytes(b"\x00\x01\n" * 500 + ONE)
    archive = Archive(path)
    assert [each.id for each in archive] == [TALKS[0].id]
    logs.expect("skipped")
    assert (archive.skipped, logs.said("line "), logs.said("480 more lines: skipped")) == (500, 20, 1)
