"""The commands that need no pixels, a file each.

A file's docstring is its command's help, `arguments` says what may stand on its line, `run` does it. What it needs it
brings in when it runs, so that each is as light as can be. The commands that draw are in main.py.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import Protocol

from data.commands import (
    analyse,
    definitions,
    feed,
    forget,
    hours,
    import_,
    inbox,
    learn,
    measure,
    reading,
    token,
    trial,
)
from data.commands.bench import arguments as bench_arguments

__all__ = ["COMMANDS", "Command", "bench_arguments"]


class Command(Protocol):
    """What each of the files is."""

    __doc__: str | None

    def arguments(self, parser: ArgumentParser, /) -> None:
        """Add what may stand on the command's line."""

    def run(self, given: Namespace, /) -> int:
        """Do it; gives the exit status."""


COMMANDS: Mapping[str, Command] = {
    "feed": feed,
    "reading": reading,
    "measure": measure,
    "import": import_,
    "hours": hours,
    "definitions": definitions,
    "inbox": inbox,
    "learn": learn,
    "analyse": analyse,
    "forget": forget,
    "token": token,
    "trial": trial,
}
