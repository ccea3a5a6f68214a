"""Print the opening hours that the inbox itself is set to, as settings."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from data.arguments import add_demo
from data.streams import write as write_out


def arguments(parser: ArgumentParser) -> None:
    """Of which inbox, and where to."""
    add_demo(parser)
    parser.add_argument("--inbox-name", metavar="NAME", help="of this inbox; default: as most are set")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write them there, into a new file")


def run(given: Namespace) -> int:
    """Ask the inbox."""
    from dashboard.problems import InboxProblem, Problem
    from data.feeding import entrance
    from data.inboxes import opening_hours
    from data.settings.checkup import advised
    from data.settings.hours import as_settings, write

    with entrance(given) as (settings, door):
        try:
            found = opening_hours(settings.inbox.kind, door)
        except InboxProblem as problem:
            raise Problem(advised(problem, door.address)) from problem
    text = as_settings(found, settings.goals.timezone, given.inbox_name)
    if given.out:
        write(given.out, text)
    else:
        write_out(sys.stdout.buffer, text.encode())
    return 0
