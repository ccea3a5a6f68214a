"""The command that measures an archive, run as a person runs it."""

import gzip
import json
import sys
from datetime import UTC, datetime

import msgspec
import pytest

from dashboard.model import Conversation, Message, Reading
from tests.running import run, settings

__all__ = ["settings"]


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
