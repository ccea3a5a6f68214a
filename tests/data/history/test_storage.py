"""TinyDB on our storages: its own queries, on a log that grows and on a file that is whole."""

import json
import os
import stat
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB, where

from dashboard.problems import HistoryDamaged
from data.history.records import META, find, record, replay
from data.history.storage import DayStorage, LogStorage, encoded

ROWS = {"rows": {"1": {"name": "a", "n": 1}, "2": {"name": "b", "n": 2}}}
STORAGES = (LogStorage, DayStorage)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "2026-11-20.log"


def begun(file):
    storage = LogStorage(file)
    storage.begin(encoded({META: {"1": {"version": 1}}}))
    return storage


@pytest.mark.parametrize("kind", STORAGES)
def test_tinydbs_own_queries_inserts_updates_and_removals_work(kind, file):
    if kind is LogStorage:
        begun(file).close()
    with TinyDB(file, storage=kind) as database:
        table = database.table("rows")
        table.insert_multiple({"name": name, "n": n} for n, name in enumerate("abcd"))
        table.update({"n": 40}, where("name") == "d")
        table.remove(where("n") == 1)
        assert [row["name"] for row in table.search(where("n") > 1)] == ["c", "d"]
    with TinyDB(file, storage=kind) as again:
        assert {row["name"]: row["n"] for row in again.table("rows")} == {"a": 0, "c": 2, "d": 40}


def test_an_append_writes_what_is_new_and_no_more(file):
    storage = begun(file)
    size = storage.append([("rows", "1", encoded(ROWS)["rows"]["1"])])
    before = file.stat().st_size
    again = storage.append([("rows", "2", encoded(ROWS)["rows"]["2"])])
    storage.close()
    assert file.stat().st_size == before + again
    assert size < 60
    assert storage.read() == {META: {"1": {"version": 1}}, **ROWS}


def test_a_record_that_was_cut_off_counts_for_nothing_wherever_it_was_cut(file):
    storage = begun(file)
    storage.append([("rows", "1", encoded(ROWS)["rows"]["1"])])
    storage.close()
    whole = file.read_bytes()
    storage.append([("rows", "2", encoded(ROWS)["rows"]["2"])])
    storage.close()
    both = file.read_bytes()
    for end in range(len(whole), len(both)):
        file.write_bytes(both[:end])
        assert LogStorage(file).read()["rows"] == {"1": ROWS["rows"]["1"]}
        after = LogStorage(file)
        after.append([("rows", "3", encoded(ROWS)["rows"]["2"])])
        after.close()
        assert set(after.read()["rows"]) == {"1", "3"}


def test_a_changed_byte_anywhere_in_a_log_is_seen_or_changes_nothing_that_counts(file):
    storage = begun(file)
    for number in ("1", "2"):
        storage.append([("rows", number, encoded(ROWS)["rows"][number])])
    storage.close()
    whole = file.read_bytes()
    last = whole.rindex(b"\n", 0, -1) + 1
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        if place == len(whole) - 1:  # without its line's end the last record is as one that was cut off
            assert set(LogStorage(file).read()["rows"]) == {"1"}
        else:
            with pytest.raises(HistoryDamaged):
                LogStorage(file).read()
            if place >= last:
                assert "1" in LogStorage(file).salvaged()["rows"]


def test_a_changed_or_missing_byte_anywhere_in_a_closed_file_is_seen(file):
    DayStorage(file).write(ROWS)
    whole = file.read_bytes()
    for place in range(len(whole)):
        for damaged in (whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :], whole[:place]):
            file.write_bytes(damaged)
            with pytest.raises(HistoryDamaged):
                DayStorage(file).read()


def test_a_closed_file_is_plain_json_that_tinydb_reads_by_itself(file):
    DayStorage(file).write({META: {"1": {"format": "x", "version": 1}}, **ROWS})
    said = json.loads(file.read_text())
    assert said["rows"] == ROWS["rows"]
    assert said[META]["1"]["format"] == "x"
    digits = said[META]["1"]["crc32"]
    content = file.read_bytes()
    assert int(digits, 16) == crc32(content[content.index(digits.encode()) + 8 :])
    with TinyDB(file) as plain:  # its own storage only reads here
        assert len(plain.table("rows")) == 2
    assert json.loads(file.read_text()) == said


def test_only_the_owner_may_read_them(file):
    mask = os.umask(0)
    try:
        begun(file).close()
        DayStorage(file.with_suffix(".json")).write(ROWS)
    finally:
        os.umask(mask)
    assert {stat.S_IMODE(each.stat().st_mode) for each in file.parent.iterdir()} == {0o600}


names = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
changes = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from("123"), st.none() | st.dictionaries(names, names))
)


@given(st.lists(changes, max_size=6))
def test_what_was_appended_is_what_is_read(batches):
    told, content = {}, b""
    for batch in batches:
        raw = [(table, number, encoded({"": {"": row}})[""][""]) for table, number, row in batch]
        content += record(raw)
        for table, number, row in batch:
            rows = told.setdefault(table, {})
            rows.pop(number, None)
            if row is not None:
                rows[number] = row
    found = find(content)
    assert (found.end, found.torn, found.damaged) == (len(content), False, 0)
    tables = replay(found.records)
    assert {name: set(rows) for name, rows in tables.items()} == {
        name: set(rows) for name, rows in told.items()
    }
    wanted = encoded(told)
    assert all(
        bytes(row) == bytes(wanted[name][n]) for name, rows in tables.items() for n, row in rows.items()
    )
