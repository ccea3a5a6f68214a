"""The face of the desk: its parts, made once, and how they stand."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

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
from ui.desk.on_walls import OnWalls
from ui.desk.outside import Outside
from ui.desk.over_time import OverTime
from ui.desk.statements import StatementsDesk
from ui.desk.strip import DeskStrip
from ui.desk.tabs import Tabs
from ui.desk.timebar import TimeBar
from ui.desk.voice import VoiceDesk
from ui.drawing.look import Look
from ui.speech.language import say
from ui.speech.spoken import moment

SIDE_EMS = (33.0, 48.0)
"""The narrowest that the right side ever is, and the widest that it is at first."""
LEFT_EMS = 55.0
"""The narrowest that the left side ever is beside it; with less room for both, all tables are tabs of one row."""
AROUND_EMS = 3.2
"""Around both, and between them."""
LEAST_EMS = 34.0
"""The narrowest that one side alone is; a narrower window is scrolled."""
SIDE_SHARE, CURVES_EMS, TEAM_SHARE = 0.33, 9.0, 0.5
LIST_EMS = 22.0
"""The lowest that a list ever is: some lines, and what stands over them."""
LOW_EMS = 46.0
"""In a lower window the curves are a tab, too."""


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
            "Names are here to share out this shift's work, not to compare people; they are on no wall."
        )
        self.boards = {
            name: BoardView(board, look, purpose if name == "agents" else "")
            for name, board in BOARDS.items()
        }
        self.on_walls = OnWalls(self, outside.screens, outside.clock, outside.awake)
        self.voice = VoiceDesk(asker.wish, by, self.on_walls, look)
        self.statements = StatementsDesk(asker.wish, by, look)
        self.events = EventsDesk(asker.wish, by, look)
        self.over_time = OverTime(outside.kept, look)
        self.hung = Hung(outside.screens[0], outside.clock, outside.awake)
        self.time = TimeBar(outside.kept, look)
        self.past = label("", "past")
        self.strip = DeskStrip(look)
        self._lay()

    def _lay(self) -> None:
        self.side = Tabs(say("Beside the conversations"))
        self.lists = Tabs(say("Conversations, and numbers over time"))
        self.team = _column(self.boards["agents"])
        self._titles: dict[QWidget, str] = {
            self.conversations: say("Conversations"),
            self.charts: say("Curves"),
            self.team: say(BOARDS["agents"].title),
            self.boards["topics"]: say(BOARDS["topics"].title),
            self.boards["channels"]: say(BOARDS["channels"].title),
            self.voice: say("Voice"),
            self.statements: say("We say now"),
            self.events: say("Events"),
            self.voice.log: say("Log"),
            self.over_time: say("Over time"),
            self.hung: say("The wall"),
        }
        self._beside: set[QWidget] = {self.voice, self.statements, self.events, self.voice.log}
        self._beside |= {self.boards[name] for name in ("topics", "channels")}
        self.shown_beside: QWidget = self.boards["topics"]
        self.shown_list: QWidget = self.conversations
        for tabs in (self.side, self.lists):
            tabs.turned.connect(self._turned)
        self._team_title = label(self._titles[self.team], "strong", indented=True)
        self._over = _column(self._team_title, self.team)
        self.right = _splitter(Qt.Orientation.Vertical, self._over, self.side)
        self.left = _splitter(Qt.Orientation.Vertical, self.lists)
        self._numbers = _column(self.figures, self.left)
        self.body = _splitter(Qt.Orientation.Horizontal, self._numbers, self.right)
        self.body.setStretchFactor(0, 1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.body)
        self.past.hide()
        self._inner = _column(self.filters, self.past, self.alerts, self.area, self.time)
        inner = self._inner.layout()
        if isinstance(inner, QVBoxLayout):
            inner.setStretchFactor(self.area, 1)
            inner.setStretchFactor(self.time, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._inner, 1)
        layout.addWidget(self.strip)
        self._stands: tuple[bool, bool] | None = None
        self._stand()

    # ── In windows of all sizes ──────────────────────────────────────────────────────────────────────

    def _stand(self) -> None:
        """Two sides where they have room, else one; the curves over the list where that is high enough."""
        em = self._look.sizes.em
        stands = self.width() < (LEFT_EMS + SIDE_EMS[0] + AROUND_EMS) * em, self.height() < LOW_EMS * em
        if stands == self._stands:
            return
        self._stands = stands
        narrow, low = stands
        held = self.focusWidget()
        own: set[QWidget] = set() if low else {self.charts}
        own |= set() if narrow else {*self._beside, self.team}
        shown = self.shown_beside, self.shown_list
        for tabs in (self.lists, self.side):
            tabs.take()
        for page, title in self._titles.items():
            if page not in own:
                self.lists.add(page, title)
            elif page in self._beside:
                self.side.add(page, title)
        if not low:
            self.left.insertWidget(0, self.charts)
            self.left.setStretchFactor(0, 0)
            self.charts.show()
        if not narrow:
            _put_back(self._over, self.team)
            self.team.show()
        self.right.setVisible(not narrow)
        self.left.setStretchFactor(self.left.count() - 1, 1)
        for page in shown:
            self.turn_to(page)
        if held is not None and held.isVisible():
            held.setFocus()

    def _turned(self, page: QWidget) -> None:
        """Remember it, for when the window has another size."""
        if page in self._beside:
            self.shown_beside = page
        if page in self.lists.pages:
            self.shown_list = page

    def tabs_of(self, page: QWidget) -> Tabs:
        """The row of tabs that a page is in just now."""
        return self.side if page in self.side.pages else self.lists

    def turn_to(self, page: QWidget) -> None:
        """Show a page, wherever it is."""
        self.tabs_of(page).turn(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another size."""
        super().resizeEvent(event)
        self._stand()

    def mark_past(self, at: datetime | None, snapshot: Snapshot | None, text: str) -> None:
        """Say that what is shown is past, in a text with the time in it."""
        self.past.setVisible(at is not None)
        if at is not None and snapshot is not None and snapshot.reading is not None:
            self.past.setText(text.format(time=moment(at, snapshot.reading.at, snapshot.timezone)))

    def divide(self) -> None:
        """Share the room out as it is before anybody moved an edge."""
        em, width, height = self._look.sizes.em, self.width(), self.height()
        least, most = (em * ems for ems in SIDE_EMS)
        side = max(least, self.side.in_one_line, min(width * SIDE_SHARE, most))
        self.body.setSizes([round(width - side), round(side)])
        curves = round(em * CURVES_EMS)
        self.left.setSizes([curves, height - curves])
        self.right.setSizes([round(height * TEAM_SHARE), round(height * (1 - TEAM_SHARE))])

    def dress(self, look: Look) -> None:
        """Take on another look."""
        larger = look.sizes.em / self._look.sizes.em
        self._look, em = look, look.sizes.em
        _space(self._inner, round(em * 0.6), (round(em * 0.8), round(em * 0.3)))
        _space(self._numbers, round(em * 0.6), (0, 0))
        for splitter, wide in ((self.body, 1.6), (self.left, 0.7), (self.right, 0.9)):
            splitter.setHandleWidth(round(em * wide))
        self.right.setMinimumWidth(round(em * SIDE_EMS[0]))
        self._numbers.setMinimumWidth(round(em * LEAST_EMS))
        parts: tuple[Dressed, ...] = (
            self.filters, self.figures, self.charts, self.conversations, *self.boards.values(), self.voice,
            self.statements, self.events, self.over_time, self.time, self.hung, self.strip, self.side, self.lists,
        )  # fmt: skip
        for part in parts:
            part.dress(look)
        self.alerts.dress(look.theme)
        self.lists.setMinimumHeight(round(LIST_EMS * em))
        self._stand()
        if larger != 1.0 and self.left.count() > 1:  # an edge stays where it was among the letters
            over, under = self.left.sizes()
            self.left.setSizes([round(over * larger), under])


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


def _put_back(box: QWidget, widget: QWidget) -> None:
    """Under the others of a column, as high as there is room."""
    layout = box.layout()
    if isinstance(layout, QVBoxLayout):
        layout.addWidget(widget, 1)


def _splitter(way: Qt.Orientation, *widgets: QWidget) -> QSplitter:
    made = QSplitter(way)
    made.setChildrenCollapsible(False)
    for widget in widgets:
        made.addWidget(widget)
    return made
