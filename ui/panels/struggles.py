"""The struggle board: the problems customers have now, the one that presses most over all others."""

from collections.abc import Iterable

from msgspec import Struct
from PySide6.QtCore import QRectF

from dashboard.snapshot import Snapshot
from dashboard.voice.values import TopicNow
from ui.drawing import judged, levels, wrapped
from ui.drawing.ink import DESCENT, Ink
from ui.drawing.levels import Judged, Level
from ui.drawing.look import Weight
from ui.drawing.quotes import topic_name
from ui.incoming import known
from ui.panels.channels import public_mark
from ui.panels.mood import face
from ui.panels.panel import Panel
from ui.speech.language import say
from ui.speech.spoken import NO_DATA, SPACE, duration, moment, number, percent, times
from ui.speech.words import WINDOWS

NO_STRUGGLE = ("other", "praise")
PRAISE = "praise"
LEAST_HEARD = 5  # messages with a sure mood; a share of fewer says nothing
AS_USUAL = (0.8, 1.25)  # times the usual: so many come and go by chance
LEAST_USUAL = 0.5  # customers an hour: of fewer there is usually none
HERO_EMS, NUMBER_EMS = 3.5, 1.9  # of the numbers of customers
NAME_EMS = 1.375  # of the hero's name
HERO_ROW_EMS, ROW_EMS, LOOSEST_ROW_EMS = 4.6, 2.62, 3.3  # from one row's top to the next
FOOT_EMS = 1.45  # the good news
FACTS_EMS = 1.3  # the hero's third line
SECOND_EMS = 1.2  # from the first line of a row to its second
LOW_EMS = 4.75  # of a tile that has no room for a title over its number
MOST = 7


class Struggle(Struct, frozen=True):
    """A topic's row. `burst` is since when far more write of it than chance brings, as it is said; "": it does not."""

    name: str
    customers: int
    usual: float | None = None
    times: float | None = None
    negative: float | None = None
    heard: int = 0
    wait: Judged = Judged(None)
    public: int = 0
    burst: str = ""

    @property
    def level(self) -> Level:
        """Only what chance does not bring is abnormal."""
        return "bad" if self.burst else "fine"


class StrugglesPart(Struct, frozen=True):
    """What the tile draws: the problems, what pressed most first; customers who were pleased; without any why."""

    rows: tuple[Struggle, ...] = ()
    pleased: int | None = None
    praise: str = ""
    reason: str = ""

    @property
    def calm(self) -> bool:
        """Whether all is known, and nobody has a problem."""
        return not self.rows and not self.reason


class StrugglesPanel(Panel[StrugglesPart]):
    """The first problem large, the next ones in rows of two lines, the good news last."""

    NAME = "struggles"

    def part(self, snapshot: Snapshot | None) -> StrugglesPart:
        """What is drawn of a Snapshot."""
        if snapshot is None or known.window(snapshot, "last_60_min") is None:
            return StrugglesPart(reason=say("not all is read yet"))
        if not snapshot.topics:
            return StrugglesPart(reason=say("no topic was heard yet"))
        praise = next((topic for topic in snapshot.topics if topic.id == PRAISE), None)
        heard = [topic for topic in snapshot.topics if topic.id not in NO_STRUGGLE and topic.customers]
        heard.sort(key=lambda topic: (topic.burst is not None, topic.customers), reverse=True)
        return StrugglesPart(
            rows=tuple(_struggle(snapshot, topic) for topic in heard[:MOST]),
            pleased=praise.customers if praise else None,
            praise=topic_name(praise.names, praise.id) if praise else "",
        )

    def draw(self, ink: Ink, part: StrugglesPart) -> None:
        """Draw it."""
        floor = self.height() - self.em * 0.28
        top = 0.0 if self._low and part.rows else self._title(ink)
        if part.reason:
            wrapped.reason(ink, top, part.reason, (self.width(), self.height()))
        if part.calm:
            self._nobody(ink, top)
        rows = fitting(part.rows, (floor - top) / self.em, foot=part.pleased is not None)
        if rows.shown:
            self._rows(ink, top, rows)
        if rows.foot and part.pleased is not None:
            self._good_news(ink, floor, part)

    def _rows(self, ink: Ink, top: float, rows: "Fitted") -> None:
        """The rows, their words one under the other."""
        indent = self._indent(ink, rows.shown)
        self._hero(ink, top, indent, rows.shown[0], rows.hero)
        at = top + rows.hero * self.em
        short = any(self._crowded(ink, indent, row) for row in rows.shown[1:])
        for row in rows.shown[1:]:
            self._row(ink, at + (rows.row - ROW_EMS) * self.em / 2, indent, row, short=short)
            at += rows.row * self.em

    def _nobody(self, ink: Ink, top: float) -> None:
        """No customer: a number, since that is known."""
        px, baseline = self._number_px, top + self.em * 0.4 + self._number_px * self.look.sizes.cap_ratio
        x = ink.text((0, baseline), number(0), px=px, weight=Weight.DemiBold) + self.em * 0.65
        lines = wrapped.lines(say("Nobody wrote of a problem."), self.look.sizes.em, self.width() - x) or ()
        at = baseline - (len(lines) - 1) * self.look.sizes.line
        for line in lines:
            ink.text((x, at), line, role="dim")
            at += self.look.sizes.line

    def _title(self, ink: Ink) -> float:
        """The title; returns where the rows begin."""
        last_hour = say(WINDOWS["last_60_min"])
        ways = (say("{window}, customers").format(window=last_hour), last_hour)
        self.heading(ink, ink.fitting(ways, self.width() - self.title_width(ink)))
        return self.title_baseline + self.em * 0.3

    # ── The problem over all others ──────────────────────────────────────────────────────────────────

    def _indent(self, ink: Ink, rows: tuple[Struggle, ...]) -> float:
        """Where the words begin, beside the widest number."""
        hero = ink.width(number(rows[0].customers), self._hero_px, Weight.DemiBold)
        others = (ink.width(number(row.customers), self._number_px, Weight.DemiBold) for row in rows[1:])
        return max([hero, *others]) + self.em * 0.65

    @property
    def _hero_px(self) -> int:
        """The number's size; a low tile is its own measure, and has no title."""
        tall = (self.height() / self.em - 0.45) / (self.look.sizes.cap_ratio + DESCENT)
        return round(self.em * (min(HERO_EMS, tall) if self._low else HERO_EMS))

    @property
    def _low(self) -> bool:
        return self.height() < self.em * LOW_EMS

    @property
    def _number_px(self) -> int:
        return round(self.em * NUMBER_EMS)

    def _hero(self, ink: Ink, top: float, indent: float, it: Struggle, tall: float) -> None:
        """The number, and beside it the name, how unusual it is, and the facts where they have room."""
        em, cap = self.em, self.look.sizes.cap_ratio
        top += em * 0.4
        baseline = top + self._hero_px * cap
        role = levels.role(it.level)
        ink.text(
            (indent - em * 0.65, baseline),
            number(it.customers),
            role=role,
            px=self._hero_px,
            weight=Weight.DemiBold,
            right=True,
        )
        room, name_px = self.width() - indent, self._name_px(ink, it.name, self.width() - indent)
        at = top + name_px * cap
        name = (
            it.name if ink.width(it.name, name_px, Weight.DemiBold) <= room else ink.cut(it.name, room * 0.94)
        )
        ink.text((indent, at), name, px=name_px, weight=Weight.DemiBold)
        self._unusual(ink, (indent, baseline), it, room)
        if tall >= HERO_ROW_EMS:
            self._facts(ink, (indent, baseline + em * FACTS_EMS), it)

    def _name_px(self, ink: Ink, name: str, room: float) -> int:
        """The name as large as it can be in one line."""
        sizes = (round(self.em * NAME_EMS), round(self.em * 1.18), round(self.em))
        return next((px for px in sizes if ink.width(name, px, Weight.DemiBold) <= room), sizes[-1])

    @property
    def _mark_width(self) -> float:
        return self.em * self.look.sizes.cap_ratio * 1.35

    def _unusual(self, ink: Ink, at: tuple[float, float], it: Struggle, room: float) -> float:
        """How many times as many as usual, with the mark of a burst. Returns where it ends."""
        mark = self._mark_width if it.burst else 0.0
        ways = unusual(it)
        if self._low:  # without a title somebody has to say what is counted
            ways = (*(say("customers, {said}").format(said=way) for way in ways[:1]), *ways)
        said = ink.fitting(ways, room - mark)
        x = at[0] + (ink.mark(at, it.level) if said else 0.0)
        return x + ink.text((x, at[1]), said, role=levels.role(it.level, "dim"))

    def _facts(self, ink: Ink, at: tuple[float, float], it: Struggle) -> None:
        """Share negative, oldest unanswered, how many in public: what has no room is left out from the right."""
        gap, x = self.em * 0.75, at[0]
        x += self._negative(ink, (x, at[1]), it, self.width() - x) + gap
        width = self._wait_width(ink, it)
        if x + width <= self.width():
            self._wait(ink, x + width, at[1], it)
            x += width + gap
        self._public(ink, (x, at[1]), it, self.width() - x)

    # ── The others ───────────────────────────────────────────────────────────────────────────────────

    def _crowded(self, ink: Ink, indent: float, it: Struggle) -> bool:
        """Whether a row's second line has room only without the word after its wait."""
        ways = unusual(it)
        mark = self._mark_width if it.burst else 0.0
        said = ink.width(ways[min(1, len(ways) - 1)]) + mark + self.em * 0.6
        return said + self._wait_width(ink, it) > self.width() - indent

    def _row(self, ink: Ink, top: float, indent: float, it: Struggle, *, short: bool) -> None:
        """Two lines: the name and the mood, how unusual it is and the oldest wait."""
        em = self.em
        first = top + em * (0.42 + self.look.sizes.cap_ratio)
        second = first + em * SECOND_EMS
        middle = (first + second) / 2 - em * self.look.sizes.cap_ratio / 2
        number_at = middle + self._number_px * self.look.sizes.cap_ratio / 2
        ink.text(
            (indent - em * 0.65, number_at),
            number(it.customers),
            role=levels.role(it.level),
            px=self._number_px,
            weight=Weight.DemiBold,
            right=True,
        )
        name = ink.cut(it.name, self.width() - indent)
        free = self.width() - indent - ink.text((indent, first), name) - em * 0.5
        self._aside(ink, first, it, free)
        wait = self._wait_width(ink, it, short=short)
        needed = ink.width(unusual(it)[-1]) + (self._mark_width if it.burst else 0.0) + em * 0.6
        shown = wait if wait + needed <= self.width() - indent else 0.0
        if shown:
            self._wait(ink, self.width(), second, it, short=short)
        self._unusual(ink, (indent, second), it, self.width() - indent - shown - em * 0.6)

    def _aside(self, ink: Ink, at: float, it: Struggle, room: float) -> None:
        """At the right of a name: how many in public, and the share negative, as far as they fit."""
        negative, public = self._negative_width(ink, it), self._public_width(ink, it)
        if negative > room:
            return
        gap = self.em * 0.6
        if it.public and negative + gap + public <= room:
            self._public(ink, (self.width() - public, at), it, public + 1)
            self._negative(ink, (self.width() - public - gap - negative, at), it, negative + 1)
            return
        self._negative(ink, (self.width() - negative, at), it, negative + 1)

    # ── Facts ────────────────────────────────────────────────────────────────────────────────────────

    def _negative_width(self, ink: Ink, it: Struggle) -> float:
        return self.em * 1.1 + ink.width(share_negative(it), weight=Weight.DemiBold)

    def _negative(self, ink: Ink, at: tuple[float, float], it: Struggle, room: float) -> float:
        """A sad face with the share of messages that are; of how many, where there is room."""
        size, em = self.em * 0.88, self.em
        face(ink, QRectF(at[0], at[1] - (size + em * self.look.sizes.cap_ratio) / 2, size, size), "negative")
        x = em * 1.1
        x += ink.text((at[0] + x, at[1]), share_negative(it), weight=Weight.DemiBold)
        more = say("of {n}").format(n=number(it.heard)) if it.negative is not None else ""
        roomy = self.width() > em * 24
        if roomy and more and x + em * 0.25 + ink.width(more) <= room:
            x += em * 0.25 + ink.text((at[0] + x + em * 0.25, at[1]), more, role="dim")
        return x

    def _wait_width(self, ink: Ink, it: Struggle, *, short: bool = False) -> float:
        mark = self.em * 0.7 if it.wait.level != "fine" else 0.0
        return mark + ink.width(waiting(it, short=short)) if it.wait.value is not None else 0.0

    def _wait(self, ink: Ink, right: float, at: float, it: Struggle, *, short: bool = False) -> None:
        """How long the oldest of them has waited, ending at the right."""
        if it.wait.value is None:
            return
        said = waiting(it, short=short)
        width = ink.text((right, at), said, role=levels.role(it.wait.level, "dim"), right=True)
        ink.mark_before((right - width, at), it.wait.level)

    def _public_width(self, ink: Ink, it: Struggle) -> float:
        return self.em * 0.8 + ink.width(number(it.public))

    def _public(self, ink: Ink, at: tuple[float, float], it: Struggle, room: float) -> None:
        """An eye, and how many wrote where everybody reads it."""
        said = say("{n} in public").format(n=number(it.public))
        fits = ink.fitting((said, number(it.public)), room - self.em * 0.8)
        if fits and it.public:
            public_mark(ink, at)
            ink.text((at[0] + self.em * 0.8, at[1]), fits, role="dim")

    # ── What is well, and what is not known ──────────────────────────────────────────────────────────

    def _good_news(self, ink: Ink, floor: float, part: StrugglesPart) -> None:
        """Who praised us, in proportion to those who have a problem."""
        em, at = self.em, floor - self.em * DESCENT
        size = em * 0.88
        face(ink, QRectF(0, at - (size + em * self.look.sizes.cap_ratio) / 2, size, size), "positive")
        x = em * 1.1 + ink.text((em * 1.1, at), part.praise, role="dim") + em * 0.4
        x += ink.text((x, at), number(part.pleased), weight=Weight.DemiBold) + em * 0.6
        thick = em * 0.3
        bar = QRectF(x, at - (em * self.look.sizes.cap_ratio + thick) / 2, self.width() - x, thick)
        pleased, problems = part.pleased or 0, sum(row.customers for row in part.rows)
        if bar.width() > em * 3:
            ink.box(bar, "track")
            share = pleased / max(1, pleased + problems)
            ink.box(QRectF(bar.x(), bar.y(), bar.width() * share, thick), "positive")


class Fitted(Struct, frozen=True):
    """The rows that have room, how tall the first and the others are in room text, and whether the foot has room."""

    shown: tuple[Struggle, ...]
    hero: float
    row: float
    foot: bool


def fitting(rows: Iterable[Struggle], ems: float, *, foot: bool) -> Fitted:
    """As many rows as fit; the foot gives way to a second row, the hero's third line to nobody but a low screen."""
    rows = tuple(rows)
    hero = HERO_ROW_EMS if ems >= HERO_ROW_EMS else HERO_ROW_EMS - FACTS_EMS
    foot = foot and ems >= hero + FOOT_EMS + (ROW_EMS if len(rows) > 1 else 0.0)
    free = ems - hero - (FOOT_EMS if foot else 0.0)
    count = max(0, min(len(rows) - 1, int(free / ROW_EMS + 1e-6)))
    row = min(LOOSEST_ROW_EMS, free / count) if count else ROW_EMS
    return Fitted(rows[: count + 1], hero, row, foot)


def unusual(it: Struggle) -> tuple[str, ...]:
    """How many times as many as usual, and since when it is a burst, in the longest way first."""
    since = say("since {since}").format(since=it.burst)
    compared = against_usual(it)
    if not it.burst:
        return (compared,)
    if it.usual is None:
        return (since,)
    new = say("new since {since}").format(since=it.burst)
    if it.times is None:
        return (f"{compared}, {since}", new, since)
    return (f"{compared} {since}", f"{times(it.times)}{SPACE}{since}", since)


def against_usual(it: Struggle) -> str:
    """The customers of the last hour held against what is usual; a dash where that is not known."""
    if it.usual is None:
        return NO_DATA
    if it.usual <= 0 or it.times is None:
        return say("usually none")
    least, most = AS_USUAL
    if it.times < least:
        return say("fewer than usual")
    return say("as usual") if it.times < most else say("{times} usual").format(times=times(it.times))


def times_usual(topic: TopicNow) -> float | None:
    """How many times the usual; None where hardly anybody usually writes of it: 754 times nobody is no number."""
    return topic.times if topic.usual is not None and topic.usual >= LEAST_USUAL else None


def waiting(it: Struggle, *, short: bool) -> str:
    """How long the oldest of them has waited."""
    time = duration(it.wait.value)
    return time if short else say("{time} waiting").format(time=time)


def share_negative(it: Struggle) -> str:
    """The share of messages with a negative mood; a dash where too few have a sure one."""
    return percent(it.negative) if it.heard >= LEAST_HEARD else NO_DATA


def _struggle(snapshot: Snapshot, topic: TopicNow) -> Struggle:
    now = snapshot.reading.at if snapshot.reading else snapshot.made_at
    wait = (now - topic.waiting_since).total_seconds() if topic.waiting_since else None
    return Struggle(
        name=topic_name(topic.names, topic.id),
        customers=topic.customers,
        usual=topic.usual,
        times=times_usual(topic),
        negative=topic.negative,
        heard=topic.heard,
        wait=judged.wait(snapshot, max(0.0, wait) if wait is not None else None),
        public=topic.public,
        burst=moment(topic.burst, now, snapshot.timezone) if topic.burst else "",
    )
