"""The feed as a child process: hands over its Snapshots, starts it again when it dies or falls silent."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from logging import getLogger

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from dashboard.asking import Answered, Question
from dashboard.snapshot import Notice, Snapshot, Trouble
from dashboard.voice.values import Wish
from dashboard.wordless import reason
from ui.incoming.awake import seconds_awake
from ui.incoming.lines import Lines
from ui.incoming.memory import Memory
from ui.incoming.showing import has_numbers

FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 60.0
POLLS_OF_SILENCE = 3  # so many announced polls may pass before a silent feed is stopped
DEADLINE_S = 60.0  # and on top of them the longest time that one poll may take
FIRST_LINE_S = 120.0  # a feed that has said nothing yet
END_MS, KILL_MS = 2000, 2000
LOG_LINE = 2000  # letters of a line of the feed's that are passed on
LOG_BYTES = 64 * 1024

ANSWER = b'{"answer":'
ANSWERS: msgspec.json.Decoder[Answered] = msgspec.json.Decoder(Answered)
Order = Wish | Question

log = getLogger(__name__)


class Source(QObject):
    """Runs `command`, whose every line is a Snapshot, and emits each as `arrived`; or an answer: `answered`.

    At start the Snapshot that an earlier run kept is emitted once, as `recalled`.

    While there is no feed, the last Snapshot is emitted with trouble "feed_lost", its first `since` kept.
    `patience_s` is the longest silence in seconds; None: by the Snapshots' own announcements.
    """

    arrived = Signal(object)
    answered = Signal(object)
    recalled = Signal(object)

    def __init__(
        self,
        command: list[str],
        memory: Memory,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        awake: Callable[[], float] = seconds_awake,
        patience_s: float | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._command, self._memory, self._now = command, memory, now
        self._patience_s = patience_s
        self._last: Snapshot | None = None
        self._lost: Trouble | None = None
        self._closing = False
        self._pause_s = FIRST_PAUSE_S
        self._lines, self._remarks = Lines(), Lines(LOG_BYTES)
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.readyReadStandardError.connect(self._listen)
        self._process.finished.connect(self._ended)
        self._process.errorOccurred.connect(self._failed)
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._start)
        self._silence = QTimer(self, singleShot=True)
        self._silence.timeout.connect(self._silent)
        self._anew = False
        self._hurry = QTimer(self, singleShot=True, interval=END_MS)
        self._hurry.timeout.connect(self._process.kill)
        self._latest: Snapshot | None = None
        self._notice: Notice | None = None

    def launch(self) -> None:
        """Start the feed already, while nobody listens: what it says is read once the loop runs."""
        self._start()

    def start(self) -> None:
        """Emit the Snapshot of an earlier run, if there is one, and start the feed unless it was launched."""
        if (kept := self._memory.recall()) is not None:
            self._last = kept
            self.recalled.emit(kept)
        if not self._silence.isActive() and not self._again.isActive():
            self._start()

    def send(self, order: Order) -> bool:
        """Hand a wish or a question to the feed; whether there is one to hand it to."""
        if self._process.state() != QProcess.ProcessState.Running:
            return False
        line = msgspec.json.encode(order) + b"\n"
        return bool(self._process.write(line) == len(line))

    def restart(self) -> None:
        """End the feed and start another one at once, as the settings now are; the last Snapshot stands meanwhile."""
        self._pause_s = FIRST_PAUSE_S
        self._again.stop()
        if self._process.state() == QProcess.ProcessState.NotRunning:
            self._start()
            return
        self._anew = True
        self._silence.stop()
        self._process.closeWriteChannel()
        self._process.terminate()
        self._hurry.start()

    def note(self, notice: Notice | None) -> None:
        """Add something that is not right, and that the feed can't know, to whatever it says; None: all is right."""
        if notice == self._notice:
            return
        self._notice = notice
        if self._latest is not None:
            self._emit(self._latest)

    def _emit(self, snapshot: Snapshot) -> None:
        self._latest = snapshot
        noted = (*snapshot.notices, self._notice) if self._notice else snapshot.notices
        self.arrived.emit(replace(snapshot, notices=noted) if self._notice else snapshot)

    def close(self) -> None:
        """End the feed and keep the last Snapshot; returns when the child is gone."""
        self._closing = True
        self._again.stop()
        self._silence.stop()
        self._hurry.stop()
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.closeWriteChannel()
            self._process.terminate()
            if not self._process.waitForFinished(END_MS):
                self._process.kill()
                self._process.waitForFinished(KILL_MS)
        self._memory.close()

    @property
    def child(self) -> int:
        """The feed's process id, 0 while there is none."""
        return self._process.processId()

    # ── The child's life ─────────────────────────────────────────────────────────────────────────────

    def _start(self) -> None:
        self._lines.clear()
        self._remarks.clear()
        self._process.start(self._command[0], self._command[1:])
        self._silence.start(_ms(self._patience_s or FIRST_LINE_S))

    def _failed(self, error: QProcess.ProcessError) -> None:
        """A feed that does not start at all says so here, and never that it has ended."""
        if error == QProcess.ProcessError.FailedToStart:
            self._lose(f"can't be started: {self._process.errorString()}")

    def _ended(self, code: int) -> None:
        self._read()
        self._listen()
        if self._closing:
            return
        if self._anew:
            self._anew = False
            self._hurry.stop()
            self._start()
        else:
            self._lose(f"ended with status {code}")

    def _silent(self) -> None:
        log.warning("the feed has been silent for too long, and is stopped")
        self._process.kill()

    def _lose(self, why: str) -> None:
        """Say that there is no feed, and start another one after a pause that doubles."""
        self._silence.stop()
        log.warning("the feed %s; the next one starts in %g s", why, self._pause_s)
        now = self._now()
        again = now + timedelta(seconds=self._pause_s)
        self._lost = Trouble(
            kind="feed_lost",
            since=self._lost.since if self._lost else now,
            tries=self._lost.tries + 1 if self._lost else 1,
            detail=why,
        )
        held = self._last or Snapshot(made_at=now, next_poll_at=again)
        self._emit(replace(held, made_at=now, next_poll_at=again, trouble=self._lost, filling=None))
        self._again.start(_ms(self._pause_s))
        self._pause_s = min(LONGEST_PAUSE_S, self._pause_s * 2)

    # ── What it says ─────────────────────────────────────────────────────────────────────────────────

    def _read(self) -> None:
        dropped = self._lines.dropped
        for line in self._lines.feed(bytes(self._process.readAllStandardOutput().data())):
            self._take(line)
        if self._lines.dropped > dropped:
            log.warning("a line of the feed is over the bound and was dropped")

    def _take(self, line: bytes) -> None:
        """A good line ends every trouble with the feed; a bad one is logged."""
        if not line.strip():
            return
        if line.startswith(ANSWER):
            self._hand_over(line)
            return
        try:
            came = msgspec.json.decode(line, type=Snapshot)
        except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
            log.warning("a line of the feed is no Snapshot: %s", reason(fault))
            return
        self._lost = None
        if has_numbers(came) or self._last is None or not has_numbers(self._last):
            self._last = came
        if came.fresh and came.filling is None and has_numbers(came):
            self._pause_s = (
                FIRST_PAUSE_S  # only now: one that dies after its first line shall not fill up each second
            )
            self._memory.keep(came)
        self._silence.start(_ms(self._patience_s or patience_s(came)))
        self._emit(came)

    def _hand_over(self, line: bytes) -> None:
        """An answer to a question; a bad one is logged."""
        try:
            answer = ANSWERS.decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
            log.warning("a line of the feed is no answer: %s", reason(fault))
            return
        self.answered.emit(answer)

    def _listen(self) -> None:
        """Pass on what the feed logs, line by line, cut to a bound."""
        for line in self._remarks.feed(bytes(self._process.readAllStandardError().data())):
            text = line.decode("utf-8", "replace").rstrip()
            if text and sys.stderr is not None:
                sys.stderr.write(f"{text[:LOG_LINE]}\n")


def patience_s(snapshot: Snapshot) -> float:
    """How many seconds a feed may be silent after a Snapshot."""
    announced = (snapshot.next_poll_at - snapshot.made_at).total_seconds()
    return max(0.0, announced) * POLLS_OF_SILENCE + DEADLINE_S


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
