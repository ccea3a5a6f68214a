"""How the desk asks: a dialog over the window, which waits for nobody and is left by Esc."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

D = TypeVar("D", bound=QDialog)


def ask(dialog: D, done: Callable[[D], object]) -> None:
    """Show a dialog; what it was given is handed on when it is accepted."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: done(dialog))
    dialog.open()
