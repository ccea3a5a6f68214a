"""What we say now, and what we mended: approved words beside a topic, as long as they hold."""

from datetime import datetime

from msgspec import Struct
from PySide6.QtCore import QRectF

from dashboard.snapshot import Snapshot
from dashboard.voice.values import Statement
from ui.drawing import wrapped
from ui.drawing.ink import Ink
from ui.drawing.look import Weight, drawable
from ui.drawing.quotes import bare, topic_name
from ui.panels.turning import TurningPanel
from ui.speech.language import later, say
from ui.speech.spoken import moment, number
from ui.speech.words import PANELS, plain

TITLES = {"we_say": PANELS["statements"], "we_fixed": later("You said, we fixed")}
STATUSES = {"seen": later("seen"), "working": later("being worked on"), "fixed": later("fixed")}
LONGEST = 280
MOST = 12


class Told(Struct, frozen=True):
    """A statement in words, the longest way first where there are several; `fixed` is the good end of it."""

    id: str
    title: str
    topic: str
    text: str
    until: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    fixed: bool = False


class StatementsPart(Struct, frozen=True):
    """What the tile draws: statements in turn, what we say before what we mended."""

    told: tuple[Told, ...] = ()


class Sheet(Struct, frozen=True):
    """As much of a statement as has room at a time."""

    told: Told
    lines: tuple[str, ...]
    number: int = 1
    of: int = 1


class StatementsPanel(TurningPanel[StatementsPart]):
    """One statement at a time, a long one in several turns; nothing is cut."""

    NAME = "statements"

    @property
    def silent(self) -> bool:
        """Whether nothing is said, so that another tile may have the room."""
        return not self.shown.told

    def part(self, snapshot: Snapshot | None) -> StatementsPart:
        """What is drawn of a Snapshot."""
        if snapshot is None or snapshot.reading is None:
            return StatementsPart()
        names = {topic.id: topic.names for topic in snapshot.topics}
        now = snapshot.reading.at
        held = [each for each in snapshot.statements if now < each.until]
        held.sort(key=lambda each: each.kind == "we_fixed")
        told = (_told(each, names.get(each.topic, {}), now, snapshot.timezone) for each in held[:MOST])
        return StatementsPart(tuple(each for each in told if each is not None))

    def set_turns(self, part: StatementsPart) -> dict[str, Sheet]:
        """The statements in sheets of as many lines as have room."""
        room = max(2, self.lines_below(self.title_baseline) - 1)  # but for the topic
        found = {}
        for told in part.told:
            em = self.look.sizes.em
            lines = wrapped.lines(told.text, em, max(em, self.width()), broken=True) or ()
            sheets = in_sheets(lines, room)
            for index, sheet in enumerate(sheets, start=1):
                found[f"{told.id} {index}"] = Sheet(told, sheet, index, len(sheets))
        return found

    def draw(self, ink: Ink, part: StatementsPart) -> None:
        """Draw it."""
        ink.box(QRectF(0, 0, self.width(), self.look.sizes.rule), "rule")
        sheet: Sheet | None = self.turn
        if sheet is None:
            return
        told, at = sheet.told, self.title_baseline
        x = ink.text((0, at), say(told.title), weight=Weight.DemiBold) + self.em * 0.4
        pages = f"{number(sheet.number)}/{number(sheet.of)}" if sheet.of > 1 else ""
        ways = (pages,) if pages else told.until
        ink.text((self.width(), at), ink.fitting(ways, self.width() - x), role="dim", right=True)
        at += self.look.sizes.line
        ink.text((0, at), ink.cut(told.topic, self.width()), role="dim")
        for line in sheet.lines:
            at += self.look.sizes.line
            wrapped.draw(ink, (0, at), line, self.look.sizes.em)
        if sheet.number == sheet.of:
            at += self.look.sizes.line
            said = ink.fitting(told.status, self.width())
            ink.text((0, at), said, role="good" if told.fixed else "dim")


def in_sheets(lines: tuple[str, ...], room: int) -> list[tuple[str, ...]]:
    """The lines in sheets of at most so many; the last one leaves a line for the status."""
    sheets = []
    while lines:
        taken = min(room, len(lines) if len(lines) < room else max(1, len(lines) - 1))
        sheets.append(lines[:taken])
        lines = lines[taken:]
    return sheets


def _told(it: Statement, names: dict[str, str], now: datetime, timezone: str) -> Told | None:
    text = bare(it.text, LONGEST)
    if text is None:
        return None
    until = moment(it.until, now, timezone)
    status, owner = say(STATUSES[it.status]), drawable(plain(it.owner))
    said = say("{owner}: {status}").format(owner=owner, status=status) if owner else status
    return Told(
        id=it.id,
        title=TITLES[it.kind],
        topic=topic_name(names, it.topic),
        text=text,
        until=(say("until {time}").format(time=until), until),
        status=(said, status),
        fixed=it.status == "fixed",
    )
