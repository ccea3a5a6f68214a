"""Take the past of an archive into the kept history, and into what is usual; what is kept already stays."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from data.arguments import day
from data.commands.output import say, tell


def arguments(parser: ArgumentParser) -> None:
    """Which archive, and from when on it is whole."""
    parser.add_argument("archive", type=Path, metavar="ARCHIVE", help="JSON Lines, plain or gzip")
    parser.add_argument(
        "--since",
        type=day,
        metavar="DATE",
        help="the first day of which the archive holds all conversations; default: its second day",
    )


def run(given: Namespace) -> int:
    """Take it in; nobody else may write the history meanwhile."""
    from zoneinfo import ZoneInfo

    from data.ear.hearing import ear
    from data.files import on_disk
    from data.history.writer import Writer
    from data.importing import Import
    from data.past import PastFile, whose
    from data.places import state_folder
    from data.settings.doors import history_folder, now
    from data.settings.file import load

    settings = load(given.settings)
    zone, owner = ZoneInfo(settings.goals.timezone), whose(settings)
    writer = Writer(history_folder(settings), zone, owner, settings.history)
    past = PastFile(state_folder(), owner)
    whole = Import(writer, past, settings, now(), say, since=given.since)
    with on_disk(writer.folder, "what came in so far stays; mend it, and begin again"):
        done = whole.run(given.archive, ear(settings))
    tell(
        f"{done.readings} readings and {done.rows} rows of {done.days} days came in, "
        f"{done.usual} days count for what is usual; {done.skipped} lines were skipped"
    )
    return 0
