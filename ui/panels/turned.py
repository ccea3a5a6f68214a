"""What went well: customers who began angry and ended otherwise, and the kind words of the day, for the whole team."""

from msgspec import Struct

from dashboard.snapshot import Snapshot
from ui.drawing.ink import Ink
from ui.incoming import known
from ui.panels.panel import Panel, plain_figure
from ui.speech.language import say
from ui.speech.spoken import NO_DATA, number, percent


class TurnedPart(Struct, frozen=True):
    """What the tile draws."""

    turned: int | None = None
    n: int | None = None
    calmed: int | None = None
    unsure: int | None = None
    kind: int | None = None
    feeling: float | None = None


class TurnedPanel(Panel[TurnedPart]):
    """One number with its n, so that the wall is not only bad news."""

    NAME = "turned"

    def part(self, snapshot: Snapshot | None) -> TurnedPart:
        """What is drawn of a Snapshot."""
        today = known.window(snapshot, "today")
        if today is None:
            return TurnedPart()
        it = today.turned_around
        return TurnedPart(
            turned=it.turned if it.n else None,
            n=it.n or None,
            calmed=it.calmed if it.n else None,
            unsure=it.unsure if it.n else None,
            kind=today.sentiment.positive,
            feeling=today.meets_feeling.value,
        )

    def draw(self, ink: Ink, part: TurnedPart) -> None:
        """Draw it."""
        estimate = (say("today, estimate"), say("estimate"))
        self.heading(ink, ink.fitting(estimate, self.width() - self.title_width(ink)))
        at = self.number_baseline
        text = number(part.turned) if part.turned is not None else NO_DATA
        ways = (say("of {n} angry first"), say("of {n}"))
        of = [way.format(n=number(part.n)) for way in ways] if part.n else []
        self.headline(ink, plain_figure(text), "fine", of)
        rows = [
            ((say("kind messages"), say("kind words")), number(part.kind)),
            ((say("calmed down"), say("calmed")), number(part.calmed)),
            ((say("feeling met"),), percent(part.feeling)),
            ((say("unsure"),), number(part.unsure)),
        ][: self.lines_below(at)]
        line = self.spread(at, len(rows))
        for labels, value in rows:
            at += line
            self.row(ink, at, labels, plain_figure(value))
