"""The freshness strip: the clock, how old the numbers are, the next poll; in trouble since when, and why."""

from datetime import datetime

from msgspec import Struct
from PySide6.QtCore import QRectF

from dashboard.model import Snapshot
from ui import known
from ui.ink import Ink
from ui.language import say
from ui.levels import Level
from ui.look import Weight, metrics
from ui.panels.panel import Panel
from ui.showing import Showing
from ui.spoken import clock, duration, moment, number
from ui.words import PAGES, left_out, notice, trouble_headline, trouble_reason

MOST_LINES = 3


class StripPart(Struct, frozen=True):
    """What the strip says just now; `below` are sentences under the first line, with their level."""

    page: str = ""
    clock: str = ""
    headline: str = ""
    level: Level = "fine"
    age: str = ""
    next_poll: str = ""
    below: tuple[tuple[str, Level], ...] = ()
    progress: float | None = None
    demo: bool = False


class Strip(Panel[StripPart]):
    """One line when all is well; the sentences that are needed beneath it when not."""

    NAME = "strip"

    def part(self, snapshot: Snapshot | None) -> StripPart:
        """Nothing yet: what the strip says needs the time, too; see `told`."""
        return StripPart()

    def lines(self) -> int:
        """How many lines of room text it needs, so that the page can leave them."""
        return min(MOST_LINES, 1 + sum(len(wrapped) for wrapped, _ in self._below()))

    def least_height(self) -> float:
        """The height that these lines need."""
        return self.title_baseline + (self.lines() - 1) * self.look.sizes.line + self.em * 0.5

    def _below(self) -> list[tuple[list[str], Level]]:
        return [(self._wrapped(text), level) for text, level in self.shown.below]

    def _wrapped(self, text: str) -> list[str]:
        """A sentence in lines no wider than the strip."""
        measure, lines = metrics(self.look.sizes.em), [""]
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and measure.horizontalAdvance(longer) > self.width() - self.em * 1.2:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def draw(self, ink: Ink, part: StripPart) -> None:
        """Draw it."""
        self._edge(ink, part)
        at, gap = self.title_baseline, self.em * 0.9
        right = self.width() - (self._badge(ink, at) + gap if part.demo else 0.0)
        x = ink.text((0, at), part.clock, weight=Weight.DemiBold) + gap
        if part.headline:
            x += ink.mark((x, at), part.level)
            x += ink.text((x, at), part.headline, role=levels_role(part.level), weight=Weight.DemiBold) + gap
        for text in (part.age, part.next_poll, part.page):
            if text and ink.width(text) <= right - x:
                x += ink.text((x, at), text, role="dim") + gap
        room = MOST_LINES - 1
        for lines, level in self._below():
            for index, line in enumerate(lines[:room]):
                at += self.look.sizes.line
                indent = self.em * 0.98 if level != "fine" and not part.headline else 0.0
                if index == 0 and indent:
                    ink.mark((0, at), level)
                ink.text((indent, at), line, role="text" if part.headline else "dim", room=self.width() - indent)
            room -= len(lines[:room])

    def _edge(self, ink: Ink, part: StripPart) -> None:
        """The rule above, which fills as the first fill goes on."""
        thick = self.look.sizes.rule
        ink.box(QRectF(0, 0, self.width(), thick), "rule")
        if part.progress is not None:
            ink.box(QRectF(0, 0, self.width(), thick * 4), "track")
            ink.box(QRectF(0, 0, self.width() * part.progress, thick * 4), "accent")

    def _badge(self, ink: Ink, at: float) -> float:
        """DEMO in a frame, so that nobody takes it for customers."""
        word, pad = say("DEMO"), self.em * 0.28
        width = ink.width(word, weight=Weight.DemiBold) + 2 * pad
        cap = self.em * self.look.sizes.cap_ratio
        left = self.width() - width
        frame = QRectF(left, at - cap - pad * 0.7, width, cap + pad * 1.4)
        ink.box(frame, "accent", hollow=float(self.look.sizes.rule * 1.5))
        ink.text((left + pad, at), word, weight=Weight.DemiBold)
        return width


def levels_role(level: Level) -> str:
    """The colour's role of a headline."""
    return "text" if level == "fine" else level


def told(showing: Showing, now: datetime, held: float, page: str, missing: tuple[str, ...]) -> StripPart:
    """What the strip says at `now`, `held` seconds after the Snapshot came in."""
    it = showing.snapshot
    below: list[tuple[str, Level]] = [(left_out(missing), "fine")] if missing else []
    if it is None:
        return StripPart(page=say(PAGES[page]), headline=say("Waiting for the first numbers"), below=tuple(below))
    old, age = showing.is_old(now), known.age_seconds(it, now, held)
    headline, level = _headline(it, now, old=old)
    said = [(trouble_reason(it.trouble), level)] if it.trouble else []
    said += [(notice(each), "warn") for each in it.notices]
    return StripPart(
        page=say(PAGES[page]),
        clock=clock(now, it.timezone),
        headline=headline,
        level=level,
        age=_age(age, old=old),
        next_poll=_next_poll(it, now),
        below=(*said, *below),
        progress=_progress(it),
        demo=it.demo,
    )


def _headline(it: Snapshot, now: datetime, *, old: bool) -> tuple[str, Level]:
    if it.trouble is not None:
        return trouble_headline(it.trouble, moment(it.trouble.since, now, it.timezone)), "bad"
    if it.filling is not None:
        text = say("Reading conversations: {arrived} of {expected}")
        return text.format(arrived=number(it.filling.arrived), expected=number(it.filling.expected)), "fine"
    if old and it.polled_at is not None:
        return say("No new numbers since {since}").format(since=moment(it.polled_at, now, it.timezone)), "bad"
    return "", "fine"


def _age(age: float | None, *, old: bool) -> str:
    if age is None:
        return ""
    text = say("numbers {age} old") if old else say("{age} old")
    return text.format(age=duration(age))


def _next_poll(it: Snapshot, now: datetime) -> str:
    wait = (it.next_poll_at - now).total_seconds()
    if wait < 1:
        return say("asking now")
    text = say("next try in {time}") if it.trouble else say("next in {time}")
    return text.format(time=duration(wait))


def _progress(it: Snapshot) -> float | None:
    if it.filling is None:
        return None
    return min(1.0, it.filling.arrived / it.filling.expected) if it.filling.expected else 0.0
