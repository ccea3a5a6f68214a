"""Entries for the history, made from their minute alone, so that a test knows what must be read again."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from dashboard.kept import ConversationRow, Entry
from dashboard.measure.days import WINDOWS, local_day
from dashboard.model import (
    Agent,
    Curve,
    Load,
    Measured,
    Moods,
    Now,
    Reading,
    Sentiment,
    ServiceLevel,
    Share,
    Spread,
    Window,
)
from dashboard.pictures import picture
from dashboard.snapshot import Snapshot
from dashboard.voice.values import Released, Sentence, Term, TopicNow, Voice
from data.history.form import kept
from data.history.pictures import Painter

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


def snapshot(minute, *, since=NOON, shown=(), **fields):
    """What a wall shows `minute` minutes after `since`; `shown` are releases."""
    at = since + timedelta(minutes=minute)
    read = reading(minute, since=since)
    load = {
        "anna": Load(open=minute % 11, waiting=1),
        "bo": Load(open=3),
        "cecilie": Load(open=9, waiting=minute % 3),
    }
    read = msgspec.structs.replace(
        read,
        now=msgspec.structs.replace(read.now, load=load),
        by={
            "channel": {
                f"channel {number}": Measured(now=Now(queue_size=minute % (number + 2)), windows=read.windows)
                for number in range(3)
            },
            "agent": {"anna": Measured(windows=read.windows)},
        },
    )
    said = {
        "made_at": at,
        "polled_at": at,
        "next_poll_at": at + timedelta(seconds=30),
        "known_since": since - timedelta(days=8),
        "reading": read,
        "curves": {"queue_size": Curve(start=since, step=900.0, values=tuple(range(minute // 15 + 1)))},
        "topics": (TopicNow(id="broadband", names={"en": "Broadband"}, customers=minute),),
        "terms": (Term("vepsebol", 7 + minute % 2, 0.5, 3.25), Term("honningkrukke", 4, 0.0, 2.0)),
        "agents": (
            Agent(id="bo", name="Bo"),
            Agent(id="anna", name="Anna"),
            Agent(id="cecilie", name="Cecilie"),
        ),
        "voice": Voice(
            shown=tuple(each.sentence for each in shown),
            candidates=(
                Sentence(id="c", at=at, text="Nobody released this", topic="broadband", mood="negative"),
            ),
            deeds=tuple(shown),
        ),
    }
    return Snapshot(**said | fields)


def paintings(snapshots, *, names=False, painter=None):
    """The documents of pictures, by their day."""
    painter, found = painter or Painter(), {}
    for each in snapshots:
        minute = int(each.made_at.timestamp()) // 60 * 60
        day = local_day(minute, OSLO)
        found.setdefault(day, []).extend(painter.paint(picture(each, names=names), day, minute))
    return found


def entry(minute, *, since=NOON, **fields):
    """What a poll brings in a minute."""
    return Entry(at=since + timedelta(minutes=minute), reading=reading(minute, since=since), **fields)


def documents(*entries):
    return [each for it in entries for each in kept(it)]


def released(customer, *, at=NOON, text="Nettet er nede igjen"):
    sentence = Sentence(id=f"s{customer % 97}", at=at, text=text, topic="broadband", mood="negative")
    return Released(at=at, by="Kari", until=at + timedelta(hours=1), sentence=sentence, customer=customer)
