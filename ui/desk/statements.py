"""What we say now, at the desk: each statement with its owner, status and expiry; said, changed and withdrawn here."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dashboard.snapshot import Snapshot
from dashboard.voice.values import State, Statement, Wish, Withdraw
from ui.desk.dialogs import ask
from ui.desk.labels import label
from ui.desk.sentences import Sentences, Spoken
from ui.desk.stating import Stating
from ui.drawing.look import Look, drawable
from ui.drawing.quotes import bare, topic_name
from ui.panels.statements import STATUSES, TITLES
from ui.speech.language import say
from ui.speech.spoken import moment
from ui.speech.words import plain


class StatementsDesk(QWidget):
    """The statements, and the dialog that makes one."""

    def __init__(
        self, send: Callable[[Wish], bool], by: Callable[[], str], look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._send, self._by = send, by
        self._snapshot: Snapshot | None = None
        self.list = Sentences(say("What we say now"), look)
        self.new = QPushButton(say("New (N)"))
        self.change = QPushButton(say("Change (Enter)"))
        self.withdraw = QPushButton(say("Withdraw (Del)"))
        self.said = label("", "note", wrap=True, indented=True)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.new, self.change, self.withdraw):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.said)
        layout.addWidget(self.list, 1)
        self.new.clicked.connect(self.state)
        self.change.clicked.connect(self.change_current)
        self.withdraw.clicked.connect(self.withdraw_current)
        acts = {"N": self.state, "Return": self.change_current, "Delete": self.withdraw_current}
        for key, act in acts.items():
            shortcut = QShortcut(QKeySequence(key), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        self.present(None)

    def present(self, snapshot: Snapshot | None) -> None:
        """Show the statements that hold."""
        self._snapshot = snapshot
        entries = []
        if snapshot is not None:
            at = snapshot.reading.at if snapshot.reading else snapshot.made_at
            entries = [_spoken(each, snapshot, at) for each in snapshot.statements]
        self.list.present(entries)
        for button in (self.change, self.withdraw):
            button.setEnabled(bool(entries))
        self.new.setEnabled(snapshot is not None and snapshot.reading is not None)
        none = say("Nothing is said yet. What stands here hangs on the walls, beside its topic.")
        self.said.setText("" if entries else none)

    def dress(self, look: Look) -> None:
        """Take on another look."""
        self.list.dress(look)

    def state(self, held: Statement | None = None) -> None:
        """Ask for a statement, and let it hold."""
        snapshot = self._snapshot
        if snapshot is None or snapshot.reading is None:
            return
        ask(Stating(snapshot, held, self), lambda dialog: self._state(dialog.statement))

    def _state(self, statement: Statement) -> None:
        done = self._send(State(statement=statement, by=self._by()))
        self.said.setText("" if done else say("There is no contact with the feed: nothing was done"))

    def change_current(self) -> None:
        """Change the statement that is selected."""
        if (held := self._held()) is not None:
            self.state(held)

    def withdraw_current(self) -> None:
        """Let the statement that is selected hold no more."""
        if (held := self._held()) is not None:
            self._send(Withdraw(id=held.id, by=self._by()))

    def _held(self) -> Statement | None:
        every = self._snapshot.statements if self._snapshot else ()
        return next((each for each in every if each.id == self.list.current), None)


def _spoken(it: Statement, snapshot: Snapshot, at: datetime) -> Spoken:
    names = {topic.id: topic.names for topic in snapshot.topics}
    status = say(STATUSES[it.status])
    owner = drawable(plain(it.owner))
    who = say("{owner}: {status}").format(owner=owner, status=status) if owner else status
    until = say("until {time}").format(time=moment(it.until, at, snapshot.timezone))
    foot = (say(TITLES[it.kind]), topic_name(names.get(it.topic, {}), it.topic), who, until)
    return Spoken(it.id, bare(it.text, 280) or "–", ", ".join(foot))
