"""What customers struggle with: each topic's numbers at an instant, and its customers, slot by slot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.hearing import MOODS
from dashboard.ledger import OPEN, PUBLIC, Ledger
from dashboard.measure.cut import Codes, Flags, Floats, Gauge
from dashboard.measure.days import instant, local_day, midnight
from dashboard.model import Ribbon
from dashboard.story import CUSTOMER
from dashboard.voice.values import ByLanguage, TopicNow

HOUR = 3600.0
CURVE = "topic."
"""The curve of a topic is called so, and by its id."""
NEGATIVE, UNSURE = MOODS.index("negative"), MOODS.index("unsure")


@dataclass(frozen=True)
class Mentions:
    """Customers' messages, one row each: when, by whom (a number), in public, the mood's code, the topics' bits."""

    at: Floats
    customer: Codes
    public: Flags
    mood: Codes
    bits: Codes
    waited: Floats
    """Since when its conversation waits in the queue, where this message belongs to that wait; else nan."""

    @classmethod
    def of(cls, ledger: Ledger, since: float) -> "Mentions":
        """Those at or after an instant, and those that wait."""
        messages, talks = ledger.messages, ledger.conversations
        rows = messages.alive()
        rows = rows[messages["kind"][rows] == CUSTOMER]
        slots, at = messages["slot"][rows], messages["at"][rows]
        began = talks["waiting_since"][slots]
        waits = (talks["status"][slots] == OPEN) & (at >= began)
        chosen = waits | (at >= since)
        rows, slots = rows[chosen], slots[chosen]
        return cls(
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
    ledger: Ledger, gauge: Gauge, names: Mapping[str, ByLanguage], usual: Mapping[str, Ribbon]
) -> list[TopicNow]:
    """Each topic that somebody wrote of today or waits with; those without a name bear their id's."""
    today = midnight(local_day(gauge.at, gauge.zone), gauge.zone)
    mentions = Mentions.of(ledger, min(today, gauge.at - HOUR))
    known = enumerate(ledger.topics.names[1:])
    return [
        _topic(topic, of_it, gauge.at, today, usual.get(CURVE + topic), names.get(topic, {"": topic}))
        for bit, topic in known
        if topic and len((of_it := mentions.where((mentions.bits >> bit) & 1 == 1)).at)
    ]


def _topic(
    topic: str, of_it: Mentions, at: float, today: float, ribbon: Ribbon | None, names: ByLanguage
) -> TopicNow:
    lately, sure = of_it.at > at - HOUR, (of_it.at >= today) & (of_it.mood != UNSURE)
    customers, heard = _distinct(of_it.customer[lately]), int(sure.sum())
    waiting = np.unique(of_it.waited[~np.isnan(of_it.waited)])
    expected = ribbon.at(at) if ribbon else None
    return TopicNow(
        id=topic,
        names=names,
        customers=customers,
        public=_distinct(of_it.customer[lately & of_it.public]),
        usual=expected,
        times=customers / expected if expected else None,
        customers_today=_distinct(of_it.customer[of_it.at >= today]),
        negative=int((of_it.mood[sure] == NEGATIVE).sum()) / heard if heard else None,
        heard=heard,
        waiting=len(waiting),
        waiting_since=instant(float(waiting[0])) if waiting.size else None,
    )


def _distinct(customers: Codes) -> int:
    return len(np.unique(customers))


def curves(ledger: Ledger, first: float, ends: Floats) -> dict[str, list[float | None]]:
    """For each topic, how many distinct customers wrote of it in the 60 minutes up to each end."""
    mentions = Mentions.of(ledger, first - HOUR)
    found: dict[str, list[float | None]] = {}
    for bit, topic in enumerate(ledger.topics.names[1:]):
        of_it = (mentions.bits >> bit) & 1 == 1
        found[f"{CURVE}{topic}"] = [*speakers(mentions.at[of_it], mentions.customer[of_it], ends)]
    return found


def speakers(at: Floats, customer: Codes, ends: Floats) -> Sequence[float]:
    """How many distinct customers spoke in the 60 minutes up to each end (included; the begin is not).

    Each counts for an hour from each of his words: the stretches of one customer that touch are one.
    """
    order = np.lexsort((at, customer))
    at, customer = at[order], customer[order]
    fresh = np.ones(len(at), dtype=bool)
    fresh[1:] = (customer[1:] != customer[:-1]) | (at[1:] - at[:-1] >= HOUR)
    begins, last = at[fresh], at[np.append(fresh[1:], True)[: len(at)]]
    begun = np.searchsorted(np.sort(begins), ends, side="right")
    over = np.searchsorted(np.sort(last + HOUR), ends, side="right")
    counts: list[float] = (begun - over).tolist()
    return counts
