"""What we say now, at the desk: each statement with its owner, status and expiry; said, changed and withdrawn here."""

from datetime import datetime

from dashboard.snapshot import Snapshot
from dashboard.voice.values import State, Statement, Withdraw
from ui.desk.dialogs import ask
from ui.desk.entries import By, Entries, Send
from ui.desk.sentences import Spoken
from ui.desk.stating import Stating
from ui.drawing.look import Look, drawable
from ui.drawing.quotes import bare, topic_name
from ui.panels.statements import STATUSES, TITLES
from ui.speech.language import say
from ui.speech.spoken import moment
from ui.speech.words import plain


class StatementsDesk(Entries):
    """The statements, and the dialog that makes one."""

    def __init__(self, send: Send, by: By, look: Look) -> None:
        none = say("Nothing is said yet. What stands here hangs on the walls, beside its topic.")
        super().__init__(say("What we say now"), none, send, by, look)
        self.new = self.offer(say("New (N)"), "N", self.state)
        self.change = self.offer(say("Change (Enter)"), "Return", self.change_current)
        self.withdraw = self.offer(say("Withdraw (Del)"), "Delete", self.withdraw_current)
        self.present(None)

    def present(self, snapshot: Snapshot | None) -> None:
        """Show the statements that hold."""
        entries = []
        if snapshot is not None:
            at = snapshot.reading.at if snapshot.reading else snapshot.made_at
            entries = [_spoken(each, snapshot, at) for each in snapshot.statements]
        self.show_entries(snapshot, entries)
        for button in (self.change, self.withdraw):
            button.setEnabled(bool(entries))
        self.new.setEnabled(self.live is not None)

    def state(self, held: Statement | None = None) -> None:
        """Ask for a statement, and let it hold."""
        if self.live is not None:
            ask(
                Stating(self.live, held, self),
                lambda dialog: self.wish(State(statement=dialog.statement, by=self._by())),
            )

    def change_current(self) -> None:
        """Change the statement that is selected."""
        if (held := self._held()) is not None:
            self.state(held)

    def withdraw_current(self) -> None:
        """Let the statement that is selected hold no more."""
        if (held := self._held()) is not None:
            self.wish(Withdraw(id=held.id, by=self._by()))

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
