"""What a desk asks of the feed between two polls, and what it is answered: numbers under a filter, and lists.

A question is a line on the feed's standard input, as any wish is; an answer is a line on its standard output whose
first word is `answer`, so that the Snapshots' lines stay what they are. No customer's words are in either.
"""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from dashboard.model import Curve, Language, Reading
from dashboard.voice.values import TopicNow

WindowName = Literal["last_15_min", "last_60_min", "today", "yesterday", "last_7_days", "this_shift"]
ListName = Literal[
    "queue", "unassigned", "assigned", "public", "private",
    "under_15_min", "over_15_min", "over_1_h", "over_4_h", "older",
    "queue_negative", "queue_neutral", "queue_positive", "queue_unsure",
    "backlog", "backlog_open", "backlog_pending", "backlog_snoozed",
    "messages_in", "replies_out", "waits_begun", "conversations_begun",
    "first_response_time", "next_reply_time", "resolution_time",
    "missed", "undecided", "asked", "unanswered",
    "negative", "neutral", "positive", "unsure",
    "turned_around", "still_negative", "not_met", "topic",
]  # fmt: skip
"""The lists of `measure/behind.py`, each of the conversations behind a number."""
LONGEST = 100_000
"""Conversations in a list; of more the first ones are told."""

Name = Annotated[str, Meta(max_length=500)]
Names = Annotated[tuple[Name | None, ...], Meta(max_length=500)]


class Filter(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which part of everything counts; of each dimension all, where it says nothing.

    None among `teams` and `agents` is nobody's. A shift is one of the settings', by name: what belongs to its hours.
    """

    channels: Names = ()
    teams: Names = ()
    agents: Names = ()
    languages: Annotated[tuple[Language, ...], Meta(max_length=20)] = ()
    shifts: Names = ()
    public: bool | None = None

    def __bool__(self) -> bool:
        return self != Filter()


class Ask(Struct, frozen=True, kw_only=True, tag_field="wish", tag="ask"):
    """Tell the numbers under a filter, `at` an earlier instant or now; `id` comes back with the answer."""

    id: int
    filter: Filter = Filter()
    at: datetime | None = None


class AskList(Struct, frozen=True, kw_only=True, tag_field="wish", tag="list"):
    """Tell the conversations behind a number, `at` an earlier instant or now; `window` and `topic` where it needs them.

    A list of the same `id` that is still being told gives way to it.
    """

    id: int
    of: ListName
    filter: Filter = Filter()
    window: WindowName = "today"
    topic: Name = ""
    limit: Annotated[int, Meta(ge=1, le=LONGEST)] = LONGEST
    at: datetime | None = None


class Enough(Struct, frozen=True, kw_only=True, tag_field="wish", tag="enough"):
    """Tell no more of a list."""

    id: int


Question = Ask | AskList | Enough


class Numbers(Struct, frozen=True, kw_only=True, tag_field="answer", tag="numbers"):
    """Every number under a filter, of the last good poll, or, `at` an earlier instant, as known of it now.

    `reading` is None while there was no poll, and of what is not kept. The topics' usual and bursts are of all alone.
    `named` is whether it is known who had taken a conversation.
    """

    id: int
    filter: Filter = Filter()
    at: datetime | None = None
    reading: Reading | None = None
    curves: dict[str, Curve] = {}
    topics: tuple[TopicNow, ...] = ()
    named: bool = True


class Called(Struct, frozen=True, kw_only=True):
    """What the codes of a list's columns are called; a topic's place is its bit."""

    channels: tuple[str | None, ...] = ()
    teams: tuple[str | None, ...] = ()
    agents: tuple[str | None, ...] = ()
    topics: tuple[str | None, ...] = ()


class Listed(Struct, frozen=True, kw_only=True, tag_field="answer", tag="list"):
    """A part of a list: its conversations from the place `first` on, a column each; the parts come in order.

    `total` conversations are behind `cases` cases of the number; `told` of them come in all. `called` is in the first
    part. Codes are places in `called`; `public` is -1 private, 1 public, 0 unknown; `status`, `mood` and `language`
    are places in STATUSES, MOODS and LANGUAGES, -1 for no mood. `wait` is for how long the conversation waits now,
    `first_reply` how long its customer waited for the first one, `seconds` the duration that the list is about: all
    in seconds, None where there is none. `messages` counts customers' messages and public replies. Not `kept`: of that
    earlier instant no conversations are.
    """

    id: int
    at: datetime
    total: int
    cases: int
    told: int
    kept: bool = True
    first: int = 0
    called: Called | None = None
    ids: tuple[str, ...] = ()
    channel: tuple[int, ...] = ()
    public: tuple[int, ...] = ()
    team: tuple[int, ...] = ()
    assignee: tuple[int, ...] = ()
    status: tuple[int, ...] = ()
    wait: tuple[float | None, ...] = ()
    first_reply: tuple[float | None, ...] = ()
    messages: tuple[int, ...] = ()
    topics: tuple[int, ...] = ()
    mood: tuple[int, ...] = ()
    language: tuple[int, ...] = ()
    seconds: tuple[float | None, ...] = ()


Answered = Numbers | Listed
