"""The shapes of Chatwoot 4.15's conversations and messages: 0 for unset instants, absent keys and all."""

from __future__ import annotations

from data.demo.account import ACCOUNT
from data.demo.chatwoot_json import Json, agent, iso, iso_or_null, team
from data.demo.records import Contact, Conversation, Kind, Message, Person

UNREAD_CAP = 10
BOT = 2
SENDER_TYPES = {"contact": "Contact", "user": "User", "agent_bot": "AgentBot", None: None}


def conversation(row: Conversation) -> Json:
    """A row of the list of conversations, and the answer for one."""
    meta: Json = {"sender": _contact(row.contact), "channel": row.inbox.channel.type, "hmac_verified": False}
    if row.assignee:
        meta["assignee"] = agent(row.assignee)
        meta["assignee_type"] = "User"
    if row.team:
        meta["team"] = team(row.team)
    last = row.messages[-1] if row.messages else None
    spoken = next((m for m in reversed(row.messages) if m.kind is not Kind.ACTIVITY), None)
    return {
        "meta": meta,
        "id": row.id,
        "messages": [embedded(row, last)] if last else [],
        "account_id": ACCOUNT,
        "uuid": row.uuid,
        "additional_attributes": {},
        "agent_last_seen_at": row.agent_last_seen_at,
        "assignee_last_seen_at": row.assignee_last_seen_at,
        "can_reply": True,
        "contact_last_seen_at": 0,
        "custom_attributes": {},
        "inbox_id": row.inbox.id,
        "labels": row.labels,
        "muted": False,
        "snoozed_until": iso_or_null(row.snoozed_until),
        "status": row.status,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "timestamp": row.last_activity_at,
        "first_reply_created_at": row.first_reply_created_at,
        "unread_count": unread(row),
        "last_non_activity_message": embedded(row, spoken) if spoken else None,
        "last_activity_at": row.last_activity_at,
        "priority": row.priority,
        "waiting_since": row.waiting_since,
        "sla_policy_id": None,
    }


def unread(row: Conversation) -> int:
    """Customer messages that no agent has seen: never more than ten."""
    count = 0
    for message in reversed(row.messages):
        if message.at <= row.agent_last_seen_at or count == UNREAD_CAP:
            break
        count += message.kind is Kind.INCOMING
    return count


def embedded(row: Conversation, message: Message) -> Json:
    """A message as the list of conversations carries it: the raw row."""
    sender = message.sender
    found: Json = {
        "id": message.id,
        "content": message.content,
        "account_id": ACCOUNT,
        "inbox_id": row.inbox.id,
        "conversation_id": row.id,
        "message_type": int(message.kind),
        "created_at": message.at,
        "updated_at": iso(message.at),
        "private": message.private,
        "status": "sent",
        "source_id": None,
        "content_type": message.content_type,
        "content_attributes": message.content_attributes,
        "sender_type": SENDER_TYPES[message.sender_kind],
        "sender_id": BOT if message.sender_kind == "agent_bot" else sender.id if sender else None,
        "external_source_ids": {},
        "additional_attributes": message.additional_attributes,
        "processed_message_content": message.content,
        "sentiment": {},
        "conversation": {
            "assignee_id": row.assignee.id if row.assignee else None,
            "unread_count": unread(row),
            "last_activity_at": row.last_activity_at,
            "contact_inbox": {"source_id": str(17_841_400_000 + row.contact.id)},
        },
    }
    _add_sender(found, row, message)
    return found


def message_of(row: Conversation, message: Message) -> Json:
    """A message as the list of messages carries it: less than the raw row, without additional_attributes."""
    found: Json = {
        "id": message.id,
        "content": message.content,
        "inbox_id": row.inbox.id,
        "conversation_id": row.id,
        "message_type": int(message.kind),
        "content_type": message.content_type,
        "status": "sent",
        "content_attributes": message.content_attributes,
        "created_at": message.at,
        "private": message.private,
        "source_id": None,
    }
    _add_sender(found, row, message)
    return found


def _add_sender(found: Json, row: Conversation, message: Message) -> None:
    if isinstance(message.sender, Contact):
        found["sender"] = _contact_sender(message.sender)
    elif isinstance(message.sender, Person):
        found["sender"] = _user_sender(message.sender)
    elif message.sender_kind == "agent_bot":
        found["sender"] = {
            "id": BOT,
            "name": row.inbox.channel.bot or "Robo",
            "avatar_url": "",
            "type": "agent_bot",
        }


def messages(row: Conversation, chosen: list[Message]) -> Json:
    """The answer for the messages of a conversation."""
    meta: Json = {
        "labels": row.labels,
        "additional_attributes": {},
        "contact": _contact_sender(row.contact),
        "agent_last_seen_at": iso_or_null(row.agent_last_seen_at),
        "assignee_last_seen_at": iso_or_null(row.assignee_last_seen_at),
    }
    if row.assignee:
        meta["assignee"] = _user_sender(row.assignee)
    return {"meta": meta, "payload": [message_of(row, message) for message in chosen]}


# ---- who wrote


def _user_sender(person: Person) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "available_name": person.first_name,
        "avatar_url": "",
        "type": "user",
        "availability_status": person.availability,
        "thumbnail": "",
    }


def _contact_sender(contact: Contact) -> Json:
    return {
        "additional_attributes": {"social_instagram_user_name": contact.handle},
        "custom_attributes": {},
        "email": None,
        "id": contact.id,
        "identifier": None,
        "name": contact.name,
        "phone_number": None,
        "thumbnail": "",
        "blocked": False,
        "type": "contact",
    }


def _contact(contact: Contact) -> Json:
    return {
        "additional_attributes": {"social_instagram_user_name": contact.handle},
        "availability_status": "offline",
        "email": None,
        "id": contact.id,
        "name": contact.name,
        "phone_number": None,
        "blocked": False,
        "identifier": None,
        "thumbnail": "",
        "custom_attributes": {},
        "last_activity_at": contact.last_activity_at,
        "created_at": contact.created_at,
    }
