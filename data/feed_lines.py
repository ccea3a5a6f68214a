"""The feed as a process: polls when it is time, and prints each Snapshot as one line of JSON."""

import gc
import logging
import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import BinaryIO

import msgspec

from dashboard.feed import Feed
from dashboard.model import Snapshot

log = logging.getLogger(__name__)

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
    ended = threading.Event()
    if follow_stdin:
        threading.Thread(target=_wait_for_end, args=(ended,), daemon=True, name="stdin").start()
    printed, full = 0, False
    while not ended.is_set():
        snapshot = feed.poll()
        out.write(msgspec.json.encode(snapshot) + b"\n")
        out.flush()
        printed += 1
        if snapshot.filling is None and not full:
            full = True
            gc.collect()
            gc.freeze()  # what the first fill brought stays: no need to look through it again and again
        if printed == count:
            break
        if not inbox_lives():
            log.error("the demo inbox has died")
            return 1
        ended.wait(pause(snapshot))
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


def _wait_for_end(ended: threading.Event) -> None:
    """Our parent holds the other end of standard input: when it dies, so do we.

    Reads the descriptor itself: a thread inside sys.stdin's lock would break the interpreter's end.
    """
    try:
        while os.read(0, 4096):
            pass
    except OSError:  # closed already, which is an end, too
        pass
    ended.set()
