"""The alerts that run, a line each, with the button and the key that say somebody has seen one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dashboard.snapshot import Alert, Snapshot
from ui.drawing.mark import Mark
from ui.drawing.theme import Theme
from ui.speech import words
from ui.speech.language import count, say
from ui.speech.spoken import moment, number

KEY = "F8"
MOST = 6
"""Lines; of more alerts the last line says how many."""


class AlertBoard(QWidget):
    """What runs, the most pressing first; takes no room while nothing does.

    Emits `acknowledge` with an alert's id: by its button, or, for the first that nobody has seen, by KEY.
    """

    acknowledge = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(say("Alerts"))
        self._alerts: tuple[Alert, ...] = ()
        self._said: tuple[tuple[str, str], ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._lines = [_Line(theme, self) for _ in range(MOST)]
        for place, line in enumerate(self._lines):
            column.addWidget(line)
            line.hide()
            line.button.clicked.connect(lambda _checked=False, place=place: self._seen(place))
        self._more = QLabel(self)
        self._more.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self._more)
        key = QShortcut(QKeySequence(KEY), self)
        key.activated.connect(self._first_seen)
        self.hide()

    def present(self, snapshot: Snapshot | None) -> None:
        """Show a Snapshot's alerts; nothing is made anew, and nothing painted that says the same."""
        alerts = snapshot.alerts if snapshot else ()
        said = tuple(_words(alert, snapshot) for alert in alerts) if snapshot else ()
        self._alerts = alerts
        if said == self._said:
            return
        self._said = said
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(said))
            if place < len(said):
                line.tell(*said[place])
        more = len(said) - MOST
        self._more.setVisible(more > 0)
        self._more.setText(count("{n} more alert", "{n} more alerts", max(0, more)).format(n=number(more)))
        self.setVisible(bool(said))
        self.setAccessibleDescription(". ".join(text for text, _ in said))

    def dress(self, theme: Theme) -> None:
        """Take on another theme."""
        for line in self._lines:
            line.mark.theme = theme
            line.mark.update()

    def _seen(self, place: int) -> None:
        if place < len(self._alerts):
            self.acknowledge.emit(self._alerts[place].id)

    def _first_seen(self) -> None:
        first = next((it for it in self._alerts if it.acknowledged_at is None), None)
        if first is not None:
            self.acknowledge.emit(first.id)


def _words(alert: Alert, snapshot: Snapshot) -> tuple[str, str]:
    """What it says, and who has seen it and when; "" while nobody has."""
    at = snapshot.reading.at if snapshot.reading else snapshot.made_at
    said = words.alert(alert, moment(alert.since, at, snapshot.timezone))
    if alert.acknowledged_at is None:
        return said, ""
    when = moment(alert.acknowledged_at, at, snapshot.timezone)
    return said, say("seen by {name} {time}").format(name=words.plain(alert.acknowledged_by, 24), time=when)


class _Line(QWidget):
    """One alert: its shape, its words, and the button."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.mark = Mark(theme, self)
        self.words, self.seen = QLabel(self), QLabel(self)
        for label in (self.words, self.seen):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.button = QPushButton(say("Seen"), self)
        for widget, stretch in ((self.mark, 0), (self.words, 1), (self.seen, 0), (self.button, 0)):
            row.addWidget(widget, stretch)

    def tell(self, said: str, seen: str) -> None:
        """Say it."""
        self.setMinimumHeight(self.button.sizeHint().height())  # so that nothing moves when it goes
        self.words.setText(said)
        self.seen.setText(seen)
        self.seen.setVisible(bool(seen))
        self.button.setVisible(not seen)
        self.button.setAccessibleName(say("Seen: {alert}").format(alert=said))
        self.mark.tell("warn" if seen else "bad")
        self.mark.setAccessibleName(say("Seen") if seen else say("not seen yet"))
