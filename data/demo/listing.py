"""Lists of conversations and messages as Chatwoot's finders choose, sort and page them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable

import msgspec

from data.demo import chatwoot_rows as shape
from data.demo.people import may_see
from data.demo.records import STATUSES, Conversation, Kind, Message, Status
from data.demo.world import World

PAGE = 25
LATEST = 20
AFTER = 100
BETWEEN = 1000
DEFAULT_SORT = "last_activity_at_desc"
PRIORITIES = {None: 0, "low": 1, "medium": 2, "high": 3, "urgent": 4}
FAR = 1 << 62

Key = Callable[[Conversation], tuple[float, ...]]
# Ascending by key; unset priorities and waits come last both ways; ties by the newest, as for the default.
SORTS: dict[str, Key] = {
    "last_activity_at_desc": lambda c: (-c.last_activity_at, -c.id),
    "last_activity_at_asc": lambda c: (c.last_activity_at, c.id),
    "created_at_desc": lambda c: (-c.created_at, -c.id),
    "created_at_asc": lambda c: (c.created_at, c.id),
    "priority_desc": lambda c: (-PRIORITIES[c.priority], -c.last_activity_at, -c.id),
    "priority_asc": lambda c: (PRIORITIES[c.priority] or FAR, -c.last_activity_at, -c.id),
    "waiting_since_asc": lambda c: (c.waiting_since or FAR, c.created_at, c.id),
    "waiting_since_desc": lambda c: (-c.waiting_since, c.created_at, c.id),
    "priority_desc_created_at_asc": lambda c: (-PRIORITIES[c.priority], c.created_at, c.id),
    "unread": lambda c: (not shape.unread(c), -c.last_activity_at, -c.id),
}


class Query(msgspec.Struct, frozen=True):
    """What the list of conversations is asked for: `user` owns the token and may see `inboxes`."""

    user: int
    inboxes: frozenset[int]
    status: str = "open"
    assignee_type: str = ""
    inbox: int | None = None
    team: int | None = None
    labels: frozenset[str] = frozenset()
    unattended: bool = False
    sort: str = DEFAULT_SORT
    updated_within: int | None = None


class Found(msgspec.Struct, frozen=True):
    """The rows of a query in their order, and the JSON of its counts."""

    meta: bytes
    rows: tuple[Conversation, ...]


class Listing:
    """Answers queries about a world; remembers each answer until something changes in it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._known: dict[Query, Found] = {}
        self._version = -1

    def page(self, query: Query, number: int) -> bytes:
        """The answer's body: one page, or with `updated_within` everything at once."""
        found = self.find(query)
        first = (max(number, 1) - 1) * PAGE
        rows = found.rows if query.updated_within is not None else found.rows[first : first + PAGE]
        return b'{"data":{"meta":%b,"payload":[%b]}}' % (found.meta, b",".join(map(encoded, rows)))

    def meta(self, query: Query) -> bytes:
        """The body with the counts only."""
        return b'{"meta":%b}' % self.find(query).meta

    def find(self, query: Query) -> Found:
        """The rows and counts of a query."""
        if query.updated_within is not None:
            # Depends on the instant as well, so it is not worth remembering.
            return self._search(query)
        if self._version != self._world.account.version:
            self._version = self._world.account.version
            self._known.clear()
        if query not in self._known:
            self._known[query] = self._search(query)
        return self._known[query]

    def _search(self, query: Query) -> Found:
        rows = [row for row in self._candidates(query) if _fits(query, row)]
        # The counts leave assignee_type out, so they are taken before it is applied.
        unassigned = sum(row.assignee is None for row in rows)
        mine = sum(row.assignee is not None and row.assignee.id == query.user for row in rows)
        counts = {
            "mine_count": mine,
            "assigned_count": len(rows) - unassigned,
            "unassigned_count": unassigned,
            "all_count": len(rows),
        }
        chosen = [row for row in rows if _is_asked_for(query, row)]
        chosen.sort(key=SORTS.get(query.sort, SORTS[DEFAULT_SORT]))
        return Found(msgspec.json.encode(counts), tuple(chosen))

    def _candidates(self, query: Query) -> Iterable[Conversation]:
        account = self._world.account
        if query.updated_within is not None:
            return self._updated_since(self._world.now - query.updated_within)
        if query.status == "all":
            return account.conversations.values()
        status = _status(query.status)
        return account.by_status[status].values() if status else ()

    def _updated_since(self, instant: float) -> Iterable[Conversation]:
        """From the latest change backwards, so that a small window is cheap among many conversations."""
        for row in reversed(self._world.account.recent.values()):
            if row.updated_at <= instant:
                return
            yield row


def _status(text: str) -> Status | None:
    return next((status for status in STATUSES if status == text), None)


def _fits(query: Query, row: Conversation) -> bool:
    return (
        row.inbox.id in query.inboxes
        and (query.status in ("all", row.status))
        and (query.inbox is None or row.inbox.id == query.inbox)
        and (query.team is None or (row.team is not None and row.team.id == query.team))
        and (not query.labels or not query.labels.isdisjoint(row.labels))
        and (not query.unattended or is_unattended(row))
    )


def _is_asked_for(query: Query, row: Conversation) -> bool:
    match query.assignee_type:
        case "me":
            return row.assignee is not None and row.assignee.id == query.user
        case "unassigned":
            return row.assignee is None
        case "assigned":
            return row.assignee is not None
        case _:
            return True


def is_unattended(row: Conversation) -> bool:
    """Chatwoot's word: never answered by a person, or waiting by its own reckoning."""
    return not row.first_reply_created_at or bool(row.waiting_since)


def encoded(row: Conversation) -> bytes:
    """The JSON of a conversation, made anew only when it or its assignee's availability has changed."""
    made_for = (
        row.version,
        row.assignee.availability if row.assignee else None,
        row.contact.last_activity_at,
    )
    if row.encoded is None or row.encoded[0] != made_for:
        row.encoded = (made_for, msgspec.json.encode(shape.conversation(row)))
    return row.encoded[1]


def messages(
    row: Conversation, *, after: int | None, before: int | None, without_internal: bool = False
) -> list[Message]:
    """Ascending in time: the latest 20, 20 before an id, 100 after one, or 1000 with after <= id < before."""
    rows = row.messages
    if without_internal:
        rows = [message for message in rows if not message.private and message.kind is not Kind.ACTIVITY]
    end = len(rows) if before is None else bisect_left(rows, before, key=_id)
    if after is None:
        return rows[max(end - LATEST, 0) : end]
    if before is None:
        begin = bisect_right(rows, after, key=_id)
        return rows[begin : begin + AFTER]
    begin = bisect_left(rows, after, key=_id)
    return rows[begin : min(end, begin + BETWEEN)]


def _id(message: Message) -> int:
    return message.id


def visible_inboxes(world: World, user: int) -> frozenset[int]:
    """The inboxes the user is a member of; an administrator sees all."""
    person = world.account.people.by_id[user]
    return frozenset(
        inbox.id
        for inbox in world.account.inboxes
        if person.role == "administrator" or may_see(person, inbox.channel)
    )
