"""The HTTP server below the app: waitress, bound to loopback, and taught one header's name."""

from __future__ import annotations

import logging
import re
import socket
import sys
import threading
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import create_server

LOOPBACK = "127.0.0.1"
THREADS = 4
STOP_S = 10.0
ROUND_S = 1.0
# Large answers (a long updated_within) need no temporary file.
IN_MEMORY_B = 64 << 20
UNDERSCORED = re.compile(rb"(?im)^api_access_token(?=[ \t]*:)")


class _Parser(HTTPRequestParser):  # type: ignore[misc]
    """Waitress drops headers with an underscore in their name; that of Chatwoot's token has two."""

    def parse_header(self, header_plus: bytes) -> None:
        """Spell it the way that is let through; the app sees the same either way."""
        super().parse_header(UNDERSCORED.sub(b"api-access-token", header_plus))


class _Channel(HTTPChannel):  # type: ignore[misc]
    parser_class = _Parser


def bind(port: int) -> socket.socket:
    """A socket on loopback, and never elsewhere; port 0 takes any. Raises OSError when the port is in use."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":
        # There it would let two servers share a port instead of taking over one that was just given up.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((LOOPBACK, port))
        # Waitress would listen only later: a second server must fail now.
        listening.listen()
    except OSError:
        listening.close()
        raise
    return listening


class Loop:
    """A WSGI app served from a thread, from `start` to `stop`."""

    def __init__(self, app: Any, listening: socket.socket) -> None:
        self._server = create_server(
            app, sockets=[listening], threads=THREADS, ident=None, outbuf_overflow=IN_MEMORY_B
        )
        self._server.channel_class = _Channel
        # It warns whenever a request waits for a thread, which among quick answers is no news.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="demo inbox")

    def start(self) -> None:
        """Answer from now on."""
        self._thread.start()

    def stop(self) -> None:
        """End the running answers, then the thread, then every connection."""
        self._server.task_dispatcher.shutdown(cancel_pending=True, timeout=STOP_S)
        self._stopping.set()
        self._server.trigger.pull_trigger()
        self._thread.join(STOP_S)
        for watched in list(self._server._map.values()):
            # The listening socket and the trigger know no orderly end, and would warn of it.
            if isinstance(watched, HTTPChannel):
                watched.handle_close()
            else:
                watched.close()

    def _run(self) -> None:
        """Waitress' own loop lasts as long as any connection does; ours looks up after each round."""
        server = self._server
        while not self._stopping.is_set():
            server.asyncore.loop(timeout=ROUND_S, map=server._map, count=1)
