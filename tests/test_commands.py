"""The commands, run as a person runs them."""

import gzip
import json
import os
import signal
import subprocess
import sys
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from dashboard.measure.metrics import METRICS
from dashboard.model import Conversation, Message, Reading
from dashboard.settings import from_mapping
from dashboard.snapshot import Snapshot
from data.commands.ourselves import feed_command
from data.demo.running import DemoInbox
from data.past import short, whose
from data.settings.file import load_hours
from tests.fakes.faulty import refused_url

HOUSE = Path(__file__).parent.parent
SECRET = "a-token-that-must-not-be-seen"


@pytest.fixture
def settings(tmp_path):
    """An empty settings file: all defaults."""
    path = tmp_path / "settings.toml"
    path.touch()
    return path


def run(*arguments, settings, token=None, told=None, **environment):
    """A command with a settings file of its own, away from the owner's; `told` comes through a pipe."""
    there = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    there |= {
        "PULSVEGG_STATE": str(settings.parent / "state"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    there |= environment | ({"PULSVEGG_TOKEN": token} if token else {})
    pipe = {"stdin": subprocess.DEVNULL} if told is None else {"input": told}
    done = subprocess.run(
        [sys.executable, "main.py", "--settings", settings, *arguments],
        cwd=HOUSE, env=there, capture_output=True, timeout=120, check=False, **pipe,
    )  # fmt: skip
    done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()
    return done


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


def test_check_tries_everything_and_is_content_with_a_good_inbox(settings):
    with DemoInbox("--scenario", "calm", "--days", "1") as demo:
        settings.write_text(f'[inbox]\naddress = "{demo.ready.address}"\n')
        done = run("check", settings=settings, token=demo.ready.agent_token)
    assert done.returncode == 0, done.stdout + done.stderr
    tried = [line.split(":")[0].split(maxsplit=1)[1] for line in done.stdout.splitlines()]
    assert tried == ["settings", "inbox", "rights", "clock", "time zone", "topics", "disk", "fonts"]
    assert "a plain agent's token" in done.stdout


@pytest.mark.parametrize(
    ("more", "token", "said"),
    [
        ("", "wrong", "unauthorised: the token is wrong"),
        ("account = 99", "demo-administrator-token", "not_found: is inbox.account right?"),
    ],
)
def test_check_says_what_is_wrong_and_what_to_do(settings, more, token, said):
    with DemoInbox("--scenario", "calm", "--days", "1") as demo:
        settings.write_text(f'[inbox]\naddress = "{demo.ready.address}"\n{more}\n')
        done = run("check", settings=settings, token=token)
    assert done.returncode == 1
    assert said in done.stdout


def test_check_says_what_is_wrong_with_a_taxonomy(settings):
    own = settings.parent / "own.toml"
    own.write_text('[invoice]\nwords.nb = ["e-post"]\n')
    settings.write_text(f'[voice]\ntaxonomy = "{own.as_posix()}"\n')
    done = run("check", settings=settings, token="none")
    assert done.returncode == 1
    assert (
        "own.toml: invoice.words.nb[0]: 'e-post': 'e-post' is not one word: write its parts apart"
        in done.stdout
    )


def test_check_tries_where_files_and_mail_go_and_names_the_setting(settings):
    taken = settings.parent / "a file"
    taken.touch()
    mail = "host = '127.0.0.1'\nport = 1\nsender = 'a@example.no'\nrecipients = ['b@example.no']\n"
    settings.write_text(f"[exports]\nfolder = '{taken.as_posix()}'\n[mail]\n{mail}")
    said = run("check", settings=settings).stdout
    assert "can't be written: File exists; give rights to it, or set exports.folder to another" in said
    assert "WRONG  mail: 127.0.0.1:1 doesn't answer: Connection refused; see mail.host and mail.port" in said
    settings.write_text(f"[mail]\n{mail}user = 'wall'\n")
    assert (
        "WRONG  mail: the mail's password: there is none for wall; store it"
        in run("check", settings=settings).stdout
    )


def test_check_says_a_name_that_no_channel_has(settings):
    """A typo makes nothing public, and an alert that never comes, without a word."""
    with DemoInbox("--scenario", "calm", "--days", "1") as demo:
        rule = 'number = "now.longest_wait"\nabove = 1800\nminutes = 5\nchannel = "Instagramm"\n'
        settings.write_text(
            f'[inbox]\naddress = "{demo.ready.address}"\npublic_channels = ["Facebok", "X"]\n[alerts.Wait]\n{rule}'
        )
        done = run("check", settings=settings, token=demo.ready.token)
    assert done.returncode == 1
    wrong = [line for line in done.stdout.splitlines() if line.startswith("WRONG")]
    assert len(wrong) == 2
    assert "inbox.public_channels: the token sees no inbox called 'Facebok'; it sees Facebook, " in wrong[0]
    assert "alerts.Wait: the token sees no inbox called 'Instagramm'" in wrong[1]


def test_check_says_that_a_wall_is_black_because_it_was_told_to_be(settings):
    settings.write_text('[screens.hall]\noff = { daily = "24h" }\n[screens.lobby]\n')
    said = run("check", settings=settings).stdout
    assert "ok     screen: black just now, as screens.hall.off says; D on the wall lights it\n" in said
    assert "lobby" not in said


def test_hours_of_an_inbox_that_is_not_there_say_what_to_do(settings):
    settings.write_text(f'[inbox]\naddress = "{refused_url()}"\n')
    done = run("hours", settings=settings, token="none")
    assert done.returncode == 2
    assert done.stderr.startswith("refused: is the address right, and the server up?")
    assert "127.0.0.1" in done.stderr


def test_check_tells_a_clock_that_is_off(settings):
    with DemoInbox("--scenario", "calm", "--days", "1", "--start", "2026-01-01T00:00:00Z") as demo:
        settings.write_text(f'[inbox]\naddress = "{demo.ready.address}"\n')
        done = run("check", settings=settings, token=demo.ready.token)
    assert done.returncode == 1
    assert "ahead of the inbox; switch on time synchronisation" in done.stdout


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


# ── hours ────────────────────────────────────────────────────────────────────────────────────────────


def test_hours_of_the_inbox_are_settings_that_can_be_measured_with(settings, tmp_path):
    file = tmp_path / "hours.toml"
    with DemoInbox("--scenario", "weekday", "--days", "1") as demo:
        settings.write_text(f'[inbox]\naddress = "{demo.ready.address}"\n')
        printed = run("hours", settings=settings, token=demo.ready.agent_token)
        written = run("hours", "--out", file, settings=settings, token=demo.ready.agent_token)
        again = run("hours", "--out", file, settings=settings, token=demo.ready.agent_token)
    assert (printed.returncode, written.returncode, written.stdout) == (0, 0, ""), printed.stderr
    assert file.read_text() == printed.stdout
    assert load_hours(file).week == (((480, 1320),),) * 5 + (((600, 1020),),) * 2
    assert (again.returncode, again.stderr) == (
        2,
        f"{file}: is there already; choose another name, or remove it\n",
    )
    path = archive(tmp_path / "a.jsonl")  # of a Saturday evening: closed
    done = run("measure", path, "--at", AT, "--opening-hours", file, settings=settings)
    assert json.loads(done.stdout)["windows"]["today"]["first_response_time_open"]["median"] == 0


def test_hours_of_an_inbox_without_any_ends_with_2_and_says_so(settings):
    done = run("hours", "--demo", "night", "--days", "1", settings=settings)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Facebook: has no working hours enabled\n" in done.stderr
    nobody = run("hours", "--demo", "weekday", "--days", "1", "--inbox-name", "Fax", settings=settings)
    assert nobody.returncode == 2
    assert "there is no inbox 'Fax'; there are Facebook," in nobody.stderr


def test_hours_of_an_inbox_that_is_away_end_with_2(settings):
    settings.write_text(f'[inbox]\naddress = "{refused_url()}"\n')
    done = run("hours", settings=settings, token=SECRET)
    assert done.returncode == 2
    assert "refused" in done.stderr
    assert SECRET not in done.stderr


# ── measure ──────────────────────────────────────────────────────────────────────────────────────────

AT = "2026-11-14T22:00:00+01:00"


def archive(path, *, opener=open):
    asked = datetime(2026, 11, 14, 19, 2, 11, tzinfo=UTC)
    lines = [
        Conversation(
            id="1042", channel="facebook", public=True, assignee="anna", status="resolved", created_at=asked,
            resolved_at=(datetime(2026, 11, 14, 19, 31, tzinfo=UTC),),
            messages=(
                Message(id="1", at=asked, author="customer", text="Ruteren er død!!!"),
                Message(id="2", at=datetime(2026, 11, 14, 19, 8, 2, tzinfo=UTC), author="agent", agent="anna"),
                Message(id="3", at=datetime(2026, 11, 14, 23, 0, tzinfo=UTC), author="customer", text="Nei!"),
            ),
        ),
        Conversation(id="1043", channel="chat", created_at=datetime(2026, 11, 15, tzinfo=UTC)),
    ]  # fmt: skip
    with opener(path, "wb") as file:
        file.write(b"\n".join(msgspec.json.encode(line) for line in lines) + b"\n")
    return path


def test_measure_prints_every_number_as_it_was_at_that_instant(settings, tmp_path):
    done = run("measure", archive(tmp_path / "a.jsonl"), "--at", AT, "--json", settings=settings)
    assert done.returncode == 0, done.stderr
    reading = msgspec.json.decode(done.stdout, type=Reading)
    assert reading.at == datetime(2026, 11, 14, 21, tzinfo=UTC)
    assert reading.windows["today"].first_response_time.median == 351.0
    assert (reading.now.queue_size, reading.now.backlog) == (0, 0)
    assert set(reading.by["channel"]) == {"facebook"}


def test_measure_without_an_instant_takes_the_newest_record(settings, tmp_path):
    done = run("measure", archive(tmp_path / "a.jsonl"), settings=settings)
    assert json.loads(done.stdout)["at"] == "2026-11-15T00:00:00Z"


def test_measure_reads_gzip_and_gives_the_same(settings, tmp_path):
    plain = run("measure", archive(tmp_path / "a.jsonl"), "--at", AT, settings=settings)
    packed = run("measure", archive(tmp_path / "a.jsonl.gz", opener=gzip.open), "--at", AT, settings=settings)
    assert packed.stdout == plain.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there is no /dev/stdin")
@pytest.mark.parametrize("at", [("--at", AT), ()])
def test_measure_reads_a_pipe_and_gives_the_same(settings, tmp_path, at):
    path = archive(tmp_path / "a.jsonl.gz", opener=gzip.open)
    piped = run("measure", "/dev/stdin", *at, settings=settings, told=path.read_bytes())
    assert piped.returncode == 0, piped.stderr
    assert piped.stdout == run("measure", path, *at, settings=settings).stdout


def test_measure_reads_a_file_that_begins_with_a_byte_order_mark(settings, tmp_path):
    path = archive(tmp_path / "a.jsonl")
    plain = run("measure", path, "--at", AT, settings=settings)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    settings.write_bytes(b"\xef\xbb\xbf[goals]\ntarget = 600\n")
    assert run("measure", path, "--at", AT, settings=settings).stdout == plain.stdout


def test_measure_skips_a_bad_line_says_its_number_and_counts_it(settings, tmp_path):
    path = archive(tmp_path / "a.jsonl")
    path.write_bytes(b'{"id": 5}\n' + path.read_bytes() + b"not json\n")
    done = run("measure", path, "--at", AT, settings=settings)
    assert done.returncode == 0
    assert json.loads(done.stdout)["skipped"] == 2
    assert "line 1: skipped" in done.stderr
    assert "line 4: skipped" in done.stderr


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 binary\n\x00\xff", b"\x1f\x8bnot gzip", b"just words\nand more\n"]
)
def test_measure_of_what_is_no_archive_ends_with_2(settings, tmp_path, content):
    path = tmp_path / "other"
    path.write_bytes(content)
    done = run("measure", path, "--at", AT, settings=settings)
    assert done.returncode == 2
    assert str(path) in done.stderr
    assert "Traceback" not in done.stderr


def test_measure_of_a_file_that_is_not_there_ends_with_2(settings, tmp_path):
    done = run("measure", tmp_path / "none.jsonl", "--at", AT, settings=settings)
    assert done.returncode == 2
    assert "can't be read" in done.stderr


@pytest.mark.parametrize(("option", "value"), [("--at", "yesterday"), ("--at", "2026-11-14T22:00:00")])
def test_measure_names_an_instant_it_cannot_take(settings, tmp_path, option, value):
    done = run("measure", archive(tmp_path / "a.jsonl"), option, value, settings=settings)
    assert done.returncode == 2
    assert value in done.stderr


def test_measure_with_a_zone_and_target_of_its_own(settings, tmp_path):
    path = archive(tmp_path / "a.jsonl")
    short = run("measure", path, "--at", AT, "--target", "60", settings=settings)
    assert json.loads(short.stdout)["windows"]["today"]["service_level"]["value"] == 0.0
    mars = run("measure", path, "--at", AT, "--timezone", "Mars", settings=settings)
    assert mars.returncode == 2
    assert "goals.timezone" in mars.stderr
