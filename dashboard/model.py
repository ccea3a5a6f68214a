"""The frozen values that travel: what an inbox holds, and the numbers that are measured of it.

Every instant is an aware datetime in UTC, every duration seconds, every share 0..1; None is "no data".
The JSON of a value is its type.
"""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from dashboard.voice.values import Heard as Heard  # noqa: PLC0414  (known here, too)
from dashboard.voice.values import Language as Language  # noqa: PLC0414
from dashboard.voice.values import Mood as Mood  # noqa: PLC0414
from dashboard.wordless import quiet

Author = Literal["customer", "agent", "bot", "system"]
Status = Literal["open", "pending", "snoozed", "resolved"]
Availability = Literal["online", "busy", "offline"]


# ── What an inbox holds: also the archive's record, one Conversation a line ──────────────────────────


class Remembered(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a message was heard whose words are not kept, so that it counts as it did.

    Of a customer's: its mood, its language and how many `letters` speak for that, its topics. Of a reply: whether it
    `meets_feeling`, and by whom it was `signed`.
    """

    mood: Mood | None = None
    language: Language = "other"
    letters: int = 0
    topics: tuple[str, ...] = ()
    meets_feeling: bool = False
    signed: str | None = None


class Message(Struct, frozen=True, kw_only=True):
    """One message of a conversation; `agent` is the id of the person when `author` is "agent".

    `heard` stands in an archive that this program wrote, in place of the text.
    """

    id: str
    at: datetime
    author: Author
    agent: str | None = None
    private: bool = False
    text: str = ""
    heard: Remembered | None = None
    __repr__ = quiet("text")


class Conversation(Struct, frozen=True, kw_only=True):
    """A conversation and those of its messages that are at hand.

    `public` is None where the backend doesn't say. `resolved_at` are the instants at which it was resolved,
    ascending. `customer` is the backend's id of the person who writes, or None.
    """

    id: str
    channel: str
    public: bool | None = None
    team: str | None = None
    assignee: str | None = None
    status: Status = "open"
    labels: tuple[str, ...] = ()
    proactive: bool = False
    created_at: datetime
    resolved_at: tuple[datetime, ...] = ()
    customer: str | None = None
    messages: tuple[Message, ...] = ()
    __repr__ = quiet("labels", "customer", "messages")


class Agent(Struct, frozen=True, kw_only=True):
    """A person of ours; `capacity` is 1.0 for full time on social media, from the roster."""

    id: str
    name: str
    availability: Availability | None = None
    capacity: float = 1.0


class Channel(Struct, frozen=True, kw_only=True):
    """A way customers reach us; `broken` when its own connection (a page token) has expired."""

    name: str
    kind: str = ""
    public: bool | None = None
    broken: bool = False


class Changes(Struct, frozen=True, kw_only=True):
    """What one poll of an inbox brought.

    `at` is the inbox's own clock. Each conversation carries the messages not delivered before (more do no harm:
    messages are the same when their ids are). `known_since`: from that instant on everything is at hand; None
    until the open conversations are complete. `expected`/`arrived` count conversations of the first fill.
    `gone` are ids that exist no more. `set_aside` counts rows that could not be understood. `pause`: for so many
    seconds the inbox wants to be let alone. `paced`: it lets so few requests through that a fill must go slowly.
    """

    at: datetime
    conversations: tuple[Conversation, ...] = ()
    gone: tuple[str, ...] = ()
    agents: tuple[Agent, ...] = ()
    channels: tuple[Channel, ...] = ()
    known_since: datetime | None = None
    expected: int = 0
    arrived: int = 0
    set_aside: int = 0
    cross_check: int | None = None
    requests: int = 0
    pause: float = 0.0
    paced: bool = False


# ── What is measured: the names are metrics.md's, the table METRICS fills them ───────────────────────


class Spread(Struct, frozen=True, kw_only=True):
    """A sample of durations in seconds: median, 90th percentile (linear interpolation), size."""

    median: float | None = None
    p90: float | None = None
    n: int = 0


class Share(Struct, frozen=True, kw_only=True):
    """A share of n cases, 0..1; None when n is 0."""

    value: float | None = None
    n: int = 0


class ServiceLevel(Share, frozen=True, kw_only=True):
    """A share of n waits; `undecided` ones are younger than the target and not counted in n."""

    undecided: int = 0


class Bands(Struct, frozen=True, kw_only=True):
    """How many wait how long."""

    under_15_min: int = 0
    m15_60_min: int = field(default=0, name="15_60_min")
    h1_4_h: int = field(default=0, name="1_4_h")
    h4_24_h: int = field(default=0, name="4_24_h")
    older: int = 0


class Moods(Struct, frozen=True, kw_only=True):
    """How many messages of each mood."""

    negative: int = 0
    neutral: int = 0
    positive: int = 0
    unsure: int = 0


class Sentiment(Moods, frozen=True, kw_only=True):
    """Moods with their balance, (positive - negative) / (negative + neutral + positive)."""

    balance: float | None = None


class Turned(Struct, frozen=True, kw_only=True):
    """What became of the conversations whose first message was negative."""

    turned: int = 0
    calmed: int = 0
    still_negative: int = 0
    unsure: int = 0
    n: int = 0


class Load(Struct, frozen=True, kw_only=True):
    """What one agent carries; `load_ratio` is open / capacity, None without capacity."""

    open: int = 0
    waiting: int = 0
    replies_last_60_min: int = 0
    capacity: float = 1.0
    load_ratio: float | None = None


class Now(Struct, frozen=True, kw_only=True):
    """The numbers at an instant."""

    queue_size: int = 0
    unassigned: int = 0
    assigned: int = 0
    public: int = 0
    private: int = 0
    backlog: int = 0
    backlog_open: int = 0
    backlog_pending: int = 0
    backlog_snoozed: int = 0
    longest_wait: float | None = None
    longest_public_wait: float | None = None
    wait_median: float | None = None
    wait_p90: float | None = None
    wait_bands: Bands = Bands()
    mood: Moods = Moods()
    load: dict[str, Load] = {}


class Window(Struct, frozen=True, kw_only=True):
    """The numbers of a stretch of time."""

    messages_in: int = 0
    replies_out: int = 0
    waits_begun: int = 0
    conversations_begun: int = 0
    first_response_time: Spread = Spread()
    first_response_time_open: Spread = Spread()
    next_reply_time: Spread = Spread()
    next_reply_time_open: Spread = Spread()
    resolution_time: Spread = Spread()
    resolution_time_open: Spread = Spread()
    service_level: ServiceLevel = ServiceLevel()
    response_rate: Share = Share()
    sentiment: Sentiment = Sentiment()
    turned_around: Turned = Turned()
    meets_feeling: Share = Share()


class Measured(Struct, frozen=True, kw_only=True):
    """All numbers of one population: everybody, or one channel, team, language, agent or hour."""

    now: Now = Now()
    windows: dict[str, Window] = {}


class Curve(Struct, frozen=True, kw_only=True):
    """A series at equal steps from `start`: one value a step of `step` seconds, None where there is no data."""

    start: datetime
    step: float
    values: tuple[float | None, ...] = ()


ClockSlots = Annotated[tuple[float | None, ...], Meta(min_length=96, max_length=96)]
"""One value for each quarter of an hour that a clock can read, 00:00 first; None where there is no data."""


class DayCurves(Struct, frozen=True, kw_only=True):
    """The curves of a finished local day, by the quarter of an hour that the team's clock read.

    In the night in which the clock is set back an hour is read twice: its values are the mean of the two. In the one
    in which it is put forward an hour is never read: None. `storms` are begin and end of the day's storms, cut off at
    its midnights.
    """

    day: date
    curves: dict[str, ClockSlots] = {}
    storms: tuple[tuple[datetime, datetime], ...] = ()


class Ribbon(Struct, frozen=True, kw_only=True):
    """What is usual at equal steps of today from `start`, its midnight: median, and 10th and 90th percentile.

    The steps are those of today's Curve; they reach to the next midnight. None with fewer than three weeks of data.
    """

    start: datetime
    step: float
    median: tuple[float | None, ...] = ()
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()

    def at(self, instant: float) -> float | None:
        """The median at an instant in seconds since 1970, between that at the end of its slot and of the one before.

        A day's first slot speaks from midnight on. None where it is not known, or on another day.
        """
        place, part = divmod((instant - self.start.timestamp()) / self.step, 1.0)
        if not 0 <= place < len(self.median):
            return None
        after, before = self.median[int(place)], self.median[max(0, int(place) - 1)]
        if after is None or before is None:
            return before if after is None else after
        return before + (after - before) * part


class Storm(Struct, frozen=True, kw_only=True):
    """Far more waits begin than usual: `waits` in the last 60 minutes, `usual` in such an hour, `times` as many.

    `usual` is None where it is not known any more, `times` where it is 0, too.
    """

    since: datetime
    waits: int
    usual: float | None = None
    times: float | None = None


class Heartbeat(Struct, frozen=True, kw_only=True):
    """When a customer last wrote in a channel, and how many messages should have come since; None: not known."""

    last_at: datetime
    expected: float | None = None


class Reading(Measured, frozen=True, kw_only=True):
    """Every number of metrics.md at the instant `at`; `by` is dimension, then key, then its numbers."""

    at: datetime
    skipped: int = 0
    by: dict[str, dict[str, Measured]] = {}
