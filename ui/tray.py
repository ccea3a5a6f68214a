"""The tray's icon with how many wait, and what the desktop is told of a new alert; nothing where there is no tray."""

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from dashboard.settings import Desk
from dashboard.snapshot import Alert, Snapshot
from ui.drawing.levels import Level
from ui.drawing.look import Weight, font, metrics
from ui.drawing.theme import Theme
from ui.incoming import known
from ui.incoming.showing import Showing
from ui.notifying import Notifier, command
from ui.speech import words
from ui.speech.language import count, say
from ui.speech.spoken import NO_DATA, clock, duration, moment, number

SIZES = (16, 22, 24, 32, 48, 64)
MOST = 999
SHARE_OF_HEIGHT = 0.78  # of the icon, that a short number's figures may fill
CAP = 0.72  # height of a figure of our font, of its size
NARROWEST = 0.72  # to which figures may be pressed together before they become smaller
SHOWN_MS = 10_000
LONGEST_LINE = 200
MOST_TOLD = 500  # alerts that are remembered as told: each that begins has an id of its own


class Tray(QObject):
    """Shows how many wait, and tells of each alert once, as the settings wish.

    `opened` is said when somebody clicks on the icon or on a notification. `notify` is the command that tells the
    desktop, without it what this one has; where it has none, or refuses, the icon tells it.
    """

    opened = Signal()

    def __init__(
        self, wishes: Desk, theme: Theme, parent: QObject | None = None, *, notify: str | None = None
    ) -> None:
        super().__init__(parent)
        self._notifier = Notifier(command() if notify is None else notify, self)
        self._notifier.opened.connect(self.opened)
        self._notifier.refused.connect(self._tell_by_icon)
        if application := QApplication.instance():
            application.aboutToQuit.connect(self._notifier.stop)
        self._wishes, self._theme = wishes, theme
        self._told: dict[str, None] = {}
        """The alerts that were told, in their order; a feed that starts anew may be silent of one for some polls."""
        self._drawn: tuple[str, Level] | None = None
        self._icon: QSystemTrayIcon | None = None
        self.dress(wishes, theme)

    @property
    def icon(self) -> QSystemTrayIcon | None:
        """The icon, where there is a tray and it is wanted."""
        return self._icon

    def dress(self, wishes: Desk, theme: Theme) -> None:
        """Other wishes, or another theme."""
        self._wishes, self._theme, self._drawn = wishes, theme, None
        wanted = wishes.tray or (wishes.notifications and not self._notifier.able)
        if wanted and possible() and self._icon is None:
            self._icon = QSystemTrayIcon(self)
            self._icon.activated.connect(lambda _reason: self.opened.emit())
            self._icon.messageClicked.connect(self.opened)
            self._draw(NO_DATA, "fine")
            self._icon.show()
        elif not wanted and self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None

    def present(self, snapshot: Snapshot) -> None:
        """Show what came: the number, and what is new to be told."""
        new = [it for it in snapshot.alerts if it.id not in self._told and it.acknowledged_at is None]
        self._told |= dict.fromkeys(it.id for it in snapshot.alerts)
        self._told = dict(list(self._told.items())[-MOST_TOLD:])
        for alert in new:
            self._tell(alert, snapshot)
        if new and self._wishes.sound:
            QApplication.beep()
        if self._icon is not None:
            now = known.now(snapshot)
            old = Showing(snapshot).is_old(snapshot.made_at)
            queue = None if now is None or old or not self._wishes.tray else now.queue_size
            self._draw(NO_DATA if queue is None else number(min(queue, MOST)), level(snapshot))
            self._icon.setToolTip(tooltip(snapshot))

    def _tell(self, alert: Alert, snapshot: Snapshot) -> None:
        if not self._wishes.notifications:
            return
        at = snapshot.reading.at if snapshot.reading else snapshot.made_at
        said = words.alert(alert, moment(alert.since, at, snapshot.timezone))
        if self._notifier.able:
            self._notifier.tell(said[:LONGEST_LINE], sound=self._wishes.sound)
        else:
            self._tell_by_icon(said[:LONGEST_LINE])

    def _tell_by_icon(self, said: str) -> None:
        if self._icon is not None and QSystemTrayIcon.isSystemTrayAvailable():
            self._icon.showMessage("Pulsvegg", said, QSystemTrayIcon.MessageIcon.Warning, SHOWN_MS)

    def _draw(self, text: str, how: Level) -> None:
        if self._icon is not None and self._drawn != (text, how):
            self._drawn = (text, how)
            self._icon.setIcon(icon(text, how, self._theme))


def possible() -> bool:
    """Whether there is a tray, or may be one yet: a panel that begins after us, at a login, takes the icon then."""
    return QSystemTrayIcon.isSystemTrayAvailable() or QGuiApplication.platformName() == "xcb"


def level(snapshot: Snapshot) -> Level:
    """How loud the icon is: an alert that nobody has seen, one that somebody has, or none."""
    if any(it.acknowledged_at is None for it in snapshot.alerts):
        return "bad"
    return "warn" if snapshot.alerts else "fine"


def tooltip(snapshot: Snapshot) -> str:
    """The icon in words: the queue, the longest wait, the alerts, and how fresh that is."""
    now = known.now(snapshot)
    if now is None:
        return say("Pulsvegg: no numbers yet")
    waiting = count("{n} waits", "{n} wait", now.queue_size).format(n=number(now.queue_size))
    lines = [f"Pulsvegg: {waiting}"]
    if now.longest_wait is not None:
        lines.append(say("longest wait {time}").format(time=duration(now.longest_wait)))
    at = snapshot.reading.at if snapshot.reading else snapshot.made_at
    lines += [words.alert(it, moment(it.since, at, snapshot.timezone)) for it in snapshot.alerts[:3]]
    if snapshot.trouble is not None:
        lines.append(
            words.trouble_headline(snapshot.trouble, clock(snapshot.trouble.since, snapshot.timezone))
        )
    return "\n".join(line[:LONGEST_LINE] for line in lines)


def icon(text: str, how: Level, theme: Theme) -> QIcon:
    """A number as an icon of every size."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(picture(text, how, theme, size))
    return made


def picture(text: str, how: Level, theme: Theme, size: int) -> QPixmap:
    """The icon at a size: round-cornered while it is calm, sharp and all of one colour with an alert."""
    made = QPixmap(size, size)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.roles["ground" if how == "fine" else how]))
    round_by = size * 0.28 if how == "fine" else 0.0
    painter.drawRoundedRect(QRectF(0, 0, size, size), round_by, round_by)
    painter.setPen(QColor(theme.roles["text" if how == "fine" else "ground"]))
    room, most = size * 0.92, round(size * SHARE_OF_HEIGHT / CAP)
    px = next((px for px in range(most, 5, -1) if _width(text, px) * NARROWEST <= room), 5)
    wide = _width(text, px)
    painter.setFont(font(px, Weight.Bold))
    painter.translate(size / 2, (size + metrics(px, Weight.Bold).capHeight()) / 2)
    painter.scale(min(1.0, room / wide), 1.0)
    painter.drawText(QPointF(-wide / 2, 0.0), text)
    painter.end()
    return made


def _width(text: str, px: int) -> float:
    return metrics(px, Weight.Bold).horizontalAdvance(text)
