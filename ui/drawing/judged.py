"""Numbers of a Snapshot with what is thought of them: customers' time is said, our opening hours are judged."""

from typing import Literal

from dashboard.model import Window
from dashboard.snapshot import Snapshot
from ui.drawing import levels
from ui.drawing.levels import Judged
from ui.incoming import known


def wait(snapshot: Snapshot, seconds: float | None, name: str = "longest_wait") -> Judged:
    """A wait that still runs: nobody is late for the hours in which we were closed."""
    return levels.duration(name, seconds, snapshot.goals.target, known.open_part(snapshot, seconds))


def reply(
    snapshot: Snapshot,
    window: Window | None,
    key: Literal["first_response_time", "next_reply_time"] = "first_response_time",
) -> Judged:
    """A window's median of a response time."""
    if window is None:
        return Judged(None)
    opened = getattr(window, f"{key}_open").median
    return levels.duration(key, getattr(window, key).median, snapshot.goals.target, opened)


def rate(snapshot: Snapshot, window: Window | None) -> Judged:
    """The response rate, which says nothing of us as long as we are closed."""
    value = window.response_rate.value if window else None
    return Judged(value) if known.is_closed(snapshot) else levels.share(value, snapshot.goals.response_rate)
