"""The response times: how long customers waited for the first reply, held against the target."""

from msgspec import Struct
from PySide6.QtCore import QRect, QRectF
from PySide6.QtWidgets import QWidget

from dashboard.model import Curve, Ribbon, Spread
from dashboard.snapshot import Snapshot
from ui.drawing import judged, levels, scales
from ui.drawing.ink import Ink
from ui.drawing.levels import Judged
from ui.drawing.look import Look, advance
from ui.drawing.marks import Mark, flags, marks, write_axis
from ui.drawing.plots import Plot, height_in
from ui.drawing.timeline import Span, frame
from ui.incoming import known
from ui.panels.day import nothing_yet
from ui.panels.panel import Panel
from ui.speech.language import say
from ui.speech.spoken import duration, figures
from ui.speech.words import SHORT_WINDOWS, WINDOWS

CURVE_FROM_EMS = 20.0  # in a narrower tile there is no curve


class ResponsePart(Struct, frozen=True):
    """What the tile draws."""

    today: Judged = Judged(None)
    p90: float | None = None
    opened: float | None = None
    hour: Judged = Judged(None)
    next_reply: float | None = None
    target: float = 0.0
    curve: Curve | None = None
    ribbon: Ribbon | None = None
    usual: float | None = None
    span: Span | None = None
    events: tuple[Mark, ...] = ()
    timezone: str = "UTC"


class ResponsePanel(Panel[ResponsePart]):
    """The number of the day at the left, the last hour and the day's curve at the right."""

    NAME = "response"

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._plot = Plot(self)
        self._plot.dress(look)

    def part(self, snapshot: Snapshot | None) -> ResponsePart:
        """What is drawn of a Snapshot."""
        if snapshot is None:
            return ResponsePart()
        today, hour = known.window(snapshot, "today"), known.window(snapshot, "last_60_min")
        target, curve = snapshot.goals.target, known.curve(snapshot, "first_response_time")
        first = today.first_response_time if today else Spread()
        span = frame(curve, snapshot.timezone) if curve else None
        return ResponsePart(
            today=judged.reply(snapshot, today),
            p90=first.p90,
            opened=today.first_response_time_open.median if today and snapshot.closed else None,
            hour=judged.reply(snapshot, hour),
            next_reply=today.next_reply_time.median if today else None,
            target=target,
            curve=curve,
            ribbon=known.ribbon(snapshot, "first_response_time"),
            usual=known.usual(snapshot, "first_response_time"),
            span=span,
            events=marks(snapshot, span),
            timezone=snapshot.timezone,
        )

    @property
    def _wide(self) -> bool:
        return self.width() >= CURVE_FROM_EMS * self.em

    @property
    def _column(self) -> float:
        """The width of the left half, on the grid of the tiles beneath."""
        return (self.width() - self.look.sizes.gutter) / 2 if self._wide else self.width()

    @property
    def _label_width(self) -> float:
        """The room for "10 min" beside the target line."""
        return advance(duration(self.shown.target), self.look.sizes.em) + self.em * 0.3

    def _plot_box(self) -> QRectF:
        left = self._column + self.look.sizes.gutter
        top = self.title_baseline + self.em * 0.45
        return QRectF(left, top, self.width() - left - self._label_width, self.height() - top - self.em * 1.4)

    def arrange(self) -> None:
        """Place and feed the plot."""
        part = self.shown
        self._plot.setVisible(self._wide and part.span is not None)
        if part.span is None or not self._wide:
            return
        self._plot.dress(self.look)
        self._plot.setGeometry(self._plot_box().toRect())
        self._plot.present(
            part.curve,
            part.span,
            scales.durations(part.target, part.curve, part.ribbon),
            part.target,
            part.ribbon,
        )
        placed = flags(part.events, self._plot.geometry(), part.span, self.look.sizes.em, part.timezone)
        self._plot.stand([each.at for each in placed])

    def draw(self, ink: Ink, part: ResponsePart) -> None:
        """Draw it."""
        self.heading(ink, say(WINDOWS["today"]))
        target = duration(part.target) if part.target else ""
        beside = {
            "fine": (say("target {time}"), say("of {time}")),
            "warn": (say("over {time}"), say("late")),
            "bad": (say("over {time}"), say("very late"), say("late")),
        }[part.today.level]
        ways = [way.format(time=target) for way in beside if target]
        if (
            part.today.level == "fine"
            and part.opened is not None
            and figures(part.opened) != figures(part.today.value)
        ):
            hours_ways = (say("{time} of it open"), say("open {time}"))
            ways = [way.format(time=duration(part.opened)) for way in hours_ways]
        self.headline(ink, figures(part.today.value), part.today.level, ways, self._column)
        self._lines(ink, part)
        if self._wide:
            self._last_hour(ink, part.hour)
            self._scale(ink, part)

    def _lines(self, ink: Ink, part: ResponsePart) -> None:
        at = self.number_baseline
        rows = [
            ((say("9 of 10 within"), say("9 of 10 in")), Judged(part.p90)),
            ((say("next replies"),), Judged(part.next_reply)),
        ]
        if part.usual is not None:
            rows.insert(0, ((say("usually now"),), Judged(part.usual)))
        if not self._wide:
            rows.insert(0, (last_hour(), part.hour))
        rows = rows[: self.lines_below(at)]
        line = self.spread(at, len(rows))
        for labels, it in rows:
            at += line
            self.row(ink, at, labels, figures(it.value), it.level, self._column)

    def _last_hour(self, ink: Ink, hour: Judged) -> None:
        at, left = self.title_baseline, self._column + self.look.sizes.gutter
        role, size = levels.role(hour.level), self.look.sizes.em
        width = ink.figures_width(figures(hour.value), size)
        room = self.width() - left - width - self.em * (0.3 if hour.level == "fine" else 1.0)
        ink.text((left, at), ink.fitting(last_hour(), room), role="dim")
        ink.figures((self.width(), at), figures(hour.value), px=size, role=role, right=True)
        ink.mark_before((self.width() - width, at), hour.level)

    def _scale(self, ink: Ink, part: ResponsePart) -> None:
        """The hours under the curve, and the target beside its line."""
        if part.span is None:
            left = self._column + self.look.sizes.gutter
            nothing_yet(ink, left, self.title_baseline + self.em * 0.35, (self.width(), self.height()))
            return
        box = QRect(self._plot_box().toRect())
        at = self.height() - self.em * 0.5
        write_axis(ink, box, at, part.span, part.timezone, part.events)
        share = height_in(scales.durations(part.target, part.curve, part.ribbon), part.target)
        y = box.bottom() - box.height() * share + self.em * self.look.sizes.cap_ratio / 2
        ink.text((box.right() + self.em * 0.3, y), duration(part.target), role="dim")


def last_hour() -> tuple[str, ...]:
    """What the last hour is called, in the longest way first."""
    return say(WINDOWS["last_60_min"]), say(SHORT_WINDOWS["last_60_min"])
