"""The demo inbox while it runs: within this process on a thread, or as a child process of its own."""

from __future__ import annotations

import importlib.util
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

import msgspec

from data.demo.loopback import LOOPBACK, Loop, bind

if TYPE_CHECKING:
    from data.demo.play import Play

STOP_S = 10.0
READY_S = 60.0


class Ready(msgspec.Struct, frozen=True):
    """The one line that the process prints when it is ready to answer."""

    address: str
    account: int
    token: str
    agent_token: str
    scenario: str


class DemoInboxError(RuntimeError):
    """The child process did not become ready."""


class ServerThread:
    """Serves a play from a thread of this process, between `with` and its end."""

    def __init__(self, play: Play, *, limit: int = 0, listening: socket.socket | None = None) -> None:
        # Who has the inbox as a child needs no web framework in its own process.
        from data.demo.account import ACCOUNT  # noqa: PLC0415
        from data.demo.gate import ADMINISTRATOR_TOKEN, AGENT_TOKEN  # noqa: PLC0415
        from data.demo.server import create_app  # noqa: PLC0415

        listening = listening or bind(0)
        self.port: int = listening.getsockname()[1]
        self.ready = Ready(
            f"http://{LOOPBACK}:{self.port}", ACCOUNT, ADMINISTRATOR_TOKEN, AGENT_TOKEN,
            play.look(lambda scene: scene.world.scenario.name)[0],
        )  # fmt: skip
        self._loop = Loop(create_app(play, limit=limit), listening)

    def __enter__(self) -> Self:
        self._loop.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End every connection and the thread."""
        self._loop.stop()


def command_line() -> list[str]:
    """How the inbox is started: by the program's own command, wherever it is installed."""
    found = importlib.util.find_spec("main")
    if found is None or found.origin is None:
        raise DemoInboxError("main.py is not to be found, so the demo inbox can't be started as a process")
    return [sys.executable, found.origin, "inbox"]


class DemoInbox:
    """A demo inbox as a child process; it ends with the `with` block, and with us even when we are killed.

    `options` are those of the inbox command; `command` is what comes before them.
    """

    def __init__(
        self,
        *options: str,
        command: Sequence[str] | None = None,
        ready_s: float = READY_S,
        stderr: int | IO[str] | None = None,
    ) -> None:
        first = command_line() if command is None else command
        self._command = [*first, "--port", "0", "--follow-stdin", *options]
        self._ready_s = ready_s
        self._stderr = stderr
        self._process: subprocess.Popen[str] | None = None
        self.ready: Ready

    def begin(self) -> Self:
        """Start it already, and do something else while it makes its world."""
        self._process = subprocess.Popen(  # noqa: S603  our own program, with our own options
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._stderr, text=True
        )
        return self

    def __enter__(self) -> Self:
        process = self._process or self.begin()._process
        if process is None:
            raise DemoInboxError("the demo inbox could not be started")
        # A pipe can't be read with a deadline on every platform; a thread can be waited for with one.
        lines: list[str] = []
        reader = threading.Thread(target=_read_line, args=(process, lines), name="ready line")
        reader.start()
        reader.join(self._ready_s)
        in_time = not reader.is_alive()
        if not in_time:
            process.kill()
            reader.join()
        if in_time and lines:
            self.ready = msgspec.json.decode(lines[0], type=Ready)
            return self
        self.stop()
        why = (
            f"ended with status {process.returncode}" if in_time else f"took longer than {self._ready_s:g} s"
        )
        raise DemoInboxError(f"the demo inbox {why} before it was ready: {' '.join(self._command)}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def exit_status(self) -> int | None:
        """None while it runs."""
        return self._process.poll() if self._process else None

    def stop(self) -> None:
        """Close its standard input, which ends it; harder means only when it does not obey."""
        process = self._process
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()
        try:
            process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(STOP_S)


def _read_line(process: subprocess.Popen[str], lines: list[str]) -> None:
    if process.stdout and (line := process.stdout.readline()):
        lines.append(line)
