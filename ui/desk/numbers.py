"""NUMBERS: what can be drawn over days and weeks, one row each: as the history calls it, its title, how it is said."""

from collections.abc import Callable

from msgspec import Struct

from ui.speech.language import later
from ui.speech.spoken import SPACE, balance, duration, number, percent

Say = Callable[[float | None], str]


class Drawn(Struct, frozen=True):
    """A number: its name in the history, its title, how a value is said, and whether it has two signs."""

    name: str
    title: str
    said: Say
    signed: bool = False


def _in_percent(value: float | None) -> str:
    return f"{balance(value)}{SPACE}%"


NUMBERS: tuple[Drawn, ...] = (
    Drawn("now.queue_size", later("Queue"), number),
    Drawn("now.longest_wait", later("Longest wait"), duration),
    Drawn("now.backlog", later("Not resolved"), number),
    Drawn("last_60_min.messages_in", later("Messages in, of an hour"), number),
    Drawn("last_60_min.replies_out", later("Replies out, of an hour"), number),
    Drawn("last_60_min.waits_begun", later("Waits begun, of an hour"), number),
    Drawn("last_60_min.first_response_time.median", later("First reply, of an hour"), duration),
    Drawn("last_60_min.next_reply_time.median", later("Next replies, of an hour"), duration),
    Drawn("today.service_level.value", later("Service level, so far that day"), percent),
    Drawn("today.response_rate.value", later("Response rate, so far that day"), percent),
    Drawn("last_60_min.sentiment.balance", later("Mood, of an hour"), _in_percent, signed=True),
    Drawn("today.turned_around.turned", later("Won over, so far that day"), number),
)
SPANS: tuple[tuple[int, str], ...] = (
    (1, later("a day")),
    (7, later("a week")),
    (28, later("four weeks")),
    (91, later("a quarter")),
    (365, later("a year")),
)
"""Days."""
