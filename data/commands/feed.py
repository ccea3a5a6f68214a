"""Print one Snapshot a poll, one line of JSON each."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING

from data.arguments import add_demo, count
from data.commands.ourselves import ourselves

if TYPE_CHECKING:
    from dashboard.feed import Feed
    from dashboard.snapshot import Snapshot


def arguments(parser: ArgumentParser) -> None:
    """How often, and for how long."""
    parser.add_argument("--count", type=count, default=0, help="end after so many polls; 0: go on")
    parser.add_argument("--follow-stdin", action="store_true", help="end when standard input ends")
    add_demo(parser)


def run(given: Namespace) -> int:
    """Poll, until told to stop."""
    from data.feed_lines import run as poll

    with opened(given, keeps=True) as made, _exporting(given) as beside:
        lives = given.inbox_lives
        return poll(
            made,
            sys.stdout.buffer,
            follow_stdin=given.follow_stdin,
            count=given.count,
            inbox_lives=lives,
            beside=beside,
        )


@contextmanager
def opened(given: Namespace, *, keeps: bool = False) -> "Iterator[Feed]":
    """The feed; a demo inbox makes its world while the rest is brought in."""
    from data.demonstration.embedded import demo_inbox

    with ExitStack() as stack:
        begun = demo_inbox(given).begin() if given.demo else None
        if begun is not None:
            stack.callback(begun.stop)
        from data.feeding import feed as whole  # only now: it brings the ear and all the rest

        yield stack.enter_context(whole(given, begun, keeps=keeps))


@contextmanager
def _exporting(given: Namespace) -> "Iterator[Callable[[Snapshot], Snapshot]]":
    """What writes and sends the days' files beside the feed, where the settings say so; nothing of a demo."""
    from data.exports.automatic import Exporter
    from data.settings.doors import now
    from data.settings.file import load

    settings = load(given.settings)
    if given.demo or not (settings.exports.folder or settings.mail.host):
        yield lambda snapshot: snapshot
        return
    exporter = Exporter([*ourselves(given), "snapshot"], settings, now)
    with closing(exporter):
        yield exporter.look
