"""The inbox command: plays a scenario behind HTTP until it is told to end."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from data.demo.clock import Clock
from data.demo.loopback import LOOPBACK, bind
from data.demo.options import Options
from data.demo.phrases import read_phrases
from data.demo.play import Play
from data.demo.running import ServerThread
from data.demo.scenario import ScenarioError, read_scenario
from data.demo.world import World

log = logging.getLogger(__name__)
USAGE = 2
CHUNK = 4096


def build_play(options: Options) -> Play:
    """The world of these options, and its clock. Raises ScenarioError."""
    path = Path(options.scenario)
    scenario = read_scenario(path if path.suffix == ".toml" else options.scenario)
    start = options.start or datetime.now(UTC)
    world = World(
        scenario, read_phrases(options.phrases), seed=options.seed, start=start, past_days=options.days
    )
    return Play(world, Clock(world.start, options.speed, time.monotonic))


def serve(options: Options) -> int:
    """Print the ready line; answer until SIGTERM, SIGINT or the end of stdin; return the exit status."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(levelname)s %(message)s")
    try:
        listening = bind(options.port)
    except (OSError, OverflowError) as error:
        return _complain(
            f"port {options.port} on {LOOPBACK} can't be used ({error}); choose another with --port"
        )
    ready, ended = threading.Event(), threading.Event()
    _watch_for_the_end(options, ready, ended)
    try:
        play = build_play(options)
    except (ScenarioError, ValueError) as error:
        listening.close()
        return _complain(str(error))
    with ServerThread(play, limit=options.limit, listening=listening) as server:
        ready.set()  # before anybody can know it, who might end us at once
        print(msgspec.json.encode(server.ready).decode(), flush=True)  # noqa: T201  the one line of the protocol
        log.info("the demo inbox plays %s at %s", server.ready.scenario, server.ready.address)
        # Where a wait without end can't be interrupted (Windows), Ctrl+C is seen after a second.
        while not ended.wait(1.0):
            pass
    log.info("the demo inbox has ended")
    return 0


def _watch_for_the_end(options: Options, ready: threading.Event, ended: threading.Event) -> None:
    """Sets `ended` at a signal, or at the end of standard input; leaves at once while the past is being filled."""

    def end(*_: object) -> None:
        if not ready.is_set():
            os._exit(0)  # nobody is served yet, and the filling of a long past can't be asked to stop
        ended.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    if options.follow_stdin:
        threading.Thread(target=_follow_stdin, args=(end,), name="standard input", daemon=True).start()


def _follow_stdin(end: Callable[[], None]) -> None:
    """Reads the descriptor itself: a thread inside sys.stdin's lock would break the interpreter's end."""
    try:
        while os.read(0, CHUNK):
            pass
    except OSError as error:
        log.info("standard input can't be read (%s), which counts as its end", error)
    end()


def _complain(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201  commands print
    return USAGE
