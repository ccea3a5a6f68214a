"""Curves and bars on paper: a frame over a stretch of time or of days, and what is drawn into it."""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil, floor, log10
from typing import TypeVar

from PySide6.QtCore import QRectF

from ui.drawing.ink import Ink
from ui.speech.spoken import number

TICKS = (1, 2, 2.5, 5, 10)
NOTE, LABEL = 15, 17
Points = list[tuple[float, float]]
T = TypeVar("T")


class Frame:
    """A box with values up its side: `value` and `part` (0..1 of its width) give places in it."""

    def __init__(self, box: QRectF, top: float, bottom: float = 0.0) -> None:
        self.box, self.top, self.bottom = box, top, bottom

    def x(self, part: float) -> float:
        """Where a part of the width lies."""
        return self.box.x() + part * self.box.width()

    def y(self, value: float) -> float:
        """Where a value lies."""
        return self.box.bottom() - (value - self.bottom) / (self.top - self.bottom) * self.box.height()

    def band(self, ink: Ink, span: tuple[float, float], role: str) -> None:
        """Fill a stretch from top to bottom."""
        first, after = (min(1.0, max(0.0, part)) for part in span)
        if after > first:
            ink.box(
                QRectF(self.x(first), self.box.y(), self.x(after) - self.x(first), self.box.height()), role
            )

    def ticks(self, ink: Ink, values: Iterable[float], said: Iterable[str] | None = None) -> None:
        """A hair at each value, and what it is before it."""
        values = list(values)
        for value, text in zip(values, said or map(number, values), strict=True):
            ink.box(QRectF(self.box.x(), self.y(value) - 0.5, self.box.width(), 1), "rule")
            ink.text((self.box.x() - 10, self.y(value) + NOTE * 0.35), text, role="note", px=NOTE, right=True)

    def curve(self, ink: Ink, values: Sequence[float | None], role: str, pen: float) -> None:
        """A curve at even steps, broken where there is no data; a lone value is a dot."""
        for run in runs(values):
            points = [(self.x((place + 1) / len(values)), self.y(value)) for place, value in run]
            if len(points) > 1:
                ink.line(points, role, pen)
            else:
                x, y = points[0]
                ink.disc(QRectF(x - pen, y - pen, 2 * pen, 2 * pen), role)

    def ribbon(self, ink: Ink, low: Sequence[float | None], high: Sequence[float | None], role: str) -> None:
        """Fill between two curves."""
        both = [None if a is None or b is None else (a, b) for a, b in zip(low, high, strict=True)]
        for run in runs(both):
            xs = [self.x((place + 1) / len(both)) for place, _ in run]
            up: Points = [(x, self.y(pair[1])) for x, (_, pair) in zip(xs, run, strict=True)]
            down: Points = [(x, self.y(pair[0])) for x, (_, pair) in zip(xs, run, strict=True)]
            ink.area([*up, *reversed(down)], role)


def runs(values: Sequence[T | None]) -> Iterator[list[tuple[int, T]]]:
    """The stretches in which there is data: places and values."""
    run: list[tuple[int, T]] = []
    for place, value in enumerate(values):
        if value is None:
            if run:
                yield run
            run = []
        else:
            run.append((place, value))
    if run:
        yield run


def nice(most: float, steps: int = 4) -> list[float]:
    """Round values from 0 to at least `most`, about so many."""
    if most <= 0:
        return [0.0, 1.0]
    rough = most / steps
    power = 10 ** floor(log10(rough))
    step = next(each * power for each in TICKS if each * power >= rough)
    if most >= 1:
        step = max(1.0, float(ceil(step)))
    return [step * place for place in range(ceil(most / step) + 1)]
