"""Snapshots of a day as a wall meets it: what the pictures and the tests of ui/ draw."""

import math
import random
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from dashboard.model import (
    Agent,
    Bands,
    Channel,
    Curve,
    Heartbeat,
    Load,
    Measured,
    Moods,
    Now,
    Reading,
    Ribbon,
    Sentiment,
    ServiceLevel,
    Share,
    Spread,
    Storm,
    Turned,
    Window,
)
from dashboard.snapshot import Filling, Notice, Snapshot, Trouble

AT = datetime(2026, 11, 17, 13, 32, 20, tzinfo=UTC)  # a Tuesday, 14:32 in Oslo
MIDNIGHT = datetime(2026, 11, 16, 23, 0, tzinfo=UTC)
STEP = 900.0
SLOTS = 58  # quarter-hours from midnight to AT
NAMES = ("Anna", "Bjørn", "Cecilie", "Erlend", "Fatima", "Geir", "Hanne", "Ingrid", "Jonas", "Kari", "Lars")
KINDS = (
    ("Facebook", True),
    ("Messenger", False),
    ("Instagram", True),
    ("E-mail", False),
    ("Web chat", False),
    ("X", True),
)


def curve(shape, gaps=()):
    """A day's curve of `shape(hour)`, None in the slots of `gaps`."""
    values = tuple(None if slot in gaps else shape(slot / 4) for slot in range(SLOTS))
    return Curve(start=MIDNIGHT, step=STEP, values=values)


def ribbon(shape, width, gaps=()):
    """What is usual on the whole day: `shape(hour)`, and so much more or less."""
    slots = [None if slot in gaps else shape(slot / 4) for slot in range(96)]
    low, high = (
        tuple(None if value is None else value + more for value in slots) for more in (-width, width)
    )
    return Ribbon(start=MIDNIGHT, step=STEP, median=tuple(slots), low=low, high=high)


def window(**numbers):
    """A busy day's window, with some numbers changed."""
    usual = {
        "messages_in": 412,
        "replies_out": 398,
        "waits_begun": 301,
        "conversations_begun": 187,
        "first_response_time": Spread(median=351.0, p90=1322.0, n=140),
        "next_reply_time": Spread(median=232.0, p90=700.0, n=150),
        "resolution_time": Spread(median=2400.0, p90=9000.0, n=90),
        "service_level": ServiceLevel(value=0.83, n=240, undecided=4),
        "response_rate": Share(value=0.91, n=170),
        "sentiment": Sentiment(negative=121, neutral=190, positive=79, unsure=22, balance=-0.108),
        "turned_around": Turned(turned=9, calmed=21, still_negative=14, unsure=2, n=46),
        "meets_feeling": Share(value=0.61, n=52),
    }
    return Window(**(usual | numbers))


def load(count, seed=7):
    """What so many agents carry."""
    dice = random.Random(seed)
    loads = {}
    for index in range(count):
        held = dice.randint(1, 12)
        loads[f"a{index}"] = Load(
            open=held, waiting=dice.randint(0, held), replies_last_60_min=dice.randint(0, 14)
        )
    return loads


def agents(count):
    """So many people of ours, six in ten online."""
    states = ("online", "online", "busy", "online", "offline")
    return tuple(
        Agent(id=f"a{index}", name=f"{NAMES[index % len(NAMES)]} Nordmann", availability=states[index % 5])
        for index in range(count)
    )


def channels(sizes, longest):
    """The six usual channels with their queues."""
    return {
        name: Measured(
            now=Now(queue_size=size, longest_wait=wait if size else None),
            windows={"today": window(messages_in=20 + size)},
        )
        for (name, _), size, wait in zip(KINDS, sizes, longest, strict=True)
    }


def by_hour(median):
    """Each hour's first replies of today."""
    return {
        str(hour): Measured(windows={"today": window(first_response_time=Spread(median=median(hour)))})
        for hour in range(24)
    }


def heartbeats():
    """When customers last wrote: Instagram is silent, and should not be."""
    ago = {"Facebook": 30, "Messenger": 200, "Instagram": 11_000, "E-mail": 900, "Web chat": 60, "X": 5000}
    return {
        name: Heartbeat(
            last_at=AT - timedelta(seconds=seconds), expected=12.0 if name == "Instagram" else 2.0
        )
        for name, seconds in ago.items()
    }


def closed():
    """From 22 to 08, since the evening before."""
    return tuple(
        (MIDNIGHT + timedelta(hours=24 * day - 2), MIDNIGHT + timedelta(hours=24 * day + 8)) for day in (0, 1)
    )


def busy() -> Snapshot:
    """A normal busy day."""
    now = Now(
        queue_size=23, unassigned=6, assigned=17, public=9, private=14, backlog=61,
        longest_wait=1490.0, longest_public_wait=820.0, wait_median=310.0, wait_p90=1100.0,
        wait_bands=Bands(under_15_min=19, m15_60_min=4),
        mood=Moods(negative=8, neutral=10, positive=3, unsure=2), load=load(11),
    )  # fmt: skip
    reading = Reading(
        at=AT,
        now=now,
        windows={
            "today": window(),
            "yesterday": window(response_rate=Share(value=0.88, n=201)),
            "last_60_min": window(
                first_response_time=Spread(median=402.0, p90=900.0, n=19), waits_begun=38, messages_in=51
            ),
            "last_15_min": window(waits_begun=9, messages_in=12), "last_7_days": window(), "this_shift": window(),
        },
        by={
            "channel": channels((9, 6, 4, 3, 1, 0), (820.0, 1490.0, 400.0, 1210.0, 45.0, None)),
            "hour": by_hour(lambda hour: 300.0 + 40 * hour if hour < 15 else None),
        },
    )  # fmt: skip
    dice = random.Random(3)
    return Snapshot(
        inbox="http://127.0.0.1:8123/1",
        made_at=AT + timedelta(seconds=1),
        polled_at=AT + timedelta(seconds=1),
        next_poll_at=AT + timedelta(seconds=31),
        known_since=AT - timedelta(days=8),
        reading=reading,
        curves={
            "first_response_time": curve(lambda h: 300 + 160 * math.sin(h / 2) + dice.randint(-60, 99), gaps=(9, 10)),
            "next_reply_time": curve(lambda h: 200 + 50 * math.sin(h)),
            "balance": curve(lambda h: -0.1 + 0.25 * math.sin(h / 3 + 1) + dice.uniform(-0.1, 0.1), gaps=(8, 9)),
            "messages_in": curve(lambda h: max(0, 8 + 7 * math.sin((h - 8) / 4))),
            "replies_out": curve(lambda h: max(0, 7 + 7 * math.sin((h - 9) / 4))),
            "queue_size": curve(lambda h: max(0.0, round(6 + 1.1 * h))),
            "waits_begun_last_hour": curve(lambda h: max(0.0, round(20 + 18 * math.sin((h - 8) / 4)))),
        },
        usual={
            "first_response_time": ribbon(lambda h: 340 + 130 * math.sin(h / 2), 110, gaps=range(12, 16)),
            "next_reply_time": ribbon(lambda h: 220 + 60 * math.sin(h), 90),
            "balance": ribbon(lambda h: -0.05 + 0.2 * math.sin(h / 3 + 1), 0.18),
            "messages_in": ribbon(lambda h: max(0.0, 8 + 7 * math.sin((h - 8) / 4)), 3),
            "replies_out": ribbon(lambda h: max(0.0, 7 + 7 * math.sin((h - 9) / 4)), 3),
            "queue_size": ribbon(lambda h: 4 + 0.9 * h, 4),
            "waits_begun_last_hour": ribbon(lambda h: max(0.0, 18 + 16 * math.sin((h - 8) / 4)), 6),
            "messages_in_so_far": ribbon(lambda h: 27 * h, 40),
            "replies_out_so_far": ribbon(lambda h: 26 * h, 40),
        },
        heartbeats=heartbeats(),
        agents=agents(11),
        channels=tuple(Channel(name=name, public=public) for name, public in KINDS),
    )  # fmt: skip


def storm() -> Snapshot:
    """143 wait, the longest for 5 h 12."""
    calm_day = busy()
    now = Now(
        queue_size=143, unassigned=104, assigned=39, public=61, private=82, backlog=180,
        longest_wait=18_720.0, longest_public_wait=11_050.0, wait_median=5400.0, wait_p90=14_000.0,
        wait_bands=Bands(under_15_min=21, m15_60_min=24, h1_4_h=79, h4_24_h=19),
        mood=Moods(negative=98, neutral=30, positive=3, unsure=12), load=load(11, seed=2),
    )  # fmt: skip
    windows = dict(calm_day.reading.windows) | {
        "today": window(
            messages_in=1204,
            first_response_time=Spread(median=2520.0, p90=13_900.0, n=210),
            next_reply_time=Spread(median=1810.0, p90=6000.0, n=120),
            response_rate=Share(value=0.44, n=390),
            service_level=ServiceLevel(value=0.19, n=600, undecided=41),
            sentiment=Sentiment(negative=702, neutral=310, positive=71, unsure=121, balance=-0.583),
        ),
        "last_60_min": window(
            first_response_time=Spread(median=6060.0, p90=15_000.0, n=31), waits_begun=141, messages_in=204
        ),
        "last_15_min": window(waits_begun=41, messages_in=60),
    }
    reading = replace(
        calm_day.reading,
        now=now,
        windows=windows,
        by={"channel": channels((61, 40, 22, 12, 6, 2), (11_050.0, 18_720.0, 9000.0, 7000.0, 800.0, 300.0))},
    )
    rising = {
        "first_response_time": curve(lambda h: 320 if h < 9 else 320 + (h - 9) ** 2 * 240),
        "queue_size": curve(lambda h: 8.0 if h < 9 else 8 + (h - 9) * 24),
        "balance": curve(lambda h: -0.05 if h < 9 else max(-0.8, -0.05 - (h - 9) * 0.14)),
        "waits_begun_last_hour": curve(lambda h: 14.0 if h < 8 else min(141.0, 14 + (h - 8) * 30)),
    }
    blowing = Storm(since=AT - timedelta(hours=5, minutes=30), waits=141, usual=34.0, times=141 / 34)
    return replace(calm_day, reading=reading, curves=calm_day.curves | rising, storm=blowing)


def calm() -> Snapshot:
    """Nobody waits."""
    day = busy()
    now = Now(backlog=4, load={key: Load(open=index % 3) for index, key in enumerate(load(11))})
    windows = dict(day.reading.windows) | {
        "today": window(
            messages_in=31,
            first_response_time=Spread(median=184.0, p90=420.0, n=14),
            response_rate=Share(value=1.0, n=14),
            service_level=ServiceLevel(value=0.97, n=20),
            sentiment=Sentiment(negative=4, neutral=16, positive=10, unsure=1, balance=0.2),
        ),
        "last_60_min": window(first_response_time=Spread(median=95.0, p90=200.0, n=3)),
    }
    quiet = {
        "queue_size": curve(lambda _: 0.0),
        "first_response_time": curve(lambda h: 150 + 12 * h, gaps=range(26)),
    }
    reading = replace(day.reading, now=now, windows=windows, by={"channel": channels((0,) * 6, (None,) * 6)})
    return replace(day, reading=reading, curves=day.curves | quiet)


def first_fill() -> Snapshot:
    """The first fill goes on: a third is read, nothing is complete."""
    return replace(
        busy(),
        known_since=None,
        reading=None,
        curves={},
        usual={},
        heartbeats={},
        polled_at=None,
        filling=Filling(arrived=271, expected=812),
        agents=(),
        channels=(),
    )


def half_known() -> Snapshot:
    """The queue is complete, the day from 12:00 on."""
    return replace(
        busy(), known_since=AT - timedelta(hours=2, minutes=32), filling=Filling(arrived=640, expected=812)
    )


def no_data() -> Snapshot:
    """All is well, and no number has a case."""
    nothing = {key: Window() for key in busy().reading.windows}
    empty = Reading(at=AT, now=Now(), windows=nothing, by={"channel": {}})
    return replace(busy(), reading=empty, curves={}, usual={}, heartbeats={}, agents=(), channels=())


def trouble(kind="refused", minutes=290) -> Snapshot:
    """The numbers of a poll some minutes ago, and why there are no newer ones."""
    since = AT - timedelta(minutes=minutes)
    return replace(
        busy(),
        polled_at=since - timedelta(seconds=30),
        trouble=Trouble(kind=kind, since=since, tries=41, detail="…"),
    )


def noticed() -> Snapshot:
    """Well, but for a channel that is cut off."""
    day = busy()
    broken = tuple(replace(channel, broken=channel.name == "Instagram") for channel in day.channels)
    return replace(
        day, channels=broken, notices=(Notice(kind="channel_broken", name="Instagram"),), demo=True
    )


HOSTILE = (
    "<b>Facebook</b><img src='/etc/passwd'>",
    "A channel with a name that goes on and on until no wall on earth has room for it, and then some",
    "😀🔥 Emoji 💥",
    "مرحبا بالعالم",
    "\u202eevil\u202c\nsecond line\tand tab",
    "=cmd|' /C calc'!A0",
    "e\u0301\u0302\u0303\u0304" * 12,
    "&amp; &lt;i&gt; %s {0} {n}",
)


def hostile() -> Snapshot:
    """Names as nobody would wish them."""
    day = busy()
    by = {name: Measured(now=Now(queue_size=7, longest_wait=999.0)) for name in HOSTILE}
    people = tuple(
        Agent(id=f"a{index}", name=name, availability="online") for index, name in enumerate(HOSTILE)
    )
    return replace(
        day,
        reading=replace(day.reading, by={"channel": by}),
        channels=tuple(Channel(name=name, public=True) for name in HOSTILE),
        agents=people,
        notices=(Notice(kind="channel_broken", name=HOSTILE[1] + HOSTILE[4]),),
    )


def crowd() -> Snapshot:
    """30 agents, 12 channels."""
    day = storm()
    by = {
        f"Channel {index}": Measured(now=Now(queue_size=index * 3, longest_wait=400.0 * index))
        for index in range(1, 13)
    }
    return replace(
        day,
        reading=replace(day.reading, now=replace(day.reading.now, load=load(30)), by={"channel": by}),
        agents=agents(30),
        channels=tuple(Channel(name=name, public=index % 3 == 0) for index, name in enumerate(by)),
        demo=True,
    )


def at_night() -> Snapshot:
    """A team that closes at 22, seen with its closed hours."""
    return replace(busy(), closed=closed())


def small_team() -> Snapshot:
    """Three people: few enough to be known by their bars."""
    day = busy()
    return replace(
        day, reading=replace(day.reading, now=replace(day.reading.now, load=load(3))), agents=agents(3)
    )


STATES = {
    "busy": busy,
    "storm": storm,
    "calm": calm,
    "first_fill": first_fill,
    "half_known": half_known,
    "no_data": no_data,
    "trouble": trouble,
    "feed_lost": lambda: trouble("feed_lost", 2),
    "noticed": noticed,
    "hostile": hostile,
    "crowd": crowd,
    "small_team": small_team,
    "at_night": at_night,
}
