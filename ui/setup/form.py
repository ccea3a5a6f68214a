"""A form made of a table's definition: a row for each setting, with its words and its faults beside it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dashboard.sections import Setting
from ui.drawing.mark import Mark
from ui.drawing.theme import Theme
from ui.setup.controls import Control, Ticks, control
from ui.setup.titles import meaning, spoken, suggested
from ui.speech.language import say


def quiet(text: str, parent: QWidget, *, note: bool = False) -> QLabel:
    """A plain text in a quieter colour, which wraps."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("note" if note else "quiet", "true")
    return label


class FaultLine(QWidget):
    """What is wrong, with the shape and the colour of it; takes no room while nothing is."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setProperty("fault", "true")
        row.setSpacing(self.fontMetrics().height() // 2)
        mark = Mark(theme, self)
        mark.setMinimumHeight(self.fontMetrics().height())  # in the middle of the first line
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.hide()

    def tell(self, faults: Sequence[str]) -> None:
        """Say them, a line each."""
        self.words.setText("\n".join(faults))
        self.setVisible(bool(faults))


class Row:
    """A setting in the form: its label, its control, what it means, and what is wrong with it."""

    def __init__(self, path: str, setting: Setting, theme: Theme, parent: QWidget) -> None:
        self.setting = setting
        self.label = QLabel(spoken(setting.key), parent)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.control: Control = control(setting, suggested(path), parent)
        level = round(self.label.fontMetrics().height() * 0.35)  # of what is written beside it
        ticked = setting.kind is bool or isinstance(self.control, Ticks)
        self.label.setContentsMargins(0, 0 if ticked else level, 0, 0)
        self.words = say(setting.description) if setting.description else ""
        self.control.name(spoken(setting.key), self.words)
        self.control.setObjectName(path)
        self.fault = FaultLine(theme, parent)
        self.label.setBuddy(self.control.entry)
        self.below = QVBoxLayout()
        self.below.setSpacing(2)
        self.below.addWidget(self.control)
        if setting.kind is not bool and self.words.rstrip(".") not in {"", self.label.text()}:
            self.below.addWidget(quiet(self.words, parent))
        self._path, self.meaning = path, quiet("", parent)
        self.meaning.hide()
        self.below.addWidget(self.meaning)
        self.control.changed.connect(self.explain)
        self.below.addWidget(self.fault)

    def ask(self, asked: bool) -> None:  # noqa: FBT001  (whether, as Qt says it)
        """Show it, or not; what it says holds all the same."""
        self.label.setVisible(asked)
        self.control.setVisible(asked)

    def explain(self) -> None:
        """Say what its value stands for, where that is not plain."""
        said = meaning(self._path, self.control.value())
        self.meaning.setText(said)
        self.meaning.setVisible(bool(said))

    def tell(self, faults: Sequence[str]) -> None:
        """Show what is wrong beside it, and say it to those who don't see it."""
        self.fault.tell(faults)
        self.control.entry.setAccessibleDescription(" ".join((self.words, *faults)))


class Form(QWidget):
    """The settings of one table; `where` is its name in the file."""

    changed = Signal()

    def __init__(self, where: str, settings: Sequence[Setting], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.where = where
        self._extra: dict[str, object] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        em = self.fontMetrics().height()
        grid.setHorizontalSpacing(em)
        grid.setVerticalSpacing(round(em * 0.8))
        self.rows = {each.key: Row(f"{where}.{each.key}", each, theme, self) for each in settings}
        for place, row in enumerate(self.rows.values()):
            grid.addWidget(row.label, place, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            grid.addLayout(row.below, place, 1)
            row.control.changed.connect(self.changed)
        grid.setColumnMinimumWidth(0, em * 8)
        grid.setRowStretch(len(self.rows), 1)

    def values(self) -> dict[str, object]:
        """What the table says: what is set, and what this form doesn't know, as it was."""
        said = {key: row.control.value() for key, row in self.rows.items()}
        return self._extra | {key: value for key, value in said.items() if value is not None}

    def put(self, values: Mapping[str, object]) -> None:
        """Show a table."""
        self._extra = {key: value for key, value in values.items() if key not in self.rows}
        for key, row in self.rows.items():
            with QSignalBlocker(row.control):
                row.control.put(values.get(key))
            row.explain()
        self.changed.emit()

    def forget_unknown(self) -> None:
        """Leave out what this form doesn't know."""
        self._extra = {}
        self.changed.emit()

    def tell(self, faults: Mapping[str, Sequence[str]]) -> None:
        """Show the faults of each key beside it."""
        for key, row in self.rows.items():
            row.tell(faults.get(key, ()))
