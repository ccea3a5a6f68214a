"""A page for each table of the settings: keys, tables by name, or pairs of the owner's own."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dashboard.faults import Fault, What, fault
from dashboard.sections import Setting
from dashboard.settings_plan import Table
from ui.drawing.theme import Theme
from ui.setup.form import FaultLine, Form, quiet
from ui.setup.titles import spoken, title
from ui.setup.written import read, shown
from ui.setup.wrong import beside, said, whole
from ui.speech.language import later, say
from ui.speech.words import plain

NAME = Setting(
    key="called", kind=str, description=later("What it is called, here and wherever it is told of.")
)
"""Of a table that has a name: it stands in the file's brackets, [alerts.NAME]."""


class Page(QWidget):
    """A table of the settings; `value` is as TOML says it."""

    changed = Signal()

    def __init__(self, table: Table, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.setAccessibleName(title(table.name))
        self.column = QVBoxLayout(self)
        em = self.fontMetrics().height()
        self.column.setContentsMargins(em, em, em, em)
        self.column.setSpacing(em)
        self.column.addWidget(quiet(say(" ".join(table.words.split())), self))
        self.over_all = FaultLine(theme, self)
        self.column.addWidget(self.over_all)

    def value(self) -> dict[str, object]:
        """What the table says."""
        raise NotImplementedError

    def put(self, value: object) -> None:
        """Show it."""
        raise NotImplementedError

    def tell(self, faults: Iterable[Fault]) -> None:
        """Show the faults of this table, each as near to its control as it can be."""
        raise NotImplementedError

    def own_faults(self) -> tuple[Fault, ...]:
        """What is wrong here that the table's value doesn't show."""
        return ()

    def forget_unknown(self) -> None:
        """Leave out the keys that are none of ours."""

    def widest(self) -> int:
        """The least width in which all of it is read, also what is hidden just now."""
        margins = self.column.contentsMargins()
        forms = [form.minimumSizeHint().width() for form in self.findChildren(Form)]
        return max(self.minimumSizeHint().width(), *forms, 0) + margins.left() + margins.right()


class KeysPage(Page):
    """A table whose keys are known."""

    def __init__(self, table: Table, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(table, theme, parent)
        self.form = Form(table.name, table.settings, theme, self)
        self.form.changed.connect(self.changed)
        self.column.addWidget(self.form, 1)

    def value(self) -> dict[str, object]:
        """What the table says."""
        return self.form.values()

    def put(self, value: object) -> None:
        """Show it."""
        self.form.put(value if isinstance(value, Mapping) else {})

    def tell(self, faults: Iterable[Fault]) -> None:
        """Show the faults."""
        by_key, rest = beside(faults, self.table.name, self.form.rows)
        self.form.tell(by_key)
        self.over_all.tell(rest)

    def forget_unknown(self) -> None:
        """Leave out the keys that are none of ours."""
        self.form.forget_unknown()


class NameLine(QLineEdit):
    """A line in which Return is its own: it doesn't go on to the window, where it would save."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: a key."""
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()


class NamedPage(Page):
    """Tables of the same keys, each with a name: [alerts.NAME]."""

    def __init__(self, table: Table, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(table, theme, parent)
        self._said: dict[str, Any] = {}
        self._shown = ""
        self._misnamed: What | None = None
        self.names, self.new_name = QComboBox(self), NameLine(self)
        self.names.setAccessibleName(say("Which one"))
        self.names.setObjectName(f"{table.name}.names")
        self.new_name.setPlaceholderText(say("Name of a new one"))
        self.new_name.setAccessibleName(say("Name of a new one"))
        self.new_name.setObjectName(f"{table.name}.new")
        self.new_name.setMaxLength(60)
        self.add, self.remove = QPushButton(say("Add"), self), QPushButton(say("Remove"), self)
        self.add.setAccessibleName(say("Add: {what}").format(what=title(table.name)))
        self.remove.setAccessibleName(say("Remove: {what}").format(what=title(table.name)))
        for widgets in ((self.new_name, self.add), (self.names, self.remove)):
            row = QHBoxLayout()
            row.addWidget(widgets[0], 1)
            row.addWidget(widgets[1])
            self.column.addLayout(row)
        self.form = Form(table.name, (NAME, *table.settings), theme, self)
        self.column.addWidget(self.form)
        self.column.addStretch(1)
        self.form.changed.connect(self._note)
        self.names.currentTextChanged.connect(self._turn)
        self.new_name.returnPressed.connect(self._add)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self._list("")

    def value(self) -> dict[str, object]:
        """What the tables say, by name."""
        return dict(self._said)

    def put(self, value: object) -> None:
        """Show them, the first one open."""
        self._said = {str(name): each for name, each in value.items()} if isinstance(value, Mapping) else {}
        self._list(next(iter(self._said), ""))

    def tell(self, faults: Iterable[Fault]) -> None:
        """Show the faults of the one that is open beside its keys, those of the others above."""
        found, where = list(faults), f"{self.table.name}.{self._shown}"
        here = [each for each in found if each.key == where or each.key.startswith(f"{where}.")]
        by_key, rest = beside(here, where, self.form.rows)
        self.form.tell(by_key)
        self.over_all.tell([*rest, *(whole(each) for each in found if each not in here)])

    def own_faults(self) -> tuple[Fault, ...]:
        """A name that is none, or that another one has: until then it is called as before."""
        return (
            (fault(f"{self.table.name}.{self._shown}.{NAME.key}", self._misnamed),) if self._misnamed else ()
        )

    def forget_unknown(self) -> None:
        """Leave out the keys that are none of ours, in each of them."""
        known = {setting.key for setting in self.table.settings}
        for name, table in self._said.items():
            if isinstance(table, Mapping):
                self._said[name] = {key: each for key, each in table.items() if key in known}
        self._list(self._shown)

    def _note(self) -> None:
        if self._shown in self._said:
            said = self.form.values()
            self._call(str(said.pop(NAME.key, "")))
            self._said[self._shown] = said
            self.changed.emit()

    def _call(self, name: str) -> None:
        """Give the one that is open another name, in its place, if that may be."""
        taken = name != self._shown and name in self._said
        self._misnamed = "name_taken" if taken else None if name else "name_needed"
        if self._misnamed or name == self._shown:
            return
        self._said = {name if each == self._shown else each: said for each, said in self._said.items()}
        self._shown = name
        with QSignalBlocker(self.names):
            self.names.setItemText(self.names.currentIndex(), name)

    def _turn(self, name: str) -> None:
        self._shown, self._misnamed = "", None
        said = self._said.get(name, {})
        self.form.put({NAME.key: name} | (dict(said) if isinstance(said, Mapping) else {}))
        self._shown = name if name in self._said else ""
        self.changed.emit()

    def _add(self) -> None:
        name = self.new_name.text().strip()
        if name:
            self._said.setdefault(name, {})
            self.new_name.clear()
            self._list(name)
            self.form.rows[self.table.settings[0].key].control.setFocus()

    def _remove(self) -> None:
        self._said.pop(self._shown, None)
        self._list(next(iter(self._said), ""))

    def _list(self, chosen: str) -> None:
        """Show which there are, and the chosen one."""
        with QSignalBlocker(self.names):
            self.names.clear()
            self.names.addItems(list(self._said))
            self.names.setCurrentIndex(list(self._said).index(chosen) if chosen in self._said else -1)
        some = bool(self._said)
        for widget in (self.names, self.remove, self.form):
            widget.setVisible(some)
        self._turn(chosen)


class PairsPage(Page):
    """A table whose keys are the owner's own: days, or people."""

    def __init__(self, table: Table, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(table, theme, parent)
        (self.setting,) = table.settings
        self.pairs = QTableWidget(0, 2, self)
        self.pairs.setObjectName(f"{table.name}.{self.setting.key}")
        self.pairs.setAccessibleName(title(table.name))
        self.pairs.setAccessibleDescription(self.setting.description)
        self.pairs.setHorizontalHeaderLabels([say("Name"), spoken(self.setting.key)])
        self.pairs.verticalHeader().hide()
        self.pairs.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.pairs.setTabKeyNavigation(False)  # Tab leads on to the buttons
        self.pairs.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.column.addWidget(self.pairs, 1)
        self.column.addWidget(quiet(say(self.setting.description), self))
        row = QHBoxLayout()
        for words, act in ((say("Add"), self._add), (say("Remove"), self._remove)):
            button = QPushButton(words, self)
            button.setAccessibleName(f"{words}: {title(table.name)}")
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.pairs.itemChanged.connect(self.changed)

    def value(self) -> dict[str, object]:
        """The pairs that have a name; one without a value says nothing, which is a fault of the settings."""
        lines = [(self._text(row, 0), self._text(row, 1)) for row in range(self.pairs.rowCount())]
        return {
            name: "" if (value := read(self.setting, line)) is None else value for name, line in lines if name
        }

    def own_faults(self) -> tuple[Fault, ...]:
        """Lines that would be lost: without a name, or with one that was said already."""
        names = [self._text(row, 0) for row in range(self.pairs.rowCount()) if self._text(row, 1)]
        twice = dict.fromkeys(name for name in names if name and names.count(name) > 1)
        nameless = (fault(self.table.name, "name_needed"),) if "" in names else ()
        return (*nameless, *(fault(f"{self.table.name}.{name}", "name_taken") for name in twice))

    def put(self, value: object) -> None:
        """Show them."""
        with QSignalBlocker(self.pairs):
            self.pairs.setRowCount(0)
            for name, each in (value if isinstance(value, Mapping) else {}).items():
                self._line(str(name), shown(self.setting, each))
        self.changed.emit()

    def tell(self, faults: Iterable[Fault]) -> None:
        """Show the faults above the pairs, each with its name."""
        names = ((each, plain(each.key.partition(".")[2])) for each in faults)
        self.over_all.tell([f"{name}: {said(each)}" if name else said(each) for each, name in names])

    def _text(self, row: int, column: int) -> str:
        item = self.pairs.item(row, column)
        return item.text().strip() if item else ""

    def _line(self, name: str, value: str) -> int:
        row = self.pairs.rowCount()
        self.pairs.insertRow(row)
        for column, text in enumerate((name, value)):
            self.pairs.setItem(row, column, QTableWidgetItem(text))
        return row

    def _add(self) -> None:
        row = self._line("", "")
        self.pairs.setCurrentCell(row, 0)
        self.pairs.setFocus(Qt.FocusReason.OtherFocusReason)
        self.pairs.edit(self.pairs.currentIndex())

    def _remove(self) -> None:
        self.pairs.removeRow(self.pairs.currentRow())
        self.changed.emit()


PAGES: Mapping[str, type[Page]] = {"keys": KeysPage, "named": NamedPage, "pairs": PairsPage}


def page(table: Table, theme: Theme, parent: QWidget | None = None) -> Page:
    """The page of a table."""
    return PAGES[table.shape](table, theme, parent)
