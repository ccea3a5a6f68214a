"""The mail's password, which goes into the keyring with what is saved."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from dashboard.export_settings import Mail
from dashboard.set_up import SetUp
from ui.setup.form import quiet
from ui.speech.language import say


class PasswordBox(QWidget):
    """A line for the password, in the columns of the form above it; `mail` gives what is set of the mail now."""

    def __init__(self, files: SetUp, mail: Callable[[], Mail], parent: QWidget) -> None:
        super().__init__(parent)
        self._files, self._mail = files, mail
        em = self.fontMetrics().height()
        self.line = QLineEdit(self)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(500)
        self.line.setObjectName("mail.password")
        self.line.setAccessibleName(say("Password"))
        label = QLabel(say("Password"), self)
        label.setBuddy(self.line)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(em)
        grid.setColumnMinimumWidth(0, em * 8)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label, 0, 0, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.line, 0, 1)
        words = say("Of the user above, at the mail server. It goes into the keyring, never into a file.")
        grid.addWidget(quiet(words, self), 1, 1)

    def keep(self) -> None:
        """Store the password that was typed, if one was. Raises SettingsProblem, which says what to do instead."""
        if secret := self.line.text():
            self._files.keep_mail_password(self._mail(), secret)
