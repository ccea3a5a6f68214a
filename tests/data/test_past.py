"""The finished days on disk: real files, killed at each step, damaged in every way."""

import os
import shutil
import stat
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.model import DayCurves
from dashboard.settings import Goals, Inbox, Settings
from data.past import PastFile, PastInMemory, recent, whose

FIRST = date(2026, 9, 1)
OURS = "chatwoot https://inbox.example 1 Europe/Oslo"


def day(number, value=1.0):
    storm = (datetime(2026, 9, 1, 10, tzinfo=UTC), datetime(2026, 9, 1, 11, tzinfo=UTC))
    curves = {"queue_size": (value,) * 95 + (None,), "balance": (-0.1,) * 96}
    return DayCurves(day=FIRST + timedelta(days=number), curves=curves, storms=(storm,))


def the_file(folder):
    (found,) = folder.glob("past-*.json")
    return found


@pytest.fixture
def kept(tmp_path):
    """A folder with two days."""
    past = PastFile(tmp_path, OURS)
    past.keep(day(0))
    past.keep(day(1))
    return tmp_path


# ── Remembers ────────────────────────────────────────────────────────────────────────────────────────


def test_without_a_file_nothing_is_remembered_and_nothing_is_written(tmp_path):
    assert PastFile(tmp_path / "state", OURS).days() == ()
    assert not (tmp_path / "state").exists()


def test_what_is_kept_is_there_at_once_and_after_a_restart(kept):
    past = PastFile(kept, OURS)
    assert past.days() == (day(0), day(1))
    past.keep(day(2))
    assert past.days() == PastFile(kept, OURS).days() == (day(0), day(1), day(2))


def test_a_day_kept_again_is_what_was_said_last(kept):
    past = PastFile(kept, OURS)
    past.keep(day(0, 7.0))
    assert past.days() == PastFile(kept, OURS).days() == (day(0, 7.0), day(1))


def test_days_are_forgotten_when_they_matter_no_more(tmp_path):
    memory, past = PastInMemory(), PastFile(tmp_path, OURS)
    for number in range(60):
        memory.keep(day(number))
    for number in (0, 4, 5, 59):
        past.keep(day(number))
    assert [it.day for it in memory.days()] == [FIRST + timedelta(days=number) for number in range(4, 60)]
    assert past.days() == (day(4), day(5), day(59))  # 4 is eight weeks before tomorrow, which is 60
    assert recent([]) == ()


def test_each_inbox_and_each_time_zone_has_its_own_past(kept):
    inbox, goals = Inbox(address="https://inbox.example", account=1), Goals(timezone="Europe/Oslo")
    ours = Settings(inbox=inbox, goals=goals)
    another = Settings(inbox=Inbox(address=inbox.address, account=2), goals=goals)
    moved = Settings(inbox=inbox, goals=Goals(timezone="Europe/Helsinki"))
    assert [len(PastFile(kept, whose(each)).days()) for each in (ours, another, moved)] == [2, 0, 0]


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_only_its_owner_can_read_it(kept):
    assert stat.S_IMODE(the_file(kept).stat().st_mode) == 0o600
    before = os.umask(0)
    try:
        PastFile(kept, OURS).keep(day(2))
    finally:
        os.umask(before)
    assert stat.S_IMODE(the_file(kept).stat().st_mode) == 0o600


def test_two_feeds_on_one_inbox_lose_no_day_of_each_other(tmp_path):
    first, second = PastFile(tmp_path, OURS), PastFile(tmp_path, OURS)
    first.keep(day(0))
    second.keep(day(1))
    first.keep(day(2))
    assert PastFile(tmp_path, OURS).days() == (day(0), day(1), day(2))


# ── Killed ───────────────────────────────────────────────────────────────────────────────────────────

KILLED = """
import os, signal, sys
from datetime import date
from pathlib import Path
from dashboard.model import DayCurves
from data.past import PastFile

past, left = PastFile(Path(sys.argv[1]), sys.argv[2]), int(sys.argv[3])

def fatal(event, _arguments, files=("open", "os.remove", "os.rename", "os.mkdir")):
    global left
    if event in files:
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

def before(name):
    real = getattr(os, name)
    def call(*given):
        fatal("open", given)
        return real(*given)
    setattr(os, name, call)

before("fsync"), before("close")
sys.addaudithook(fatal)
past.keep(DayCurves(day=date(2026, 9, 3), curves={"queue_size": (1.0,) * 96}))
print("kept", flush=True)
os._exit(0)
"""


@pytest.mark.skipif(os.name != "posix", reason="kills with a signal")
def test_killed_at_any_step_the_days_before_are_there_or_the_days_after(kept, tmp_path):
    before = (FIRST, FIRST + timedelta(days=1))
    survived = False
    for step in range(1, 40):
        folder = tmp_path / f"step {step}"
        folder.mkdir()
        shutil.copy2(the_file(kept), folder)
        said = subprocess.run(
            [sys.executable, "-c", KILLED, folder, OURS, str(step)],
            cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert said.stderr == ""
        found = tuple(it.day for it in PastFile(folder, OURS).days())
        assert found in (before, (*before, FIRST + timedelta(days=2)))
        assert not list(folder.glob("*.damaged-*"))
        PastFile(folder, OURS).keep(day(3))
        assert not list(folder.glob("*.new"))  # what the killed one left is tidied away
        survived = "kept" in said.stdout
        if survived:
            assert len(found) == 3
            break
    assert survived
    assert step > 5  # there was something to be killed in


# ── Damaged ──────────────────────────────────────────────────────────────────────────────────────────

DAMAGES = {
    "empty": lambda good: b"",
    "torn": lambda good: good[: len(good) // 2],
    "zeros": lambda good: bytes(len(good)),
    "not UTF-8": lambda good: b"\xff\xfe" + good,
    "another shape": lambda good: b"[1, 2, 3]",
    "no object": lambda good: b"null",
    "95 slots": lambda good: good.replace(b"-0.1,", b"", 1),
    "another version": lambda good: good.replace(b'"version":1', b'"version":2'),
    "of another inbox": lambda good: good.replace(b"inbox.example", b"other.example"),
    "deep": lambda good: b"[" * 100_000,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_set_aside_and_the_past_begins_anew(kept, logs, damage):
    logs.expect("is damaged and now called")
    file = the_file(kept)
    bad = DAMAGES[damage](file.read_bytes())
    file.write_bytes(bad)
    past = PastFile(kept, OURS)
    assert past.days() == ()
    assert logs.said("is damaged and now called") == 1
    assert file.with_suffix(".damaged-1").read_bytes() == bad
    past.keep(day(5))
    assert PastFile(kept, OURS).days() == (day(5),)


def test_the_next_damaged_one_does_not_replace_the_first(kept, logs):
    logs.expect("is damaged")
    file = the_file(kept)
    for content in (b"first", b"second"):
        file.write_bytes(content)
        PastFile(kept, OURS)
    assert file.with_suffix(".damaged-1").read_bytes() == b"first"
    assert file.with_suffix(".damaged-2").read_bytes() == b"second"


def test_one_that_is_damaged_while_we_run_costs_nothing(kept, logs):
    logs.expect("is damaged")
    past = PastFile(kept, OURS)
    the_file(kept).write_bytes(b"{")
    past.keep(day(2))
    assert PastFile(kept, OURS).days() == (day(0), day(1), day(2))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255), cut=st.booleans())
def test_whatever_byte_is_wrong_the_program_starts(kept, caplog, place, byte, cut):
    whole = msgspec.json.encode({"version": 1, "whose": OURS, "days": [day(0)]})
    at = int(place * len(whole))
    the_name = PastFile(kept, OURS)._file
    the_name.write_bytes(whole[:at] + bytes([byte]) + (b"" if cut else whole[at + 1 :]))
    past = PastFile(kept, OURS)
    assert len(past.days()) <= 1
    past.keep(day(3))
    assert day(3) in PastFile(kept, OURS).days()
    for left in kept.glob("*.damaged-*"):
        left.unlink()


# ── Out of reach ─────────────────────────────────────────────────────────────────────────────────────


def test_one_that_can_not_be_read_is_never_replaced(tmp_path, logs):
    logs.expect("can't be read")
    name = PastFile(tmp_path, OURS)._file
    name.mkdir()  # reading it is an OSError for everybody, also for root
    past = PastFile(tmp_path, OURS)
    past.keep(day(0))
    assert past.days() == (day(0),)
    assert name.is_dir()
    assert [it.name for it in tmp_path.iterdir()] == [name.name]


def test_where_it_can_not_be_written_the_days_last_as_long_as_the_program(kept, logs):
    logs.expect("can't be kept")
    in_the_way = the_file(kept).with_suffix(".1.new")
    in_the_way.mkdir()
    past = PastFile(kept, OURS)
    past.keep(day(2))
    assert past.days() == (day(0), day(1), day(2))
    assert logs.said("can't be kept") == 1
    assert PastFile(kept, OURS).days() == (day(0), day(1))
    in_the_way.rmdir()
    past.keep(day(3))
    assert PastFile(kept, OURS).days() == (day(0), day(1), day(2), day(3))


def test_who_looks_beside_a_feed_changes_no_byte_of_the_file(kept, logs):
    before = the_file(kept).read_bytes()
    beside = PastFile(kept, OURS, writes=False)
    beside.keep(day(2))
    assert beside.days() == (day(0), day(1), day(2))
    assert the_file(kept).read_bytes() == before
    the_file(kept).write_bytes(before[:-9])
    logs.expect("is damaged, what is usual is not known")
    assert PastFile(kept, OURS, writes=False).days() == ()
    assert the_file(kept).read_bytes() == before[:-9]
