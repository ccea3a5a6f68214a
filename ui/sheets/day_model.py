"""What the page of a day says: each number as it is drawn, with what it is held against."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from msgspec import Struct

from dashboard.day import Day, Range
from dashboard.kept import Event, Gap
from dashboard.model import Curve, Ribbon
from dashboard.numbers import NUMBERS
from ui.drawing import levels
from ui.drawing.levels import Judged, Level
from ui.drawing.quotes import bare, quoted, topic_name
from ui.sheets.words import LONGEST_SEEN, definition, name
from ui.speech.language import count, later, locale, say
from ui.speech.spoken import NO_DATA, balance, briefly, clock, duration, number, percent
from ui.speech.words import TROUBLES, plain

HEROES = ("response_rate.value", "first_response_time.median", "messages_in")
LISTED = (
    "conversations_begun",
    "waits_begun",
    "replies_out",
    "first_response_time.p90",
    "next_reply_time.median",
    "resolution_time.median",
    "service_level.value",
    "sentiment.balance",
    "turned_around.turned",
    "meets_feeling.value",
)
PROBLEMS = 3
LEAST_HEARD = 5  # messages with a sure mood; a share of fewer says nothing
MOST_EVENTS = 3
GAPS: dict[str, str] = {
    "off": later("Pulsvegg did not run."),
    "filling": later("The inbox was being read."),
}


class Figure(Struct, frozen=True, kw_only=True):
    """A number: its key, its value, and how it and what it is held against are said; "" where there is nothing."""

    key: str
    name: str
    value: float | None
    said: str
    level: Level = "fine"
    goal: str = ""
    usual: str = ""
    range: str = ""
    definition: str = ""


class Problem(Struct, frozen=True, kw_only=True):
    """What customers wrote of: how many, and which share of it in anger, as it is said."""

    name: str
    customers: int
    negative: float | None = None


class Quote(Struct, frozen=True, kw_only=True):
    """A customer's masked sentence in its quotation marks, and of what and when."""

    text: str
    about: str


class Hour(Struct, frozen=True, kw_only=True):
    """An hour of the clock: customers' messages, and replies."""

    hour: int
    messages_in: int
    replies_out: int


class DayPage(Struct, frozen=True, kw_only=True):
    """The page."""

    title: str
    inbox: str
    demo: bool
    timezone: str
    begin: datetime
    end: datetime
    at: datetime
    lead: str
    heroes: tuple[Figure, ...]
    figures: tuple[Figure, ...]
    queue: Curve
    usual_queue: Ribbon | None
    hours: tuple[Hour, ...]
    closed: tuple[tuple[datetime, datetime], ...]
    storms: tuple[tuple[datetime, datetime], ...]
    unknown: tuple[tuple[datetime, datetime], ...]
    problems: tuple[Problem, ...]
    quotes: tuple[Quote, ...]
    notes: str
    gaps: str
    foot: str


def day_page(day: Day) -> DayPage:
    """The page of a day."""
    storms = tuple((event.at, event.until or day.at) for event in day.events if event.kind == "storm")
    problems = tuple(
        Problem(
            name=topic_name(topic.names, topic.id),
            customers=topic.customers_today,
            negative=topic.negative if topic.heard >= LEAST_HEARD else None,
        )
        for topic in day.problems[:PROBLEMS]
    )
    return DayPage(
        title=capitalised(str(format_date(day.day, "EEEE d MMMM y", locale=locale()))),
        inbox=plain(day.inbox),
        demo=day.demo,
        timezone=day.timezone,
        begin=day.begin,
        end=day.end,
        at=day.at,
        lead=" ".join(_lead(day, problems)),
        heroes=(*(figure(day, key) for key in HEROES), _longest(day)),
        figures=tuple(figure(day, key) for key in LISTED),
        queue=day.queue,
        usual_queue=day.usual_queue,
        hours=tuple(_hours(day)),
        closed=day.closed,
        storms=storms,
        unknown=tuple((max(gap.first, day.begin), min(gap.after or day.end, day.end)) for gap in day.gaps),
        problems=problems,
        quotes=tuple(_quotes(day)),
        notes=" ".join(_notes(day)),
        gaps=" ".join(_gaps(day)),
        foot=" ".join(_foot(day)),
    )


def capitalised(text: str) -> str:
    """A text that begins a line: our languages write days and months small."""
    return text[:1].upper() + text[1:]


# ── Numbers ──────────────────────────────────────────────────────────────────────────────────────────


def spoken(key: str, value: float | None) -> str:
    """A number as it is said, by its unit."""
    unit = NUMBERS[f"today.{key}"].unit
    if key == "sentiment.balance":
        return balance(value)
    return {"s": duration, "share": percent}.get(unit, number)(value)


def figure(day: Day, key: str) -> Figure:
    """A number of the day."""
    value = day.numbers[key]
    judged, goal = _judged(day, key, value)
    said = spoken(key, judged.value)
    if key == "turned_around.turned":
        said = _turned(day)
    usual = day.usual.get(key)
    return Figure(
        key=key,
        name=called(key, day.goals.target),
        value=value,
        said=said,
        level=judged.level,
        goal=goal,
        usual=spoken(key, usual.median) if usual else "",
        range=_range(key, usual),
        definition=definition(key),
    )


def called(key: str, target: float) -> str:
    """What a number of the page is called."""
    return say(SHORT[key]).format(target=duration(target)) if key in SHORT else name(key)


SHORT: dict[str, str] = {
    "service_level.value": later("Within {target}"),
    "first_response_time.median": later("First reply"),
    "first_response_time.p90": later("First reply, 90 %"),
    "next_reply_time.median": later("Next reply"),
    "resolution_time.median": later("Resolution"),
    "sentiment.balance": later("Mood, balance"),
    "turned_around.turned": later("Turned around"),
}


def _judged(day: Day, key: str, value: float | None) -> tuple[Judged, str]:
    """The number with what is thought of it, and the goal as it is said."""
    if key == "response_rate.value":
        return levels.share(value, day.goals.response_rate), percent(day.goals.response_rate)
    if key == "first_response_time.median":
        opened = day.numbers["first_response_time_open.median"]
        target = day.goals.target
        return levels.duration("first_response_time", value, target, opened), duration(target)
    return Judged(value), ""


def _turned(day: Day) -> str:
    n = day.numbers["turned_around.n"]
    if not n:
        return NO_DATA
    return say("{n} of {all}").format(n=number(day.numbers["turned_around.turned"]), all=number(n))


def _range(key: str, usual: Range | None) -> str:
    """The range that is usual; "" where both ends are said alike."""
    if usual is None:
        return ""
    ends = (usual.low, usual.high)
    timed = NUMBERS[f"today.{key}"].unit == "s"
    low, high = (briefly(value) if timed else spoken(key, value) for value in ends)
    return "" if low == high else say("{low} to {high}").format(low=low, high=high)


def _longest(day: Day) -> Figure:
    judged = levels.duration("longest_wait", day.longest_wait, day.goals.target)
    return Figure(
        key="longest_wait",
        name=name("longest_wait"),
        value=day.longest_wait,
        said=duration(judged.value),
        level=judged.level,
        definition=say(LONGEST_SEEN),
    )


def _hours(day: Day) -> Iterator[Hour]:
    for hour, measured in day.by.get("hour", {}).items():
        today = measured.windows["today"]
        yield Hour(hour=int(hour), messages_in=today.messages_in, replies_out=today.replies_out)


# ── Sentences ────────────────────────────────────────────────────────────────────────────────────────


def _lead(day: Day, problems: tuple[Problem, ...]) -> Iterator[str]:
    rate, first = day.numbers["response_rate.value"], day.numbers["first_response_time.median"]
    if rate is None:
        yield say("Nobody wrote whom we could have answered.")
    elif first is None:
        yield say("{share} of those who wrote got an answer.").format(share=percent(rate))
    else:
        yield say(
            "{share} of those who wrote got an answer; half of the first replies came within {time}."
        ).format(share=percent(rate), time=duration(first))
    if problems:
        top = problems[0]
        text = count("{n} customer wrote of {topic}.", "{n} customers wrote of {topic}.", top.customers)
        yield text.format(n=number(top.customers), topic=top.name)


def _quotes(day: Day) -> Iterator[Quote]:
    names = {topic.id: topic.names for topic in day.problems}
    for each in day.sentences:
        text = quoted(each.text, each.language)
        if text and bare(each.text):
            about = topic_name(names.get(each.topic, {}), each.topic)
            yield Quote(text=text, about=f"{about} · {clock(each.at, day.timezone)}")


def _notes(day: Day) -> Iterator[str]:
    for event in day.events[:MOST_EVENTS]:
        yield _note(day, event)
    if [event.kind for event in day.events] == ["storm"]:
        yield say("Far more waits began than usual.")
    more = len(day.events) - MOST_EVENTS
    if more > 0:
        yield count("and {n} more", "and {n} more", more).format(n=number(more))
    if not day.events:
        yield say("No storm, and nothing was marked.")


def _note(day: Day, event: Event) -> str:
    begin = clock(event.at, day.timezone) if event.at >= day.begin else say("before midnight")
    until = event.until
    if event.kind == "storm":
        past = until is None or until >= day.end
        said = say("Storm from {begin}, past midnight.") if past else say("Storm from {begin} to {end}.")
        return said.format(begin=begin, end="" if until is None else clock(until, day.timezone))
    return say("{time}: {text}").format(time=begin, text=plain(event.text, 80))


def _gaps(day: Day) -> Iterator[str]:
    if not day.gaps:
        yield say("There is no gap: all of the day was seen.") if day.known >= 0.999 else _known(day)
        return
    yield _known(day)
    for gap in day.gaps[:MOST_EVENTS]:
        yield _gap(day, gap)
    if (more := len(day.gaps) - MOST_EVENTS) > 0:
        yield count("and {n} more", "and {n} more", more).format(n=number(more))


def _known(day: Day) -> str:
    return say("{share} of the day was seen.").format(share=percent(day.known))


def _gap(day: Day, gap: Gap) -> str:
    begin = clock(max(gap.first, day.begin), day.timezone)
    end = say("midnight") if gap.after is None or gap.after >= day.end else clock(gap.after, day.timezone)
    why = say(GAPS[gap.why] if gap.why == "off" or gap.why == "filling" else TROUBLES[gap.why].what)  # noqa: PLR1714  mypy
    return say("Not seen from {begin} to {end}: {why}").format(begin=begin, end=end, why=why)


def _foot(day: Day) -> Iterator[str]:
    offset = day.at.astimezone(ZoneInfo(day.timezone)).strftime("%z")
    yield say("Time zone {zone} (UTC{offset}); numbers as of {time}.").format(
        zone=day.timezone, offset=f"{offset[:3]}:{offset[3:]}", time=clock(day.at, day.timezone)
    )
    yield say(
        "Usual: the median of the same weekday in up to eight weeks before, in brackets where eight of ten lie; "
        "without holidays, storms and marked events."
    )
    yield say("Mood and topics are estimates; names in customers' sentences are masked.")
