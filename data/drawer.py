"""A drawer for small documents in the state folder, one file each; what can't be read is as if it were not there."""

import contextlib
import json
import logging
import os
from pathlib import Path

from dashboard.wordless import reason

LARGEST_BYTES = 1024 * 1024

log = logging.getLogger(__name__)


class DrawerInFolder:
    """Keeps documents of JSON in a folder, readable by its owner only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def look(self, name: str) -> object | None:
        """The document of that name; None where there is none that can be read."""
        path = self._folder / f"{name}.json"
        try:
            with path.open("rb") as file:
                return json.loads(file.read(LARGEST_BYTES))  # type: ignore[no-any-return]
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError) as fault:
            log.warning("%s can't be used, and is begun anew: %s", path, reason(fault))
            return None

    def put(self, name: str, document: object) -> None:
        """Keep a document in the place of the one before, in one step. One that can't be written is logged."""
        path = self._folder / f"{name}.json"
        new = path.with_suffix(".new")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileNotFoundError):
                new.unlink()
            handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(handle, "w", encoding="utf-8") as file:  # noqa: PTH123 (a file handle has no path)
                json.dump(document, file)
                file.flush()
                os.fsync(file.fileno())
            new.replace(path)
        except OSError as fault:
            log.warning("%s can't be kept: %s", path, reason(fault))
