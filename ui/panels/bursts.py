"""What presses most of all that customers write of, in one sentence for the strip."""

from datetime import datetime

from dashboard.snapshot import Snapshot
from ui.drawing.quotes import topic_name
from ui.speech.language import count, say
from ui.speech.spoken import moment, number


def burst(snapshot: Snapshot, now: datetime) -> tuple[str, ...]:
    """The burst of the most customers, how many and since when, in the longest way first; nothing without one."""
    bursts = [topic for topic in snapshot.topics if topic.burst is not None]
    first = max(bursts, key=lambda topic: topic.customers, default=None)
    if first is None or first.burst is None:
        return ()
    short = count("{topic}: {n} customer", "{topic}: {n} customers", first.customers).format(
        topic=topic_name(first.names, first.id), n=number(first.customers)
    )
    name = say("Above all {topic}").format(topic=topic_name(first.names, first.id))
    since = moment(first.burst, now, snapshot.timezone)
    long = say("{burst} since {since}").format(burst=short, since=since)
    if len(bursts) == 1:
        return long, short, name
    return say("{burst}, and {n} more").format(burst=long, n=number(len(bursts) - 1)), long, short, name
