"""Turns what Chatwoot says into the domain's values: channels, agents, conversations."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Literal

from msgspec import Struct

from dashboard.model import Agent, Availability, Channel, Conversation, Message
from data.inboxes.chatwoot_rows import Line, Row

Turn = Literal["resolved", "opened"]

# Activity lines are in the account's language. From Chatwoot's config/locales/{en,no,sv,da}.yml, keys
# conversations.activity.status.* and .captain.*; many keys are untranslated there and come in English. Anchored
# at the beginning, because other lines begin with a name that anybody can choose.
_TURNS: tuple[tuple[Turn, re.Pattern[str]], ...] = (
    (
        "resolved",
        re.compile(
            r"conversation was (marked )?(as )?resolved\b"
            r"|samtalen? ble (automatisk )?((merket|markert) (som )?)?løst\b"
            r"|konversationen (har markerats|markerades) som löst\b"
            r"|samtalen blev (markeret som )?løst\b",
            re.IGNORECASE,
        ),
    ),
    (
        "opened",
        re.compile(
            r"conversation was (reopened|marked open)\b|system reopened\b"
            r"|samtalen? ble gjenåpnet\b|konversationen öppnades igen\b|samtalen blev genåbnet\b",
            re.IGNORECASE,
        ),
    ),
)

_KINDS: Mapping[str, str] = {
    "Channel::FacebookPage": "facebook",
    "Channel::Instagram": "instagram",
    "Channel::Tiktok": "tiktok",
    "Channel::Whatsapp": "whatsapp",
    "Channel::Telegram": "telegram",
    "Channel::Line": "line",
    "Channel::TwitterProfile": "twitter",
    "Channel::TwilioSms": "sms",
    "Channel::Sms": "sms",
    "Channel::Email": "email",
    "Channel::WebWidget": "web",
    "Channel::Api": "api",
}

_PRIVATE = frozenset(_KINDS.values()) - {"twitter", "api"}
"""Kinds that carry direct messages only; an api channel may be anything, twitter says it by conversation."""


class Desk(Struct, frozen=True, kw_only=True):
    """An inbox of Chatwoot, which is a channel of ours."""

    id: int
    name: str
    channel_type: str = ""
    medium: str | None = None
    reauthorization_required: bool | None = None


class Person(Struct, frozen=True, kw_only=True):
    """An agent of Chatwoot."""

    id: int
    name: str | None = None
    available_name: str | None = None
    availability_status: str | None = None


def turn(text: str) -> Turn | None:
    """Tell what an activity line says about the conversation's state, if it does."""
    return next((name for name, pattern in _TURNS if pattern.match(text)), None)


def moment(seconds: float) -> datetime:
    """Make an instant, UTC, of unix seconds."""
    return datetime.fromtimestamp(seconds, UTC)


def channels(desks: Iterable[Desk], public: frozenset[str]) -> dict[int, Channel]:
    """Make the inboxes' channels, by inbox id."""
    desks = tuple(desks)
    called = names(desks)
    return {desk.id: _channel(desk, called[desk.id], public) for desk in desks}


def names(desks: Iterable[Desk]) -> dict[int, str]:
    """What the inboxes are called, by id; two of one name get their ids behind it."""
    desks = tuple(desks)
    count = Counter(desk.name for desk in desks)
    return {desk.id: desk.name if count[desk.name] == 1 else f"{desk.name} ({desk.id})" for desk in desks}


def _channel(desk: Desk, name: str, public: frozenset[str]) -> Channel:
    kind = _KINDS.get(desk.channel_type, desk.channel_type.removeprefix("Channel::").lower())
    if desk.channel_type == "Channel::TwilioSms" and desk.medium == "whatsapp":
        kind = "whatsapp"
    seen = True if public & {name, desk.name} else False if kind in _PRIVATE else None
    return Channel(name=name, kind=kind, public=seen, broken=bool(desk.reauthorization_required))


def agent(person: Person) -> Agent:
    """Make our agent of Chatwoot's."""
    states: dict[str, Availability] = {"online": "online", "busy": "busy", "offline": "offline"}
    return Agent(
        id=str(person.id),
        name=person.name or person.available_name or str(person.id),
        availability=states.get(person.availability_status or ""),
    )


def conversation(
    row: Row, channel: Channel, lines: Iterable[Line], resolved: Iterable[float], *, proactive: bool
) -> Conversation:
    """Make our conversation of a row and those of its lines that are to be delivered."""
    return Conversation(
        id=str(row.id),
        channel=channel.name,
        public=channel.public if row.public is None else row.public,
        team=row.team,
        assignee=row.assignee,
        status=row.status,
        labels=row.labels,
        proactive=proactive,
        created_at=moment(row.created_at),
        resolved_at=tuple(moment(at) for at in sorted(resolved)),
        customer=row.customer,
        messages=tuple(_message(line) for line in sorted(lines, key=lambda line: (line.at, line.id))),
    )


def _message(line: Line) -> Message:
    return Message(
        id=str(line.id),
        at=moment(line.at),
        author=line.author,
        agent=line.agent,
        private=line.private,
        text=line.text,
    )
