"""What is new today in customers' words: terms that many say and hardly anybody used to, and towns they name."""

from collections.abc import Iterable

from msgspec import Struct

from dashboard.snapshot import Snapshot
from ui.drawing.ink import Ink
from ui.drawing.look import Weight, drawable
from ui.incoming import known
from ui.panels.panel import Panel, plain_figure
from ui.speech.language import say
from ui.speech.spoken import number
from ui.speech.words import plain

LEAST = 5  # customers: of fewer one might be known
TERMS = 4
LONGEST = 28  # letters of a term


class Named(Struct, frozen=True):
    """A word or a town, and how many customers said it."""

    text: str
    customers: int


class FreshPart(Struct, frozen=True):
    """What the tile draws, the most frequent first."""

    terms: tuple[Named, ...] = ()
    places: tuple[Named, ...] = ()


class FreshPanel(Panel[FreshPart]):
    """A term a line; last the towns, as many as have room in theirs."""

    NAME = "fresh"

    @property
    def silent(self) -> bool:
        """Whether nothing is new, so that another tile may have the room."""
        return self.shown == FreshPart()

    def part(self, snapshot: Snapshot | None) -> FreshPart:
        """What is drawn of a Snapshot."""
        if snapshot is None or known.window(snapshot, "today") is None:
            return FreshPart()
        terms = named((each.text, each.customers) for each in snapshot.terms[:TERMS])
        return FreshPart(terms, named((each.name, each.customers) for each in snapshot.places))

    def draw(self, ink: Ink, part: FreshPart) -> None:
        """Draw it."""
        self.heading(ink, say("customers"))
        room = self.lines_below(self.title_baseline)
        towns = 1 if part.places and room > min(1, len(part.terms)) else 0
        terms = [each for each in part.terms if ink.width(each.text) <= self.width() - self.em * 2.6]
        terms = terms[: max(0, room - towns)]
        at = self.title_baseline
        line = self.spread(at, len(terms) + towns)
        for each in terms:
            at += line
            self.row(ink, at, (each.text,), plain_figure(number(each.customers)))
        if towns:
            self._towns(ink, at + line, part.places)

    def _towns(self, ink: Ink, at: float, places: tuple[Named, ...]) -> None:
        """Towns with their numbers in a line, as many as fit."""
        x = ink.text((0, at), say("from"), role="dim") + self.em * 0.3
        for each in places:
            said = number(each.customers)
            name, figure = ink.width(each.text), ink.width(said, weight=Weight.DemiBold)
            if x + name + self.em * 0.25 + figure > self.width():
                return
            x += ink.text((x, at), each.text) + self.em * 0.25
            x += ink.text((x, at), said, weight=Weight.DemiBold) + self.em * 0.55


def named(said: Iterable[tuple[str, int]]) -> tuple[Named, ...]:
    """Terms or places of at least five customers, in words that can be drawn whole."""
    found = (Named(drawable(plain(text, LONGEST)), customers) for text, customers in said)
    whole = [each for each in found if each.text and "…" not in each.text and each.customers >= LEAST]
    return tuple(sorted(whole, key=lambda each: -each.customers))
