"""The keys of the wall: which does what, and what is said of it where somebody asks."""

from typing import Literal

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.speech.language import later

Deed = Literal["next", "back", "pause", "theme", "dim", "keys", "leave"]


class Bound(Struct, frozen=True):
    """A deed with its keys, what is written on the first of them, and what it does."""

    deed: Deed
    keys: tuple[Qt.Key, ...]
    written: str
    words: str


KEYS = (
    Bound("next", (Qt.Key.Key_N, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_PageDown), "N →", later("next page")),
    Bound("back", (Qt.Key.Key_B, Qt.Key.Key_Left, Qt.Key.Key_PageUp), "B ←", later("page before")),
    Bound("pause", (Qt.Key.Key_P,), "P", later("stay on this page, go on")),
    Bound("theme", (Qt.Key.Key_T,), "T", later("dark or light")),
    Bound("dim", (Qt.Key.Key_D,), "D", later("dimmed or full light")),
    Bound("keys", (Qt.Key.Key_Question, Qt.Key.Key_H, Qt.Key.Key_F1), "?", later("these keys")),
    Bound("leave", (Qt.Key.Key_Escape, Qt.Key.Key_Q), "Esc", later("leave")),
)  # fmt: skip


def deed(event: QKeyEvent) -> Deed | None:
    """What a key does; None where it does nothing."""
    return next((each.deed for each in KEYS if event.key() in each.keys), None)
