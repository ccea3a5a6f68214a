"""Chatwoot's JSON rows, read one by one: a row with a wrong type is set aside, the others go on.

Sources: Chatwoot 4.15.1, app/views/api/v1/conversations/partials/_conversation.json.jbuilder,
app/views/api/v1/models/_message.json.jbuilder and Message#push_event_data (the copy inside a conversation's
row, with a few more columns). Traps: times are whole seconds, floats or ISO; 0 and null are both "unset";
keys without a value may be missing; fields come and go between versions.
"""

from datetime import UTC, datetime
from typing import Any, Literal

import msgspec
from msgspec import Raw, Struct

from dashboard.model import Author, Status

TEXT = 4000
"""Characters kept of a message; Chatwoot allows 150,000."""

Time = int | float | str | None
Names = Literal["incoming", "outgoing", "activity", "template"]
INCOMING, OUTGOING, ACTIVITY = 0, 1, 2  # 3 is a template: greeting, survey, out of office
KINDS: dict[str, int] = {"incoming": 0, "outgoing": 1, "activity": 2, "template": 3}


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

    @property
    def mark(self) -> int:
        """A fingerprint: old servers have no updated_at, and some updates don't move it."""
        return hash(
            (self.updated_at, self.newest, self.status, self.inbox, self.assignee, self.team, self.labels)
        )


_ABSENT, _NULL = Raw(b""), b"null"


class _Sender(Struct):
    id: int | None = None
    type: str | None = None


class _Named(Struct):
    name: str | None = None


class _Meta(Struct):
    sender: _Sender | None = None
    assignee: _Sender | None = None
    assignee_type: str | None = None
    team: _Named | None = None


class _Message(Struct):
    id: int
    created_at: Time
    message_type: Literal[0, 1, 2, 3] | Names
    content: str | None = None
    private: bool | None = None
    status: str | int | None = None
    content_attributes: dict[str, Any] | str | None = None
    additional_attributes: dict[str, Any] | None = None
    sender: _Sender | None = None
    sender_type: str | None = None
    sender_id: int | None = None


class _Id(Struct):
    id: int


class _Conversation(Struct):
    id: int
    inbox_id: int
    status: Status
    created_at: Time
    updated_at: Time = None
    last_activity_at: Time = None
    timestamp: Time = None
    waiting_since: Time = None
    agent_last_seen_at: Time = None
    first_reply_created_at: Time = None
    unread_count: int | None = None
    labels: list[str] | None = None
    meta: _Meta = msgspec.field(default_factory=_Meta)
    messages: list[Raw] | None = None
    last_non_activity_message: Raw = _ABSENT  # msgspec has no union with Raw
    additional_attributes: dict[str, Any] | None = None
    campaign_id: int | str | None = None


_conversation = msgspec.json.Decoder(_Conversation)
_message = msgspec.json.Decoder(_Message)
_id = msgspec.json.Decoder(_Id)
_BROKEN = (msgspec.MsgspecError, ValueError, OverflowError, RecursionError)


def read_row(raw: Raw) -> Row:
    """Understand one conversation. Raises Odd."""
    try:
        return _row(_conversation.decode(raw))
    except _BROKEN as error:
        raise Odd(str(error)) from None


def read_line(raw: Raw) -> Line:
    """Understand one message. Raises Odd."""
    try:
        return _line(_message.decode(raw))
    except _BROKEN as error:
        raise Odd(str(error)) from None


def read_id(raw: Raw) -> int:
    """Find at least the id of a row, 0 where even that fails."""
    try:
        return _id.decode(raw).id
    except _BROKEN:
        return 0


def seconds(value: Time) -> float:
    """Unix seconds of any form of time; 0.0 for unset. Raises ValueError for what is no time.

    Milliseconds are told by their size: in seconds they would be beyond the year 5000.
    """
    if not value:
        return 0.0
    if isinstance(value, str):
        value = _parsed(value)
    number = value / 1000 if value > 1e11 else float(value)
    if not 0 < number < 1e11:
        raise ValueError("not a time")
    return number


def _parsed(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _row(row: _Conversation) -> Row:
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


def _embedded(row: _Conversation) -> list[Line | None]:
    spoken = row.last_non_activity_message
    raws = [*(row.messages or ()), *([spoken] if bytes(spoken) not in {b"", _NULL} else [])]
    return [_line_or_none(raw) for raw in raws]


def _line_or_none(raw: Raw) -> Line | None:
    try:
        return read_line(raw)
    except Odd:
        return None  # not counted here: it is then fetched, and set aside by that


def _spoken(row: _Conversation) -> int | None:
    spoken = bytes(row.last_non_activity_message)
    return 0 if spoken == _NULL else read_id(row.last_non_activity_message) or None


def _assignee(meta: _Meta) -> str | None:
    """Only people are assignees; before 4.x there was no assignee_type, and no bot could be one."""
    return _text_id(meta.assignee) if meta.assignee_type in {None, "User"} else None


def _text_id(who: _Sender | None) -> str | None:
    return str(who.id) if who and who.id is not None else None


def _line(row: _Message) -> Line:
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


def _author(row: _Message, kind: int, marks: dict[str, Any]) -> tuple[Author, str | None]:
    """Tell who wrote; a human reply is what Chatwoot itself calls one (Message#human_response?)."""
    if kind == INCOMING:
        return "customer", None
    if kind == ACTIVITY:
        return "system", None
    if kind != OUTGOING or marks.get("automation_rule_id") or _is_campaign(row):
        return "bot", None
    sender = row.sender or _Sender(id=row.sender_id)
    person = (sender.type or row.sender_type or "").lower() == "user"
    if person or marks.get("external_echo"):  # an echo: written in the network's own app
        return "agent", _text_id(sender) if person else None
    return "bot", None


def _is_campaign(row: _Message) -> bool:
    return bool((row.additional_attributes or {}).get("campaign_id"))
