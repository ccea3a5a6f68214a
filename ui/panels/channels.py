"""The channels: where the queue is, how long it waits there, and which of them everybody can read."""

from msgspec import Struct
from PySide6.QtCore import QRectF

from dashboard.model import Channel, Measured
from dashboard.snapshot import Snapshot
from ui.drawing import judged, levels, wrapped
from ui.drawing.ink import Ink
from ui.drawing.levels import Judged
from ui.drawing.look import Weight, drawable
from ui.incoming import known
from ui.panels.panel import Panel
from ui.speech.language import say
from ui.speech.spoken import NO_DATA, number, shorter
from ui.speech.words import plain

WAIT_EMS = 4.3  # the column of waits with their mark
LOOSEST_LINE_EMS = 1.55  # few channels stand apart, but not lost


class Row(Struct, frozen=True):
    """One channel's line; `size` None is a channel of which nothing is known."""

    name: str
    size: int | None
    longest: Judged = Judged(None)
    public: bool = False
    broken: bool = False


class ChannelsPart(Struct, frozen=True):
    """What the tile draws: the channels in use, in the inbox's order."""

    rows: tuple[Row, ...] = ()
    known: bool = False


class ChannelsPanel(Panel[ChannelsPart]):
    """A line a channel; what does not fit is added up in the last line."""

    NAME = "channels"

    def part(self, snapshot: Snapshot | None) -> ChannelsPart:
        """What is drawn of a Snapshot."""
        if snapshot is None or snapshot.reading is None or known.now(snapshot) is None:
            return ChannelsPart()
        measured = snapshot.reading.by.get("channel", {})
        listed = {channel.name: channel for channel in snapshot.channels}
        names = [*listed, *sorted(measured.keys() - listed.keys())]
        rows = (
            self._row(snapshot, listed.get(name) or Channel(name=name), measured.get(name)) for name in names
        )
        return ChannelsPart(tuple(row for row in rows if row is not None), known=True)

    def _row(self, snapshot: Snapshot, channel: Channel, measured: Measured | None) -> Row | None:
        """A channel's line; None for one that nobody uses."""
        now = measured.now if measured else None
        today = known.window(snapshot, "today", measured) if measured else None
        if not channel.broken and not (now and now.queue_size) and not (today and today.messages_in):
            return None
        return Row(
            name=drawable(plain(channel.name)) or NO_DATA,
            size=now.queue_size if now else 0,
            longest=judged.wait(snapshot, now.longest_wait if now else None),
            public=bool(channel.public),
            broken=channel.broken,
        )

    def draw(self, ink: Ink, part: ChannelsPart) -> None:
        """Draw it."""
        end = self.heading(ink, "")
        about = ink.fitting((say("queue, longest wait"), say("queue, wait")), self.width() - end)
        ink.text((self.width(), self.title_baseline), about, role="dim", right=True)
        at = self.title_baseline + self.em * 0.1
        free = self.height() - at - self.em * 0.45
        rows = fitted(part.rows, max(1, int(free / self.look.sizes.line)))
        line = min(self.em * LOOSEST_LINE_EMS, free / max(1, len(rows)))
        if not part.rows:
            why = say("no channel was used today") if part.known else say("not all is read yet")
            wrapped.reason(ink, at + self.em * 0.35, why, (self.width(), self.height()))
        for row in rows:
            at += line
            self._line(ink, at, row)

    def _line(self, ink: Ink, at: float, row: Row) -> None:
        """The name and its mark, how many wait, how long the longest."""
        edge = self.width() - self.em * WAIT_EMS
        width = ink.text((edge, at), number(row.size), weight=Weight.DemiBold, right=True)
        if row.broken:
            self._broken(ink, at)
        else:
            self._wait(ink, at, row.longest)
        mark = self.em * 0.72 if row.public else 0.0
        free = edge - width - self.em * 0.25 - mark
        shown = ink.text((0, at), ink.cut(row.name, free), role="text" if row.size else "dim")
        if row.public:
            public_mark(ink, (shown + self.em * 0.2, at))

    def _wait(self, ink: Ink, at: float, longest: Judged) -> None:
        size, room = self.look.sizes.em, self.em * (WAIT_EMS - 1.1)
        ways = shorter(longest.value)
        said = next((way for way in ways if ink.figures_width(way, size) <= room), ways[-1])
        width = ink.figures((self.width(), at), said, px=size, role=levels.role(longest.level), right=True)
        ink.mark_before((self.width() - width, at), longest.level)

    def _broken(self, ink: Ink, at: float) -> None:
        word = ink.fitting((say("cut off"), say("off")), self.em * (WAIT_EMS - 1))
        width = ink.text((self.width(), at), word, role="bad", right=True)
        cap = self.em * self.look.sizes.cap_ratio
        ink.shape(
            "cross", QRectF(self.width() - width - cap * 1.15, at - cap * 0.9, cap * 0.8, cap * 0.8), "bad"
        )


def public_mark(ink: Ink, at: tuple[float, float]) -> float:
    """Draw the mark of what everybody can read, an eye, on a baseline; returns its width."""
    em = ink.sizes.em
    size, middle = em * 0.55, at[1] - em * ink.sizes.cap_ratio / 2
    box = QRectF(at[0], middle - size * 0.42, size, size * 0.84)
    ink.sign("eye", box, "dim", _draw_eye)
    ink.marks.append(("eye", "dim"))
    return size


def _draw_eye(ink: Ink, box: QRectF) -> None:
    pen, size = ink.sizes.em * 0.06, box.width()
    lid = QRectF(box.x(), box.y() + box.height() * 0.18, box.width(), box.height())
    ink.arc(lid, "dim", pen, (25, 130))
    ink.arc(lid.translated(0, -box.height() * 0.36), "dim", pen, (205, 130))
    pupil = size * 0.3
    ink.disc(QRectF(box.center().x() - pupil / 2, box.center().y() - pupil / 2, pupil, pupil), "dim")


def fitted(rows: tuple[Row, ...], most: int) -> tuple[Row, ...]:
    """At most so many rows: the ones with most to do in their order, the rest added up in the last one."""
    if len(rows) <= most:
        return rows
    by_need = sorted(
        rows, key=lambda row: (row.broken, row.size or 0, row.longest.value or 0.0), reverse=True
    )
    kept, rest = by_need[: most - 1], by_need[most - 1 :]
    worst = max((row.longest for row in rest), key=lambda judged: judged.value or 0.0)
    summed = Row(say("{n} more").format(n=number(len(rest))), sum(row.size or 0 for row in rest), worst)
    return (*(row for row in rows if row in kept), summed)
