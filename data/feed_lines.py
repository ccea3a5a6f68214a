"""The feed as a process: polls when it is time, does what a desk wishes, and prints each Snapshot as a line of JSON."""

import gc
import logging
import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from queue import Empty, SimpleQueue
from typing import BinaryIO

import msgspec

from dashboard.feed import Feed
from dashboard.snapshot import Snapshot
from dashboard.voice.values import Wish

log = logging.getLogger(__name__)

LONGEST_ORDER = 65_536
"""Bytes of a line on standard input; more is nobody's wish."""
_WISH = msgspec.json.Decoder(Wish)
FILLING_THRESHOLD = 100_000
"""Objects between two looks of the garbage collector during the first fill."""
SETTLE_WITHIN = 120.0
"""How long `settled` waits for the first fill, seconds."""


def run(
    feed: Feed,
    out: BinaryIO,
    *,
    follow_stdin: bool = False,
    count: int = 0,
    inbox_lives: Callable[[], bool] = lambda: True,
) -> int:
    """Poll and print until told to stop: `count` polls, the end of standard input, or the reader's leaving.

    Gives 1 when an inbox of our own has died: whoever started us starts us, and it, again.
    """
    orders = Orders()
    if follow_stdin:
        threading.Thread(target=orders.read, daemon=True, name="stdin").start()
    printed, full = 0, False
    usual = gc.get_threshold()
    gc.set_threshold(FILLING_THRESHOLD)  # nearly all that a first fill makes stays
    while not orders.ended:
        snapshot = feed.poll()
        _print(out, snapshot)
        printed += 1
        if snapshot.filling is None and not full:
            full = True
            gc.set_threshold(*usual)
            gc.collect()
            gc.freeze()  # what the first fill brought stays: no need to look through it again and again
        if printed == count:
            break
        if not inbox_lives():
            log.error("the demo inbox has died")
            return 1
        while (wish := orders.next(within=pause(snapshot))) is not None:
            snapshot = feed.wish(wish)
            _print(out, snapshot)
    return 0


def settled(feed: Feed) -> Snapshot:
    """The Snapshot after the first fill, or the first one in trouble."""
    patience = time.monotonic() + SETTLE_WITHIN
    while True:
        snapshot = feed.poll()
        if snapshot.trouble or snapshot.filling is None or time.monotonic() > patience:
            return snapshot
        time.sleep(pause(snapshot))


def pause(snapshot: Snapshot) -> float:
    """Seconds until the next poll is due."""
    return max(0.0, (snapshot.next_poll_at - datetime.now(UTC)).total_seconds())


def _print(out: BinaryIO, snapshot: Snapshot) -> None:
    out.write(msgspec.json.encode(snapshot) + b"\n")
    out.flush()


class Orders:
    """What comes on standard input, a wish a line. Our parent holds the other end: when it dies, so do we."""

    def __init__(self) -> None:
        self.ended = False
        self._wishes: SimpleQueue[Wish | None] = SimpleQueue()

    def next(self, within: float) -> Wish | None:
        """The next wish; None when the time is over, or the input."""
        try:
            wish = self._wishes.get(timeout=within)
        except Empty:
            return None
        self.ended = wish is None
        return wish

    def read(self, descriptor: int = 0) -> None:
        """Read until the end: the descriptor itself, for a thread inside sys.stdin's lock would break the exit."""
        rest = b""
        try:
            while read := os.read(descriptor, 4096):
                *lines, rest = (rest + read).split(b"\n")
                for line in lines:
                    self._take(line)
                rest = rest[:LONGEST_ORDER]
        except OSError:  # closed already, which is an end, too
            pass
        self._wishes.put(None)

    def _take(self, line: bytes) -> None:
        try:
            self._wishes.put(_WISH.decode(line))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            log.warning("a line of %d bytes on standard input is no wish, and is left out", len(line))
