"""The shapes of what Chatwoot 4.15 lists beside conversations: people, teams, labels, inboxes."""

from __future__ import annotations

from datetime import UTC, datetime

from data.demo.account import ACCOUNT, Account
from data.demo.records import Inbox, LabelRow, Person, TeamRow
from data.demo.rota import Rota

Json = dict[str, object]
WIDGET = "Channel::WebWidget"
WIDGET_KEYS = (
    "website_url",
    "widget_color",
    "website_token",
    "web_widget_script",
    "welcome_title",
    "welcome_tagline",
    "hmac_mandatory",
    "selected_feature_flags",
    "reply_time",
)


def iso(at: float) -> str:
    """An instant as Chatwoot writes it where it does not send seconds."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def iso_or_null(at: int) -> str | None:
    """The same; unset is null here, not 0."""
    return iso(at) if at else None


# ---- people


def agent(person: Person) -> Json:
    """A row of the list of agents."""
    return {
        "id": person.id,
        "account_id": ACCOUNT,
        "availability_status": person.availability,
        "auto_offline": not person.agent.stays_online,
        "confirmed": True,
        "email": person.email,
        "provider": "email",
        "available_name": person.first_name,
        "name": person.name,
        "role": person.role,
        "thumbnail": "",
        "custom_role_id": None,
    }


def profile(person: Person, account: Account, token: str) -> Json:
    """Carries secrets in the real answer as here: not to be logged."""
    membership = {
        "id": ACCOUNT,
        "name": account.name,
        "status": "active",
        "active_at": None,
        "role": person.role,
        "permissions": [person.role],
        "availability": person.availability,
        "availability_status": person.availability,
        "auto_offline": not person.agent.stays_online,
    }
    return {
        "id": person.id,
        "access_token": token,
        "account_id": ACCOUNT,
        "available_name": person.first_name,
        "avatar_url": "",
        "confirmed": True,
        "display_name": None,
        "message_signature": None,
        "email": person.email,
        "hmac_identifier": "",
        "inviter_id": None,
        "name": person.name,
        "provider": "email",
        "pubsub_token": f"demo-pubsub-{person.id}",
        "role": person.role,
        "ui_settings": {},
        "uid": person.email,
        "type": None,
        "accounts": [membership],
    }


def team(row: TeamRow) -> Json:
    """A row of the list of teams."""
    return {
        "id": row.id,
        "name": row.team.name,
        "description": row.team.description,
        "allow_auto_assign": True,
        "account_id": ACCOUNT,
        "is_member": False,
    }


def label(row: LabelRow) -> Json:
    """A row of the list of labels."""
    return {
        "id": row.id,
        "title": row.label.title,
        "description": "",
        "color": row.label.color,
        "show_on_sidebar": True,
    }


# ---- inboxes


def inbox(row: Inbox, rota: Rota, *, with_secrets: bool) -> Json:
    """A row of the list of inboxes."""
    channel = row.channel
    hours = [_working_day((day - 1) % 7, day, rota) for day in range(7)]
    return {
        "id": row.id,
        "avatar_url": "",
        "channel_id": row.id + 40,
        "name": channel.name,
        "channel_type": channel.type,
        "greeting_enabled": channel.greeting,
        "greeting_message": None,
        "working_hours_enabled": not rota.always_open,
        "enable_email_collect": True,
        "csat_survey_enabled": channel.csat,
        "csat_config": {},
        "enable_auto_assignment": channel.auto_assign > 0,
        "auto_assignment_config": {},
        "out_of_office_message": None,
        "working_hours": hours,
        "timezone": str(rota.zone),
        "callback_webhook_url": None,
        "allow_messages_after_resolved": True,
        "lock_to_single_conversation": False,
        "sender_name_type": "friendly",
        "business_name": None,
        "allowed_domains": None,
        **_widget(row, with_secrets=with_secrets),
        "reauthorization_required": channel.token_expired,
        "messaging_service_sid": None,
        "phone_number": None,
        "provider": None,
    }


def _widget(row: Inbox, *, with_secrets: bool) -> Json:
    """What a chat on a website has, and all other channels have as null."""
    if row.channel.type != WIDGET:
        return dict.fromkeys(WIDGET_KEYS)
    values = ("https://demo.example", "#1F93FF", f"demo-widget-{row.id}", "<script></script>", "", "", False)
    found: Json = dict(zip(WIDGET_KEYS, (*values, [], "in_a_few_minutes"), strict=True))
    # Administrators are shown the secrets of a channel, too: nothing to log.
    return found | {"hmac_token": f"demo-hmac-{row.id}"} if with_secrets else found


def _working_day(weekday: int, sunday_first: int, rota: Rota) -> Json:
    """`weekday` counts from Monday, Chatwoot's from Sunday."""
    hours = rota.opening(weekday)
    begin, end = hours or (0, 0)
    whole = rota.always_open
    return {
        "day_of_week": sunday_first,
        "closed_all_day": hours is None,
        "open_hour": begin // 60 if hours and not whole else None,
        "open_minutes": begin % 60 if hours and not whole else None,
        "close_hour": end // 60 if hours and not whole else None,
        "close_minutes": end % 60 if hours and not whole else None,
        "open_all_day": whole,
    }
