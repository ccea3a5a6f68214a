"""The calls of Chatwoot's API that a wall needs, from path to rows. Source: Chatwoot 4.15.1, config/routes.rb."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import msgspec
from msgspec import Raw, Struct

from dashboard.problems import Unreadable
from data.inboxes.chatwoot_hours import Schedule
from data.inboxes.chatwoot_rows import Line, Odd, Row, read_id, read_line, read_row
from data.inboxes.chatwoot_values import Desk, Person
from data.inboxes.web import Web

MESSAGES_A_PAGE = 100  # of messages?after=, app/finders/message_finder.rb
HOPELESS = 5
"""Rows of which not one can be read: then it's not the rows, and an empty wall would be a lie."""

T = TypeVar("T")


class Page(Struct, frozen=True, kw_only=True):
    """One answer of the conversation list.

    `size` counts all its rows, `set_aside` those that could not be read; `total` is what the server says the
    whole list holds, None where it doesn't say. `date` is the server's clock, UTC.
    """

    rows: tuple[Row, ...]
    size: int
    set_aside: int
    total: int | None
    date: datetime | None


class Talk(Struct, frozen=True, kw_only=True):
    """One answer of a conversation's messages; `last_id` the highest id in it, `full` when more may follow."""

    lines: tuple[Line, ...]
    set_aside: int
    last_id: int
    full: bool


class Profile(Struct, frozen=True, kw_only=True):
    """Whose token it is; `admin` may read the reports, `skew` is the server's clock minus ours in seconds."""

    name: str
    role: str
    admin: bool
    skew: float | None


class _Count(Struct):
    all_count: int | None = None


class _ListData(Struct):
    payload: list[Raw]
    meta: _Count = msgspec.field(default_factory=_Count)


class _List(Struct):
    data: _ListData


class _Payload(Struct):
    payload: list[Raw]


class _Open(Struct):
    open: int


class _Account(Struct):
    id: int
    role: str | None = None


class _Profile(Struct):
    name: str | None = None
    role: str | None = None
    accounts: list[_Account] = []


_list = msgspec.json.Decoder(_List)
_payload = msgspec.json.Decoder(_Payload)
_array = msgspec.json.Decoder(list[Raw])
_raw = msgspec.json.Decoder(Raw)
_open = msgspec.json.Decoder(_Open)
_profile = msgspec.json.Decoder(_Profile)
_desk = msgspec.json.Decoder(Desk)
_schedule = msgspec.json.Decoder(Schedule)
_person = msgspec.json.Decoder(Person)


class Api:
    """One account of one Chatwoot. Every method is one GET and raises InboxProblem."""

    def __init__(self, web: Web, account: int) -> None:
        self._web = web
        self._account = account
        self._v1, self._v2 = f"/api/v1/accounts/{account}", f"/api/v2/accounts/{account}"

    def conversations(self, **params: str | int) -> Page:
        """Ask for the list; `status`, `sort_by`, `page`, `updated_within` as Chatwoot has them."""
        answer = self._web.get(f"{self._v1}/conversations", params)
        data = answer.read(_list).data
        rows, set_aside = _each(data.payload, read_row)
        if set_aside >= HOPELESS and not rows:
            raise Unreadable("wrong_shape", f"conversations: none of {set_aside} rows can be read")
        return Page(
            rows=rows,
            size=len(data.payload),
            set_aside=set_aside,
            total=data.meta.all_count,
            date=answer.date,
        )

    def conversation(self, number: int) -> Row | None:
        """Ask for one conversation; None where its row can't be read."""
        raw = self._web.get(f"{self._v1}/conversations/{number}").read(_raw)
        rows, _set_aside = _each([raw], read_row)
        return rows[0] if rows else None

    def messages(self, number: int, after: int) -> Talk:
        """Ask for the messages after an id, at most 100 of them, oldest first."""
        path = f"{self._v1}/conversations/{number}/messages"
        payload = self._web.get(path, {"after": after}).read(_payload).payload
        lines, set_aside = _each(payload, read_line)
        return Talk(
            lines=lines,
            set_aside=set_aside,
            last_id=max((read_id(raw) for raw in payload), default=0),
            full=len(payload) >= MESSAGES_A_PAGE,
        )

    def agents(self) -> tuple[Person, ...]:
        """Ask who works here; a row that can't be read is left out."""
        return _each(self._web.get(f"{self._v1}/agents").read(_array), _person.decode)[0]

    def desks(self) -> tuple[Desk, ...]:
        """Ask for the inboxes. The answer may hold channel secrets: only what Desk names is ever decoded."""
        return _each(self._web.get(f"{self._v1}/inboxes").read(_payload).payload, _desk.decode)[0]

    def schedules(self) -> tuple[Schedule, ...]:
        """Ask for the inboxes with their working hours."""
        return _each(self._web.get(f"{self._v1}/inboxes").read(_payload).payload, _schedule.decode)[0]

    def open_count(self) -> int:
        """Ask for Chatwoot's own count of open conversations: for administrators."""
        return self._web.get(f"{self._v2}/live_reports/conversation_metrics").read(_open).open

    def profile(self, now: Callable[[], datetime]) -> Profile:
        """Ask whose token it is. The answer holds secrets: only what is named here is ever decoded."""
        answer = self._web.get("/api/v1/profile")
        found = answer.read(_profile)
        role = next((a.role for a in found.accounts if a.id == self._account), None) or found.role or ""
        return Profile(
            name=found.name or "",
            role=role,
            admin=role == "administrator",
            skew=(answer.date - now()).total_seconds() if answer.date else None,
        )


def _each(raws: list[Raw], read: Callable[[Raw], T]) -> tuple[tuple[T, ...], int]:
    """Read each row; those that can't be read are counted."""
    good: list[T] = []
    for raw in raws:
        try:
            good.append(read(raw))
        except (Odd, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            continue
    return tuple(good), len(raws) - len(good)
