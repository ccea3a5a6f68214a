"""Bursts: a topic that far more customers write of than usual; watched as storms are, by other signs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from dashboard.columns import Floats
from dashboard.measure.storm import Signs, Usual, UsualAt, Watch, watch

BURST = Signs(chance=1e-6, least=5, times=2.5, quarters=False)
"""Of topics, which are many and watched each minute: rarer than a storm by chance, and much more than usual."""
HALF = 0.5
"""What is added to a sum of past days, so that what never came is rare and not impossible (Jeffreys)."""
NEVER_WRITTEN_OF = ""
"""Stands for the topics of which the past days know nothing."""
NEAR_SLOTS = (-2, -1, 0, 1, 2)


def hourly(days: Sequence[Sequence[float | None]]) -> tuple[float, ...]:
    """How many customers usually write of a topic in the hour up to each quarter of the clock.

    `days` are a topic's curves of past days. It is their mean, and that of half an hour before and after, for a single
    topic is rare; with half a customer added to the sum.
    """
    known = np.array(days, dtype=np.float64)
    sums = np.nan_to_num(known).sum(axis=0)
    smooth = np.mean([np.roll(sums, slots) for slots in NEAR_SLOTS], axis=0)
    cases = np.maximum(1, np.isfinite(known).sum(axis=0))
    found: list[float] = ((smooth + HALF) / cases).tolist()
    return tuple(found)


def usual_at(hours: Sequence[float], zone: ZoneInfo) -> UsualAt:
    """What is usual at an instant, of `hourly`."""

    def at(when: float) -> Usual:
        clock = datetime.fromtimestamp(when, zone)
        return Usual(0.0, hours[clock.hour * 4 + clock.minute // 15])

    return at


def watched(
    before: Mapping[str, Watch],
    at: float,
    said: Mapping[str, Floats],
    usual: Mapping[str, UsualAt],
    begin: float,
) -> dict[str, Watch]:
    """The watch over each topic at an instant.

    `said` is when customers began to write of it, ascending, from an hour before their watch on. A topic that was not
    watched yet is watched from `begin` on; one of which nothing is said any more calms down and is forgotten.
    """
    nothing, others = np.empty(0), usual.get(NEVER_WRITTEN_OF, _unknown)
    now = {
        topic: watch(
            before.get(topic, Watch(begin)), at, said.get(topic, nothing), usual.get(topic, others), BURST
        )
        for topic in before.keys() | said.keys()
    }
    return {topic: each for topic, each in now.items() if topic in said or each.since is not None}


def _unknown(_at: float) -> None:
    """Of a topic without a past: no burst can be told."""
