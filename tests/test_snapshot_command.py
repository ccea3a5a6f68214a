"""`snapshot`, as a person or the feed runs it."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from pypdf import PdfReader

from data.demo.running import DemoInbox
from data.exports.making import missing_days
from data.history.layout import folder_of
from data.past import whose
from data.settings.file import load
from tests.data.exports.conftest import DAYS, fonts, printer, quiet_scenario, week
from tests.data.history.pages import OSLO
from tests.running import HOUSE, run, settings

__all__ = ["fonts", "printer", "settings", "week"]  # fixtures


@pytest.fixture
def ours(settings, week):
    """The settings of an owner whose history is that week's."""
    kept, out = settings.parent / "kept", settings.parent / "out"
    settings.write_text(
        f'[inbox]\naddress = "https://chat.example.no"\n[history]\nfolder = "{kept}"\n[exports]\nfolder = "{out}"\n'
    )
    shutil.copytree(week.folder, folder_of(kept, whose(load(settings))))
    return settings


def digests(folder):
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_the_same_day_twice_is_the_same_to_the_byte(ours):
    day, out = str(DAYS[3]), ours.parent / "out"
    first = run("snapshot", "--date", day, settings=ours)
    assert first.returncode == 0, first.stderr
    assert first.stderr == ""
    assert len(first.stdout.splitlines()) == 12
    before = digests(out / day)
    elsewhere = {"TZ": "Asia/Kolkata", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
    again = run("snapshot", "--date", day, "--out", str(ours.parent / "again"), settings=ours, **elsewhere)
    assert again.returncode == 0, again.stderr
    assert digests(ours.parent / "again" / day) == before
    assert len(PdfReader(ours.parent / "again" / day / f"pulsvegg-{day}.pdf", strict=True).pages) == 1
    assert {name.rpartition(".")[2] for name in before} == {"png", "pdf", "xlsx", "csv", "json", "jsonl"}


def test_only_the_formats_that_are_asked_for(ours):
    done = run("snapshot", "--date", str(DAYS[0]), "--format", "json,jsonl", settings=ours)
    assert done.returncode == 0, done.stderr
    names = sorted(file.name for file in (ours.parent / "out" / str(DAYS[0])).iterdir())
    assert names == [f"pulsvegg-{DAYS[0]}.json", f"pulsvegg-{DAYS[0]}.jsonl"]


def test_a_day_of_which_nothing_is_kept_is_said_in_one_line(ours):
    done = run("snapshot", "--date", "2026-01-01", settings=ours)
    assert done.returncode == 2
    assert done.stderr == "2026-01-01: nothing is kept of this day\n"
    assert run("snapshot", "--date", "yesterday", settings=ours).returncode == 2
    assert "is not one or more of" in run("snapshot", "--format", "docx", settings=ours).stderr


def test_missing_days_are_those_that_are_over_and_not_whole(week, tmp_path):
    now = datetime(2026, 10, 26, 12, 0, tzinfo=UTC)
    formats = ("json",)
    assert missing_days(week.source, tmp_path, formats, now) == DAYS
    there = tmp_path / str(DAYS[2])
    there.mkdir()
    (there / f"pulsvegg-{DAYS[2]}.json").write_bytes(b"{}")
    assert missing_days(week.source, tmp_path, formats, now) == [*DAYS[:2], *DAYS[3:]]
    assert DAYS[2] in missing_days(week.source, tmp_path, ("json", "csv"), now)
    shift_ended = datetime(
        2026, 10, 21, 20, 0, tzinfo=UTC
    ).timestamp()  # what was written then is the day so far
    os.utime(there / f"pulsvegg-{DAYS[2]}.json", (shift_ended, shift_ended))
    assert missing_days(week.source, tmp_path, formats, now) == DAYS
    shortly_after_midnight = datetime(2026, 10, 25, 23, 5, tzinfo=UTC)
    assert DAYS[-1] not in missing_days(week.source, tmp_path, formats, shortly_after_midnight)
    assert missing_days(week.source, tmp_path, formats, now + timedelta(days=60)) == []


def test_a_demo_can_be_looked_at_without_anything_set(settings):
    settings.write_text("")
    out = settings.parent / "demo"
    what = (
        "--demo",
        quiet_scenario(settings.parent),
        "--date",
        "2026-11-20",
        "--format",
        "pdf,csv",
        "--out",
        str(out),
    )
    done = run("snapshot", *what, settings=settings)
    assert done.returncode == 0, done.stderr
    files = {file.name.removeprefix("pulsvegg-2026-11-20"): file for file in (out / "2026-11-20").iterdir()}
    assert files[".pdf"].read_bytes().startswith(b"%PDF")
    assert "2026-11-20" in files["-summary.csv"].read_text("utf-8-sig")


def test_a_demo_of_which_there_is_no_file_is_said_in_one_line(settings):
    done = run("report", "--demo", "none.toml", settings=settings)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "none.toml: there is no such scenario" in done.stderr


def test_a_demos_files_never_lie_among_those_of_real_days(ours):
    """They bear the same names: a real day would count as written."""
    here = ours.parent / "here"
    here.mkdir()
    what = ("--demo", quiet_scenario(here), "--format", "json")
    done = subprocess.run(
        [sys.executable, HOUSE / "main.py", "--settings", ours, "snapshot", *what],
        cwd=here, env=os.environ | {"PULSVEGG_STATE": str(ours.parent / "state")}, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout.startswith("exports-demo")
    assert not (ours.parent / "out").exists()


def test_a_month_is_written_and_one_that_is_not_kept_is_said(ours):
    done = run("report", "--month", "2026-10", settings=ours)
    assert done.returncode == 0, done.stderr
    folder = ours.parent / "out" / "2026-10"
    assert sorted(file.name for file in folder.iterdir()) == ["pulsvegg-2026-10.pdf", "pulsvegg-2026-10.xlsx"]
    assert (
        run("report", "--month", "2025-01", settings=ours).stderr
        == "2025-01: nothing is kept of this month\n"
    )
    assert run("report", "--month", "October", settings=ours).returncode == 2
    assert "'2026-13' is not a month" in run("report", "--month", "2026-13", settings=ours).stderr


def test_missing_days_are_made_up_for_and_only_once(ours):
    """Of a week that was kept long ago nothing is missing; the files of a day that is asked for are its own."""
    done = run("snapshot", "--missing", settings=ours)
    assert (done.returncode, done.stdout) == (0, "")


def test_mail_that_is_not_set_is_said(ours):
    done = run("snapshot", "--date", str(DAYS[0]), "--format", "json", "--mail", settings=ours)
    assert done.returncode == 2
    assert done.stderr == "mail.host: is not set; nothing is sent\n"
    ours.write_text(
        ours.read_text()
        + '[mail]\nhost = "127.0.0.1"\nport = 9\nuser = "wall"\nsender = "a@x.no"\nrecipients = ["b@x.no"]\n'
    )
    done = run("snapshot", "--date", str(DAYS[0]), "--format", "json", "--mail", settings=ours)
    assert "the mail's password: there is none for wall" in done.stderr


def test_the_mails_password_is_asked_for_at_a_terminal_alone(ours):
    assert "mail.host, mail.user: are not set" in run("token", "--mail", settings=ours).stderr


def test_a_feed_writes_the_days_that_are_over(settings):
    """By itself, after its start: the inbox's clock stands at a noon, and an earlier feed kept its yesterday."""
    out, kept = settings.parent / "out", settings.parent / "kept"
    noon = datetime.now(UTC).replace(hour=11, minute=0, second=0, microsecond=0)
    eve = noon - timedelta(days=1)
    for start, more in ((eve, ""), (noon, f'[exports]\nfolder = "{out}"\nformats = ["json"]\n')):
        with DemoInbox(
            "--scenario", "calm", "--days", "1", "--speed", "0", "--start", start.isoformat()
        ) as demo:
            # The history is that of an address: both demos must have the same one.
            settings.write_text(
                f'[inbox]\naddress = "{demo.ready.address}"\n[polling]\nhistory_days = 1\nevery = 5\ndeadline = 5\n'
                f'[history]\nfolder = "{kept}"\n{more}'
            )
            folder = folder_of(kept, whose(load(settings)))
            for before in kept.glob("history-*"):
                before.rename(folder)
                (folder / "about.json").unlink()
            command = [sys.executable, "main.py", "--settings", settings, "feed", "--follow-stdin"]
            there = os.environ | {
                "PULSVEGG_STATE": str(settings.parent / "state"),
                "PULSVEGG_TOKEN": demo.ready.token,
            }
            with subprocess.Popen(
                command,
                cwd=HOUSE,
                env=there,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            ) as feed:
                try:
                    lines = iter(feed.stdout.readline, b"")
                    polls = (json.loads(line) for line in lines)
                    while more == "" and next(polls)["filling"]:
                        pass
                    if more == "":
                        next(polls)
                    while more and not list(out.rglob("*.json")):
                        next(polls)
                finally:
                    feed.stdin.close()
                    feed.wait(20)
    day = eve.astimezone(OSLO).date()
    assert [file.name for file in out.rglob("*.json")] == [f"pulsvegg-{day}.json"]
