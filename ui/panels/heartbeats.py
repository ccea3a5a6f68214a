"""Each channel in a line: who can read it, its queue and longest wait, and whether it is still alive."""

from msgspec import Struct
from PySide6.QtCore import QRectF

from dashboard.model import Channel, Heartbeat, Measured
from dashboard.snapshot import Snapshot
from ui.drawing import judged, levels, wrapped
from ui.drawing.ink import Ink
from ui.drawing.levels import Judged, Level
from ui.drawing.look import Weight, drawable
from ui.incoming import known
from ui.panels.channels import public_mark
from ui.panels.panel import Panel
from ui.speech.language import say
from ui.speech.spoken import NO_DATA, duration, number, shorter
from ui.speech.words import plain

NAME_EMS, SIZE_EMS, WAIT_EMS, TODAY_EMS, BEAT_EMS = 7.2, 3.5, 6.6, 3.9, 14.2  # the columns
LOOSEST_LINE_EMS = 2.2
# From one line to the next: so far apart the number of those who wait is large, and a channel has two lines.
LARGE_FROM_EMS, TWOFOLD_FROM_EMS, LOOSEST_TWOFOLD_EMS = 1.7, 3.0, 3.6
LEAST_BAR_EMS, BAR_GAP_EMS = 2.4, 0.9
LEAST_SCALE = 5  # messages: one alone is no full bar


class Beat(Struct, frozen=True):
    """One channel's line; `quiet` are seconds since a customer last wrote, judged against what was expected."""

    name: str
    public: bool | None = None
    size: int | None = None
    longest: Judged = Judged(None)
    today: int | None = None
    quiet: Judged = Judged(None)
    expected: float | None = None
    broken: bool = False


class HeartbeatsPart(Struct, frozen=True):
    """What the tile draws: the channels in use, in the inbox's order."""

    beats: tuple[Beat, ...] = ()
    known: bool = False


class HeartbeatsPanel(Panel[HeartbeatsPart]):
    """A table of the channels; silence where messages were expected is said, since silence is not calm."""

    NAME = "channel_table"

    def part(self, snapshot: Snapshot | None) -> HeartbeatsPart:
        """What is drawn of a Snapshot."""
        if snapshot is None or snapshot.reading is None or known.now(snapshot) is None:
            return HeartbeatsPart()
        measured = snapshot.reading.by.get("channel", {})
        listed = {channel.name: channel for channel in snapshot.channels}
        names = [*listed, *sorted(measured.keys() - listed.keys())]
        beats = (
            _beat(snapshot, listed.get(name) or Channel(name=name), measured.get(name)) for name in names
        )
        return HeartbeatsPart(tuple(beat for beat in beats if beat is not None), known=True)

    def draw(self, ink: Ink, part: HeartbeatsPart) -> None:
        """Draw it."""
        self.heading(ink, "")
        edges = self._edges()
        titles = (say("waiting"), say("longest"), say("today"), say("last message"))
        for edge, title in zip(edges, titles, strict=False):
            ink.text((edge, self.title_baseline), title, role="dim", right=True)
        at = self.title_baseline + self.em * 0.1
        free = self.height() - at - self.em * 0.45
        beats = in_need(part.beats, max(1, int(free / self.look.sizes.line)))
        line = free / max(1, len(beats))
        twofold = len(edges) < 4 and line >= self.em * TWOFOLD_FROM_EMS
        line = min(self.em * (LOOSEST_TWOFOLD_EMS if twofold else LOOSEST_LINE_EMS), line)
        if not part.beats:
            why = say("no channel was used today") if part.known else say("not all is read yet")
            wrapped.reason(ink, at + self.em * 0.35, why, (self.width(), self.height()))
        px = self.look.sizes.figure if line >= self.em * LARGE_FROM_EMS else self.look.sizes.em
        for place, beat in enumerate(beats):
            first = at + place * line + min(line, self.em * LOOSEST_LINE_EMS)
            self._line(ink, first, beat, edges, px, alone=len(edges) < 4 and not twofold)
            if twofold:
                self._below(ink, first + self.look.sizes.line, beat)
        if len(edges) == 4:
            self._bars(ink, (edges[2], at), line, beats)

    def _edges(self) -> tuple[float, ...]:
        """The right edges of the columns behind the name; the last two are left out where there is no room."""
        if self.width() < self.em * (NAME_EMS + SIZE_EMS + WAIT_EMS + TODAY_EMS + BEAT_EMS):
            return self.width() - self.em * WAIT_EMS, self.width()
        today = self.width() - self.em * BEAT_EMS
        longest = today - self.em * TODAY_EMS
        return longest - self.em * WAIT_EMS, longest, today, self.width()

    def _line(
        self, ink: Ink, at: float, beat: Beat, edges: tuple[float, ...], px: int, *, alone: bool
    ) -> None:
        role = "text" if beat.size else "dim"
        width = ink.text(
            (edges[0], at), number(beat.size), weight=Weight.DemiBold, px=px, role=role, right=True
        )
        self._name(ink, at, beat, edges[0] - width - self.em * 0.4, alone=alone)
        role, room = levels.role(beat.longest.level), edges[1] - edges[0] - self.em * 1.1
        ways = shorter(beat.longest.value)
        wait = next((way for way in ways if ink.figures_width(way, self.look.sizes.em) <= room), ways[-1])
        width = ink.figures((edges[1], at), wait, px=self.look.sizes.em, role=role, right=True)
        ink.mark_before((edges[1] - width, at), beat.longest.level)
        if len(edges) == 4:
            ink.text((edges[2], at), number(beat.today), role="dim", right=True)
            self._alive(ink, at, beat, edges[3] - edges[2])

    def _name(self, ink: Ink, at: float, beat: Beat, room: float, *, alone: bool) -> None:
        """The name, with an eye where everybody can read it, and the word where that has room.

        `alone`: nothing else says that a channel is silent, so that it is said here.
        """
        ways, level = said(beat)
        eye = self.em * 0.9 if beat.public else 0.0
        if alone and level != "fine":
            eye += ink.width(ways[-1]) + self.em * 1.2
        role = "text" if beat.size else "dim"
        end = ink.text((0, at), ink.cut(beat.name, room - eye), role=role) + self.em * 0.2
        if beat.public:
            end += public_mark(ink, (end, at)) + self.em * 0.2
        if alone and level != "fine":
            end += ink.mark((end, at), level)
            ink.text((end, at), ink.fitting(ways, room - end) or ways[-1], role=levels.role(level))
        elif beat.public:
            ink.text((end, at), ink.fitting((say("public"),), room - end), role="dim")

    def _bars(self, ink: Ink, at: tuple[float, float], line: float, beats: tuple[Beat, ...]) -> None:
        """How much of the day came by each channel, where there is room between its number and its last message."""
        said_of = (
            ink.width(said(beat)[0][0]) + (self.em if said(beat)[1] != "fine" else 0.0) for beat in beats
        )
        left = at[0] + self.em * BAR_GAP_EMS
        room = self.width() - max(said_of, default=0.0) - self.em * BAR_GAP_EMS - left
        if room < self.em * LEAST_BAR_EMS:
            return
        most = max([LEAST_SCALE, *(beat.today or 0 for beat in beats)])
        thick, cap = self.em * 0.3, self.em * self.look.sizes.cap_ratio
        for place, beat in enumerate(beats, start=1):
            top = at[1] + place * line - (cap + thick) / 2
            ink.box(QRectF(left, top, room, thick), "track")
            ink.box(QRectF(left, top, room * (beat.today or 0) / most, thick), "band_fresh")

    def _below(self, ink: Ink, at: float, beat: Beat) -> None:
        """Where columns have no room but lines have: the day's messages and the last one under the name."""
        ways, level = said(beat)
        today = say("{n} today").format(n=number(beat.today))
        x = 0.0 if level == "fine" else ink.mark((0, at), level)
        text = ink.fitting([*(f"{today}, {way}" for way in ways), *ways], self.width() - x)
        ink.text((x, at), text, role=levels.role(level, "dim"))

    def _alive(self, ink: Ink, at: float, beat: Beat, room: float) -> None:
        """When the last message came; that it is silent, and how many were expected; or that it is cut off."""
        ways, level = said(beat)
        text = ink.fitting(ways, room - self.em * 1.2)
        width = ink.text((self.width(), at), text, role=levels.role(level), right=True)
        ink.mark_before((self.width() - width, at), level)


def said(beat: Beat) -> tuple[tuple[str, ...], Level]:
    """How a channel is, in the longest way first."""
    if beat.broken:
        return (say("cut off"),), "bad"
    if beat.quiet.value is None:
        return (NO_DATA,), "fine"
    time = duration(beat.quiet.value)
    if beat.quiet.level == "fine":
        return (say("{time} ago").format(time=time), time), "fine"
    ways = (say("silent {time}, {n} expected"), say("silent {time}"), say("silent"))
    return tuple(way.format(time=time, n=number(beat.expected)) for way in ways), beat.quiet.level


def _beat(snapshot: Snapshot, channel: Channel, measured: Measured | None) -> Beat | None:
    """A channel's line; None for one that nobody uses."""
    now = measured.now if measured else None
    today = known.window(snapshot, "today", measured) if measured else None
    heartbeat = snapshot.heartbeats.get(channel.name)
    used = (now and now.queue_size) or (today and today.messages_in) or heartbeat
    if not used and not channel.broken:
        return None
    return Beat(
        name=drawable(plain(channel.name)) or NO_DATA,
        public=channel.public,
        size=now.queue_size if now else 0,
        longest=judged.wait(snapshot, now.longest_wait if now else None),
        today=today.messages_in if today else None,
        quiet=_quiet(snapshot, heartbeat),
        expected=heartbeat.expected if heartbeat else None,
        broken=channel.broken,
    )


def _quiet(snapshot: Snapshot, heartbeat: Heartbeat | None) -> Judged:
    if heartbeat is None or snapshot.reading is None:
        return Judged(None)
    seconds = (snapshot.reading.at - heartbeat.last_at).total_seconds()
    return levels.silence(max(0.0, seconds), heartbeat.expected)


def in_need(beats: tuple[Beat, ...], most: int) -> tuple[Beat, ...]:
    """At most so many: those with most to do or silent in their order, the rest added up in the last one."""
    if len(beats) <= most:
        return beats
    need = sorted(
        beats,
        key=lambda beat: (beat.broken, beat.quiet.level != "fine", beat.size or 0),
        reverse=True,
    )
    kept, rest = need[: most - 1], need[most - 1 :]
    worst = max((beat.longest for beat in rest), key=lambda wait: wait.value or 0.0)
    summed = Beat(
        name=say("{n} more").format(n=number(len(rest))),
        size=sum(beat.size or 0 for beat in rest),
        longest=worst,
        today=sum(beat.today or 0 for beat in rest),
    )
    return (*(beat for beat in beats if beat in kept), summed)
