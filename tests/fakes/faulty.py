"""An HTTP server on loopback that answers well until it is told to fail, in every way a server can.

    with FaultyProxy("http://127.0.0.1:8080") as proxy:   # passes everything through and takes it down
        proxy.fault = "drip_body"                         # from now on, until it is None again
        assert proxy.requests[-1].path == "/api/v1/profile"

Instead of an upstream's address it takes a function from Request to Reply. `only` limits the fault to paths
that contain it. `refused_url()` and NO_SUCH_HOST are the two faults that need no server.
"""

import contextlib
import gzip
import http.client
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Self
from urllib.parse import parse_qsl, urlsplit

MIB = 1024 * 1024
NO_SUCH_HOST = "https://inbox.invalid"  # RFC 2606: never resolves

# Not passed on by a proxy, RFC 9110, 7.6.1; lengths and encodings are made anew.
HOP_BY_HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length", "host"})


@dataclass(frozen=True)
class Request:
    """What was asked: the header names are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query))


@dataclass(frozen=True)
class Reply:
    """What is answered when nothing is wrong."""

    body: bytes = b"{}"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})


Answerer = Callable[[Request], Reply]
Writer = Callable[["Line", Reply], bool]


def json_reply(value: object, status: int = 200, **headers: str) -> Reply:
    return Reply(json.dumps(value).encode(), status, {"Content-Type": "application/json", **headers})


def refused_url() -> str:
    """The address of a port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


class FaultyProxy:
    """A server whose `fault` can be set at run time: None, or a name of FAULTS.

    `interval` is the seconds between two drips, `retry_after` the header of a 429, `elsewhere` where a
    redirect points, `row` how "wrong_type" spoils the first row of a list.
    """

    def __init__(self, upstream: str | Answerer, *, tls: ssl.SSLContext | None = None) -> None:
        self.fault: str | None = None
        self.only = ""
        self.interval = 0.02
        self.retry_after: str | None = None
        self.elsewhere = "/app/login"
        self.requests: list[Request] = []
        self.connections = 0
        self._upstream = upstream
        self._tls = tls
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._listener.getsockname()[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        self._accepting = threading.Thread(target=self._accept, name="faulty-accept")
        self._accepting.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def close(self) -> None:
        """End all connections and threads."""
        self._stop.set()
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
            pass  # wakes the accept on every platform
        self._accepting.join()
        self._listener.close()
        with self._lock:
            for sock in self._open:
                with contextlib.suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def asked(self, part: str) -> list[Request]:
        """The requests whose path contains `part`."""
        return [request for request in self.requests if part in request.path]

    def drop_connections(self) -> None:
        """Hang up on all, as a server does with connections that have been idle for long."""
        with self._lock:
            for sock in self._open:
                with contextlib.suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while True:
            sock, _address = self._listener.accept()
            if self._stop.is_set():
                sock.close()
                return
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.connections += 1
            thread = threading.Thread(target=self._converse, args=(sock,), name="faulty-connection")
            with self._lock:
                self._threads = [*(known for known in self._threads if known.is_alive()), thread]
                self._open.add(sock)
            thread.start()

    def _converse(self, raw: socket.socket) -> None:
        sock = raw
        try:
            if self._tls:
                sock = self._tls.wrap_socket(raw, server_side=True)
                with self._lock:
                    self._open = (self._open - {raw}) | {sock}
            with sock.makefile("rb") as reader, _upstream_of(self._upstream) as answer:
                line = Line(sock, self._stop, self)
                while (request := _read_request(reader)) and self._serve(line, request, answer):
                    pass
        except (OSError, ValueError):  # they hung up, or so did we
            pass
        finally:
            with self._lock:
                self._open.discard(sock)
            sock.close()

    def _serve(self, line: "Line", request: Request, answer: Answerer) -> bool:
        self.requests.append(request)
        fault = self.fault if self.only in request.path else None
        reply = Reply() if fault in NEEDS_NO_ANSWER else answer(request)
        return FAULTS[fault](line, reply) if fault else line.send(reply)


class Line:
    """One connection, seen from the fault that writes to it."""

    def __init__(self, sock: socket.socket, stop: threading.Event, proxy: FaultyProxy) -> None:
        self._sock = sock
        self._stop = stop
        self.proxy = proxy

    def raw(self, data: bytes) -> None:
        self._sock.sendall(data)

    def send(self, reply: Reply) -> bool:
        """A good answer; True, because the connection lives on."""
        self.raw(head(reply, {"Content-Length": str(len(reply.body))}) + reply.body)
        return True

    def drip(self, data: bytes, wrap: Callable[[bytes], bytes] = bytes) -> None:
        for byte in data:
            if self.wait(self.proxy.interval):
                return
            self.raw(wrap(bytes([byte])))

    def wait(self, seconds: float | None = None) -> bool:
        """True when the server is closing."""
        return self._stop.wait(seconds)

    def until_they_hang_up(self) -> None:
        self._sock.recv(1)


def head(reply: Reply, more: Mapping[str, str] | None = None) -> bytes:
    reason = http.client.responses.get(reply.status, "Odd")
    lines = [f"HTTP/1.1 {reply.status} {reason}"]
    lines += [f"{name}: {value}" for name, value in {**reply.headers, **(more or {})}.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


# ── The faults: each writes to the line, and tells whether the connection lives on ───────────────────


def _silence(line: Line, _reply: Reply) -> bool:
    line.until_they_hang_up()
    return False


def _drip_head(line: Line, reply: Reply) -> bool:
    line.drip(head(reply, {"Content-Length": str(len(reply.body)), "X-Padding": "x" * 5000}))
    return False


def _drip_body(line: Line, reply: Reply) -> bool:
    body = reply.body.ljust(5000)
    line.raw(head(reply, {"Content-Length": str(len(body))}))
    line.drip(body)
    return False


def _drip_without_length(line: Line, reply: Reply) -> bool:
    """The body ends with its connection: cut by the reader's own deadline, it looks whole."""
    line.raw(head(reply, {"Connection": "close"}) + reply.body)
    line.drip(b" " * 5000)
    return False


def _drip_chunks(line: Line, reply: Reply) -> bool:
    line.raw(head(reply, {"Transfer-Encoding": "chunked"}))
    line.drip(reply.body.ljust(5000), lambda byte: b"1\r\n%b\r\n" % byte)
    return False


def _hang_up(_line: Line, _reply: Reply) -> bool:
    return False


def _cut_off(line: Line, reply: Reply) -> bool:
    line.raw(head(reply, {"Content-Length": str(len(reply.body) + 100)}) + reply.body)
    return False


def _cut_off_chunk(line: Line, reply: Reply) -> bool:
    line.raw(head(reply, {"Transfer-Encoding": "chunked"}) + b"fff\r\n" + reply.body[:100])
    return False


def _huge(line: Line, reply: Reply) -> bool:
    line.raw(head(reply, {"Connection": "close"}) + b"[")
    while not line.wait(0):
        line.raw(b" " * 65536)
    return False


def _huge_declared(line: Line, reply: Reply) -> bool:
    line.raw(head(reply, {"Content-Length": str(10**12)}))
    line.until_they_hang_up()
    return False


def _gzip_bomb(line: Line, reply: Reply) -> bool:
    body = gzip.compress(bytes(MIB)) * 256  # gzip files may be strung together: RFC 1952, 2.2
    line.raw(head(reply, {"Content-Encoding": "gzip", "Content-Length": str(len(body))}) + body)
    return True


def _not_gzip(line: Line, reply: Reply) -> bool:
    return line.send(Reply(reply.body, 200, {**reply.headers, "Content-Encoding": "gzip"}))


def _not_http(line: Line, _reply: Reply) -> bool:
    line.raw(b"220 mail.example.com ESMTP ready\r\n")
    return False


def _wrong_type(line: Line, reply: Reply) -> bool:
    return line.send(spoiled(reply))


def _rate_limited(line: Line, _reply: Reply) -> bool:
    """rack-attack's own answer: plain text, and no Retry-After unless somebody has turned it on."""
    given = line.proxy.retry_after
    headers = {"Content-Type": "text/plain"} | ({"Retry-After": given} if given is not None else {})
    return line.send(Reply(b"Retry later\n", 429, headers))


def _redirect(line: Line, _reply: Reply) -> bool:
    return line.send(Reply(b"<a>Sign in</a>", 302, {"Location": line.proxy.elsewhere}))


def _page(status: int, text: str = "<html><body>Sorry</body></html>") -> Writer:
    return lambda line, _reply: line.send(Reply(text.encode(), status, {"Content-Type": "text/html"}))


def _json(status: int, text: str) -> Writer:
    reply = Reply(text.encode(), status)
    return lambda line, _reply: line.send(reply)


FAULTS: Mapping[str, Writer] = {
    "silence": _silence,
    "drip_head": _drip_head,
    "drip_body": _drip_body,
    "drip_without_length": _drip_without_length,
    "drip_chunks": _drip_chunks,
    "hang_up": _hang_up,
    "cut_off": _cut_off,
    "cut_off_chunk": _cut_off_chunk,
    "huge": _huge,
    "huge_declared": _huge_declared,
    "gzip_bomb": _gzip_bomb,
    "not_gzip": _not_gzip,
    "not_http": _not_http,
    "html": _page(200, "<!doctype html><title>Sign in</title>"),
    "broken_json": _json(200, '{"data": {"payload": ['),
    "nested_json": _json(200, "[" * 100_000),
    "not_utf8": lambda line, _reply: line.send(Reply(b'{"data": "\xff\xfe"}')),
    "wrong_shape": _json(200, '{"hello": "world"}'),
    "wrong_type": _wrong_type,
    "unauthorised": _json(401, '{"error":"Invalid Access Token"}'),
    "not_permitted": _json(401, '{"error":"You are not authorized to do this action"}'),
    "payment": _json(402, '{"error":"Plan limit"}'),
    "not_found": _json(404, '{"error":"Resource could not be found"}'),
    "unprocessable": _json(422, '{"error":"no"}'),
    "rate_limited": _rate_limited,
    "server_error": _page(500),
    "bad_gateway": _page(502),
    "unavailable": _page(503),
    "redirect": _redirect,
}

NEEDS_NO_ANSWER = frozenset(FAULTS) - {
    "drip_head",
    "drip_body",
    "drip_without_length",
    "drip_chunks",
    "cut_off",
    "cut_off_chunk",
    "wrong_type",
}
"""Faults that never bother the upstream."""


def spoiled(reply: Reply) -> Reply:
    """The same answer, with a wrong type in the first row of its list."""
    value = json.loads(reply.body)
    data = value.get("data", value) if isinstance(value, dict) else {"payload": value}
    if isinstance(data, dict) and data.get("payload"):
        data["payload"][0]["created_at"] = {"an": "object"}
    return Reply(json.dumps(value).encode(), reply.status, reply.headers)


# ── Reading a request, and passing it on ─────────────────────────────────────────────────────────────


def _read_request(reader: BinaryIO) -> Request | None:
    first = reader.readline(65536)
    if not first.strip():
        return None
    method, target, _version = first.decode("latin-1").split()
    headers: dict[str, str] = {}
    while (line := reader.readline(65536).decode("latin-1").strip()) != "":
        name, _colon, value = line.partition(":")
        headers[name.lower()] = value.strip()
    body = reader.read(int(headers.get("content-length", "0")))
    return Request(method, target, headers, body)


@contextlib.contextmanager
def _upstream_of(upstream: str | Answerer) -> Iterator[Answerer]:
    if not isinstance(upstream, str):
        yield upstream
        return
    url = urlsplit(upstream)
    connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=10)

    def pass_on(request: Request) -> Reply:
        headers = {name: value for name, value in request.headers.items() if name not in HOP_BY_HOP}
        connection.request(request.method, request.target, request.body or None, headers)
        with connection.getresponse() as response:
            kept = {name: value for name, value in response.getheaders() if name.lower() not in HOP_BY_HOP}
            return Reply(response.read(), response.status, kept)

    try:
        yield pass_on
    finally:
        connection.close()
