"""What travels of the customers' words: how a message is meant, topics, masked sentences, what we say to them.

No raw word of a customer is in any of these: every text went through the masking, or was written by one of ours.
"""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from dashboard.events import Annotate, Noted, Strike, Struck

Mood = Literal["negative", "neutral", "positive", "unsure"]
Language = Literal["nb", "nn", "sv", "da", "en", "other"]
ByLanguage = dict[str, str]
"""A name in each language it is known in."""


class Heard(Struct, frozen=True):
    """How a customer's message is meant: an estimate, never a verdict on one person.

    `topics` are the ids of what it is about, the likeliest first; none where nothing is known of them.
    """

    mood: Mood
    language: Language = "other"
    topics: tuple[str, ...] = ()


class TopicNow(Struct, frozen=True, kw_only=True):
    """What customers struggle with in one matter.

    `customers` are the distinct ones who wrote of it in the last 60 minutes, `public` those of them who did so where
    everybody reads it; `usual` is the median of that at this time of the weekday, `times` how many times as many they
    are. `negative` is the share of their messages of today with a mood that is sure, of `heard` such messages.
    `waiting` conversations in the queue speak of it, the oldest since `waiting_since`. `burst` is since when far more
    write of it than chance brings.
    """

    id: str
    names: ByLanguage = {}
    customers: int = 0
    public: int = 0
    usual: float | None = None
    times: float | None = None
    customers_today: int = 0
    negative: float | None = None
    heard: int = 0
    waiting: int = 0
    waiting_since: datetime | None = None
    burst: datetime | None = None


class Term(Struct, frozen=True):
    """Something new: its most frequent spelling, the customers who say it today, as many as usual would, how sure."""

    text: str
    customers: int
    usual: float
    score: float


class Place(Struct, frozen=True):
    """A town that at least five customers named today."""

    name: str
    customers: int


class Sentence(Struct, frozen=True, kw_only=True):
    """A customer's sentence, masked; `at` is when it was written."""

    id: str
    at: datetime
    text: str
    topic: str
    mood: Mood
    language: Language = "other"
    public: bool = False


# ── What was done with them: deeds are kept, wishes are what a desk asks for ─────────────────────────


class Released(Struct, frozen=True, kw_only=True, tag_field="deed", tag="released"):
    """A sentence may be shown until an instant. `customer` is a number of the person, so that nobody is shown twice."""

    at: datetime
    by: str
    until: datetime
    sentence: Sentence
    customer: int


class Killed(Struct, frozen=True, kw_only=True, tag_field="deed", tag="killed"):
    """A sentence is not shown, neither now nor later."""

    at: datetime
    by: str
    id: str


class Statement(Struct, frozen=True, kw_only=True):
    """What we say to customers of a topic: the answer that everybody gives now, or what we mended.

    `owner` is who works on it outside customer service. It holds until `until`.
    """

    id: str
    topic: str
    kind: Literal["we_say", "we_fixed"] = "we_say"
    text: Annotated[str, Meta(min_length=1, max_length=280)]
    owner: Annotated[str, Meta(max_length=60)] = ""
    status: Literal["seen", "working", "fixed"] = "seen"
    until: datetime


class Stated(Struct, frozen=True, kw_only=True, tag_field="deed", tag="stated"):
    """A statement holds, instead of the one of the same id."""

    at: datetime
    by: str
    statement: Statement


class Withdrawn(Struct, frozen=True, kw_only=True, tag_field="deed", tag="withdrawn"):
    """A statement holds no more."""

    at: datetime
    by: str
    id: str


class Alerted(Struct, frozen=True, kw_only=True, tag_field="deed", tag="alerted"):
    """An alert began, by a rule of that name; `since` is when its number went over the limit."""

    at: datetime
    by: str
    id: str
    name: str
    since: datetime


class Acknowledged(Struct, frozen=True, kw_only=True, tag_field="deed", tag="acknowledged"):
    """Somebody has seen an alert."""

    at: datetime
    by: str
    id: str


class Calmed(Struct, frozen=True, kw_only=True, tag_field="deed", tag="calmed"):
    """An alert ended."""

    at: datetime
    by: str
    id: str


Deed = Released | Killed | Stated | Withdrawn | Alerted | Acknowledged | Calmed | Noted | Struck


class Release(Struct, frozen=True, kw_only=True, tag_field="wish", tag="release"):
    """Show this sentence."""

    id: str
    by: str


class Kill(Struct, frozen=True, kw_only=True, tag_field="wish", tag="kill"):
    """Don't show this sentence, or no longer."""

    id: str
    by: str


class State(Struct, frozen=True, kw_only=True, tag_field="wish", tag="state"):
    """Let this statement hold."""

    statement: Statement
    by: str


class Withdraw(Struct, frozen=True, kw_only=True, tag_field="wish", tag="withdraw"):
    """Let this statement hold no more."""

    id: str
    by: str


class Correct(Struct, frozen=True, kw_only=True, tag_field="wish", tag="correct"):
    """The ear misheard this sentence: so it was meant, and of this it spoke."""

    id: str
    sentiment: Literal["negative", "neutral", "positive"]
    topic: Annotated[str, Meta(min_length=1, max_length=80)]
    by: str


class Correction(Struct, frozen=True, kw_only=True):
    """What a masked sentence was taken to mean, and what it means, as somebody said."""

    sentence: Sentence
    sentiment: Literal["negative", "neutral", "positive"]
    topic: str
    by: str


class Acknowledge(Struct, frozen=True, kw_only=True, tag_field="wish", tag="acknowledge"):
    """Somebody has seen this alert."""

    id: str
    by: Annotated[str, Meta(max_length=60)]


VoiceWish = Release | Kill | State | Withdraw | Correct
"""What is wished of sentences and statements."""
Wish = VoiceWish | Acknowledge | Annotate | Strike


class Voice(Struct, frozen=True, kw_only=True):
    """The sentences a wall may show, one at a time; those that wait for a release, the best first; and who did what.

    `automatic_after` is after how many seconds a candidate is released by itself, None: by the lead alone.
    """

    shown: tuple[Sentence, ...] = ()
    candidates: tuple[Sentence, ...] = ()
    deeds: tuple[Deed, ...] = ()
    automatic_after: float | None = None
