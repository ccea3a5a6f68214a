"""The scribe: what a feed hands over is on the disk, whatever the disk does, and no poll waits for it."""

import os
import signal
import time
from datetime import timedelta

import pytest
from msgspec.structs import replace

from dashboard.kept import Entry, Event, Gap
from dashboard.measure.days import midnight
from dashboard.pictures import picture
from dashboard.settings import History as Limits
from dashboard.snapshot import Trouble
from data.history.forgetting import ask
from data.history.records import find
from data.history.scribe import LOOK, Scribe
from data.history.writer import Writer
from tests.data.history.pages import DAY, NOON, OSLO, entry, reading, released, row, snapshot

PATIENCE = 10.0


class Clock:
    """The machine's clock, which a test sets."""

    def __init__(self):
        self.now = NOON

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def scribe(folder, clock):
    made = Scribe(folder, OSLO, "an inbox", Limits(), clock)
    yield made
    made.close()


def until(true):
    end = time.monotonic() + PATIENCE
    while not true() and time.monotonic() < end:
        time.sleep(0.01)
    assert true()


def test_what_is_handed_over_is_read_again(scribe, reader, around):
    for minute in range(3):
        scribe.keep(entry(minute, conversations=(row(minute),)))
    until(lambda: list(reader.readings(*around)) == [reading(minute) for minute in range(3)])
    until(lambda: len(reader.conversations(DAY)) == 3)
    assert scribe.notices() == ()


def test_of_a_minute_the_first_reading_is_kept(scribe, reader, around):
    for seconds in (0, 30, 59, 60):
        at = NOON + timedelta(seconds=seconds)
        scribe.keep(Entry(at=at, reading=reading(0, since=at)))
    scribe.close()
    assert [each.at.second for each in reader.readings(*around)] == [0, 0]


def test_of_a_minute_the_first_picture_is_kept_also_without_contact(scribe, reader):
    def looked(minute, seconds, **fields):
        at = NOON + timedelta(minutes=minute, seconds=seconds)
        shown = replace(snapshot(minute), made_at=at, next_poll_at=at + timedelta(seconds=30), **fields)
        scribe.keep(Entry(at=at, picture=picture(shown, names=False)))
        return picture(shown, names=False)

    first = [looked(0, 10), looked(0, 40)][0]
    lost = looked(1, 10, trouble=Trouble(kind="refused", since=NOON))
    scribe.close()
    assert reader.snapshot(NOON) == first
    assert reader.snapshot(NOON + timedelta(seconds=90)) == lost


def test_after_a_restart_the_next_picture_is_whole(scribe, reader, folder, clock):
    scribe.keep(Entry(at=NOON, picture=picture(snapshot(0), names=True)))
    scribe.close()
    (folder / "2026-11-20.log").unlink()
    again = Scribe(folder, OSLO, "an inbox", Limits(), clock)
    again.keep(Entry(at=NOON, picture=picture(snapshot(1), names=True)))
    again.close()
    assert reader.snapshot(NOON + timedelta(minutes=1)) == picture(snapshot(1), names=True)


def test_a_picture_belongs_to_the_clock_of_the_wall_unless_that_is_far_off(scribe, reader):
    shown = picture(snapshot(0), names=True)
    scribe.keep(Entry(at=NOON + timedelta(minutes=7), picture=shown))
    scribe.keep(Entry(at=NOON + timedelta(days=2, minutes=7), picture=shown))
    scribe.close()
    assert reader.snapshot(NOON) == shown
    assert reader.snapshot(NOON + timedelta(days=2, minutes=7)) == shown


def test_the_end_writes_what_waits(scribe, reader):
    scribe.keep(Entry(at=NOON, conversations=(row(1), row(2))))
    scribe.close()
    assert [each.id for each in reader.conversations(DAY)] == ["1", "2"]


def test_a_feed_that_starts_again_writes_the_same_rows_only_once(scribe, folder, clock):
    scribe.keep(Entry(at=NOON, conversations=(row(1), row(2))))
    scribe.close()
    size = (folder / "2026-11-20.log").stat().st_size
    again = Scribe(folder, OSLO, "an inbox", Limits(), clock)
    again.keep(Entry(at=NOON, conversations=(row(1), row(2))))
    again.close()
    assert (folder / "2026-11-20.log").stat().st_size == size


def test_a_day_that_is_over_is_closed_and_what_is_too_old_leaves(scribe, folder, clock):
    scribe.keep(entry(0, deeds=(released(7),)))
    until(lambda: (folder / "2026-11-20.log").exists())
    clock.now = NOON + timedelta(days=1)
    scribe.keep(entry(0, since=clock.now))
    until(lambda: (folder / "2026-11-20.columns").exists() and not (folder / "2026-11-20.log").exists())
    assert (folder / "2026-11-20.texts.json").exists()
    clock.now = NOON + timedelta(days=8)
    scribe.keep(entry(0, since=clock.now))
    until(lambda: not (folder / "2026-11-20.texts.json").exists())
    assert (folder / "2026-11-20.readings.json").exists()


def test_a_clock_that_is_wrong_by_years_takes_nothing_away(scribe, folder, clock):
    scribe.keep(entry(0))
    until(lambda: (folder / "2026-11-20.log").exists())
    clock.now = NOON + timedelta(days=3000)
    scribe.keep(entry(1))
    scribe.close()
    assert (folder / "2026-11-20.log").exists()


def test_the_gap_before_a_start_is_since_the_last_reading(scribe, folder, clock):
    assert scribe.open_gap() is None
    scribe.keep(entry(5))
    scribe.close()
    again = Scribe(folder, OSLO, "an inbox", Limits(), clock)
    again.close()
    assert again.open_gap() == Gap(first=reading(5).at, why="off")


def test_the_second_writer_is_told_and_takes_over_when_the_first_one_ends(folder, clock, reader, around):
    first = Writer(folder, OSLO)
    first.open(NOON.timestamp())
    second = Scribe(folder, OSLO, "an inbox", Limits(), clock)
    second.keep(entry(0))
    until(lambda: [each.kind for each in second.notices()] == ["history_taken"])
    first.close()
    second.keep(entry(1))
    until(lambda: list(reader.readings(*around)) == [reading(0), reading(1)])
    until(lambda: second.notices() == ())
    second.close()


def both(minute):
    return entry(minute, picture=picture(snapshot(minute), names=False))


@pytest.mark.parametrize("stops", [False, True])
def test_a_feed_that_takes_over_goes_on_where_the_other_stopped_and_changes_nothing_of_it(
    folder, clock, reader, stops
):
    """Two feeds for twenty minutes; the pictures of each follow from its own, and none may spoil the other's."""
    first, second = (Scribe(folder, OSLO, "an inbox", Limits(), clock) for _ in range(2))
    first.keep(both(0))
    until(lambda: reader.minutes(DAY))
    for minute in range(20):
        clock.now = NOON + timedelta(minutes=minute)
        if not stops or minute < 10:
            first.keep(both(minute))
            until(lambda now=minute: len(reader.minutes(DAY)) == now + 1)
            os.utime(folder / f"{DAY}.log", (clock.now.timestamp(), clock.now.timestamp()))
        second.keep(both(minute))
        until(lambda: [each.kind for each in second.notices()] == ["history_taken"])
    kept = {number: bytes(row) for number, row in reader.shelf.rows(DAY, "pictures", "pictures").items()}
    assert len(kept) == (10 if stops else 20)
    first.close()
    for minute in range(20, 25):
        second.keep(both(minute))
    until(lambda: len(reader.minutes(DAY)) == 25)
    until(lambda: second.notices() == ())
    second.close()
    after = reader.shelf.rows(DAY, "pictures", "pictures")
    assert {number: bytes(after[number]) for number in kept} == kept
    for minute in range(25):
        assert reader.snapshot(NOON + timedelta(minutes=minute)) == both(minute).picture
    found = [*reader.readings(NOON, NOON + timedelta(hours=1))]
    assert found == [reading(minute) for minute in range(25)]


def test_what_another_feed_keeps_does_not_pile_up(folder, clock, reader):
    first, second = (Scribe(folder, OSLO, "an inbox", Limits(), clock) for _ in range(2))
    first.keep(both(0))
    until(lambda: reader.minutes(DAY))
    second.keep(both(0))
    until(lambda: [each.kind for each in second.notices()] == ["history_taken"])
    for minute in range(1, 40):
        clock.now = NOON + timedelta(minutes=minute)
        os.utime(folder / f"{DAY}.log", (clock.now.timestamp(), clock.now.timestamp()))
        second.keep(entry(minute, conversations=(row(minute),)))
    time.sleep(LOOK * 1.5)
    first.close()
    second.keep(entry(40))
    until(lambda: second.notices() == ())
    second.close()
    assert {each.id for each in reader.conversations(DAY)} == {str(minute) for minute in range(34, 40)}


def test_on_a_full_disk_it_says_so_and_catches_up(scribe, folder, reader, around, logs):
    resource = pytest.importorskip("resource", reason="only Unix can limit a file's size")
    scribe.keep(entry(0))
    until(lambda: len(list(reader.readings(*around))) == 1)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    room = find((folder / "2026-11-20.log").read_bytes()).end + 100
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
    try:
        logs.expect("the history can't be written")
        for minute in (1, 2):
            scribe.keep(entry(minute))
        until(lambda: [each.kind for each in scribe.notices()] == ["history_full"])
        time.sleep(LOOK * 1.5)
        assert [each.kind for each in scribe.notices()] == ["history_full"]
        assert list(reader.readings(*around)) == [reading(0)]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    scribe.keep(entry(3))
    until(lambda: list(reader.readings(*around)) == [reading(minute) for minute in range(4)])
    until(lambda: scribe.notices() == ())


def test_where_nothing_can_be_written_it_says_so_and_goes_on(tmp_path, clock, logs):
    (tmp_path / "history").write_text("a file where the folder should be")
    logs.expect("the history can't be written")
    made = Scribe(tmp_path / "history", OSLO, "an inbox", Limits(), clock)
    made.keep(entry(0))
    until(lambda: [each.kind for each in made.notices()] == ["history_unwritable"])
    made.close()


def test_a_fault_of_ours_is_logged_without_its_words(folder, clock, logs):
    words, stopped = "Nettet er nede, hilsen Gjertrud", [True]

    def stumbles():
        if stopped.pop() if stopped else False:
            raise ValueError(words)
        return clock()

    logs.expect("the history can't be written: ValueError")
    made = Scribe(folder, OSLO, "an inbox", Limits(), stumbles)
    made.keep(entry(0))
    until(lambda: logs.said("the history can't be written"))
    made.close()
    assert not logs.said(words)


def test_damaged_files_are_said_for_a_week_or_until_they_are_taken_away(folder, clock, logs):
    first = Scribe(folder, OSLO, "an inbox", Limits(), clock)
    first.keep(entry(0))
    first.keep(entry(1))
    first.close()
    file = folder / "2026-11-20.log"
    content = bytearray(file.read_bytes())
    content[content.index(b"\n") + 40] ^= 1
    file.write_bytes(content)
    logs.expect("it is kept as damaged/")
    logs.expect("left out")  # the reader finds it first
    again = Scribe(folder, OSLO, "an inbox", Limits(), clock)
    until(lambda: [(each.kind, each.count) for each in again.notices()] == [("history_damaged", 1)])
    (folder / "damaged" / "2026-11-20.log.1").unlink()
    again.keep(entry(2))
    until(lambda: again.notices() == ())
    again.close()


def test_a_running_feed_forgets_whom_a_command_names_and_keeps_nothing_of_the_time_before(
    scribe, folder, reader, around
):
    scribe.keep(entry(0, conversations=(row(1, customer=11), row(2, customer=22)), deeds=(released(11),)))
    until(lambda: len(reader.conversations(DAY)) == 2)
    done = ask(folder, 11, NOON.timestamp() + 60, PATIENCE * 2)
    assert (done.rows, done.texts, done.days) == (1, 1, 1)
    scribe.keep(entry(1, conversations=(row(1, customer=11, status="resolved"), row(3, customer=22))))
    scribe.keep(entry(2, conversations=(row(4, customer=11, created=NOON + timedelta(minutes=2)),)))
    scribe.close()
    assert [each.id for each in reader.conversations(DAY)] == ["2", "3", "4"]
    assert reader.texts(*around) == ()
    assert list((folder / "asked").iterdir()) == []


def test_the_last_minutes_of_a_day_belong_to_it(scribe, folder):
    begin = midnight(DAY + timedelta(days=1), OSLO)
    for seconds in (-1, 0):
        at = NOON + timedelta(seconds=begin - NOON.timestamp() + seconds)
        scribe.keep(Entry(at=at, reading=reading(0, since=at)))
    scribe.close()
    assert sorted(each.name for each in folder.glob("*.log")) == ["2026-11-20.log", "2026-11-21.log"]


def test_a_day_that_can_not_be_closed_stays_and_is_closed_later(scribe, folder, clock, reader, around, logs):
    scribe.keep(entry(0))
    until(lambda: (folder / "2026-11-20.log").exists())
    in_the_way = folder / "2026-11-20.readings.json.new"
    in_the_way.mkdir()
    logs.expect("the history can't be written")
    for days, minute in ((1, 0), (1, 1)):
        clock.now = NOON + timedelta(days=days, minutes=minute)
        scribe.keep(entry(minute, since=NOON + timedelta(days=days)))
        until(lambda: [each.kind for each in scribe.notices()] == ["history_unwritable"])
    until(lambda: len(list(reader.readings(*around))) == 3)
    in_the_way.rmdir()
    clock.now = NOON + timedelta(days=1, minutes=11)
    scribe.keep(entry(11, since=NOON + timedelta(days=1)))
    until(lambda: scribe.notices() == () and not (folder / "2026-11-20.log").exists())
    assert len(list(reader.readings(*around))) == 4


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only Unix has files that never answer")
def test_a_disk_that_never_answers_holds_no_poll(folder, clock, reader, around, logs):
    folder.mkdir()
    os.mkfifo(folder / "about.json")  # whoever reads it waits
    made = Scribe(folder, OSLO, "an inbox", Limits(), clock)
    for minute in range(100):
        made.keep(entry(minute))
    logs.expect("it is kept as damaged/")
    with (folder / "about.json").open("wb"):
        pass
    until(lambda: len(list(reader.readings(*around))) == 100)
    made.close()


def test_an_annotation_belongs_to_its_own_day_and_can_be_taken_back(scribe, reader, folder):
    then = NOON - timedelta(days=3)
    event = Event(kind="annotation", at=then, text="fibre cut", by="Ola", id="a1")
    other = replace(event, id="a2", text="a fair")
    scribe.keep(Entry(at=NOON, events=(event, other, Event(kind="storm", at=NOON))))
    until(lambda: len(reader.events(then, NOON + timedelta(days=1))) == 3)
    assert (folder / "2026-11-17.log").exists()
    scribe.keep(Entry(at=NOON, events=(replace(event, gone=True),)))
    until(lambda: reader.events(then, then + timedelta(hours=1)) == (other,))
    (day,) = reader.kept_days(then.date(), then.date())
    assert day.events == (other,)
