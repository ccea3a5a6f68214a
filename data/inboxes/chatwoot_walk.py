"""Walks over Chatwoot's paged lists, which can be left and taken up again at the next poll."""

import math
from collections import deque

from data.inboxes.chatwoot_api import Api, Page
from data.inboxes.chatwoot_rows import Row

STALE = 3
"""Equal pages in a row that end a walk: a server that doesn't know `page` would answer the first for ever."""


class Walk:
    """One pass over the conversations of a status, page by page.

    `until` ends it at rows whose last activity is older (unix seconds). While pages are read the list moves:
    a conversation that leaves it shifts the following ones to an earlier page, unseen. Where that would matter
    the owner of the walk makes another (see `spans`). It begins after so many `pages`.
    """

    def __init__(self, status: str, sort_by: str, *, until: float | None = None, pages: int = 0) -> None:
        self._status, self._sort_by, self._until = status, sort_by, until
        self.ids: set[int] = set()
        self.rows: deque[Row] = deque()
        self._total = 0
        self.pages = pages
        self.spans = 0
        self._oldest: float | None = None
        self.reached: float | None = None
        self._per_page = self._set_aside = self._stale = 0
        self._last_ids: tuple[int, ...] = ()
        self._ended = False

    @property
    def done(self) -> bool:
        """Whether all pages were read and all their rows were taken."""
        return self._ended and not self.rows

    def next_page(self, api: Api) -> Page:
        """Read one more page into `rows`. Raises InboxProblem, and then stands where it stood."""
        page = api.conversations(status=self._status, sort_by=self._sort_by, page=self.pages + 1)
        self.pages += 1
        self._set_aside += page.set_aside
        self._per_page = max(self._per_page, page.size)
        fresh = [row for row in page.rows if self._until is None or row.active_at >= self._until]
        self.rows.extend(row for row in fresh if row.id not in self.ids)
        self.ids.update(row.id for row in fresh)
        self._look_for_the_end(page, reached=len(fresh) < len(page.rows))
        self._note_reached()
        return page

    def drop_first(self) -> None:
        """Go past the first of the rows, which has been taken."""
        self.rows.popleft()
        self._note_reached()

    def expected(self, now: float) -> int:
        """Estimate how many rows the whole walk has: for a walk back in time, by how far it has come."""
        if self._until is None or self._oldest is None or self._ended:
            return len(self.ids) if self._ended else max(self._total, len(self.ids))
        share = (now - self._oldest) / max(1.0, now - self._until)
        return min(self._total or len(self.ids), math.ceil(len(self.ids) / max(share, 0.01)))

    def _note_reached(self) -> None:
        if not self.rows and self._oldest is not None:
            self.reached = self._oldest + 1  # the API's seconds are whole: some of that second may be to come

    def _look_for_the_end(self, page: Page, *, reached: bool) -> None:
        if page.rows:
            self._oldest = min(row.active_at for row in page.rows)
        ids = tuple(row.id for row in page.rows)
        self._stale = self._stale + 1 if ids == self._last_ids else 1
        self._last_ids = ids
        self._total = page.total or 0
        self._ended = (
            page.size < self._per_page
            or page.size == 0
            or (reached and self._until is not None)
            or (page.total is not None and len(self.ids) + self._set_aside >= page.total)
            or self._stale >= STALE
        )


class Round:
    """A round over all unresolved conversations, the waiting ones first; a fill then goes back in time.

    `back` is how far, in seconds. The round begins when the inbox's clock is known: with its first page.
    """

    def __init__(self, back: float | None = None) -> None:
        self._length = back
        self._began = self._until = 0.0
        self.ids: set[int] = set()
        self._taken: set[int] = set()
        self._walks = _unresolved("waiting_since_asc")
        self._back: Walk | None = None
        self._complete = self._spanned = self._checked = False

    def begin(self, now: float) -> None:
        """Note the inbox's clock, unix seconds; only the first call counts."""
        if self._began:
            return
        self._began = now
        if self._length is not None:
            self._until = now - self._length
            self._back = Walk("all", "last_activity_at_desc", until=self._until)

    def walk(self) -> Walk | None:
        """Give the walk to go on with, None when the round is over."""
        while self._walks and self._walks[0].done:
            self._leave(self._walks.popleft())
        if not self._walks:
            self._complete = True
            return self._back if self._back and not self._back.done else None
        return self._walks[0]

    @property
    def arrived(self) -> int:
        """How many conversations have been read."""
        return len(self._taken)

    def took(self, walk: Walk, number: int) -> None:
        """Note that the first row of a walk has been taken."""
        self._taken.add(number)
        walk.drop_first()

    def seen(self) -> set[int]:
        """Give the ids of all that the round has met."""
        return self.ids | (self._back.ids if self._back else set())

    def known_since(self) -> float | None:
        """Tell from when on everything is at hand: None until all unresolved conversations are."""
        if not self._complete or self._back is None:
            return None
        if self._back.done:
            return self._until
        reached = self._back.reached
        return self._began if reached is None else max(self._until, min(self._began, reached))

    def expected(self, now: float) -> int:
        """Estimate how many conversations the round has; more than have arrived, as long as it is not over."""
        if self.walk() is None:
            return self.arrived
        to_come = sum(walk.expected(now) - len(walk.ids) + len(walk.rows) for walk in self._walks)
        if self._back and self._complete:
            to_come += self._back.expected(now) - len(self._back.ids) + len(self._back.rows)
        return self.arrived + max(1, to_come)

    def _leave(self, walk: Walk) -> None:
        """Look once more, quickly, where a walk took several polls: replies and resolves have moved the list."""
        self.ids |= walk.ids
        self._spanned |= walk.spans > 1
        if self._spanned and not self._checked and not self._walks:
            self._checked = True
            self._walks = _unresolved("created_at_desc")


def _unresolved(sort_by: str) -> deque[Walk]:
    return deque(Walk(status, sort_by) for status in ("open", "pending", "snoozed"))
