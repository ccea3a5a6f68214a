"""What events and statements have in common: a list under buttons that are keys, too, and what is said of it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from dashboard.snapshot import Snapshot
from dashboard.voice.values import Wish
from ui.desk.flow import Flow
from ui.desk.labels import label
from ui.desk.sentences import Sentences, Spoken
from ui.drawing.look import Look
from ui.speech.language import say

Send = Callable[[Wish], bool]
By = Callable[[], str]


class Entries(QWidget):
    """A list, its buttons, and a sentence where it is empty, or where nothing could be done."""

    def __init__(self, name: str, none: str, send: Send, by: By, look: Look) -> None:
        super().__init__()
        self._send, self._by, self._none = send, by, none
        self._snapshot: Snapshot | None = None
        self.list = Sentences(name, look)
        self.said = label("", "note", wrap=True, indented=True)
        self._row = Flow()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._row)
        layout.addWidget(self.said)
        layout.addWidget(self.list, 1)

    def offer(self, text: str, key: str, done: Callable[[], object]) -> QPushButton:
        """A button that does something, as a key on the list does."""
        button = QPushButton(text)
        button.clicked.connect(lambda _=False: done())
        self._row.put(button, right=True)
        bind(self.list, {key: done})
        return button

    def show_entries(self, snapshot: Snapshot | None, entries: Sequence[Spoken]) -> None:
        """Show these entries of a Snapshot."""
        self._snapshot = snapshot
        self.list.present(entries)
        self._say("" if entries else self._none)

    @property
    def live(self) -> Snapshot | None:
        """The Snapshot where it has numbers: before, there is nothing that a wish could be about."""
        return self._snapshot if self._snapshot is not None and self._snapshot.reading is not None else None

    def wish(self, wish: Wish) -> None:
        """Hand a wish to the feed; where there is none, say so."""
        if not self._send(wish):
            self._say(say("There is no contact with the feed: nothing was done"))

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def dress(self, look: Look) -> None:
        """Take on another look."""
        self.list.dress(look)
        self._row.setSpacing(round(look.sizes.em * 0.4))


def bind(list_: Sentences, keys: dict[str, Callable[[], object]]) -> None:
    """Keys that do something while a list has the focus."""
    for key, done in keys.items():
        shortcut = QShortcut(QKeySequence(key), list_)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(done)
