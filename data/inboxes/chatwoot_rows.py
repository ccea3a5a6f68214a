"""Chatwoot's rows, understood one by one: a row with a wrong type is set aside, the others go on."""

from typing import Any

import msgspec
from msgspec import Raw, Struct

from dashboard.model import Author, Status
from dashboard.wordless import quiet, reason
from data.inboxes.chatwoot_wire import (
    ACTIVITY,
    INCOMING,
    KINDS,
    NULL,
    OUTGOING,
    WireConversation,
    WireId,
    WireMessage,
    WireMeta,
    WireSender,
    seconds,
)

TEXT = 4000
"""Characters kept of a message; Chatwoot allows 150,000."""


class Odd(ValueError):
    """A row that can't be understood."""


class Line(Struct, frozen=True, kw_only=True, gc=False):
    """A message, understood; `at` in unix seconds. `campaign`: sent to many at once, it begins a conversation."""

    id: int
    at: float
    author: Author
    agent: str | None = None
    private: bool = False
    text: str = ""
    activity: bool = False
    campaign: bool = False

    __repr__ = quiet("text")


class Row(Struct, frozen=True, kw_only=True):
    """A conversation's row, understood; all times in unix seconds, 0 where unset.

    `newest` is the id of its very last message (0: none, -1: can't be read), `spoken` of the last that is no
    activity line (None: not said); `lines` are those two as far as they could be read. `mark` changes when
    anything changes that we deliver.
    """

    id: int
    inbox: int
    status: Status
    created_at: float
    updated_at: float
    active_at: float
    waiting_since: float
    agent_seen_at: float
    first_reply_at: float
    unread: int
    labels: tuple[str, ...]
    assignee: str | None
    team: str | None
    customer: str | None
    public: bool | None
    proactive: bool
    newest: int
    spoken: int | None
    lines: tuple[Line, ...]

    __repr__ = quiet("labels", "customer", "lines")

    @property
    def mark(self) -> int:
        """A fingerprint: old servers have no updated_at, and some updates don't move it."""
        return hash(
            (self.updated_at, self.newest, self.status, self.inbox, self.assignee, self.team, self.labels)
        )


_conversation = msgspec.json.Decoder(WireConversation)
_message = msgspec.json.Decoder(WireMessage)
_id = msgspec.json.Decoder(WireId)
_BROKEN = (msgspec.MsgspecError, ValueError, OverflowError, RecursionError)


def read_row(raw: Raw) -> Row:
    """Understand one conversation. Raises Odd."""
    try:
        return _row(_conversation.decode(raw))
    except _BROKEN as error:
        raise Odd(reason(error)) from None


def read_line(raw: Raw) -> Line:
    """Understand one message. Raises Odd."""
    try:
        return _line(_message.decode(raw))
    except _BROKEN as error:
        raise Odd(reason(error)) from None


def read_id(raw: Raw) -> int:
    """Find at least the id of a row, 0 where even that fails."""
    try:
        return _id.decode(raw).id
    except _BROKEN:
        return 0


def _row(row: WireConversation) -> Row:
    created = seconds(row.created_at)
    if not created:
        raise Odd("created_at is unset")
    active = seconds(row.last_activity_at) or seconds(row.timestamp) or created
    more = row.additional_attributes or {}
    embedded = _embedded(row)
    lines = tuple(sorted({line.id: line for line in embedded if line}.values(), key=lambda line: line.id))
    return Row(
        id=row.id,
        inbox=row.inbox_id,
        status=row.status,
        created_at=created,
        updated_at=seconds(row.updated_at),
        active_at=active,
        waiting_since=seconds(row.waiting_since),
        agent_seen_at=seconds(row.agent_last_seen_at),
        first_reply_at=seconds(row.first_reply_created_at),
        unread=row.unread_count or 0,
        labels=tuple(row.labels or ()),
        assignee=_assignee(row.meta),
        team=row.meta.team.name if row.meta.team else None,
        customer=_text_id(row.meta.sender),
        public={"tweet": True, "direct_message": False}.get(str(more.get("type"))),
        proactive=bool(row.campaign_id or more.get("campaign_id")) or any(line.campaign for line in lines),
        newest=max((read_id(raw) or -1 for raw in row.messages or ()), default=0),
        spoken=_spoken(row),
        lines=lines,
    )


def _embedded(row: WireConversation) -> list[Line | None]:
    spoken = row.last_non_activity_message
    raws = [*(row.messages or ()), *([spoken] if bytes(spoken) not in {b"", NULL} else [])]
    return [_line_or_none(raw) for raw in raws]


def _line_or_none(raw: Raw) -> Line | None:
    try:
        return read_line(raw)
    except Odd:
        return None  # not counted here: it is then fetched, and set aside by that


def _spoken(row: WireConversation) -> int | None:
    spoken = bytes(row.last_non_activity_message)
    return 0 if spoken == NULL else read_id(row.last_non_activity_message) or None


def _assignee(meta: WireMeta) -> str | None:
    """Only people are assignees; before 4.x there was no assignee_type, and no bot could be one."""
    return _text_id(meta.assignee) if meta.assignee_type in {None, "User"} else None


def _text_id(who: WireSender | None) -> str | None:
    return str(who.id) if who and who.id is not None else None


def _line(row: WireMessage) -> Line:
    kind = KINDS[row.message_type] if isinstance(row.message_type, str) else row.message_type
    marks = _marks(row.content_attributes)
    at = seconds(marks.get("external_created_at")) or seconds(row.created_at)
    if not at:
        raise Odd("created_at is unset")
    author, agent = _author(row, kind, marks)
    return Line(
        id=row.id,
        at=at,
        author=author,
        agent=agent,
        # A reply that failed to be delivered is kept, but like a note: no customer has seen it. One that fails
        # only after we have read it stays a reply: a message is never delivered twice.
        private=kind == OUTGOING and (bool(row.private) or row.status in {"failed", 3}),
        # The text of a deleted message is Chatwoot's own sentence.
        text="" if marks.get("deleted") else (row.content or "")[:TEXT],
        activity=kind == ACTIVITY,
        campaign=_is_campaign(row),
    )


def _marks(given: dict[str, Any] | str | None) -> dict[str, Any]:
    """Give content_attributes, which old servers send as a string of JSON."""
    if isinstance(given, str):
        given = msgspec.json.decode(given) if given else None
    return given if isinstance(given, dict) else {}


def _author(row: WireMessage, kind: int, marks: dict[str, Any]) -> tuple[Author, str | None]:
    """Tell who wrote; a human reply is what Chatwoot itself calls one (Message#human_response?)."""
    if kind == INCOMING:
        return "customer", None
    if kind == ACTIVITY:
        return "system", None
    if kind != OUTGOING or marks.get("automation_rule_id") or _is_campaign(row):
        return "bot", None
    sender = row.sender or WireSender(id=row.sender_id)
    person = (sender.type or row.sender_type or "").lower() == "user"
    if person or marks.get("external_echo"):  # an echo: written in the network's own app
        return "agent", _text_id(sender) if person else None
    return "bot", None


def _is_campaign(row: WireMessage) -> bool:
    return bool((row.additional_attributes or {}).get("campaign_id"))
