"""The day in one curve: all 24 hours of the clock, over what is usual and the hours we are closed."""

from collections.abc import Callable
from typing import ClassVar

from msgspec import Struct
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from dashboard.model import Curve, Ribbon, Window
from dashboard.snapshot import Snapshot
from ui.drawing import judged, levels, scales, wrapped
from ui.drawing.ink import Ink
from ui.drawing.levels import Judged, Level
from ui.drawing.look import Look, advance
from ui.drawing.marks import Mark, flags, marks, write_axis
from ui.drawing.plots import Plot, height_in
from ui.drawing.timeline import Span, whole_day
from ui.incoming import known
from ui.panels.panel import Panel, plain_figure
from ui.speech.language import say
from ui.speech.spoken import NO_DATA, Figures, balance, duration, figures, hundredths, number, percent
from ui.speech.words import SHORT_WINDOWS, WINDOWS

LEAST_PLOT_EMS = 1.6  # a lower curve says nothing


class Said(Struct, frozen=True):
    """The figure of the heading: of which window, with what is thought of it and what is usual."""

    window: str
    value: Figures = plain_figure("–")
    level: Level = "fine"
    usual: str = ""


class Scale(Struct, frozen=True):
    """The range of the plot, the level drawn through it, and what is written beside it at which value.

    `step` is written under the first: what a value is a count of.
    """

    low_high: tuple[float, float] = (0.0, 1.0)
    level: float | None = None
    marks: tuple[tuple[float, str], ...] = ()
    step: str = ""


class DayPart(Struct, frozen=True):
    """What the tile draws."""

    said: Said
    curve: Curve | None = None
    ribbon: Ribbon | None = None
    scale: Scale = Scale()
    span: Span | None = None
    closed: tuple[Span, ...] = ()
    events: tuple[Mark, ...] = ()
    timezone: str = "UTC"

    @property
    def known(self) -> bool:
        """Whether there is anything to draw: frames without a line in them look broken."""
        return self.ribbon is not None or bool(scales.known(self.curve))


class DayPanel(Panel[DayPart]):
    """A heading with its figure and what is usual, and the curve under it.

    A kind of it names its series (`KEY`), its scale and its figure.
    """

    KEY: ClassVar[str]
    WINDOW: ClassVar[str]

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._plot = Plot(self)
        self._plot.dress(look)

    def said(self, snapshot: Snapshot) -> Said:
        """The figure of the heading."""
        raise NotImplementedError

    def scale(self, snapshot: Snapshot, curve: Curve | None, ribbon: Ribbon | None) -> Scale:
        """The scale of the curve."""
        raise NotImplementedError

    def part(self, snapshot: Snapshot | None) -> DayPart:
        """What is drawn of a Snapshot."""
        if snapshot is None or snapshot.reading is None:
            return DayPart(Said(self.WINDOW))
        curve, ribbon = self.curve(snapshot), known.ribbon(snapshot, self.KEY)
        closed, span = known.closed_today(snapshot), whole_day(snapshot.reading.at, snapshot.timezone)
        return DayPart(
            said=self.said(snapshot),
            curve=curve,
            ribbon=ribbon,
            scale=self.scale(snapshot, curve, ribbon),
            span=span,
            events=marks(snapshot, span),
            closed=tuple(Span(begin.timestamp(), end.timestamp()) for begin, end in closed),
            timezone=snapshot.timezone,
        )

    def curve(self, snapshot: Snapshot) -> Curve | None:
        """The series of today."""
        return known.curve(snapshot, self.KEY)

    # ── Drawing ──────────────────────────────────────────────────────────────────────────────────────

    def _plot_box(self) -> QRectF:
        texts = (self.shown.scale.step, *(text for _, text in self.shown.scale.marks))
        labels = [advance(text, self.look.sizes.em) for text in texts]
        top = self.title_baseline + self.em * 0.5
        width = self.width() - max(labels) - self.em * 0.3
        return QRectF(0, top, width, self.height() - top - self.em * 1.4)

    @property
    def _plotted(self) -> bool:
        roomy = self._plot_box().height() >= self.em * LEAST_PLOT_EMS
        return self.shown.span is not None and self.shown.known and roomy

    def arrange(self) -> None:
        """Place and feed the plot."""
        part = self.shown
        self._plot.setVisible(self._plotted)
        if part.span is None or not self._plotted:
            return
        self._plot.dress(self.look)
        self._plot.setGeometry(self._plot_box().toRect())
        self._plot.present(
            part.curve,
            part.span,
            part.scale.low_high,
            part.scale.level,
            part.ribbon,
            part.closed,
        )
        placed = flags(part.events, self._plot.geometry(), part.span, self.look.sizes.em, part.timezone)
        self._plot.stand([each.at for each in placed])

    def draw(self, ink: Ink, part: DayPart) -> None:
        """Draw it."""
        self._head(ink, part)
        if not part.known:
            nothing_yet(ink, 0.0, self.title_baseline + self.em * 0.35, (self.width(), self.height()))
        if not self._plotted or part.span is None:
            return
        box = self._plot_box().toRect()
        at = self.height() - self.em * 0.5
        write_axis(ink, box, at, part.span, part.timezone, part.events)
        x, down = box.right() + self.em * 0.3, self.em * self.look.sizes.cap_ratio / 2
        heights = [
            box.bottom() - box.height() * height_in(part.scale.low_high, it[0]) for it in part.scale.marks
        ]
        for y, (_, text) in zip(heights, part.scale.marks, strict=True):
            ink.text((x, y + down), text, role="dim")
        if part.scale.step and heights:
            ink.text((x, heights[0] + down + self.look.sizes.line), part.scale.step, role="dim")

    def _head(self, ink: Ink, part: DayPart) -> None:
        """What it is and of when; at the right its figure, and before it what is usual, as far as there is room."""
        said, at, px = part.said, self.title_baseline, self.look.sizes.em
        width = ink.figures_width(said.value, px) + (self.em if said.level != "fine" else 0.0)
        usual = ink.fitting((said.usual,), self.width() - width - self.title_width(ink) - self.em * 0.8)
        free = self.width() - width - (ink.width(usual) + self.em * 0.6 if usual else 0.0) - self.em * 0.5
        ways = [say(way[said.window]) for way in (WINDOWS, SHORT_WINDOWS) if said.window in way]
        self.heading(ink, ink.fitting(ways, free - self.title_width(ink)))
        ink.figures((self.width(), at), said.value, px=px, role=levels.role(said.level), right=True)
        width = ink.figures_width(said.value, px)
        width += ink.mark_before((self.width() - width, at), said.level)
        ink.text((self.width() - width - self.em * 0.6, at), usual, role="dim", right=True)


# ── The kinds ────────────────────────────────────────────────────────────────────────────────────────


class RepliesDay(DayPanel):
    """A response time against its target."""

    WINDOW = "last_60_min"

    def said(self, snapshot: Snapshot) -> Said:
        """The last hour's median."""
        hour = known.window(snapshot, self.WINDOW)
        median = self.judged(snapshot, hour)
        usual = usually(known.usual(snapshot, self.KEY), duration)
        return Said(self.WINDOW, figures(median.value), median.level, usual)

    def judged(self, snapshot: Snapshot, hour: Window | None) -> Judged:
        """The median of a window."""
        raise NotImplementedError

    def scale(self, snapshot: Snapshot, curve: Curve | None, ribbon: Ribbon | None) -> Scale:
        """The target is its level."""
        target = snapshot.goals.target
        return Scale(scales.durations(target, curve, ribbon), target, ((target, duration(target)),))


class FirstDay(RepliesDay):
    """First replies."""

    NAME, KEY = "first_day", "first_response_time"

    def judged(self, snapshot: Snapshot, hour: Window | None) -> Judged:
        """The median of a window."""
        return judged.reply(snapshot, hour, "first_response_time")


class NextDay(RepliesDay):
    """Next replies."""

    NAME, KEY = "next_day", "next_reply_time"

    def judged(self, snapshot: Snapshot, hour: Window | None) -> Judged:
        """The median of a window."""
        return judged.reply(snapshot, hour, "next_reply_time")


class CountDay(DayPanel):
    """How many a quarter of an hour, and so far today."""

    WINDOW = "today"

    def said(self, snapshot: Snapshot) -> Said:
        """The day's sum, beside what is usual up to this time of day."""
        today = known.window(snapshot, self.WINDOW)
        usual = usually(known.usual(snapshot, f"{self.KEY}_so_far"), number)
        return Said(
            self.WINDOW, plain_figure(number(getattr(today, self.KEY) if today else None)), usual=usual
        )

    def curve(self, snapshot: Snapshot) -> Curve | None:
        """The series without the quarter that still runs: half a quarter looks like half the messages."""
        found = known.curve(snapshot, self.KEY)
        return Curve(start=found.start, step=found.step, values=found.values[:-1]) if found else None

    def scale(self, _: Snapshot, curve: Curve | None, ribbon: Ribbon | None) -> Scale:
        """From 0 to the most."""
        low_high = scales.counts(curve, ribbon)
        return Scale(low_high, None, ((low_high[1], number(low_high[1])),), say("in ¼ h"))


class ArrivalsDay(CountDay):
    """Customers' messages."""

    NAME, KEY = "arrivals_day", "messages_in"


class AnsweredDay(CountDay):
    """Our replies."""

    NAME, KEY = "answered_day", "replies_out"


class QueueDay(DayPanel):
    """How many waited."""

    NAME, KEY, WINDOW = "queue_day", "queue_size", "now"

    def said(self, snapshot: Snapshot) -> Said:
        """The queue now."""
        now = known.now(snapshot)
        usual = usually(known.usual(snapshot, self.KEY), number)
        return Said(self.WINDOW, plain_figure(number(now.queue_size if now else None)), usual=usual)

    def scale(self, _: Snapshot, curve: Curve | None, ribbon: Ribbon | None) -> Scale:
        """From 0 to the most."""
        low_high = scales.counts(curve, ribbon)
        return Scale(low_high, None, ((low_high[1], number(low_high[1])),))


class SurgeDay(DayPanel):
    """How many waits began in the hour up to each quarter: what a storm is told by."""

    NAME, KEY, WINDOW = "surge_day", "waits_begun_last_hour", "last_60_min"

    def said(self, snapshot: Snapshot) -> Said:
        """The last hour's."""
        hour = known.window(snapshot, self.WINDOW)
        level: Level = "bad" if snapshot.storm else "fine"
        usual = usually(known.usual(snapshot, self.KEY), number)
        return Said(self.WINDOW, plain_figure(number(hour.waits_begun if hour else None)), level, usual)

    def scale(self, _: Snapshot, curve: Curve | None, ribbon: Ribbon | None) -> Scale:
        """From 0 to the most."""
        low_high = scales.counts(curve, ribbon)
        return Scale(low_high, None, ((low_high[1], number(low_high[1])),))


class MoodDay(DayPanel):
    """The balance of the customers' messages."""

    NAME, KEY, WINDOW = "mood_day", "balance", "last_60_min"

    def said(self, snapshot: Snapshot) -> Said:
        """The last hour's balance."""
        hour = known.window(snapshot, self.WINDOW)
        found = hundredths(balance(hour.sentiment.balance if hour else None))
        return Said(self.WINDOW, found, usual=usually(known.usual(snapshot, self.KEY), _in_percent))

    def scale(self, _: Snapshot, curve: Curve | None, __: Ribbon | None) -> Scale:
        """As far below 0 as above."""
        low_high = scales.balances(curve)
        return Scale(
            low_high, 0.0, ((low_high[1], balance(low_high[1])), (low_high[0], balance(low_high[0])))
        )


def _in_percent(value: float | None) -> str:
    return NO_DATA if value is None else balance(value).strip("0123456789") + percent(abs(value))


def nothing_yet(ink: Ink, left: float, top: float, area: tuple[float, float]) -> None:
    """Say that there is no line to be drawn yet, and leave the room where it will be."""
    wrapped.reason(ink, top, say("no curve yet today"), area, left)


def usually(value: float | None, spoken: Callable[[float | None], str]) -> str:
    """What is usual, in words; "" where it is not known."""
    return "" if value is None else say("usually {value}").format(value=spoken(value))
