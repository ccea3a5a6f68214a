"""When to poll next: a pure function of how the last polls went."""

from dashboard.problems import InboxProblem, Unreachable
from dashboard.snapshot import TroubleKind

JITTER = 0.1
"""Up to a tenth later, never earlier, so that two hundred screens don't ask at the same instant."""
CEILING = 300.0
"""The longest back-off without a Retry-After, seconds."""
LONGEST_RETRY_AFTER = 900.0
FILLING_PAUSE = 0.2
"""Between two polls of the first fill, seconds: long enough to let the server breathe."""
_NO_HURRY: frozenset[TroubleKind] = frozenset({"too_big", "not_json", "wrong_shape", "internal"})


def delay(
    every: float,
    problem: InboxProblem | None,
    failures: int,
    draw: float,
    *,
    filling: bool = False,
    pause: float = 0.0,
) -> float:
    """Seconds from the end of a poll to the next one.

    `failures` counts the failed polls in a row, this one included; `draw` is random in 0..1.
    Nobody there: one probe an interval, so that the wall is back within an interval of the server. An answer that
    says no: twice as long each time, to the ceiling; a Retry-After is kept, between the interval and 15 minutes.
    `pause`: for so long the inbox wants to be let alone, though what was live was had.
    """
    wait = max(_base(every, problem, failures, filling=filling), min(pause, LONGEST_RETRY_AFTER))
    return wait * (1 + JITTER * draw)


def _base(every: float, problem: InboxProblem | None, failures: int, *, filling: bool) -> float:
    if problem is None:
        return min(every, FILLING_PAUSE) if filling else every
    if problem.retry_after is not None:
        return max(every, min(problem.retry_after, LONGEST_RETRY_AFTER))
    if isinstance(problem, Unreachable) or problem.kind in _NO_HURRY:
        return every
    return max(every, min(CEILING, every * 2.0 ** min(failures - 1, 10)))
