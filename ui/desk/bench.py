"""Measures the desk's chart: how long a year of each number takes, from the choice to the painted picture."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import shiboken6
from msgspec import Struct
from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from dashboard.ports import Kept
from dashboard.snapshot import Snapshot
from ui.desk.numbers import NUMBERS, SPANS
from ui.desk.outside import Outside
from ui.desk.over_time import OverTime
from ui.desk.window import Desk

SIZE = (1600, 1000)
A_YEAR = len(SPANS) - 1
MOST_MS = 300.0
"""A year's chart may take so long to open."""


class Report(Struct, frozen=True, kw_only=True):
    """Times in ms of the clock on the wall, by number; `cold` are those of which the system had nothing in memory.

    `held` is how long the window was held by one event at the most, in the quickest turn of the number that held it
    longest.
    """

    readings: int
    points: int
    warm: dict[str, float]
    cold: dict[str, float]
    held: float

    @property
    def good(self) -> bool:
        """Whether each number opens in time; how long a disk takes is the disk's."""
        return max(self.warm.values()) <= MOST_MS


def bench(kept: Kept, at: datetime, forget: Callable[[], None], turns: int = 5, days: int = 365) -> Report:
    """The figures of every number that can be drawn, at the desk at `at`; `forget` takes the files out of memory.

    A number is chosen as a hand chooses it, and its time ends when the picture is there: of warm ones the least of
    the turns counts, of cold ones of half as many.
    """
    warm, cold, held = {}, {}, []
    with _desk(kept, at) as chart:
        chart.span.setCurrentIndex(A_YEAR if days == SPANS[A_YEAR][0] else 0)
        _opened(chart, 0)
        for place, each in enumerate(NUMBERS):
            frozen = [_opened(chart, place, forget) for _ in range(max(1, turns // 2))]
            times = [_opened(chart, place) for _ in range(turns)]
            cold[each.name] = round(min(ms for ms, _ in frozen), 1)
            warm[each.name] = round(min(ms for ms, _ in times), 1)
            held.append(min(longest for _, longest in times))
        return Report(
            readings=len(chart.series.at) if chart.series else 0,
            points=chart.chart.points,
            warm=warm,
            cold=cold,
            held=round(max(held), 1),
        )


@contextmanager
def _desk(kept: Kept, at: datetime) -> Iterator[OverTime]:
    """A desk with the chart open."""
    desk = Desk(Outside(send=lambda _: True, kept=kept, clock=lambda: at))
    try:
        desk.resize(*SIZE)
        desk.show()
        desk.show_snapshot(Snapshot(made_at=at, polled_at=at, next_poll_at=at + timedelta(seconds=30)))
        desk.face.turn_to(desk.face.over_time)
        desk.face.over_time.present(at, "Europe/Oslo")
        QGuiApplication.processEvents()
        yield desk.face.over_time
    finally:
        desk.hide()
        shiboken6.delete(desk)


def _opened(chart: OverTime, number: int, forget: Callable[[], None] = lambda: None) -> tuple[float, float]:
    """Choose a number, and wait for its picture: the milliseconds of it all, and of the longest event."""
    series = chart.series
    assert series is not None, "the bench has a past"  # noqa: S101
    chart.number.setCurrentIndex((number + 1) % len(NUMBERS))
    chart.stop()  # what is shown already would not be fetched again
    _paint(chart)
    forget()
    begun = time.perf_counter()
    longest = _ms(lambda: chart.number.setCurrentIndex(number))
    while series.running:
        longest = max(longest, _ms(QGuiApplication.processEvents))
    longest = max(longest, _ms(lambda: _paint(chart)))
    return (time.perf_counter() - begun) * 1000, longest


def _paint(chart: OverTime) -> None:
    """Draw at once what is to be drawn anew."""
    QApplication.sendEvent(chart.window(), QEvent(QEvent.Type.UpdateRequest))


def _ms(deed: Callable[[], object]) -> float:
    begun = time.perf_counter()
    deed()
    return (time.perf_counter() - begun) * 1000
