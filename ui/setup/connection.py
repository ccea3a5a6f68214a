"""The token and the connection test: tried in a process of its own, so that nothing waits for the network."""

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QObject, QProcess, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QProgressBar, QPushButton, QWidget

from dashboard.faults import Fault
from dashboard.problems import SettingsProblem
from dashboard.set_up import SetUp, Trial, Tried
from dashboard.settings import Inbox
from ui.drawing.levels import Level
from ui.drawing.mark import Mark
from ui.drawing.theme import Theme
from ui.setup.form import quiet
from ui.setup.wrong import whole
from ui.speech.language import count, say
from ui.speech.spoken import duration, number
from ui.speech.words import TROUBLES, plain

PATIENCE_MS = 60_000  # the longest a try may take before it is stopped: it has its own deadlines
KILL_MS = 2000
SKEW_WORTH_SAYING = 60.0


class ConnectionTest(QObject):
    """Runs `command` with a Trial on its standard input, and says what it answers.

    `answered` gives a Tried; after `stop` nothing more is said.
    """

    answered = Signal(object)

    def __init__(self, command: list[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command
        self._process = QProcess(self)
        self._process.finished.connect(self._ended)
        self._process.errorOccurred.connect(self._failed)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._process.kill)

    @property
    def running(self) -> bool:
        """Whether it is under way."""
        return bool(self._process.state() != QProcess.ProcessState.NotRunning)

    def start(self, trial: Trial) -> None:
        """Try it; a try under way is stopped."""
        self.stop()
        self._process.start(self._command[0], self._command[1:])
        self._process.write(msgspec.json.encode(trial))
        self._process.closeWriteChannel()
        self._patience.start()

    def stop(self) -> None:
        """Stop at once; returns when the process is gone."""
        self._patience.stop()
        if self.running:
            with QSignalBlocker(self._process):
                self._process.kill()
                self._process.waitForFinished(KILL_MS)

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._patience.stop()
            self.answered.emit(Tried(trouble="internal", detail=self._process.errorString()))

    def _ended(self) -> None:
        self._patience.stop()
        try:
            said = msgspec.json.decode(bytes(self._process.readAllStandardOutput().data()), type=Tried)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            said = Tried(trouble="internal", detail="the try gave no answer")
        self.answered.emit(said)


class ConnectionBox(QWidget):
    """The token, a button that tries the connection, one that stops it, and in words what came of it.

    `inbox` gives the inbox as it is said now, or raises SettingsProblem. `tried` says what came of a try.
    """

    tried = Signal(object)

    def __init__(
        self, files: SetUp, trial: list[str], inbox: Callable[[], Inbox], theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._files, self._inbox = files, inbox
        self._asked: Trial | None = None
        self._test = ConnectionTest(trial, self)
        self._test.answered.connect(self._tell)
        self.token = QLineEdit(self)
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.token.setMaxLength(500)
        self.token.setObjectName("token")
        self.token.setAccessibleName(say("Token"))
        label = QLabel(say("Token"), self)
        label.setBuddy(self.token)
        self.button, self.cancel = (
            QPushButton(say("Test the connection"), self),
            QPushButton(say("Stop"), self),
        )
        self.cancel.setAccessibleName(say("Stop the connection test"))
        self.busy = QProgressBar(self)
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName(say("The connection is being tried"))
        self.mark = Mark(theme, self)
        self.said = QLabel(self)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self._arrange(label)
        self.button.clicked.connect(self.start)
        self.cancel.clicked.connect(self.stop)
        self._rest()

    def _arrange(self, label: QLabel) -> None:
        """In the columns of the form above it."""
        em = self.fontMetrics().height()
        words = say(
            "Of a user of the inbox, from the profile page. It goes into the keyring, never into a file."
        )
        acts, told = QHBoxLayout(), QHBoxLayout()
        acts.setSpacing(em // 2)
        told.setSpacing(em // 2)
        self.mark.setMinimumHeight(em)  # in the middle of the first line
        for each in (self.button, self.cancel):
            acts.addWidget(each)
        acts.addWidget(self.busy, 1)
        acts.addStretch(0)
        told.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self.said, 1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(em)
        grid.setColumnMinimumWidth(0, em * 8)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label, 0, 0, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.token, 0, 1)
        grid.addWidget(quiet(words, self), 1, 1)
        grid.addLayout(acts, 2, 1)
        grid.addLayout(told, 3, 1)

    def start(self) -> None:
        """Try the connection."""
        try:
            trial = self._trial()
        except SettingsProblem:
            return
        self._asked = trial
        self._say("fine", say("Asking the inbox …"))
        self.busy.show()
        self.cancel.show()
        self.button.setEnabled(False)
        self._test.start(trial)

    def look(self) -> None:
        """Try the connection as it is said now, unless just that was tried, or is being tried."""
        if self._trial() != self._asked:
            self.start()

    def _trial(self) -> Trial:
        return Trial(inbox=self._inbox(), token=self.token.text(), hours=True)

    def stop(self) -> None:
        """Stop trying."""
        self._test.stop()
        self._rest()
        self._say("fine", say("Stopped."))

    def close_down(self) -> None:
        """Leave no process behind."""
        self._test.stop()

    def refuse(self, faults: Sequence[Fault]) -> None:
        """Say why there is nothing to try."""
        self._say("bad", "\n".join(whole(fault) for fault in faults))

    def keep(self) -> None:
        """Store the token that was typed, if one was. Raises SettingsProblem, which says what to do instead."""
        if secret := self.token.text().strip():
            self._files.keep_token(self._inbox(), secret)

    def _rest(self) -> None:
        self.button.setEnabled(True)
        if self.cancel.hasFocus():  # else it would go to whatever comes next
            self.button.setFocus()
        self.busy.hide()
        self.cancel.hide()
        self._say("fine", "")

    def _tell(self, tried: Tried) -> None:
        self._rest()
        self._say("fine" if tried.good else "bad", words(tried))
        self.tried.emit(tried)

    def _say(self, level: Level, text: str) -> None:
        self.mark.tell(level)
        self.mark.setVisible(level != "fine")
        self.said.setProperty("fault", "true" if level == "bad" else "false")
        self.said.style().polish(self.said)
        self.said.setText(text)
        self.said.setAccessibleName(text)


def words(tried: Tried) -> str:
    """What came of a try, for a person: what is wrong and what to do, or what the token lets us see."""
    if tried.faults:
        return " ".join(whole(fault) for fault in tried.faults)
    if tried.trouble is not None:
        advice = TROUBLES[tried.trouble]
        return f"{say(advice.what)} {say(advice.do)}"
    many = len(tried.channels)
    seen = count("It shows {n} inbox", "It shows {n} inboxes", many).format(n=number(many))
    named = ", ".join(plain(channel, 24) for channel in tried.channels[:6])
    said = [
        say("The inbox answers {name}.").format(name=plain(tried.name)),
        f"{seen}: {named}." if named else f"{seen}.",
    ]
    if not tried.admin:
        said.append(say("An agent's token sees only the inboxes that this agent is a member of."))
    if tried.skew is not None and abs(tried.skew) > SKEW_WORTH_SAYING:
        text = say("This machine's clock is {time} off: switch on time synchronisation.")
        said.append(text.format(time=duration(abs(tried.skew))))
    return " ".join(said)
