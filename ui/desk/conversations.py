"""The conversations behind a number: what list it is, a search, the table, and a door into the inbox."""

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace
from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from dashboard.asking import AskList, Filter, Listed
from dashboard.snapshot import Snapshot
from ui.desk.asker import Asker
from ui.desk.boards import people, shown_name
from ui.desk.columns import COLUMNS, SPOKEN
from ui.desk.conversations_model import ConversationsModel
from ui.desk.flow import Flow
from ui.desk.labels import label
from ui.desk.links import link
from ui.desk.listing import Listing
from ui.desk.lists import DURATIONS, title
from ui.desk.table import Table
from ui.drawing.look import Look, metrics
from ui.drawing.quotes import topic_name
from ui.speech.language import count, say
from ui.speech.spoken import NO_DATA, moment, number

SEARCH_MS = 120  # after the last key: a search runs once a word, not once a letter
GROW_MS = 150  # while a long list comes
LIVE_UP_TO = 2_000
"""Conversations of a list that is told anew with each poll; a longer one when it is asked for."""

NAMES = [cell.column for cell in COLUMNS]
GIVE_WAY = ("team", "language", "first_reply", "messages", "status", "public")
"""Columns that leave a narrow window, the first one first."""

Open = Callable[[str], None]


def open_address(address: str) -> None:
    """Open an address in the browser."""
    QDesktopServices.openUrl(QUrl(address))


class Conversations(QWidget):
    """Shows one list; asks for it anew as numbers come, and keeps what is selected."""

    def __init__(self, asker: Asker, template: str, look: Look, open_: Open = open_address) -> None:
        super().__init__()
        self._asker, self._template, self._open = asker, template, open_
        self.ask = AskList(id=0, of="queue")
        self._asked = False
        self._kept = ""  # the conversation that was selected before the list came anew
        self._snapshot: Snapshot | None = None
        self._zone = "UTC"
        self.title = label("", "strong", indented=True)
        self.facts = label("", "quiet")
        self.search = Search()
        self.search.setPlaceholderText(say("Search number, channel, agent, topic"))
        self.search.setAccessibleName(say("Search in the list"))
        self.progress = QProgressBar(textVisible=False)
        self.progress.setAccessibleName(say("How much of the list is here"))
        self.cancel = QPushButton(say("Cancel"))
        self.link = QPushButton(say("Open in the inbox"))
        self.model = ConversationsModel(look, self)
        self.table = Table(say("Conversations"), self)
        self.table.setModel(self.model)
        self.table.setSortingEnabled(True)
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.horizontalHeader().setSortIndicatorClearable(True)
        self._lay()
        self._typed = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._growing = QTimer(self, singleShot=True, interval=GROW_MS)
        self._connect()
        give_way = [NAMES.index(name) for name in GIVE_WAY]
        self.table.set_widths([cell.width for cell in COLUMNS], NAMES.index("topics"), give_way)
        for column, cell in enumerate(COLUMNS):
            self.table.make_room(column, cell.words())
        self.table.keep_out(NAMES.index("seconds"), out=True)
        self.dress(look)
        self._tell()

    def _lay(self) -> None:
        self._head = Flow()
        self._head.put(self.title, self.facts)
        self._head.put(self.progress, self.cancel, self.search, self.link, right=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._head)
        layout.addWidget(self.table, 1)
        self._loading(on=False)

    def _connect(self) -> None:
        self._growing.timeout.connect(self._grow)
        self._typed.timeout.connect(lambda: self._search(self.search.text()))
        self.search.textChanged.connect(lambda _: self._typed.start())
        self.search.returnPressed.connect(self.table.setFocus)
        self.search.left.connect(self.table.setFocus)
        self.cancel.clicked.connect(self.stop)
        self.link.clicked.connect(self.open_current)
        self.table.opened.connect(self._open_row)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._tell_link())
        self.model.modelReset.connect(self._tell_link)

    # ── What is shown ────────────────────────────────────────────────────────────────────────────────

    def show_list(self, ask: AskList) -> None:
        """Ask for a list, and show it from its first part on."""
        if _same_list(ask, self.ask):
            self._kept = self._current()
        else:
            self._kept = ""
            self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.model.clear()
        self.ask = ask
        self.model.took = DURATIONS.get(ask.of, "")
        self.table.keep_out(NAMES.index("seconds"), out=not self.model.took)
        self._asked = True  # before the answer may come
        if not self._asker.ask_list(ask):
            self._asked = False
            if ask.at is not None:  # what is shown is of another time
                self.model.clear()
        self._tell()

    def begin_anew(self) -> None:
        """Forget what was looked for in the last list."""
        self.search.clear()
        self._typed.stop()
        self._search("")

    def again(self) -> None:
        """Ask for the list anew."""
        self.show_list(self.ask)

    def stop(self) -> None:
        """Want no more of it; what has come stays."""
        self._asker.enough()
        self._asked = False
        self._loading(on=False)
        self._grow()
        self._tell()

    def look_at(self, at: datetime | None) -> None:
        """Tell the list as it was at an earlier instant; None: as it is."""
        if at != self.ask.at:
            self.show_list(replace(self.ask, at=at))

    def present(self, snapshot: Snapshot | None, *, live: bool) -> None:
        """A Snapshot came: a list of now that is short enough comes anew with it."""
        self._snapshot = self.model.snapshot = snapshot
        self._zone = snapshot.timezone if snapshot else "UTC"
        listing = self.model.listing
        known = snapshot is not None and snapshot.reading is not None
        short = listing is None or listing.total <= LIVE_UP_TO
        if live and known and short and self.ask.at is None and not self._asked:
            self.again()
        else:
            self._tell()

    def take(self, part: Listed) -> None:
        """A part of the list came."""
        scrolled = self.table.verticalScrollBar().value()
        self.model.take(part, self._named)
        listing = self.model.listing
        if listing is None:
            return
        if part.first == 0:
            self._make_room(listing)
            self._select(self._kept)
            self.table.verticalScrollBar().setValue(scrolled if self._kept else 0)
            self._grow()
        elif listing.whole:
            self._grow()
        elif not self._growing.isActive():
            self._growing.start()

    def _make_room(self, listing: Listing) -> None:
        """Names stand whole: of channels, teams and people there are few, and of topics any one."""
        texts = listing.names | {"ids": [max(listing.ids, key=len, default="")], "topics": listing.topics}
        for name, said in texts.items():
            self.table.make_room(NAMES.index(name), said)

    def _grow(self) -> None:
        """Show what has come: each look of the window costs more than a part of a list."""
        self._growing.stop()
        listing = self.model.listing
        if listing is None:
            return
        self.model.grow()
        self._loading(on=self._asked and not listing.whole, done=listing.loaded, of=listing.told)
        if listing.whole:
            self._asked = False
        self._tell()

    def dress(self, look: Look) -> None:
        """Take on another look."""
        self.model.look = look
        self.table.dress(look)
        self._head.setSpacing(round(look.sizes.em * 0.5))
        hint = metrics(look.sizes.em).horizontalAdvance(self.search.placeholderText())
        self.search.setMinimumWidth(round(hint + look.sizes.em * 3.5))
        self.progress.setFixedWidth(round(look.sizes.em * 7))

    # ── What is done with it ─────────────────────────────────────────────────────────────────────────

    def open_current(self) -> None:
        """Open the conversation that is selected in the inbox."""
        self._open_row(self.table.currentIndex().row())

    def _open_row(self, row: int) -> None:
        if address := link(self._template, self.model.id_at(row)):
            self._open(address)

    def _search(self, text: str) -> None:
        kept = self._current()
        self.model.search(text)
        self._select(kept)
        self._tell()

    def _current(self) -> str:
        index = self.table.currentIndex()
        return self.model.id_at(index.row()) if index.isValid() else ""

    def _select(self, name: str) -> None:
        row = self.model.row_of(name)
        if row >= 0:
            index = self.model.index(row, 0)
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _named(self, column: str, name: str | None) -> str:
        """How a channel, a team, an agent or a topic is shown."""
        if name is None:
            return ""
        if column == "assignee":
            return people(self._snapshot).get(name) or shown_name(name)
        if column == "topics":
            names = {each.id: each.names for each in self._snapshot.topics} if self._snapshot else {}
            return topic_name(names.get(name, {}), name)
        return shown_name(name)

    # ── What is said of it ───────────────────────────────────────────────────────────────────────────

    def _tell(self) -> None:
        name, whose = (
            title(self.ask, self._named("topics", self.ask.topic or None)),
            self._whose(self.ask.filter),
        )
        self.title.setText(f"{name}: {whose}" if whose else name)
        self.facts.setText(self._facts())
        again = say("Told again of what is kept: agent, team and status are as they were last known.")
        self.facts.setToolTip(again if self.ask.at else "")
        self._tell_link()

    def _whose(self, chosen: Filter) -> str:
        """What a filter chooses, in words; of each dimension that has many, how many."""
        groups = (
            [self._named("channel", each) or NO_DATA for each in chosen.channels],
            [self._named("team", each) or say("no team") for each in chosen.teams],
            [self._named("assignee", each) or say("nobody yet") for each in chosen.agents],
            [shown_name(each) for each in chosen.shifts],
            [say(SPOKEN[each]) for each in chosen.languages],
            [] if chosen.public is None else [say("public") if chosen.public else say("private")],
        )
        return ", ".join(
            group[0] if len(group) == 1 else say("{n} chosen").format(n=number(len(group)))
            for group in groups
            if group
        )

    def _facts(self) -> str:
        listing, wanted = self.model.listing, self.search.text().strip()
        if listing is None or (self._asked and self.ask.at is not None and listing.at != self.ask.at):
            if self._asked:
                return say("is being asked for …")
            known = self._snapshot is not None and self._snapshot.reading is not None
            return say("can't be asked for without a feed") if known else say("comes with the first numbers")
        if not listing.kept:
            return say("no conversations are kept of this time")
        said = count("{n} conversation", "{n} conversations", listing.total).format(n=number(listing.total))
        if listing.cases > listing.total:
            said = say("{n} in {conversations}").format(n=number(listing.cases), conversations=said)
        if listing.told < listing.total:
            said = say("the first {n} of {conversations}").format(n=number(listing.told), conversations=said)
        if wanted:
            said = say("{n} of {conversations}").format(n=number(len(self.model.order)), conversations=said)
        elif not listing.whole and not self._asked:
            said = say("{n} of {conversations}").format(n=number(listing.loaded), conversations=said)
        now = self._snapshot.reading.at if self._snapshot and self._snapshot.reading else listing.at
        return say("{what}, as of {time}").format(what=said, time=moment(listing.at, now, self._zone))

    def _tell_link(self) -> None:
        address = link(self._template, self._current())
        self.link.setEnabled(bool(address))
        hint = say("Opens the conversation in the browser (Enter)")
        self.link.setToolTip(hint if self._template else say("The demo inbox has no pages to open"))

    def _loading(self, *, on: bool, done: int = 0, of: int = 0) -> None:
        self.progress.setVisible(on)
        self.cancel.setVisible(on)
        if on:
            self.progress.setRange(0, max(1, of))
            self.progress.setValue(done)


class Search(QLineEdit):
    """A line to search by; Esc clears it, and leaves it once it is clear."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
        else:
            self.left.emit()


def _same_list(one: AskList, other: AskList) -> bool:
    return (one.of, one.window, one.topic, one.filter) == (other.of, other.window, other.topic, other.filter)


def joined(one: Filter, other: Filter) -> Filter:
    """Both filters at once; where both speak of a dimension, the second one's word holds."""
    fields = {name: getattr(other, name) or getattr(one, name) for name in other.__struct_fields__}
    fields["public"] = one.public if other.public is None else other.public
    return Filter(**fields)
