"""The capacity of those who are there: full-time people, what each of them carries, and what they have sent."""

from msgspec import Struct

from dashboard.model import Agent
from dashboard.snapshot import Snapshot
from ui.drawing.ink import Ink
from ui.incoming import known
from ui.panels.panel import Panel, plain_figure
from ui.speech.language import say
from ui.speech.spoken import NO_DATA, decimal, number


class RosterPart(Struct, frozen=True):
    """What the tile draws; capacities in full-time people."""

    here: float | None = None
    all: float | None = None
    open_each: float | None = None
    replies: int | None = None


class RosterPanel(Panel[RosterPart]):
    """Counts of the team, never of one person."""

    NAME = "capacity"

    def part(self, snapshot: Snapshot | None) -> RosterPart:
        """What is drawn of a Snapshot."""
        now, hour = known.now(snapshot), known.window(snapshot, "last_60_min")
        replies = hour.replies_out if hour else None
        if now is None or snapshot is None:
            return RosterPart()
        if not any(agent.availability for agent in snapshot.agents):
            return RosterPart(replies=replies)
        here = full_time(
            tuple(agent for agent in snapshot.agents if agent.availability in {"online", "busy"})
        )
        return RosterPart(
            here=here,
            all=full_time(snapshot.agents),
            open_each=now.backlog_open / here if here and now.backlog_open else None,
            replies=replies,
        )

    def draw(self, ink: Ink, part: RosterPart) -> None:
        """Draw it."""
        self.heading(ink, say("now"))
        at = self.number_baseline
        of = say("of {all}").format(all=decimal(part.all)) if part.all is not None else ""
        here = decimal(part.here) if part.here is not None else NO_DATA
        self.headline(ink, plain_figure(here, say("full time")), "fine", (of,) if of else ())
        each = decimal(part.open_each) if part.open_each is not None else NO_DATA
        rows = [
            ((say("open each"),), each),
            ((say("replies in 1 h"), say("replies")), number(part.replies)),
        ][: self.lines_below(at)]
        line = self.spread(at, len(rows))
        for labels, value in rows:
            at += line
            self.row(ink, at, labels, plain_figure(value))


def full_time(agents: tuple[Agent, ...]) -> float:
    """How many full-time people these agents are."""
    return sum(agent.capacity for agent in agents)
