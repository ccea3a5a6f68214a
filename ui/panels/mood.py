"""The mood: what customers' messages of the day sound like, by estimate, and which way it goes."""

from typing import get_args

from msgspec import Struct
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from dashboard.model import Curve, Mood, Moods, Ribbon
from dashboard.snapshot import Snapshot
from ui.drawing import scales
from ui.drawing.ink import Ink
from ui.drawing.look import Look, Weight, advance
from ui.drawing.plots import Plot
from ui.drawing.timeline import Span, frame
from ui.incoming import known
from ui.panels.panel import Panel
from ui.speech.language import later, say
from ui.speech.spoken import NO_DATA, balance, hundredths, number, percent

MOODS: dict[Mood, str] = {
    "negative": later("negative"),
    "neutral": later("neutral"),
    "positive": later("positive"),
    "unsure": later("unsure"),
}
MOUTHS: dict[Mood, tuple[float, float, float, float, float, float]] = {  # a box in the face, and an arc in it
    "negative": (0.28, 0.58, 0.44, 0.40, 25, 130),
    "neutral": (0.30, 0.62, 0.40, 0.02, 0, 360),
    "positive": (0.26, 0.30, 0.48, 0.46, 205, 130),
}


USUALLY_WIDE = -0.88  # the room of most balances: the curve beside the number does not jump


class MoodPart(Struct, frozen=True):
    """What the tile draws."""

    moods: Moods | None = None
    balance: float | None = None
    curve: Curve | None = None
    span: Span | None = None
    ribbon: Ribbon | None = None
    usual: float | None = None


class MoodPanel(Panel[MoodPart]):
    """The balance and its curve, and how many messages of each mood: the good is shown in proportion."""

    NAME = "mood"

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._plot = Plot(self)
        self._plot.dress(look)

    def part(self, snapshot: Snapshot | None) -> MoodPart:
        """What is drawn of a Snapshot."""
        today, curve = known.window(snapshot, "today"), known.curve(snapshot, "balance")
        return MoodPart(
            moods=today.sentiment if today else None,
            balance=today.sentiment.balance if today else None,
            curve=curve,
            span=frame(curve, snapshot.timezone) if snapshot and curve else None,
            ribbon=known.ribbon(snapshot, "balance"),
            usual=known.usual(snapshot, "balance"),
        )

    def _plot_box(self) -> QRectF:
        left = max(self._wide(USUALLY_WIDE), self._wide(self.shown.balance)) + self.em * 0.5
        top = self.title_baseline + self.em * 0.5
        return QRectF(left, top, self.width() - left, self.number_baseline - top + self.em * 0.1)

    def _wide(self, value: float | None) -> float:
        """How wide a balance comes out as the tile's number, in the language spoken."""
        px, em, wide = self.look.sizes.number, self.look.sizes.em, 0.0
        for figure, unit in hundredths(balance(value)):
            wide += advance(figure, px, Weight.DemiBold) + (em * 0.2 + advance(unit, em) if unit else 0.0)
        return wide

    def arrange(self) -> None:
        """Place and feed the plot."""
        part = self.shown
        self._plot.setVisible(part.span is not None)
        if part.span is None:
            return
        self._plot.dress(self.look)
        self._plot.setGeometry(self._plot_box().toRect())
        self._plot.present(part.curve, part.span, scales.balances(part.curve), 0.0, part.ribbon)

    def draw(self, ink: Ink, part: MoodPart) -> None:
        """Draw it."""
        ways = (say("today, estimate"), say("estimate"))
        self.heading(ink, ink.fitting(ways, self.width() - self.title_width(ink)))
        self.headline(ink, hundredths(balance(part.balance)), "fine", ())
        bar = QRectF(0, self.number_baseline + self.em * 0.5, self.width(), self.em * 0.3)
        ink.bar(bar, [(getattr(part.moods, mood), mood) for mood in MOODS] if part.moods else [])
        at = bar.bottom() + self.em * 0.05 + self.look.sizes.line
        spare = self.lines_below(at) - (len(MOODS) - 1)
        if spare < 0:
            self._faces(ink, at, part.moods)
        else:
            at = self._table(ink, at, part.moods, len(MOODS) + min(1, spare))
        if part.usual is not None and self.lines_below(at) >= 1:
            at += self.look.sizes.line
            self.row(ink, at, (say("usually now"), say("usually")), hundredths(balance(part.usual)))

    def _faces(self, ink: Ink, at: float, moods: Moods | None) -> None:
        """A face and a share for each mood; the unsure ones are in the bar."""
        sure: tuple[Mood, ...] = ("negative", "neutral", "positive")
        for index, mood in enumerate(sure):
            self._face_and_text(
                ink, (index * self.width() / len(sure), at), mood, percent(share(moods, mood))
            )

    def _table(self, ink: Ink, at: float, moods: Moods | None, lines: int) -> float:
        """A line for each mood, of so many: face, word, how many, which share. Returns the last baseline."""
        line = self.spread(at - self.look.sizes.line, lines)
        at += line - self.look.sizes.line
        for mood, word in MOODS.items():
            text = number(getattr(moods, mood)) if moods else NO_DATA
            self._face_and_text(ink, (0, at), mood, say(word), weight=Weight.Normal)
            ink.text((self.width() - self.em * 3.2, at), text, weight=Weight.DemiBold, right=True)
            ink.text((self.width(), at), percent(share(moods, mood)), role="dim", right=True)
            at += line
        return at - line

    def _face_and_text(
        self, ink: Ink, at: tuple[float, float], mood: Mood, text: str, weight: Weight = Weight.DemiBold
    ) -> None:
        size = self.em * 0.88
        face(ink, QRectF(at[0], at[1] - (size + self.em * self.look.sizes.cap_ratio) / 2, size, size), mood)
        ink.text((at[0] + size * 1.25, at[1]), text, weight=weight)


def share(moods: Moods | None, mood: Mood) -> float | None:
    """Which part of the messages has a mood."""
    total = sum(getattr(moods, each) for each in MOODS) if moods else 0
    return getattr(moods, mood) / total if total else None


def face(ink: Ink, box: QRectF, mood: Mood) -> None:
    """Draw a face that anybody can read, or a question mark in a ring."""
    ink.marks.append((f"face {mood}", mood))
    ink.sign(f"face {mood}", box, mood, lambda ink, box: _draw_face(ink, box, mood))


def _draw_face(ink: Ink, box: QRectF, mood: Mood) -> None:
    pen = box.width() * 0.09
    ink.ring(box.adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2), mood, pen)
    if mood == "unsure":
        px = round(box.width() * 0.72)
        width = ink.width("?", px, Weight.DemiBold)
        baseline = box.center().y() + px * ink.sizes.cap_ratio / 2
        ink.glyph((box.center().x() - width / 2, baseline), "?", px, mood)
        return
    for x in (0.34, 0.66):
        eye = box.width() * 0.12
        ink.disc(QRectF(box.x() + box.width() * x - eye / 2, box.y() + box.height() * 0.33, eye, eye), mood)
    left, top, width, height, begin, sweep = MOUTHS[mood]
    mouth = QRectF(
        box.x() + box.width() * left, box.y() + box.height() * top, box.width() * width, box.height() * height
    )
    ink.arc(mouth, mood, pen, (begin, sweep))


if set(get_args(Mood)) != MOODS.keys():
    raise AssertionError("a mood without a word")
