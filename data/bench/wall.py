"""A Snapshot of a demo with something for every tile to say: what the bench of the wall draws."""

from datetime import UTC, datetime, timedelta

from dashboard.feed import Feed
from dashboard.snapshot import Snapshot
from dashboard.voice.values import State, Statement
from data.feed_lines import settled

EVENING = datetime(2026, 11, 27, 21, 15, tzinfo=UTC)
"""A Friday on which the demo's storm is at its height: nearly all of the day's curves, nearly all of a month."""
MOST_POLLS = 80
"""The words of eight days are heard at some hundred a poll."""
WORDS = "The fault is found and is being mended. What was bought tonight is paid back by itself."


def full(feed: Feed) -> Snapshot:
    """What the feed says once the month is there and the words of earlier days are heard, with a statement of ours."""
    snapshot, polls = settled(feed), 0
    while snapshot.fresh and not (snapshot.month and snapshot.terms) and polls < MOST_POLLS:
        snapshot, polls = feed.poll(), polls + 1
    if snapshot.reading is None or not snapshot.topics:
        return snapshot
    statement = Statement(
        id="bench",
        topic=snapshot.topics[0].id,
        text=WORDS,
        owner="Nett",
        status="working",
        until=snapshot.reading.at + timedelta(hours=3),
    )
    return feed.wish(State(statement=statement, by="bench"))
