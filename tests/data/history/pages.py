"""Entries for the history, made from their minute alone, so that a test knows what must be read again."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from dashboard.kept import ConversationRow, Entry
from dashboard.measure.days import WINDOWS
from dashboard.model import Moods, Now, Reading, Sentiment, ServiceLevel, Share, Spread, Window
from dashboard.voice.values import Released, Sentence
from data.history.form import kept

OSLO = ZoneInfo("Europe/Oslo")
DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)


def reading(minute, *, since=NOON):
    """A reading `minute` minutes after `since`; its numbers follow from the minute."""
    at = since + timedelta(minutes=minute)
    window = Window(
        messages_in=minute,
        replies_out=minute // 2,
        first_response_time=Spread(median=minute * 1.5, p90=minute * 3.25, n=minute)
        if minute % 7
        else Spread(),
        service_level=ServiceLevel(value=round(1 / (minute + 1), 6), n=minute, undecided=2),
        response_rate=Share(value=0.65, n=minute),
        sentiment=Sentiment(negative=1, neutral=2, positive=3, unsure=4, balance=0.25),
    )
    now = Now(
        queue_size=minute % 50,
        longest_wait=minute * 60.5 if minute % 5 else None,
        mood=Moods(negative=minute % 9),
    )
    return Reading(at=at, now=now, windows=dict.fromkeys(WINDOWS, window))


def row(number, *, customer=None, created=NOON, **fields):
    return ConversationRow(
        id=str(number),
        customer=number if customer is None else customer,
        created=created.timestamp(),
        last_at=created.timestamp(),
        **{"channel": "chat", "labels": ("router",), "waits": ((created.timestamp(), None, 0),)} | fields,
    )


def entry(minute, *, since=NOON, **fields):
    """What a poll brings in a minute."""
    return Entry(at=since + timedelta(minutes=minute), reading=reading(minute, since=since), **fields)


def documents(*entries):
    return [each for it in entries for each in kept(it)]


def released(customer, *, at=NOON, text="Nettet er nede igjen"):
    sentence = Sentence(id=f"s{customer % 97}", at=at, text=text, topic="broadband", mood="negative")
    return Released(at=at, by="Kari", until=at + timedelta(hours=1), sentence=sentence, customer=customer)
