"""Print what is heard in each line of a file or of standard input, one JSON object a line."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from data.commands.output import put


def arguments(parser: ArgumentParser) -> None:
    """Which file."""
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help="JSON Lines or lines of text; default, and -: standard input",
    )
    parser.add_argument("--json", action="store_true", help="as JSON, which is the only form so far")


def run(given: Namespace) -> int:
    """Hear line by line."""
    from data.ear.analysing import analyse
    from data.ear.hearing import analyst, opened
    from data.settings.file import load

    voice = analyst(load(given.settings))
    with opened(given.file) as lines:
        for said in analyse(lines, voice):
            put(said)
    return 0
