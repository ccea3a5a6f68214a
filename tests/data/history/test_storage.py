"""TinyDB on our storages: its own queries, on a log that grows and on a file that is whole."""

import json
import os
import random
import signal
import stat
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB, where

from dashboard.problems import HistoryDamaged
from data.history import storage as storage_module
from data.history.records import META, NOTHING, find, record, replay
from data.history.storage import ROOM, DayStorage, LogStorage, encoded
from data.history.vocabulary import VOCABULARY

ROWS = {"rows": {"1": {"name": "a", "n": 1}, "2": {"name": "b", "n": 2}}}
STORAGES = (LogStorage, DayStorage)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "2026-11-20.log"


def begun(file):
    storage = LogStorage(file)
    storage.begin(encoded({META: {"1": {"version": 1}}}))
    return storage


def records_of(file):
    """What stands in a log, without the room behind."""
    content = file.read_bytes()
    return content[: find(content).end]


@pytest.fixture
def file_limit():
    """Lets files grow to a size at most; None: as before."""
    resource = pytest.importorskip("resource", reason="only Unix can limit a file's size")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    def limit(size):
        resource.setrlimit(resource.RLIMIT_FSIZE, limits if size is None else (size, limits[1]))

    yield limit
    limit(None)
    signal.signal(signal.SIGXFSZ, before)


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
    before = find(file.read_bytes()).end
    again = storage.append([("rows", "2", encoded(ROWS)["rows"]["2"])])
    storage.close()
    assert find(file.read_bytes()).end == before + again
    assert size < 60
    assert storage.read() == {META: {"1": {"version": 1}}, **ROWS}


def with_one_and_with_two(file):
    """The bytes of a log with one row, and with a second one."""
    storage = begun(file)
    logs = []
    for row in ("1", "2"):
        storage.append([("rows", row, encoded(ROWS)["rows"][row])])
        storage.close()
        logs.append(records_of(file))
    return logs


def test_a_record_that_was_cut_off_counts_for_nothing_wherever_it_was_cut(file):
    whole, both = with_one_and_with_two(file)
    for end in range(len(whole), len(both)):
        for room in (b"", bytes(len(both) - end), bytes(9000)):
            file.write_bytes(both[:end] + room)
            assert LogStorage(file).read()["rows"] == {"1": ROWS["rows"]["1"]}
            after = LogStorage(file)
            after.append([("rows", "3", encoded(ROWS)["rows"]["2"])])
            after.close()
            assert set(after.read()["rows"]) == {"1", "3"}


def test_a_record_of_which_only_the_end_reached_the_disk_counts_for_nothing(file):
    """Pages are written in any order; where the first ones are missing there is the empty room of before."""
    whole, both = with_one_and_with_two(file)
    for first in (len(whole), len(whole) + 3):
        for begin in range(first + 1, len(both)):
            file.write_bytes(both[:first] + bytes(begin - first) + both[begin:] + bytes(5000))
            assert LogStorage(file).read()["rows"] == {"1": ROWS["rows"]["1"]}
    after = LogStorage(file)
    after.append([("rows", "3", encoded(ROWS)["rows"]["2"])])
    after.close()
    assert set(after.read()["rows"]) == {"1", "3"}


def test_what_stands_behind_a_line_with_nothing_in_it_is_no_torn_tail(file):
    """A whole record, or a part of one, comes behind what was on the disk: that line counted, and is damaged."""
    storage = begun(file)
    storage.append([("rows", "1", encoded(ROWS)["rows"]["1"])])
    storage.close()
    hurt = records_of(file)[:-9] + bytes(4) + records_of(file)[-5:]
    for more in (record([("rows", "2", encoded(ROWS)["rows"]["2"])]), b"12345678 z"):
        file.write_bytes(hurt + more)
        with pytest.raises(HistoryDamaged):
            LogStorage(file).read()
        with pytest.raises(HistoryDamaged):
            LogStorage(file).append([("rows", "3", encoded(ROWS)["rows"]["2"])])


def test_a_log_takes_its_room_beforehand_and_grows_seldom(file):
    storage, sizes = begun(file), []
    noise = random.Random(7)
    for number in range(100):
        row = {"noise": noise.randbytes(1000).hex()}
        storage.append([("rows", str(number), encoded({"": {"": row}})[""][""])])
        sizes.append(file.stat().st_size)
    storage.close()
    assert all(size % ROOM == 0 for size in sizes)
    assert len(set(sizes)) == find(file.read_bytes()).end // ROOM + 1 == 2
    assert len(storage.read()["rows"]) == 100


def test_a_record_is_on_the_disk_before_it_counts_its_length_too_where_the_file_grew(file, monkeypatch):
    asked = []
    for owner, name in ((os, "fsync"), (storage_module, "_sync_content")):
        sync = getattr(owner, name)
        monkeypatch.setattr(
            owner, name, lambda handle, name=name, sync=sync: asked.append(name) or sync(handle)
        )
    storage = begun(file)
    asked.clear()
    for number in range(3):
        storage.append([("rows", str(number), encoded(ROWS)["rows"]["1"])])
    storage.close()
    assert asked == ["fsync", "_sync_content", "_sync_content"]


def test_of_a_long_torn_record_nothing_stays_behind_the_next_one(file):
    storage = begun(file)
    storage.append([("rows", "1", encoded(ROWS)["rows"]["1"])])
    storage.close()
    whole, noise = records_of(file), random.Random(7).randbytes(3000).hex()
    torn = record([("rows", "long", encoded({"": {"": {"noise": noise}}})[""][""])])
    file.write_bytes(whole + torn[:-40] + bytes(9000))
    after = LogStorage(file)
    after.append([("rows", "2", encoded(ROWS)["rows"]["2"])])
    after.close()
    assert not file.read_bytes()[len(records_of(file)) :].strip(NOTHING)
    assert set(after.read()["rows"]) == {"1", "2"}


def test_the_room_that_is_there_is_kept_over_a_start(file):
    storage = begun(file)
    for number in range(3):
        storage.append([("rows", str(number), encoded(ROWS)["rows"]["1"])])
        storage.close()
        assert file.stat().st_size == ROOM


def test_where_no_room_can_be_taken_the_record_is_written_all_the_same(file, file_limit):
    storage = begun(file)
    row = encoded(ROWS)["rows"]["1"]
    begun_with, noise = file.stat().st_size, random.Random(7).randbytes(200).hex()
    file_limit(begun_with + 200)
    for number in range(3):
        storage.append([("rows", str(number), row)])
        assert len(storage.read()["rows"]) == number + 1
        assert file.stat().st_size == find(file.read_bytes()).end  # what room there is stays free
    with pytest.raises(OSError, match="too large"):
        storage.append([("rows", "long", encoded({"": {"": {"noise": noise}}})[""][""])])
    kept = storage.read()["rows"]
    assert len(kept) == 3
    assert file.stat().st_size < begun_with + 200
    file_limit(None)
    storage.append([("rows", "more", row)])
    storage.close()
    assert storage.read()["rows"] == kept | {"more": ROWS["rows"]["1"]}


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux tells what is open")
def test_a_log_that_can_not_be_opened_leaves_nothing_open(file):
    begun(file).close()
    file.write_bytes(b"00000000 []\n" + file.read_bytes())
    before = len(list(Path("/proc/self/fd").iterdir()))
    with pytest.raises(HistoryDamaged):
        LogStorage(file).append([])
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_log_of_the_version_before_is_read_and_written_on(file):
    plain = b'[["rows","1",{"name":"a","n":1}]]'
    file.write_bytes(b"%08x %s\n" % (crc32(plain), plain))
    assert LogStorage(file).read() == {"rows": {"1": ROWS["rows"]["1"]}}
    storage = LogStorage(file)
    long = {"name": "a" * 200, "n": 3}
    storage.append([("rows", "2", encoded({"": {"": long}})[""][""])])
    storage.close()
    assert storage.read() == {"rows": {"1": ROWS["rows"]["1"], "2": long}}
    assert b"a" * 20 not in file.read_bytes()


WORDS_OF_VERSION_3 = 0xC7BD10E8
READING_OF_VERSION_3 = (
    b'[["readings","1795172400",{"at":1795172400.0,"now":{"queue_size":7,"wait_bands":{"under_15_min":7},"mood":'
    b'{"negative":3}},"windows":{"today":[41,38,30,17,351.0,900.5,15]}}]]'
)
SQUEEZED_IN_VERSION_3 = bytes.fromhex(
    "6265356631663964207ac34c5f86e64626a8e90b2282237d99e38f1173ac816c8c1680308f9818ea185be818"
    "83ca1868e6b2045a6caa63681a0bac0862010a"
)


def test_a_record_that_was_squeezed_once_is_read_for_good():
    """Written when version 3 was new: neither the vocabulary nor how it is used may change."""
    assert crc32(VOCABULARY) == WORDS_OF_VERSION_3
    (said,) = find(SQUEEZED_IN_VERSION_3).records
    assert said == READING_OF_VERSION_3


def test_a_record_whose_checksum_is_right_and_that_can_not_be_opened_is_damaged():
    for payload in (b"z", b"z\xff\xff", SQUEEZED_IN_VERSION_3[9:-3]):
        assert find(b"%08x %s\n" % (crc32(payload), payload)).damaged == 1


def test_a_changed_byte_anywhere_in_a_log_is_seen_or_changes_nothing_that_counts(file):
    storage = begun(file)
    for number in ("1", "2"):
        storage.append([("rows", number, encoded(ROWS)["rows"][number])])
    storage.close()
    whole = records_of(file)
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


@given(st.lists(st.binary(max_size=300), max_size=4))
def test_a_record_is_one_line_without_empty_room_in_it_whatever_it_says(words):
    raw = [
        ("a", str(place), encoded({"": {"": {"said": word.hex()}}})[""][""])
        for place, word in enumerate(words)
    ]
    line = record(raw)
    assert line.index(b"\n") == len(line) - 1
    assert NOTHING not in line
    (said,) = find(line).records
    assert [bytes(row) for row in replay([said]).get("a", {}).values()] == [bytes(row) for _, _, row in raw]
