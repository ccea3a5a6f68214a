"""Labels and choices of the desk: plain text whatever they hold, and a name for whoever does not see them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel


def label(text: str = "", tag: str = "", *, wrap: bool = False, indented: bool = False) -> QLabel:
    """A label; `tag` is "strong", "quiet", "note" or "past", as the style sheet knows them."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if indented:  # as the cells of a table
        made.setProperty("indented", "true")
    if tag:
        made.setProperty(tag, "true")
    return made


def choice(name: str) -> QComboBox:
    """A choice of one among some."""
    made = QComboBox()
    made.setAccessibleName(name)
    made.view().setAccessibleName(name)
    return made
