"""The settings dialog: everything in the settings file has its place in it, made from the settings' own definitions."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dashboard.faults import Fault
from dashboard.problems import SettingsProblem
from dashboard.set_up import SetUp
from dashboard.settings import Inbox, from_mapping
from dashboard.settings_plan import plan
from ui.drawing.look import Look, font
from ui.drawing.style import palette
from ui.setup.connection import ConnectionBox
from ui.setup.dress import dress
from ui.setup.form import FaultLine, quiet
from ui.setup.password import PasswordBox
from ui.setup.remedies import Remedies
from ui.setup.tables import Page, page
from ui.setup.titles import title
from ui.setup.wrong import whole
from ui.speech.language import count, say
from ui.speech.spoken import number
from ui.speech.words import plain

LONGEST_LOST = 160  # letters of comments that are quoted
CHECK_MS = 150  # after the last key, so that nothing is said of half a word


class SettingsDialog(QDialog):
    """Shows what is set, says at once what is wrong beside it, and sets all of it in one step.

    `trial` is the command that tries a connection.
    """

    def __init__(self, files: SetUp, trial: list[str], look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files, self._tables = files, dict[str, object]()
        self.setWindowTitle(say("Settings"))
        self.setFont(font(look.sizes.em))
        self.setPalette(palette(look))
        em = look.sizes.em
        self.resize(em * 62, em * 44)
        self.list, self.stack = QListWidget(self), QStackedWidget(self)
        self.list.setAccessibleName(say("Sections"))
        self.list.setFixedWidth(em * 13)
        self._check = QTimer(self, singleShot=True, interval=CHECK_MS)
        self._check.timeout.connect(self.check)
        self.pages: dict[str, Page] = {}
        self._areas: list[QScrollArea] = []
        for table in plan():
            self._add(page(table, look.theme, self))
        self.connection = ConnectionBox(files, trial, self._inbox, look.theme, self)
        self.pages["inbox"].column.insertWidget(self.pages["inbox"].column.count(), self.connection)
        self.password = PasswordBox(
            files, lambda: from_mapping({"mail": self.pages["mail"].value()}).mail, self
        )
        self.pages["mail"].column.insertWidget(self.pages["mail"].column.count(), self.password)
        self.fault = FaultLine(look.theme, self)
        acts = {"leave_out": self._leave_out, "theirs": self._open, "over": lambda: self._save(over=True)}
        self.remedies = Remedies(acts, self)
        self.lost = quiet("", self)
        self.lost.hide()
        self.save, cancel = QPushButton(say("Save"), self), QPushButton(say("Cancel"), self)
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        cancel.clicked.connect(self.reject)
        QShortcut(QKeySequence.StandardKey.Save, self).activated.connect(self._save)
        self._arrange(cancel)
        self.setStyleSheet(dress(look))  # once all is in its place: each move would dress it anew
        self._widen()
        self.list.currentRowChanged.connect(self.stack.setCurrentIndex)
        self.list.setCurrentRow(0)
        self._open()

    def _add(self, made: Page) -> None:
        self.pages[made.table.name] = made
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(made)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._areas.append(area)
        self.stack.addWidget(area)
        self.list.addItem(title(made.table.name))
        made.changed.connect(self._check.start)

    def _widen(self) -> None:
        """Make room for the widest page as it is dressed now: nobody scrolls sideways to read a tick."""
        for area, made in zip(self._areas, self.pages.values(), strict=True):
            area.setMinimumWidth(made.widest() + area.verticalScrollBar().sizeHint().width())

    def _arrange(self, cancel: QPushButton) -> None:
        row = QHBoxLayout()
        row.addWidget(self.list)
        row.addWidget(self.stack, 1)
        last = QHBoxLayout()
        last.addWidget(quiet(self._files.place, self, note=True), 1)
        last.addWidget(cancel)
        last.addWidget(self.save)
        column = QVBoxLayout(self)
        column.addLayout(row, 1)
        column.addWidget(self.fault)
        column.addWidget(self.remedies)
        column.addWidget(self.lost)
        column.addLayout(last)

    # ── What is set ──────────────────────────────────────────────────────────────────────────────────

    def _open(self) -> None:
        """Show what is set, also once more."""
        try:
            self._tables = self._files.tables()
        except SettingsProblem as problem:
            self._tell(problem)
            self.save.setEnabled(False)  # what can't be read must not be written over
            self.stack.setEnabled(False)  # nor shown as if it were what is so by itself
            return
        self.save.setEnabled(True)
        self.stack.setEnabled(True)
        for name, made in self.pages.items():
            made.put(self._tables.get(name, {}))
        self.check()

    def tables(self) -> dict[str, object]:
        """What the dialog says, as TOML: tables that say nothing are left out, unknown ones stay as they were."""
        said = {name: made.value() for name, made in self.pages.items()}
        order = [*(name for name in self._tables), *(name for name in said if name not in self._tables)]
        return {name: said.get(name, self._tables.get(name)) for name in order if said.get(name, True)}

    def _inbox(self) -> Inbox:
        """The inbox as it is said now, with the defaults where it is wrong."""
        try:
            return from_mapping({"inbox": self.pages["inbox"].value()}).inbox
        except SettingsProblem as problem:
            self.connection.refuse(problem.found)
            raise

    def check(self) -> bool:
        """Say what is wrong beside each control; whether all is well."""
        self._check.stop()
        faults = [
            *faults_of(self.tables()),
            *(it for made in self.pages.values() for it in made.own_faults()),
        ]
        self._show(faults)
        self._warn()
        return not faults

    def _show(self, faults: Sequence[Fault]) -> None:
        """Show each fault as near to its control as can be."""
        for place, (name, made) in enumerate(self.pages.items()):
            mine = [each for each in faults if each.key.partition(".")[0] == name]
            made.tell(mine)
            text = title(name)
            item = self.list.item(place)
            item.setText(f"{text} ◆" if mine else text)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                f"{text}, {say('something is wrong')}" if mine else text,
            )
        said = [whole(each) for each in faults if each.key.partition(".")[0] not in self.pages]
        if faults:
            many = count("{n} setting is wrong.", "{n} settings are wrong.", len(faults))
            said.insert(0, many.format(n=number(len(faults))))
        self.fault.tell(said)
        unknown = any(each.what in {"no_such_setting", "no_such_section"} for each in faults)
        self.remedies.offer(*(("leave_out",) if unknown else ()))

    def _warn(self) -> None:
        """Say what an owner wrote into the file by hand and saving would lose, before it does."""
        lost = self._files.lost(self.tables())
        text = count(
            "One comment goes with what is taken away: {comment}",
            "{n} comments go with what is taken away: {comment}",
            len(lost),
        )
        self.lost.setText(text.format(n=number(len(lost)), comment=plain("; ".join(lost), LONGEST_LOST)))
        self.lost.setVisible(bool(lost))

    def _leave_out(self) -> None:
        """Leave out what is not known: nothing can be saved with it, and no control shows it."""
        self._tables = {name: said for name, said in self._tables.items() if name in self.pages}
        for made in self.pages.values():
            made.forget_unknown()
        self.check()

    def _save(self, *, over: bool = False) -> None:
        """Set it and close, or show what is wrong first."""
        if not self.save.isEnabled():
            return
        if not self.check():
            self._show_first_fault()
            return
        try:
            self.connection.keep()
            self.password.keep()
            self._files.save(self.tables(), over=over)
        except SettingsProblem as problem:
            self._refuse(problem)
            return
        self.accept()

    def _refuse(self, problem: SettingsProblem) -> None:
        """Say why it was not saved, beside the control where that has one."""
        if all(each.key.partition(".")[0] in self.pages for each in problem.found):
            self._show(problem.found)
            self._show_first_fault()
            return
        self._tell(problem)
        if any(each.what == "changed_meanwhile" for each in problem.found):
            self.remedies.offer("theirs", "over")

    def _tell(self, problem: SettingsProblem) -> None:
        self.fault.tell([whole(each) for each in problem.found])

    def _show_first_fault(self) -> None:
        first = next(
            (place for place in range(self.list.count()) if self.list.item(place).text().endswith("◆")), None
        )
        if first is not None:
            self.list.setCurrentRow(first)

    def done(self, result: int) -> None:
        """Qt: it closes, by whatever way."""
        self._check.stop()
        self.connection.close_down()
        super().done(result)


def faults_of(tables: Mapping[str, object]) -> tuple[Fault, ...]:
    """All faults of the settings."""
    try:
        from_mapping(tables)
    except SettingsProblem as problem:
        return problem.found
    return ()
