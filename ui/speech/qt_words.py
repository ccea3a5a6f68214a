"""Qt's own words in the language spoken: the names of keys, and the menu of a line that is edited."""

from PySide6.QtCore import QCoreApplication, QTranslator

from ui.speech.language import later, say

A_KEY = "a key"
KEYS: dict[str, str] = {
    "Ctrl": later("Ctrl", "a key"),
    "Shift": later("Shift", "a key"),
    "Alt": later("Alt", "a key"),
    "Return": later("Enter", "a key"),
    "Enter": later("Enter", "a key"),
    "Space": later("Space", "a key"),
    "Tab": later("Tab", "a key"),
    "Esc": later("Esc", "a key"),
    "Del": later("Del", "a key"),
    "Home": later("Home", "a key"),
    "End": later("End", "a key"),
    "PgUp": later("Page Up", "a key"),
    "PgDown": later("Page Down", "a key"),
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
}
"""As Qt calls them, and as they are written."""
EDITING: dict[str, str] = {
    "&Undo": later("&Undo"),
    "&Redo": later("&Redo"),
    "Cu&t": later("Cu&t"),
    "&Copy": later("&Copy"),
    "&Paste": later("&Paste"),
    "Delete": later("Delete"),
    "Select All": later("Select All"),
}
CONTEXTS: dict[str, dict[str, str]] = {"QShortcut": KEYS, "QLineEdit": EDITING, "QWidgetTextControl": EDITING}
"""Whose words are said, as Qt calls who says them; all else at the desk is ours."""


class QtWords(QTranslator):
    """Translates by our own files, for whoever asks through Qt."""

    def isEmpty(self) -> bool:
        """Qt: it has translations."""
        return False

    def translate(self, context: str, sourceText: str, *_: object) -> str | None:  # noqa: N803
        """Qt: a word as it is said; None where it is not ours."""
        word = CONTEXTS.get(context, {}).get(sourceText)
        return say(word, A_KEY if context == "QShortcut" else "") if word else None


def say_qt_words() -> None:
    """Say Qt's words in our languages from now on."""
    application = QCoreApplication.instance()
    if application is not None and not application.findChildren(QtWords):
        QCoreApplication.installTranslator(QtWords(application))
