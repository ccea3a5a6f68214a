"""As a process: one line when it is ready, and an end that leaves nothing behind."""

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from data.demo.clock import Clock
from data.demo.loopback import bind
from data.demo.play import Play
from data.demo.running import DemoInbox, DemoInboxError, ServerThread

ROOT = Path(__file__).resolve().parents[3]
COMMAND = [sys.executable, "-m", "data.demo"]
SMALL = ("--days", "0", "--start", "2026-11-11T14:00:00+01:00", "--speed", "0")


def spawn(*options: str, **pipes: int) -> subprocess.Popen:
    return subprocess.Popen([*COMMAND, *SMALL, *options], cwd=ROOT, text=True, **pipes)


def run(*options: str) -> subprocess.CompletedProcess:
    command = [*COMMAND, *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


@pytest.fixture(autouse=True)
def in_the_checkout(monkeypatch):
    monkeypatch.chdir(ROOT)


def test_the_ready_line_says_where_and_how_to_ask(client):
    with DemoInbox("--scenario", "storm", *SMALL, command=COMMAND, stderr=subprocess.DEVNULL) as inbox:
        ready = inbox.ready
        assert ready.address.startswith("http://127.0.0.1:")
        assert (ready.account, ready.scenario) == (1, "storm")
        assert client(ready.address, ready.token).v1("agents")[0]["role"] == "administrator"
        assert client(ready.address, ready.agent_token).json("/api/v1/profile")["role"] == "agent"

    assert inbox.exit_status == 0


def test_it_ends_with_its_standard_input_and_says_nothing_more():
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with spawn("--port", "0", "--follow-stdin", **pipes) as process:
        line = json.loads(process.stdout.readline())
        rest, log = process.communicate(timeout=30)  # closes its standard input

    assert set(line) == {"address", "account", "token", "agent_token", "scenario"}
    assert (process.returncode, rest) == (0, "")
    assert "the demo inbox has ended" in log


@pytest.mark.skipif(sys.platform == "win32", reason="signals can't be sent there")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_on_a_signal(number):
    with spawn(
        "--port", "0", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        process.send_signal(number)
        _, log = process.communicate(timeout=30)

    assert process.returncode == 0
    assert "Traceback" not in log


def test_a_port_in_use_is_one_clear_sentence_and_status_2():
    with bind(0) as taken:
        port = taken.getsockname()[1]
        done = run(*SMALL, "--port", str(port))

    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert f"port {port}" in done.stderr


def test_an_unknown_scenario_is_one_clear_sentence_and_status_2():
    done = run("--scenario", "hurricane", "--port", "0")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "hurricane.toml: there is no such scenario" in done.stderr


def test_a_child_that_fails_is_told_with_its_status():
    broken = DemoInbox("--scenario", "hurricane", command=COMMAND, stderr=subprocess.DEVNULL)
    with pytest.raises(DemoInboxError, match="status 2"), broken:
        pass


def test_a_child_that_is_never_ready_is_ended_at_the_deadline():
    silent = [sys.executable, "-c", "import sys; sys.stdin.read()"]
    inbox = DemoInbox(command=silent, ready_s=0.2)
    with pytest.raises(DemoInboxError, match=r"longer than 0\.2 s"), inbox:
        pass
    assert inbox.exit_status not in (None, 0)


def test_the_same_seed_and_start_give_two_processes_the_same_truth(client):
    told = []
    for _ in range(2):
        with DemoInbox(
            "--seed", "3", *SMALL, "--days", "1", command=COMMAND, stderr=subprocess.DEVNULL
        ) as inbox:
            told.append(client(inbox.ready.address, inbox.ready.token).get("/demo/truth").content)
    assert told[0] == told[1]


def test_a_server_in_this_process_leaves_no_thread_and_ends_without_a_word(build, caplog):
    before = threading.active_count()
    with ServerThread(Play(build(past_days=0), Clock(0, 0.0, lambda: 0.0))) as server:
        assert server.port > 0
        assert threading.active_count() > before
    assert threading.active_count() == before
    assert caplog.messages == []


def test_the_clock_runs_at_its_speed_and_leaps():
    seconds = iter([10.0, 12.0, 12.0, 13.0])
    clock = Clock(1_000, 60.0, lambda: next(seconds))

    assert clock.now() == 1_120
    clock.leap(5)
    assert clock.now() == 1_125
    assert clock.now() == 1_185
    with pytest.raises(ValueError, match="0 or more"):
        clock.leap(-1)
