"""Set-up: a short dialog at the first start. The demo is one key away; an inbox of one's own takes three steps."""

from collections.abc import Callable
from itertools import pairwise
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dashboard.problems import SettingsProblem
from dashboard.set_up import SetUp, Tried
from ui.drawing.look import Look, Weight, font
from ui.drawing.mark import Mark
from ui.drawing.style import palette
from ui.setup.connection import words
from ui.setup.dress import dress
from ui.setup.form import FaultLine, quiet
from ui.setup.settings_dialog import faults_of
from ui.setup.steps import InboxStep, ScreensStep, Step, TeamStep, settings_of
from ui.setup.titles import choice
from ui.setup.wrong import whole
from ui.speech.language import say

Outcome = Literal["", "demo", "desk", "language"]


class FirstStart(QDialog):
    """Asks what must be known before anything can be shown.

    `outcome` says what is to be shown then; "" for nothing, "language" that another one was chosen in which to ask.
    `trial` is the command that tries a connection, `dressed` gives the look of a theme. `zone` is suggested as
    the time zone. `token` is one that could not be stored: it holds for this run.
    """

    def __init__(
        self,
        files: SetUp,
        trial: list[str],
        dressed: Callable[[str], Look],
        language: str = "",
        theme: str = "",
        zone: str = "",
    ) -> None:
        super().__init__()
        self.outcome: Outcome = ""
        self.token = ""
        self._files, self._dressed = files, dressed
        self._before: dict[str, object] = {}
        self._refused = self._over = False
        look = dressed("light" if theme == "light" else "dark")
        self.setWindowTitle("Pulsvegg")
        self.setFont(font(look.sizes.em))  # before all that takes its measures from it
        self.stack, self.fault = QStackedWidget(self), FaultLine(look.theme, self)
        self.language, self.theme = _choice(self, "language"), _choice(self, "theme")
        self.demo, self.connect_inbox = (
            QPushButton(say("Try it with the demo inbox"), self),
            QPushButton(say("Connect your own inbox"), self),
        )
        self.stack.addWidget(self._welcome(look))
        inbox, team = InboxStep(files, trial, look.theme, self), TeamStep(look.theme, self, zone)
        self.steps: tuple[Step, ...] = (inbox, team, ScreensStep(look.theme, self))
        self.connection = inbox.connection
        self._unwell: tuple[str, ...] = ()
        """What the try of the connection brought that is not well."""
        self.connection.tried.connect(team.offer)
        self.connection.tried.connect(self._heard)
        for place, step in enumerate(self.steps, start=1):
            self.stack.addWidget(self._page(step, place, look))
        self.back, self.onward = QPushButton(say("Back"), self), QPushButton(say("Next"), self)
        self.cancel = QPushButton(say("Cancel"), self)
        self._arrange(look)
        self._wire()
        self._put_on(look)
        self._turn(0)
        self._recall(language, theme)
        self.language.currentIndexChanged.connect(lambda: self._leave("language"))

    # ── How it looks ─────────────────────────────────────────────────────────────────────────────────

    def _welcome(self, look: Look) -> QWidget:
        page, em = QWidget(self), look.sizes.em
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em)
        title = QLabel("Pulsvegg", page)
        title.setFont(font(em * 3, Weight.DemiBold))
        title.setStyleSheet(f"font-size: {em * 3}px;")
        column.addStretch(1)
        column.addWidget(title)
        said = (
            say("What your customers struggle with just now, on a wall that everybody sees."),
            say(
                "The demo plays a busy evening. Nothing is asked, nothing is kept, all its customers are invented."
            ),
        )
        column.addWidget(quiet(said[0], page))
        column.addSpacing(em)
        for button, beside in ((self.demo, said[1]), (self.connect_inbox, "")):
            row = QHBoxLayout()
            button.setMinimumSize(em * 18, round(em * 2.6))
            row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
            if beside:
                column.addWidget(quiet(beside, page))
        column.addStretch(2)
        row = QHBoxLayout()
        for label, box in ((say("Language"), self.language), (say("Theme"), self.theme)):
            named = QLabel(label, page)
            named.setBuddy(box)
            row.addWidget(named)
            row.addWidget(box, 1)
        column.addLayout(row)
        return page

    def _page(self, step: Step, place: int, look: Look) -> QWidget:
        """A step under its title, scrolled where the window is small."""
        inner, em = QWidget(self), look.sizes.em
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, em, 0)
        column.setSpacing(em)
        title = QLabel(say(step.TITLE), inner)
        title.setStyleSheet(f"font-size: {round(em * 1.8)}px; font-weight: 600;")
        row = QHBoxLayout()
        row.addWidget(title, 1)
        row.addWidget(
            quiet(say("{step} of {steps}").format(step=place, steps=3), inner),
            0,
            Qt.AlignmentFlag.AlignBottom,
        )
        column.addLayout(row)
        column.addWidget(step, 1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        return area

    def _arrange(self, look: Look) -> None:
        em = look.sizes.em
        self.resize(em * 46, em * 44)
        column = QVBoxLayout(self)
        column.setContentsMargins(em * 2, em * 2, em * 2, em)
        column.setSpacing(em)
        column.addWidget(self.stack, 1)
        column.addWidget(self.fault)
        row = QHBoxLayout()
        row.addWidget(self.cancel)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.onward)
        column.addLayout(row)

    def _wire(self) -> None:
        for before, after in pairwise(
            (self.demo, self.connect_inbox, self.language, self.theme, self.cancel)
        ):
            QWidget.setTabOrder(before, after)  # as they stand, not as they were made
        self.demo.clicked.connect(lambda: self._leave("demo"))
        self.connect_inbox.clicked.connect(lambda: self._turn(1))
        self.back.clicked.connect(lambda: self._turn(self.stack.currentIndex() - 1))
        self.onward.clicked.connect(self._next)
        self.cancel.clicked.connect(self.reject)
        self.theme.currentIndexChanged.connect(self._redress)

    def _put_on(self, look: Look) -> None:
        self.setPalette(palette(look))
        self.setStyleSheet(dress(look))

    def _redress(self) -> None:
        """Show the theme that is chosen at once."""
        look = self._dressed("light" if self.theme.currentData() == "light" else "dark")
        self._put_on(look)
        for mark in self.findChildren(Mark):
            mark.theme = look.theme
            mark.update()

    # ── What is asked ────────────────────────────────────────────────────────────────────────────────

    def _recall(self, language: str, theme: str) -> None:
        """Begin with what is set, and with what was chosen a moment ago."""
        try:
            self._before = self._files.tables()
        except SettingsProblem as problem:
            self.fault.tell([whole(each) for each in problem.found])
            self.connect_inbox.setEnabled(False)  # what can't be read must not be written over
            return
        for step in self.steps:
            step.put(self._before)
        screen = self._before.get("screen")
        for key, box, chosen in (("language", self.language, language), ("theme", self.theme, theme)):
            said = chosen or (screen.get(key) if isinstance(screen, dict) else None)
            if (place := box.findData(said)) >= 0:
                box.setCurrentIndex(place)

    def tables(self) -> dict[str, object]:
        """What is said, on top of what was set before."""
        said = dict(self._before)
        for step in self.steps:
            for name, values in step.tables().items():
                before = said.get(name)
                said[name] = (
                    before | values if isinstance(before, dict) and isinstance(values, dict) else values
                )
        for table, key, box in (
            ("screen", "language", self.language),
            ("desk", "language", self.language),
            ("screen", "theme", self.theme),
        ):
            before = said.get(table)
            if box.currentIndex() > 0 or (isinstance(before, dict) and key in before):
                said[table] = (before if isinstance(before, dict) else {}) | {key: box.currentData()}
        return said

    def _turn(self, place: int) -> None:
        """Show a step, its first question ready for the keys."""
        self.stack.setCurrentIndex(place)
        self.fault.tell(self._unwell if place > 1 else ())
        self.back.setVisible(place > 0)
        self.onward.setVisible(place > 0)
        last = place == len(self.steps)
        self.onward.setText(say("Save and start") if last else say("Next"))
        first = self.demo if place == 0 else self.onward
        first.setDefault(True)
        if place == 0:
            self.demo.setFocus()
        else:
            form = next(iter(self.steps[place - 1].forms.values()))
            list(form.rows.values())[1 if place == 1 else 0].control.setFocus()

    def _next(self) -> None:
        place = self.stack.currentIndex()
        if self.steps[place - 1].tell(faults_of(self.tables())):
            return
        if place == 1:
            self.connection.look()  # beside the next steps, which say what came of it
        if place < len(self.steps):
            self._turn(place + 1)
        else:
            self._save()

    def _heard(self, tried: Tried) -> None:
        """The connection was tried: what is wrong with it stands on the later steps, too, and holds nobody up."""
        self._unwell = () if tried.good else (words(tried),)
        if self.stack.currentIndex() > 1:
            self.fault.tell(self._unwell)

    def _save(self) -> None:
        try:
            if not self._refused:
                self.connection.keep()
            self._files.save(self.tables(), over=self._over)
        except SettingsProblem as problem:
            self._refuse(problem)
            return
        self._leave("desk")

    def _refuse(self, problem: SettingsProblem) -> None:
        """Say why it can't be; a keyring that is not there is no reason not to begin."""
        said = [whole(each) for each in problem.found]
        if not self._refused and any(each.key == "the keyring" for each in problem.found):
            self._refused, self.token = True, self.connection.token.text().strip()
            said.append(say("You can start all the same: the token holds until the program ends."))
            self.onward.setText(say("Start without storing the token"))
        if any(each.what == "changed_meanwhile" for each in problem.found):
            self._over = True
            self.onward.setText(say("Save mine all the same"))
        self.fault.tell(said)

    def _leave(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.accept()

    def done(self, result: int) -> None:
        """Qt: it closes, by whatever way."""
        self.connection.close_down()
        super().done(result)


def _choice(parent: QWidget, key: str) -> QComboBox:
    """A box with a setting's own choices, its default first."""
    (setting,) = settings_of("screen", key)
    box = QComboBox(parent)
    box.setObjectName(f"screen.{key}")
    box.setAccessibleName(say("Language") if key == "language" else say("Theme"))
    for each in sorted(setting.choices, key=lambda each: each != setting.default):
        box.addItem(choice(each), each)
    return box
