"""The inbox command: plays a scenario behind HTTP until it is told to end."""

from __future__ import annotations

import argparse
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
from data.demo.phrases import PHRASES, read_phrases
from data.demo.play import Play
from data.demo.running import ServerThread
from data.demo.scenario import NAMES, ScenarioError, read_scenario
from data.demo.world import World

log = logging.getLogger(__name__)
USAGE = 2
DEFAULT_PORT = 8765
CHUNK = 4096
FASTEST = 1_000_000.0
LONGEST_PAST_DAYS = 366


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line says; `scenario` is a name or the path of a TOML file, `start` none means now."""

    scenario: str = "weekday"
    port: int = DEFAULT_PORT
    seed: int = 7
    speed: float = 1.0
    days: int = 4
    start: datetime | None = None
    limit: int = 0
    follow_stdin: bool = False
    phrases: Path = PHRASES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the inbox command."""
    parser.add_argument("--scenario", default="weekday", metavar="NAME|FILE", help=", ".join(NAMES))
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="0: any free one")
    add_world_arguments(parser)
    parser.add_argument("--limit", type=int, default=0, help="requests a minute before 429; 0: no limit")
    parser.add_argument("--follow-stdin", action="store_true", help="end when standard input ends")
    parser.add_argument("--phrases", type=Path, default=PHRASES, help=argparse.SUPPRESS)


def add_world_arguments(parser: argparse._ActionsContainer) -> None:
    """The options that make a world, also for commands that start an inbox of their own."""
    parser.add_argument("--seed", type=int, default=7, help="the same seed and start give the same world")
    parser.add_argument(
        "--speed", type=_speed, default=1.0, help="seconds of the world a second; 0: stands still"
    )
    parser.add_argument(
        "--days", type=_days, default=4, help="days of the past that are filled before the start"
    )
    parser.add_argument(
        "--start", type=_instant, default=None, metavar="ISO", help="with its offset; default: now"
    )


def scenario_name(text: str) -> str:
    """A scenario's name or file, for argparse."""
    if text not in NAMES and not text.endswith(".toml"):
        raise argparse.ArgumentTypeError(f"there is no scenario {text!r}; there are {', '.join(NAMES)}")
    return text


def options_of(arguments: argparse.Namespace) -> Options:
    """The parsed arguments as a value; whatever else the namespace holds is left alone."""
    return Options(**{name: getattr(arguments, name) for name in Options.__struct_fields__})


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
        print(msgspec.json.encode(server.ready).decode(), flush=True)  # noqa: T201  the one line of the protocol
        ready.set()
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


def _speed(text: str) -> float:
    speed = float(text)
    if not 0 <= speed <= FASTEST:
        raise argparse.ArgumentTypeError(f"must be 0 to {FASTEST:g}, is {text}")
    return speed


def _days(text: str) -> int:
    days = int(text)
    if not 0 <= days <= LONGEST_PAST_DAYS:
        raise argparse.ArgumentTypeError(f"must be 0 to {LONGEST_PAST_DAYS}, is {text}")
    return days


def _instant(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not an ISO instant") from error
    if found.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text!r} has no offset; write Z or +01:00 after it")
    return found
