"""Who may ask, how often, and how Chatwoot refuses."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from email.utils import formatdate
from http import HTTPStatus

import falcon
import msgspec

from data.demo.account import ACCOUNT
from data.demo.people import ADMINISTRATOR, FIRST_AGENT
from data.demo.play import Play

# Well known, and worth nothing: they open an inbox of invented people on this machine only.
ADMINISTRATOR_TOKEN = "demo-administrator-token"  # noqa: S105
AGENT_TOKEN = "demo-agent-token"  # noqa: S105
OWNERS = {ADMINISTRATOR_TOKEN: ADMINISTRATOR, AGENT_TOKEN: FIRST_AGENT}

HEADER = "api_access_token"
MINUTE_S = 60
META_LIMIT = 30
"""conversations/meta has a limit of its own: 30 a minute for each token."""

UNKNOWN = "Invalid Access Token"
NOT_PERMITTED = "You are not authorized to do this action"
NOT_FOUND = "Resource could not be found"


class Refused(Exception):
    """An answer that is no success, with Chatwoot's words."""

    def __init__(self, status: HTTPStatus, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


def not_found() -> Refused:
    """There is no such thing."""
    return Refused(HTTPStatus.NOT_FOUND, NOT_FOUND)


def not_permitted() -> Refused:
    """Not permitted is 401 as well, not 403."""
    return Refused(HTTPStatus.UNAUTHORIZED, NOT_PERMITTED)


def owner_of(req: falcon.Request) -> int:
    """The id of the user the token belongs to."""
    return int(req.context.owner)


def require_administrator(req: falcon.Request) -> None:
    """Refuse an agent's token, in the words for a wrong one."""
    if owner_of(req) != ADMINISTRATOR:
        raise not_permitted()


class Limit:
    """So many requests in a minute of the clock on the wall, as rack-attack counts."""

    def __init__(self, a_minute: int, now: Callable[[], float]) -> None:
        self.a_minute = a_minute
        self._now = now
        self._minute = -1
        self._asked: Counter[str] = Counter()
        self._lock = threading.Lock()

    def allows(self, who: str, a_minute: int | None = None) -> bool:
        """Counts the request; a limit of 0 allows everything."""
        if not self.a_minute:
            return True
        with self._lock:
            minute = int(self._now() // MINUTE_S)
            if minute != self._minute:
                self._minute = minute
                self._asked.clear()
            self._asked[who] += 1
            return self._asked[who] <= (a_minute or self.a_minute)


class Gate:
    """Middleware: the limit first, then the token, then the account; each answer carries the world's date."""

    def __init__(self, play: Play, limit: Limit) -> None:
        self._play = play
        self._limit = limit

    def process_request(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Count the request and look at its token."""
        token = req.get_header(HEADER) or ""
        within = self._limit.allows("everything")
        if req.path.endswith("/conversations/meta"):
            within = self._limit.allows(f"meta {token}", META_LIMIT) and within
        if not within:
            raise Refused(HTTPStatus.TOO_MANY_REQUESTS, "Retry later\n")
        owner = OWNERS.get(token)
        if owner is None:
            raise Refused(HTTPStatus.UNAUTHORIZED, UNKNOWN)
        req.context.owner = owner

    def process_resource(
        self, req: falcon.Request, resp: falcon.Response, resource: object, params: dict[str, object]
    ) -> None:
        """There is one account."""
        if params.pop("account", ACCOUNT) != ACCOUNT:
            raise not_found()

    def process_response(
        self,
        req: falcon.Request,
        resp: falcon.Response,
        resource: object,
        req_succeeded: bool,  # noqa: FBT001  falcon's signature
    ) -> None:
        """Refusals have the world's date as well."""
        if resp.get_header("Date") is None:
            _, at = self._play.look(lambda scene: None)
            resp.set_header("Date", http_date(at))


def http_date(at: int) -> str:
    """An instant as HTTP writes it."""
    return formatdate(at, usegmt=True)


def refuse(req: falcon.Request, resp: falcon.Response, refused: Refused, params: dict[str, object]) -> None:
    """429 is plain text without a Retry-After; everything else is {"error": …}."""
    resp.status = refused.status
    if refused.status is HTTPStatus.TOO_MANY_REQUESTS:
        resp.content_type = "text/plain"
        resp.text = refused.text
    else:
        resp.data = msgspec.json.encode({"error": refused.text})


def serialize_error(req: falcon.Request, resp: falcon.Response, error: falcon.HTTPError) -> None:
    """What falcon itself refuses: unknown paths and methods."""
    known = error.status_code == HTTPStatus.NOT_FOUND
    resp.data = msgspec.json.encode({"error": NOT_FOUND if known else error.title})
    resp.content_type = falcon.MEDIA_JSON
