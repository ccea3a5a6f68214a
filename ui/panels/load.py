"""The load: what the team carries; as a rule without names, since a wall is no place to compare people."""

from collections import Counter

from msgspec import Struct
from PySide6.QtCore import QRectF

from dashboard.model import Agent, Availability
from dashboard.snapshot import Snapshot
from ui.drawing.ink import Ink
from ui.drawing.look import Weight, drawable
from ui.incoming import known
from ui.panels.panel import Panel, plain_figure
from ui.speech.language import count, later, say
from ui.speech.spoken import NO_DATA, number
from ui.speech.words import plain

SMALLEST_GROUP = 5  # fewer people than this would be known by their bar
LEAST_NAME_EMS = 2.6
WIDE_EMS = 18.0  # from here on the bars have a half of their own
TALL_EMS = 3.0  # higher bars have room for their scale
STATES: dict[Availability, str] = {
    "online": later("online"),
    "busy": later("busy"),
    "offline": later("offline"),
}


class Carried(Struct, frozen=True, order=True):
    """What one person, or all together, carry; `name` is "" unless the team agreed to be named."""

    open: int
    waiting: int
    name: str = ""


class LoadPart(Struct, frozen=True):
    """What the tile draws."""

    states: tuple[int | None, ...] = (None, None, None)
    bars: tuple[Carried, ...] = ()
    together: Carried | None = None
    names: bool = False


class LoadPanel(Panel[LoadPart]):
    """Who is there, in counts; a bar a person, with the part that waits for us marked."""

    NAME = "load"

    def part(self, snapshot: Snapshot | None) -> LoadPart:
        """What is drawn of a Snapshot."""
        now = known.now(snapshot)
        if now is None or snapshot is None:
            return LoadPart()
        people = {agent.id: agent for agent in snapshot.agents}
        bars = tuple(
            Carried(load.open, load.waiting, first_name(people.get(key)))
            for key, load in now.load.items()
            if load.open or _present(people.get(key))
        )
        return LoadPart(
            states_of(snapshot.agents),
            arranged(bars, names=self.look.names),
            Carried(sum(bar.open for bar in bars), sum(bar.waiting for bar in bars)),
            self.look.names,
        )

    def draw(self, ink: Ink, part: LoadPart) -> None:
        """Draw it."""
        self.heading(ink, say("now"))
        online, busy, offline = part.states
        at = self.number_baseline
        unit = count("{n} online", "{n} online", online or 0).format(n="").strip()
        end = self.headline(ink, plain_figure(number(online), unit), "fine", ())
        if part.together is None:
            return
        lines = self.lines_below(at)
        named = -(-len(part.bars) // 2) if part.names else 0
        line = self.spread(at, 2 + named)
        if 0 < named <= lines - 2:
            self._named(ink, at + 2 * line, line, part.bars)
        else:
            self._bars(ink, self._bars_box(end), arranged(part.bars, names=False))
            line = self.spread(at, min(2, max(1, lines)))
        if lines >= 1 and busy is not None and offline is not None:
            at += line
            ink.text((0, at), ink.fitting(_elsewhere(busy, offline), self.width()), role="dim")
        if self.lines_below(at) >= 1:
            self._legend(ink, at + line, part.together)

    def _bars_box(self, end: float) -> QRectF:
        """Beside the number; all of the right half in a wide tile."""
        top = self.title_baseline + self.em * 0.5
        if self.width() >= WIDE_EMS * self.em:
            return QRectF(self.width() / 2, top, self.width() / 2, self.height() - top - self.em * 0.6)
        left = end + self.em * 0.7
        return QRectF(left, top, self.width() - left, self.number_baseline - top)

    def _legend(self, ink: Ink, at: float, together: Carried) -> None:
        """What the two parts of a bar are, with their sums."""
        x, size, gap = 0.0, self.em * self.look.sizes.cap_ratio, self.em * 0.22
        parts = ((say("waiting"), together.waiting, "text"), (say("open"), together.open, "band_fresh"))
        for word, amount, role in ((word, number(many), role) for word, many, role in parts):
            wide = size * 0.7 + gap + ink.width(amount, weight=Weight.DemiBold) + gap + ink.width(word)
            if x + wide > self.width():
                return
            ink.box(QRectF(x, at - size * 0.85, size * 0.7, size * 0.7), role)
            left = x + size * 0.7 + gap
            left += ink.text((left, at), amount, weight=Weight.DemiBold) + gap
            ink.text((left, at), word, role="dim")
            x += wide + self.em * 0.5

    def _bars(self, ink: Ink, area: QRectF, bars: tuple[Carried, ...]) -> None:
        """A column a person: all that is open, the part that waits for us at its foot."""
        if not bars:
            return
        most, tall = max(1, *(bar.open for bar in bars)), area.height() > self.em * TALL_EMS
        pitch = min(area.width() / len(bars), self.em * (1.6 if tall else 0.9))
        left = area.right() - pitch * len(bars)
        if tall:  # the scale: what the longest one stands for
            middle = area.right() - pitch * 0.64 + ink.width(number(most), weight=Weight.DemiBold) / 2
            at = area.y() + self.em * self.look.sizes.cap_ratio
            ink.text((min(middle, area.right()), at), number(most), weight=Weight.DemiBold, right=True)
            area = area.adjusted(0, self.em * (self.look.sizes.cap_ratio + 0.3), 0, 0)
        for index, bar in enumerate(bars):
            x, width = left + index * pitch, pitch * 0.72
            for amount, role in ((bar.open, "band_fresh"), (bar.waiting, "text")):
                height = max(float(self.look.sizes.rule), area.height() * amount / most) if amount else 0.0
                ink.box(QRectF(x, area.bottom() - height, width, height), role)
            ink.box(QRectF(x, area.bottom(), width, self.look.sizes.rule), "band_fresh")

    def _named(self, ink: Ink, at: float, line: float, bars: tuple[Carried, ...]) -> None:
        """A line a person, in two columns read downwards: name, bar, how many are open."""
        gap = self.look.sizes.gutter
        column = (self.width() - gap) / 2
        rows = -(-len(bars) // 2)
        most = max(1, *(bar.open for bar in bars))
        for index, bar in enumerate(bars):
            x = (index // rows) * (column + gap)
            y = at + (index % rows + 1) * line
            width = ink.text((x + column, y), number(bar.open), weight=Weight.DemiBold, right=True)
            name_room = max(self.em * LEAST_NAME_EMS, column * 0.5)
            ink.text((x, y), ink.cut(bar.name, name_room), role="dim")
            thick = self.em * 0.4
            full = max(0.0, column - name_room - width - self.em * 0.5)
            for amount, role in ((bar.open, "band_fresh"), (bar.waiting, "text")):
                ink.box(QRectF(x + name_room + self.em * 0.2, y - thick, full * amount / most, thick), role)


def _elsewhere(busy: int, offline: int) -> tuple[str, ...]:
    """How many are busy and how many are not there; in a shorter way the busy ones alone."""
    said = count("{n} busy", "{n} busy", busy).format(n=number(busy))
    away = count("{n} offline", "{n} offline", offline).format(n=number(offline))
    return f"{said}, {away}", said


def states_of(agents: tuple[Agent, ...]) -> tuple[int | None, ...]:
    """How many are online, busy, offline; None each where the backend does not say."""
    known_states = Counter(agent.availability for agent in agents if agent.availability)
    return tuple(known_states[state] if known_states else None for state in STATES)


def arranged(bars: tuple[Carried, ...], *, names: bool) -> tuple[Carried, ...]:
    """The bars as they may stand on a wall.

    With names in the order of the alphabet, never of a measure. Without names by size: in any lasting order a
    bar's place would tell whose it is. A group so small that everybody knows who is who is one bar.
    """
    if names:
        return tuple(sorted(bars, key=lambda bar: bar.name.casefold()))
    if 0 < len(bars) < SMALLEST_GROUP:
        return (Carried(sum(bar.open for bar in bars), sum(bar.waiting for bar in bars)),)
    return tuple(sorted(Carried(bar.open, bar.waiting) for bar in bars))


def first_name(agent: Agent | None) -> str:
    """A person's first name, as harmless text."""
    words = drawable(plain(agent.name)).split() if agent else []
    return words[0] if words else NO_DATA


def _present(agent: Agent | None) -> bool:
    return agent is not None and agent.availability in {"online", "busy"}
