"""HTTP for a machine nobody looks after: every call ends, every buffer is bounded, no secret gets out."""

import contextlib
import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar
from urllib.parse import urlencode

import msgspec
import requests
from msgspec import Struct

from dashboard.address import checked_host, is_loopback
from dashboard.faults import fault
from dashboard.problems import SettingsProblem, Unreadable
from dashboard.wordless import quiet, reason
from data.inboxes.faults import FAULTS, kind_of, problem, refusal
from data.inboxes.lifeline import Watch, WatchedAdapter
from data.inboxes.secret import Secret

MIB = 1024 * 1024
CHUNK = 64 * 1024  # decoded bytes asked for at a time
ENCODINGS = frozenset({"identity", "gzip", "deflate"})
CONNECT = 5.0  # seconds for one address: a dual-stack host that drops packets takes twice that

T = TypeVar("T")

logging.getLogger("urllib3").setLevel(logging.ERROR)  # its warnings quote what a server sent


class Answer(Struct, frozen=True):
    """A good answer: its body, and the server's clock from the Date header (UTC), if it said."""

    body: bytes
    date: datetime | None
    path: str

    __repr__ = quiet("body")

    def read(self, decoder: "msgspec.json.Decoder[T]") -> T:
        """Decode the body. Raises Unreadable: not_json, or wrong_shape."""
        try:
            return decoder.decode(self.body)
        except msgspec.ValidationError as error:
            _only_json(self)  # half of an answer may show a wrong type before it shows its end
            raise Unreadable("wrong_shape", f"{self.path}: {reason(error)}") from None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise Unreadable("not_json", self.path) from None


class Web:
    """One server, one session, one connection that is kept alive.

    `header` is the name and the secret that every request carries. `deadline` is in seconds, for a whole
    cycle of requests; `max_body` in bytes after decompression. `requests` counts what was sent.
    Raises SettingsProblem where the address, or sending the secret to it, is not acceptable.
    """

    def __init__(
        self,
        base: str,
        *,
        header: tuple[str, Secret | str],
        deadline: float = 20.0,
        max_body: int = 4 * MIB,
        allow_plain_http: bool = False,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        name, secret = header
        self._secret = secret if isinstance(secret, Secret) else Secret(secret)
        self._base = base.rstrip("/")
        self.host = checked_host(self._base, allow_plain_http=allow_plain_http)
        _check_secret(self._secret)
        self._deadline, self._max_body = deadline, max_body
        self._watch = Watch(monotonic)
        self._in_cycle = False
        self.requests = 0
        self._session = requests.Session()
        # Proxies and CA bundles of the environment are kept (but no proxy for this machine itself). ~/.netrc
        # is never read: requests would do so in Session.request, and we hand a prepared one to the adapter.
        self._session.mount(self._base, WatchedAdapter(self._watch))
        settings = self._session.merge_environment_settings(
            self._base, proxies={}, stream=True, verify=None, cert=None
        )
        self._proxies = {} if is_loopback(self.host) else dict(settings["proxies"])
        self._verify: bool | str = True if settings["verify"] is None else settings["verify"]
        self._request = requests.Request(
            "GET",
            self._base,
            headers={
                "Accept": "application/json",
                "Accept-Encoding": "gzip, deflate",
                "User-Agent": "Pulsvegg",
                name: self._secret.reveal(),
            },
        ).prepare()

    def __repr__(self) -> str:
        return f"Web({self._base!r})"

    @contextlib.contextmanager
    def cycle(self, within: float | None = None) -> Iterator[None]:
        """Put a cycle of requests under one deadline, of its own where it shall be over sooner.

        A cycle within a cycle is the same cycle.
        """
        if self._in_cycle:
            yield
            return
        self._in_cycle = True
        self._watch.begin(self._deadline if within is None else min(within, self._deadline))
        try:
            yield
        finally:
            self._watch.end()
            self._in_cycle = False

    def monotonic(self) -> float:
        """Seconds of a clock that nobody sets."""
        return self._watch.now()

    def remaining(self) -> float:
        """Seconds left in the running cycle."""
        return self._watch.left()

    def spent(self) -> float:
        """Seconds since the running cycle began."""
        return self._watch.spent()

    @property
    def deadline(self) -> float:
        """Seconds that a whole cycle may take."""
        return self._deadline

    def get(self, path: str, params: Mapping[str, str | int] | None = None) -> Answer:
        """One GET; outside of a cycle it is a cycle by itself. Raises InboxProblem."""
        with self.cycle():
            try:
                return self._answer(path, params)
            except FAULTS as error:
                kind = "deadline" if self._watch.expired else kind_of(error)
                found = problem(kind, f"{path}: {type(error).__name__}")
            finally:
                self._watch.drop_closed()
        raise found  # out here it doesn't carry the library's exception, with its buffers and headers, along

    def close(self) -> None:
        """Close the connection. The Web may be used again: it then connects anew."""
        self._session.close()
        self._watch.close()

    def _answer(self, path: str, params: Mapping[str, str | int] | None) -> Answer:
        if self._watch.left() <= 0:
            raise problem("deadline", f"{path}: no time left in this cycle")
        self._watch.guard()
        response = self._sent(f"{self._base}{path}" + (f"?{urlencode(params)}" if params else ""))
        with contextlib.closing(response):
            date = _http_date(response.headers.get("Date"))
            if response.status_code != requests.codes.ok:
                wait = _retry_after(response.headers.get("Retry-After"), date)
                raise refusal(response.status_code, f"{path}: HTTP {response.status_code}", wait)
            body = self._body(response, path)
        if self._watch.expired:  # a body that ends with its connection looks whole when we have cut it
            raise problem("deadline", f"{path}: {len(body)} bytes had come")
        return Answer(body, date, path)

    def _sent(self, url: str) -> requests.Response:
        """Send, and once again where the server had hung up on a kept-alive connection: a GET does no harm."""
        opened = self._watch.opened
        try:
            return self._send(url)
        except requests.ConnectionError as error:
            if opened != self._watch.opened or self._watch.expired or kind_of(error) != "cut_off":
                raise
        return self._send(url)

    def _send(self, url: str) -> requests.Response:
        """Send by the adapter: Session.send reads the body of a redirect, without a bound."""
        request = self._request.copy()
        request.url = url
        left = self._watch.left()
        self.requests += 1
        # A little less than what is left, so that a silent server is told from one that drips.
        return self._session.get_adapter(url).send(
            request,
            stream=True,
            timeout=(min(CONNECT, left), left * 0.9),
            verify=self._verify,
            proxies=self._proxies,
        )

    def _body(self, response: requests.Response, path: str) -> bytes:
        if response.headers.get("Content-Encoding", "identity").lower() not in ENCODINGS:
            raise problem("not_json", f"{path}: an encoding that was not asked for")
        too_big = f"{path}: more than {self._max_body / MIB:g} MiB"
        length = response.headers.get("Content-Length", "")
        if length.isdecimal() and int(length[:15]) > self._max_body:
            raise problem("too_big", too_big)
        parts: list[bytes] = []
        size = 0
        while part := response.raw.read(CHUNK, decode_content=True):
            parts.append(part)
            size += len(part)
            if size > self._max_body:
                raise problem("too_big", too_big)
        return b"".join(parts)


def _only_json(answer: Answer) -> None:
    try:
        msgspec.json.decode(answer.body, type=msgspec.Raw)
    except (msgspec.DecodeError, RecursionError):
        raise Unreadable("not_json", answer.path) from None


def _check_secret(secret: Secret) -> None:
    """Refuse what no header can hold: requests' own error would show it."""
    if not re.fullmatch(r"[\x21-\x7e]+", secret.reveal()):
        raise SettingsProblem((fault("the token", "token_word"),))


def _http_date(text: str | None) -> datetime | None:
    try:
        date = parsedate_to_datetime(text or "")
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _retry_after(text: str | None, now: datetime | None) -> float | None:
    """Seconds to wait, from the header's two forms (RFC 9110, 10.2.3); None for anything else."""
    text = (text or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return float(text)
    date = _http_date(text)
    return max(0.0, (date - now).total_seconds()) if date and now else None
