"""SIGTERM and SIGINT as Qt events, so that a wall ends at once and in order."""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSocketNotifier


@contextmanager
def on_signal(end: Callable[[], None]) -> Iterator[None]:
    """Call `end` when the process is asked to end; Python alone would notice at its next line of Python."""
    reader, writer = socket.socketpair()
    reader.settimeout(0)
    writer.settimeout(0)
    before = {number: signal.signal(number, _nothing) for number in (signal.SIGTERM, signal.SIGINT)}
    fd_before = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read)

    def told() -> None:
        reader.recv(64)
        end()

    notifier.activated.connect(told)
    try:
        yield
    finally:
        notifier.setEnabled(False)
        signal.set_wakeup_fd(fd_before)
        for number, handler in before.items():
            signal.signal(number, handler)
        reader.close()
        writer.close()


def _nothing(*_: object) -> None:
    """The wakeup socket says it all."""
