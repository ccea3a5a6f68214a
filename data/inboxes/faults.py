"""What a library's exception means to the person in front of the wall: one kind of trouble each."""

import http.client
import ssl
from collections.abc import Iterator

import requests
import urllib3.exceptions as lower

from dashboard.problems import InboxProblem, Refused, Unreachable, Unreadable
from dashboard.snapshot import TroubleKind

FAULTS: tuple[type[Exception], ...] = (
    requests.RequestException,
    lower.HTTPError,
    http.client.HTTPException,
    OSError,
    ValueError,
)
"""Everything that sending a request and reading its answer was seen to raise."""

_KINDS: tuple[tuple[type[BaseException], TroubleKind], ...] = (
    # Order matters: what comes first is the nearer cause of what comes later.
    (lower.NameResolutionError, "dns"),
    (UnicodeError, "dns"),  # a label of the host name that no DNS could hold
    (requests.exceptions.SSLError, "tls"),
    (ConnectionRefusedError, "refused"),
    (lower.NewConnectionError, "refused"),
    (lower.ProxyError, "refused"),
    (lower.TimeoutError, "timeout"),
    (TimeoutError, "timeout"),
    (http.client.RemoteDisconnected, "cut_off"),
    (lower.DecodeError, "not_json"),  # says gzip, is not
    (http.client.BadStatusLine, "not_json"),  # whatever it is, it doesn't speak HTTP
    (http.client.LineTooLong, "too_big"),
    (ssl.SSLError, "cut_off"),
    (ConnectionError, "cut_off"),
)

_UNREADABLE: frozenset[TroubleKind] = frozenset({"too_big", "not_json", "wrong_shape"})


def kind_of(error: BaseException) -> TroubleKind:
    """Tell which kind of trouble an exception of requests, urllib3 or the socket stands for."""
    family = tuple(_family(error))
    for exception, kind in _KINDS:
        if any(isinstance(member, exception) for member in family):
            return kind
    return "cut_off"


def problem(kind: TroubleKind, detail: str) -> InboxProblem:
    """Make the problem of that kind, in the right branch of the tree."""
    return (Unreadable if kind in _UNREADABLE else Unreachable)(kind, detail)


def refusal(status: int, detail: str, retry_after: float | None) -> Refused:
    """Make the problem that an HTTP status other than success means."""
    kind: TroubleKind
    match status:
        case 401:
            kind = "unauthorised"
        case 404:
            kind = "not_found"
        case 429:
            kind = "rate_limited"
        case _ if 300 <= status < 400:
            kind = "redirected"
        case _ if status >= 500:
            kind = "server_error"
        case _:
            kind = "rejected"
    return Refused(kind, detail, status=status, retry_after=retry_after)


def _family(error: BaseException, depth: int = 8) -> Iterator[BaseException]:
    """Go through the exception and all it was made from: requests wraps urllib3 wraps http.client."""
    yield error
    inner = (*error.args, getattr(error, "reason", None), error.__cause__, error.__context__)
    if depth:
        for member in inner:
            if isinstance(member, BaseException):
                yield from _family(member, depth - 1)
