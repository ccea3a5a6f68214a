"""Labels of the desk: plain text whatever it holds."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


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
