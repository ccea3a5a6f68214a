"""The queue: how many wait for us, how long, and who of them waits in public; the number that dominates the wall."""

from msgspec import Struct
from PySide6.QtCore import QRectF

from dashboard.model import Bands
from dashboard.snapshot import Snapshot
from ui.drawing import judged, levels
from ui.drawing.ink import Ink
from ui.drawing.levels import Judged, Level
from ui.drawing.look import Weight
from ui.incoming import known
from ui.panels.panel import Panel, plain_figure
from ui.speech.language import later, say
from ui.speech.spoken import NO_DATA, SPACE, Figures, duration, figures, number

HOUR = 3600
DIGITS = "000"  # the number keeps its size from 0 to 999
LEAST_EMS, MOST_EMS = 5.2, 9.0  # of the number, in room text
FLAT_EMS = (14.0, 8.4)  # in a tile so wide, and less high, the number has nothing under it
STATES: dict[Level, str] = {"fine": later("now"), "warn": later("late"), "bad": later("very late")}


class QueuePart(Struct, frozen=True):
    """What the tile draws; `level` is the whole queue's, by the median of its waits.

    `late` is the part of the longest wait in opening hours: what no wait of which is over an hour alarms nobody.
    """

    size: int | None = None
    level: Level = "fine"
    longest: Judged = Judged(None)
    change: int | None = None
    usual: float | None = None
    unassigned: int | None = None
    public: int | None = None
    longest_public: Judged = Judged(None)
    bands: Bands | None = None
    late: float | None = None
    closed: bool = False


class Row(Struct, frozen=True):
    """A line under the number."""

    labels: tuple[str, ...]
    value: Figures
    level: Level = "fine"


class QueuePanel(Panel[QueuePart]):
    """One giant number, its bar of waits, and as many lines as there is room for."""

    NAME = "queue"

    def part(self, snapshot: Snapshot | None) -> QueuePart:
        """What is drawn of a Snapshot."""
        now = known.now(snapshot)
        if now is None or snapshot is None:
            return QueuePart()
        return QueuePart(
            size=now.queue_size,
            level=judged.wait(snapshot, now.wait_median, "wait_median").level,
            longest=judged.wait(snapshot, now.longest_wait),
            change=change(snapshot),
            usual=known.usual(snapshot, "queue_size"),
            unassigned=now.unassigned,
            public=now.public,
            longest_public=judged.wait(snapshot, now.longest_public_wait),
            bands=now.wait_bands,
            late=known.open_part(snapshot, now.longest_wait),
            closed=known.is_closed(snapshot),
        )

    def draw(self, ink: Ink, part: QueuePart) -> None:
        """Draw it: rows from the bottom up, and the number as large as what is left."""
        state = say("closed") if part.closed and part.level == "fine" else say(STATES[part.level])
        end = self.heading(ink, state, part.level)
        aside = not self._change(ink, part.change, self.width() - end - self.em * 0.25)
        if self.height() < FLAT_EMS[1] * self.em and self.width() >= FLAT_EMS[0] * self.em:
            self._flat(ink, part)
        else:
            self._tall(ink, part, aside=aside)

    def _flat(self, ink: Ink, part: QueuePart) -> None:
        """From far away: the number, and the longest wait beside it."""
        em, sizes = self.em, self.look.sizes
        top = self.title_baseline + em * 0.75
        role, said = levels.role(part.longest.level), figures(part.longest.value)
        side = max(ink.figures_width(said, sizes.figure) + em, ink.width(say("longest"))) + em * 0.5
        px = self._number_px(ink, number(part.size), self.height() - top - em * 0.5, self.width() - side)
        baseline = self.height() - em * 0.5
        ink.figures(
            (-px * 0.04, baseline), plain_figure(number(part.size)), px=px, role=levels.role(part.level)
        )
        width = ink.figures((self.width(), baseline), said, px=sizes.figure, role=role, right=True)
        ink.mark_before((self.width() - width, baseline), part.longest.level)
        above = baseline - sizes.figure * sizes.cap_ratio - em * 0.5
        label = ink.fitting((say("longest wait"), say("longest")), side - em * 0.5)
        role = levels.role(part.longest.level, "dim")
        ink.text((self.width(), above), label, role=role, right=True)

    def _tall(self, ink: Ink, part: QueuePart, *, aside: bool) -> None:
        """The number, the bar under it, and lines; `aside`: the change stands beside the number."""
        rows, line, em = rows_of(part), self.look.sizes.line, self.em
        top = self.title_baseline + em * 0.75
        fixed = em * (0.75 + 0.45 + 1.6 + 0.45)  # above the bar, the bar, the longest wait, the lower edge
        free = self.height() - top - fixed
        fit, px = self._fit(ink, part, free, len(rows))
        beside = self._has_room_beside(ink, part, px)
        if part.usual is not None and not beside:
            rows.insert(0, Row((say("usual queue"), say("usually")), plain_figure(number(part.usual))))
            fit, px = self._fit(ink, part, free, len(rows))
        baseline = top + px * self.look.sizes.cap_ratio
        end = ink.figures(
            (-px * 0.04, baseline), plain_figure(number(part.size)), px=px, role=levels.role(part.level)
        )
        if aside:
            self._change(ink, part.change, self.width() - end - em * 0.5, baseline)
        if beside:
            self._usual(ink, baseline - (line * 1.2 if aside and part.change else 0.0), part.usual)
        spare = max(0.0, free - fit * line - px * self.look.sizes.cap_ratio)
        bar = QRectF(0, baseline + em * 0.75 + spare * 0.4, self.width(), em * 0.45)
        ink.bar(bar, bands_of(part.bands, part.late))
        at = bar.bottom() + em * 1.5 + spare * 0.3
        self._longest(ink, at, part.longest)
        for row in rows[:fit]:
            at += line
            self.row(ink, at, row.labels, row.value, row.level)

    def _fit(self, ink: Ink, part: QueuePart, free: float, rows: int) -> tuple[int, int]:
        """How many of the rows fit, and the size of the number over them."""
        least = self.em * LEAST_EMS * self.look.sizes.cap_ratio
        fit = max(0, min(rows, int((free - least) / self.look.sizes.line)))
        return fit, self._number_px(ink, number(part.size), free - fit * self.look.sizes.line, self.width())

    def _has_room_beside(self, ink: Ink, part: QueuePart, px: int) -> bool:
        """Whether what is usual has room beside the number."""
        needed = max(ink.width(say("usually")), ink.width(number(part.usual), weight=Weight.DemiBold))
        free = self.width() - ink.figures_width(plain_figure(number(part.size)), px) - self.em * 0.5
        return part.usual is not None and needed <= free

    def _usual(self, ink: Ink, at: float, usual: float | None) -> None:
        """How many wait usually at this time of day, beside the number."""
        ink.text((self.width(), at - self.look.sizes.line), say("usually"), role="dim", right=True)
        ink.text((self.width(), at), number(usual), weight=Weight.DemiBold, right=True)

    def _number_px(self, ink: Ink, text: str, height: float, width: float) -> int:
        widest = max(ink.width(DIGITS, 100, Weight.DemiBold), ink.width(text, 100, Weight.DemiBold))
        by_width = width / widest * 100
        by_height = height / self.look.sizes.cap_ratio
        return max(self.look.sizes.em, int(min(by_width, by_height, self.em * MOST_EMS)))

    def _longest(self, ink: Ink, at: float, longest: Judged) -> None:
        size, role = self.look.sizes.figure, levels.role(longest.level)
        said = figures(longest.value)
        width = ink.figures((self.width(), at), said, px=size, role=role, right=True)
        width += ink.mark_before((self.width() - width, at), longest.level)
        label = ink.fitting((say("longest wait"), say("longest")), self.width() - width - self.em * 0.2)
        ink.text((0, at), label, role=levels.role(longest.level, "dim"))

    def _change(self, ink: Ink, change: int | None, room: float, at: float = 0.0) -> bool:
        """Which way the queue goes: an arrow and how many more or fewer than an hour ago. Whether it had room."""
        if not change:
            return True
        amount = f"{'↑' if change > 0 else '↓'}{SPACE}{number(abs(change))}"
        text = ink.fitting((say("{n} in 1 h").format(n=amount), amount), room)
        ink.text((self.width(), at or self.title_baseline), text, role="dim", right=True)
        return bool(text)


def change(snapshot: Snapshot) -> int | None:
    """How much longer the queue is than an hour before, None without a value for then."""
    curve, reading = known.curve(snapshot, "queue_size"), snapshot.reading
    if curve is None or reading is None:
        return None
    index = int(((reading.at - curve.start).total_seconds() - HOUR) // curve.step)
    if not 0 <= index < len(curve.values) or (before := curve.values[index]) is None:
        return None
    return reading.now.queue_size - round(before)


def bands_of(bands: Bands | None, late: float | None) -> list[tuple[float, str]]:
    """The parts of the bar: grey while young, coloured from an hour on, of which some is in opening hours."""
    if bands is None:
        return []
    if late is not None and late <= HOUR:
        old = bands.m15_60_min + bands.h1_4_h + bands.h4_24_h + bands.older
        return [(bands.under_15_min, "band_fresh"), (old, "band_hour")]
    return [
        (bands.under_15_min, "band_fresh"),
        (bands.m15_60_min, "band_hour"),
        (bands.h1_4_h, "band_late"),
        (bands.h4_24_h, "band_day"),
        (bands.older, "band_older"),
    ]


def rows_of(part: QueuePart) -> list[Row]:
    """The lines under the longest wait, the most important first."""
    return [
        Row((say("waiting over 1 h"), say("over 1 h")), *_over(part.bands, 1, part.late)),
        Row(_public(part), plain_figure(number(part.public)), part.longest_public.level),
        Row((say("unassigned"),), plain_figure(number(part.unassigned))),
        Row((say("waiting over 4 h"), say("over 4 h")), *_over(part.bands, 4, part.late)),
        Row((say("waiting over a day"), say("over a day")), *_over(part.bands, 24, part.late)),
    ]


def _over(bands: Bands | None, hours: int, late: float | None) -> tuple[Figures, Level]:
    if bands is None:
        return plain_figure(NO_DATA), "fine"
    over_a_day = bands.older
    counts = {1: bands.h1_4_h + bands.h4_24_h + over_a_day, 4: bands.h4_24_h + over_a_day, 24: over_a_day}
    calm = not counts[hours] or (late is not None and late <= hours * HOUR)
    level: Level = "fine" if calm else "warn" if hours == 1 else "bad"
    return plain_figure(number(counts[hours])), level


def _public(part: QueuePart) -> tuple[str, ...]:
    """What the number of those who wait in public is called, with their longest wait where there is room for it."""
    plain = (say("waiting in public"), say("in public"), say("public"))
    if part.longest_public.value is None:
        return plain
    long = (
        say("waiting in public, longest {time}"),
        say("in public, longest {time}"),
        say("in public, up to {time}"),
    )
    return (*(way.format(time=duration(part.longest_public.value)) for way in long), *plain)
