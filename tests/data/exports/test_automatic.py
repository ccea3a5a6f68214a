"""What writes the days' files by itself, beside the feed."""

import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from dashboard.export_settings import Exports, Mail
from dashboard.model import Reading
from dashboard.settings import Settings, from_mapping
from dashboard.snapshot import Filling, Notice, Snapshot
from data.exports.automatic import Exporter

NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
CHILD = """
import sys
with open(sys.argv[1], "a+") as told:
    told.write(" ".join(sys.argv[3:]) + "\\n")
    told.seek(0)
    many = len(told.readlines())
statuses = sys.argv[2].split()
sys.exit(int(statuses[min(many, len(statuses)) - 1]))
"""
"""Writes down what it was asked for, and ends with the next of its statuses."""
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class Watch:
    """An exporter, a clock that is set by hand, and what the children wrote down."""

    def __init__(self, folder, settings, *, status=0, statuses=()):
        self.now, self._file = NOON, folder / "told"
        statuses = " ".join(map(str, statuses or [status]))
        command = [sys.executable, "-c", CHILD, str(self._file), statuses]
        self.exporter = Exporter(command, settings, lambda: self.now)

    def poll(self, later=timedelta(), *, fresh=True, notices=()):
        self.now += later
        reading = Reading(at=self.now) if fresh else None
        return self.exporter.look(
            Snapshot(made_at=self.now, next_poll_at=self.now, reading=reading, notices=notices)
        )

    def told(self, many):
        """What the children were asked for, once they have ended."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            said = self._file.read_text().splitlines() if self._file.exists() else []
            if len(said) >= many and self.exporter._child is not None:
                self.exporter._child.wait(20)
                return said
            time.sleep(0.01)
        return said


@pytest.fixture
def watch(tmp_path):
    made = []

    def start(settings=None, **said):
        settings = settings or Settings(exports=Exports(folder="there"))
        made.append(Watch(tmp_path, settings, **said))
        return made[-1]

    yield start
    for each in made:
        each.exporter.close()


def test_after_a_start_the_missing_days_are_written(watch):
    it = watch()
    it.poll(fresh=False)
    assert it.exporter._child is None
    it.poll()
    assert it.told(1) == ["--missing"]


def test_while_another_feed_keeps_the_history_that_one_writes_the_files(watch):
    it = watch()
    it.poll(notices=(Notice(kind="history_taken"),))
    assert it.exporter._child is None
    it.poll()
    assert it.told(1) == ["--missing"]


def test_after_midnight_a_day_is_written_when_it_is_settled(watch):
    it = watch()
    it.poll()
    it.told(1)
    it.poll(11 * HOUR + 30 * MINUTE)  # 23:30
    it.poll(35 * MINUTE)  # 00:05
    assert it.exporter._child is None
    it.poll(16 * MINUTE)
    assert it.told(2) == ["--missing", "--missing"]
    it.poll(HOUR)
    assert it.exporter._child is None


def test_what_failed_is_said_and_tried_again_an_hour_later(watch, logs):
    logs.expect("files of the day were not written (status 2)")
    it = watch(status=2)
    it.poll()
    it.told(1)
    said = Notice(kind="files_failed")
    assert it.poll(MINUTE).notices == (said,)
    assert it.poll(30 * MINUTE).notices == (said,)
    assert logs.said("status 2") == 1
    assert it.exporter._child is None
    it.poll(31 * MINUTE)
    assert it.told(2) == ["--missing", "--missing"]


def test_what_goes_well_again_is_no_longer_said(watch, logs):
    logs.expect("files of the day were not written")
    it = watch(statuses=(2, 0))
    assert it.poll().notices == ()
    it.told(1)
    assert it.poll(MINUTE).notices == (Notice(kind="files_failed"),)
    it.poll(HOUR)
    it.told(2)
    assert it.poll(MINUTE).notices == ()


def test_a_child_that_hangs_is_ended_and_the_feed_goes_on(tmp_path, logs):
    logs.expect("files of the day were not written")
    now = [NOON]
    exporter = Exporter(
        [sys.executable, "-c", "import time; time.sleep(600)"],
        Settings(exports=Exports(folder="x")),
        lambda: now[0],
    )
    shown = Snapshot(made_at=NOON, next_poll_at=NOON, reading=Reading(at=NOON))
    exporter.look(shown)
    child = exporter._child
    assert child.poll() is None
    now[0] += HOUR / 2
    exporter.look(shown)
    assert child.poll() is not None
    exporter.close()


def test_a_program_that_is_not_there_does_not_hurt_the_feed(logs):
    logs.expect("files of the day can't be written by themselves")
    exporter = Exporter(["/nowhere/at/all"], Settings(exports=Exports(folder="x")), lambda: NOON)
    exporter.look(Snapshot(made_at=NOON, next_poll_at=NOON, reading=Reading(at=NOON)))


DAY_AND_EVENING = from_mapping(
    {"shifts": {"day": {"hours": "08:00-16:00"}, "evening": {"hours": "14:00-24:00"}}}
).shifts
MAIL = Mail(host="mail.example.no", sender="a@x.no", recipients=("b@x.no",))


def test_at_the_end_of_a_shift_the_day_so_far_is_written_and_mailed_also_where_another_has_begun(watch):
    it = watch(Settings(exports=Exports(folder="there", at="shift"), shifts=DAY_AND_EVENING, mail=MAIL))
    it.poll()
    assert it.told(1) == ["--missing --mail"]
    it.poll(3 * HOUR + 55 * MINUTE)  # 15:55
    it.poll(6 * MINUTE)
    assert it.exporter._child is None
    it.poll(2 * MINUTE)
    assert it.told(2)[1] == "--shift 2026-11-20T15:00:00+00:00 --mail"
    it.poll(2 * MINUTE)
    assert it.exporter._child is None


def test_a_shift_that_ends_with_the_day_brings_the_day_once(watch):
    it = watch(Settings(exports=Exports(folder="there", at="shift"), shifts=DAY_AND_EVENING))
    it.poll(10 * HOUR)  # 22:00
    it.told(1)
    it.poll(2 * HOUR + 10 * MINUTE)
    assert it.exporter._child is None
    it.poll(11 * MINUTE)
    assert it.told(2) == ["--missing", "--missing"]


def test_a_shift_that_ended_while_nobody_looked_is_made_up_for_while_it_is_news(watch):
    it = watch(Settings(exports=Exports(folder="there", at="shift"), shifts=DAY_AND_EVENING))
    it.poll(4 * HOUR + 30 * MINUTE)  # the first poll, at 16:30
    it.told(1)
    it.poll(MINUTE)
    assert it.told(2) == ["--missing", "--shift 2026-11-20T15:00:00+00:00"]


def test_a_clock_that_is_set_back_brings_no_shift_twice(watch):
    it = watch(Settings(exports=Exports(folder="there", at="shift"), shifts=DAY_AND_EVENING))
    it.poll()
    it.told(1)
    it.poll(4 * HOUR + 3 * MINUTE)  # 16:03
    assert it.told(2)[1].startswith("--shift")
    it.poll(-15 * MINUTE)
    it.poll(20 * MINUTE)
    assert it.exporter._child is None


def test_what_fails_while_the_next_day_is_planned_already_waits_no_longer_than_that(tmp_path, logs):
    logs.expect("files of the day were not written")
    now = [NOON + 11 * HOUR + 58 * MINUTE]  # 23:58
    gate = tmp_path / "gate"
    code = "import sys, time, os\nwhile not os.path.exists(sys.argv[1]): time.sleep(0.01)\nsys.exit(2)"
    settings = Settings(exports=Exports(folder="x"))
    exporter = Exporter([sys.executable, "-c", code, str(gate)], settings, lambda: now[0])

    def poll(later):
        now[0] += later
        exporter.look(Snapshot(made_at=now[0], next_poll_at=now[0], reading=Reading(at=now[0])))

    poll(timedelta())
    poll(3 * MINUTE)  # the day that has ended meanwhile is due at 00:20
    gate.touch()
    exporter._child.wait(20)
    poll(MINUTE)
    assert exporter._child is None
    poll(19 * MINUTE)
    assert exporter._child is not None
    exporter._child.wait(20)
    exporter.close()


def test_mail_goes_out_without_a_folder_for_files(watch):
    it = watch(Settings(mail=MAIL))
    it.poll()
    assert it.told(1) == ["--missing --mail-only"]


def test_numbers_that_are_not_all_read_begin_nothing(watch):
    it = watch()

    filling = Snapshot(
        made_at=NOON, next_poll_at=NOON, reading=Reading(at=NOON), filling=Filling(arrived=1, expected=2)
    )
    it.exporter.look(filling)
    assert it.exporter._child is None
    it.exporter.look(replace(filling, filling=None))
    assert it.told(1) == ["--missing"]
