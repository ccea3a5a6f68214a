"""What is written under a day's curve: events by their word, and the hours between them; no two texts touch."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from PySide6.QtCore import QRect

from dashboard.snapshot import Snapshot
from ui.drawing.ink import Ink
from ui.drawing.look import advance, drawable, metrics
from ui.drawing.timeline import EVERY_HOURS, Span, hours
from ui.speech.language import say
from ui.speech.words import plain

LONGEST = 28  # letters of an event's word
APART_EMS = 0.4  # from one text to the next at the least
HOUR_EMS = 2.2  # from one hour to the next at the least
LEAST_HOURS, MOST_HOURS = 2, 25
DISTANCES: tuple[tuple[int, ...], ...] = (EVERY_HOURS, (4,), (3,), (2,), (1,))  # from one hour to the next


class Mark(Struct, frozen=True):
    """An instant on the time axis, in seconds since 1970, and what was there, or will be."""

    at: float
    text: str


class Flag(Struct, frozen=True):
    """A mark that has room: its instant, as many of its words as fit, and where they stand."""

    at: float
    text: str
    left: float
    right: float


def marks(snapshot: Snapshot, span: Span | None) -> tuple[Mark, ...]:
    """The events that begin in a span, those first for which there must be room: what is to come, what was of late."""
    if span is None or snapshot.reading is None:
        return ()
    now = snapshot.reading.at
    order = sorted(
        snapshot.events, key=lambda each: (each.kind == "storm", each.at < now, abs(each.at - now))
    )
    found = (Mark(each.at.timestamp(), drawable(plain(each.text, LONGEST)) or say("storm")) for each in order)
    return tuple(each for each in found if span.begin <= each.at < span.end)


def flags(events: Iterable[Mark], box: QRect, span: Span, em: int, timezone: str) -> list[Flag]:
    """Those events that have room under a plot that fills a box, each word where its line is.

    It begins there, lies across it or ends there: where it hides the fewest of the hours.
    """
    placed: list[Flag] = []
    written = _hours(box, span, em, timezone)
    for event in events:
        if flag := _placed(event, box, span, em, placed, written):
            placed.append(flag)
    return placed


def write_axis(
    ink: Ink, box: QRect, baseline: float, span: Span, timezone: str, events: Sequence[Mark]
) -> None:
    """Write what stands under a plot; an hour gives way to an event's word."""
    em = ink.look.sizes.em
    placed = flags(events, box, span, em, timezone)
    for flag in placed:
        ink.text((flag.left, baseline), flag.text)
    for hour in _beside(placed, box, span, em, timezone):
        ink.text((hour.left, baseline), hour.text, role="dim")


def _beside(placed: Sequence[Flag], box: QRect, span: Span, em: int, timezone: str) -> list[Flag]:
    """The hours that no word hides; where hardly any is left, others: an axis without hours is none."""
    ways = []
    for distances in DISTANCES:
        found: list[Flag] = []
        for hour in _hours(box, span, em, timezone, distances):
            if not any(_touch(hour, other, em) for other in (*placed, *found[-1:])):
                found.append(hour)
        if len(found) >= LEAST_HOURS:
            return found
        ways.append(found)
    return max(ways, key=len)


def _hours(
    box: QRect, span: Span, em: int, timezone: str, distances: tuple[int, ...] = EVERY_HOURS
) -> list[Flag]:
    """The hours that have room under a plot, or all at another distance, each in the middle under its instant."""
    most = int(box.width() / (em * HOUR_EMS)) if distances is EVERY_HOURS else MOST_HOURS
    found = []
    for hour in hours(span, timezone, most, distances):
        x, half = box.x() + box.width() * span.part(hour.at), advance(hour.text, em) / 2
        if x - half >= box.x():
            found.append(Flag(hour.at, hour.text, x - half, x + half))
    return found


def _touch(one: Flag, other: Flag, em: int) -> bool:
    """Whether two words stand too near each other."""
    apart = em * APART_EMS
    return one.right + apart > other.left and other.right + apart > one.left


def _placed(
    event: Mark, box: QRect, span: Span, em: int, others: Sequence[Flag], hours: Sequence[Flag]
) -> Flag | None:
    """An event's place between its neighbours; fewer of its words where all have no room."""
    x, apart = box.x() + box.width() * span.part(event.at), em * APART_EMS
    if any(it.left - apart < x < it.right + apart for it in others):
        return None
    first = max([float(box.x()), *(it.right + apart for it in others if it.right < x)])
    last = min([float(box.x() + box.width()), *(it.left - apart for it in others if it.left > x)])
    words = event.text.split(" ")
    for count in range(len(words), 0, -1):
        text = " ".join(words[:count])
        width = metrics(em).horizontalAdvance(text)
        if width <= last - first:
            lefts = (max(first, min(x - width * part, last - width)) for part in (0.0, 0.5, 1.0))
            ways = [Flag(event.at, text, left, left + width) for left in lefts]
            return min(ways, key=lambda way: sum(_touch(way, hour, em) for hour in hours))
    return None
