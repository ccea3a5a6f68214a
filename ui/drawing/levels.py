"""What counts as abnormal, with the shape that says so beside the colour and the word."""

from typing import Literal

from msgspec import Struct

from ui.speech.spoken import past, short_of

Level = Literal["fine", "warn", "bad"]
Shape = Literal["triangle", "diamond"]

SHAPES: dict[Level, Shape] = {"warn": "triangle", "bad": "diamond"}

# How many times its target a duration may last before it is far off.
FAR = {
    "first_response_time": 2.0,
    "next_reply_time": 2.0,
    "longest_wait": 6.0,  # an hour, with the trade's ten minutes
    "wait_median": 3.0,  # half of the queue waits that long: the queue as a whole is late
}
SILENT_FROM = 6.0  # messages: that none of so many comes is chance once in 400 times
FAR_UNDER_GOAL = 0.15  # 50 % answered where 65 % is the bar


class Judged(Struct, frozen=True):
    """A number, as it is to be said, with what is thought of it."""

    value: float | None
    level: Level = "fine"


def duration(name: str, seconds: float | None, target: float, opened: float | None = None) -> Judged:
    """A duration held against its target; one that is over it is not said as the target itself.

    `opened` is its part in opening hours, where that is another: what is said is the customer's time, what is judged
    is ours.
    """
    counted = seconds if opened is None else opened
    if seconds is None or counted is None or counted <= target:
        return Judged(seconds)
    return Judged(past(seconds, target), "bad" if counted > FAR[name] * target else "warn")


def silence(seconds: float, expected: float | None) -> Judged:
    """A channel's silence, odd when so many messages came in the same hours on each of the past days."""
    if expected is None or expected < SILENT_FROM:
        return Judged(seconds)
    return Judged(seconds, "bad" if expected >= SILENT_FROM * 2 else "warn")


def share(value: float | None, goal: float) -> Judged:
    """A share held against the goal it should reach; one that is under it is not said as the goal itself."""
    if value is None or value >= goal:
        return Judged(value)
    return Judged(short_of(value, goal), "bad" if value < goal - FAR_UNDER_GOAL else "warn")


def role(level: Level, otherwise: str = "text") -> str:
    """The colour's role: only the abnormal has one of its own."""
    return otherwise if level == "fine" else level
