"""Runs the walls: the application, their windows, the feed behind them."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from msgspec import Struct
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from dashboard.settings import Settings
from ui.application import named_application
from ui.applying import Applying
from ui.drawing.theme import load
from ui.endings import on_signal
from ui.faults import caught
from ui.incoming.awake import seconds_awake
from ui.incoming.memory import Memory
from ui.incoming.opening import Opening
from ui.incoming.past import LookingBack, PastSource
from ui.incoming.source import Source
from ui.speech.language import speak
from ui.walls.outputs import asked_for, output
from ui.walls.picture import INTERRUPTED, Photographer, save
from ui.walls.vigil import Vigil, has_display

if TYPE_CHECKING:
    from ui.walls.screens import Walls


class WallOptions(Struct, frozen=True, kw_only=True):
    """How walls are run.

    `feed_command` is the child that prints Snapshots; `state_dir` is where the last one is kept; `size` in px is
    that of a window or a screenshot, which is of the first wall. A `past` is shown instead of what a feed says.
    `must_be_there` is a screen, by name or number, without which there is nothing to wait for: Problem is raised.
    `load` reads the `settings_file` anew whenever it changes; without one nothing is watched.
    """

    feed_command: list[str]
    state_dir: Path
    settings: Settings = Settings()
    load: Callable[[], Settings] | None = None
    settings_file: Path | None = None
    windowed: bool = False
    screenshot: Path | None = None
    size: tuple[int, int] | None = None
    past: LookingBack | None = None
    must_be_there: str = ""


def run_wall(options: WallOptions) -> int:
    """Show the walls until somebody closes one, or take one picture; gives the exit status."""
    if options.screenshot:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with ExitStack() as stack:
        stack.enter_context(caught())
        speak(options.settings.desk.language)
        application = _application(options.settings)
        if options.must_be_there:
            asked_for(options.must_be_there, [output(screen) for screen in application.screens()])
        source = _source(options)
        if isinstance(source, Source):
            source.launch()
        walls = _walls(options, source)
        stack.callback(shiboken6.delete, walls)
        stack.callback(walls.close)  # before the application, whatever Python still holds
        source.setParent(walls)
        stack.callback(source.close)
        stack.enter_context(on_signal(application.quit))
        source.recalled.connect(walls.recall)
        source.arrived.connect(walls.show_snapshot)
        walls.left.connect(application.quit)
        opening = Opening()
        if options.past is None:
            source.arrived.connect(opening.look)
        walls.show(options.settings)
        if isinstance(source, Source) and options.load and options.settings_file and not options.screenshot:
            settings, file = options.settings, options.settings_file
            Applying(file, options.load, settings, source, walls.show, parent=walls)
        if options.screenshot:
            return _take_picture(options.screenshot, walls, source)
        if not options.windowed and has_display():
            vigil = Vigil(walls)
            stack.callback(vigil.end)
            vigil.begin()
        source.start()
        return application.exec()


@contextmanager
def offscreen() -> Iterator[None]:
    """The application without a display, for whoever draws but shows nothing."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with caught():
        application = _application(Settings())
        yield
        application.processEvents()


def _application(settings: Settings) -> QApplication:
    """The QApplication with our fonts and the ground's colour, so that nothing ever flashes white."""
    application = named_application()
    application.setQuitOnLastWindowClosed(False)  # a wall whose screen has gone waits for it
    first = next(iter(settings.walls.values()))
    roles = load("light" if first.theme == "light" else "dark").roles
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor(roles["ground"]))
    palette.setColor(QPalette.ColorRole.WindowText, QColor(roles["text"]))
    application.setPalette(palette)
    return application


def _source(options: WallOptions) -> Source | PastSource:
    if options.past is not None:
        return PastSource(options.past)
    return Source(options.feed_command, Memory(options.state_dir, seconds_awake))


def _walls(options: WallOptions, source: Source | PastSource) -> "Walls":
    from ui.walls.screens import Manner, Walls  # noqa: PLC0415 - the feed starts while the pages are brought in

    manner = Manner(
        windowed=options.windowed or options.screenshot is not None,
        size=options.size,
        unseen=options.screenshot is not None,
        looking_back=options.past is not None,
    )
    return Walls(manner, clock=source.clock) if isinstance(source, PastSource) else Walls(manner)


def _take_picture(file: Path, walls: "Walls", source: Source | PastSource) -> int:
    """Wait for settled numbers, and save what the first wall shows."""
    wall = next(iter(walls.windows.values()))
    live = isinstance(source, Source)  # what is past neither comes nor fills any more
    photographer = Photographer(parent=wall) if live else Photographer(0, 0, parent=wall)
    source.arrived.connect(photographer.look)
    photographer.ready.connect(QCoreApplication.quit)
    photographer.start()
    source.start()
    QCoreApplication.exec()
    photographer.stop()
    if not photographer.is_ready:
        return INTERRUPTED
    wall.tick()
    snapshot = wall.showing.snapshot
    if snapshot is None or (not photographer.came and snapshot.reading is None):
        sys.stderr.write("No picture: the feed said nothing. Its own words, above, say why.\n")
        return 1
    if fault := save(wall, file):
        sys.stderr.write(f"No picture: {file} can't be written: {fault}.\n")
        return 1
    return 0
