"""What every window of ours stands on: the application with our name, icon and fonts, and a display to be seen on."""

import os
import sys
from logging import getLogger

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import resources
from ui.drawing.fonts import load_fonts
from ui.speech.qt_words import say_qt_words

log = getLogger(__name__)


def display_missing() -> str | None:
    """A sentence for when there is nothing to show a window on; None when there is."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return None
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return None
    return (
        "There is no display; to look at the wall all the same: "
        ".venv/bin/python main.py wall --demo --screenshot wall.png"
    )


def named_application() -> QApplication:
    """The one QApplication of this process, with our name, icon and fonts; TypeError where Qt runs without widgets."""
    application = QApplication.instance() or QApplication(["pulsvegg"])
    if not isinstance(application, QApplication):
        raise TypeError("there is a Qt application already, and it can't show widgets")
    application.setApplicationName("pulsvegg")
    application.setApplicationDisplayName("Pulsvegg")
    application.setWindowIcon(QIcon(str(resources.path("icons", "pulsvegg.svg"))))
    say_qt_words()
    for refused in load_fonts():
        log.warning("Qt can't use the font %s; another one stands in", refused)
    return application
