"""Today's curves: one value for each quarter of an hour since midnight, for the wall's pictures."""

import numpy as np

from dashboard.ledger import OPEN, Ledger
from dashboard.measure.cut import Codes, Cut, Floats, Gauge, Recent, Rows
from dashboard.measure.days import QUARTER, bounds, instant
from dashboard.measure.groups import counts, quantiles, sentiments
from dashboard.model import Curve


def today(ledger: Ledger, gauge: Gauge) -> dict[str, Curve]:
    """Each curve of today at steps of 900 s, the last slot still running; None where nothing fell in a slot."""
    first, after = bounds("today", gauge.at, gauge.zone)
    n = int((gauge.at - first) // QUARTER) + 1
    recent = Recent(ledger, gauge, since=first)
    cut = Cut(recent, first, after)

    def slots(rows: Rows, time: str) -> Codes:
        return ((rows.floats(time) - first) // QUARTER).astype(np.int64)

    def times(rows: Rows) -> list[float | None]:
        return quantiles(rows.floats("ended") - rows.floats("begun"), slots(rows, "ended"), n, 0.5)

    heard = sentiments(cut.heard.codes("mood"), slots(cut.heard, "at"), n)
    values: dict[str, list[float | None]] = {
        "first_response_time": times(cut.first_replies),
        "next_reply_time": times(cut.next_replies),
        "balance": [each.balance for each in heard],
        "messages_in": list(counts(slots(cut.heard, "at"), n)),
        "replies_out": list(counts(slots(cut.replies, "at"), n)),
        "queue_size": _queue(ledger, gauge, first, n),
    }
    return {
        name: Curve(start=instant(first), step=QUARTER, values=tuple(curve)) for name, curve in values.items()
    }


def _queue(ledger: Ledger, gauge: Gauge, first: float, n: int) -> list[float | None]:
    """How many waits ran at the end of each slot, the last at `gauge.at`.

    A wait that runs now counts only in an open conversation, as in the queue: when one was set to pending is not
    known, so that past slots leave out its running wait as well.
    """
    ends = np.minimum(first + QUARTER * np.arange(1, n + 1), gauge.at)
    table = ledger.waits
    alive = table.alive()
    begun, ended = table["begun"][alive], table["ended"][alive]
    status = ledger.conversations["status"][table["slot"][alive]]
    counted = ~np.isnan(ended) | (status == OPEN)
    begun, ended = begun[counted], np.where(np.isnan(ended), np.inf, ended)[counted]
    return list((_up_to(begun, ends) - _up_to(ended, ends)).tolist())


def _up_to(at: Floats, ends: Floats) -> Codes:
    """How many instants are not after each end."""
    return np.searchsorted(np.sort(at), ends, side="right")
