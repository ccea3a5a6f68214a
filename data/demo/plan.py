"""What a scenario is made of: frozen values, one for each table of its TOML file."""

from __future__ import annotations

from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Mood = Literal["negative", "neutral", "positive"]


class Frozen(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of the file; an unknown key is an error, since it is most often a misspelt one."""


class Channel(Frozen, frozen=True, kw_only=True):
    """One inbox of the account; the shares are weights among the channels."""

    name: str
    type: str
    public: bool
    share: float
    greeting: bool = False
    """An automatic greeting, sent as a template, at the first message of a conversation."""
    bot: str = ""
    """The name of an agent bot that meets the customer first and then hands over."""
    out_of_office: bool = False
    echo_share: float = 0.0
    """Share of replies written in the channel's own app: external echoes, without a sender."""
    page_account: str = ""
    """The one account that all replies are sent from; the agent is then known by the signature only."""
    auto_assign: float = 0.0
    csat: bool = False
    token_expired: bool = False
    members: tuple[str, ...] = ()
    """The agents who may see it; empty: all of them."""


class Agent(Frozen, frozen=True, kw_only=True):
    """One person: how much of the time goes to social media, and when the shifts are."""

    name: str
    capacity: int = 100
    shifts: tuple[str, ...] = ()
    signs: bool = False
    stays_online: bool = False
    """Chosen "online" without automatic offline: Chatwoot then says online for ever, also at night."""


class Team(Frozen, frozen=True, kw_only=True):
    """A team, and the topics its conversations are about."""

    name: str
    description: str = ""
    topics: tuple[str, ...] = ()


class Label(Frozen, frozen=True, kw_only=True):
    """A label of the account, and the topics that agents give it to."""

    title: str
    color: str = "#1F93FF"
    topics: tuple[str, ...] = ()


class Arrivals(Frozen, frozen=True, kw_only=True):
    """The ordinary week: conversations that begin, by local weekday and hour (weights)."""

    conversations_a_week: float
    days: dict[Day, float]
    hours: tuple[float, ...]
    weekend_hours: tuple[float, ...] = ()


class Burst(Frozen, frozen=True, kw_only=True):
    """Something that happens every week at a local time, say maintenance that goes wrong."""

    day: Day
    at: str
    minutes: int
    conversations: float
    topics: dict[str, float]
    moods: dict[Mood, float] = {}


class Evening(Frozen, frozen=True, kw_only=True):
    """Hours relative to the start of the scenario, with visitors and staff of their own."""

    from_hours: float
    to_hours: float
    event: str = ""
    """What is on."""
    posts: int
    """Conversations that begin in public within these hours: exactly so many."""
    private: int = 0
    shape: tuple[float, ...] = (1.0,)
    """Weights of equally long slices of these hours."""
    ordinary: float = 0.0
    """The share of the ordinary arrivals that still come."""
    topics: dict[str, float] = {}
    moods: dict[Mood, float] = {}
    on_duty: tuple[str, ...] = ()


class Customers(Frozen, frozen=True, kw_only=True):
    """How customers behave; shares are probabilities."""

    patience_minutes: float = 40.0
    insist: float = 0.35
    insist_again: float = 0.4
    angrier_after_minutes: float = 90.0
    second_message: float = 0.14
    answer_question: float = 0.78
    answer_minutes: float = 5.0
    thanks: float = 0.3
    calmer: float = 0.12
    not_solved: float = 0.14
    angrier_when_cold: float = 0.45
    come_back: float = 0.06
    same_person: float = 0.12
    picture_only: float = 0.0
    """Share of later messages without text; Chatwoot sends null there, though its contract says string."""


class Replies(Frozen, frozen=True, kw_only=True):
    """How the agents work; durations are medians, shares are probabilities."""

    handling_seconds: float = 150.0
    spread: float = 0.55
    notice_seconds: float = 35.0
    question: float = 0.25
    cold: float = 0.1
    fixed: float = 0.3
    ask_colleague: float = 0.05
    pending: float = 0.6
    snooze: float = 0.02
    two_messages: float = 0.08
    resolve_now: float = 0.35
    resolve_unanswered: float = 0.03
    resolve_after_minutes: float = 90.0
    take_over_minutes: float = 20.0
    label: float = 0.7
    team: float = 0.6


class Scenario(Frozen, frozen=True, kw_only=True):
    """Everything the world is played from, apart from the seed and the start."""

    name: str
    title: str
    timezone: str
    channels: tuple[Channel, ...]
    agents: tuple[Agent, ...]
    arrivals: Arrivals
    languages: dict[str, float]
    topics: dict[str, float]
    moods: dict[Mood, float]
    opening_hours: dict[Day, str] = {}
    """"08:00-22:00" by day; a missing day is closed; no table at all: always open."""
    account: str = "Demo"
    teams: tuple[Team, ...] = ()
    labels: tuple[Label, ...] = ()
    bursts: tuple[Burst, ...] = ()
    evening: Evening | None = None
    customers: Customers = Customers()
    replies: Replies = Replies()
    campaigns_a_week: float = 0.0
    reached_out_a_week: float = 0.0
    """Conversations that our agents begin with people who wrote about us, not to us."""
    automation: float = 0.0
    """Share of new conversations that an automation rule answers."""

    @property
    def zone(self) -> ZoneInfo:
        """The zone of opening hours, shifts and days."""
        return ZoneInfo(self.timezone)
