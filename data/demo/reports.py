"""Chatwoot's own figures, by its own definitions: the live counts and the summary of a range."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from data.demo.listing import is_unattended
from data.demo.records import Conversation, Kind
from data.demo.rows import ReportingEvent
from data.demo.world import World

Json = dict[str, object]
AVERAGES = {
    "avg_first_response_time": "first_response",
    "avg_resolution_time": "conversation_resolved",
    "reply_time": "reply_time",
}


def live(world: World, team: int | None) -> Json:
    """The four counts of Chatwoot's overview page."""
    rows = [r for r in world.account.by_status["open"].values() if _of_team(r, team)]
    return {
        "open": len(rows),
        "unattended": sum(map(is_unattended, rows)),
        "unassigned": sum(row.assignee is None for row in rows),
        "pending": sum(_of_team(row, team) for row in world.account.by_status["pending"].values()),
    }


def grouped(world: World, group_by: str) -> list[Json]:
    """Only groups with something open; nobody's group has null."""
    groups: dict[int | None, list[Conversation]] = {}
    for row in world.account.by_status["open"].values():
        owner = row.assignee if group_by == "assignee_id" else row.team
        groups.setdefault(owner.id if owner else None, []).append(row)
    return [
        {
            "open": len(rows),
            "unattended": sum(map(is_unattended, rows)),
            "unassigned": sum(row.assignee is None for row in rows),
            group_by: key,
        }
        for key, rows in groups.items()
    ]


def summary(world: World, kind: str, number: int | str | None, begin: int | None, end: int | None) -> Json:
    """The range begin <= created_at < end, and as long a one before; without a range everything is empty."""
    if begin is None or end is None:
        begin = end = 0
    belongs = BELONGS.get(kind, BELONGS["account"])(number)
    now = _summary(world, belongs, begin, end)
    return {**now, "previous": _summary(world, belongs, begin - (end - begin), begin)}


Belongs = Callable[[Conversation, int | None], bool]
# What an event or a message counts for; averages of an agent go by the event's user.
BELONGS: dict[str, Callable[[int | str | None], Belongs]] = {
    "account": lambda _: lambda row, user: True,
    "agent": lambda number: lambda row, user: user == number,
    "inbox": lambda number: lambda row, user: row.inbox.id == number,
    "team": lambda number: lambda row, user: row.team is not None and row.team.id == number,
    "label": lambda title: lambda row, user: title in row.labels,
}


def _summary(world: World, belongs: Belongs, begin: int, end: int) -> Json:
    rows = [
        r for r in world.account.conversations.values() if belongs(r, r.assignee.id if r.assignee else None)
    ]
    kinds: Counter[Kind] = Counter()
    for row in rows:
        if row.last_activity_at >= begin:
            kinds.update(message.kind for message in row.messages if begin <= message.at < end)
    events = [e for e in world.account.reporting if begin <= e.at < end and belongs(e.conversation, e.user)]
    return {
        "conversations_count": sum(begin <= row.created_at < end for row in rows),
        "incoming_messages_count": kinds[Kind.INCOMING],
        "outgoing_messages_count": kinds[Kind.OUTGOING],
        **{
            name: _mean(event for event in events if event.name == measured)
            for name, measured in AVERAGES.items()
        },
        "resolutions_count": sum(event.name == "conversation_resolved" for event in events),
    }


def _mean(events: Iterable[ReportingEvent]) -> float | None:
    values = [event.value for event in events]
    return sum(values) / len(values) if values else None


def _of_team(row: Conversation, team: int | None) -> bool:
    return team is None or (row.team is not None and row.team.id == team)
