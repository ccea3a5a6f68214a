"""Which Snapshot is on the wall, and whether its numbers are old."""

from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from dashboard.snapshot import Snapshot
from ui.incoming import known

# After the announced next poll the numbers stay lit for half of an interval, so that a feed that hangs is seen within
# one and a half, and never for less than a poll may well take. A poll that takes longer greys them until it is done:
# its deadline may be two intervals, and numbers so old are not live, whatever the reason.
LATE_SHARE = 0.5
LEAST_LATE = timedelta(seconds=10)


START_POLLS = (
    2  # of whole numbers: the first one may be followed late, while a slow machine still brings all in
)


class Showing(Struct, frozen=True):
    """A Snapshot, and whether its numbers are held over from an earlier one.

    `starting` is how many polls of whole numbers are still to come until a program that was just started runs.
    """

    snapshot: Snapshot | None = None
    held_over: bool = False
    starting: int = 0

    def after(self, came: Snapshot) -> "Showing":
        """What to show when another Snapshot came.

        One without numbers (the first fill after a restart, a feed that can't reach the inbox yet) does not wipe the
        picture: the numbers stay, old, with what the new one has to say.
        """
        held, whole = self.snapshot, came.fresh and came.filling is None and has_numbers(came)
        starting = 0 if came.trouble else max(0, self.starting - whole)
        if has_numbers(came) or held is None or not has_numbers(held) or held.inbox != came.inbox:
            return Showing(came, starting=starting)
        kept = replace(
            held,
            made_at=came.made_at,
            next_poll_at=came.next_poll_at,
            trouble=came.trouble,
            notices=came.notices,
            filling=came.filling,
        )
        return Showing(kept, held_over=True, starting=starting)

    def is_old(self, now: datetime) -> bool:
        """Whether the numbers are older than a poll explains."""
        it = self.snapshot
        if it is None or it.polled_at is None:
            return False
        return self.held_over or it.trouble is not None or now > it.next_poll_at + patience(it)


def patience(snapshot: Snapshot) -> timedelta:
    """For how long after its announced instant the next poll is not late."""
    return max(LEAST_LATE, (snapshot.next_poll_at - snapshot.made_at) * LATE_SHARE)


def has_numbers(snapshot: Snapshot) -> bool:
    """Whether a Snapshot holds a queue at all."""
    return known.now(snapshot) is not None
