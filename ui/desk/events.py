"""What stands on today's time axis: storms, and what one of ours put there; noted and struck here."""

from dashboard.events import Event, Strike
from dashboard.snapshot import Snapshot
from ui.desk.dialogs import ask
from ui.desk.entries import By, Entries, Send
from ui.desk.noting import Noting
from ui.desk.sentences import Spoken
from ui.drawing.look import Look, drawable
from ui.speech.language import say
from ui.speech.spoken import moment
from ui.speech.words import plain


class EventsDesk(Entries):
    """Today's events, the earliest first."""

    def __init__(self, send: Send, by: By, look: Look) -> None:
        none = say("Nothing yet. What is planned or happens (Pay-Per-View, a fibre cut) explains the curves.")
        super().__init__(say("On the time axis today"), none, send, by, look)
        self.new = self.offer(say("New (N)"), "N", self.note)
        self.strike = self.offer(say("Strike (Del)"), "Delete", self.strike_current)
        self.present(None)

    def present(self, snapshot: Snapshot | None) -> None:
        """Show today's events."""
        events = snapshot.events if snapshot else ()
        self.show_entries(snapshot, [_spoken(each, snapshot) for each in events] if snapshot else [])
        self.new.setEnabled(self.live is not None)
        self.strike.setEnabled(any(each.id for each in events))

    def note(self) -> None:
        """Ask for something to put on the time axis."""
        it = self.live
        if it is not None and it.reading is not None:
            ask(Noting(it.reading.at, it.timezone, self), lambda dialog: self.wish(dialog.wish(self._by())))

    def strike_current(self) -> None:
        """Take the annotation that is selected off the time axis; a storm stays."""
        if self.list.current and not self.list.current.startswith(" "):
            self.wish(Strike(id=self.list.current, by=self._by()))


def _spoken(it: Event, snapshot: Snapshot) -> Spoken:
    at = snapshot.reading.at if snapshot.reading else snapshot.made_at
    begin = moment(it.at, at, snapshot.timezone)
    end = moment(it.until, at, snapshot.timezone) if it.until else ""
    times = say("{begin} to {end}").format(begin=begin, end=end) if end else begin
    words = say("Storm") if it.kind == "storm" else drawable(plain(it.text)) or "–"
    by = drawable(plain(it.by))
    key = it.id or f" storm {it.at.isoformat()}"
    return Spoken(key, words, f"{times}, {by}" if by else times, "bad" if it.kind == "storm" else "text")
