"""The feed as a process: polls when it is time, does what a desk wishes, and prints each Snapshot as a line of JSON."""

import gc
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from queue import Empty, SimpleQueue
from typing import BinaryIO

import msgspec

from dashboard.asking import Answered, Ask, AskList, Enough, Listed, Question
from dashboard.feed import Feed
from dashboard.snapshot import Snapshot
from dashboard.voice.values import Wish
from data.streams import write

log = logging.getLogger(__name__)

LONGEST_ORDER = 65_536
"""Bytes of a line on standard input; more is nobody's wish."""
_ORDER: msgspec.json.Decoder[Wish | Question] = msgspec.json.Decoder(Wish | Question)
FILLING_THRESHOLD = 100_000
"""Objects between two looks of the garbage collector during the first fill."""
ENOUGH = 1.0
"""Seconds before the next poll in which the past is let be."""
HEED = 1.0
"""Seconds from one look at what other programs decided to the next: a sentence that was killed leaves all walls."""
SETTLE_WITHIN = 120.0
"""How long `settled` waits for the first fill, seconds."""


def run(
    feed: Feed,
    out: BinaryIO,
    *,
    follow_stdin: bool = False,
    count: int = 0,
    inbox_lives: Callable[[], bool] = lambda: True,
    beside: Callable[[Snapshot], Snapshot] = lambda snapshot: snapshot,
) -> int:
    """Poll and print until told to stop: `count` polls, the end of standard input, or the reader's leaving.

    `beside` is told of each poll, and adds to its Snapshot what it has to say.

    Gives 1 when an inbox of our own has died: whoever started us starts us, and it, again.
    """
    orders = Orders()
    if follow_stdin:
        threading.Thread(target=orders.read, daemon=True, name="stdin").start()
    desk = Desk(feed, orders, out)
    printed, full = 0, False
    usual = gc.get_threshold()
    gc.set_threshold(FILLING_THRESHOLD)  # nearly all that a first fill makes stays
    while not orders.ended:
        snapshot = beside(feed.poll())
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
        snapshot = desk.serve(snapshot)
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


def _print(out: BinaryIO, line: Snapshot | Answered) -> None:
    write(out, msgspec.json.encode(line) + b"\n")


class Desk:
    """Does and answers what comes between two polls; lists go out in parts, so that nothing else waits for them."""

    def __init__(self, feed: Feed, orders: "Orders", out: BinaryIO) -> None:
        self._feed, self._orders, self._out = feed, orders, out
        self._lists: dict[int, Iterator[Listed]] = {}

    def serve(self, snapshot: Snapshot) -> Snapshot:
        """Serve until the next poll is due, or the input has ended; gives the last Snapshot."""
        while True:
            least = min(HEED, pause(snapshot), self._feed.rest())
            order = self._orders.next(within=0.0 if self._lists else least)
            if order is not None:
                snapshot = self._do(order, snapshot)
            elif self._orders.ended:
                return snapshot
            elif (heard := self._feed.heed()) is not None:
                snapshot = heard
                _print(self._out, snapshot)
            elif not self._lists and self._feed.rest() <= 0.0 and pause(snapshot) > ENOUGH:
                self._feed.go_further()
            self._tell_on()
            if pause(snapshot) <= 0.0:
                return snapshot

    def _do(self, order: Wish | Question, snapshot: Snapshot) -> Snapshot:
        if isinstance(order, AskList):
            self._lists[order.id] = self._feed.tell(order)
        elif isinstance(order, Enough):
            self._lists.pop(order.id, None)
        elif isinstance(order, Ask):
            _print(self._out, self._feed.answer(order))
        else:
            snapshot = self._feed.wish(order)
            _print(self._out, snapshot)
        return snapshot

    def _tell_on(self) -> None:
        """Tell a part more of each list."""
        for asked, parts in list(self._lists.items()):
            part = next(parts, None)
            if part is None:
                del self._lists[asked]
            else:
                _print(self._out, part)


class Orders:
    """Wishes and questions on standard input, a line each. Our parent holds the other end: when it dies, so do we."""

    def __init__(self) -> None:
        self.ended = False
        self._wishes: SimpleQueue[Wish | Question | None] = SimpleQueue()

    def next(self, within: float) -> Wish | Question | None:
        """The next wish or question; None when the time is over, or the input."""
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
                    self.take(line)
                rest = rest[:LONGEST_ORDER]
        except OSError:  # closed already, which is an end, too
            pass
        self.take(None)

    def take(self, line: bytes | None) -> None:
        """Take in a line; None is the end."""
        if line is None:
            self._wishes.put(None)
            return
        try:
            self._wishes.put(_ORDER.decode(line))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            log.warning("a line of %d bytes on standard input is no wish, and is left out", len(line))
