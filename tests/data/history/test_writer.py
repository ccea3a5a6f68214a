"""The writer: what is on the disk after each of its steps, and what it does with damage."""

import json
import stat
from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec import Raw
from tinydb import TinyDB, where

from dashboard.measure.days import midnight
from dashboard.problems import HistoryProblem, HistoryTaken
from dashboard.settings import History as Limits
from data.history.form import VERSION
from data.history.records import META
from data.history.storage import DayStorage, LogStorage, encoded
from data.history.writer import Writer
from tests.data.history.pages import (
    DAY,
    NOON,
    OSLO,
    documents,
    entry,
    paintings,
    reading,
    released,
    row,
    snapshot,
)

MIDNIGHT = midnight(DAY + timedelta(days=1), OSLO)


def names(folder):
    return sorted(each.name for each in folder.iterdir() if each.name[0].isdigit())


def filled(writer, day=DAY, *, since=NOON, minutes=3):
    for minute in range(minutes):
        extra = {"conversations": (row(minute, created=since),), "deeds": (released(minute, at=since),)}
        writer.write(day, documents(entry(minute, since=since, **extra)))


def test_what_was_written_is_read_again_before_and_after_the_day_is_closed(writer, reader, around):
    filled(writer)
    for closed in (False, True):
        if closed:
            writer.close_day(DAY, MIDNIGHT + 700)
        assert list(reader.readings(*around)) == [reading(minute) for minute in range(3)]
        assert [each.id for each in reader.conversations(DAY)] == ["0", "1", "2"]
        assert [each.customer for each in reader.texts(*around)] == [0, 1, 2]
    assert names(writer.folder) == [
        "2026-11-20.columns", "2026-11-20.conversations.json", "2026-11-20.readings.json", "2026-11-20.texts.json",
    ]  # fmt: skip


def test_a_closed_day_is_a_file_of_tinydbs(writer, folder):
    filled(writer)
    writer.close_day(DAY, MIDNIGHT + 700)
    with TinyDB(folder / "2026-11-20.readings.json", storage=DayStorage) as day:
        found = day.table("readings").search(where("now")["queue_size"] == 2)
    assert [each["at"] for each in found] == [(NOON + timedelta(minutes=2)).timestamp()]
    assert json.loads((folder / "2026-11-20.readings.json").read_text())[META]["1"]["version"] == VERSION


def test_sentences_are_in_a_file_of_their_own_and_nowhere_else(writer, folder):
    filled(writer)
    writer.close_day(DAY, MIDNIGHT + 700)
    speaking = [each.name for each in folder.iterdir() if b"Nettet er nede" in each.read_bytes()]
    assert speaking == ["2026-11-20.texts.json"]


def test_a_day_is_over_some_minutes_after_its_midnight(writer):
    filled(writer)
    assert writer.over(MIDNIGHT + 599) == []
    assert writer.over(MIDNIGHT + 600) == [DAY]


def test_the_night_in_which_an_hour_comes_twice_has_1500_minutes(writer, reader):
    day = date(2026, 10, 25)
    begin = datetime.fromtimestamp(midnight(day, OSLO), UTC)
    writer.write(day, documents(*(entry(minute, since=begin) for minute in range(1500))))
    writer.close_day(day, MIDNIGHT)
    at, values = reader.series("today.messages_in", begin, begin + timedelta(days=2))
    assert at.size == 1500
    assert values.tolist() == list(range(1500))


def test_what_comes_late_for_a_closed_day_is_read_with_it_and_closed_again(writer, reader, around):
    filled(writer)
    writer.close_day(DAY, MIDNIGHT + 700)
    writer.write(DAY, documents(entry(9)))
    expected = [reading(minute) for minute in (0, 1, 2, 9)]
    assert list(reader.readings(*around)) == expected
    writer.close_day(DAY, MIDNIGHT + 700)
    assert list(reader.readings(*around)) == expected
    assert reader.series("today.messages_in", *around)[1].tolist() == [0, 1, 2, 9]


def test_each_kind_leaves_after_its_own_time(writer):
    filled(writer)
    writer.write(DAY, paintings([snapshot(0)])[DAY])
    writer.close_day(DAY, MIDNIGHT + 700)

    def left_after(days):
        writer.prune(midnight(DAY + timedelta(days=days), OSLO) + 1)
        return [name.split(".")[1] for name in names(writer.folder)]

    assert left_after(6) == ["columns", "conversations", "pictures", "readings", "texts"]
    assert left_after(7) == ["columns", "conversations", "pictures", "readings"]
    assert left_after(89) == ["columns", "conversations", "pictures", "readings"]
    assert left_after(90) == ["columns", "pictures", "readings"]
    assert left_after(399) == ["columns", "pictures", "readings"]
    assert left_after(400) == []


def test_the_times_are_the_settings(folder):
    short = Writer(folder, OSLO, limits=Limits(readings_days=3, conversations_days=2, texts_days=1))
    short.open(NOON.timestamp())
    filled(short)
    short.close_day(DAY, MIDNIGHT - 1)
    short.prune(MIDNIGHT)
    assert names(folder) == [
        "2026-11-20.columns",
        "2026-11-20.conversations.json",
        "2026-11-20.readings.json",
    ]
    short.close()


def test_a_day_that_could_not_be_closed_loses_its_sentences_in_time_all_the_same(writer, reader, around):
    filled(writer)
    writer.prune(midnight(DAY + timedelta(days=7), OSLO) + 1)
    assert "Nettet er nede" not in repr(LogStorage(writer.folder / "2026-11-20.log").read())
    assert len(list(reader.readings(*around))) == 3
    writer.write(DAY, documents(entry(4)))
    assert len(list(reader.readings(*around))) == 4


def test_nobody_else_may_write_meanwhile_and_afterwards_anybody(writer, folder):
    other = Writer(folder, OSLO)
    with pytest.raises(HistoryTaken):
        other.open(NOON.timestamp())
    writer.close()
    other.open(NOON.timestamp())
    other.close()


def test_only_the_owner_may_read_it(writer, folder):
    filled(writer)
    writer.close_day(DAY, MIDNIGHT + 700)
    writer.write(DAY, documents(entry(5)))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()} == {0o600}


def test_a_history_of_a_newer_version_is_left_alone(writer, folder):
    writer.close()
    about = encoded({META: {"1": {"format": "pulsvegg-history", "version": VERSION + 1}}})
    DayStorage(folder / "about.json").replace(about)
    with pytest.raises(HistoryProblem, match=f"version {VERSION + 1}"):
        Writer(folder, OSLO).open(NOON.timestamp())


def test_a_history_of_the_first_version_is_read_as_it_is_and_written_on(writer, reader, folder, around):
    filled(writer)
    writer.close_day(DAY, MIDNIGHT + 700)
    writer.close()
    for name in ("about.json", f"{DAY}.readings.json"):
        tables = DayStorage(folder / name).tables()
        tables[META]["1"] = Raw(bytes(tables[META]["1"]).replace(b'"version":%d' % VERSION, b'"version":1'))
        DayStorage(folder / name).replace(tables)
    assert list(reader.readings(*around)) == [reading(minute) for minute in range(3)]
    assert reader.snapshot(NOON) is None
    writer.open(NOON.timestamp())
    writer.write(DAY, [*documents(entry(3)), *paintings([snapshot(3)])[DAY]])
    assert list(reader.readings(*around)) == [reading(minute) for minute in range(4)]
    assert reader.snapshot(NOON + timedelta(minutes=3)).reading.now.queue_size == 3
    assert json.loads((folder / "about.json").read_text())[META]["1"]["version"] == VERSION


# ── Damage ───────────────────────────────────────────────────────────────────────────────────────────


def flipped(file, place):
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)
    return bytes(content)


def test_a_damaged_day_is_set_aside_as_it_is_and_the_others_stay(writer, reader, folder, around, logs):
    for day in (DAY - timedelta(days=1), DAY):
        filled(writer, day, since=NOON - (DAY - day))
        writer.close_day(day, MIDNIGHT + 700)
    writer.close()
    damaged = flipped(folder / "2026-11-19.readings.json", 900)
    logs.expect("2026-11-19.readings.json: is not what was written; it is kept as damaged/")
    again = Writer(folder, OSLO)
    again.open(NOON.timestamp())
    again.close()
    (kept,) = (folder / "damaged").iterdir()
    assert kept.read_bytes() == damaged
    assert list(reader.readings(*around)) == [reading(minute) for minute in range(3)]
    assert len(reader.conversations(DAY - timedelta(days=1))) == 3


def test_of_a_damaged_log_all_whole_records_stay_and_it_goes_on(writer, reader, folder, around, logs):
    filled(writer)
    writer.close()
    file = folder / "2026-11-20.log"
    damaged = flipped(file, file.read_bytes().index(b"\n") + 40)
    logs.expect("damaged; it is kept as damaged/2026-11-20.log.1")
    again = Writer(folder, OSLO)
    again.open(NOON.timestamp())
    again.write(DAY, documents(entry(3)))
    again.close()
    assert (folder / "damaged/2026-11-20.log.1").read_bytes() == damaged
    assert list(reader.readings(*around)) == [reading(minute) for minute in (1, 2, 3)]


def test_a_log_that_is_damaged_under_the_writer_is_mended_before_it_is_closed(
    writer, reader, folder, around, logs
):
    filled(writer)
    file = folder / "2026-11-20.log"
    flipped(file, file.read_bytes().index(b"\n") + 40)
    logs.expect("it is kept as damaged/")
    writer.close_day(DAY, MIDNIGHT + 700)
    assert list(reader.readings(*around)) == [reading(minute) for minute in (1, 2)]


def test_damaged_columns_are_made_anew_from_the_day(writer, reader, folder, around):
    filled(writer)
    writer.close_day(DAY, MIDNIGHT + 700)
    columns = folder / "2026-11-20.columns"
    good = columns.read_bytes()
    for place in (3, 200, len(good) - 3):
        columns.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        assert reader.series("today.messages_in", *around)[1].tolist() == [0, 1, 2]
        writer.inspect()
        assert columns.read_bytes() == good
    columns.unlink()
    writer.inspect()
    assert columns.read_bytes() == good


def test_of_a_day_whose_readings_are_damaged_no_columns_are_made(writer, folder, logs):
    filled(writer)
    writer.close_day(DAY, MIDNIGHT + 700)
    for name in ("columns", "readings.json"):
        flipped(folder / f"2026-11-20.{name}", 300)
    logs.expect("it is kept as damaged/")
    writer.inspect()
    assert names(folder) == ["2026-11-20.conversations.json", "2026-11-20.texts.json"]


def test_damaged_files_leave_with_the_first_of_what_they_hold(writer, folder, logs):
    filled(writer)
    writer.close()
    flipped(folder / "2026-11-20.log", 700)
    logs.expect("it is kept as damaged/")
    again = Writer(folder, OSLO)
    again.open(NOON.timestamp())
    again.prune(midnight(DAY + timedelta(days=6), OSLO) + 1)
    assert list((folder / "damaged").iterdir())
    again.prune(midnight(DAY + timedelta(days=7), OSLO) + 1)
    assert not list((folder / "damaged").iterdir())
    again.close()


def test_a_log_that_was_taken_away_by_hand_is_begun_anew(writer, reader, folder, around):
    filled(writer)
    (folder / "2026-11-20.log").unlink()
    writer.write(DAY, documents(entry(7)))
    assert list(reader.readings(*around)) == [reading(7)]
