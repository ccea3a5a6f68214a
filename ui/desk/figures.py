"""FIGURES: the desk's big numbers, one row of a table each, with the list that each opens."""

from collections.abc import Callable
from typing import ClassVar

from msgspec import Struct

from dashboard.asking import ListName, WindowName
from dashboard.snapshot import Snapshot
from ui.drawing import judged, levels
from ui.drawing.ink import Ink
from ui.drawing.levels import Judged, Level
from ui.drawing.look import Look
from ui.incoming import known
from ui.panels.day import usually
from ui.panels.panel import Panel, plain_figure
from ui.speech.language import count, later, say
from ui.speech.spoken import NO_DATA, Figures, balance, duration, figures, hundredths, number, percent
from ui.speech.words import SHORT_WINDOWS, WINDOWS

NOW = "now"


class FigurePart(Struct, frozen=True):
    """What a tile draws: its number with what is thought of it, and what it is held against, the longest way first."""

    value: Figures = plain_figure(NO_DATA)
    level: Level = "fine"
    context: tuple[str, ...] = ()
    window: str = NOW

    @property
    def said(self) -> str:
        """The number in one text."""
        return " ".join(part for pair in self.value for part in pair if part)


Make = Callable[[Snapshot, WindowName], FigurePart]


class Figure(Struct, frozen=True):
    """A number of the desk: its title, the list behind it, and how it is made of a Snapshot and the period.

    `short` is its title where there is no room for the whole one.
    """

    title: str
    behind: ListName
    make: Make
    short: str = ""


class FigurePanel(Panel[FigurePart]):
    """A small tile: title and window, the number, what it is held against."""

    NAME: ClassVar[str] = "figure"

    def __init__(self, figure: Figure, look: Look) -> None:
        self.figure = figure
        self.span: WindowName = "today"
        super().__init__(look)

    def part(self, snapshot: Snapshot | None) -> FigurePart:
        """What is drawn of a Snapshot."""
        return FigurePart() if snapshot is None else self.figure.make(snapshot, self.span)

    def draw(self, ink: Ink, part: FigurePart) -> None:
        """Draw it."""
        sizes, small = self.look.sizes, self.look.sizes.footnote
        at = small * 1.0
        titles = [say(title) for title in (self.figure.title, self.figure.short) if title]
        x = ink.text((0, at), ink.fitting(titles, self.width(), px=small) or titles[-1], px=small, role="dim")
        if part.window != NOW:
            ways = [say(way[part.window]) for way in (WINDOWS, SHORT_WINDOWS) if part.window in way]
            about = ink.fitting(ways, self.width() - x - self.em * 0.6, px=small)
            ink.text((self.width(), at), about, px=small, role="note", right=True)
        at += sizes.number * sizes.cap_ratio + self.em * 0.62
        x = ink.mark((0, at), part.level, px=round(sizes.number * 0.8))
        ink.figures((x, at), part.value, px=sizes.number, role=levels.role(part.level))
        at += self.em * 0.42 + small * 0.8
        if at <= self.height():
            ink.text((0, at), ink.fitting(part.context, self.width(), px=small), px=small, role="note")


# ── Now ──────────────────────────────────────────────────────────────────────────────────────────────


def _queue(it: Snapshot, _: WindowName) -> FigurePart:
    now = known.now(it)
    usual = usually(known.usual(it, "queue_size"), number)
    level = judged.wait(it, now.wait_median, "wait_median").level if now else "fine"
    return FigurePart(plain_figure(number(now.queue_size if now else None)), level, (usual,) if usual else ())


def _longest(it: Snapshot, _: WindowName) -> FigurePart:
    now = known.now(it)
    wait = judged.wait(it, now.longest_wait) if now else Judged(None)
    half = say("half over {time}").format(time=duration(now.wait_median)) if now and now.wait_median else ""
    return FigurePart(figures(wait.value), wait.level, (half,))


def _unassigned(it: Snapshot, _: WindowName) -> FigurePart:
    now = known.now(it)
    taken = say("{n} taken").format(n=number(now.assigned)) if now else ""
    return FigurePart(plain_figure(number(now.unassigned if now else None)), context=(taken,))


def _public(it: Snapshot, _: WindowName) -> FigurePart:
    now = known.now(it)
    wait = judged.wait(it, now.longest_public_wait) if now else Judged(None)
    ways = (say("longest {time}"), "{time}") if wait.value is not None else ()
    context = tuple(way.format(time=duration(wait.value)) for way in ways)
    return FigurePart(plain_figure(number(now.public if now else None)), wait.level, context)


def _backlog(it: Snapshot, _: WindowName) -> FigurePart:
    now = known.now(it)
    if now is None:
        return FigurePart()
    ways = (later("{pending} pending, {snoozed} snoozed"), later("{pending} pending"))
    counts = {"pending": number(now.backlog_pending), "snoozed": number(now.backlog_snoozed)}
    return FigurePart(
        plain_figure(number(now.backlog)), context=tuple(say(way).format(**counts) for way in ways)
    )


# ── In the period ────────────────────────────────────────────────────────────────────────────────────


def _reply(key: str) -> Make:
    def make(it: Snapshot, window: WindowName) -> FigurePart:
        numbers = known.window(it, window)
        found = judged.reply(it, numbers, key)  # type: ignore[arg-type]
        spread = getattr(numbers, key) if numbers else None
        return FigurePart(figures(found.value), found.level, _spread(spread), window)

    return make


def _resolution(it: Snapshot, window: WindowName) -> FigurePart:
    numbers = known.window(it, window)
    spread = numbers.resolution_time if numbers else None
    return FigurePart(figures(spread.median if spread else None), "fine", _spread(spread), window)


def _spread(spread: object) -> tuple[str, ...]:
    """What stands beside a median: its 90th percentile and of how many."""
    p90, n = getattr(spread, "p90", None), getattr(spread, "n", 0)
    if p90 is None:
        return ()
    slow = say("9 in 10 under {time}").format(time=duration(p90))
    return f"{slow}, n {number(n)}", slow, f"n {number(n)}"


def _service(it: Snapshot, window: WindowName) -> FigurePart:
    numbers = known.window(it, window)
    if numbers is None or numbers.service_level.value is None:
        return FigurePart(window=window)
    level = numbers.service_level
    target = duration(it.goals.target)
    ways = (say("within {target}, n {n}"), say("within {target}"))
    context = tuple(way.format(target=target, n=number(level.n)) for way in ways)
    return FigurePart(_percent(level.value), "fine", context, window)


def _rate(it: Snapshot, window: WindowName) -> FigurePart:
    numbers = known.window(it, window)
    found = judged.rate(it, numbers)
    context = say("{goal} is the bar").format(goal=percent(it.goals.response_rate))
    n = f"{context}, n {number(numbers.response_rate.n)}" if numbers else ""
    return FigurePart(_percent(found.value), found.level, (n, context), window)


def _counted(key: str) -> Make:
    def make(it: Snapshot, window: WindowName) -> FigurePart:
        numbers = known.window(it, window)
        usual = usually(known.usual(it, f"{key}_so_far"), number) if window == "today" else ""
        value = getattr(numbers, key) if numbers else None
        return FigurePart(plain_figure(number(value)), "fine", (usual,), window)

    return make


def _mood(it: Snapshot, window: WindowName) -> FigurePart:
    numbers = known.window(it, window)
    if numbers is None:
        return FigurePart(window=window)
    felt = numbers.sentiment
    ways = (later("{bad} negative, {good} positive"), later("{bad} negative"))
    context = tuple(say(way).format(bad=number(felt.negative), good=number(felt.positive)) for way in ways)
    return FigurePart(hundredths(balance(felt.balance)), "fine", context, window)


def _turned(it: Snapshot, window: WindowName) -> FigurePart:
    numbers = known.window(it, window)
    if numbers is None:
        return FigurePart(window=window)
    turned = numbers.turned_around
    of = count("of {n} that began angry", "of {n} that began angry", turned.n).format(n=number(turned.n))
    return FigurePart(plain_figure(number(turned.turned)), "fine", (of, f"n {number(turned.n)}"), window)


def _percent(share: float | None) -> Figures:
    return hundredths(NO_DATA if share is None else number(share * 100))


FIGURES: dict[str, Figure] = {
    "queue": Figure(later("Queue"), "queue", _queue),
    "longest": Figure(later("Longest wait"), "queue", _longest, later("Longest")),
    "unassigned": Figure(later("Unassigned"), "unassigned", _unassigned),
    "public": Figure(later("Waiting in public"), "public", _public),
    "backlog": Figure(later("Not resolved"), "backlog", _backlog),
    "messages_in": Figure(later("Messages in"), "messages_in", _counted("messages_in")),
    "replies_out": Figure(later("Replies out"), "replies_out", _counted("replies_out")),
    "first_reply": Figure(later("First reply"), "first_response_time", _reply("first_response_time")),
    "next_reply": Figure(later("Next replies"), "next_reply_time", _reply("next_reply_time")),
    "service_level": Figure(later("Service level"), "missed", _service),
    "rate": Figure(later("Response rate"), "unanswered", _rate),
    "resolution": Figure(later("Resolved after"), "resolution_time", _resolution),
    "mood": Figure(later("Mood, estimated"), "negative", _mood, later("Mood")),
    "turned": Figure(later("Won over"), "turned_around", _turned),
}
