"""The freshness strip: the clock, how old the numbers are, the next poll; in trouble since when, and why."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from dashboard.snapshot import Snapshot
from ui.drawing.ink import Ink
from ui.drawing.levels import SHAPES, Level
from ui.drawing.look import Look, Weight, advance
from ui.incoming import known
from ui.incoming.showing import Showing
from ui.panels.bursts import burst
from ui.panels.panel import Panel
from ui.speech.language import count, say
from ui.speech.spoken import SPACE, clock, day, duration, moment, number
from ui.speech.words import FACTS, PAGES, alert, left_out, notice, storm, trouble_headline, trouble_reason

MOST_LINES = 3
STARTS_WITHIN = 120.0  # seconds without a word of a feed that was just started, until it is begun anew
GAP_EMS = 0.85  # between two things of the first line
NOTE_EMS = 0.72  # from the last line to the footnote that only those who hang the screen need
INDENT_EMS = 0.98  # of a sentence after its mark
BADGE_PAD_EMS = 0.28  # between DEMO and its frame


class StripPart(Struct, frozen=True):
    """What the strip says just now; `below` are sentences under the first line, with their level."""

    page: str = ""
    clock: str = ""
    headline: tuple[str, ...] = ()
    level: Level = "fine"
    age: tuple[str, ...] = ()
    next_poll: tuple[str, ...] = ()
    below: tuple[tuple[str, Level], ...] = ()
    burst: tuple[str, ...] = ()  # the longest way first; the pages Voice and Storm say it larger
    note: tuple[str, ...] = ()  # the longest way first
    progress: float | None = None
    demo: bool = False
    past: bool = False


class Strip(Panel[StripPart]):
    """One line when all is well; the sentences that are needed beneath it when not."""

    NAME = "strip"

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.inset = look.sizes.margin

    def part(self, snapshot: Snapshot | None) -> StripPart:
        """Nothing yet: what the strip says needs the time, too; see `told`."""
        return StripPart()

    @property
    def ground(self) -> str | None:
        """None in trouble, and of the past: then all of it has a colour of its own."""
        return None if self.shown.level != "fine" or self.shown.past else "ground"

    def lines(self) -> int:
        """How many lines of room text it needs, so that the page can leave them."""
        return min(MOST_LINES, 1 + sum(len(wrapped) for wrapped, _ in self._below()))

    def least_height(self) -> float:
        """The height that these lines need."""
        height = self.title_baseline + (self.lines() - 1) * self.look.sizes.line + self.em * 0.5
        return height + (self.em * NOTE_EMS if self._note else 0.0)

    @property
    def _note(self) -> tuple[str, ...]:
        """What is wrong needs the room."""
        return () if self._said() else self.shown.note

    @property
    def _right(self) -> float:
        return self.width() - self.inset

    def _below(self) -> list[tuple[list[str], Level]]:
        return [(self._within(text), level) for text, level in self._said()]

    def _within(self, text: str) -> list[str]:
        """A sentence in no more lines than there are, where need be without its last parts; no part is cut in two."""
        ways = [text]
        while ", " in ways[-1]:
            ways.append(ways[-1].rpartition(", ")[0])
        return next(
            (lines for way in ways if len(lines := self._wrapped(way)) < MOST_LINES), self._wrapped(text)
        )

    def _said(self) -> list[tuple[str, Level]]:
        """The sentences; a burst has a line where it is alone, and the end of a storm's where that has room."""
        said, ways = list(self.shown.below), self.shown.burst
        if not said:
            return [(way, "bad") for way in ways[:1]]
        joined = (f"{said[0][0]}. {way}" for way in ways if said[0][1] == "bad")
        line = next((each for each in joined if len(self._wrapped(each)) == 1), said[0][0])
        return [(line, said[0][1]), *said[1:]]

    def _wrapped(self, text: str) -> list[str]:
        """Sentences in lines no wider than the strip; each its own line where that is enough."""
        px, lines = self.look.sizes.em, [""]
        room = self._right - self.inset - self.em * INDENT_EMS
        sentences = text.replace(". ", ".\n").split("\n")
        if advance(text, px) > room and all(advance(it, px) <= room for it in sentences):
            return sentences
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and advance(longer, px) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def draw(self, ink: Ink, part: StripPart) -> None:
        """Draw it."""
        self._edge(ink, part)
        alarm = part.level != "fine" or part.past
        strong, quiet = ("ground", "ground") if alarm else ("text", "dim")
        at, gap = self.title_baseline, self.em * GAP_EMS
        right, kept = self._kept(ink)
        if right < self._right:
            self._badge(ink, at, strong)
        x = self._first_words(ink, (self.inset, at), right - kept, strong)
        if text := ink.fitting(part.age, right - kept - x) or "".join(part.age[-1:]):
            x += ink.text((x, at), text, role=quiet) + gap
        if kept and (text := ink.fitting(part.next_poll, right - x)):
            x += ink.text((x, at), text, role=quiet) + gap
        if page := ink.fitting((part.page,), right - x):
            ink.text((right, at), page, role=quiet, right=True)
        at = self._sentences(ink, at, quiet)
        px = self.look.sizes.footnote
        note = ink.fitting(self._note, self._right - self.inset, px)
        ink.text((self.inset, at + self.em * NOTE_EMS), note, role="note", px=px)

    def _kept(self, ink: Ink) -> tuple[float, float]:
        """Where the first line's words end, and the room that the next poll takes of it at the least.

        What is shown gives way in this order: the page's name, DEMO, the next poll; the clock and the age never do.
        In trouble the whole headline is worth more than those three, else its shortest form is enough.
        """
        part, gap, bold = self.shown, self.em * GAP_EMS, Weight.DemiBold
        headline = part.headline[0 if part.level != "fine" else -1] if part.headline else ""
        needed = [
            ink.width(part.clock, weight=bold),
            ink.width(headline, weight=bold) + (self._mark if headline else 0.0),
            *(ink.width(way) for way in part.age[-1:]),
        ]
        least = sum(width + gap for width in needed if width) - gap
        poll = gap + ink.width(part.next_poll[-1]) if part.next_poll else 0.0
        free = self._right - self.inset - least
        badge = self._badge_width(ink) + gap if part.demo else 0.0
        if badge > free - poll:
            badge = 0.0
        return self._right - badge, poll if poll <= free else 0.0

    @property
    def _mark(self) -> float:
        """The room that the headline's shape takes."""
        return self.em * INDENT_EMS if self.shown.level != "fine" else 0.0

    def _first_words(self, ink: Ink, at: tuple[float, float], right: float, role: str) -> float:
        """The clock, and the longest headline that leaves room for the age. Returns where they end."""
        part, gap, bold, mark = self.shown, self.em * GAP_EMS, Weight.DemiBold, self._mark
        x = at[0] + (ink.text(at, part.clock, role=role, weight=bold) + gap if part.clock else 0.0)
        age_width = gap + ink.width(part.age[-1]) if part.age else 0.0
        headline = ink.fitting(part.headline, right - x - mark - age_width, weight=bold)
        if mark and part.headline:
            cap = self.em * self.look.sizes.cap_ratio
            ink.shape(SHAPES[part.level], QRectF(x, at[1] - cap, cap, cap), role)
            x += mark
        return x + (ink.text((x, at[1]), headline, role=role, weight=bold) + gap if headline else 0.0)

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
                said = level if marked and level == "bad" else quiet
                ink.text((left, at), ink.cut(line, self._right - left), role=said)
            room -= len(lines[:room])
        return at

    def _edge(self, ink: Ink, part: StripPart) -> None:
        """The rule above, which fills as the first fill goes on; in trouble all of the strip is its colour."""
        thick = self.look.sizes.rule
        inner = QRectF(self.inset, 0, self._right - self.inset, thick)
        if part.level != "fine":
            ink.box(QRectF(self.rect()), part.level)
        elif part.past:  # turned inside out: nobody takes it for now
            ink.box(QRectF(self.rect()), "text")
        elif part.progress is None:
            ink.box(inner, "rule")
        if part.progress is not None:
            rail = QRectF(inner.x(), 0, inner.width(), thick * 3)
            ink.box(rail, "track")
            rail.setWidth(rail.width() * part.progress)
            ink.box(rail, "accent")

    def _badge_width(self, ink: Ink) -> float:
        return ink.width(say("DEMO"), weight=Weight.DemiBold) + 2 * self.em * BADGE_PAD_EMS

    def _badge(self, ink: Ink, at: float, role: str) -> None:
        """DEMO in a frame, so that nobody takes it for customers."""
        width, pad = self._badge_width(ink), self.em * BADGE_PAD_EMS
        cap = self.em * self.look.sizes.cap_ratio
        left = self._right - width
        frame = QRectF(left, at - cap - pad * 0.7, width, cap + pad * 1.4)
        ink.box(frame, "accent" if role == "text" else role, hollow=float(self.look.sizes.rule * 1.5))
        ink.text((left + pad, at), say("DEMO"), role=role, weight=Weight.DemiBold)


def told(
    showing: Showing, now: datetime, held: float, page: str, missing: tuple[str, ...], *, paused: bool = False
) -> StripPart:
    """What the strip says at `now`, `held` seconds after the Snapshot came in; `paused` when somebody said to stay."""
    it = showing.snapshot
    name = say("{page}, paused").format(page=say(PAGES[page])) if paused else say(PAGES[page])
    note = left_out(missing) if missing else ()
    if it is None:
        return StripPart(
            page=name, headline=(say("Waiting for the first numbers"), say("Waiting")), note=note
        )
    old, age = showing.is_old(now), known.age_seconds(it, now, held)
    note = note or _facts(it)
    starting = bool(showing.starting) and held < STARTS_WITHIN
    headline, level = _headline(it, _shown_time(it, now), old=old, starting=starting)
    said: list[tuple[str, Level]] = [(trouble_reason(it.trouble), level)] if it.trouble else []
    if it.storm is not None and page != "storm":
        said.append((storm(it.storm, moment(it.storm.since, _shown_time(it, now), it.timezone)), "bad"))
    said += _alerts(it, _shown_time(it, now), old=old)
    said += [(notice(each), "warn") for each in it.notices if each.kind not in FACTS]
    return StripPart(
        page=name,
        clock=clock(_shown_time(it, now), it.timezone),
        headline=headline,
        level=level,
        age=_age(age, old=old),
        next_poll=_next_poll(it, now),
        below=tuple(said),
        burst=() if old or page in {"voice", "storm"} else burst(it, _shown_time(it, now)),
        note=note,
        progress=_progress(it),
        demo=it.demo,
    )


def looking_back(part: StripPart, showing: Showing, at: datetime) -> StripPart:
    """The past instead of the clock and the ages; what stood there in trouble is a sentence under it."""
    timezone = showing.snapshot.timezone if showing.snapshot else "UTC"
    when = {"day": day(at, timezone), "time": clock(at, timezone)}
    ways = (say("Looking back: {day} {time}"), say("Past: {day} {time}"))
    below = part.below
    if part.level != "fine" and part.headline:
        reason = f". {below[0][0]}" if below and below[0][1] == part.level else ""
        below = ((part.headline[0] + reason, "bad"), *below[1 if reason else 0 :])
    return replace(
        part,
        clock="",
        headline=tuple(way.format(**when) for way in ways),
        level="fine",
        age=(),
        next_poll=(),
        below=below,
        past=True,
    )


def _alerts(it: Snapshot, now: datetime, *, old: bool) -> list[tuple[str, Level]]:
    """The most pressing alert in a sentence, and how many more there are; less loud once somebody has seen it."""
    if not it.alerts:
        return []
    first = it.alerts[0]
    seen = first.acknowledged_at is not None
    text = alert(first, moment(first.since, now, it.timezone), old=old)
    if seen:
        text = say("{alert}, seen").format(alert=text)
    if more := len(it.alerts) - 1:
        text = f"{text}. " + count("{n} more alert", "{n} more alerts", more).format(n=number(more))
    return [(text, "warn" if seen else "bad")]


def _shown_time(it: Snapshot, now: datetime) -> datetime:
    """The time of day; a demo plays at a time of its own, and its numbers speak of that."""
    if not it.demo or it.reading is None or it.polled_at is None:
        return now
    return now + (it.reading.at - it.polled_at)


def _headline(it: Snapshot, now: datetime, *, old: bool, starting: bool) -> tuple[tuple[str, ...], Level]:
    """What stands beside the clock, in the longest way first."""
    if it.trouble is not None:
        since = moment(_shown_time(it, it.trouble.since), now, it.timezone)
        return (trouble_headline(it.trouble, since), say("since {since}").format(since=since)), "bad"
    if it.filling is not None:
        ways = (say("Reading conversations: {arrived} of {expected}"), say("Read {arrived} of {expected}"))
        counts = {"arrived": number(it.filling.arrived), "expected": number(it.filling.expected)}
        return tuple(way.format(**counts) for way in ways), "fine"
    if old and starting:
        return (say("Starting, new numbers are on their way"), say("Starting")), "fine"
    if old and it.polled_at is not None:
        since = moment(_shown_time(it, it.polled_at), now, it.timezone)
        ways = (say("No new numbers since {since}"), say("since {since}"))
        return tuple(way.format(since=since) for way in ways), "bad"
    return (), "fine"


def _facts(it: Snapshot) -> tuple[str, ...]:
    """What is so and wants nobody's hand, for those who hang the screen: the longest way first."""
    facts = [*_earlier(it), *(notice(each) for each in it.notices if each.kind in FACTS)]
    return tuple(" · ".join(facts[:many]) for many in range(len(facts), 0, -1))


def _earlier(it: Snapshot) -> tuple[str, ...]:
    """How far the past is read."""
    if it.earlier is None:
        return ()
    text = say("reading earlier days, for what is usual: {arrived} of {expected}")
    return (text.format(arrived=number(it.earlier.arrived), expected=number(it.earlier.expected)),)


def _age(age: float | None, *, old: bool) -> tuple[str, ...]:
    """The age, in the longest way first."""
    if age is None:
        return ()
    ways = (say("numbers {age} old"), say("{age} old")) if old else (say("{age} old"),)
    return tuple(way.format(age=duration(age)) for way in (*ways, "{age}"))


def _next_poll(it: Snapshot, now: datetime) -> tuple[str, ...]:
    wait = (it.next_poll_at - now).total_seconds()
    if wait < 1:
        return (say("asking now"), f"→{SPACE}{say('now')}")
    ways = (say("next try in {time}"), say("next in {time}")) if it.trouble else (say("next in {time}"),)
    return tuple(way.format(time=duration(wait)) for way in (*ways, f"→{SPACE}{{time}}"))


def _progress(it: Snapshot) -> float | None:
    if it.filling is None:
        return None
    return min(1.0, it.filling.arrived / it.filling.expected) if it.filling.expected else 0.0
