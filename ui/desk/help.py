"""The overlay with all keys."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.desk.acts import ACTS, MENUS, shown_keys
from ui.desk.labels import label
from ui.drawing.look import Look
from ui.speech.language import later, say

EVERYWHERE: tuple[tuple[str, str], ...] = (
    (later("Tab"), later("To the next control")),
    (
        later("Enter"),
        later("Lists what is behind a number, a curve, a colleague, a topic; opens a conversation"),
    ),
    (later("R, K, C"), later("On a sentence: release it, remove it, correct what was heard")),
    (later("N, Enter, Del"), later("On what we say now: new, change, withdraw")),
    (later("N, Del"), later("On the events: new, strike")),
    (
        later("Arrows, Page Up/Down"),
        later("On the time slider: a minute, an hour; on a chart over time: reads it"),
    ),
    (later("F8"), later("Has seen the first alert that nobody has seen")),
    (later("Esc"), later("Closes a dialog, this page, a search")),
    (later("Ctrl + wheel"), later("Larger or smaller")),
)


COLUMNS = 3


class Help(QFrame):
    """Lies over the window until a key is pressed."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(say("All keys"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._columns = [QGridLayout() for _ in range(COLUMNS)]
        self._row = QHBoxLayout()
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addLayout(self._row)
        layout.addStretch(1)
        for grid in self._columns:
            self._row.addLayout(grid, 1)
        self._before: QWidget | None = None
        self._fill(actions)
        self.hide()

    def _fill(self, actions: Mapping[str, QAction]) -> None:
        """A group a menu, in three columns of like height."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for name in actions:
            act = ACTS[name]
            if act.keys:
                title = say(MENUS[act.menu]).replace("&", "")
                groups.setdefault(title, []).append((shown_keys(act), say(act.words)))
        groups[say("Everywhere")] = [(say(keys), say(words)) for keys, words in EVERYWHERE]
        heights = [0] * len(self._columns)
        for title, rows in groups.items():
            column = heights.index(min(heights))
            grid, row = self._columns[column], heights[column]
            grid.addWidget(label(title, "strong"), row, 0, 1, 2)
            for keys, words in rows:
                row += 1
                grid.addWidget(label(keys, "quiet"), row, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(label(words, wrap=True), row, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(" "), row + 1, 0)
            heights[column] = row + 2
        for grid, height in zip(self._columns, heights, strict=True):
            grid.setColumnStretch(1, 1)
            grid.setRowStretch(height, 1)

    def dress(self, look: Look) -> None:
        """Take on another look."""
        pad = round(look.sizes.em * 3)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(pad, pad, pad, pad)
        self._row.setSpacing(round(look.sizes.em * 3))
        for grid in self._columns:
            grid.setHorizontalSpacing(round(look.sizes.em))
            grid.setVerticalSpacing(round(look.sizes.em * 0.3))

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
