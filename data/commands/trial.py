"""Try a connection: a Trial as JSON on standard input, what came of it on standard output."""

import sys
from argparse import ArgumentParser, Namespace

from data.commands.output import put


def arguments(_parser: ArgumentParser) -> None:
    """None."""


def run(_given: Namespace) -> int:
    """Try it, and say what came of it."""
    import msgspec

    from dashboard.problems import Problem
    from dashboard.set_up import Trial
    from dashboard.settings import Settings
    from data.settings.doors import door
    from data.settings.trying import tried

    try:
        asked = msgspec.json.decode(sys.stdin.buffer.read(), type=Trial)
    except msgspec.MsgspecError as fault:
        raise Problem(
            "standard input: is no Trial as JSON; the set-up's window asks this, not a hand"
        ) from fault
    put(tried(asked, lambda inbox, key: door(msgspec.structs.replace(Settings(), inbox=inbox), key)))
    return 0
