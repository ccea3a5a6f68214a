"""Watches the settings file, and applies what it says without a restart; what is wrong changes nothing, and is said."""

from collections.abc import Callable
from logging import getLogger
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from dashboard.faults import Fault, fault
from dashboard.problems import SettingsProblem
from dashboard.settings import Settings
from dashboard.snapshot import Notice
from ui.incoming.source import Source
from ui.setup.wrong import whole
from ui.speech.language import speak

SETTLE_MS = 300  # an editor writes, renames and sets rights: one change to us

log = getLogger(__name__)


class Applying(QObject):
    """Looks again whenever the file, or the folder it is in, changes; a file that is replaced in one step is seen, too.

    `load` reads the file as its command line wants it, and raises SettingsProblem. `show` is told of all settings; the
    feed is started anew where something changed that it reads.
    """

    def __init__(
        self,
        file: Path,
        load: Callable[[], Settings],
        settings: Settings,
        source: Source,
        show: Callable[[Settings], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._file, self._load, self._source, self._show = file, load, source, show
        self.settings = settings
        self._faults: tuple[Fault, ...] = ()
        self._was_there = file.exists()
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self.look)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._stirred)
        self._watcher.directoryChanged.connect(self._stirred)
        self._watch()

    def _stirred(self, _: str) -> None:
        self._settling.start()

    def _watch(self) -> None:
        """Watch the file and its folder, or what there is of it: one that is replaced is another file to the system."""
        folder = next(path for path in self._file.absolute().parents if path.exists())
        there = {str(path) for path in (self._file.absolute(), folder) if path.exists()}
        if missing := there - {*self._watcher.files(), *self._watcher.directories()}:
            self._watcher.addPaths(sorted(missing))

    def look(self) -> None:
        """Read the file, and apply what is new in it."""
        self._watch()
        if not self._file.exists():
            if not self._was_there:
                return  # a folder on its way was stirred, and all is still default
            self._refuse((fault(str(self._file), "gone"),))
            return
        self._was_there = True
        try:
            found = self._load()
        except SettingsProblem as problem:
            self._refuse(problem.found)
            return
        self._faults = ()
        self._source.note(None)
        before, self.settings = self.settings, found
        if found == before:
            return
        log.info("the settings have changed, and are applied")
        speak(found.desk.language)
        self._show(found)
        if for_the_feed(found) != for_the_feed(before):
            self._source.restart()

    def _refuse(self, faults: tuple[Fault, ...]) -> None:
        if faults != self._faults:
            self._faults = faults
            for each in faults:
                log.warning("the settings are left as they were: %s", each)
            self._source.note(Notice(kind="settings_faulty", count=len(faults), name=whole(faults[0])))


def for_the_feed(settings: Settings) -> Settings:
    """The settings without what only windows read."""
    plain = Settings()
    return replace(settings, screen=plain.screen, screens=plain.screens, desk=plain.desk)
