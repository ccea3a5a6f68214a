"""What of a Snapshot is kept, to be shown again: what a wall draws, without customers' words or colleagues' names."""

from msgspec.structs import replace

from dashboard.model import Agent, Load, Reading
from dashboard.snapshot import Snapshot
from dashboard.voice.values import Term, Voice

COMMON = 5
"""Customers: a word that fewer said is drawn on no wall, and kept in no picture."""
DIMENSIONS = ("channel", "team")
"""The groups of a reading that are drawn, or looked at; what single colleagues did is not kept."""


def picture(snapshot: Snapshot, *, names: bool) -> Snapshot:
    """A Snapshot as it is kept; colleagues are in it by name only where they agreed to it, else as numbers of nobody.

    Sentences have no text: they are found again by their id as long as they are kept themselves.
    """
    voice = snapshot.voice
    shown = tuple(replace(each, text="") for each in voice.shown)
    terms = tuple(each if each.customers >= COMMON else _hidden(each) for each in snapshot.terms)
    kept = replace(snapshot, voice=Voice(shown=shown, automatic_after=voice.automatic_after), terms=terms)
    if kept.reading is not None:
        by = {name: kept.reading.by[name] for name in DIMENSIONS if name in kept.reading.by}
        kept = replace(kept, reading=replace(kept.reading, by=by))
    return kept if names else _nameless(kept)


def _hidden(term: Term) -> Term:
    return Term("", term.customers, term.usual, term.score)


def _nameless(snapshot: Snapshot) -> Snapshot:
    """Everybody by what they carry just now: number 1 is another one in each picture."""
    people = {agent.id: agent for agent in snapshot.agents}
    load = snapshot.reading.now.load if snapshot.reading else {}
    order = sorted({**people, **load}, key=lambda each: _carried(load.get(each), people.get(each)))
    numbers = {each: str(place) for place, each in enumerate(order, start=1)}
    agents = tuple(
        replace(people[each], id=numbers[each], name="") for each in sorted(people, key=order.index)
    )
    alerts = tuple(replace(each, acknowledged_by="") for each in snapshot.alerts)
    events = tuple(replace(each, by="") for each in snapshot.events)
    kept = replace(snapshot, agents=agents, alerts=alerts, events=events)
    if kept.reading is None:
        return kept
    loads = {numbers[each]: load[each] for each in sorted(load, key=order.index)}
    return replace(kept, reading=_with_loads(kept.reading, loads))


def _carried(load: Load | None, agent: Agent | None) -> tuple[int, int, int, str, float]:
    carried = load or Load(open=-1)
    there = agent.availability if agent else None
    return (
        carried.open,
        carried.waiting,
        carried.replies_last_60_min,
        there or "",
        agent.capacity if agent else 0.0,
    )


def _with_loads(reading: Reading, load: dict[str, Load]) -> Reading:
    return replace(reading, now=replace(reading.now, load=load))
