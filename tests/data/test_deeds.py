import hashlib
import json
import signal
import stat
from datetime import UTC, datetime, timedelta

import pytest

from dashboard.voice.values import (
    Acknowledged,
    Alerted,
    Calmed,
    Killed,
    Released,
    Sentence,
    Stated,
    Statement,
)
from data.deeds import DeedsFile

NOON = datetime(2026, 11, 19, 12, 0, tzinfo=UTC)
KILLED = Killed(at=NOON, by="Ola", id="abc")
STATED = Stated(
    at=NOON, by="Kari", statement=Statement(id="s", topic="invoice", text="Vi retter den", until=NOON)
)


def released(at=NOON):
    sentence = Sentence(id="abc", at=at, text="Nettet er nede igjen", topic="broadband_down", mood="negative")
    return Released(at=at, by="Kari", until=at + timedelta(hours=1), sentence=sentence, customer=-7)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "state" / f"deeds-{hashlib.sha256(b'an inbox').hexdigest()[:8]}.jsonl"


def opened(file, now):
    return DeedsFile(file.parent, "an inbox", now)


def test_deeds_outlive_the_program_in_their_order(file):
    first = opened(file, NOON)
    for deed in (released(), KILLED, STATED):
        first.add(deed)
    assert opened(file, NOON).all() == first.all() == (released(), KILLED, STATED)


def test_two_programs_know_what_each_other_did_and_neither_writes_over_it(file):
    desk, wall = opened(file, NOON), opened(file, NOON)
    desk.add(released())
    assert wall.all() == (released(),)
    wall.add(KILLED)
    desk.add(STATED)
    assert desk.all() == wall.all() == (released(), KILLED, STATED)
    assert desk.all() is desk.all(), "the same while nothing is new"


def test_old_words_that_leave_take_nothing_with_them_that_another_program_added(file):
    desk, wall = opened(file, NOON), opened(file, NOON)
    desk.add(released())
    wall.all()
    wall.add(KILLED)
    late = Killed(at=NOON + timedelta(days=8), by="Ola", id="def")
    desk.add(late)
    assert desk.all() == wall.all() == (KILLED, late)
    assert "Nettet er nede" not in file.read_text()


def test_only_the_owner_may_read_them(file):
    opened(file, NOON).add(released())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_customers_words_leave_after_a_week_and_the_rest_stays(file):
    first = opened(file, NOON)
    for deed in (released(), KILLED, STATED):
        first.add(deed)
    later = opened(file, NOON + timedelta(days=7))
    assert later.all() == (KILLED, STATED)
    assert "Nettet er nede" not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_line_that_was_cut_off_is_dropped_wherever_it_was_cut(file):
    opened(file, NOON).add(KILLED)
    whole = file.read_bytes()
    opened(file, NOON).add(STATED)
    both = file.read_bytes()
    for end in range(len(whole), len(both)):
        file.write_bytes(both[:end])
        deeds = opened(file, NOON)
        assert deeds.all() == (KILLED,)
        deeds.add(released())
        assert opened(file, NOON).all() == (KILLED, released())


def test_a_line_that_is_no_deed_is_left_out_and_said(file, logs):
    deeds = opened(file, NOON)
    deeds.add(KILLED)
    with file.open("ab") as more:
        more.write(b'{"deed":"sung"}\n\xff\xfe\n' + json.dumps({"deed": "killed"}).encode() + b"\n")
    deeds.add(STATED)
    logs.expect("3 lines can't be understood")
    assert opened(file, NOON).all() == (KILLED, STATED)


def test_where_it_can_not_be_written_a_kill_holds_all_the_same(tmp_path, logs):
    (tmp_path / "state").write_text("a file where the folder should be")
    deeds = DeedsFile(tmp_path / "state", "an inbox", NOON)
    logs.expect("can't be read")
    logs.expect("can't be kept")
    deeds.add(KILLED)
    assert deeds.all() == (KILLED,)


def test_on_a_full_disk_no_half_line_spoils_the_next_one(file, logs):
    resource = pytest.importorskip("resource", reason="only Unix can limit a file's size")
    deeds = opened(file, NOON)
    deeds.add(KILLED)
    room = file.stat().st_size + 20
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
    try:
        logs.expect("can't be kept")
        deeds.add(STATED)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    deeds.add(released())
    assert opened(file, NOON).all() == (KILLED, released())


def test_each_inbox_has_its_own(tmp_path):
    DeedsFile(tmp_path, "one", NOON).add(KILLED)
    assert DeedsFile(tmp_path, "another", NOON).all() == ()


def test_customers_words_leave_while_the_program_runs_too(file):
    deeds = opened(file, NOON)
    deeds.add(released())
    later = NOON + timedelta(days=8)
    deeds.add(Killed(at=later, by="Ola", id="new"))
    assert deeds.all() == (Killed(at=later, by="Ola", id="new"),)
    assert "Nettet er nede" not in file.read_text()


def test_alerts_leave_after_a_week_so_that_years_of_them_make_no_look_slower(file):
    alerts = [
        Alerted(at=NOON, by="automatic", id="queue 1", name="queue", since=NOON),
        Acknowledged(at=NOON, by="Kari", id="queue 1"),
        Calmed(at=NOON, by="automatic", id="queue 1"),
    ]
    deeds = opened(file, NOON)
    for deed in (*alerts, KILLED):
        deeds.add(deed)
    assert opened(file, NOON + timedelta(days=6)).all() == (*alerts, KILLED)
    deeds.add(late := Killed(at=NOON + timedelta(days=8), by="Ola", id="def"))
    assert deeds.all() == (KILLED, late)
    assert "queue 1" not in file.read_text()


def test_who_looks_beside_a_feed_changes_no_byte_of_the_file(file, logs):
    opened(file, NOON).add(released())
    with file.open("ab") as more:
        more.write(b'{"deed":"kill')  # a feed is about to write it
    before = file.read_bytes()
    beside = DeedsFile(file.parent, "an inbox", NOON + timedelta(days=30), writes=False)
    assert beside.all() == ()  # the sentence is too old to be shown
    beside.add(KILLED)
    beside.add(released(NOON + timedelta(days=30)))
    assert beside.all() == (KILLED, released(NOON + timedelta(days=30)))
    assert file.read_bytes() == before
    assert DeedsFile(file.parent, "another inbox", NOON, writes=False).all() == ()
    assert {each.name for each in file.parent.iterdir()} == {file.name, f"{file.stem}.lock"}
