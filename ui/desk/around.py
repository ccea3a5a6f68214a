"""What stands around the desk's window: the tray, the settings, and their changes."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QWidget

from dashboard.set_up import SetUp
from dashboard.settings import Settings
from ui.applying import Applying
from ui.drawing.look import Look
from ui.drawing.theme import Theme
from ui.incoming.source import Source
from ui.setup.settings_dialog import SettingsDialog
from ui.tray import Tray


class Shelf(Struct, frozen=True, kw_only=True):
    """The settings of a window that is open: as they are, their file, who reads it, who writes it.

    `trial` is the command that tries a connection.
    """

    settings: Settings
    file: Path
    load: Callable[[], Settings]
    files: SetUp
    trial: list[str]


class Around(QObject):
    """Keeps the tray and the feed as the settings wish, over the life of a window."""

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        source: Source,
        shelf: Shelf,
        also: Callable[[Settings], object] | None = None,
    ) -> None:
        """Besides, `also` is told of other settings. `again` is whether the window was closed to be made anew."""
        super().__init__(window)
        self._also, self._made_of = also, made_of(shelf.settings)
        self.again = False
        self._window, self._theme = window, theme
        self.tray = Tray(shelf.settings.desk, theme, self)
        self.tray.opened.connect(self._raise)
        source.arrived.connect(self.tray.present)
        self.applying = Applying(shelf.file, shelf.load, shelf.settings, source, self._apply, parent=self)

    def _apply(self, settings: Settings) -> None:
        if made_of(settings) != self._made_of:
            self.again = True
            self._window.close()
            QCoreApplication.quit()
            return
        self.tray.dress(settings.desk, self._theme)
        if self._also is not None:
            self._also(settings)

    def _raise(self) -> None:
        """Bring the window to the front, also where it was put away."""
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()


def made_of(settings: Settings) -> tuple[object, ...]:
    """What a window of the desk is made of once: its language, the shifts in its menu, the inbox that it opens."""
    return settings.desk.language, settings.shifts.shifts, settings.inbox, settings.goals.timezone


def open_settings(shelf: Shelf, look: Look, window: QWidget) -> SettingsDialog:
    """Open the settings over a window, which goes on meanwhile; what is saved is applied by who watches the file."""
    dialog = SettingsDialog(shelf.files, shelf.trial, look, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
