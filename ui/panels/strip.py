"""The freshness strip: the clock, how old the numbers are, the next poll; in trouble since when, and why."""

from datetime import datetime

from msgspec import Struct
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from dashboard.model import Snapshot
from ui import known
from ui.ink import Ink
from ui.language import say
from ui.levels import SHAPES, Level
from ui.look import Look, Weight, metrics
from ui.panels.panel import Panel
from ui.showing import Showing
from ui.spoken import clock, duration, moment, number
from ui.words import PAGES, left_out, notice, trouble_headline, trouble_reason

MOST_LINES = 3
GAP_EMS = 0.85  # between two things of the first line
NOTE_EMS = 0.72  # from the last line to the footnote that only those who hang the screen need
INDENT_EMS = 0.98  # of a sentence after its mark


class StripPart(Struct, frozen=True):
    """What the strip says just now; `below` are sentences under the first line, with their level."""

    page: str = ""
    clock: str = ""
    headline: tuple[str, ...] = ()
    level: Level = "fine"
    age: tuple[str, ...] = ()
    next_poll: tuple[str, ...] = ()
    below: tuple[tuple[str, Level], ...] = ()
    note: str = ""
    progress: float | None = None
    demo: bool = False


class Strip(Panel[StripPart]):
    """One line when all is well; the sentences that are needed beneath it when not."""

    NAME = "strip"

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.inset = look.sizes.margin

    def part(self, snapshot: Snapshot | None) -> StripPart:
        """Nothing yet: what the strip says needs the time, too; see `told`."""
        return StripPart()

    def lines(self) -> int:
        """How many lines of room text it needs, so that the page can leave them."""
        return min(MOST_LINES, 1 + sum(len(wrapped) for wrapped, _ in self._below()))

    def least_height(self) -> float:
        """The height that these lines need."""
        height = self.title_baseline + (self.lines() - 1) * self.look.sizes.line + self.em * 0.5
        return height + (self.em * NOTE_EMS if self.shown.note else 0.0)

    @property
    def _right(self) -> float:
        return self.width() - self.inset

    def _below(self) -> list[tuple[list[str], Level]]:
        return [(self._wrapped(text), level) for text, level in self.shown.below]

    def _wrapped(self, text: str) -> list[str]:
        """Sentences in lines no wider than the strip; each its own line where that is enough."""
        measure, lines = metrics(self.look.sizes.em), [""]
        room = self._right - self.inset - self.em * INDENT_EMS
        sentences = text.replace(". ", ".\n").split("\n")
        if measure.horizontalAdvance(text) > room and all(
            measure.horizontalAdvance(it) <= room for it in sentences
        ):
            return sentences
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and measure.horizontalAdvance(longer) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def draw(self, ink: Ink, part: StripPart) -> None:
        """Draw it."""
        self._edge(ink, part)
        alarm = part.level != "fine"
        strong, quiet = ("ground", "ground") if alarm else ("text", "dim")
        at, gap = self.title_baseline, self.em * GAP_EMS
        right = self._right - (self._badge(ink, at, strong) + gap if part.demo else 0.0)
        x = self._first_words(ink, (self.inset, at), right, strong)
        for ways in (part.age, part.next_poll):
            if text := ink.fitting(ways, right - x):
                x += ink.text((x, at), text, role=quiet) + gap
        if page := ink.fitting((part.page,), right - x):
            ink.text((right, at), page, role=quiet, right=True)
        at = self._sentences(ink, at, quiet)
        note_at = (self.inset, at + self.em * NOTE_EMS)
        ink.text(note_at, part.note, role="note", px=self.look.sizes.footnote)

    def _first_words(self, ink: Ink, at: tuple[float, float], right: float, role: str) -> float:
        """The clock and the headline; the clock makes way where the age would have no room. Returns where they end."""
        part, gap, bold = self.shown, self.em * GAP_EMS, Weight.DemiBold
        mark = self.em * INDENT_EMS if part.level != "fine" else 0.0
        clock_width = ink.width(part.clock, weight=bold) + gap if part.clock else 0.0
        age_width = ink.width(part.age[-1]) if part.age else 0.0
        room = right - at[0] - mark - (gap + age_width if part.age else 0.0)
        headline = ink.fitting(part.headline, room - clock_width, weight=bold)
        x = at[0]
        if headline or not part.headline:
            x += ink.text(at, part.clock, role=role, weight=bold) + gap if part.clock else 0.0
        else:
            headline = ink.fitting(part.headline, room, weight=bold) or part.headline[-1]
        if not headline:
            return x
        if mark:
            cap = self.em * self.look.sizes.cap_ratio
            ink.shape(SHAPES[part.level], QRectF(x, at[1] - cap, cap, cap), role)
        return x + mark + ink.text((x + mark, at[1]), headline, role=role, weight=bold) + gap

    def _sentences(self, ink: Ink, at: float, quiet: str) -> float:
        """What needs saying under the first line, as many lines as there may be. Returns the last baseline."""
        room = MOST_LINES - 1
        for lines, level in self._below():
            marked = level != "fine" and quiet == "dim"
            left = self.inset + (self.em * INDENT_EMS if marked else 0.0)
            for index, line in enumerate(lines[:room]):
                at += self.look.sizes.line
                if marked and index == 0:
                    ink.mark((self.inset, at), level)
                ink.text((left, at), ink.cut(line, self._right - left), role=quiet)
            room -= len(lines[:room])
        return at

    def _edge(self, ink: Ink, part: StripPart) -> None:
        """The rule above, which fills as the first fill goes on; in trouble all of the strip is its colour."""
        thick = self.look.sizes.rule
        inner = QRectF(self.inset, 0, self._right - self.inset, thick)
        if part.level != "fine":
            ink.box(QRectF(self.rect()), part.level)
        elif part.progress is None:
            ink.box(inner, "rule")
        if part.progress is not None:
            rail = QRectF(inner.x(), 0, inner.width(), thick * 3)
            ink.box(rail, "track")
            rail.setWidth(rail.width() * part.progress)
            ink.box(rail, "accent")

    def _badge(self, ink: Ink, at: float, role: str) -> float:
        """DEMO in a frame, so that nobody takes it for customers."""
        word, pad = say("DEMO"), self.em * 0.28
        width = ink.width(word, weight=Weight.DemiBold) + 2 * pad
        cap = self.em * self.look.sizes.cap_ratio
        left = self._right - width
        frame = QRectF(left, at - cap - pad * 0.7, width, cap + pad * 1.4)
        ink.box(frame, "accent" if role == "text" else role, hollow=float(self.look.sizes.rule * 1.5))
        ink.text((left + pad, at), word, role=role, weight=Weight.DemiBold)
        return width


def told(showing: Showing, now: datetime, held: float, page: str, missing: tuple[str, ...]) -> StripPart:
    """What the strip says at `now`, `held` seconds after the Snapshot came in."""
    it = showing.snapshot
    note = left_out(missing) if missing else ""
    if it is None:
        return StripPart(
            page=say(PAGES[page]), headline=(say("Waiting for the first numbers"), say("Waiting")), note=note
        )
    old, age = showing.is_old(now), known.age_seconds(it, now, held)
    headline, level = _headline(it, now, old=old)
    said: list[tuple[str, Level]] = [(trouble_reason(it.trouble), level)] if it.trouble else []
    said += [(notice(each), "warn") for each in it.notices]
    return StripPart(
        page=say(PAGES[page]),
        clock=clock(_shown_time(it, now), it.timezone),
        headline=headline,
        level=level,
        age=_age(age, old=old),
        next_poll=_next_poll(it, now),
        below=tuple(said),
        note="" if said else note,  # what is wrong needs the room
        progress=_progress(it),
        demo=it.demo,
    )


def _shown_time(it: Snapshot, now: datetime) -> datetime:
    """The time of day; a demo plays at a time of its own, and its numbers speak of that."""
    if not it.demo or it.reading is None or it.polled_at is None:
        return now
    return now + (it.reading.at - it.polled_at)


def _headline(it: Snapshot, now: datetime, *, old: bool) -> tuple[tuple[str, ...], Level]:
    """What stands beside the clock, in the longest way first."""
    if it.trouble is not None:
        return (trouble_headline(it.trouble, moment(it.trouble.since, now, it.timezone)),), "bad"
    if it.filling is not None:
        ways = (say("Reading conversations: {arrived} of {expected}"), say("Read {arrived} of {expected}"))
        counts = {"arrived": number(it.filling.arrived), "expected": number(it.filling.expected)}
        return tuple(way.format(**counts) for way in ways), "fine"
    if old and it.polled_at is not None:
        since = moment(it.polled_at, now, it.timezone)
        return (say("No new numbers since {since}").format(since=since),), "bad"
    return (), "fine"


def _age(age: float | None, *, old: bool) -> tuple[str, ...]:
    """The age, in the longest way first."""
    if age is None:
        return ()
    ways = (say("numbers {age} old"), say("{age} old")) if old else (say("{age} old"),)
    return tuple(way.format(age=duration(age)) for way in (*ways, "{age}"))


def _next_poll(it: Snapshot, now: datetime) -> tuple[str, ...]:
    wait = (it.next_poll_at - now).total_seconds()
    if wait < 1:
        return (say("asking now"),)
    ways = (say("next try in {time}"), say("next in {time}")) if it.trouble else (say("next in {time}"),)
    return tuple(way.format(time=duration(wait)) for way in ways)


def _progress(it: Snapshot) -> float | None:
    if it.filling is None:
        return None
    return min(1.0, it.filling.arrived / it.filling.expected) if it.filling.expected else 0.0
