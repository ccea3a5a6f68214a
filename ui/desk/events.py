"""What stands on today's time axis: storms, and what one of ours put there; noted and struck here."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dashboard.events import Event, Strike
from dashboard.snapshot import Snapshot
from dashboard.voice.values import Wish
from ui.desk.dialogs import ask
from ui.desk.labels import label
from ui.desk.noting import Noting
from ui.desk.sentences import Sentences, Spoken
from ui.drawing.look import Look, drawable
from ui.speech.language import say
from ui.speech.spoken import moment
from ui.speech.words import plain


class EventsDesk(QWidget):
    """Today's events, the earliest first."""

    def __init__(
        self, send: Callable[[Wish], bool], by: Callable[[], str], look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._send, self._by = send, by
        self._snapshot: Snapshot | None = None
        self.list = Sentences(say("On the time axis today"), look)
        self.new = QPushButton(say("New (N)"))
        self.strike = QPushButton(say("Strike (Del)"))
        self.said = label("", "note", wrap=True, indented=True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.new)
        row.addWidget(self.strike)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.said)
        layout.addWidget(self.list, 1)
        self.new.clicked.connect(self.note)
        self.strike.clicked.connect(self.strike_current)
        for key, act in {"N": self.note, "Delete": self.strike_current}.items():
            shortcut = QShortcut(QKeySequence(key), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        self.present(None)

    def present(self, snapshot: Snapshot | None) -> None:
        """Show today's events."""
        self._snapshot = snapshot
        events = snapshot.events if snapshot else ()
        self.list.present([_spoken(each, snapshot) for each in events] if snapshot else [])
        self.new.setEnabled(snapshot is not None and snapshot.reading is not None)
        self.strike.setEnabled(any(each.id for each in events))
        none = say("Nothing yet. What is planned or happens (Pay-Per-View, a fibre cut) explains the curves.")
        self.said.setText("" if events else none)

    def dress(self, look: Look) -> None:
        """Take on another look."""
        self.list.dress(look)

    def note(self) -> None:
        """Ask for something to put on the time axis."""
        it = self._snapshot
        if it is not None and it.reading is not None:
            ask(Noting(it.reading.at, it.timezone, self), lambda dialog: self._wish(dialog.wish(self._by())))

    def strike_current(self) -> None:
        """Take the annotation that is selected off the time axis; a storm stays."""
        if self.list.current and not self.list.current.startswith(" "):
            self._wish(Strike(id=self.list.current, by=self._by()))

    def _wish(self, wish: Wish) -> None:
        done = self._send(wish)
        self.said.setText("" if done else say("There is no contact with the feed: nothing was done"))


def _spoken(it: Event, snapshot: Snapshot) -> Spoken:
    at = snapshot.reading.at if snapshot.reading else snapshot.made_at
    begin = moment(it.at, at, snapshot.timezone)
    end = moment(it.until, at, snapshot.timezone) if it.until else ""
    times = say("{begin} to {end}").format(begin=begin, end=end) if end else begin
    words = say("Storm") if it.kind == "storm" else drawable(plain(it.text)) or "–"
    by = drawable(plain(it.by))
    key = it.id or f" storm {it.at.isoformat()}"
    return Spoken(key, words, f"{times}, {by}" if by else times, "bad" if it.kind == "storm" else "text")
