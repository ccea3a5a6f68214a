"""Print one Snapshot and leave: exit status 0 when it is fresh, 1 in trouble."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from data.arguments import add_at, add_demo
from data.commands.feed import opened
from data.commands.output import put

if TYPE_CHECKING:
    from dashboard.settings import Settings
    from dashboard.snapshot import Snapshot


def arguments(parser: ArgumentParser) -> None:
    """Of which inbox, and of which minute."""
    add_demo(parser)
    add_at(parser)


def run(given: Namespace) -> int:
    """Poll once, or look back."""
    from data.feed_lines import settled
    from data.settings.file import load

    if given.at is not None:
        snapshot = minute(given, load(given.settings))
        put(snapshot)
        return 0 if snapshot.fresh else 1
    with opened(given) as made:
        snapshot = settled(made)
        put(snapshot)
        return 0 if snapshot.fresh else 1


def minute(given: Namespace, settings: "Settings") -> "Snapshot":
    """What the wall showed at `--at`."""
    from zoneinfo import ZoneInfo

    from data.history.looking import minute as kept_minute
    from data.settings.doors import kept

    no_demo(given)
    return kept_minute(kept(settings), given.at, ZoneInfo(settings.goals.timezone))


def no_demo(given: Namespace) -> None:
    """Raise where the past of a demo is asked for."""
    from dashboard.problems import Problem

    if given.demo:
        raise Problem("--at and --replay show what is kept, and a demo keeps nothing")
