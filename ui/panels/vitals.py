"""What no page may hide: the queue, the longest wait and how bad it is, in one line."""

from msgspec import Struct
from msgspec.structs import replace

from dashboard.snapshot import Snapshot
from ui.drawing import judged, levels
from ui.drawing.ink import Ink
from ui.drawing.levels import Judged, Level
from ui.incoming import known
from ui.panels.panel import Panel, plain_figure
from ui.panels.queue import STATES
from ui.speech.language import say
from ui.speech.spoken import Figures, figures, number, percent, shorter

VITALS_EMS = 1.9  # its height in room text
GAP_EMS = 1.1


class VitalsPart(Struct, frozen=True):
    """What the line says; `level` is the whole queue's."""

    size: int | None = None
    level: Level = "fine"
    longest: Judged = Judged(None)
    rate: Judged = Judged(None)


class Thing(Struct, frozen=True):
    """A label, its figure with the mark of its level, and the level's word."""

    label: str
    value: Figures
    level: Level = "fine"
    word: str = ""


class Vitals(Panel[VitalsPart]):
    """One line over every page that has no queue of its own."""

    NAME = "vitals"

    def part(self, snapshot: Snapshot | None) -> VitalsPart:
        """What is drawn of a Snapshot."""
        now, today = known.now(snapshot), known.window(snapshot, "today")
        if snapshot is None or now is None:
            return VitalsPart()
        return VitalsPart(
            size=now.queue_size,
            level=judged.wait(snapshot, now.wait_median, "wait_median").level,
            longest=judged.wait(snapshot, now.longest_wait),
            rate=judged.rate(snapshot, today),
        )

    def draw(self, ink: Ink, part: VitalsPart) -> None:
        """Draw it: what has no room is left out from the right, the queue and the longest wait never."""
        ways = things(part)
        chosen = next((way for way in ways if self._draw(ink, way, real=False) <= self.width()), ways[-1])
        self._draw(ink, chosen, real=True)

    def _draw(self, ink: Ink, things: tuple[Thing, ...], *, real: bool) -> float:
        """Draw things in a line, or only measure them; returns where they end."""
        px, x = self.look.sizes.figure, 0.0
        at = self.em * 0.3 + px * self.look.sizes.cap_ratio
        for it in things:
            x += self.em * GAP_EMS if x else 0.0
            for text, role in (
                (it.label, "dim"),
                (it.value, levels.role(it.level)),
                (it.word, levels.role(it.level)),
            ):
                if isinstance(text, str):
                    width = ink.width(text)
                    if real:
                        ink.text((x, at), text, role=role)
                else:
                    x += self._mark(ink, (x, at), it.level, real=real)
                    width = ink.figures_width(text, px)
                    if real:
                        ink.figures((x, at), text, px=px, role=role)
                x += width + (self.em * 0.3 if text else 0.0)
            x -= self.em * 0.3
        return x

    def _mark(self, ink: Ink, at: tuple[float, float], level: Level, *, real: bool) -> float:
        size = self.em * self.look.sizes.cap_ratio * 1.35
        if level == "fine":
            return 0.0
        return ink.mark(at, level) if real else size


def things(part: VitalsPart) -> list[tuple[Thing, ...]]:
    """The line in the longest way first."""
    word = say(STATES[part.level]) if part.level != "fine" else ""
    size, longest = plain_figure(number(part.size)), figures(part.longest.value)
    queue = Thing(say("Queue"), size, part.level, word)
    wait = Thing(say("longest wait"), longest, part.longest.level)
    answered = Thing(say("answered"), plain_figure(percent(part.rate.value)), part.rate.level)
    short = Thing(say("longest"), longest, part.longest.level)
    bare = Thing(say("Queue"), size, part.level)
    fewer = [(bare, replace(short, value=value)) for value in shorter(part.longest.value)]
    return [(queue, wait, answered), (queue, short, answered), (queue, wait), (queue, short), *fewer]
