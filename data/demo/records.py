"""The rows of the simulated account: people, contacts, messages and conversations."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

from data.demo.plan import Agent, Channel, Label, Mood, Team

Status = Literal["open", "pending", "snoozed", "resolved"]
STATUSES: tuple[Status, ...] = ("open", "pending", "snoozed", "resolved")
SenderKind = Literal["contact", "user", "agent_bot"]
Availability = Literal["online", "busy", "offline"]


class Kind(IntEnum):
    """Chatwoot's message_type."""

    INCOMING = 0
    OUTGOING = 1
    ACTIVITY = 2
    TEMPLATE = 3


@dataclass(slots=True, eq=False)
class Person:
    """A user of the account: an agent, a page account that many write through, or the administrator."""

    id: int
    name: str
    email: str
    agent: Agent
    role: Literal["agent", "administrator"] = "agent"
    availability: Availability = "offline"
    on_shift: bool = False
    at_work: Literal["off", "free", "working", "elsewhere"] = "off"
    own: dict[int, Conversation] = field(default_factory=dict)
    """Conversations that wait for this person, the longest first."""

    @property
    def first_name(self) -> str:
        """What the signature says."""
        return self.name.split()[0]


@dataclass(slots=True, eq=False)
class Contact:
    """A customer, as the account knows one."""

    id: int
    name: str
    handle: str
    language: str
    created_at: int
    last_activity_at: int


@dataclass(slots=True, eq=False)
class Inbox:
    """A channel of the account."""

    id: int
    channel: Channel


@dataclass(slots=True, eq=False)
class TeamRow:
    """A team of the account."""

    id: int
    team: Team


@dataclass(slots=True, eq=False)
class LabelRow:
    """A label of the account."""

    id: int
    label: Label


@dataclass(slots=True, eq=False)
class Message:
    """One row; a customer's phrase was written on `topic` in `mood`; `person` is who of us really wrote."""

    id: int
    at: int
    kind: Kind
    content: str | None
    private: bool = False
    content_type: str = "text"
    sender: Contact | Person | None = None
    sender_kind: SenderKind | None = None
    content_attributes: dict[str, object] = field(default_factory=dict)
    additional_attributes: dict[str, object] = field(default_factory=dict)
    topic: str = ""
    mood: Mood | None = None
    person: Person | None = None


@dataclass(slots=True, eq=False)
class Conversation:
    """A row as Chatwoot keeps it, and below the line how its story goes on."""

    id: int
    uuid: str
    inbox: Inbox
    contact: Contact
    created_at: int
    status: Status = "open"
    updated_at: float = 0.0
    opened_at: int = 0
    """When it was last opened: Chatwoot's first response counts from there."""
    last_activity_at: int = 0
    waiting_since: int = 0
    first_reply_created_at: int = 0
    agent_last_seen_at: int = 0
    assignee_last_seen_at: int = 0
    snoozed_until: int = 0
    assignee: Person | None = None
    team: TeamRow | None = None
    labels: tuple[str, ...] = ()
    priority: str | None = None
    messages: list[Message] = field(default_factory=list)
    version: int = 0
    # ---- the story
    topic: str = "other"
    opening_mood: Mood | None = None
    needs_answer: bool = False
    """Somebody of ours should look at it; that is not quite the same as a wait."""
    asked: bool = False
    """An agent's question is open; the next customer message answers it."""
    resolved_at: int = 0
    last_customer_at: int = 0
    last_reply_at: int = 0
    replies: int = 0
    insisted: int = 0
    in_hand: Person | None = None
    encoded: tuple[object, bytes] | None = None
    """The JSON of this row, with what it was made for (see listing)."""

    @property
    def language(self) -> str:
        """The customer's, which we answer in."""
        return self.contact.language
