"""How the window stood when it was closed: remembered as one small document, any part of which may be wrong."""

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QHeaderView, QSplitter

from dashboard.asking import Filter, WindowName
from dashboard.ports import Drawer
from ui.speech.language import spoken

if TYPE_CHECKING:
    from ui.desk.window import Desk

NAME = "desk"


class Stood(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The document: Qt's own states as base64, by name."""

    geometry: str = ""
    splitters: dict[str, str] = {}
    columns: dict[str, str] = {}
    language: str = ""  # of the columns' words, which made them as wide as they are
    zoom: float = 0.0
    theme: str = ""
    by: str = ""
    tab: int = 0
    window: WindowName = "today"
    filter: Filter = Filter()


class Remembered:
    """Reads the document at start, and writes it at the end; one that makes no sense is as none."""

    def __init__(self, drawer: Drawer | None) -> None:
        self._drawer, self._language = drawer, spoken().name
        try:
            found: Any = drawer.look(NAME) if drawer else None
            self.stood = msgspec.convert(found, Stood) if found is not None else Stood()
        except (msgspec.ValidationError, ValueError):
            self.stood = Stood()

    @property
    def zoom(self) -> float:
        """The zoom, 0 for none that can be used."""
        return self.stood.zoom if 0.5 <= self.stood.zoom <= 4.0 else 0.0

    @property
    def theme(self) -> str:
        """The theme, "" for none that can be used."""
        return self.stood.theme if self.stood.theme in {"dark", "light"} else ""

    def restore(self, desk: "Desk") -> bool:
        """Put the window as it stood; whether it had stood anywhere."""
        for name, splitter in _splitters(desk).items():
            splitter.restoreState(_bytes(self.stood.splitters.get(name, "")))
        headers = _headers(desk) if self.stood.language == self._language else {}
        for name, header in headers.items():
            header.restoreState(_bytes(self.stood.columns.get(name, "")))
        if 0 <= self.stood.tab < desk.face.side.count():
            desk.face.side.setCurrentIndex(self.stood.tab)
        desk.face.filters.set_span(self.stood.window)
        desk.face.filters.choose(self.stood.filter)
        return bool(self.stood.geometry) and desk.restoreGeometry(_bytes(self.stood.geometry))

    def keep(self, desk: "Desk") -> None:
        """Remember how it stands."""
        self.stood = Stood(
            geometry=_text(desk.saveGeometry()),
            splitters={name: _text(each.saveState()) for name, each in _splitters(desk).items()},
            columns={name: _text(each.saveState()) for name, each in _headers(desk).items()},
            language=self._language,
            zoom=desk.zoom,
            theme=desk.look.theme.name,
            by=desk.by,
            tab=desk.face.side.currentIndex(),
            window=desk.face.filters.span,
            filter=desk.face.filters.filter,
        )
        if self._drawer is not None:
            self._drawer.put(NAME, msgspec.to_builtins(self.stood))


def _splitters(desk: "Desk") -> dict[str, QSplitter]:
    return {"body": desk.face.body, "left": desk.face.left, "right": desk.face.right}


def _headers(desk: "Desk") -> dict[str, QHeaderView]:
    tables = {"conversations": desk.face.conversations.table}
    tables |= {name: board.table for name, board in desk.face.boards.items()}
    return {name: table.horizontalHeader() for name, table in tables.items()}


def _text(state: QByteArray) -> str:
    return b64encode(bytes(state.data())).decode()


def _bytes(text: str) -> QByteArray:
    try:
        return QByteArray(b64decode(text, validate=True))
    except ValueError:
        return QByteArray()
