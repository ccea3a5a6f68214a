"""The feed as a real child process: what it says, and what becomes of it."""

import os
import signal
import sys
import time
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from msgspec.structs import replace

from dashboard.asking import Ask, Numbers
from tests.ui import snapshots
from ui.incoming.memory import NAME, Memory
from ui.incoming.source import Source, patience_s

GOOD = replace(snapshots.busy(), inbox="good")
LINE = msgspec.json.encode(GOOD).decode()


@pytest.fixture
def program(tmp_path):
    """A child that runs some lines of Python; `line` is a Snapshot's."""

    def made(text):
        file = tmp_path / "feed.py"
        file.write_text(f"import os, sys, time\nline = {LINE!r}\n{text}\n")
        return [sys.executable, "-u", str(file)]

    return made


@pytest.fixture
def run(qtbot, tmp_path, logs):
    """Start a Source on a command; `came` is everything it emitted."""
    sources = []

    def made(command, **more):
        source = Source(command, Memory(tmp_path, time.monotonic), **more)
        source.came = []
        source.arrived.connect(source.came.append)
        sources.append(source)
        source.start()
        return source

    yield made
    for source in sources:
        source.close()
        source.deleteLater()


def kinds(source):
    return [it.trouble.kind if it.trouble else "well" for it in source.came]


def test_snapshots_arrive_as_they_are_printed(qtbot, program, run):
    source = run(program("print(line); print(line); time.sleep(60)"))
    qtbot.waitUntil(lambda: len(source.came) == 2)
    assert source.came == [GOOD, GOOD]


def test_a_feed_that_ends_is_started_again(qtbot, program, run, logs):
    logs.expect("the feed ended with status 3")
    source = run(program("print(line); sys.exit(3)"))
    qtbot.waitUntil(lambda: kinds(source)[:3] == ["well", "feed_lost", "well"], timeout=5000)


def test_a_killed_feed_is_started_again(qtbot, program, run, logs):
    logs.expect("the feed ended")
    source = run(program("print(line); time.sleep(60)"))
    qtbot.waitUntil(lambda: len(source.came) == 1)
    first = source.child
    os.kill(first, signal.SIGKILL)
    qtbot.waitUntil(lambda: kinds(source) == ["well", "feed_lost", "well"], timeout=5000)
    assert source.child not in {0, first}


def test_while_there_is_no_feed_the_last_numbers_stay_with_the_first_since(qtbot, run, program, logs):
    logs.expect("the feed ended")
    at = datetime(2026, 11, 17, 14, 0, tzinfo=UTC)
    source = run(
        program("print(line) if not os.path.exists('once') else None; open('once', 'w'); sys.exit(1)"),
        now=lambda: at,
    )
    qtbot.waitUntil(lambda: len(source.came) == 2)
    lost = source.came[1]
    assert lost.reading == GOOD.reading
    assert (lost.trouble.since, lost.trouble.tries, lost.next_poll_at) == (at, 1, at + timedelta(seconds=1))


def test_the_pause_doubles_and_the_first_since_is_kept(qtbot, run, program, logs):
    logs.expect("the feed ended")
    source = run(program("sys.exit(1)"))
    qtbot.waitUntil(lambda: len(source.came) == 2, timeout=5000)
    one, two = source.came
    assert one.trouble.since == two.trouble.since
    assert two.trouble.tries == 2
    assert (two.next_poll_at - two.made_at).total_seconds() == 2.0


def test_a_command_that_can_not_be_run_is_trouble_too(qtbot, run, tmp_path, logs):
    logs.expect("can't be started")
    source = run([str(tmp_path / "no-such-program")])
    qtbot.waitUntil(lambda: kinds(source) == ["feed_lost"])
    assert source.came[0].reading is None


@pytest.mark.parametrize("bad", ["{", "null", "hello", "[1, 2]", r"\udcff", '{"made_at": "yesterday"}'])
def test_a_bad_line_is_logged_and_passed_over(qtbot, run, program, bad, logs):
    logs.expect("is no Snapshot")
    text = f"os.write(1, {bad!r}.encode('utf-8', 'surrogateescape') + b'\\n'); print(line); time.sleep(60)"
    source = run(program(text))
    qtbot.waitUntil(lambda: kinds(source) == ["well"])
    assert logs.said("is no Snapshot") == 1


def test_a_huge_line_is_dropped(qtbot, run, program, logs):
    logs.expect("over the bound")
    source = run(program("sys.stdout.write('x' * 20_000_000 + '\\n'); print(line); time.sleep(60)"))
    qtbot.waitUntil(lambda: kinds(source) == ["well"], timeout=10_000)


def test_a_silent_feed_is_stopped_and_started_again(qtbot, run, program, logs):
    logs.expect("silent for too long")
    logs.expect("the feed ended")
    source = run(program("print(line); time.sleep(60)"), patience_s=0.5)
    qtbot.waitUntil(lambda: kinds(source)[:3] == ["well", "feed_lost", "well"], timeout=6000)


def test_a_feed_may_be_silent_for_three_polls_and_a_deadline():
    assert patience_s(GOOD) == 3 * 30 + 60


def test_what_the_feed_logs_is_passed_on_within_bounds(qtbot, run, program, capfd):
    source = run(
        program("sys.stderr.write('a word of the feed\\n' + 'y' * 5000 + '\\n'); print(line); time.sleep(60)")
    )
    qtbot.waitUntil(lambda: len(source.came) == 1)
    said = ""

    def heard():
        nonlocal said
        said += capfd.readouterr().err
        return said.count("\n") >= 2

    qtbot.waitUntil(heard)
    assert "a word of the feed" in said
    assert max(len(line) for line in said.splitlines()) == 2000


def test_at_the_end_the_child_is_gone(qtbot, run, program):
    source = run(
        program("import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(line); time.sleep(60)")
    )
    qtbot.waitUntil(lambda: len(source.came) == 1)
    child = source.child
    source.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_the_feed_learns_of_the_end_by_its_standard_input(qtbot, run, program, tmp_path):
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)"
    source = run(program(f"{deaf}; print(line); sys.stdin.read(); open('left', 'w')"))
    qtbot.waitUntil(lambda: len(source.came) == 1)
    source.close()
    assert (tmp_path / "left").exists()


def test_the_last_picture_is_kept_and_recalled_before_the_feed_says_anything(qtbot, program, run, tmp_path):
    source = run(program("print(line); time.sleep(60)"))
    qtbot.waitUntil(lambda: len(source.came) == 1)
    source.close()
    again = Source(program("time.sleep(60)"), Memory(tmp_path, time.monotonic))
    recalled = []
    again.recalled.connect(recalled.append)
    again.start()
    assert recalled == [GOOD]
    again.close()
    again.deleteLater()


def test_a_damaged_picture_is_no_obstacle(qtbot, program, run, tmp_path, logs):
    logs.expect("the wall starts without it")
    (tmp_path / NAME).write_bytes(b'{"version": 1, "made_at')
    source = run(program("print(line); time.sleep(60)"))
    qtbot.waitUntil(lambda: kinds(source) == ["well"])


def test_a_question_goes_to_the_feed_and_its_answer_is_no_snapshot(qtbot, program, run):
    said = '{"answer":"numbers","id":7}'
    echo = f"print({said!r} if 'ask' in sys.stdin.readline() else line)"
    source = run(program(f"print(line); {echo}; time.sleep(60)"))
    answers = []
    source.answered.connect(answers.append)
    qtbot.waitUntil(lambda: len(source.came) == 1)
    assert source.send(Ask(id=7))
    qtbot.waitUntil(lambda: answers == [Numbers(id=7)])
    assert source.came == [GOOD]


def test_a_bad_answer_is_logged_and_passed_over(qtbot, program, run, logs):
    logs.expect("is no answer")
    source = run(program("""print('{"answer":"who?"}'); print(line); time.sleep(60)"""))
    qtbot.waitUntil(lambda: kinds(source) == ["well"])


def test_without_a_feed_nothing_can_be_asked(qtbot, run, tmp_path, logs):
    logs.expect("can't be started")
    source = run([str(tmp_path / "no-such-program")])
    qtbot.waitUntil(lambda: kinds(source) == ["feed_lost"])
    assert not source.send(Ask(id=1))


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
