"""The commands, run as a person runs them."""

import json
import os
import signal
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import msgspec
import pytest

from dashboard.measure.metrics import METRICS
from dashboard.settings import from_mapping
from dashboard.snapshot import Snapshot
from data.commands.ourselves import feed_command
from data.demo.running import DemoInbox
from data.past import short, whose
from tests.fakes.faulty import refused_url
from tests.running import HOUSE, SECRET, run, settings

__all__ = ["settings"]


def test_feed_prints_one_snapshot_a_poll_as_one_line_of_json(settings):
    done = run("feed", "--demo", "calm", "--count", "2", "--days", "1", settings=settings)
    lines = [msgspec.json.decode(line, type=Snapshot) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert [snapshot.trouble for snapshot in lines] == [None, None]
    assert lines[0].demo
    assert lines[-1].reading.windows["last_7_days"].messages_in > 0


def test_reading_prints_one_fresh_snapshot_and_ends_with_0(settings):
    done = run("reading", "--demo", "night", "--days", "1", settings=settings)
    assert done.returncode == 0, done.stderr
    assert msgspec.json.decode(done.stdout, type=Snapshot).fresh


def test_a_wall_without_settings_shows_no_dialog_and_says_in_one_sentence_what_to_run(tmp_path):
    done = run("wall", settings=_nowhere(tmp_path), QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "inbox.address: is not set; run `setup`, or `wall --demo` to see the demo"
    ]


def test_without_a_display_set_up_says_so(tmp_path):
    done = run("setup", settings=_nowhere(tmp_path), QT_QPA_PLATFORM="")
    assert done.returncode == 2
    assert done.stderr.startswith("There is no display")


def _nowhere(folder):
    """Settings that say nothing."""
    path = folder / "settings.toml"
    path.touch()
    return path


def test_reading_in_trouble_ends_with_1_and_says_which(settings):
    settings.write_text(f'[inbox]\naddress = "{refused_url()}"\n')
    done = run("reading", settings=settings, token=SECRET)
    assert done.returncode == 1
    assert json.loads(done.stdout)["trouble"]["kind"] == "refused"
    assert SECRET not in done.stdout + done.stderr


def test_a_real_inbox_is_read_with_the_token_of_the_environment(settings):
    with DemoInbox("--scenario", "calm", "--days", "1") as demo:
        settings.write_text(f'[inbox]\naddress = "{demo.ready.address}"\n[polling]\nhistory_days = 1\n')
        done = run("-v", "reading", settings=settings, token=demo.ready.token)
        assert done.returncode == 0, done.stderr
        assert not json.loads(done.stdout)["demo"]
        assert demo.ready.token not in done.stdout + done.stderr


def test_without_a_token_the_command_says_how_to_give_one(settings):
    settings.write_text('[inbox]\naddress = "https://inbox.example.no"\n')
    done = run("reading", settings=settings)
    assert done.returncode == 2
    assert "PULSVEGG_TOKEN" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [("reading",), ("wall",), ("token",)])
def test_without_an_address_the_command_says_so_and_names_the_demo(settings, command):
    done = run(*command, settings=settings, token=SECRET)
    assert done.returncode == 2
    assert "inbox.address: is not set" in done.stderr
    assert "wall --demo" in done.stderr


def test_a_settings_file_that_was_asked_for_and_is_not_there_is_named(settings):
    done = run("reading", "--demo", settings=settings.with_name("none.toml"))
    assert (done.returncode, "none.toml: there is no such file" in done.stderr) == (2, True)


def test_a_token_without_a_person_to_type_it_is_one_sentence(settings):
    settings.write_text('[inbox]\naddress = "https://inbox.example.no"\n')
    done = run("token", settings=settings)
    assert done.returncode == 2
    assert done.stderr == "the token: nobody is here to type it; set PULSVEGG_TOKEN instead\n"


@pytest.mark.parametrize(
    "wrong",
    [
        ("wall", "--demo", "sturm"),
        ("feed", "--demo", "--speed", "-1"),
        ("feed", "--demo", "--speed", "nan"),
        ("feed", "--demo", "--start", "2026-01-01"),
        ("feed", "--demo", "--days", "100000"),
        ("feed", "--count", "-1"),
        ("wall", "--screenshot", "wall.jpg"),
        ("wall", "--demo", "--screen", "nope"),
        ("measure", "x", "--at", "0001-01-01T00:00:00Z"),
    ],
)
def test_a_wrong_option_is_named_without_a_traceback(settings, wrong):
    done = run(*wrong, settings=settings)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert wrong[-1] in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="finds the feed's child in /proc")
def test_a_feed_whose_demo_inbox_died_ends_so_that_it_can_be_started_anew(settings):
    there = os.environ | {"PULSVEGG_STATE": str(settings.parent)}
    command = [sys.executable, "main.py", "feed", "--demo", "calm", "--days", "1"]
    with subprocess.Popen(
        command, cwd=HOUSE, env=there, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as feed:
        assert feed.stdout.readline()
        children = Path(f"/proc/{feed.pid}/task/{feed.pid}/children").read_text().split()
        assert len(children) == 1
        os.kill(int(children[0]), signal.SIGKILL)
        _, said = feed.communicate(timeout=30)
        assert feed.returncode == 1
        assert b"the demo inbox has died" in said


def test_faulty_settings_are_all_said_at_once(settings):
    settings.write_text("[polling]\nevery = 0\n[inbox]\naccount = 0\n")
    done = run("wall", "--demo", settings=settings)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "inbox.account: must be at least 1, is 0",
        "polling.every: must be at least 5 s and at most 3600 s, is 0 s",
    ]


def test_plain_http_to_another_machine_needs_to_be_allowed(settings):
    settings.write_text('[inbox]\naddress = "http://inbox.example.no"\n')
    done = run("reading", settings=settings, token=SECRET)
    assert done.returncode == 2
    assert "inbox.allow_plain_http" in done.stderr
    assert SECRET not in done.stderr


def test_the_wall_without_a_display_says_so_in_one_sentence_and_how_to_look_all_the_same(settings):
    done = run("wall", "--demo", settings=settings, QT_QPA_PLATFORM="")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "--screenshot" in done.stderr


def test_a_screenshot_is_a_settled_picture_of_exactly_that_size(settings, tmp_path):
    picture = tmp_path / "wall.png"
    done = run(
        "wall",
        "--demo",
        "calm",
        "--days",
        "1",
        "--screenshot",
        picture,
        "--size",
        "1280x720",
        settings=settings,
    )
    assert done.returncode == 0, done.stderr
    data = picture.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == (1280, 720)


def test_a_screenshot_of_the_desk_has_the_list_of_its_queue(settings, tmp_path):
    picture = tmp_path / "desk.png"
    given = (
        "--demo",
        "calm",
        "--days",
        "1",
        "--screenshot",
        picture,
        "--size",
        "1366x768",
        "--theme",
        "light",
    )
    done = run("desk", *given, settings=settings, PULSVEGG_STATE=str(tmp_path / "state"))
    assert done.returncode == 0, done.stderr
    data = picture.read_bytes()
    assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == (1366, 768)


def test_the_desk_without_a_display_says_so(settings):
    done = run("desk", "--demo", settings=settings, QT_QPA_PLATFORM="")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize("verbose", [True, False])
def test_who_wants_the_wall_to_say_more_hears_more_of_its_feed_too(settings, verbose):
    given = Namespace(verbose=verbose, settings=settings, demo=None)
    assert ("-v" in feed_command(given)) == verbose


def test_two_accounts_of_one_inbox_keep_two_pictures_and_two_pasts():
    ours, theirs = (
        from_mapping({"inbox": {"address": "https://inbox.example.no", "account": account}})
        for account in (1, 2)
    )
    assert short(whose(ours)) != short(whose(theirs))
    assert short(whose(ours)) == short(whose(ours))


def test_a_feed_ends_when_its_parent_lets_go_of_it_and_so_does_its_demo_inbox(settings):
    there = os.environ | {"PULSVEGG_STATE": str(settings.parent)}
    command = [sys.executable, "main.py", "feed", "--demo", "calm", "--days", "1", "--follow-stdin"]
    with subprocess.Popen(
        command, cwd=HOUSE, env=there, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as feed:
        assert feed.stdout.readline()
        feed.stdin.close()
        assert feed.wait(20) == 0


def test_definitions_has_a_row_for_each_number(settings):
    done = run("definitions", settings=settings)
    assert [line.split("`")[1] for line in done.stdout.splitlines()[2:]] == [metric.key for metric in METRICS]
