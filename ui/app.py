"""Runs the wall: the application, the screen it stands on, the feed behind it."""

import os
import sys
from contextlib import ExitStack
from logging import getLogger
from pathlib import Path

import shiboken6
from msgspec import Struct
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPalette, QScreen
from PySide6.QtWidgets import QApplication

import resources
from dashboard.settings import Screen
from dashboard.snapshot import Snapshot
from ui.awake import seconds_awake
from ui.endings import on_signal
from ui.faults import caught
from ui.fonts import load_fonts
from ui.language import speak
from ui.memory import Memory
from ui.pages import PAGES
from ui.picture import Photographer, save
from ui.source import Source
from ui.theme import load
from ui.wall import Wall

USUAL_SIZE = (1920, 1080)

log = getLogger(__name__)


class WallOptions(Struct, frozen=True, kw_only=True):
    """How a wall is run.

    `feed_command` is the child that prints Snapshots; `state_dir` is where the last one is kept; `size` in px is
    that of a window or a screenshot; `screen_number` counts from 0, None is the system's first.
    """

    feed_command: list[str]
    screen: Screen
    state_dir: Path
    windowed: bool = False
    screen_number: int | None = None
    screenshot: Path | None = None
    size: tuple[int, int] | None = None
    show_names: bool = False


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


def run_wall(options: WallOptions) -> int:
    """Show the wall until somebody closes it, or take one picture; gives the exit status."""
    if options.screenshot:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with ExitStack() as stack:
        stack.enter_context(caught())
        speak(options.screen.language)
        application = _application(options.screen)
        playlist = tuple(PAGES[name] for name in options.screen.pages)
        wall = Wall(options.screen, playlist, names=options.show_names)
        stack.callback(shiboken6.delete, wall)  # before the application, whatever Python still holds
        source = Source(options.feed_command, Memory(options.state_dir, seconds_awake), parent=wall)
        stack.callback(source.close)
        stack.enter_context(on_signal(application.quit))
        source.recalled.connect(wall.recall)
        source.arrived.connect(wall.show_snapshot)
        opening = _Opening()  # kept here: Qt holds no plain Python object alive
        source.arrived.connect(opening.look)
        if options.screenshot:
            return _take_picture(options, options.screenshot, wall, source)
        _hang(wall, options)
        source.start()
        return application.exec()


class _Opening:
    """Says once, in the log, that the wall is live."""

    def __init__(self) -> None:
        self._said = False

    def look(self, snapshot: Snapshot) -> None:
        """A Snapshot came."""
        if snapshot.fresh and not self._said:
            self._said = True
            log.info("live numbers are on the wall")


def _application(screen: Screen) -> QApplication:
    """The QApplication with our fonts and the ground's colour, so that nothing ever flashes white."""
    application = QApplication.instance() or QApplication(["pulsvegg"])
    if not isinstance(application, QApplication):
        raise TypeError("there is a Qt application already, and it can't show widgets")
    application.setApplicationName("pulsvegg")
    application.setApplicationDisplayName("Pulsvegg")
    application.setWindowIcon(QIcon(str(resources.path("icons", "pulsvegg.svg"))))
    for refused in load_fonts():
        log.warning("Qt can't use the font %s; another one stands in", refused)
    roles = load(screen.theme).roles
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor(roles["ground"]))
    palette.setColor(QPalette.ColorRole.WindowText, QColor(roles["text"]))
    application.setPalette(palette)
    return application


def _hang(wall: Wall, options: WallOptions) -> None:
    """Show the wall in its window, or on all of its screen without a mouse pointer."""
    screen = _screen(options.screen_number)
    wall.setScreen(screen)
    if options.windowed:
        wall.resize(*(options.size or USUAL_SIZE))
        wall.show()
        return
    wall.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    wall.setGeometry(screen.geometry())
    wall.setCursor(Qt.CursorShape.BlankCursor)
    wall.full_screen = True
    wall.showFullScreen()


def _screen(number: int | None) -> QScreen:
    screens = QGuiApplication.screens()
    if number is None:
        return QGuiApplication.primaryScreen()
    if 0 <= number < len(screens):
        return screens[number]
    log.warning("there is no screen %d, only %d; the first one is taken", number, len(screens))
    return screens[0]


def _take_picture(options: WallOptions, file: Path, wall: Wall, source: Source) -> int:
    """Wait for settled numbers, and save what the wall shows."""
    wall.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    wall.resize(*(options.size or USUAL_SIZE))
    wall.show()
    photographer = Photographer(parent=wall)
    source.arrived.connect(photographer.look)
    photographer.ready.connect(QCoreApplication.quit)
    photographer.start()
    source.start()
    QCoreApplication.exec()
    photographer.stop()
    wall.tick()
    snapshot = wall.showing.snapshot
    if snapshot is None or (not photographer.came and snapshot.reading is None):
        sys.stderr.write("No picture: the feed said nothing. Its own words, above, say why.\n")
        return 1
    if not save(wall, file):
        sys.stderr.write(f"No picture: {file} can't be written.\n")
        return 1
    return 0
