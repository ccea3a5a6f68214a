"""Commands whose input is closed, and whose output nobody can write: said in a line, with an exit status."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import HOUSE, run, settings

__all__ = ["settings"]  # a fixture
FULL = Path("/dev/full")

needs_a_full_device = pytest.mark.skipif(
    not (FULL.exists() and stat.S_ISCHR(FULL.stat().st_mode)), reason="no device that is always full"
)


def shell(command, settings, told=b"hei\n"):
    """A command with a redirection behind it."""
    there = os.environ | {"PULSVEGG_STATE": str(settings.parent / "state")}
    there.pop("PYTHONUNBUFFERED", None)
    line = f'"{sys.executable}" main.py --settings "{settings}" {command}'
    return subprocess.run(
        ["/bin/sh", "-c", line], cwd=HOUSE, env=there, input=told, capture_output=True, check=False
    )


@needs_a_full_device
@pytest.mark.parametrize("command", ["definitions", "analyse", "feed --demo calm --days 1 --count 1"])
def test_an_output_on_a_full_disk_is_said_in_one_line(settings, command):
    done = shell(f"{command} > /dev/full", settings)
    assert done.stderr.decode() == "standard output: can't be written: No space left on device\n"
    assert done.returncode == 2


def test_a_closed_output_is_said(settings):
    done = shell("definitions >&-", settings)
    assert done.stderr.decode() == "standard output: can't be written: Bad file descriptor\n"
    assert done.returncode == 2


def test_a_closed_input_has_ended(settings):
    done = shell("analyse --json <&-", settings)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    settings.write_text('[inbox]\naddress = "https://chat.example.no"\n')
    done = shell("token <&-", settings)
    assert done.returncode == 2
    assert b"nobody is here to type it" in done.stderr


def test_without_an_error_output_a_command_does_its_work(settings):
    done = shell("definitions 2>&-", settings)
    assert done.returncode == 0
    assert b"`queue_size`" in done.stdout
    assert shell("wall 2>&- >&- <&-", settings).returncode == 2


def test_whoever_reads_only_the_beginning_is_no_fault(settings):
    done = shell("definitions | head -c 1", settings)
    assert (done.stdout, done.stderr) == (b"|", b"")


def test_a_name_that_the_output_has_no_letters_for_is_told_all_the_same(settings):
    there = settings.parent / "mappe æøå" / "settings.toml"
    there.parent.mkdir()
    there.touch()
    done = run("check", settings=there, PYTHONIOENCODING="ascii")
    assert done.returncode == 1, done.stderr
    assert "mappe \\xe6\\xf8\\xe5/settings.toml is right" in done.stdout


def test_no_trial_on_the_input_of_trial_is_said(settings):
    done = shell("trial", settings, told=b"{}")
    assert done.returncode == 2
    assert done.stderr.decode().startswith("standard input: is no Trial")


def test_a_model_takes_the_place_of_a_file_and_of_nothing_else(settings):
    """A device among them: as root that would have been the end of it."""
    lines, folder = settings.parent / "lines.jsonl", settings.parent / "folder"
    lines.write_text('{"text":"Dette var dårlig","lang":"nb","sentiment":"negative"}\n')
    folder.mkdir()
    pipe = settings.parent / "pipe"
    os.mkfifo(pipe)
    for out in (folder, pipe, lines / "model.npz"):
        done = run("learn", str(lines), "--on-top", "--out", str(out), settings=settings)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert done.stderr.startswith(str(settings.parent))
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_without_corrections_and_files_there_is_nothing_to_learn(settings):
    done = run("learn", "--on-top", settings=settings)
    assert done.returncode == 2
    assert done.stderr == "nothing was corrected at the desk so far; give a file of labelled lines\n"


def test_what_is_not_there_is_named_once(settings):
    done = run("measure", "nowhere.jsonl", settings=settings)
    assert (done.returncode, done.stderr) == (2, "nowhere.jsonl: can't be read: No such file or directory\n")
