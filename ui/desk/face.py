"""The face of the desk: its parts, made once, and how they stand."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from dashboard.asking import ListName
from dashboard.snapshot import Snapshot
from ui.alerts import AlertBoard
from ui.desk.asker import Asker
from ui.desk.board import BoardView
from ui.desk.boards import BOARDS
from ui.desk.charts import Charts
from ui.desk.conversations import Conversations
from ui.desk.events import EventsDesk
from ui.desk.figure_row import FigureRow
from ui.desk.filters import FilterBar
from ui.desk.hung import Hung
from ui.desk.labels import label
from ui.desk.outside import Outside
from ui.desk.over_time import OverTime
from ui.desk.statements import StatementsDesk
from ui.desk.strip import DeskStrip
from ui.desk.timebar import TimeBar
from ui.desk.voice import VoiceDesk
from ui.drawing.look import Look
from ui.speech.language import say
from ui.speech.spoken import moment

SIDE_EMS = (30.0, 46.0)  # the narrowest and the widest that the right side is at first
SIDE_SHARE, CURVES_SHARE, TEAM_SHARE = 0.31, 0.17, 0.52


class Dressed(Protocol):
    """A part of the window that takes on a look."""

    def dress(self, look: Look, /) -> None:
        """Take on another look."""


class Face(QWidget):
    """Filters and alerts over all; numbers, curves and conversations at the left; the team at the right."""

    def __init__(
        self,
        look: Look,
        outside: Outside,
        asker: Asker,
        by: Callable[[], str],
        open_: Callable[[ListName], None],
    ) -> None:
        super().__init__()
        self._look = look
        self.filters = FilterBar(outside.shifts)
        self.alerts = AlertBoard(look.theme)
        self.figures = FigureRow(look, open_)
        self.charts = Charts(look, open_)
        self.conversations = Conversations(asker, outside.template, look, outside.open)
        purpose = say(
            "Names stand here so that a lead can share out the work of this shift and help where it is needed. "
            "They are not for comparing people, and are on no wall."
        )
        self.boards = {
            name: BoardView(board, look, purpose if name == "agents" else "")
            for name, board in BOARDS.items()
        }
        self.voice = VoiceDesk(asker.wish, by, look)
        self.statements = StatementsDesk(asker.wish, by, look)
        self.events = EventsDesk(asker.wish, by, look)
        self.over_time = OverTime(outside.kept, look)
        self.hung = Hung(outside.screen, outside.clock, outside.awake)
        self.time = TimeBar(outside.kept, look)
        self.past = label("", "past")
        self.strip = DeskStrip(look)
        self._lay()

    def _lay(self) -> None:
        self.side = QTabWidget(documentMode=True)
        self.side.setAccessibleName(say("Beside the conversations"))
        self.side.tabBar().setAccessibleName(self.side.accessibleName())
        for name in ("topics", "channels"):
            self.side.addTab(self.boards[name], say(BOARDS[name].title))
        self.side.addTab(self.voice, say("Voice"))
        self.side.addTab(self.statements, say("We say now"))
        self.side.addTab(self.events, say("Events"))
        self.side.addTab(self.voice.log, say("Log"))
        self.lists = QTabWidget(documentMode=True)
        self.lists.setAccessibleName(say("Conversations, and numbers over time"))
        self.lists.tabBar().setAccessibleName(self.lists.accessibleName())
        self.lists.addTab(self.conversations, say("Conversations"))
        self.lists.addTab(self.over_time, say("Over time"))
        self.lists.addTab(self.hung, say("The wall"))
        team = _column(label(say(BOARDS["agents"].title), "strong", indented=True), self.boards["agents"])
        self.right = _splitter(Qt.Orientation.Vertical, team, self.side)
        self.left = _splitter(Qt.Orientation.Vertical, self.charts, self.lists)
        self._numbers = _column(self.figures, self.left)
        self.body = _splitter(Qt.Orientation.Horizontal, self._numbers, self.right)
        self.body.setStretchFactor(0, 1)
        self.left.setStretchFactor(1, 1)
        self.past.hide()
        self._inner = _column(self.filters, self.past, self.alerts, self.body, self.time)
        inner = self._inner.layout()
        if isinstance(inner, QVBoxLayout):
            inner.setStretchFactor(self.body, 1)
            inner.setStretchFactor(self.time, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._inner, 1)
        layout.addWidget(self.strip)

    def mark_past(self, at: datetime | None, snapshot: Snapshot | None, *, known: bool) -> None:
        """Say that what is shown is past, and bar what can only be done of the present."""
        if at is not None and not self.past.isVisible() and self.lists.currentWidget() is self.conversations:
            self.lists.setCurrentWidget(
                self.hung
            )  # of the past there are no lists, and this is what was seen
        self.past.setVisible(at is not None)
        self.filters.bar(past=at is not None)
        if at is None or snapshot is None or snapshot.reading is None:
            return
        when = moment(at, snapshot.reading.at, snapshot.timezone)
        text = say("Past: {time}, as the wall showed it. F12 goes back to live.")
        if not known:
            text = say("Past: of {time} nothing is kept. F12 goes back to live.")
        self.past.setText(text.format(time=when))

    def divide(self) -> None:
        """Share the room out as it is before anybody moved an edge."""
        em, width, height = self._look.sizes.em, self.width(), self.height()
        least, most = (em * ems for ems in SIDE_EMS)
        side = max(least, self.side.tabBar().sizeHint().width(), min(width * SIDE_SHARE, most))
        self.body.setSizes([round(width - side), round(side)])
        curves = max(em * 9.0, height * CURVES_SHARE)
        self.left.setSizes([round(curves), round(height - curves)])
        self.right.setSizes([round(height * TEAM_SHARE), round(height * (1 - TEAM_SHARE))])

    def dress(self, look: Look) -> None:
        """Take on another look."""
        self._look, em = look, look.sizes.em
        _space(self._inner, round(em * 0.6), (round(em * 0.8), round(em * 0.3)))
        _space(self._numbers, round(em * 0.6), (0, 0))
        for splitter, wide in ((self.body, 1.6), (self.left, 0.7), (self.right, 0.9)):
            splitter.setHandleWidth(round(em * wide))
        parts: tuple[Dressed, ...] = (
            self.figures, self.charts, self.conversations, *self.boards.values(), self.voice, self.statements,
            self.events, self.over_time, self.time, self.hung, self.strip,
        )  # fmt: skip
        for part in parts:
            part.dress(look)
        self.alerts.dress(look.theme)


def _space(box: QWidget, between: int, around: tuple[int, int]) -> None:
    """The room between a column's widgets, and at its sides and its top and foot."""
    layout = box.layout()
    if layout is not None:
        layout.setSpacing(between)
        layout.setContentsMargins(around[0], around[1], around[0], around[1])


def _column(*widgets: QWidget) -> QWidget:
    """Widgets one over the other, the last one as high as there is room."""
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget)
    layout.setStretchFactor(widgets[-1], 1)
    return box


def _splitter(way: Qt.Orientation, *widgets: QWidget) -> QSplitter:
    made = QSplitter(way)
    made.setChildrenCollapsible(False)
    for widget in widgets:
        made.addWidget(widget)
    return made
