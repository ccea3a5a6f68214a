"""The dialog that puts something on the time axis: what, from when, and until when where that is known."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime
from PySide6.QtWidgets import (
    QCheckBox,
    QDateTimeEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QWidget,
)

from dashboard.events import Annotate
from ui.desk.labels import label
from ui.speech.language import locale, say

LONGEST = 60
SHOWN = "ddd d MMM yyyy HH:mm"


class Noting(QDialog):
    """Asks for an annotation; Esc leaves the time axis as it was. Times are those of the team's zone."""

    def __init__(self, now: datetime, timezone: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Put on the time axis"))
        self._zone = ZoneInfo(timezone)
        self.text = QLineEdit()
        self.text.setMaxLength(LONGEST)
        self.text.setPlaceholderText(say("Pay-Per-View, fibre cut Sandnes …"))
        begin = now.astimezone(self._zone).replace(second=0, microsecond=0)
        self.at, self.until = _time(begin), _time(begin + timedelta(hours=1))
        self.ends = QCheckBox(say("until"))
        self.until.setEnabled(False)
        form = QFormLayout(self)
        for name, widget in ((say("What"), self.text), (say("From"), self.at)):
            widget.setAccessibleName(name)
            form.addRow(label(name, "quiet"), widget)
        self.until.setAccessibleName(say("Until"))
        form.addRow(self.ends, self.until)
        form.addRow(
            label(
                say("It is seen on the curves of the walls, and what is so then is not usual."),
                "note",
                wrap=True,
            )
        )
        buttons = QDialogButtonBox()
        self.save = buttons.addButton(say("Put it there"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setDefault(True)
        self.save.setEnabled(False)
        buttons.addButton(say("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)
        self.ends.toggled.connect(self.until.setEnabled)
        self.text.textChanged.connect(lambda text: self.save.setEnabled(bool(text.strip())))

    def wish(self, by: str) -> Annotate:
        """The wish as it was asked for."""
        return Annotate(
            text=" ".join(self.text.text().split())[:LONGEST],
            at=self._instant(self.at),
            until=self._instant(self.until) if self.ends.isChecked() else None,
            by=by,
        )

    def _instant(self, edit: QDateTimeEdit) -> datetime:
        day, time = edit.date(), edit.time()
        local = datetime(day.year(), day.month(), day.day(), time.hour(), time.minute(), tzinfo=self._zone)
        return local.astimezone(UTC)


def _time(at: datetime) -> QDateTimeEdit:
    edit = QDateTimeEdit(QDateTime(QDate(at.year, at.month, at.day), QTime(at.hour, at.minute)))
    edit.setLocale(QLocale(str(locale())))
    edit.setDisplayFormat(SHOWN)
    edit.setCalendarPopup(True)
    return edit
