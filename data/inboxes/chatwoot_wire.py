"""Chatwoot's JSON as it comes over the wire: the fields we read, with all the types they were seen to have.

Sources: Chatwoot 4.15.1, app/views/api/v1/conversations/partials/_conversation.json.jbuilder,
app/views/api/v1/models/_message.json.jbuilder and Message#push_event_data (the copy inside a conversation's
row, with a few more columns). Traps: times are whole seconds, floats or ISO; 0 and null are both "unset";
keys without a value may be missing; fields come and go between versions.
"""

from datetime import UTC, datetime
from typing import Any, Literal

import msgspec
from msgspec import Raw, Struct

from dashboard.model import Status
from dashboard.wordless import quiet

Time = int | float | str | None
Kind = Literal[0, 1, 2, 3] | Literal["incoming", "outgoing", "activity", "template"]

INCOMING, OUTGOING, ACTIVITY = 0, 1, 2  # 3 is a template: greeting, survey, out of office
KINDS: dict[str, int] = {"incoming": 0, "outgoing": 1, "activity": 2, "template": 3}

EARLIEST, LATEST = 631_152_000.0, 4_102_444_800.0
"""1990 and 2100: what is outside was never said in an inbox, and would be the longest wait for good."""

ABSENT, NULL = Raw(b""), b"null"
"""What an optional Raw field holds, and its bytes: msgspec knows no union with Raw."""


class WireSender(Struct):
    """A contact, a user or a bot, by its id."""

    id: int | None = None
    type: str | None = None


class WireTeam(Struct):
    """A team, by its name."""

    name: str | None = None


class WireMeta(Struct):
    """Who takes part; keys without a value are missing."""

    sender: WireSender | None = None
    assignee: WireSender | None = None
    assignee_type: str | None = None
    team: WireTeam | None = None


class WireMessage(Struct):
    """A message, from /messages or as embedded in a conversation's row."""

    id: int
    created_at: Time
    message_type: Kind
    content: str | None = None
    private: bool | None = None
    status: str | int | None = None
    content_attributes: dict[str, Any] | str | None = None
    additional_attributes: dict[str, Any] | None = None
    sender: WireSender | None = None
    sender_type: str | None = None
    sender_id: int | None = None

    __repr__ = quiet("content", "content_attributes", "additional_attributes")


class WireId(Struct):
    """Any row's id."""

    id: int


class WireConversation(Struct):
    """A conversation's row: only the first four fields are in every version."""

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
    meta: WireMeta = msgspec.field(default_factory=WireMeta)
    messages: list[Raw] | None = None
    last_non_activity_message: Raw = ABSENT
    additional_attributes: dict[str, Any] | None = None
    campaign_id: int | str | None = None

    __repr__ = quiet("labels", "additional_attributes")


def seconds(value: Time) -> float:
    """Unix seconds of any form of time; 0.0 for unset. Raises ValueError for what is no time, or no year of ours.

    Milliseconds are told by their size: in seconds they would be beyond the year 5000.
    """
    if not value:
        return 0.0
    if isinstance(value, str):
        value = _parsed(value)
    number = value / 1000 if value > 1e11 else float(value)
    if not EARLIEST <= number < LATEST:
        raise ValueError("not a time between 1990 and 2100")
    return number


def _parsed(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
