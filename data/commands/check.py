"""Try everything the wall needs, and say for each what is wrong and what to do."""

from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.settings import Settings
    from data.inboxes import Profile
    from data.settings.checkup import Finding


def run(given: Namespace, fonts: "Callable[[], Finding]") -> int:
    """Try them; `fonts` tries what only the wall's side can. Gives 1 where anything is wrong."""
    from data.commands.output import tell
    from data.settings.checkup import checkup

    failed = 0
    for finding in [*checkup(given.settings, _connect), fonts()]:
        failed += not finding.good
        tell(f"{'ok' if finding.good else 'WRONG':6} {finding.what}: {finding.said}")
    return 1 if failed else 0


def _connect(settings: "Settings", key: str) -> "tuple[Profile, list[str]]":
    from data.inboxes import INBOXES
    from data.settings.doors import door

    inbox = INBOXES[settings.inbox.kind](door(settings, key))
    try:
        profile = inbox.profile()
        changes = inbox.changes()  # the account itself, and the rights to read it
    finally:
        inbox.close()
    return profile, [channel.name for channel in changes.channels]
