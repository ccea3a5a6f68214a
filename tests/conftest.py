"""The watchman: what a test leaves behind, or lets be logged without saying so, fails it.

Threads, child processes, windows and running timers must be gone after each test; a log record of WARNING or above
must be announced with `logs.expect("part of its text")`. A test that takes pytest's own `caplog` looks after its
records itself. Qt's messages are pytest-qt's business.
"""

import gc
import logging
import os
import sys
import threading
import time
from pathlib import Path

import hypothesis
import pytest

hypothesis.settings.register_profile("house", deadline=None)  # no test is about time: the machine may be busy
hypothesis.settings.load_profile("house")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"  # a wall speaks the system's language where it is told no other
os.environ.pop("LANGUAGE", None)

GRACE_SECONDS = 3.0  # for what is on its way out


class Logs(logging.Handler):
    """Every record of WARNING or above; `expect` announces those that belong to the test."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []
        self._expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def expect(self, part: str) -> None:
        """A record with this text is no surprise."""
        self._expected.append(part)

    def said(self, part: str) -> int:
        """How many records have this text."""
        return sum(part in record.getMessage() for record in self.records)

    def surprises(self) -> list[str]:
        texts = (f"{record.name}: {record.getMessage()}" for record in self.records)
        return [text for text in texts if not any(part in text for part in self._expected)]


@pytest.fixture
def logs():
    """The log records of this test; see Logs."""
    handler = Logs()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


@pytest.fixture(scope="session")
def qapp(qapp):
    """The application with our fonts: what was measured once without them would be wrong for all that come after."""
    from ui.drawing.fonts import load_fonts

    assert load_fonts() == ()
    return qapp


@pytest.fixture(autouse=True)
def _watchman(request, logs):
    threads, children, windows = set(threading.enumerate()), _children(), _windows()
    yield
    faults = [
        _gone("threads", lambda: set(threading.enumerate()) - threads),
        _gone("child processes", lambda: _children() - children),
        _gone("windows", lambda: _windows() - windows),
    ]
    if "qtbot" in request.fixturenames or "qapp" in request.fixturenames:
        faults.append(_gone("timers", _timers))
    if "caplog" not in request.fixturenames:
        faults += [f"unexpected log record: {text}" for text in logs.surprises()]
    if said := "\n".join(fault for fault in faults if fault):
        pytest.fail(said, pytrace=False)


def _gone(what, left):
    """Wait a little for what is left to go; "" when it does."""
    end = time.monotonic() + GRACE_SECONDS
    while (rest := left()) and time.monotonic() < end:
        time.sleep(0.02)
    return f"{what} left behind: {rest}" if rest else ""


def _children() -> set[int]:
    """Process ids of our children, zombies too; nothing where the system does not tell."""
    found = set()
    for task in Path("/proc/self/task").glob("*/children"):
        try:
            found |= {int(pid) for pid in task.read_text().split()}
        except OSError:  # the thread has ended
            continue
    return found


def _windows() -> set[str]:
    """The windows there are; Qt is asked only when a test has brought it in."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    core = sys.modules.get("PySide6.QtCore")
    if widgets is None or core is None or widgets.QApplication.instance() is None:
        return set()
    widgets.QApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)
    return {f"{type(widget).__name__} {id(widget):x}" for widget in widgets.QApplication.topLevelWidgets()}


def _timers() -> set[str]:
    """The running timers that Python knows of."""
    import shiboken6
    from PySide6.QtCore import QTimer

    kinds = {
        QTimer,
        *QTimer.__subclasses__(),
    }  # by kind: to ask each of a million things what it is takes a test's time
    timers = [thing for thing in gc.get_objects() if type(thing) in kinds and shiboken6.isValid(thing)]
    return {f"{timer.interval()} ms of {timer.parent()}" for timer in timers if timer.isActive()}
