"""How the window stood when it was closed: remembered as one small document, any part of which may be wrong."""

from base64 import b64decode, b64encode
from typing import Any

import msgspec
from msgspec import Struct
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QSplitter, QWidget

from dashboard.asking import Filter, WindowName
from dashboard.ports import Drawer
from ui.desk.face import Face
from ui.desk.table import Table
from ui.speech.language import spoken

NAME = "desk"


class Stood(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The document: Qt's own states as base64, by name."""

    geometry: str = ""
    splitters: dict[str, str] = {}
    columns: dict[str, str] = {}
    widths: dict[str, dict[int, float]] = {}  # of columns, in the font size, as a hand made them
    language: str = ""  # of the columns' words
    zoom: float = 0.0
    theme: str = ""
    by: str = ""
    tab: str = ""  # beside the conversations
    list: str = ""
    window: WindowName = "today"
    filter: Filter = Filter()


class Remembered:
    """Reads the document at start, and writes it at the end; one that makes no sense is as none."""

    def __init__(self, drawer: Drawer | None) -> None:
        self._drawer, self._language = drawer, spoken().name
        try:
            found: Any = drawer.look(NAME) if drawer else None
            self.stood = msgspec.convert(found, Stood, str_keys=True) if found is not None else Stood()
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

    def restore(self, window: QWidget, face: Face) -> bool:
        """Put the window as it stood; whether it had stood anywhere."""
        same = self.stood.language == self._language
        for name, table in _tables(face).items():
            widths = self.stood.widths.get(name, {}) if same else {}
            table.restore(_bytes(self.stood.columns.get(name, "")), widths)
        pages = {title: page for page, title in _pages(face).items()}
        for title in (self.stood.tab, self.stood.list):
            if title in pages:
                face.turn_to(pages[title])
        face.filters.set_span(self.stood.window)
        face.filters.choose(self.stood.filter)
        return bool(self.stood.geometry) and window.restoreGeometry(_bytes(self.stood.geometry))

    def divide(self, face: Face) -> bool:
        """Put the edges where they stood, of a window that has its size; whether they had stood anywhere."""
        splitters = _splitters(face)
        found = [
            each.restoreState(_bytes(self.stood.splitters.get(name, ""))) for name, each in splitters.items()
        ]
        return any(found)

    def keep(self, window: QWidget, face: Face, *, zoom: float, theme: str, by: str) -> None:
        """Remember how it stands."""
        self.stood = Stood(
            geometry=_text(window.saveGeometry()),
            splitters={name: _text(each.saveState()) for name, each in _splitters(face).items()},
            columns={
                name: _text(each.horizontalHeader().saveState()) for name, each in _tables(face).items()
            },
            widths={name: each.by_hand for name, each in _tables(face).items() if each.by_hand},
            language=self._language,
            zoom=zoom,
            theme=theme,
            by=by,
            tab=_pages(face).get(face.shown_beside, ""),
            list=_pages(face).get(face.shown_list, ""),
            window=face.filters.span,
            filter=face.filters.filter,
        )
        if self._drawer is not None:
            self._drawer.put(NAME, msgspec.to_builtins(self.stood, str_keys=True))


def _splitters(face: Face) -> dict[str, QSplitter]:
    return {"body": face.body, "left": face.left, "right": face.right}


def _tables(face: Face) -> dict[str, Table]:
    tables = {"conversations": face.conversations.table}
    return tables | {name: board.table for name, board in face.boards.items()}


def _pages(face: Face) -> dict[QWidget, str]:
    """The pages by what they are called here, in no language."""
    return {
        face.conversations: "conversations", face.charts: "curves", face.team: "team",
        face.boards["topics"]: "topics", face.boards["channels"]: "channels", face.voice: "voice",
        face.statements: "statements", face.events: "events", face.voice.log: "log",
        face.over_time: "over_time", face.hung: "wall",
    }  # fmt: skip


def _text(state: QByteArray) -> str:
    return b64encode(bytes(state.data())).decode()


def _bytes(text: str) -> QByteArray:
    try:
        return QByteArray(b64decode(text, validate=True))
    except ValueError:
        return QByteArray()
