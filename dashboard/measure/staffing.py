"""How the queue goes on: what comes and what is answered an hour, and how many heroes it would take.

A balance, no simulation. What comes: the mean of the waits begun in the last 60 minutes and of four times those of the
last 15, so that a turn is seen within a quarter of an hour. What is answered: replies of the last hour, by those who
sent any; of the replies, the share that end a wait is today's. Both are taken to go on for an hour.
"""

import math
from collections.abc import Mapping

from msgspec import Struct

from dashboard.model import Load, Window

LEAST_REPLIES = 5
"""In the last hour; of fewer nothing is said about the pace of anybody."""
RECOVER_HOURS = 2.0
"""Within so long the queue shall be back at the usual."""


class Outlook(Struct, frozen=True, kw_only=True):
    """What is to be expected; None where it is not known.

    `arrivals` and `answers` are waits an hour, begun and ended; `pace` is the answers of one at work an hour. `queue`
    is the queue in an hour. `hold` are the heroes with whom it doesn't grow, `recover` those with whom it is back at
    the usual in RECOVER_HOURS. `at_work` sent a reply in the last hour.
    """

    arrivals: float | None = None
    answers: float | None = None
    pace: float | None = None
    queue: float | None = None
    at_work: int | None = None
    hold: int | None = None
    recover: int | None = None


def outlook(
    queue: int,
    windows: Mapping[str, Window],
    load: Mapping[str, Load],
    usual_queue: float | None = None,
) -> Outlook:
    """What is to be expected of a queue; `windows` are last_15_min, last_60_min and today, as far as they are known.

    Where what is usual is not known, to recover is to have nobody waiting.
    """
    quarter, hour, today = (windows.get(name) for name in ("last_15_min", "last_60_min", "today"))
    if quarter is None or hour is None or today is None:
        return Outlook()
    arrivals = (hour.waits_begun + 4 * quarter.waits_begun) / 2
    at_work = sum(each.replies_last_60_min > 0 for each in load.values())
    replies = sum(each.replies_last_60_min for each in load.values())
    share = ending(queue, today)
    if replies < LEAST_REPLIES or share is None:
        return Outlook(arrivals=arrivals, at_work=at_work or None)
    pace = replies * share / at_work
    if pace <= 0:
        return Outlook(arrivals=arrivals, at_work=at_work)
    above = max(0.0, queue - (usual_queue or 0.0))
    return Outlook(
        arrivals=arrivals,
        answers=replies * share,
        pace=pace,
        queue=max(0.0, queue + arrivals - replies * share),
        at_work=at_work,
        hold=math.ceil(arrivals / pace),
        recover=math.ceil((arrivals + above / RECOVER_HOURS) / pace),
    )


def ending(queue: int, today: Window) -> float | None:
    """The share of today's replies that ended a wait, 0..1; the others told more to who had an answer already.

    Waits that run on from yesterday count as if they had begun today: a few in the morning, none by noon.
    """
    if today.replies_out < LEAST_REPLIES:
        return None
    return min(1.0, max(0, today.waits_begun - queue) / today.replies_out)
