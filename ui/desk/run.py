"""Runs the desk: the application, the window, the feed behind it."""

import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from logging import getLogger
from pathlib import Path

import shiboken6
from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QApplication

from dashboard.ports import Drawer, Kept
from dashboard.screens import Screen
from dashboard.session import SessionPast
from dashboard.settings import Settings
from ui.application import named_application
from ui.desk.around import Around, Shelf
from ui.desk.outside import Outside
from ui.desk.window import Desk
from ui.drawing.style import first_zoom
from ui.endings import on_signal
from ui.faults import caught
from ui.incoming.awake import seconds_awake
from ui.incoming.memory import Memory
from ui.incoming.opening import Opening
from ui.incoming.source import Source
from ui.speech.language import speak
from ui.walls.picture import INTERRUPTED, Photographer, save
from ui.walls.screens import Manner, Walls
from ui.walls.vigil import Vigil, has_display

USUAL_SIZE = (1600, 1000)
SHARE_OF_SCREEN = 0.92

log = getLogger(__name__)


class DeskOptions(Struct, frozen=True, kw_only=True):
    """How a desk is run; see `Outside`. `theme` is "dark", "light" or "", as it was last, else as the system is.

    Without a `kept` past there is what the window itself has seen. `walls` are the settings whose walls hang from the
    same feed, in the given manner; None: no wall.
    """

    feed_command: list[str]
    state_dir: Path
    drawer: Drawer
    kept: Kept | None = None
    screens: tuple[Screen, ...] = (Screen(),)
    shelf: Shelf | None = None
    template: str = ""
    shifts: tuple[str, ...] = ()
    by: str = ""
    theme: str = ""
    language: str = "auto"
    screenshot: Path | None = None
    size: tuple[int, int] | None = None
    walls: Settings | None = None
    manner: Manner = Manner()


def run_desk(options: DeskOptions, anew: Callable[[], DeskOptions] | None = None) -> int:
    """Show the desk until it is closed, or take one picture; gives the exit status.

    When settings change that a window is made of, it is made again of what `anew` says.
    """
    if options.screenshot:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    while True:
        status, again = _sit(options)
        if not again or anew is None:
            return status
        options = anew()


def _sit(options: DeskOptions) -> tuple[int, bool]:
    """One window's life; its exit status, and whether another is to be made of other settings."""
    with ExitStack() as stack:
        stack.enter_context(caught())
        application = _application()
        speak(options.language)
        source = Source(options.feed_command, Memory(options.state_dir, seconds_awake))
        seen = SessionPast()  # to look back at where no history is kept
        source.arrived.connect(seen.take)
        desk = Desk(_outside(options, source, application, seen), _zoom(application, options))
        stack.callback(shiboken6.delete, desk)  # before the application, whatever Python still holds
        source.setParent(desk)
        stack.callback(source.close)
        stack.enter_context(on_signal(desk.leave))
        application.installEventFilter(desk)
        stack.callback(application.removeEventFilter, desk)
        source.recalled.connect(desk.recall)
        source.arrived.connect(desk.show_snapshot)
        source.answered.connect(desk.take)
        opening = Opening()
        source.arrived.connect(opening.look)
        if options.screenshot:
            return _take_picture(options, options.screenshot, desk, source), False
        walls = _hang(options, options.walls, desk, source, stack) if options.walls else None
        around = None
        if options.shelf:
            around = Around(desk, desk.look.theme, source, options.shelf, partial(_apply, desk, walls))
        _place(application, desk, options.size)
        desk.show()
        source.start()
        status = application.exec()
        return status, around is not None and around.again


def _apply(desk: Desk, walls: Walls | None, settings: Settings) -> None:
    """Other settings: for the wall's picture at the desk, and for the walls."""
    screens = tuple(settings.walls.values())
    desk.face.hung.follow(screens[0])
    desk.face.on_walls.follow(screens)
    if walls is not None:
        walls.show(settings)
        desk.raise_()  # before a wall that was hung anew on the same screen


def _hang(options: DeskOptions, settings: Settings, desk: Desk, source: Source, stack: ExitStack) -> Walls:
    """Hang the walls, too, on the same feed: what is done at the desk is on them at once. They end with the desk."""
    walls = Walls(replace(options.manner, beside=True))
    stack.callback(shiboken6.delete, walls)
    stack.callback(walls.close)
    source.recalled.connect(walls.recall)
    source.arrived.connect(walls.show_snapshot)
    desk.face.on_walls.seen = walls.sentences
    desk.left.connect(walls.close)
    desk.left.connect(QCoreApplication.quit)
    walls.show(settings)
    if not options.manner.windowed and has_display():
        vigil = Vigil(walls)
        stack.callback(vigil.end)
        vigil.begin()
    return walls


def _application() -> QApplication:
    """The application in a style that is the same everywhere."""
    application = named_application()
    application.setStyle("Fusion")
    return application


def _outside(options: DeskOptions, source: Source, application: QApplication, seen: SessionPast) -> Outside:
    light = application.styleHints().colorScheme() == Qt.ColorScheme.Light
    return Outside(
        send=source.send,
        drawer=options.drawer,
        kept=options.kept or seen,
        screens=options.screens,
        template=options.template,
        shelf=options.shelf,
        shifts=options.shifts,
        by=options.by,
        theme=options.theme,
        usual_theme="light" if light else "dark",
    )


def _zoom(application: QApplication, options: DeskOptions) -> float:
    """The zoom of a first start: by the picture's size, or by the screen's."""
    if options.size:
        return first_zoom(*options.size)
    screen = application.primaryScreen().availableGeometry()
    return first_zoom(screen.width(), screen.height())


def _place(application: QApplication, desk: Desk, size: tuple[int, int] | None) -> None:
    """A size for a window that was never closed before."""
    if size:
        desk.resize(*size)
    elif not desk.memory.stood.geometry:
        screen = application.primaryScreen().availableGeometry()
        wanted = (round(each * desk.zoom) for each in USUAL_SIZE)
        room = (screen.width() * SHARE_OF_SCREEN, screen.height() * SHARE_OF_SCREEN)
        desk.resize(*(round(min(one, most)) for one, most in zip(wanted, room, strict=True)))


def _quit_when_listed(desk: Desk) -> Callable[[object], None]:
    def came(_: object) -> None:
        if desk.face.conversations.model.listing is not None:
            QTimer.singleShot(0, QCoreApplication.quit)  # the window is laid out anew first

    return came


def _take_picture(options: DeskOptions, file: Path, desk: Desk, source: Source) -> int:
    """Wait for settled numbers and the list of the queue, and save what the desk shows."""
    desk.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    desk.resize(*(options.size or USUAL_SIZE))
    desk.show()
    photographer = Photographer(parent=desk)
    source.arrived.connect(photographer.look)
    photographer.ready.connect(desk.face.conversations.again)
    photographer.ready.connect(lambda: source.answered.connect(_quit_when_listed(desk)))
    photographer.start()
    source.start()
    QCoreApplication.exec()
    photographer.stop()
    if not photographer.is_ready:
        return INTERRUPTED
    desk.tick()
    if desk.showing.snapshot is None:
        sys.stderr.write("No picture: the feed said nothing. Its own words, above, say why.\n")
        return 1
    if fault := save(desk, file):
        sys.stderr.write(f"No picture: {file} can't be written: {fault}.\n")
        return 1
    return 0
