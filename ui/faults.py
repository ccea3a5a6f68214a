"""Where our own faults go: to the log, never to the glass."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from logging import DEBUG, ERROR, INFO, WARNING, getLogger
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

log = getLogger(__name__)

LEVELS = {
    QtMsgType.QtDebugMsg: DEBUG,
    QtMsgType.QtInfoMsg: INFO,
    QtMsgType.QtWarningMsg: WARNING,
    QtMsgType.QtCriticalMsg: ERROR,
    QtMsgType.QtFatalMsg: ERROR,
}
UNSEEN = "This plugin does not support"  # what no screen can do is no fault of a picture made without one
LOUD = (
    20  # the same fault in every paint event must not fill a disk: so many of a kind, then every thousandth
)


@contextmanager
def caught() -> Iterator[None]:
    """Log what escapes a slot or a paint event, and what Qt has to say; the loop goes on."""
    before, counts = sys.excepthook, dict[str, int]()

    def told(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before(kind, fault, trace)
            return
        name = f"{kind.__name__}: {fault}"[:200]
        if len(counts) < 1000 or name in counts:
            counts[name] = counts.get(name, 0) + 1
        seen = counts.get(name, 0)
        if seen <= LOUD or seen % 1000 == 0:
            log.error("a fault of ours, the wall goes on (%d times)", seen, exc_info=(kind, fault, trace))

    sys.excepthook = told
    qt_before = qInstallMessageHandler(_qt_said)
    try:
        yield
    finally:
        sys.excepthook = before
        qInstallMessageHandler(qt_before)


def _qt_said(kind: QtMsgType, _: QMessageLogContext, text: str | None) -> None:
    level = DEBUG if (text or "").startswith(UNSEEN) else LEVELS.get(kind, WARNING)
    getLogger("qt").log(level, "%s", text)
