"""A Chatwoot in memory whose state a test sets by hand; it keeps Chatwoot's own rules for what a row shows.

Put it behind a FaultyProxy to ask it over HTTP: `FaultyProxy(fake)`. Its clock is `now`, unix seconds.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any

from tests.fakes.faulty import Reply, Request

Json = dict[str, Any]
TOKEN = "a-token-of-the-test"
PER_PAGE = 25
NOON = 1_781_697_600.0  # 2026-06-17T12:00:00Z


@dataclass
class FakeConversation:
    """One conversation; its fields are those of Chatwoot's table."""

    id: int
    inbox: int
    created_at: float
    updated_at: float
    last_activity_at: float
    contact: int
    status: str = "open"
    waiting_since: float = 0
    first_reply: float = 0
    agent_seen: float = 0
    assignee: int | None = None
    team: str | None = None
    labels: list[str] = field(default_factory=list)
    attributes: Json = field(default_factory=dict)
    messages: list[Json] = field(default_factory=list)
    more: Json = field(default_factory=dict)
    """Overrides of its row."""


class FakeChatwoot:
    """Answers as Chatwoot 4.15 does, for the token TOKEN; `denied` are path parts that it answers with 401."""

    def __init__(self, now: float = NOON) -> None:
        self.now = now
        self.conversations: dict[int, FakeConversation] = {}
        self.inboxes: list[Json] = [{"id": 4, "name": "Instagram", "channel_type": "Channel::Instagram"}]
        self.agents: list[Json] = [
            {"id": 7, "name": "Anna Berg", "availability_status": "online", "role": "agent"}
        ]
        self.denied: set[str] = set()
        self.absent: set[str] = set()
        """Row fields that this server, an old one, doesn't have."""
        self._last_message = 1000
        self._last_conversation = 0

    # ── What happens ───────────────────────────────────────────────────────────────────────────────

    def begin(
        self, text: str = "Hei, er nettet nede?", *, inbox: int = 4, at: float | None = None
    ) -> FakeConversation:
        """A customer begins a conversation."""
        self._last_conversation += 1
        at = self.now if at is None else at
        made = FakeConversation(
            self._last_conversation, inbox, at, at, at, 300 + self._last_conversation, waiting_since=at
        )
        self.conversations[made.id] = made
        if text:
            self.write(made, text, at=at)
        return made

    def write(self, talk: FakeConversation, text: str, *, at: float | None = None) -> Json:
        """The customer writes; a resolved conversation is reopened."""
        made = self.add(talk, text, 0, at=at, sender={"id": talk.contact, "type": "contact"})
        talk.waiting_since = talk.waiting_since or made["at"]
        if talk.status in {"resolved", "snoozed"}:
            talk.status = "open"
        return made

    def reply(
        self, talk: FakeConversation, text: str, *, agent: int = 7, at: float | None = None, **more: Any
    ) -> Json:
        """A person of ours answers in public."""
        made = self.add(talk, text, 1, at=at, sender={"id": agent, "type": "user", "name": "Anna"}, **more)
        talk.first_reply = talk.first_reply or made["at"]
        talk.waiting_since = 0
        return made

    def resolve(
        self,
        talk: FakeConversation,
        *,
        at: float | None = None,
        line: str = "Conversation was marked resolved by Anna Berg",
    ) -> None:
        """The conversation is resolved; an empty `line` is the moment before Chatwoot's job has written it."""
        talk.status, talk.waiting_since = "resolved", 0
        self.touch(talk, at)
        if line:
            self.add(talk, line, 2, at=at)

    def add(
        self, talk: FakeConversation, text: str | None, kind: int, *, at: float | None = None, **more: Any
    ) -> Json:
        """Any message; `more` are fields of its row."""
        self._last_message += 3  # ids are of the whole account, not of one conversation
        at = self.now if at is None else at
        made: Json = {"id": self._last_message, "content": text, "message_type": kind, "at": at, **more}
        talk.messages.append(made)
        talk.last_activity_at = max(talk.last_activity_at, at)
        self.touch(talk, at)
        return made

    def touch(self, talk: FakeConversation, at: float | None = None, **fields: Any) -> None:
        """Change fields of a conversation; its updated_at moves."""
        for name, value in fields.items():
            setattr(talk, name, value)
        talk.updated_at = max(talk.updated_at + 0.001, (self.now if at is None else at) + 0.25)

    # ── What it answers ────────────────────────────────────────────────────────────────────────────

    def __call__(self, request: Request) -> Reply:
        if request.headers.get("api_access_token") != TOKEN:
            return self._reply({"error": "Invalid Access Token"}, 401)
        if any(part in request.path for part in self.denied):
            return self._reply({"error": "You are not authorized to do this action"}, 401)
        found = self._find(request.path.strip("/").split("/"), request.query)
        return (
            self._reply({"error": "Resource could not be found"}, 404)
            if found is None
            else self._reply(found)
        )

    def _find(self, parts: list[str], query: Mapping[str, str]) -> object:
        found: object = None
        match parts:
            case ["api", "v1", "profile"]:
                found = {
                    "id": 1,
                    "name": "Wall",
                    "role": "agent",
                    "access_token": TOKEN,
                    "accounts": [_ACCOUNT],
                }
            case ["api", "v1", "accounts", "1", "agents"]:
                found = self.agents
            case ["api", "v1", "accounts", "1", "inboxes"]:
                found = {"payload": self.inboxes}
            case ["api", "v1", "accounts", "1", "conversations"]:
                found = self._list(query)
            case ["api", "v1", "accounts", "1", "conversations", number, *rest]:
                if talk := self.conversations.get(int(number)):
                    found = self._messages(talk, query) if rest == ["messages"] else self.row(talk)
            case ["api", "v2", "accounts", "1", "live_reports", "conversation_metrics"]:
                found = {"open": len(self._with("open")), "unattended": 0, "unassigned": 0}
        return found

    def row(self, talk: FakeConversation) -> Json:
        """One conversation, as the list shows it."""
        last = talk.messages[-1] if talk.messages else None
        spoken = next((one for one in reversed(talk.messages) if one["message_type"] != 2), None)
        unread = [
            one for one in talk.messages if one["message_type"] == 0 and one["at"] >= talk.agent_seen + 1
        ]
        meta: Json = {"sender": {"id": talk.contact, "name": "Kari"}, "channel": "Channel::Instagram"}
        if talk.assignee is not None:
            meta |= {"assignee": {"id": talk.assignee, "name": "Anna Berg"}, "assignee_type": "User"}
        if talk.team is not None:
            meta["team"] = {"id": 2, "name": talk.team}
        row = {
            "meta": meta,
            "id": talk.id,
            "inbox_id": talk.inbox,
            "status": talk.status,
            "labels": talk.labels,
            "created_at": int(talk.created_at),
            "updated_at": talk.updated_at,
            "timestamp": int(talk.last_activity_at),
            "last_activity_at": int(talk.last_activity_at),
            "waiting_since": int(talk.waiting_since),
            "first_reply_created_at": int(talk.first_reply),
            "agent_last_seen_at": int(talk.agent_seen),
            "unread_count": min(10, len(unread)),
            "snoozed_until": "2026-06-18T08:00:00.000Z" if talk.status == "snoozed" else None,
            "additional_attributes": talk.attributes,
            "messages": [_embedded(last)] if last else [],
            "last_non_activity_message": _embedded(spoken) if spoken else None,
            **talk.more,
        }
        return {name: value for name, value in row.items() if name not in self.absent}

    def _reply(self, value: object, status: int = 200) -> Reply:
        headers = {"Content-Type": "application/json", "Date": formatdate(self.now, usegmt=True)}
        return Reply(json.dumps(value).encode(), status, headers)

    def _with(self, status: str) -> list[FakeConversation]:
        return [talk for talk in self.conversations.values() if status in {"all", talk.status}]

    def _list(self, query: Mapping[str, str]) -> Json:
        found = self._with(query.get("status", "open"))
        found.sort(key=_ORDERS[query.get("sort_by", "last_activity_at_desc")])
        total = len(found)
        if "updated_within" in query:
            found = [talk for talk in found if talk.updated_at > self.now - int(query["updated_within"])]
        else:
            begin = (int(query.get("page", "1")) - 1) * PER_PAGE
            found = found[begin : begin + PER_PAGE]
        meta = {"mine_count": 0, "assigned_count": 0, "unassigned_count": 0, "all_count": total}
        return {"data": {"meta": meta, "payload": [self.row(talk) for talk in found]}}

    def _messages(self, talk: FakeConversation, query: Mapping[str, str]) -> Json:
        found = talk.messages
        if "after" in query:
            found = [one for one in found if one["id"] > int(query["after"])][:100]
        else:
            found = [one for one in found if one["id"] < int(query.get("before", 10**9))][-20:]
        return {"meta": {}, "payload": [_message(one, talk) for one in found]}


_ACCOUNT = {"id": 1, "name": "Kraftlag", "role": "administrator"}

_ORDERS: Mapping[str, Callable[[FakeConversation], tuple[float, ...]]] = {
    "waiting_since_asc": lambda talk: (talk.waiting_since == 0, talk.waiting_since, talk.created_at),
    "last_activity_at_desc": lambda talk: (-int(talk.last_activity_at),),
    "created_at_desc": lambda talk: (-talk.created_at, -talk.id),
}


def _message(one: Json, talk: FakeConversation) -> Json:
    """A message as /messages gives it: without sender_type and additional_attributes."""
    shown = {"inbox_id": talk.inbox, "conversation_id": talk.id, "private": False, "content_attributes": {}}
    shown |= {"status": "sent", "content_type": "text", "created_at": int(one["at"])}
    return shown | {name: value for name, value in one.items() if name not in {"at", "additional_attributes"}}


def _embedded(one: Json) -> Json:
    """The same message inside a row: the raw columns, too."""
    types = {"contact": "Contact", "user": "User", "agent_bot": "AgentBot"}
    sender = one.get("sender")
    raw = {"sender_type": types.get(sender["type"]), "sender_id": sender["id"]} if sender else {}
    shown = {"private": False, "status": "sent", "content_attributes": {}, "additional_attributes": {}}
    shown |= {"created_at": int(one["at"]), "updated_at": "2026-06-17T08:12:00.412Z", **raw}
    return shown | {name: value for name, value in one.items() if name != "at"}
