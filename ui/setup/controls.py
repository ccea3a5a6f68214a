"""The controls that a setting of each kind gets: a line, a tick, a choice, lines, a playlist, pairs."""

from collections.abc import Iterable, Sequence
from typing import get_origin

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dashboard.sections import Setting
from ui.setup.titles import choice
from ui.setup.written import read, shown
from ui.speech.language import say
from ui.speech.spoken import duration

LONGEST_LINE = 2000
"""Letters of a line: nobody writes a longer one, and a pasted file must not hold the window."""
LINES_SEEN = 4
KEY = Qt.ItemDataRole.UserRole
WORTH_SAYING_S = 90
"""Seconds that nobody reads as a time."""
FEW = 6
"""Choices that are all seen at once."""
ACROSS = 4
"""Of those, side by side."""


class Control(QWidget):
    """What a setting is set with. `value` is as the settings file says it, None where nothing is said.

    `entry` is the widget that has the focus, the name and the words for those who don't see it.
    """

    changed = Signal()

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = setting
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)

    @property
    def entry(self) -> QWidget:
        """The widget that is named."""
        raise NotImplementedError

    def value(self) -> object:
        """What is set."""
        raise NotImplementedError

    def put(self, value: object) -> None:
        """Show what is set; None for nothing."""
        raise NotImplementedError

    def name(self, said: str, more: str) -> None:
        """Say to those who don't see it what it is."""
        self.entry.setAccessibleName(said)
        self.entry.setAccessibleDescription(more)
        self.setFocusProxy(self.entry)


class Line(Control):
    """Texts, numbers and hours: one line, with the default in grey where nothing is said, and the unit behind."""

    def __init__(
        self, setting: Setting, suggested: Iterable[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(setting, parent)
        self._line = QLineEdit(self)
        self._line.setMaxLength(LONGEST_LINE)
        self._line.setPlaceholderText(shown(setting, setting.default))
        self._line.textChanged.connect(self.changed)
        em = self.fontMetrics().height()
        number = setting.kind in (int, float)
        self._line.setMaximumWidth(em * (8 if number else 60))
        self.row.addWidget(self._line, 1)
        if setting.unit:
            self.unit = QLabel(self)
            self.row.addWidget(self.unit)
            self.changed.connect(self._tell_unit)
            self._tell_unit()
        if number:
            self.row.addStretch(1)
        names = list(suggested)
        if names:
            completer = QCompleter(names, self._line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self._line.setCompleter(completer)

    def _tell_unit(self) -> None:
        """The unit, and of many seconds how long that is."""
        value = self.setting.default if (said := self.value()) is None else said
        text = say(self.setting.unit)
        if self.setting.unit == "s" and isinstance(value, int | float) and value > WORTH_SAYING_S:
            text = f"{text} ({duration(value)})"
        self.unit.setText(text)

    @property
    def entry(self) -> QLineEdit:
        """The line."""
        return self._line

    def value(self) -> object:
        """What the line says."""
        return read(self.setting, self._line.text())

    def put(self, value: object) -> None:
        """Show it, from its beginning."""
        self._line.setText(shown(self.setting, value)[:LONGEST_LINE])
        self._line.setCursorPosition(0)


class Tick(Control):
    """Yes or no."""

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(setting, parent)
        self._tick = QCheckBox(self)
        self._tick.toggled.connect(self.changed)
        self.row.addWidget(self._tick, 1)

    @property
    def entry(self) -> QCheckBox:
        """The box."""
        return self._tick

    def name(self, said: str, more: str) -> None:
        """The words stand behind the box, so that a click on them counts."""
        super().name(said, more)
        self._tick.setText(more)

    def value(self) -> object:
        """Whether it is ticked; nothing where that is so by itself."""
        ticked = self._tick.isChecked()
        return None if ticked == self.setting.default else ticked

    def put(self, value: object) -> None:
        """Tick it, or not."""
        self._tick.setChecked(bool(self.setting.default if value is None else value))


class Choice(Control):
    """One of several."""

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(setting, parent)
        self._box = QComboBox(self)
        for each in setting.choices:
            self._box.addItem(choice(each), each)
        self._box.currentIndexChanged.connect(self.changed)
        self.row.addWidget(self._box, 1)

    @property
    def entry(self) -> QComboBox:
        """The box."""
        return self._box

    def value(self) -> object:
        """What is chosen; nothing where that is so by itself."""
        chosen = self._box.currentData()
        return None if chosen == self.setting.default else chosen

    def put(self, value: object) -> None:
        """Choose it; what is no choice is shown all the same, so that it is seen and mended."""
        text = str(self.setting.default if value is None else value)
        place = self._box.findData(text)
        if place < 0:
            self._box.addItem(text, text)
            place = self._box.count() - 1
        self._box.setCurrentIndex(place)


class Lines(Control):
    """Several texts, each its own line: a name may hold a comma."""

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(setting, parent)
        self._text = QPlainTextEdit(self)
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(self._text.fontMetrics().lineSpacing() * LINES_SEEN)
        self._text.textChanged.connect(self.changed)
        self.row.addWidget(self._text, 1)

    @property
    def entry(self) -> QPlainTextEdit:
        """The text."""
        return self._text

    def value(self) -> object:
        """The lines that say something."""
        said = [line.strip() for line in self._text.toPlainText().splitlines() if line.strip()]
        return said or None

    def put(self, value: object) -> None:
        """Show them."""
        lines = value if isinstance(value, list | tuple) else () if value is None else (value,)
        self._text.setPlainText("\n".join(str(line) for line in lines))


class Ticks(Control):
    """Some of a few choices, in no order of their own."""

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(setting, parent)
        self._ticks = {each: QCheckBox(choice(each), self) for each in setting.choices}
        self._wrong: tuple[str, ...] = ()
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.fontMetrics().height())
        for place, tick in enumerate(self._ticks.values()):
            tick.toggled.connect(self.changed)
            grid.addWidget(tick, *divmod(place, ACROSS))
        self.row.addLayout(grid)
        self.row.addStretch(1)

    @property
    def entry(self) -> QCheckBox:
        """The first one."""
        return next(iter(self._ticks.values()))

    def name(self, said: str, more: str) -> None:
        """Each says what it is of, too."""
        super().name(said, more)
        for each, tick in self._ticks.items():
            tick.setAccessibleName(f"{said}: {choice(each)}")

    def value(self) -> object:
        """Those that are ticked, and what was said that is no choice: it is a fault, and is seen."""
        said = [*self._wrong, *(each for each, tick in self._ticks.items() if tick.isChecked())]
        return None if tuple(said) == tuple(_listed(self.setting.default)) else said

    def put(self, value: object) -> None:
        """Tick them."""
        said = _listed(self.setting.default if value is None else value)
        for each, tick in self._ticks.items():
            tick.setChecked(each in said)
        self._wrong = tuple(str(each) for each in said if each not in self._ticks)


class Playlist(Control):
    """Choices in an order, each as often as wished; empty is the default."""

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(setting, parent)
        self._list = QListWidget(self)
        self._list.setFixedHeight(self._list.fontMetrics().lineSpacing() * LINES_SEEN * 2)
        self._more = QComboBox(self)
        for each in setting.choices:
            self._more.addItem(choice(each), each)
        self._more.setAccessibleName(say("What to add"))
        self.row.addWidget(self._list, 1)
        column = QVBoxLayout()
        column.addWidget(self._more)
        for words, act in (
            (say("Add"), self._add),
            (say("Remove"), self._remove),
            (say("Up"), lambda: self._move(-1)),
            (say("Down"), lambda: self._move(1)),
        ):
            button = QPushButton(words, self)
            button.clicked.connect(act)
            column.addWidget(button)
        column.addStretch(1)
        self.row.addLayout(column)

    @property
    def entry(self) -> QListWidget:
        """The list."""
        return self._list

    def value(self) -> object:
        """What is in the list; nothing where it is as by itself."""
        said = [self._list.item(place).data(KEY) for place in range(self._list.count())]
        return None if not said or tuple(said) == self.setting.default else said

    def put(self, value: object) -> None:
        """Show it."""
        self._list.clear()
        for each in _listed(self.setting.default if value is None else value):
            self._insert(self._list.count(), str(each))
        self.changed.emit()

    def _insert(self, place: int, said: str) -> None:
        item = QListWidgetItem(choice(said))
        item.setData(KEY, said)
        self._list.insertItem(place, item)

    def _add(self) -> None:
        place = self._list.currentRow() + 1 or self._list.count()
        self._insert(place, str(self._more.currentData()))
        self._list.setCurrentRow(place)
        self.changed.emit()

    def _remove(self) -> None:
        self._list.takeItem(self._list.currentRow())
        self.changed.emit()

    def _move(self, by: int) -> None:
        place = self._list.currentRow()
        if place >= 0 and 0 <= place + by < self._list.count():
            self._list.insertItem(place + by, self._list.takeItem(place))
            self._list.setCurrentRow(place + by)
            self.changed.emit()


def _listed(value: object) -> Sequence[object]:
    """A value as a list, whatever it is."""
    return value if isinstance(value, list | tuple) else () if value is None else (value,)


def control(setting: Setting, suggested: Sequence[str] = (), parent: QWidget | None = None) -> Control:
    """The control that a setting gets."""
    if setting.kind is bool:
        return Tick(setting, parent)
    if get_origin(setting.kind) is tuple and setting.choices:
        by_itself = _listed(setting.default)
        once = len(set(by_itself)) == len(by_itself)
        ordered = by_itself and len(setting.choices) > FEW  # what is shown in turn is so by itself, too
        return (Ticks if once and not ordered else Playlist)(setting, parent)
    if get_origin(setting.kind) is tuple:
        return Lines(setting, parent)
    if setting.choices:
        return Choice(setting, parent)
    return Line(setting, suggested, parent)
