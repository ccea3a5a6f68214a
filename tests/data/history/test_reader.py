"""The reading side: curves, instants, gaps and conversations, also while another process writes."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

from dashboard.kept import Entry, Event, Gap
from dashboard.measure.days import WINDOWS, instant, midnight
from dashboard.voice.values import Killed
from data.history import columns
from data.history.form import WINDOW_NAMES, document
from data.history.form import reading as read_again
from tests.data.history.pages import DAY, NOON, OSLO, documents, entry, reading, released, row

HOUSE = Path(__file__).parent.parent.parent.parent
MINUTE, DAYS = timedelta(minutes=1), timedelta(days=1)
END = midnight(DAY + DAYS, OSLO) + 700
NAMES = {
    "now.queue_size": lambda it: it.now.queue_size,
    "now.longest_wait": lambda it: it.now.longest_wait,
    "now.mood.negative": lambda it: it.now.mood.negative,
    "now.wait_bands.15_60_min": lambda it: it.now.wait_bands.m15_60_min,
    "today.first_response_time.median": lambda it: it.windows["today"].first_response_time.median,
    "last_7_days.service_level.value": lambda it: it.windows["last_7_days"].service_level.value,
}


@pytest.mark.parametrize("closed", [False, True])
def test_a_number_is_a_curve_of_what_the_readings_said(writer, reader, around, closed):
    writer.write(DAY, documents(*(entry(minute) for minute in range(20))))
    if closed:
        writer.close_day(DAY, END)
    said = [reading(minute) for minute in range(20)]
    for name, of in NAMES.items():
        at, values = reader.series(name, *around)
        assert at.tolist() == [each.at.timestamp() for each in said]
        wanted = [np.nan if of(each) is None else of(each) for each in said]
        np.testing.assert_array_equal(values, wanted, err_msg=name)
    at, values = reader.series("now.queue_size", NOON + 3 * MINUTE, NOON + 5 * MINUTE)
    assert (at - NOON.timestamp()).tolist() == [180, 240]


def test_a_number_that_there_is_not_is_no_data(writer, reader, around):
    writer.write(DAY, documents(entry(0)))
    assert np.isnan(reader.series("now.nothing", *around)[1]).all()
    writer.close_day(DAY, END)
    assert np.isnan(reader.series("today.nothing", *around)[1]).all()
    assert reader.series("now.queue_size", NOON + 30 * DAYS, NOON + 31 * DAYS)[0].size == 0


def test_all_numbers_of_a_reading_come_back():
    for minute in range(40):
        assert read_again(document(reading(minute)), WINDOW_NAMES) == reading(minute)


def test_a_file_of_other_numbers_is_read_as_far_as_it_goes():
    found = document(reading(9))
    fewer = read_again(found, ("replies_out", "a_number_of_old", *WINDOW_NAMES[2:]))
    assert fewer.windows["today"].replies_out == reading(9).windows["today"].messages_in
    assert fewer.windows["today"].messages_in == 0
    assert set(fewer.windows) == set(WINDOWS)


def test_an_instant_is_what_was_last_read_if_that_is_not_long_ago(writer, reader):
    writer.write(DAY, documents(entry(0), entry(1)))
    assert reader.at(NOON) == reading(0)
    assert reader.at(NOON + timedelta(seconds=90)) == reading(1)
    assert reader.at(NOON + 6 * MINUTE) == reading(1)
    assert reader.at(NOON + 7 * MINUTE) is None
    assert reader.at(NOON - MINUTE) is None


def test_a_conversation_is_as_it_was_last_known_and_belongs_to_the_day_it_began(writer, reader):
    writer.write(DAY, documents(entry(0, conversations=(row(1), row(2)))))
    writer.close_day(DAY, END)
    later = NOON + 3 * DAYS
    writer.write(DAY + 3 * DAYS, documents(entry(0, since=later, conversations=(row(2, status="resolved"),))))
    assert [(each.id, each.status) for each in reader.conversations(DAY)] == [
        ("1", "open"),
        ("2", "resolved"),
    ]
    assert reader.conversations(DAY + 3 * DAYS) == ()


def test_a_conversation_that_began_at_midnight_is_of_the_new_day(writer, reader):
    first, after = (instant(midnight(day, OSLO)) for day in (DAY, DAY + DAYS))
    writer.write(DAY, documents(entry(0, conversations=(row(1, created=first),))))
    writer.write(DAY + DAYS, documents(entry(0, since=after, conversations=(row(2, created=after),))))
    assert [each.id for each in reader.conversations(DAY)] == ["1"]
    assert [each.id for each in reader.conversations(DAY + DAYS)] == ["2"]


def test_spans_are_from_their_first_instant_to_the_one_after(writer, reader):
    deeds = tuple(released(number, at=NOON + number * MINUTE) for number in range(3))
    storms = tuple(Event(kind="storm", at=NOON + number * MINUTE) for number in range(3))
    writer.write(DAY, documents(*map(entry, range(3)), entry(0, deeds=deeds, events=storms)))
    span = NOON, NOON + 2 * MINUTE
    for found in (reader.texts(*span), reader.deeds(*span), reader.events(*span), reader.readings(*span)):
        assert [each.at for each in found] == [NOON, NOON + MINUTE]
    assert reader.series("now.queue_size", *span)[1].tolist() == [0, 1]


def test_a_reading_that_has_fewer_numbers_than_the_file_names_has_no_data_for_the_rest(writer, reader):
    found = document(reading(3))
    found.windows = {name: values[:4] for name, values in found.windows.items()}
    at, values = columns.picked([found], WINDOW_NAMES, f"today.{WINDOW_NAMES[4]}")
    assert (at.size, np.isnan(values).tolist()) == (1, [True])
    assert columns.picked([found], WINDOW_NAMES, f"today.{WINDOW_NAMES[3]}")[1].tolist() != [np.nan]


def test_who_draws_a_curve_reads_no_file_again_for_its_gaps_and_events(writer, reader, monkeypatch):
    writer.write(DAY, documents(entry(0, gaps=GAPS[:1], events=(STORM,)), entry(12)))
    writer.close_day(DAY, END)
    reader.series("now.queue_size", NOON, NOON + 12 * MINUTE)
    read = []
    monkeypatch.setattr(columns, "told", read.append)
    for _ in range(2):
        assert reader.events(NOON, NOON + 12 * MINUTE) == (STORM,)
        assert reader.gaps(NOON, NOON + 12 * MINUTE) == GAPS[:1]
    assert read == []


def test_a_gap_is_there_from_its_beginning_and_ends_as_it_was_told(writer, reader):
    open_gap = Gap(first=NOON, why="refused")
    closed = Gap(first=NOON, after=NOON + 5 * MINUTE, why="refused")
    writer.write(DAY, documents(entry(0), Entry(at=NOON + MINUTE, gaps=(open_gap,))))
    assert reader.gaps(NOON, NOON + DAYS) == (open_gap,)
    writer.write(DAY, documents(entry(5, gaps=(closed,))))
    assert reader.gaps(NOON, NOON + DAYS) == reader.gaps(NOON + MINUTE, NOON + 2 * MINUTE) == (closed,)
    assert reader.gaps(NOON + 5 * MINUTE, NOON + DAYS) == reader.gaps(NOON - DAYS, NOON) == ()


def test_a_gap_whose_end_nobody_saw_ends_with_the_next_reading(writer, reader):
    writer.write(DAY, documents(entry(0), Entry(at=NOON, gaps=(Gap(first=NOON, why="dns"),))))
    assert reader.open_gap() == Gap(first=NOON, why="dns")
    writer.write(DAY + DAYS, documents(entry(7, since=NOON + DAYS)))
    assert reader.gaps(NOON, NOON + DAYS) == (Gap(first=NOON, after=NOON + DAYS + 7 * MINUTE, why="dns"),)


def test_without_an_open_gap_nothing_is_known_since_the_last_reading(writer, reader):
    assert reader.open_gap() is None
    writer.write(DAY, documents(entry(0), entry(3)))
    writer.close_day(DAY, END)
    assert reader.open_gap() == Gap(first=NOON + 3 * MINUTE, why="off")


def test_events_and_deeds_are_read_again_and_sentences_by_themselves(writer, reader):
    storm = Event(kind="storm", at=NOON)
    over = Event(kind="storm", at=NOON, until=NOON + 30 * MINUTE)
    kill = Killed(at=NOON, by="Ola", id="abc")
    writer.write(DAY, documents(entry(0, events=(storm,), deeds=(kill, released(7)))))
    writer.write(DAY, documents(entry(30, events=(over,))))
    assert reader.events(NOON, NOON + DAYS) == (over,)
    assert reader.texts(NOON, NOON + DAYS) == (released(7),)
    assert kill in reader.deeds(NOON, NOON + DAYS)
    (without,) = (each for each in reader.deeds(NOON, NOON + DAYS) if each != kill)
    assert (without.sentence.text, without.customer, without.by) == ("", 0, "Kari")


GAPS = (Gap(first=NOON, after=NOON + 2 * MINUTE, why="dns"), Gap(first=NOON + 9 * MINUTE, why="refused"))
STORM = Event(kind="storm", at=NOON + 3 * MINUTE)


def test_of_a_closed_day_gaps_and_events_are_told_without_its_readings(writer, reader, folder):
    """They stand in a tenth of the bytes: a year's chart asks for those of 400 days."""
    writer.write(DAY, documents(entry(0, gaps=GAPS, events=(STORM,)), entry(12)))
    writer.close_day(DAY, END)
    (folder / f"{DAY}.readings.json").unlink()
    ended = Gap(first=GAPS[1].first, after=NOON + 12 * MINUTE, why="refused")
    for _ in range(2):  # remembered, too
        assert reader.gaps(NOON, NOON + DAYS) == (GAPS[0], ended)
        assert reader.events(NOON, NOON + DAYS) == (STORM,)


def test_what_is_remembered_of_a_day_is_forgotten_when_its_files_are_others(writer, reader):
    writer.write(DAY, documents(entry(0)))
    writer.close_day(DAY, END)
    assert reader.events(NOON, NOON + DAYS) == reader.gaps(NOON, NOON + DAYS) == ()
    writer.write(DAY, documents(entry(1, events=(STORM,))))  # late: in a log beside the closed files
    assert reader.events(NOON, NOON + DAYS) == (STORM,)
    writer.write(DAY, documents(entry(2, gaps=GAPS[:1])))
    writer.close_day(DAY, END)
    assert reader.events(NOON, NOON + DAYS) == (STORM,)
    assert reader.gaps(NOON, NOON + DAYS) == GAPS[:1]


def test_columns_of_the_version_before_say_nothing_of_gaps_and_are_made_anew(writer, reader, folder):
    writer.write(DAY, documents(entry(0, gaps=GAPS[:1], events=(STORM,)), entry(1)))
    writer.close_day(DAY, END)
    file = folder / f"{DAY}.columns"
    head, rest = file.read_bytes().split(b"\n", 1)
    said = json.loads(head[9:]) | {"version": 2}
    old = json.dumps({name: said[name] for name in ("format", "version", "rows", "columns")}).encode()
    file.write_bytes(b"%08x %s\n%s" % (crc32(old), old, rest))
    assert columns.told(file) is None
    assert reader.gaps(NOON, NOON + DAYS) == GAPS[:1]
    assert reader.events(NOON, NOON + DAYS) == (STORM,)
    assert reader.series("today.messages_in", NOON, NOON + DAYS)[1].tolist() == [0, 1]
    writer.look_at(DAY, "columns", file)
    assert columns.told(file) == (GAPS[:1], (STORM,))
    assert reader.series("today.messages_in", NOON, NOON + DAYS)[1].tolist() == [0, 1]


READING = """
import sys
from pathlib import Path
from data.history.reader import HistoryReader
from tests.data.history.pages import DAY, NOON, OSLO, reading
from datetime import timedelta
reader, most = HistoryReader(Path(sys.argv[1]), OSLO), 0
while most < 400:
    found = list(reader.readings(NOON, NOON + timedelta(days=2)))
    assert found == [reading(minute) for minute in range(len(found))], found[-1:]
    at, values = reader.series("today.messages_in", NOON, NOON + timedelta(days=2))
    assert values.tolist() == list(range(at.size))
    assert at.size >= len(found) >= most, (at.size, len(found), most)
    most = len(found)
    print(most, flush=True)
"""


def test_another_process_reads_while_this_one_writes_and_closes(writer, folder):
    """Four hundred minutes of one day, which is closed and reopened again and again; nothing ever seems lost."""
    with subprocess.Popen(
        [sys.executable, "-c", READING, folder],
        cwd=HOUSE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        child.stdout.readline()
        for minute in range(400):
            writer.write(DAY, documents(entry(minute)))
            if minute % 23 == 0:
                writer.close_day(DAY, END)
        _, said = child.communicate(timeout=60)
    assert child.returncode == 0, said


def test_a_day_as_a_whole_is_its_last_reading_with_its_gaps_and_events(writer, reader):
    gap = Gap(first=NOON, after=NOON + timedelta(minutes=3), why="dns")
    storm = Event(kind="storm", at=NOON)
    writer.write(DAY, documents(entry(0), entry(5, gaps=(gap,), events=(storm,)), entry(3)))
    (day,) = reader.kept_days(DAY, DAY)
    assert (day.day, day.gaps, day.events) == (DAY, (gap,), (storm,))
    assert day.reading == reading(5)
    writer.close_day(DAY, NOON.timestamp() + 86400)
    assert reader.kept_days(DAY, DAY) == [day]
    assert reader.kept_days(DAY + timedelta(days=1), DAY + timedelta(days=3)) == []
