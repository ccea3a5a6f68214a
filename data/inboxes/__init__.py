"""The backends: a table of the inboxes that can be asked, and what it takes to open one."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Protocol

from msgspec import Struct

from dashboard.ports import Earlier, Inbox
from dashboard.problems import SettingsProblem
from data.inboxes.chatwoot import Chatwoot
from data.inboxes.chatwoot_api import Api, Profile
from data.inboxes.chatwoot_hours import InboxHours, inbox_hours
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
    return Chatwoot(
        _chatwoot_web(door),
        door.account,
        public_channels=door.public_channels,
        history_days=door.history_days,
        clock=door.clock,
    )


def hours_of_chatwoot(door: Door) -> tuple[InboxHours, ...]:
    """Ask a Chatwoot for its inboxes' opening hours. Raises SettingsProblem and InboxProblem."""
    web = _chatwoot_web(door)
    try:
        with web.cycle():
            return inbox_hours(Api(web, door.account).schedules())
    finally:
        web.close()


def _chatwoot_web(door: Door) -> Web:
    return Web(
        door.address,
        header=("api_access_token", door.token),
        deadline=door.deadline,
        max_body=door.max_body,
        allow_plain_http=door.allow_plain_http,
    )


class Backend(Inbox, Protocol):
    """An inbox that can say, too, whose token it was given."""

    def profile(self) -> Profile:
        """Ask whose token it is, and what time it is there. Raises InboxProblem."""

    def earlier(self) -> Earlier:
        """The way back, beside the polls."""


INBOXES: Mapping[str, Callable[[Door], Backend]] = {
    "chatwoot": open_chatwoot,
}
HOURS: Mapping[str, Callable[[Door], tuple[InboxHours, ...]]] = {
    "chatwoot": hours_of_chatwoot,
}
"""Those backends whose inboxes have opening hours of their own."""


PAGES: Mapping[str, str] = {
    "chatwoot": "{address}/app/accounts/{account}/conversations/{id}",
}
"""Where a conversation's page is, of those backends that have one."""


def page_of(kind: str, address: str, account: int) -> str:
    """The address of a conversation's page with "{id}" in its place; "" where the backend has none, or no address."""
    if kind not in PAGES or not address:
        return ""
    return PAGES[kind].format(address=address.rstrip("/"), account=account, id="{id}")


def opening_hours(kind: str, door: Door) -> tuple[InboxHours, ...]:
    """Ask an inbox for its own opening hours. Raises SettingsProblem, also where it has none, and InboxProblem."""
    if kind not in HOURS:
        raise SettingsProblem(
            (f"inbox.kind: only {', '.join(HOURS)} has opening hours of its own, not {kind}",)
        )
    return HOURS[kind](door)


__all__ = [
    "HOURS",
    "INBOXES",
    "MIB",
    "PAGES",
    "Backend",
    "Door",
    "Inbox",
    "InboxHours",
    "Profile",
    "Secret",
    "hours_of_chatwoot",
    "open_chatwoot",
    "opening_hours",
    "page_of",
]
