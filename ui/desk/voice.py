"""The voice at the desk: sentences that are offered, those on the walls, and the log of who released what."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from dashboard.snapshot import Snapshot
from dashboard.voice.values import Correct, Deed, Kill, Release, Sentence, Wish
from ui.desk.columns import FELT, ONE
from ui.desk.correcting import Correcting
from ui.desk.deeds import told
from ui.desk.dialogs import ask
from ui.desk.entries import By, Send, bind
from ui.desk.flow import Flow
from ui.desk.labels import label
from ui.desk.on_walls import LATELY, OnWalls
from ui.desk.sentences import Sentences, Spoken
from ui.drawing.look import Look
from ui.drawing.quotes import quoted, topic_name
from ui.speech.language import count, say
from ui.speech.spoken import duration, number

READ_MS = 8000  # what was done can be read for so long


class VoiceDesk(QWidget):
    """Release, remove and correct, each with one key; `log` is a list of its own, to stand where there is room."""

    def __init__(self, send: Send, by: By, walls: OnWalls, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._send, self._by, self._walls = send, by, walls
        self._now: tuple[str, ...] = ()
        self._snapshot: Snapshot | None = None
        self.offered = Sentences(say("Offered sentences"), look)
        self.shown = Sentences(say("Sentences on the walls"), look)
        self.log = Sentences(say("Who did what"), look)
        self.titles = {each: label("", "strong", indented=True) for each in (self.offered, self.shown)}
        self.release = QPushButton(say("Release (R)"))
        self.reject = QPushButton(say("Not this one (K)"))
        self.correct = QPushButton(say("Correct (C)"))
        self.remove = QPushButton(say("Take off the walls (K)"))
        self.said = label("", "note", wrap=True, indented=True)
        self._reads = QTimer(self, singleShot=True, interval=READ_MS)
        self._reads.timeout.connect(lambda: self.said.setText(self._how()))
        self._lay()
        self._act()
        self.present(None)

    def _lay(self) -> None:
        self._rows: list[Flow] = []
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        buttons = {self.offered: (self.release, self.reject, self.correct), self.shown: (self.remove,)}
        for each, stretch in ((self.offered, 5), (self.shown, 4)):
            box = QWidget()
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            row = Flow()
            row.put(self.titles[each])
            row.put(*buttons.get(each, ()), right=True)
            column.addLayout(row)
            self._rows.append(row)
            column.addWidget(each, 1)
            parts.addWidget(box)
            parts.setStretchFactor(parts.count() - 1, stretch)
        self.parts = parts
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(parts, 1)
        layout.addWidget(self.said)

    def _act(self) -> None:
        self.release.clicked.connect(self.release_current)
        self.reject.clicked.connect(lambda: self._kill(self.offered))
        self.remove.clicked.connect(lambda: self._kill(self.shown))
        self.correct.clicked.connect(lambda: self._correct(self.offered))
        keys: dict[Sentences, dict[str, Callable[[], object]]] = {
            self.offered: {
                "R": self.release_current,
                "Return": self.release_current,
                "K": lambda: self._kill(self.offered),
                "C": lambda: self._correct(self.offered),
            },
            self.shown: {
                "K": lambda: self._kill(self.shown),
                "Delete": lambda: self._kill(self.shown),
                "C": lambda: self._correct(self.shown),
            },
        }
        for widget, acts in keys.items():
            bind(widget, acts)

    # ── What is shown ────────────────────────────────────────────────────────────────────────────────

    def present(self, snapshot: Snapshot | None) -> None:
        """Show what is offered, what is on the walls, and what was done."""
        self._snapshot, self._now = snapshot, self._walls.now()
        voice = snapshot.voice if snapshot else None
        at = snapshot.reading.at if snapshot and snapshot.reading else None
        offered = [self._spoken(each, at) for each in voice.candidates] if voice else []
        shown = [self._spoken(each, at) for each in reversed(voice.shown)] if voice else []
        deeds = [self._deed(each) for each in reversed(voice.deeds)] if voice else []
        for which, entries in ((self.offered, offered), (self.shown, shown), (self.log, deeds)):
            which.present([each for each in entries if each is not None])
        titles = {self.offered: say("Offered"), self.shown: say("On the walls")}
        for which, title in titles.items():
            self.titles[which].setText(f"{title} {number(len(which.entries.entries))}")
        for button in (self.release, self.reject, self.correct):
            button.setEnabled(bool(self.offered.entries.entries))
        self.remove.setEnabled(bool(self.shown.entries.entries))
        if not self._reads.isActive():
            self.said.setText(self._how())

    def follow(self) -> None:
        """Mark the sentence that is on the walls now: it takes turns with the others."""
        if self._walls.now() != self._now:
            self.present(self._snapshot)

    def dress(self, look: Look) -> None:
        """Take on another look."""
        for each in (self.offered, self.shown, self.log):
            each.dress(look)
        for row in self._rows:
            row.setSpacing(round(look.sizes.em * 0.4))

    def _how(self) -> str:
        """How sentences come to the walls."""
        if self._snapshot is None:
            return ""
        after = self._snapshot.voice.automatic_after
        if after is None:
            return say("Masked, but no mask catches every name: read a sentence before it is released.")
        text = say("Sentences go to the walls by themselves after {time}; any of them can be taken off.")
        return text.format(time=duration(after))

    def _spoken(self, it: Sentence, at: datetime | None) -> Spoken | None:
        text = quoted(it.text, it.language)
        if text is None or self._snapshot is None:
            return None
        names = {topic.id: topic.names for topic in self._snapshot.topics}
        seconds = max(60.0, (at - it.at).total_seconds()) if at else None
        ago = say("{time} ago").format(time=duration(seconds))
        seen = say("public") if it.public else say("private")
        foot = (topic_name(names.get(it.topic, {}), it.topic), say(FELT[it.mood], ONE), seen, ago)
        hangs = it.id in self._now
        return Spoken(
            it.id, text, ", ".join((say("on the walls now"), *foot) if hangs else foot), marked=hangs
        )

    def _deed(self, it: Deed) -> Spoken | None:
        if self._snapshot is None:
            return None
        words = told(it, self._snapshot)
        return Spoken(f"{type(it).__name__} {it.at.isoformat()}", words, role="dim") if words else None

    # ── What is done ─────────────────────────────────────────────────────────────────────────────────

    def release_current(self) -> None:
        """Release the offered sentence that is selected."""
        if key := self.offered.current:
            self._wish(Release(id=key, by=self._by()), say("Released"))

    def kill_now(self) -> None:
        """Take the sentence off that hangs on the walls now, and for good; just after a turn the one before, too."""
        shown = {each.id for each in self._snapshot.voice.shown} if self._snapshot else set()
        meant = [key for key in self._walls.now(LATELY) if key in shown]
        if not meant:
            self._tell(say("No sentence is on the walls"))
            return
        said = [self._sentence(key) for key in meant]
        words = [quoted(each.text, each.language) or "" for each in said if each]
        self._take_off(meant, say("Off the walls: {sentences}").format(sentences=" ".join(words)))

    def kill_all(self) -> None:
        """Take every sentence off the walls, whichever hangs there now."""
        shown = [each.id for each in self._snapshot.voice.shown] if self._snapshot else []
        text = count(
            "{n} sentence was taken off the walls", "{n} sentences were taken off the walls", len(shown)
        )
        self._take_off(shown, text.format(n=number(len(shown))))

    def _take_off(self, keys: Sequence[str], done: str) -> None:
        sent = [self._send(Kill(id=key, by=self._by())) for key in keys]
        self._tell(done if all(sent) else say("There is no contact with the feed: nothing was done"))

    def _kill(self, which: Sentences) -> None:
        if key := which.current:
            self._wish(Kill(id=key, by=self._by()), say("Taken away; it does not come back"))

    def _correct(self, which: Sentences) -> None:
        """Say how a sentence was meant."""
        sentence = self._sentence(which.current)
        if sentence is None or self._snapshot is None:
            return

        def done(dialog: Correcting) -> None:
            mood, topic = dialog.chosen
            self._wish(Correct(id=sentence.id, sentiment=mood, topic=topic, by=self._by()), say("Corrected"))

        ask(Correcting(sentence, self._snapshot, self), done)

    def _wish(self, wish: Wish, done: str) -> None:
        self._tell(done if self._send(wish) else say("There is no contact with the feed: nothing was done"))

    def _tell(self, done: str) -> None:
        """Say what was done, for long enough to be read."""
        self.said.setText(done)
        self._reads.start()

    def _sentence(self, key: str) -> Sentence | None:
        voice = self._snapshot.voice if self._snapshot else None
        every = (*voice.candidates, *voice.shown) if voice else ()
        return next((each for each in every if each.id == key), None)
