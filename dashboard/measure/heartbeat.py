"""The heartbeat of each channel: when a customer last wrote there, and how many should have since."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import numpy as np

from dashboard.columns import Floats
from dashboard.ledger import Ledger
from dashboard.measure.cut import Gauge
from dashboard.measure.days import instant
from dashboard.model import Heartbeat
from dashboard.story import CUSTOMER

DAYS = 7
LEAST_DAYS = 3
LOOK_BACK = 86_400.0
"""Seconds of silence that are compared at most: a day is enough to know."""


def heartbeats(ledger: Ledger, gauge: Gauge, known_since: float) -> dict[str, Heartbeat]:
    """The heartbeat of each channel with a message since `known_since`, from when on everything is at hand.

    `expected` is how many came in the same hours of the clock on the quietest of the past seven days: silence is told
    only when every one of them says that it is odd. None with fewer than three such days at hand.
    """
    table = ledger.messages
    rows = table.alive()
    rows = rows[(table["kind"][rows] == CUSTOMER) & (table["at"][rows] <= gauge.at)]
    channels = ledger.conversations["channel"][table["slot"][rows]]
    at = table["at"][rows]
    found = {}
    for code in np.unique(channels).tolist():
        name = ledger.channels.names[code]
        if name is not None:
            found[name] = _heartbeat(np.sort(at[channels == code]), gauge, known_since)
    return found


def _heartbeat(at: Floats, gauge: Gauge, known_since: float) -> Heartbeat:
    last = float(at[-1])
    counts = [
        int(np.searchsorted(at, after, side="right") - np.searchsorted(at, begin, side="right"))
        for begin, after in _days_before(max(last, gauge.at - LOOK_BACK), gauge)
        if begin >= known_since
    ]
    return Heartbeat(
        last_at=instant(last), expected=float(min(counts)) if len(counts) >= LEAST_DAYS else None
    )


def _days_before(begin: float, gauge: Gauge) -> Iterator[tuple[float, float]]:
    """From an instant to now by the clock, on each of the past days."""
    here = [datetime.fromtimestamp(at, gauge.zone) for at in (begin, gauge.at)]
    for back in range(1, DAYS + 1):
        first, after = (each - timedelta(days=back) for each in here)  # of the clock, also over a summer time
        yield first.timestamp(), after.timestamp()
