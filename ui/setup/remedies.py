"""What can be done at once about a fault that stands beside no control."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.speech.language import later, say

REMEDIES = {
    "leave_out": later("Leave out what is not known"),
    "theirs": later("Show what is there now"),
    "over": later("Save mine all the same"),
}


class Remedies(QWidget):
    """A button for each remedy, seen while it helps."""

    def __init__(self, acts: Mapping[str, Callable[[], object]], parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.fontMetrics().height() // 2)
        self.buttons = {name: QPushButton(say(REMEDIES[name]), self) for name in acts}
        for name, button in self.buttons.items():
            button.setAutoDefault(False)  # Return saves, and does none of these
            button.clicked.connect(lambda _checked=False, act=acts[name]: act())
            row.addWidget(button)
        row.addStretch(1)
        self.offer()

    def offer(self, *names: str) -> None:
        """Show these, and no others."""
        for name, button in self.buttons.items():
            button.setVisible(name in names)
        self.setVisible(bool(names))
