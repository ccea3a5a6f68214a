"""How the program runs itself as another process, on the same settings."""

import sys
from argparse import Namespace
from pathlib import Path

MAIN = Path(__file__).resolve().parents[2] / "main.py"


def ourselves(given: Namespace) -> list[str]:
    """The command that runs us with the same settings."""
    command = [sys.executable, str(MAIN)]
    command += ["-v"] if given.verbose else []
    return command + (["--settings", str(given.settings)] if given.settings.exists() else [])


def feed_command(given: Namespace) -> list[str]:
    """The feed that a wall or a desk runs as its child."""
    from data.demo.options import as_options

    command = [*ourselves(given), "feed", "--follow-stdin"]
    if given.demo:
        command += ["--demo", *as_options(given)[1:]]
    return command


def trial_command() -> list[str]:
    """What tries a connection for the set-up."""
    return [sys.executable, str(MAIN), "trial"]
