"""Connections that can be cut from outside: what makes a total deadline hold against a slow drip.

A read time-out is between two bytes; a server that drips one byte a second never reaches it. So each
socket is duplicated when it is made, and when the deadline passes one thread shuts the duplicates: the
blocked read in the other thread then ends at once. The duplicate is needed because TLS takes the first
socket object over, and a closing response outlives its connection object.
"""

import contextlib
import socket
import threading
from collections.abc import Callable
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.poolmanager import ProxyManager


class Watch:
    """Cuts every connection it holds when the deadline of the running cycle passes."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._held: dict[HTTPConnection, socket.socket] = {}
        self._done = threading.Event()
        self._thread: threading.Thread | None = None
        self._began = self._ends = 0.0
        self.expired = False
        self.opened = 0

    def begin(self, seconds: float) -> None:
        """Start the clock. The thread comes with the first request, so that an idle cycle costs none."""
        self._began = self._monotonic()
        self._ends = self._began + seconds
        self.expired = False
        self._done = threading.Event()

    def guard(self) -> None:
        """Have the thread running, before a request goes out."""
        if self._thread is None:
            self._thread = threading.Thread(
                target=self._stand, args=(self._done,), name="deadline", daemon=True
            )
            self._thread.start()

    def end(self) -> None:
        """Stop the clock and wait for the thread, which ends at once."""
        self._done.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def now(self) -> float:
        """Seconds of the clock that the deadline is measured by."""
        return self._monotonic()

    def left(self) -> float:
        """Seconds until the deadline, 0 when it has passed."""
        return max(0.0, self._ends - self._monotonic())

    def spent(self) -> float:
        """Seconds since the cycle began."""
        return self._monotonic() - self._began

    def hold(self, connection: HTTPConnection, sock: socket.socket) -> socket.socket:
        """Take a new connection's socket into care; gives it back for chaining."""
        twin = sock.dup()
        with self._lock:
            self.opened += 1
            if stale := self._held.pop(connection, None):  # one that was dropped while idle connects again
                stale.close()
            self._held[connection] = twin
            if self.expired:
                _shut(twin)
        return sock

    def drop_closed(self) -> None:
        """Close the twins of connections that are gone. Called when no answer is being read."""
        with self._lock:
            for connection in [known for known in self._held if known.sock is None]:
                self._held.pop(connection).close()

    def close(self) -> None:
        """Close every connection: a pool does so only when it is collected, and a traceback may hold it."""
        with self._lock:
            for connection, twin in self._held.items():
                connection.close()
                twin.close()
            self._held.clear()

    def _stand(self, done: threading.Event) -> None:
        while not done.wait(self.left()):
            if self.left() <= 0:
                self._cut()
                return

    def _cut(self) -> None:
        with self._lock:
            self.expired = True
            for twin in self._held.values():
                _shut(twin)


def _shut(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):  # the other end may have been quicker
        sock.shutdown(socket.SHUT_RDWR)


class WatchedAdapter(HTTPAdapter):
    """requests' adapter with one connection, no retries, and every socket in the watch's care."""

    def __init__(self, watch: Watch) -> None:
        self._pools = _pools(watch)
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """As in requests, with our pools."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: Any, **kwargs: Any) -> ProxyManager | PoolManager:
        """As in requests, with our pools."""
        manager: PoolManager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = self._pools
        return manager


def _pools(watch: Watch) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return watch.hold(self, super()._new_conn())

    class Sealed(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return watch.hold(self, super()._new_conn())

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SealedPool(HTTPSConnectionPool):
        ConnectionCls = Sealed

    return {"http": PlainPool, "https": SealedPool}
