"""The questions of set-up, a step each: who the inbox is, when and how fast the team answers, how the screens hang."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dashboard.alert_rules import OFFERED
from dashboard.faults import Fault, fault
from dashboard.problems import SettingsProblem
from dashboard.sections import Setting
from dashboard.set_up import SetUp, Tried
from dashboard.settings import Inbox, from_mapping
from dashboard.settings_plan import plan
from ui.drawing.theme import Theme
from ui.setup.connection import ConnectionBox
from ui.setup.form import FaultLine, Form, quiet
from ui.setup.titles import zones
from ui.setup.wrong import beside, no_hours
from ui.speech.language import later, say
from ui.speech.spoken import number

MM_PER_INCH = 25.4
LEAST_INCH, MOST_INCH = 5.0, 500.0
ALERTS = {
    "longest_wait": later("Longest wait"),
    "queue": later("Queue"),
    "answered": later("Response rate"),
}
ALERT_WORDS = {
    "longest_wait": later("somebody has waited for half an hour"),
    "queue": later("more than thirty wait"),
    "answered": later("fewer than 65% of today's are answered"),
}


class Step(QWidget):
    """A step: its title, its questions, and what they say as tables of the settings."""

    changed = Signal()
    TITLE = ""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(say(self.TITLE))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(self.fontMetrics().height())
        self.forms: dict[str, Form] = {}

    def tables(self) -> dict[str, object]:
        """What is said so far."""
        return {name: values for name, form in self.forms.items() if (values := form.values())}

    def put(self, tables: Mapping[str, object]) -> None:
        """Show what is set already."""
        for name, form in self.forms.items():
            said = tables.get(name)
            form.put(said if isinstance(said, Mapping) else {})

    def tell(self, faults: Sequence[Fault]) -> bool:
        """Show the faults beside what they are of; whether there are any here."""
        some = False
        for where, form in self.forms.items():
            here, _ = beside(faults, where, form.rows)
            form.tell(here)
            some = some or bool(here)
        return some

    def ask(self, form: Form) -> Form:
        """Put a form into the step."""
        self.forms[form.where] = form
        form.changed.connect(self.changed)
        self.column.addWidget(form)
        return form


def settings_of(table: str, *keys: str) -> list[Setting]:
    """Some of a table's settings, as they are defined."""
    found = next(each for each in plan() if each.name == table)
    return [setting for key in keys for setting in found.settings if setting.key == key]


class InboxStep(Step):
    """Which inbox, its token, and whether it answers."""

    TITLE = later("Your inbox")

    def __init__(self, files: SetUp, trial: list[str], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._files = files
        self.ask(
            Form("inbox", settings_of("inbox", "kind", "address", "account", "allow_plain_http"), theme, self)
        )
        self.changed.connect(self._ask_for_plain)
        self._ask_for_plain()
        self.connection = ConnectionBox(files, trial, self.inbox, theme, self)
        self.no_token = FaultLine(theme, self)
        self.column.addWidget(self.connection)
        self.column.addWidget(self.no_token)
        self.column.addStretch(1)

    def _ask_for_plain(self) -> None:
        """Ask whether the token may travel readable where it would."""
        plain = str(self.forms["inbox"].values().get("address", "")).startswith("http://")
        self.forms["inbox"].rows["allow_plain_http"].ask(plain)

    def inbox(self) -> Inbox:
        """The inbox as it is said now. Raises SettingsProblem, and shows it, where it is wrong."""
        try:
            return from_mapping({"inbox": self.forms["inbox"].values()}).inbox
        except SettingsProblem as problem:
            self.connection.refuse(problem.found)
            raise

    def tell(self, faults: Sequence[Fault]) -> bool:
        """Show the faults, and those that matter only here: an address and a token must be said."""
        mine = list(faults)
        if not self.forms["inbox"].values().get("address"):
            mine.append(fault("inbox.address", "no_address"))
        some = super().tell(mine)
        self.no_token.tell(
            () if some or self._has_token() else (say("Without a token the inbox says nothing."),)
        )
        return some or self.no_token.isVisibleTo(self)

    def _has_token(self) -> bool:
        return bool(self.connection.token.text().strip()) or self._files.has_token(self.inbox())


class TeamStep(Step):
    """When and how fast the team answers; the hours may be taken over from the inbox."""

    TITLE = later("Your team")

    def __init__(self, theme: Theme, parent: QWidget, zone: str = "") -> None:
        """`zone` is what is suggested as the time zone."""
        super().__init__(parent)
        self._zone = zone
        self.ask(Form("goals", settings_of("goals", "timezone", "target"), theme, self))
        self.ask(Form("hours", settings_of("hours", "weekdays", "weekend", "holidays"), theme, self))
        self.take, self.taken = QPushButton(say("Take the hours over from the inbox"), self), quiet("", self)
        self.take.setEnabled(False)
        self.take.clicked.connect(self._take)
        beside = QGridLayout()  # in the columns of the forms above it
        em = self.fontMetrics().height()
        beside.setColumnMinimumWidth(0, em * 8)
        beside.setHorizontalSpacing(em)
        beside.setColumnStretch(1, 1)
        beside.addWidget(QLabel(self), 0, 0)  # without anything in it a column has no space beside it
        beside.addWidget(self.take, 0, 1, Qt.AlignmentFlag.AlignLeft)
        beside.addWidget(self.taken, 1, 1)
        self.column.addLayout(beside)
        self.column.addStretch(1)
        self._offered: dict[str, object] = {}
        self.taken.setText(say("Once the connection was tested, they can be."))

    def put(self, tables: Mapping[str, object]) -> None:
        """Show what is set already; a time zone that nobody has set yet is this machine's."""
        super().put(tables)
        if self._zone in zones() and "/" in self._zone and not tables.get("goals"):
            self.forms["goals"].put({"timezone": self._zone})

    def offer(self, tried: Tried) -> None:
        """An inbox was asked: take its hours, if it has any."""
        self._offered = {
            day: list(said) if isinstance(said, tuple) else said for day, said in tried.hours.items()
        }
        self.take.setEnabled(bool(self._offered))
        self.taken.setText("" if self._offered else no_hours(tried))

    def _take(self) -> None:
        week = weekly(self._offered)
        holidays = self.forms["hours"].values().get("holidays")
        self.forms["hours"].put(week | ({"holidays": holidays} if holidays else {}))
        own = ", ".join(f"{day} {said}" for day, said in week.items() if day not in ("weekdays", "weekend"))
        text = say("Taken over. Also: {days}.").format(days=own) if own else say("Taken over.")
        self.taken.setText(text)


def weekly(days: Mapping[str, object]) -> dict[str, object]:
    """Hours by day as a person says them: weekdays, the weekend, and the days that differ."""
    said: dict[str, object] = {}
    for name, members in (("weekdays", ("mon", "tue", "wed", "thu", "fri")), ("weekend", ("sat", "sun"))):
        values = [days.get(day, "closed") for day in members]
        said[name] = max(values, key=values.count)
        said |= {day: each for day, each in zip(members, values, strict=True) if each != said[name]}
    return said


class ScreensStep(Step):
    """How each connected screen hangs, and what somebody must be told of."""

    TITLE = later("Your screens")

    def __init__(self, theme: Theme, parent: QWidget, screens: Sequence[QScreen] | None = None) -> None:
        super().__init__(parent)
        self._screens = list(QGuiApplication.screens() if screens is None else screens)
        self.column.addWidget(quiet(say("Every letter is as large as its reader's distance asks for."), self))
        keys = settings_of("screen", "diagonal", "distance")
        for screen in self._screens:
            label = QLabel(_called(screen), self)
            label.setStyleSheet("font-weight: 600;")
            self.column.addWidget(label)
            form = self.ask(Form(self._where(screen), keys, theme, self))
            for row in form.rows.values():
                entry = row.control.entry
                entry.setAccessibleName(f"{entry.accessibleName()}: {_called(screen)}")
            form.put({"diagonal": inches} if (inches := _inches(screen)) else {})
        self.column.addWidget(quiet(say("Tell us, in opening hours, when"), self))
        self.alerts = {name: self._tick(name) for name in OFFERED}
        self.column.addStretch(1)

    def _tick(self, name: str) -> QCheckBox:
        tick = QCheckBox(say(ALERT_WORDS[name]), self)
        tick.setObjectName(f"alert.{name}")
        tick.setAccessibleName(say("Tell us when {what}").format(what=say(ALERT_WORDS[name])))
        tick.setChecked(True)
        self.column.addWidget(tick)
        return tick

    def tables(self) -> dict[str, object]:
        """One screen is [screen], several are [screens.NAME], each on its own plug."""
        forms = [self.forms[self._where(screen)].values() for screen in self._screens]
        said: dict[str, object] = {}
        if len(forms) == 1 and forms[0]:
            said["screen"] = forms[0]
        elif len(forms) > 1:
            said["screens"] = {
                _name(screen): {"output": screen.name()} | values
                for screen, values in zip(self._screens, forms, strict=True)
            }
        wanted = {
            say(ALERTS[name]): dict(OFFERED[name]) for name, tick in self.alerts.items() if tick.isChecked()
        }
        return said | ({"alerts": wanted} if wanted else {})

    def put(self, tables: Mapping[str, object]) -> None:
        """Show what is set already; alerts that are set are left to the settings."""
        one, several = tables.get("screen"), tables.get("screens")
        for screen in self._screens:
            by_name = several.get(_name(screen)) if isinstance(several, Mapping) else None
            form = self.forms[self._where(screen)]
            if isinstance(by_name, Mapping):
                form.put(by_name)
            elif isinstance(one, Mapping):
                form.put({key: each for key, each in one.items() if key in form.rows})
        if tables:
            for tick in self.alerts.values():
                tick.setChecked("alerts" not in tables)

    def _where(self, screen: QScreen) -> str:
        return "screen" if len(self._screens) == 1 else f"screens.{_name(screen)}"


def _name(screen: QScreen) -> str:
    return screen.name().replace(".", "-") or "screen"


def _called(screen: QScreen) -> str:
    size, ratio = screen.size(), screen.devicePixelRatio()
    wide, high = round(size.width() * ratio), round(size.height() * ratio)
    named = " ".join(part for part in (screen.manufacturer(), screen.model()) if part) or screen.name()
    return f"{named or say('Screen')}, {number(wide)} × {number(high)}"


def _inches(screen: QScreen) -> float | None:
    """What the screen itself says of its diagonal, where that can be."""
    size = screen.physicalSize()
    inches = round((size.width() ** 2 + size.height() ** 2) ** 0.5 / MM_PER_INCH)
    return float(inches) if LEAST_INCH <= inches <= MOST_INCH else None
