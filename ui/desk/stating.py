"""The dialog that makes a statement: topic, text, owner, status, and for how long it holds."""

from datetime import datetime, timedelta
from secrets import token_hex

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from dashboard.snapshot import Snapshot
from dashboard.voice.values import Statement
from ui.desk.correcting import topics
from ui.desk.labels import choice, label
from ui.panels.statements import STATUSES
from ui.speech.language import count, later, say
from ui.speech.spoken import duration, moment, number

LONGEST, LONGEST_OWNER = 280, 60
LINES = 6
"""Of the longest text, as wide as the dialog is."""
HOLDS: tuple[float, ...] = (1, 2, 4, 8, 24, 72)
"""Hours."""
KINDS = {"we_say": later("We say now"), "we_fixed": later("You said, we fixed")}


class Stating(QDialog):
    """Asks for a statement; Esc leaves everything as it was."""

    def __init__(self, snapshot: Snapshot, held: Statement | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("What we say now"))
        self._held = held
        self._now: datetime = snapshot.reading.at if snapshot.reading else snapshot.made_at
        names = (say("Kind"), say("Topic"), say("Status"), say("Holds"))
        self.kind, self.topic, self.status, self.holds = map(choice, names)
        self.text, self.owner = QPlainTextEdit(), QLineEdit()
        self.left = label("", "note")
        self._fill(snapshot)
        self._lay()
        self._size()
        self.text.textChanged.connect(self._count)
        if held is not None:
            self._take(held)
        self._count()
        self.text.setFocus()

    def _fill(self, snapshot: Snapshot) -> None:
        for kind, word in KINDS.items():
            self.kind.addItem(say(word), kind)
        for key, name in topics(snapshot, self._held.topic if self._held else ""):
            self.topic.addItem(name, key)
        if snapshot.topics:  # what presses most
            self.topic.setCurrentIndex(max(0, self.topic.findData(snapshot.topics[0].id)))
        for status, word in STATUSES.items():
            self.status.addItem(say(word), status)
        if self._held is not None:
            as_it_is = say("until {time}, as it is")
            self.holds.addItem(
                as_it_is.format(time=moment(self._held.until, self._now, snapshot.timezone)), 0.0
            )
        for hours in HOLDS:
            self.holds.addItem(say("for {time}").format(time=duration(hours * 3600)), hours)
        if self._held is None:
            self.holds.setCurrentIndex(HOLDS.index(4))
        self.owner.setMaxLength(LONGEST_OWNER)
        self.text.setTabChangesFocus(True)

    def _lay(self) -> None:
        form = QFormLayout(self)
        rows = (
            (say("Kind"), self.kind), (say("Topic"), self.topic), (say("Text"), self.text), ("", self.left),
            (say("Owner"), self.owner), (say("Status"), self.status), (say("Holds"), self.holds),
        )  # fmt: skip
        for name, widget in rows:
            if name:
                widget.setAccessibleName(name)
            form.addRow(label(name, "quiet"), widget)
        self.owner.setPlaceholderText(say("Who works on it, outside customer service"))
        buttons = QDialogButtonBox()
        self.save = buttons.addButton(say("Say it"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setDefault(True)
        buttons.addButton(say("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)

    def _size(self) -> None:
        """As wide as what stands in the lines, as high as the longest text."""
        self.owner.ensurePolished()
        letters = self.owner.fontMetrics()
        self.owner.setMinimumWidth(
            letters.horizontalAdvance(self.owner.placeholderText()) + 2 * letters.height()
        )
        self.text.setFixedHeight(LINES * letters.lineSpacing() + letters.height())

    def _take(self, held: Statement) -> None:
        for box, value in ((self.kind, held.kind), (self.topic, held.topic), (self.status, held.status)):
            box.setCurrentIndex(max(0, box.findData(value)))
        self.text.setPlainText(held.text)
        self.owner.setText(held.owner)

    def _count(self) -> None:
        said, more = self._said, LONGEST - len(self._said)
        text = count("{n} letter left", "{n} letters left", more)
        if more < 0:
            text = count("{n} letter too many", "{n} letters too many", -more)
        self.left.setText(text.format(n=number(abs(more))))
        self.save.setEnabled(bool(said) and more >= 0 and self.topic.count() > 0)

    @property
    def _said(self) -> str:
        return " ".join(self.text.toPlainText().split())

    @property
    def statement(self) -> Statement:
        """The statement as it was asked for."""
        hours = float(self.holds.currentData())
        until = self._held.until if self._held and not hours else self._now + timedelta(hours=hours)
        return Statement(
            id=self._held.id if self._held else token_hex(6),
            topic=self.topic.currentData(),
            kind=self.kind.currentData(),
            text=self._said[:LONGEST],
            owner=self.owner.text().strip()[:LONGEST_OWNER],
            status=self.status.currentData(),
            until=until,
        )
