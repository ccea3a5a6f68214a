"""The backends: a table of the inboxes that can be asked, and what it takes to open one."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Protocol

from msgspec import Struct

from dashboard.ports import Inbox
from data.inboxes.chatwoot import Chatwoot
from data.inboxes.chatwoot_api import Profile
from data.inboxes.secret import Secret
from data.inboxes.web import MIB, Web


def _local_now() -> datetime:
    return datetime.now(UTC)


class Door(Struct, frozen=True, kw_only=True):
    """What it takes to open an inbox: `deadline` in seconds, `max_body` in bytes, `clock` aware."""

    address: str
    account: int = 1
    token: Secret
    allow_plain_http: bool = False
    deadline: float = 20.0
    max_body: int = 4 * MIB
    history_days: float = 7.0
    public_channels: frozenset[str] = frozenset()
    clock: Callable[[], datetime] = _local_now


def open_chatwoot(door: Door) -> Chatwoot:
    """Open a Chatwoot. Raises SettingsProblem where its address can't be used."""
    web = Web(
        door.address,
        header=("api_access_token", door.token),
        deadline=door.deadline,
        max_body=door.max_body,
        allow_plain_http=door.allow_plain_http,
    )
    return Chatwoot(
        web,
        door.account,
        public_channels=door.public_channels,
        history_days=door.history_days,
        clock=door.clock,
    )


class Backend(Inbox, Protocol):
    """An inbox that can say, too, whose token it was given."""

    def profile(self) -> Profile:
        """Ask whose token it is, and what time it is there. Raises InboxProblem."""


INBOXES: Mapping[str, Callable[[Door], Backend]] = {
    "chatwoot": open_chatwoot,
}

__all__ = ["INBOXES", "MIB", "Backend", "Door", "Inbox", "Profile", "Secret", "open_chatwoot"]
