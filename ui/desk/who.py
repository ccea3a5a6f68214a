"""The dialog that asks who sits here: whose name stands beside what is released, stated and seen."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from ui.desk.labels import label
from ui.speech.language import say

LONGEST = 60


class Who(QDialog):
    """Asks for a name; Esc leaves it as it was."""

    def __init__(self, by: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Who sits here"))
        self.name = QLineEdit(by)
        self.name.setMaxLength(LONGEST)
        self.name.setAccessibleName(say("Name"))
        self.name.selectAll()
        buttons = QDialogButtonBox()
        buttons.addButton(say("Use it"), QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
        buttons.addButton(say("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(
            label(say("This name is kept beside what you release, remove, state and see."), wrap=True)
        )
        layout.addWidget(self.name)
        layout.addWidget(buttons)
