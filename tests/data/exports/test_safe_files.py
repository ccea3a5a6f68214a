"""Strangers' text in files: never a formula, a name or half a file."""

import csv
import io
import os
import resource
import signal
import stat
from datetime import UTC, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.problems import ExportProblem
from data.exports.plain_files import as_csv
from data.exports.safe import FORMULA, safe, safe_in_csv
from data.exports.shelf import day_files, write
from data.exports.tables import Column, Sheet
from data.exports.xlsx import Words, as_xlsx
from tests.data.exports.conftest import DAYS

NASTY = (
    '=HYPERLINK("http://evil.example";"prize")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "＝1+1",
    "../../etc/passwd",
    "http://evil.example",
    "mailto:a@example.no",
    "{=1+1}",
    "a\x00b\x1b[2J\ud800",
    "1e9",
    "x" * 40_000,
)


PLAIN = Words(str, lambda _column, value: value)


def sheet(*texts):
    return Sheet(
        "conversations", (Column("channel"), Column("labels")), tuple((text, text) for text in texts)
    )


@given(st.text() | st.sampled_from(NASTY))
def test_no_cell_begins_like_a_formula(text):
    said = safe(text)
    assert not said.startswith(FORMULA)
    assert not said.lstrip().startswith(FORMULA)
    assert said.isprintable()
    assert len(said) <= 1001


@pytest.mark.parametrize("begin", ["\t", "\r", "\n"])
def test_a_text_that_begins_with_what_a_spreadsheet_skips_is_marked_as_text(begin):
    assert safe(f"{begin}plain") == "' plain"


def test_what_is_no_formula_stays_as_it_is():
    for text in ("Facebook", "Ruteren er død!!!", "a=b", "3-1", "'quoted'", "-"[1:], "æøå ▇▇▇"):
        assert safe(text) == text


def test_a_csv_holds_texts_and_as_many_columns_as_it_says():
    content = as_csv(sheet(*NASTY)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))
    assert len(rows) == len(NASTY) + 1
    for row in rows[1:]:
        assert len(row) == 2
        assert not row[0].startswith(FORMULA)


@pytest.mark.parametrize("separator", [";", "|", ";  ", ';"', "; '", ",", "x;y;"])
def test_nor_is_there_one_behind_a_sign_that_ends_a_cell_in_other_countries(separator):
    content = as_csv(sheet(f"hei{separator}=HYPERLINK(1)")).decode("utf-8-sig")
    for cut in ";|":
        for cell in content.splitlines()[1].replace('""', '"').split(cut):
            assert not cell.strip(" \"'").startswith(FORMULA) or cell.lstrip(' "').startswith("'")


def test_what_stands_behind_such_a_sign_in_words_stays_as_it_is():
    for text in ("first; second, third", "a|b", "1,5", "=; "[1:]):
        assert safe_in_csv(text) == text


def test_the_headings_of_a_workbook_are_seen_whole_and_its_words_are_the_readers():
    words = Words(lambda key: f"{key} and much more to say", lambda column, value: f"{column} {value}")
    content = as_xlsx([sheet("a", "b")], words, title="t", made=datetime(2026, 11, 1, tzinfo=UTC))
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    assert page.title == "conversations and much more to "
    assert [cell.value for cell in page[2]] == ["channel a", "labels a"]
    assert page.row_dimensions[1].height == pytest.approx(
        5 * 15 + 4, abs=1
    )  # channel, and, much, more, to say


def test_a_workbook_has_no_formula_and_no_link():
    content = as_xlsx([sheet(*NASTY)], PLAIN, title="t", made=datetime(2026, 11, 1, tzinfo=UTC))
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    for row in page.iter_rows(min_row=2):
        for cell in row:
            assert cell.data_type == "s"
            assert cell.hyperlink is None
            assert not cell.value.startswith(FORMULA)


def test_names_of_files_come_from_the_calendar_alone():
    names = [name for each in day_files(DAYS[0], ("png", "csv"), names=True).values() for name in each]
    assert names[0] == "pulsvegg-2026-10-19.png"
    assert "pulsvegg-2026-10-19-by-agent.csv" in names
    assert len(names) == 9


def test_files_are_for_their_owner_only_and_replace_the_old_ones(tmp_path):
    folder = tmp_path / "out"
    (file,) = write(folder, {"pulsvegg-x.csv": b"old"})
    write(folder, {"pulsvegg-x.csv": b"new"})
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [each.name for each in folder.iterdir()] == ["pulsvegg-x.csv"]


def test_what_a_killed_export_left_is_taken_away_and_what_another_one_writes_is_not(tmp_path):
    dead = tmp_path / "pulsvegg-x.csv.4194304.new"  # no process has so high a number
    dead.write_bytes(b"half")
    ours = tmp_path / f"pulsvegg-y.csv.{os.getpid()}.new"  # of an earlier process of the same number
    ours.write_bytes(b"half")
    alive = tmp_path / f"pulsvegg-x.csv.{os.getppid()}.new"
    alive.write_bytes(b"half")
    foreign = tmp_path / "mine.new"
    foreign.write_bytes(b"not ours")
    write(tmp_path, {"pulsvegg-x.csv": b"new"})
    assert not dead.exists()
    assert not ours.exists()
    assert alive.exists()
    assert foreign.exists()


def test_a_full_disk_leaves_the_old_file_and_says_so(tmp_path):
    write(tmp_path, {"pulsvegg-x.csv": b"old"})
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(ExportProblem, match="can't be written"):
            write(tmp_path, {"pulsvegg-x.csv": b"x" * 5000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert [each.name for each in tmp_path.iterdir()] == ["pulsvegg-x.csv"]
    assert (tmp_path / "pulsvegg-x.csv").read_bytes() == b"old"


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ExportProblem, match=r"can't be written: .*; choose a folder \(\[exports\] folder\)"):
        write(tmp_path / "file" / "out", {"pulsvegg-x.csv": b""})
