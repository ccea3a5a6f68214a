"""The desk: a lead's window over one feed: filters, numbers, curves, the team, and the conversations behind each."""

from datetime import datetime
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from dashboard.asking import Answered, AskList, ListName, Numbers
from dashboard.snapshot import Snapshot
from dashboard.voice.values import Acknowledge
from ui.desk.acts import add_acts, add_lists
from ui.desk.around import open_settings
from ui.desk.asker import Asker
from ui.desk.boards import BOARDS
from ui.desk.conversations import joined
from ui.desk.dialogs import ask
from ui.desk.face import Face
from ui.desk.help import Help
from ui.desk.outside import Outside
from ui.desk.remembered import Remembered
from ui.desk.who import Who
from ui.drawing.look import font
from ui.drawing.style import look_at, nearest, palette, sheet
from ui.drawing.theme import load
from ui.incoming import known
from ui.incoming.showing import Showing
from ui.speech.language import count, say
from ui.speech.spoken import duration, number

TICK_MS = 1000
SETTLES_MS = 200
"""The slider rests: what is known of a moment is asked for when it is looked at, not on the way there."""


class Desk(QMainWindow):
    """Shows Snapshots as they come, under the filters that are chosen; `left` is said when it was closed."""

    left = Signal()

    def __init__(self, outside: Outside, first_zoom: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outside = outside
        self.memory = Remembered(outside.drawer)
        self.zoom = self.memory.zoom or first_zoom
        self.by = self.memory.stood.by or outside.by
        self._theme = load(outside.theme or self.memory.theme or outside.usual_theme)
        self.look = look_at(self._theme, self.zoom)
        self.showing = Showing()
        self._came_at = outside.awake()
        self._numbers: Numbers | None = None
        self._past: Snapshot | None = None
        self.setWindowTitle(say("The desk, Pulsvegg"))
        self.asker = Asker(outside.send, self._take_numbers, self._take_list, self)
        self.face = Face(self.look, outside, self.asker, self._who, self.open_list)
        self.setCentralWidget(self.face)
        self._act()
        self._dress()
        self._settling = QTimer(self, singleShot=True)
        self._settling.timeout.connect(self._settle)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        self.memory.restore(self, self.face)
        self._divided = False
        self._present()

    def _act(self) -> None:
        shelf = self._outside.shelf
        self.acts = add_acts(
            self,
            {
                "open": self.face.conversations.open_current,
                "queue": lambda: self.open_list("queue"),
                "search": lambda: self._show(self.face.conversations, self.face.conversations.search),
                "again": self.face.conversations.again,
                "quit": self.leave,
                **({"settings": lambda: open_settings(shelf, self.look, self)} if shelf else {}),
                **{
                    name: partial(self.face.filters.pop, name)
                    for name in ("period", *self.face.filters.buttons)
                },
                "clear": self.face.filters.clear.click,
                "go_figures": self.face.figures.doors["queue"].setFocus,
                "go_list": lambda: self._show(self.face.conversations, self.face.conversations.table),
                "go_wall": lambda: self._show(self.face.hung, self.face.hung.page),
                "go_over_time": lambda: self._show(self.face.over_time, self.face.over_time.number),
                "look_back": self.face.time.slider.setFocus,
                "minute_earlier": partial(self.face.time.step, -1),
                "minute_later": partial(self.face.time.step, 1),
                "hour_earlier": partial(self.face.time.step, -60),
                "hour_later": partial(self.face.time.step, 60),
                "day_earlier": partial(self.face.time.step_day, -1),
                "day_later": partial(self.face.time.step_day, 1),
                "live": self.face.time.go_live,
                "note": self.face.events.note,
                "go_events": lambda: self._show(self.face.events, self.face.events.list),
                "go_team": lambda: self._show(self.face.team, self.face.boards["agents"].table),
                "go_struggles": lambda: self._show(
                    self.face.boards["topics"], self.face.boards["topics"].table
                ),
                "go_channels": lambda: self._show(
                    self.face.boards["channels"], self.face.boards["channels"].table
                ),
                "kill": self.face.voice.kill_now,
                "kill_all": self.face.voice.kill_all,
                "go_voice": lambda: self._show(self.face.voice, self.face.voice.offered),
                "go_statements": lambda: self._show(self.face.statements, self.face.statements.list),
                "state": self.face.statements.state,
                "who": self.ask_who,
                "larger": lambda: self.set_zoom(nearest(self.zoom, 1)),
                "smaller": lambda: self.set_zoom(nearest(self.zoom, -1)),
                "usual_size": lambda: self.set_zoom(1.0),
                "light": self._turn_light,
                "help": self._turn_help,
            },
        )
        add_lists(self, self.open_list)
        self.help = Help(self.acts, self)
        self.face.filters.changed.connect(self._filter)
        self.face.time.looked.connect(self.look_at)
        self.face.over_time.opened.connect(self.face.time.go_to)
        self.face.alerts.acknowledge.connect(lambda alert: self.asker.wish(Acknowledge(id=alert, by=self.by)))
        for name, board in self.face.boards.items():
            board.opened.connect(lambda key, it=name: self._open_line(it, key))

    # ── Snapshots, answers, time ─────────────────────────────────────────────────────────────────────

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show what came."""
        self.showing = self.showing.after(snapshot)
        self._came_at = self._outside.awake()
        self.asker.remind()
        if self.face.filters.filter and self.face.time.at is None:
            self.asker.ask(self.face.filters.filter)
        self._pass_time(self.showing.snapshot)
        self._present()
        lost = snapshot.trouble is not None and snapshot.trouble.kind == "feed_lost"
        self.face.conversations.present(self.showing.snapshot, live=not lost)

    def _pass_time(self, snapshot: Snapshot | None) -> None:
        """The past reaches to the last numbers."""
        if snapshot is not None and snapshot.reading is not None:
            self.face.time.present(snapshot.reading.at, snapshot.timezone)
            self.face.over_time.present(snapshot.reading.at, snapshot.timezone)

    def look_at(self, at: datetime | None) -> None:
        """Show a moment of the past as the wall showed it; None: the present."""
        kept = self._outside.kept
        self._past = kept.snapshot(at) if kept is not None and at is not None else None
        self._present()
        self._settling.start(0 if at is None else SETTLES_MS)

    def _settle(self) -> None:
        """The slider rests: ask what is known of that time beside what hung on the wall."""
        at, chosen = self.face.time.at, self.face.filters.filter
        if at is not None and not self.asker.ask(chosen, at):
            self.face.filters.bar(say("can't be asked for without a feed"))
        elif at is None:
            self.face.filters.bar("")
            if chosen:
                self.asker.ask(chosen)
        self.face.conversations.look_at(at)

    def recall(self, snapshot: Snapshot) -> None:
        """Show what an earlier run saw, greyed until there are new numbers."""
        self.showing = Showing(snapshot, held_over=True)
        self._present()

    def take(self, answer: Answered) -> None:
        """An answer of the feed came."""
        self.asker.take(answer)

    def _take_numbers(self, numbers: Numbers) -> None:
        self._numbers = numbers
        if numbers.at is not None and numbers.at == self.face.time.at:
            not_kept = say("Of this time no conversations are kept, so nothing can be chosen among them.")
            unnamed = say("Who had which conversation is not kept: the team has not agreed to names.")
            known, named = numbers.reading is not None, numbers.named
            self.face.filters.bar("" if known else not_kept, agents="" if named else unnamed)
        self._present()

    def _take_list(self, part: object) -> None:
        self.face.conversations.take(part)  # type: ignore[arg-type]

    @property
    def shown(self) -> Snapshot | None:
        """What the panels show: the Snapshot, or its numbers under the filter as soon as they are told.

        Of a moment of which no picture is kept they are counted of its conversations, where those are.
        """
        now, at, numbers = self.showing.snapshot, self.face.time.at, self._numbers
        snapshot = now if at is None else self._past
        if now is None or numbers is None or numbers.reading is None or not self._told:
            return snapshot
        counted = replace(
            snapshot or now,
            reading=numbers.reading,
            curves=numbers.curves,
            topics=numbers.topics,
            usual={},
            storm=None,  # it is judged of all
        )
        return counted if snapshot else replace(counted, events=(), closed=(), heartbeats={})

    @property
    def _told(self) -> bool:
        """Whether numbers that are counted anew, of the time that is looked at, are wanted, and here."""
        chosen, numbers, at = self.face.filters.filter, self._numbers, self.face.time.at
        if numbers is None or numbers.reading is None:
            return False
        wanted = bool(chosen) or (at is not None and self._past is None)
        return wanted and numbers.filter == chosen and numbers.at == at

    def _present(self) -> None:
        shown = self.shown
        whole = self.showing.snapshot if self.face.time.at is None else shown
        self.face.filters.present(whole)
        self.face.figures.present(shown, self.face.filters.span)
        self.face.charts.present(shown)
        for board in self.face.boards.values():
            board.present(shown)
        now = self.showing.snapshot  # what can be done is done now, whatever is looked at
        self.face.on_walls.present(self.showing, self._came_at)
        self.face.voice.present(now)
        self.face.statements.present(now)
        self.face.events.present(now)
        self.face.alerts.present(now)
        if (at := self.face.time.at) is not None:
            self.face.hung.look_at(self._past, at)
        else:
            self.face.hung.present(self.showing, self._came_at)
        self._say_filter()
        self._tell()
        self.setWindowTitle(title(now))

    def tick(self) -> None:
        """A second has gone by."""
        self.face.voice.follow()
        self._tell()

    def _tell(self) -> None:
        """Say how old the numbers are; grey them when they are old."""
        at = self._outside.clock()
        self.face.strip.tell(self.showing, at, self._outside.awake() - self._came_at)
        faded = self.face.time.at is None and self.showing.is_old(at)
        if faded != self.look.faded:
            self.look = replace(self.look, faded=faded)
            self.face.dress(self.look)

    def _say_filter(self) -> None:
        """What the numbers are of, while something is filtered, or the past is looked at."""
        chosen, at = self.face.filters.filter, self.face.time.at
        words = say("All numbers are of what is chosen") if self._told else say("counting …")
        if not self.face.filters.clear.isEnabled():
            words = say("Nothing can be chosen of this time")
        self.face.filters.said.setText(words if chosen else "")
        text = say("Past: {time}, as the wall showed it. F12 goes back to live.")
        if self._told:
            text = say("Past: {time}, counted of the conversations that are kept. F12 goes back to live.")
        elif self._past is None:
            text = say("Past: of {time} nothing is kept. F12 goes back to live.")
        self.face.mark_past(at, self.showing.snapshot, text)

    # ── What is done ─────────────────────────────────────────────────────────────────────────────────

    def open_list(self, of: ListName) -> None:
        """List the conversations behind a number, and go there."""
        chosen = self.face.filters
        self._list(AskList(id=0, of=of, filter=chosen.filter, window=chosen.span))

    def _open_line(self, board: str, key: str) -> None:
        if key:
            ask = BOARDS[board].behind(key, self.face.filters.span)
            self._list(replace(ask, filter=joined(self.face.filters.filter, ask.filter)))

    def _list(self, ask: AskList) -> None:
        self.face.turn_to(self.face.conversations)
        self.face.conversations.begin_anew()
        self.face.conversations.show_list(replace(ask, at=self.face.time.at))
        self.face.conversations.table.setFocus()

    def _filter(self) -> None:
        """Another filter or period was chosen: ask for its numbers, and for the list under it."""
        chosen, at = self.face.filters, self.face.time.at
        if chosen.filter:
            self.asker.ask(chosen.filter, at)
        self._present()
        listed = replace(self.face.conversations.ask, filter=chosen.filter, window=chosen.span, at=at)
        self.face.conversations.show_list(listed)

    def _turn_help(self) -> None:
        self.help.turn()

    def _show(self, page: QWidget, focus: QWidget) -> None:
        """Show a page, and go there."""
        self.face.turn_to(page)
        focus.setFocus()

    def _who(self) -> str:
        return self.by

    def ask_who(self) -> None:
        """Ask who sits here."""
        ask(Who(self.by, self), lambda dialog: self._sit(dialog.name.text().strip()))

    def _sit(self, by: str) -> None:
        self.by = by

    # ── Looks ────────────────────────────────────────────────────────────────────────────────────────

    def set_zoom(self, zoom: float) -> None:
        """Show everything larger or smaller."""
        self.zoom = zoom
        self._dress()

    def _turn_light(self) -> None:
        self._theme = load("dark" if self._theme.name == "light" else "light")
        self._dress()

    def _dress(self) -> None:
        self.look = look_at(self._theme, self.zoom, faded=self.look.faded)
        self.setFont(font(self.look.sizes.em))
        self.setPalette(palette(self.look))
        self.setStyleSheet(sheet(self.look))
        self.face.dress(self.look)
        self.help.dress(self.look)
        self.acts["light"].setChecked(self._theme.name == "light")

    def leave(self) -> None:
        """Close the window."""
        self.close()

    # ── Qt ───────────────────────────────────────────────────────────────────────────────────────────

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: Ctrl and the wheel zoom, wherever the pointer is."""
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned:
                self.set_zoom(nearest(self.zoom, 1 if turned > 0 else -1))
            return True
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: Ctrl and the wheel zoom."""
        if not self.eventFilter(self, event):
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the overlay covers the whole window."""
        super().resizeEvent(event)
        if self.help.isVisible():
            self.help.setGeometry(self.rect())

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: time passes while it is seen."""
        super().showEvent(event)
        self._timer.start()
        if not self._divided:
            self._divided = True
            if not self.memory.divide(self.face):
                self.face.divide()
        self.setFocus()  # of the whole, so that nothing is framed before somebody uses a key

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: a clock nobody sees need not run."""
        self._timer.stop()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: remember how the window stood."""
        self.memory.keep(self, self.face, zoom=self.zoom, theme=self.look.theme.name, by=self.by)
        super().closeEvent(event)
        self.left.emit()


def title(snapshot: Snapshot | None) -> str:
    """What stands over the window, and in the task bar: how many wait, and how long."""
    now = known.now(snapshot)
    if now is None:
        return say("The desk, Pulsvegg")
    if not now.queue_size:
        return say("Nobody waits, Pulsvegg")
    text = count("{n} waits, {time}, Pulsvegg", "{n} wait, up to {time}, Pulsvegg", now.queue_size)
    return text.format(n=number(now.queue_size), time=duration(now.longest_wait))
