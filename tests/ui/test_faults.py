"""What Qt says goes to the log, as loud as it is."""

from logging import DEBUG, WARNING

import pytest
from PySide6.QtCore import qWarning

from ui.faults import caught


@pytest.mark.parametrize(
    ("text", "level"),
    [("This plugin does not support propagateSizeHints()", DEBUG), ("QPainter::begin: no", WARNING)],
)
def test_a_warning_of_qt_is_one_in_the_log_but_not_of_what_no_screen_can_do(caplog, logs, text, level):
    if level == WARNING:
        logs.expect(text)
    with caplog.at_level(DEBUG), caught():
        qWarning(text)
    assert ("qt", level, text) in caplog.record_tuples
