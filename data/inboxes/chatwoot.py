"""The Chatwoot backend: fills up from the newest need to the oldest history, then asks only for what changed.

A poll in steady state is one request, `conversations?status=all&updated_within=…`, whatever the size of the
inbox, and one more for each conversation whose row doesn't show everything that is new in it.
"""

from collections import deque
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from dashboard.model import Changes
from dashboard.problems import InboxProblem, Refused, Unreadable
from data.inboxes.chatwoot_api import Api, Page, Profile
from data.inboxes.chatwoot_earlier import ChatwootEarlier
from data.inboxes.chatwoot_reader import Reader
from data.inboxes.chatwoot_rows import Row
from data.inboxes.chatwoot_since import Since
from data.inboxes.chatwoot_surroundings import Due, Surroundings
from data.inboxes.chatwoot_walk import Round, Walk
from data.inboxes.pace import Pace
from data.inboxes.web import Web

DAY = 86400.0
RESYNC_EVERY = 900.0
REFILL_AFTER = 1800.0
"""Seconds without a good poll after which all is gone through again: the list of changes would be too long."""

TRIES = 3
"""Polls after which a conversation whose messages can't be had is taken as its row shows it."""


class Chatwoot:
    """An account of a Chatwoot, seen from one poll to the next.

    `fill_budget` is the seconds that one call may spend on filling up or going round, so that something
    live is shown soon; `clock` gives the local time, aware.
    """

    def __init__(
        self,
        web: Web,
        account: int,
        *,
        public_channels: frozenset[str] = frozenset(),
        history_days: float = 7.0,
        clock: Callable[[], datetime],
        fill_budget: float = 1.0,
    ) -> None:
        self.name = web.host
        self._web, self._api = web, Api(web, account)
        self._history, self._clock = history_days * DAY, clock
        self._due, self._since = Due(self._now), Since(self._now, web.monotonic)
        self._pace = Pace(web.monotonic)
        self._around = Surroundings(self._api, public_channels, self._due)
        self._fill_budget = fill_budget
        self._reader = Reader(self._api)
        self._changed: dict[int, Row] = {}
        self._tries: dict[int, int] = {}
        self._rounds: deque[Round] = deque()
        self._lookups: deque[int] = deque()
        self._fill: Round | None = None
        self._at: datetime | None = None
        self._greeted = False
        self._stumbles = self._set_aside = 0

    def __repr__(self) -> str:
        return f"Chatwoot({self.name!r})"

    def changes(self) -> Changes:
        """Give what is new since the last call; see dashboard.ports.Inbox. Raises InboxProblem."""
        before = self._web.requests
        self._stumbles = self._set_aside = self._reader.set_aside = 0
        with self._web.cycle():
            self._look_around()
            self._poll()
            self._work_off_changes()
            open_count = self._fill_up()
            self._around.name(self._reader.desks())
        return self._hand_over(self._web.requests - before, open_count)

    def forget(self, conversations: Iterable[str]) -> None:
        """See dashboard.ports.Inbox."""
        self._reader.let_go(map(int, conversations))

    def profile(self) -> Profile:
        """Ask whose token this is, and how far its clock is from ours. Raises InboxProblem."""
        return self._api.profile(self._clock)

    def earlier(self) -> ChatwootEarlier:
        """The way back, by the same connection: never while a poll is under way."""
        return ChatwootEarlier(self._web, self._api, lambda: self._around.channels)

    def close(self) -> None:
        """Close the connection."""
        self._web.close()

    # ── What a poll does, in its order ─────────────────────────────────────────────────────────────

    def _look_around(self) -> None:
        if not self._greeted:
            self.profile()  # the connection check: a wrong token is told by its own answer
            self._greeted = True
        self._around.look()

    def _poll(self) -> None:
        """Ask for what has changed since the last good poll, or begin anew when that is too long ago."""
        gap = self._since.gap()
        if gap > REFILL_AFTER:
            self._fill = Round(self._history)
            self._rounds = deque([self._fill])
        elif not self._ask_changes(gap):
            return
        self._since.done()

    def _work_off_changes(self) -> None:
        """Read what has changed; what there is no time for waits for the next poll."""
        for number, row in list(self._changed.items()):
            if not self._is_roomy():
                return
            self._take(row)
            if self._changed.get(number) is row and number not in self._tries:
                del self._changed[number]

    def _fill_up(self) -> int | None:
        """What isn't live; where the inbox wants to be let alone it ends for this poll, and what is at hand is told."""
        try:
            self._go_round()
            self._look_up()
            return self._cross_check()
        except Refused as problem:
            if problem.kind != "rate_limited" or self._at is None:
                raise
            self._pace.refused(self._web.requests, problem.retry_after)
            return None

    def _go_round(self) -> None:
        """Go on with the fill or the resync as long as the call's share of time lasts, one step at least."""
        if not self._rounds and self._due.is_due("round", RESYNC_EVERY):
            self._rounds.append(Round())
        begun: set[Walk] = set()
        while self._rounds and (self._has_time() or not begun):
            walk = self._rounds[0].walk()
            if walk is None:
                self._end_round(self._rounds.popleft())
                continue
            walk.spans += walk not in begun
            begun.add(walk)
            self._step(self._rounds[0], walk)

    def _look_up(self) -> None:
        """Ask singly for those that should have been on a page and were not."""
        while self._lookups and self._has_time():
            number = self._lookups[0]
            try:
                row = self._api.conversation(number)
            except (Refused, Unreadable) as problem:
                self._miss(number, problem)
            else:
                self._set_aside += row is None
                if row:
                    self._take(row)
            self._lookups.popleft()

    def _cross_check(self) -> int | None:
        return None if self._rounds or not self._is_roomy() else self._around.open_count()

    def _hand_over(self, requests: int, open_count: int | None) -> Changes:
        conversations, gone = self._reader.hand_over(self._around.channels)
        return Changes(
            at=self._at or self._clock(),
            conversations=conversations,
            gone=gone,
            agents=self._around.agents,
            channels=tuple(self._around.channels.values()),
            known_since=self._known_since(),
            expected=self._fill.expected(self._server_now()) if self._fill else 0,
            arrived=self._fill.arrived if self._fill else 0,
            set_aside=self._set_aside + self._reader.set_aside,
            cross_check=open_count,
            requests=requests,
            pause=self._pace.pause,
            paced=self._pace.learned,
        )

    # ── Their parts ────────────────────────────────────────────────────────────────────────────────

    def _ask_changes(self, gap: float) -> bool:
        """Take in what has changed in the last `gap` seconds; False where that must be asked for again."""
        within = self._since.within(gap)
        try:
            page = self._api.conversations(status="all", updated_within=within)
            if more := self._since.wider(gap, self._at, page.date):
                within = more
                page = self._api.conversations(status="all", updated_within=within)
        except Unreadable as problem:
            if problem.kind != "too_big":
                raise
            return self._change_by_pages(within)
        self._note(page)
        self._changed.update({row.id: row for row in page.rows})
        for going in self._rounds:
            going.ids.update(row.id for row in page.rows)
        return True

    def _change_by_pages(self, within: int) -> bool:
        """Find the same changes by a round back to then: the list of changes has no pages, and is too big."""
        if self._rounds:
            return False  # one at a time; the next poll asks for a longer while
        self._rounds.append(Round(within))
        return True

    def _step(self, going: Round, walk: Walk) -> None:
        if walk.rows:
            row = walk.rows[0]
            self._take(row)
            going.took(walk, row.id)
        else:
            self._note(walk.next_page(self._api))
            going.begin(self._server_now())

    def _end_round(self, done: Round) -> None:
        self._lookups.extend(self._reader.unresolved() - done.seen() - set(self._lookups))
        self._reader.forget(self._server_now() - self._history - DAY)
        self._due.did("round")
        self._pace.forget()

    def _take(self, row: Row) -> None:
        """Read a conversation. One that fails is put off to the next poll; a second one fails the poll."""
        try:
            self._reader.take(row, self._server_now() - self._history)
            self._tries.pop(row.id, None)
        except (Refused, Unreadable) as problem:
            if problem.kind == "rate_limited":
                raise
            if problem.kind == "not_found":
                self._reader.lose(row.id)
                self._tries.pop(row.id, None)
                return
            self._put_off(row, problem)

    def _put_off(self, row: Row, problem: InboxProblem) -> None:
        self._set_aside += 1
        self._stumbles += 1
        self._changed.pop(row.id, None)
        self._tries[row.id] = self._tries.get(row.id, 0) + 1
        if self._tries[row.id] < TRIES:
            self._changed[row.id] = row
        else:
            del self._tries[row.id]
            self._reader.take_as_it_is(row)
        if self._stumbles > 1:
            raise problem

    def _miss(self, number: int, problem: InboxProblem) -> None:
        """Tell a conversation that is gone, or no longer ours to see, from any other failure."""
        if problem.kind == "rate_limited":
            raise problem
        if problem.kind == "unauthorised":
            self.profile()  # raises where it's the token that is no longer good
        if problem.kind in {"unauthorised", "not_found"}:
            self._reader.lose(number)
        else:
            self._set_aside += 1  # the next resync asks again

    def _known_since(self) -> datetime | None:
        since = self._fill.known_since() if self._fill else None
        return None if since is None else datetime.fromtimestamp(since, UTC)

    # ── Time ───────────────────────────────────────────────────────────────────────────────────────

    def _note(self, page: Page) -> None:
        self._at = page.date or self._clock()
        self._set_aside += page.set_aside

    def _now(self) -> float:
        return self._clock().timestamp()

    def _server_now(self) -> float:
        """Give the inbox's clock as last heard: rows are compared with it, so a skew of ours doesn't matter."""
        return (self._at or self._clock()).timestamp()

    def _is_roomy(self) -> bool:
        """Tell whether another request is likely to end before the deadline."""
        return self._web.remaining() > 0.25 * self._web.deadline

    def _has_time(self) -> bool:
        roomy = self._web.spent() < self._fill_budget and self._is_roomy()
        return roomy and self._pace.room(self._web.requests)
