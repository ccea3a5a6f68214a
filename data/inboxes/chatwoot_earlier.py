"""The way back through a Chatwoot, beside its polls: a page of the list, or a conversation's messages, a step."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from dashboard.earlier import Stretch
from dashboard.model import Channel
from dashboard.problems import Refused, Unreadable
from data.inboxes.chatwoot_api import Api
from data.inboxes.chatwoot_reader import Reader
from data.inboxes.chatwoot_walk import Walk
from data.inboxes.web import Web

WITHIN = 8.0
"""Seconds that a step may take: the next poll waits for it."""
AGAIN = 2
"""Pages that are looked at again where it goes on after a pause: what was deleted meanwhile has moved the list."""


class ChatwootEarlier:
    """See dashboard.ports.Earlier; `channels` are those that the polls know."""

    def __init__(self, web: Web, api: Api, channels: Callable[[], Mapping[int, Channel]]) -> None:
        self._web, self._api, self._channels = web, api, channels
        self._reader = Reader(api)
        self._walk: Walk | None = None
        self._after = 0.0

    def begin(self, first: datetime, after: datetime, page: int) -> None:
        """See dashboard.ports.Earlier."""
        pages = max(0, page - AGAIN)
        self._walk = Walk("all", "last_activity_at_desc", until=first.timestamp(), pages=pages)
        self._after, self._reader = after.timestamp(), Reader(self._api)

    def step(self) -> Stretch:
        """See dashboard.ports.Earlier. Raises InboxProblem."""
        walk = self._walk
        if walk is None:
            return Stretch(done=True)
        with self._web.cycle(within=WITHIN):
            if walk.rows:
                self._take(walk)
            elif not walk.done:
                walk.next_page(self._api)
        while walk.rows and walk.rows[0].created_at >= self._after:
            walk.drop_first()  # too young to say anything of those days
        conversations, _ = self._reader.hand_over(self._channels())
        whole = not walk.rows and walk.reached is not None
        return Stretch(
            conversations=conversations,
            reached=datetime.fromtimestamp(walk.reached, UTC) if whole and walk.reached else None,
            page=walk.pages,
            done=walk.done,
        )

    def _take(self, walk: Walk) -> None:
        """Read a conversation; one that is gone, or can't be read, is not worth stopping for."""
        row = walk.rows[0]
        try:
            self._reader.take(row, float("-inf"))
        except Unreadable:
            self._reader.take_as_it_is(row)
        except Refused as problem:
            if problem.kind not in {"not_found", "unauthorised"}:
                raise
        walk.drop_first()
        self._reader.let_go([row.id])
