"""The kept history, as the commands make it and forget from it."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from dashboard.snapshot import Snapshot
from data.demo.running import DemoInbox
from data.history.layout import folder_of
from data.history.reader import HistoryReader
from data.past import whose
from data.settings.file import load
from tests.data.history.pages import OSLO
from tests.running import HOUSE, run, settings

__all__ = ["settings"]  # a fixture


@pytest.fixture(scope="module")
def inbox():
    with DemoInbox("--scenario", "calm", "--days", "1", "--seed", "7") as demo:
        yield demo


@pytest.fixture
def ours(settings, inbox):
    """The settings of an owner whose inbox it is, with a history in a folder of its own."""
    kept = settings.parent / "kept"
    settings.write_text(
        f'[inbox]\naddress = "{inbox.ready.address}"\n[polling]\nhistory_days = 1\n[history]\nfolder = "{kept}"\n'
    )
    return settings


def history(ours):
    said = load(ours)
    return HistoryReader(folder_of(ours.parent / "kept", whose(said)), OSLO)


def held(reader):
    """The readings of these days, and all conversations."""
    now = datetime.now(UTC)
    readings = list(reader.readings(now - timedelta(days=2), now + timedelta(days=1)))
    days = [(now - timedelta(days=age)).astimezone(OSLO).date() for age in range(4)]
    return readings, [row for day in days for row in reader.conversations(day)]


def test_a_feed_keeps_its_readings_and_a_row_for_each_conversation(ours, inbox):
    done = run("feed", "--count", "1", settings=ours, token=inbox.ready.token)
    assert done.returncode == 0, done.stderr
    snapshot = json.loads(done.stdout)
    readings, rows = held(history(ours))
    assert [msgspec.to_builtins(each.now.queue_size) for each in readings] == [
        snapshot["reading"]["now"]["queue_size"]
    ]
    assert len(rows) >= readings[0].windows["today"].conversations_begun > 0
    assert not [notice for notice in snapshot["notices"] if notice["kind"].startswith("history")]


def test_a_minute_that_was_kept_is_printed_and_drawn_again_and_of_any_other_that_is_said(
    ours, inbox, tmp_path
):
    done = run("feed", "--count", "1", settings=ours, token=inbox.ready.token)
    now = msgspec.json.decode(done.stdout, type=Snapshot)
    at = ("--at", now.made_at.isoformat())
    again = run("reading", *at, settings=ours)
    assert again.returncode == 0, again.stderr
    kept = msgspec.json.decode(again.stdout, type=Snapshot)
    assert (kept.made_at, kept.channels) == (now.made_at, now.channels)
    assert kept.curves["queue_size"] == now.curves["queue_size"]
    assert kept.reading.windows.keys() == now.reading.windows.keys()
    assert {agent.name for agent in kept.agents} == {""}
    picture = tmp_path / "then.png"
    drawn = run("wall", *at, "--screenshot", picture, "--size", "1280x720", settings=ours)
    assert drawn.returncode == 0, drawn.stderr
    assert picture.read_bytes().startswith(b"\x89PNG")
    for words in (
        ("wall", "--at", "2026-01-02T03:04Z"),
        ("reading", "--at", "2026-01-02T03:04Z"),
        ("wall", "--replay", "2026-01-02"),
    ):
        said = run(*words, settings=ours)
        assert said.returncode == 2
        assert "no picture is kept; the nearest is of 20" in said.stderr
    assert "a demo keeps nothing" in run("wall", "--demo", *at, settings=ours).stderr


def test_a_demo_and_a_single_reading_keep_nothing(ours, inbox):
    assert run("feed", "--demo", "calm", "--days", "1", "--count", "1", settings=ours).returncode == 0
    assert run("reading", settings=ours, token=inbox.ready.token).returncode == 0
    assert not (ours.parent / "kept").exists()


def test_forget_takes_a_customer_out_says_so_and_the_inbox_does_not_bring_them_back(ours, inbox):
    run("feed", "--count", "1", settings=ours, token=inbox.ready.token)
    reader = history(ours)
    _, before = held(reader)
    contact, theirs = next(
        (str(number), mine)
        for number in range(1, 100_000)
        if (mine := [row for row in before if row.customer == _number(number)])
    )
    done = run("forget", contact, settings=ours)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(
        f"{len(theirs)} rows and 0 sentences of 1 days, and 0 releases are forgotten;"
    )
    rest = [row.id for row in before if row not in theirs]
    assert [row.id for row in held(reader)[1]] == rest
    run("feed", "--count", "1", settings=ours, token=inbox.ready.token)
    assert not {row.id for row in theirs} & {row.id for row in held(reader)[1]}
    again = run("forget", contact, settings=ours)
    assert (again.returncode, again.stdout) == (1, "")


def test_forget_where_nothing_is_kept_says_so_and_ends_with_1(ours):
    done = run("forget", "17", settings=ours)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("nothing of such a customer is kept, so nothing is forgotten; is it the id")


def test_a_second_feed_is_told_and_a_killed_one_leaves_a_whole_history(ours, inbox):
    ours.write_text(ours.read_text().replace("[polling]", "[polling]\nevery = 5\ndeadline = 5"))
    command = [sys.executable, "main.py", "--settings", ours, "feed", "--follow-stdin"]
    there = os.environ | {"PULSVEGG_STATE": str(ours.parent / "state"), "PULSVEGG_TOKEN": inbox.ready.token}
    with subprocess.Popen(
        command, cwd=HOUSE, env=there, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as first:
        try:
            for _ in range(2):  # by the second poll it has written
                first.stdout.readline()
            second = run("feed", "--count", "2", settings=ours, token=inbox.ready.token)
        finally:
            first.kill()
    told = [notice["kind"] for line in second.stdout.splitlines() for notice in json.loads(line)["notices"]]
    assert "history_taken" in told
    assert "history" not in second.stderr  # nothing is wrong
    readings, rows = held(history(ours))
    assert readings
    assert rows
    third = run("feed", "--count", "2", settings=ours, token=inbox.ready.token)
    assert "history" not in third.stderr
    after, again = held(history(ours))
    assert after[: len(readings)] == readings
    assert {row.id for row in rows} <= {row.id for row in again}


def _number(contact):
    from dashboard.ledger import customer_number

    return customer_number(str(contact))


def test_a_history_that_can_not_be_written_is_said_with_what_to_do(settings):
    blocked = settings.parent / "file"
    blocked.touch()
    settings.write_text(f'[history]\nfolder = "{blocked}/kept"\n')
    archive = settings.parent / "archive.jsonl"
    archive.write_text(
        '{"id":"1","channel":"x","created_at":"2026-11-14T19:02:11Z",'
        '"messages":[{"id":"1","at":"2026-11-14T19:02:11Z","author":"customer","text":"Hei"}]}\n'
    )
    done = run("import", str(archive), settings=settings)
    assert done.returncode == 2
    said = done.stderr.splitlines()[-1]
    assert "can't be written: Not a directory; what came in so far stays" in said
    assert str(blocked) in said
    assert "Traceback" not in done.stderr
    assert "a fault of ours" not in done.stderr
