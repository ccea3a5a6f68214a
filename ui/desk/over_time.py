"""A number over days, weeks or a year: which one, how long, with progress and cancel; a click looks at that moment."""

from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from dashboard.ports import Kept
from ui.desk.flow import Flow
from ui.desk.labels import choice, label
from ui.desk.long_chart import LongChart, Told
from ui.desk.numbers import NUMBERS, SPANS
from ui.desk.series import Series
from ui.drawing.look import Look
from ui.speech.language import say

A_WEEK = 1


class OverTime(QWidget):
    """The chart and its choices; `opened` is the instant to look at."""

    opened = Signal(object)

    def __init__(self, kept: Kept | None, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number, self.span = choice(say("Number")), choice(say("Over how long"))
        for each in NUMBERS:
            self.number.addItem(say(each.title))
        for days, word in SPANS:
            self.span.addItem(say(word), days)
        self.span.setCurrentIndex(A_WEEK)
        self.progress = QProgressBar(textVisible=False)
        self.progress.setAccessibleName(say("How much of it is read"))
        self.cancel = QPushButton(say("Cancel"))
        _keep_room(self.progress)
        _keep_room(self.cancel)
        self.said = label("", "note")
        self.chart = LongChart(look)
        self.series = Series(kept, self) if kept else None
        self._now: datetime | None = None
        self._zone = "UTC"
        self._fetched: tuple[int, int, datetime] | None = None
        self._row = Flow()
        self._row.put(self.number, self.span, self.progress, self.cancel, self.said)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._row)
        layout.addWidget(self.chart, 1)
        self._connect()

    def _connect(self) -> None:
        self.number.currentIndexChanged.connect(lambda _: self.fetch())
        self.span.currentIndexChanged.connect(lambda _: self.fetch())
        self.cancel.clicked.connect(self.stop)
        self.chart.opened.connect(self.opened)
        self._loading(on=False)
        if self.series is None:
            self.said.setText(say("No past is kept here"))
            self.number.setEnabled(False)
            self.span.setEnabled(False)
            return
        self.series.progressed.connect(lambda done, of: self._loading(on=done < of, done=done, of=of))
        self.series.done.connect(self._show)

    def present(self, now: datetime, timezone: str) -> None:
        """It is now; a chart that is seen goes on with the minute."""
        self._now, self._zone = now, timezone
        if self.isVisible():
            self.fetch()

    def fetch(self) -> None:
        """Fetch what is chosen, unless that is what is shown."""
        if self.series is None or self._now is None:
            return
        minute = self._now.replace(second=0, microsecond=0) + timedelta(minutes=1)
        wanted = (self.number.currentIndex(), self.span.currentIndex(), minute)
        if wanted == self._fetched or (
            self.series.running and self._fetched and wanted[:2] == self._fetched[:2]
        ):
            return
        if self._fetched and wanted[:2] == self._fetched[:2] and SPANS[wanted[1]][0] > 7:
            return  # a minute more of a month is less than a pixel
        self._fetched = wanted
        days = int(self.span.currentData())
        self.series.fetch(NUMBERS[wanted[0]].name, minute - timedelta(days=days), minute)

    def stop(self) -> None:
        """Fetch no more."""
        if self.series is not None:
            self.series.cancel()
        self._loading(on=False)

    def dress(self, look: Look) -> None:
        """Take on another look."""
        self.chart.dress(look)
        self._row.setSpacing(round(look.sizes.em * 0.5))
        self.progress.setFixedWidth(round(look.sizes.em * 8))

    def _show(self) -> None:
        it = self.series
        if it is None:
            return
        number = next(each for each in NUMBERS if each.name == it.name)
        told = Told(
            number=number,
            first=it.first.timestamp(),
            after=it.after.timestamp(),
            gaps=it.gaps,
            events=it.events,
            timezone=self._zone,
        )
        self.chart.present(told, it.at, it.values)
        self._loading(on=False)
        none = say("Nothing is kept of this time")
        hint = say("A click, or the arrows and Enter, looks at that moment")
        self.said.setText(hint if it.at.size else none)

    def _loading(self, *, on: bool, done: int = 0, of: int = 1) -> None:
        self.progress.setVisible(on)
        self.cancel.setVisible(on)
        if on:
            self.progress.setRange(0, of)
            self.progress.setValue(done)

    def showEvent(self, event: object) -> None:
        """Qt: it is seen."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.fetch()


def _keep_room(widget: QWidget) -> None:
    """Let a widget that is hidden hold its place: the chart below would be laid out and drawn anew twice a fetch."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)
