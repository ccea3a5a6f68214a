"""The overlay with all keys."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from ui.desk.acts import ACTS, MENUS, shown_keys
from ui.language import later, say
from ui.look import Look

EVERYWHERE: tuple[tuple[str, str], ...] = (
    (later("Tab"), later("To the next control")),
    (
        later("Enter"),
        later("Lists what is behind a number, a curve, a colleague, a topic; opens a conversation"),
    ),
    (later("R, K, C"), later("On a sentence: release it, remove it, correct what was heard")),
    (later("N, Enter, Del"), later("On what we say now: new, change, withdraw")),
    (later("F8"), later("Has seen the first alert that nobody has seen")),
    (later("Esc"), later("Closes a dialog, this page, a search")),
    (later("Ctrl + wheel"), later("Larger or smaller")),
)


class Help(QFrame):
    """Lies over the window until a key is pressed."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(say("All keys"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._grid = QGridLayout()
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addLayout(self._grid)
        layout.addStretch(1)
        self._fill(actions)
        self.hide()

    def _fill(self, actions: Mapping[str, QAction]) -> None:
        """A group a menu, in three columns."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for name in actions:
            act = ACTS[name]
            if not act.keys:
                continue
            groups.setdefault(say(MENUS[act.menu]).replace("&", ""), []).append(
                (shown_keys(act), say(act.words))
            )
        groups[say("Everywhere")] = [(say(keys), say(words)) for keys, words in EVERYWHERE]
        heights = [0, 0, 0]
        for title, rows in groups.items():
            column = heights.index(min(heights))
            self._text(title, heights[column], column * 3, span=2, bold=True)
            for row, (keys, words) in enumerate(rows, heights[column] + 1):
                self._text(keys, row, column * 3, quiet=True)
                self._text(words, row, column * 3 + 1)
            heights[column] += len(rows) + 2
        for column in (2, 5):
            self._grid.setColumnMinimumWidth(column, 40)
        for column in (1, 4, 7):
            self._grid.setColumnStretch(column, 1)

    def _text(
        self, text: str, row: int, column: int, *, span: int = 1, bold: bool = False, quiet: bool = False
    ) -> None:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(span == 1 and not quiet)
        font = label.font()
        font.setBold(bold)
        label.setFont(font)
        label.setProperty("quiet", quiet)
        self._grid.addWidget(label, row, column, 1, span)

    def dress(self, look: Look) -> None:
        """Take on another look."""
        pad = round(look.sizes.em * 3)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(pad, pad, pad, pad)
        self._grid.setHorizontalSpacing(round(look.sizes.em))
        self._grid.setVerticalSpacing(round(look.sizes.em * 0.35))

    def turn(self) -> None:
        """Show it, or hide it."""
        if self.isVisible():
            self.close_it()
            return
        self._before = self.window().focusWidget()
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def close_it(self) -> None:
        """Hide it; the focus goes back to where it was."""
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc, Enter, Space close it."""
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.close_it()
            return
        super().keyPressEvent(event)
