"""The Snapshot that a wall draws, and what it is made of beside the numbers.

The JSON of a value is its type: `msgspec.json.encode(snapshot)` is the line that `feed` prints.
"""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from dashboard.events import Event
from dashboard.model import Agent, Channel, Curve, Heartbeat, Reading, Ribbon, Storm, Window
from dashboard.voice.values import Place, Statement, Term, TopicNow, Voice

TroubleKind = Literal[
    "refused",  # nobody listens at the address
    "dns",  # the host has no address
    "tls",  # the certificate or the handshake failed
    "timeout",  # nothing came in time
    "deadline",  # something came, but so slowly that the cycle's deadline passed
    "cut_off",  # the connection ended inside the answer
    "too_big",  # the answer is larger than `polling.max_body_mib`
    "not_json",  # the answer is not JSON
    "wrong_shape",  # JSON, but not what the API promises
    "unauthorised",  # 401: the token is wrong, or may not do this
    "not_found",  # 404: address or account is wrong
    "rate_limited",  # 429
    "server_error",  # 5xx
    "redirected",  # 3xx: a login page, another host
    "rejected",  # any other 4xx
    "feed_lost",  # the feed process died or fell silent (said by the wall)
    "internal",  # a fault of ours
]


class Trouble(Struct, frozen=True, kw_only=True):
    """Why there is no newer data: its kind, since when, and how many polls in a row have failed."""

    kind: TroubleKind
    since: datetime
    tries: int = 1
    detail: str = ""


class Notice(Struct, frozen=True, kw_only=True):
    """Something that is not right, though the poll went well: a kind that words.py knows, and its figures.

    `count` is, by kind: rows set aside; seconds by which our clock is ahead of the inbox's; conversations by which
    our count of open ones exceeds the inbox's own; damaged files of the history; faults of the settings,
    of which `name` is the first.
    """

    kind: Literal[
        "set_aside",
        "clock_skew",
        "channel_broken",
        "cross_check",
        "history_full",  # no room for it
        "history_unwritable",
        "history_taken",  # another feed writes it
        "history_damaged",
        "files_failed",  # those that are written and sent by themselves
        "settings_faulty",  # said by the wall
    ]
    count: float = 0
    name: str = ""


class Filling(Struct, frozen=True, kw_only=True):
    """The first fill is under way: conversations read, of those to read."""

    arrived: int
    expected: int


class Goals(Struct, frozen=True, kw_only=True):
    """What the numbers are held against."""

    target: float = 600.0
    response_rate: float = 0.65


class Alert(Struct, frozen=True, kw_only=True):
    """A number that somebody must be told of, by the rule `name`: above or below its limit, both in `unit`.

    `since` is when it went over the limit. `acknowledged_by` says who has seen it, which holds until it ends.
    """

    id: str
    name: str
    number: str
    unit: Literal["count", "s", "share", "balance"]
    value: float
    limit: float
    above: bool = True
    since: datetime
    channel: str = ""
    team: str = ""
    topic: str = ""
    acknowledged_by: str = ""
    acknowledged_at: datetime | None = None


class DayNumbers(Struct, frozen=True, kw_only=True):
    """The numbers of one local day, those of its window `today` as of its end (of today: as of now).

    `storms` counts those that began in it; `known` is the share of the day of which anything is known, 0..1; `holiday`
    is whether it is a public one of the countries that the opening hours name.
    """

    day: date
    numbers: Window = Window()
    storms: int = 0
    known: float = 1.0
    holiday: bool = False


class Snapshot(Struct, frozen=True, kw_only=True):
    """Everything one repaint needs.

    A failed poll is a Snapshot, too: `trouble` set, the numbers of the last good poll, `polled_at` old.
    `made_at`, `polled_at` and `next_poll_at` are by the feed's clock; `reading.at` is by the inbox's.
    `known_since` says from when on the numbers are complete: a window that begins earlier is "no data".
    `closed` are begin and end of the time outside opening hours, from a week ago to the next midnight.
    `month` are the days of the local month before this one and of this one, the oldest first, today last; days of
    which nothing is kept are missing. `events` are today's storms and annotations, also those that are planned for the
    rest of it, the earliest first. `earlier` are the past days that are read for what is usual, None where all are.
    """

    version: int = 1
    inbox: str = ""
    demo: bool = False
    timezone: str = "Europe/Oslo"
    goals: Goals = Goals()
    made_at: datetime
    polled_at: datetime | None = None
    next_poll_at: datetime
    trouble: Trouble | None = None
    notices: tuple[Notice, ...] = ()
    filling: Filling | None = None
    known_since: datetime | None = None
    reading: Reading | None = None
    curves: dict[str, Curve] = {}
    usual: dict[str, Ribbon] = {}
    storm: Storm | None = None
    topics: tuple[TopicNow, ...] = ()
    terms: tuple[Term, ...] = ()
    places: tuple[Place, ...] = ()
    voice: Voice = Voice()
    statements: tuple[Statement, ...] = ()
    closed: tuple[tuple[datetime, datetime], ...] = ()
    heartbeats: dict[str, Heartbeat] = {}
    agents: tuple[Agent, ...] = ()
    channels: tuple[Channel, ...] = ()
    month: tuple[DayNumbers, ...] = ()
    alerts: tuple[Alert, ...] = ()
    events: tuple[Event, ...] = ()
    earlier: Filling | None = None

    @property
    def fresh(self) -> bool:
        """Whether the numbers are those of the latest poll."""
        return self.trouble is None and self.reading is not None
