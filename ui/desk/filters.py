"""The filters over the window: period, channel, team, agent, shift, language, public or private."""

from collections.abc import Callable, Sequence
from typing import Any, Literal, get_args

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from dashboard.asking import Filter, WindowName
from dashboard.model import Language
from dashboard.snapshot import Snapshot
from ui.desk.boards import people, shown_name
from ui.desk.columns import SPOKEN
from ui.desk.flow import Flow
from ui.desk.labels import label
from ui.drawing.look import Look
from ui.speech.alphabet import alphabetical
from ui.speech.language import later, say
from ui.speech.spoken import number
from ui.speech.words import WINDOWS

PERIODS: tuple[WindowName, ...] = get_args(WindowName)
Dimension = Literal["channels", "teams", "agents", "shifts", "languages"]
Choices = Sequence[tuple[str | None, str]]
"""What may be chosen: as the feed calls it, and as it is shown."""


class Dim(Struct, frozen=True):
    """A dimension: what it is called, and what may be chosen of a Snapshot and the shifts there are."""

    title: str
    choices: Callable[[Snapshot, tuple[str, ...]], Choices]


def _group(key: str, nobody: str = "") -> Callable[[Snapshot, tuple[str, ...]], Choices]:
    def choices(it: Snapshot, _: tuple[str, ...]) -> Choices:
        names = set(it.reading.by.get(key, {}) if it.reading else ())
        names |= {channel.name for channel in it.channels} if key == "channel" else set()
        found: list[tuple[str | None, str]] = [(name, shown_name(name)) for name in names]
        found.sort(key=lambda each: alphabetical(each[1]))
        return [*found, (None, say(nobody))] if nobody else found

    return choices


def _agents(it: Snapshot, _: tuple[str, ...]) -> Choices:
    known = people(it)
    names = {*known, *(it.reading.by.get("agent", {}) if it.reading else ())}
    found: list[tuple[str | None, str]] = [(name, known.get(name) or shown_name(name)) for name in names]
    found.sort(key=lambda each: alphabetical(each[1]))
    return [*found, (None, say("nobody yet"))]


def _shifts(_: Snapshot, shifts: tuple[str, ...]) -> Choices:
    return [(name, shown_name(name)) for name in shifts]


def _languages(_: Snapshot, __: tuple[str, ...]) -> Choices:
    return [(language, say(SPOKEN[language])) for language in get_args(Language)]


DIMENSIONS: dict[Dimension, Dim] = {
    "channels": Dim(later("Channel"), _group("channel")),
    "teams": Dim(later("Team"), _group("team", later("no team"))),
    "agents": Dim(later("Agent"), _agents),
    "shifts": Dim(later("Shift"), _shifts),
    "languages": Dim(later("Language"), _languages),
}
SEEN: dict[bool | None, str] = {None: later("all"), True: later("public"), False: later("private")}


class FilterBar(QWidget):
    """Says what is chosen: `filter` and `span`; `changed` when either is another one."""

    changed = Signal()

    def __init__(self, shifts: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shifts = shifts
        self.filter = Filter()
        self.span: WindowName = "today"
        self._choices: dict[str, tuple[Any, ...]] = {}
        self.period = self._button(say("Period"))
        self.buttons: dict[str, QToolButton] = {
            name: self._button(say(dim.title)) for name, dim in DIMENSIONS.items()
        }
        self.buttons["public"] = self._button(say("Seen by"))
        self.buttons["shifts"].setVisible(bool(shifts))
        self.clear = QToolButton()
        self.clear.setText(say("Clear"))
        self.clear.setAccessibleName(say("Clear all filters"))
        self.clear.clicked.connect(lambda: self.choose(Filter()))
        self.said = label("", "note")
        self._row = Flow(self)
        self._row.put(self.period, *self.buttons.values(), self.clear, self.said)
        self._only("period", self.period, [(each, say(WINDOWS[each])) for each in PERIODS], self.set_span)
        seen = [(each, say(word)) for each, word in SEEN.items()]
        self._only("public", self.buttons["public"], seen, self._see)
        self._say()

    def present(self, snapshot: Snapshot | None) -> None:
        """Offer what a Snapshot has; menus that would offer the same stay as they are."""
        if snapshot is None:
            return
        for name, dim in DIMENSIONS.items():
            choices = tuple(dim.choices(snapshot, self._shifts))
            if self._choices.get(name) != choices:
                self._choices[name] = choices
                self._many(name, choices)
        self._say()

    def choose(self, chosen: Filter) -> None:
        """Choose by a filter."""
        if chosen != self.filter:
            self.filter = chosen
            self._say()
            self.changed.emit()

    def set_span(self, span: WindowName) -> None:
        """Choose the period."""
        if span != self.span:
            self.span = span
            self._say()
            self.changed.emit()

    def dress(self, look: Look) -> None:
        """Take on another look."""
        self._row.setSpacing(round(look.sizes.em * 0.4))

    def bar(self, why: str, *, agents: str = "") -> None:
        """What can't be chosen, and why; "" for what can. Choices by agent may be barred alone."""
        for name, button in self.buttons.items():
            said = why or (agents if name == "agents" else "")
            button.setEnabled(not said)
            button.setToolTip(said)
        self.clear.setEnabled(not why)

    def pop(self, name: str) -> None:
        """Open a menu, by its dimension's name, to be chosen from with keys."""
        button = self.period if name == "period" else self.buttons[name]
        if not button.isEnabled():
            return
        button.menu().popup(button.mapToGlobal(button.rect().bottomLeft()))

    # ── Menus ────────────────────────────────────────────────────────────────────────────────────────

    def _button(self, title: str) -> QToolButton:
        button = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setMenu(QMenu(button))
        button.setProperty("title", title)
        return button

    def _only(
        self,
        name: str,
        button: QToolButton,
        choices: Sequence[tuple[Any, str]],
        chosen: Callable[[Any], None],
    ) -> None:
        """A menu of which one entry holds."""
        menu, group = button.menu(), QActionGroup(button)
        for value, word in choices:
            action = QAction(_shown(word), menu, checkable=True)
            action.setData((value,))
            group.addAction(action)
            menu.addAction(action)
            action.triggered.connect(lambda _=False, it=value: chosen(it))

    def _many(self, name: Dimension, choices: Choices) -> None:
        """A menu of which any number of entries may hold; none is all."""
        menu = self.buttons[name].menu()
        menu.clear()
        every = QAction(say("all"), menu)
        every.triggered.connect(lambda: self.choose(replace(self.filter, **{name: ()})))
        menu.addAction(every)
        menu.addSeparator()
        for value, word in choices:
            action = QAction(_shown(word) or "–", menu, checkable=True)
            action.setData((value,))
            menu.addAction(action)
            action.triggered.connect(lambda _=False, it=value: self._toggle(name, it))

    def _toggle(self, name: Dimension, value: str | None) -> None:
        held = getattr(self.filter, name)
        chosen = tuple(each for each in held if each != value) if value in held else (*held, value)
        self.choose(replace(self.filter, **{name: chosen}))

    def _see(self, public: bool | None) -> None:  # noqa: FBT001  a choice of three
        self.choose(replace(self.filter, public=public))

    # ── What is chosen, in words ─────────────────────────────────────────────────────────────────────

    def _say(self) -> None:
        for action in self.period.menu().actions():
            action.setChecked(action.data() == (self.span,))
        self._label(self.period, say(WINDOWS[self.span]), on=False)
        for name in DIMENSIONS:
            held = getattr(self.filter, name)
            words = dict(self._choices.get(name, ()))
            for action in self.buttons[name].menu().actions():
                if action.isCheckable():
                    action.setChecked(action.data()[0] in held)
            one = words.get(held[0]) or held[0] or NO_NAME if held else ""
            many = say("{n} chosen").format(n=number(len(held)))
            self._label(
                self.buttons[name], say("all") if not held else one if len(held) == 1 else many, on=bool(held)
            )
        for action in self.buttons["public"].menu().actions():
            action.setChecked(action.data() == (self.filter.public,))
        self._label(self.buttons["public"], say(SEEN[self.filter.public]), on=self.filter.public is not None)
        self.clear.setVisible(bool(self.filter))

    def _label(self, button: QToolButton, value: str, *, on: bool) -> None:
        text = f"{button.property('title')}: {value}"
        if button.text() == _shown(text) and bool(button.property("set")) == on:
            return
        button.setText(_shown(text))
        button.setAccessibleName(text)
        button.setProperty("set", "true" if on else "")
        button.style().unpolish(button)
        button.style().polish(button)


NO_NAME = "–"


def _shown(text: str) -> str:
    """A text in which "&" is no shortcut."""
    return text.replace("&", "&&")
