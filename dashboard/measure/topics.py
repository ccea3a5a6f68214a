"""What customers struggle with: each topic's numbers at an instant, and its customers, slot by slot."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from msgspec.structs import replace

from dashboard.columns import Codes, Flags, Floats
from dashboard.hearing import MOODS
from dashboard.ledger import OPEN, PUBLIC, Ledger
from dashboard.measure.cut import Gauge, Whose
from dashboard.measure.days import instant, local_day, midnight
from dashboard.model import Ribbon
from dashboard.story import CUSTOMER
from dashboard.voice.values import TopicNow

HOUR = 3600.0
CURVE = "topic."
"""The curve of a topic is called so, and by its id."""
Lets = Callable[[Whose], Flags]
"""Tells which messages count, by whose they are."""
NEGATIVE, UNSURE = MOODS.index("negative"), MOODS.index("unsure")


@dataclass(frozen=True)
class Mentions:
    """Customers' messages, one row each: of what conversation, when, by whom, in public, mood's code, topics' bits."""

    slot: Codes
    at: Floats
    customer: Codes
    public: Flags
    mood: Codes
    bits: Codes
    waited: Floats
    """Since when its conversation waits in the queue, where this message belongs to that wait; else nan."""

    @classmethod
    def of(cls, ledger: Ledger, since: float, lets: Lets | None = None) -> "Mentions":
        """Those at or after an instant, and those that wait; of all, or of what a filter lets through."""
        messages, talks = ledger.messages, ledger.conversations
        rows = messages.alive()
        rows = rows[messages["kind"][rows] == CUSTOMER]
        slots, at = messages["slot"][rows], messages["at"][rows]
        began = talks["waiting_since"][slots]
        waits = (talks["status"][slots] == OPEN) & (at >= began)
        chosen = waits | (at >= since)
        if lets is not None:
            chosen &= lets(Whose(slots, talks["assignee"][slots].astype(np.int64), at))
        rows, slots = rows[chosen], slots[chosen]
        return cls(
            slot=slots,
            at=at[chosen],
            customer=talks["customer"][slots],
            public=talks["public"][slots] == PUBLIC,
            mood=messages["mood"][rows].astype(np.int64),
            bits=messages["topics"][rows] | talks["labels"][slots],
            waited=np.where(waits, began, np.nan)[chosen],
        )

    def where(self, chosen: Flags) -> "Mentions":
        """The chosen ones of them."""
        return Mentions(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


def topics_now(
    ledger: Ledger,
    gauge: Gauge,
    usual: Mapping[str, Ribbon],
    since: Mapping[str, float],
    lets: Lets | None = None,
) -> list[TopicNow]:
    """Each topic that somebody wrote of today or waits with; `since` is when the bursts began that there are.

    Under a filter it is what that `lets` through: what a customer writes is the assignee's, by its own hour.
    """
    today = midnight(local_day(gauge.at, gauge.zone), gauge.zone)
    said = _by_topic(Mentions.of(ledger, min(today, gauge.at - HOUR), lets), ledger)
    made = (
        _topic(topic, of_it, gauge.at, today, usual.get(CURVE + topic))
        for topic, of_it in said.items()
        if len(of_it.at)
    )
    return [replace(topic, burst=instant(since[topic.id])) if topic.id in since else topic for topic in made]


def _topic(topic: str, of_it: Mentions, at: float, today: float, ribbon: Ribbon | None) -> TopicNow:
    lately, sure = of_it.at > at - HOUR, (of_it.at >= today) & (of_it.mood != UNSURE)
    customers, heard = _distinct(of_it.customer[lately]), int(sure.sum())
    waits = ~np.isnan(of_it.waited)
    expected = ribbon.at(at) if ribbon else None
    return TopicNow(
        id=topic,
        customers=customers,
        public=_distinct(of_it.customer[lately & of_it.public]),
        usual=expected,
        times=customers / expected if expected else None,
        customers_today=_distinct(of_it.customer[of_it.at >= today]),
        negative=int((of_it.mood[sure] == NEGATIVE).sum()) / heard if heard else None,
        heard=heard,
        waiting=_distinct(of_it.slot[waits]),
        waiting_since=instant(float(of_it.waited[waits].min())) if waits.any() else None,
    )


def _distinct(customers: Codes) -> int:
    return len(np.unique(customers))


def curves(ledger: Ledger, first: float, ends: Floats) -> dict[str, list[float | None]]:
    """For each topic, how many distinct customers wrote of it in the 60 minutes up to each end."""
    said = _by_topic(Mentions.of(ledger, first - HOUR), ledger)
    return {f"{CURVE}{topic}": [*speakers(of_it, ends)] for topic, of_it in said.items()}


def begun(ledger: Ledger, since: float) -> dict[str, Floats]:
    """For each topic, when customers began to write of it, ascending: each once, until he was silent for an hour."""
    said = _by_topic(Mentions.of(ledger, since), ledger)
    return {topic: np.sort(_stretches(of_it)[0]) for topic, of_it in said.items()}


def speakers(said: Mentions, ends: Floats) -> list[float]:
    """How many distinct customers spoke in the 60 minutes up to each end (included; the begin is not)."""
    begins, last = _stretches(said)
    counts: list[float] = (_up_to(begins, ends) - _up_to(last + HOUR, ends)).tolist()
    return counts


def _by_topic(mentions: Mentions, ledger: Ledger) -> dict[str, Mentions]:
    return {
        topic: mentions.where((mentions.bits >> bit) & 1 == 1)
        for bit, topic in enumerate(ledger.topics.names[1:])
        if topic
    }


def _stretches(said: Mentions) -> tuple[Floats, Floats]:
    """First and last instant of each stretch in which one customer was not silent for an hour."""
    order = np.lexsort((said.at, said.customer))
    at, customer = said.at[order], said.customer[order]
    fresh = np.ones(len(at) + 1, dtype=bool)
    fresh[1:-1] = (customer[1:] != customer[:-1]) | (at[1:] - at[:-1] >= HOUR)
    return at[fresh[:-1]], at[fresh[1:]]


def _up_to(at: Floats, ends: Floats) -> Codes:
    return np.searchsorted(np.sort(at), ends, side="right")
