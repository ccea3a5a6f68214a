"""The month day by day: a bar a day beside last month's, held against a goal; a dash where nothing is known."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from statistics import median
from typing import ClassVar

from msgspec import Struct
from PySide6.QtCore import QRectF

from dashboard.snapshot import DayNumbers, Snapshot
from ui.drawing import judged, levels, scales, wrapped
from ui.drawing.ink import Ink
from ui.drawing.levels import Judged
from ui.drawing.look import Weight, metrics
from ui.panels.panel import Panel
from ui.speech.calendar import day_of, ends_of, is_free, month_before
from ui.speech.language import say
from ui.speech.spoken import Figures, duration, figures, hundredths, month, month_briefly, number, percent

BAR_SHARE = 0.68  # of a day's width
LEAST_DAY_EMS = 0.34  # narrower days are no longer told apart: then last month is its figure alone
WHOLE_FROM = 0.75  # of a day; of less its bar is hollow
STORM_EMS = 0.4  # the mark of a day with a storm
GAP_EMS = 0.35  # between two texts under the days
LEAST_PLOT_EMS = 1.6
BETWEEN_DAYS = 1.5  # days' widths between the two months


class Bar(Struct, frozen=True):
    """A day: its value, None where nothing is known of it; `whole` when most of the day is known."""

    day: date
    value: Judged = Judged(None)
    storms: int = 0
    free: bool = False
    whole: bool = True


class MonthPart(Struct, frozen=True):
    """What the tile draws: the days of last month and of this one up to today, and what each month comes to."""

    bars: tuple[Bar, ...] = ()
    today: date | None = None
    this: Judged = Judged(None)
    before: float | None = None
    level: float = 0.0
    top: float = 1.0

    @property
    def known(self) -> bool:
        """Whether there is a day of which anything is known."""
        return any(bar.value.value is not None for bar in self.bars)


class MonthPanel(Panel[MonthPart]):
    """A kind of it says what a day's value is, what a month's is, and how both are said."""

    LONG: ClassVar[bool] = False  # whether the heading says that it speaks of a typical day

    def part(self, snapshot: Snapshot | None) -> MonthPart:
        """What is drawn of a Snapshot."""
        if snapshot is None or not snapshot.month:
            return MonthPart()
        today = day_of(snapshot)
        known = {each.day: each for each in snapshot.month}
        first, days = month_before(today), []
        while first <= today:
            days.append(self._bar(snapshot, first, known.get(first), today))
            first += timedelta(days=1)
        this = [
            each for each in snapshot.month if (each.day.year, each.day.month) == (today.year, today.month)
        ]
        before = [each for each in snapshot.month if each not in this]
        level = self.level(snapshot)
        return MonthPart(
            bars=tuple(days),
            today=today,
            this=self.month(snapshot, this),
            before=self.month(snapshot, before).value,
            level=level,
            top=self.top(level, [bar.value.value for bar in days]),
        )

    def _bar(self, snapshot: Snapshot, day: date, it: DayNumbers | None, today: date) -> Bar:
        if it is None:
            return Bar(day, free=is_free(day))
        value = self.value(snapshot, it, today=day == today)
        return Bar(day, value, it.storms, is_free(day) or it.holiday, it.known >= WHOLE_FROM)

    def value(self, snapshot: Snapshot, it: DayNumbers, *, today: bool) -> Judged:
        """A day's value."""
        raise NotImplementedError

    def month(self, snapshot: Snapshot, days: Sequence[DayNumbers]) -> Judged:
        """A month's value."""
        raise NotImplementedError

    def level(self, snapshot: Snapshot) -> float:
        """What is to be reached, or not to be passed."""
        raise NotImplementedError

    def top(self, level: float, values: Sequence[float | None]) -> float:
        """The upper end of the scale."""
        raise NotImplementedError

    def said(self, value: float | None) -> str:
        """A value in one text."""
        raise NotImplementedError

    def figure(self, value: float | None) -> Figures:
        """A value as the heading's figure."""
        raise NotImplementedError

    # ── Drawing ──────────────────────────────────────────────────────────────────────────────────────

    @property
    def title_baseline(self) -> float:
        """Lower than in other tiles, so that the large figure stands clear of the rule."""
        return super().title_baseline + self.em * 0.16

    def draw(self, ink: Ink, part: MonthPart) -> None:
        """Draw it."""
        if part.today is None or not part.known:
            self.heading(ink, "")
            why = say("nothing is known of this month yet")
            wrapped.reason(ink, self.title_baseline + self.em * 0.35, why, (self.width(), self.height()))
            return
        self._head(ink, part, part.today)
        plot = self._plot_box(part)
        if plot.height() < self.em * LEAST_PLOT_EMS:
            return  # far away the figure says it alone
        days = Days.of(part.bars, part.today, plot, narrowest=self.em * LEAST_DAY_EMS)
        free = {bar.day for bar in days.bars if bar.free} | set(days.weekends_to_come())
        for day in free:  # shaded, so that weeks can be read
            ink.box(QRectF(days.left(day), plot.y(), days.pitch, plot.height()), "closed")
        for bar in days.bars:
            self._bar_of(ink, plot, bar, days)
        self._level(ink, plot, part)
        self._labels(ink, plot, days)

    def _head(self, ink: Ink, part: MonthPart, today: date) -> None:
        """What it is, of which month; at the right its figure, and before it last month's."""
        at, px, said = self.title_baseline, self.look.sizes.figure, self.figure(part.this.value)
        figure = ink.figures_width(said, px) + (self.em if part.this.level != "fine" else 0.0)
        before = month(month_before(today))
        said_before = f"{before} {self.said(part.before)}" if part.before is not None else ""
        free = self.width() - figure - self.title_width(ink) - self.em * 0.6
        beside = ink.fitting((said_before,), free)
        free -= ink.width(beside) + self.em * 0.8 if beside else 0.0
        name = month(today)
        ways = (say("{month}, typical day").format(month=name), name) if self.LONG else (name,)
        self.heading(ink, ink.fitting((*ways, month_briefly(today)), free))
        ink.figures((self.width(), at), said, px=px, role=levels.role(part.this.level), right=True)
        width = ink.figures_width(said, px)
        width += ink.mark_before((self.width() - width, at), part.this.level)
        ink.text((self.width() - width - self.em * 0.6, at), beside, role="dim", right=True)

    def _plot_box(self, part: MonthPart) -> QRectF:
        measure = metrics(self.look.sizes.em)
        texts = [measure.horizontalAdvance(self.said(part.level))]
        if any(bar.storms for bar in part.bars):
            texts.append(measure.horizontalAdvance(say("storm")) + self.em * (STORM_EMS + 0.2))
        top = self.title_baseline + self.em * 0.6
        width = self.width() - max(texts) - self.em * 0.35
        return QRectF(0, top, width, self.height() - top - self.em * 1.4)

    @property
    def _labels_at(self) -> float:
        return self.height() - self.em * 0.5

    def _room(self, plot: QRectF) -> QRectF:
        """Where bars stand: under the marks of storms."""
        return plot.adjusted(0, self.em * (STORM_EMS + 0.16), 0, 0)

    def _bar_of(self, ink: Ink, plot: QRectF, bar: Bar, days: "Days") -> None:
        """The bar in the colour of what is thought of it, last month's without; a dash where nothing is known."""
        room, width = self._room(plot), max(1.0, days.pitch * BAR_SHARE)
        x, rule = days.left(bar.day) + (days.pitch - width) / 2, float(self.look.sizes.rule)
        quiet = not days.of_this_month(bar.day)
        if bar.storms:
            size = min(self.em * STORM_EMS, days.pitch * 1.2)
            box = QRectF(x + (width - size) / 2, plot.y(), size, size)
            ink.shape("diamond", box, "usual_line" if quiet else "bad")
        if bar.value.value is None:
            ink.box(QRectF(x, room.bottom() - self.em * 0.3, width, rule * 1.5), "usual_line")
            ink.marks.append(("dash", "usual_line"))
            return
        role = "band_fresh" if quiet else levels.role(bar.value.level, "curve")
        share = bar.value.value / self.shown.top
        tall = max(rule, room.height() * min(1.0, share))
        ink.box(QRectF(x, room.bottom() - tall, width, tall), role, hollow=0.0 if bar.whole else rule * 1.5)
        ink.marks.append(("bar" if bar.whole else "hollow bar", role))
        if share > 1.0:  # longer than the scale
            ink.box(QRectF(x, room.y() + self.em * 0.3, width, rule * 2), "ground")

    def _level(self, ink: Ink, plot: QRectF, part: MonthPart) -> None:
        """The line that is to be reached, and what it is."""
        room = self._room(plot)
        y = room.bottom() - room.height() * part.level / part.top
        ink.box(QRectF(plot.x(), y, plot.width(), float(self.look.sizes.rule)), "target")
        lowest = self._labels_at - self.look.sizes.line  # over what the diamond is
        at = min(lowest, y + self.em * self.look.sizes.cap_ratio / 2)
        ink.text((plot.right() + self.em * 0.35, at), self.said(part.level), role="dim")

    def _labels(self, ink: Ink, plot: QRectF, days: "Days") -> None:
        """Today, the months, and the Mondays that have room beside them; what a diamond is."""
        at = self._labels_at
        taken: list[tuple[float, float]] = []
        for left, text, weight in days.labels():
            width, gap = ink.width(text, weight=weight), self.em * GAP_EMS
            x = min(max(plot.x(), left - (width / 2 if text.isdecimal() else 0.0)), plot.right() - width)
            if all(x + width + gap <= begin or end + gap <= x for begin, end in taken):
                ink.text((x, at), text, role="dim" if weight == Weight.Normal else "text", weight=weight)
                taken.append((x, x + width))
        if any(bar.storms for bar in days.bars):
            size, x = self.em * STORM_EMS, plot.right() + self.em * 0.35
            cap = self.em * self.look.sizes.cap_ratio
            ink.shape("diamond", QRectF(x, at - (cap + size) / 2, size, size), "bad")
            ink.text((x + size + self.em * 0.2, at), say("storm"), role="dim")


class Days(Struct, frozen=True):
    """Where the days stand: this month to its end, before it last month where that is known and has room."""

    bars: tuple[Bar, ...]
    today: date
    pitch: float
    begin: float
    first: date

    @classmethod
    def of(cls, bars: tuple[Bar, ...], today: date, plot: QRectF, *, narrowest: float) -> "Days":
        """The days in a plot; each at least so wide, or last month is left out."""
        first, last = ends_of(today)
        before = month_before(today)
        wide = plot.width() / ((last - before).days + 1 + BETWEEN_DAYS)
        if wide >= narrowest and any(bar.value.value is not None for bar in bars if bar.day < first):
            return cls(bars, today, wide, plot.x(), before)
        shown = tuple(bar for bar in bars if bar.day >= first)
        return cls(shown, today, plot.width() / ((last - first).days + 1), plot.x(), first)

    def of_this_month(self, day: date) -> bool:
        """Whether a day is one of today's month."""
        return (day.year, day.month) == (self.today.year, self.today.month)

    def left(self, day: date) -> float:
        """The left edge of a day."""
        apart = BETWEEN_DAYS if self.of_this_month(day) and not self.of_this_month(self.first) else 0.0
        return self.begin + ((day - self.first).days + apart) * self.pitch

    def labels(self) -> Iterator[tuple[float, str, Weight]]:
        """What may stand under the days, the most important first: where, what, how bold."""
        yield self.left(self.today) + self.pitch / 2, str(self.today.day), Weight.DemiBold
        for bar in self.bars:
            if bar.day.day == 1:
                yield self.left(bar.day), month_briefly(bar.day), Weight.Normal
        for day in self._all():
            if day.weekday() == 0:
                yield self.left(day) + self.pitch / 2, str(day.day), Weight.Normal

    def weekends_to_come(self) -> Iterator[date]:
        """Saturdays and Sundays after today."""
        return (day for day in self._all() if day > self.today and is_free(day))

    def _all(self) -> Iterator[date]:
        last = ends_of(self.today)[1]
        return (self.first + timedelta(days=ahead) for ahead in range((last - self.first).days + 1))


# ── The kinds ────────────────────────────────────────────────────────────────────────────────────────


class RateMonth(MonthPanel):
    """The response rate of each day's conversations."""

    NAME = "rate_month"

    def value(self, snapshot: Snapshot, it: DayNumbers, *, today: bool) -> Judged:
        """The share of the day's conversations that have an answer."""
        if today:
            return judged.rate(snapshot, it.numbers)
        return levels.share(it.numbers.response_rate.value, snapshot.goals.response_rate)

    def month(self, snapshot: Snapshot, days: Sequence[DayNumbers]) -> Judged:
        """The share of all of the month's conversations."""
        shares = [it.numbers.response_rate for it in days if it.numbers.response_rate.value is not None]
        many = sum(share.n for share in shares)
        answered = sum((share.value or 0.0) * share.n for share in shares)
        return levels.share(answered / many if many else None, snapshot.goals.response_rate)

    def level(self, snapshot: Snapshot) -> float:
        """The goal."""
        return snapshot.goals.response_rate

    def top(self, level: float, values: Sequence[float | None]) -> float:
        """All of them."""
        return 1.0

    def said(self, value: float | None) -> str:
        """As a share."""
        return percent(value)

    def figure(self, value: float | None) -> Figures:
        """As a share with its sign apart."""
        return hundredths(number(value * 100 if value is not None else None))


class ReplyMonth(MonthPanel):
    """The median of each day's first replies."""

    NAME, LONG = "reply_month", True

    def value(self, snapshot: Snapshot, it: DayNumbers, *, today: bool) -> Judged:
        """The day's median, judged by its part in opening hours."""
        return judged.reply(snapshot, it.numbers)

    def month(self, snapshot: Snapshot, days: Sequence[DayNumbers]) -> Judged:
        """The middle one of the days' medians: a single bad day is no bad month."""
        replies = [it.numbers.first_response_time.median for it in days]
        opened = [it.numbers.first_response_time_open.median for it in days]
        middle, middle_open = (
            median(known) if (known := [value for value in values if value is not None]) else None
            for values in (replies, opened)
        )
        return levels.duration("first_response_time", middle, snapshot.goals.target, middle_open)

    def level(self, snapshot: Snapshot) -> float:
        """The target."""
        return snapshot.goals.target

    def top(self, level: float, values: Sequence[float | None]) -> float:
        """As the day's curve: a day far out does not flatten all others."""
        return scales.longest(level, [value for value in values if value is not None])

    def said(self, value: float | None) -> str:
        """As a duration."""
        return duration(value)

    def figure(self, value: float | None) -> Figures:
        """As a duration with its units apart."""
        return figures(value)
