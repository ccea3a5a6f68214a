"""What the inbox command's line may say: read by commands that never play a world, so that it brings nothing along."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

import msgspec

from data.demo.phrases import PHRASES
from data.demo.scenario import NAMES

DEFAULT_PORT = 8765
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


def as_options(given: argparse.Namespace) -> list[str]:
    """The inbox command's options for the world that another command asks for."""
    options = ["--scenario", given.demo, "--seed", str(given.seed), "--speed", str(given.speed)]
    options += ["--days", str(given.days)]
    return [*options, "--start", given.start.isoformat()] if given.start else options


def scenario_name(text: str) -> str:
    """A scenario's name or file, for argparse."""
    if text not in NAMES and not text.endswith(".toml"):
        raise argparse.ArgumentTypeError(f"there is no scenario {text!r}; there are {', '.join(NAMES)}")
    return text


def options_of(arguments: argparse.Namespace) -> Options:
    """The parsed arguments as a value; whatever else the namespace holds is left alone."""
    return Options(**{name: getattr(arguments, name) for name in Options.__struct_fields__})


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
