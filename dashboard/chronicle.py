"""The chronicle: what each poll adds to the history, and what was not known between two readings."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from logging import getLogger

from msgspec.structs import replace

from dashboard.annotations import Annotations
from dashboard.kept import ConversationRow, Entry, Event, Gap
from dashboard.ledger import Ledger
from dashboard.model import Changes, Storm
from dashboard.pictures import picture
from dashboard.ports import History
from dashboard.rows import Naming, conversation_rows, gone_row
from dashboard.settings import Team
from dashboard.snapshot import Notice, Snapshot
from dashboard.voice.values import Deed
from dashboard.wordless import where

log = getLogger(__name__)

SHORT = timedelta(seconds=120)
"""A restart as short as this leaves no gap: it is hardly longer than from one reading to the next."""


class Chronicle:
    """Tells a history of each poll. Numbers of a fill that is not complete are none.

    `team` says whether colleagues agreed to be named, and which accounts answer for many.
    """

    def __init__(
        self,
        history: History,
        ledger: Ledger,
        team: Team = Team(),  # noqa: B008  frozen
        annotations: Annotations | None = None,
    ) -> None:
        self._history, self._ledger, self._team = history, ledger, team
        self._annotations = annotations
        self._gap = history.open_gap()
        self._last: datetime | None = self._gap.first if self._gap else None
        """When the newest reading was made."""
        self._noted = self._last
        """Annotations up to then are told."""
        self._storm: Storm | None = None
        self._told: datetime | None = None
        """Deeds up to then are told."""
        self._planned: datetime | None = None
        """When this poll was to come, by the feed's clock."""

    def poll(self, snapshot: Snapshot, changes: Changes | None) -> None:
        """Tell of a poll: what it became, and what the inbox brought. Never raises."""
        try:
            self._history.keep(self._entry(snapshot, changes))
        except Exception as fault:  # its own words may be a customer's
            log.error("a poll is missing in the history by a fault of ours: %s", where(fault))  # noqa: TRY400

    def notices(self) -> tuple[Notice, ...]:
        """What is not right with the history."""
        return self._history.notices()

    def _entry(self, snapshot: Snapshot, changes: Changes | None) -> Entry:
        full = snapshot.fresh and snapshot.filling is None
        reading = snapshot.reading if full else None
        at = reading.at if reading else max(snapshot.made_at, self._last or snapshot.made_at)
        gaps = (*self._slept(snapshot, at), *self._gaps(snapshot, at, known=full))
        if reading:
            self._last = at
        return Entry(
            at=at,
            reading=reading,
            conversations=tuple(self._rows(changes, at)) if changes else (),
            gaps=gaps,
            events=(*self._storms(snapshot.storm, at), *self._annotated(at)) if reading else (),
            deeds=tuple(self._deeds(snapshot)),
            picture=picture(snapshot, names=self._team.show_names),
        )

    def _rows(self, changes: Changes, at: datetime) -> Iterator[ConversationRow]:
        """What changed; by whom only where the team agreed to names."""
        named = self._team.show_names and changes.conversations
        naming = Naming(self._ledger, changes.agents, self._team.page_accounts) if named else None
        yield from conversation_rows(self._ledger, changes.conversations, naming)
        yield from (gone_row(each, at.timestamp()) for each in changes.gone)

    def _slept(self, snapshot: Snapshot, at: datetime) -> Iterator[Gap]:
        """The time in which the machine was asleep, or stopped: nobody polled, and nothing failed."""
        planned, self._planned = self._planned, snapshot.next_poll_at
        late = planned is not None and snapshot.made_at - planned > SHORT
        if late and self._gap is None and self._last is not None:
            yield Gap(first=self._last, after=max(at, self._last), why="off")

    def _gaps(self, snapshot: Snapshot, at: datetime, *, known: bool) -> Iterator[Gap]:
        """The gap that ends, and the one that begins. Without a reading before it there is none."""
        why = None if known else snapshot.trouble.kind if snapshot.trouble else "filling"
        before = self._gap
        if self._last is None or (before.why if before else None) == why:
            return
        if before is not None:
            self._gap = None
            if before.why not in ("off", "filling") or at - before.first > SHORT:
                yield replace(before, after=max(at, before.first))
        if why is not None:
            self._gap = Gap(first=at if before else self._last, why=why)
            if why != "filling":
                yield self._gap

    def _storms(self, now: Storm | None, at: datetime) -> Iterator[Event]:
        before, self._storm = self._storm, now
        if before and (now is None or now.since != before.since):
            yield Event(kind="storm", at=before.since, until=at)
        if now and (before is None or now.since != before.since):
            yield Event(kind="storm", at=now.since)

    def _annotated(self, at: datetime) -> Iterator[Event]:
        since, self._noted = self._noted or at, at
        if self._annotations:
            yield from self._annotations.news(since, at)

    def _deeds(self, snapshot: Snapshot) -> Iterator[Deed]:
        """The deeds done since the last poll; those from before the program's start were told then."""
        told = self._told or snapshot.made_at
        for deed in snapshot.voice.deeds:
            if deed.at > told:
                self._told = max(deed.at, self._told or deed.at)
                yield deed
        self._told = self._told or told
