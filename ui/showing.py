"""Which Snapshot is on the wall, and whether its numbers are old."""

from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from dashboard.model import Snapshot
from ui import known

LATE = timedelta(seconds=60)  # after the announced next poll: its deadline, and some patience


class Showing(Struct, frozen=True):
    """A Snapshot, and whether its numbers are held over from an earlier one."""

    snapshot: Snapshot | None = None
    held_over: bool = False

    def after(self, came: Snapshot) -> "Showing":
        """What to show when another Snapshot came.

        One without numbers (the first fill after a restart, a feed that can't reach the inbox yet) does not wipe the
        picture: the numbers stay, old, with what the new one has to say.
        """
        held = self.snapshot
        if has_numbers(came) or held is None or not has_numbers(held) or held.inbox != came.inbox:
            return Showing(came)
        kept = replace(
            held,
            made_at=came.made_at,
            next_poll_at=came.next_poll_at,
            trouble=came.trouble,
            notices=came.notices,
            filling=came.filling,
        )
        return Showing(kept, held_over=True)

    def is_old(self, now: datetime) -> bool:
        """Whether the numbers are older than a poll explains."""
        it = self.snapshot
        if it is None or it.polled_at is None:
            return False
        return self.held_over or it.trouble is not None or now > it.next_poll_at + LATE


def has_numbers(snapshot: Snapshot) -> bool:
    """Whether a Snapshot holds a queue at all."""
    return known.now(snapshot) is not None
