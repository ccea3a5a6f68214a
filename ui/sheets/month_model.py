"""What the director's page of a month says."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date
from msgspec import Struct

from dashboard.monthly import MonthReport, StormCost, Totals
from ui.drawing import levels
from ui.drawing.quotes import topic_name
from ui.sheets.day_model import LEAST_HEARD, Figure, Problem, capitalised
from ui.sheets.words import definition, name
from ui.speech.language import count, later, locale, say
from ui.speech.spoken import NO_DATA, clock, duration, number, percent
from ui.speech.words import plain

PROBLEMS, STORMS, BENCHMARKS = 5, 5, 3
TYPICAL = later(
    "From a customer's first message to the first reply, on a typical day: the median of the days' medians."
)


class DayPoint(Struct, frozen=True, kw_only=True):
    """A day of the charts: its share and its time, None where there is no data; whether it stormed."""

    day: date
    rate: float | None = None
    time: float | None = None
    stormed: bool = False
    known: bool = True
    sunday: bool = False


class StormLine(Struct, frozen=True, kw_only=True):
    """A storm as it is said: when, waits begun, missed, the longest."""

    when: str
    waits: str
    missed: str
    longest: str


class Compared(Struct, frozen=True, kw_only=True):
    """Somebody's figures, and where they are from."""

    name: str
    rate: str
    time: str
    source: str = ""
    ours: bool = False


class MonthPage(Struct, frozen=True, kw_only=True):
    """The page."""

    title: str
    inbox: str
    demo: bool
    lead: str
    heroes: tuple[Figure, ...]
    days: tuple[DayPoint, ...]
    goal: float
    target: float
    rate_before: float | None
    time_before: float | None
    facts: tuple[tuple[str, str, str], ...]
    problems: tuple[Problem, ...]
    storms: tuple[StormLine, ...]
    more_storms: str
    compared: tuple[Compared, ...]
    notes: tuple[str, ...]
    foot: str
    made: datetime


def month_page(month: MonthReport) -> MonthPage:
    """The page of a month."""
    total, before = month.total, month.before
    more = len(month.storms) - STORMS
    return MonthPage(
        title=capitalised(str(format_date(month.month, "LLLL y", locale=locale()))),
        inbox=plain(month.inbox),
        demo=month.demo,
        lead=" ".join(_lead(month)),
        heroes=tuple(_heroes(month)),
        days=tuple(_days(month)),
        goal=month.goals.response_rate,
        target=month.goals.target,
        rate_before=before.response_rate,
        time_before=before.first_response_time,
        facts=tuple(_facts(total, before)),
        problems=tuple(
            Problem(
                name=topic_name(topic.names, topic.id),
                customers=topic.customers,
                negative=topic.negative if topic.heard >= LEAST_HEARD else None,
            )
            for topic in month.problems[:PROBLEMS]
        ),
        storms=tuple(_storm(each, month.timezone) for each in month.storms[:STORMS]),
        more_storms=count("and {n} more", "and {n} more", more).format(n=number(more)) if more > 0 else "",
        compared=tuple(_compared(month)),
        notes=tuple(_notes(month)),
        foot=" ".join(_foot(month)),
        made=month.made,
    )


# ── Numbers ──────────────────────────────────────────────────────────────────────────────────────────


def _heroes(month: MonthReport) -> Iterator[Figure]:
    total, before, goals = month.total, month.before, month.goals
    rate = levels.share(total.response_rate, goals.response_rate)
    yield Figure(
        key="response_rate", name=name("response_rate"), value=total.response_rate, said=percent(rate.value),
        level=rate.level, goal=percent(goals.response_rate), usual=_said(before.response_rate, percent),
        definition=definition("response_rate"),
    )  # fmt: skip
    time = levels.duration(
        "first_response_time", total.first_response_time, goals.target, total.first_response_time_open
    )
    yield Figure(
        key="first_response_time", name=name("first_response_time"), value=total.first_response_time,
        said=duration(time.value), level=time.level, goal=duration(goals.target),
        usual=_said(before.first_response_time, duration), definition=say(TYPICAL),
    )  # fmt: skip
    yield Figure(
        key="messages_in", name=name("messages_in"), value=total.messages_in, said=number(total.messages_in),
        usual=number(before.messages_in) if before.days else "", definition=definition("messages_in"),
    )  # fmt: skip
    yield Figure(
        key="turned_around", name=name("turned_around"), value=total.turned,
        said=number(total.turned) if total.turned_of else NO_DATA,
        usual=number(before.turned) if before.turned_of else "",
        definition=say("Of {n} conversations that began negative: the last message was positive. An estimate.").format(
            n=number(total.turned_of)
        ),
    )  # fmt: skip


def _said(value: float | None, spoken: Callable[[float], str]) -> str:
    return "" if value is None else spoken(value)


def _facts(total: Totals, before: Totals) -> Iterator[tuple[str, str, str]]:
    """A name, the month's value, and that of the month before."""
    rows = (
        (say("Conversations"), number(total.conversations_begun), number(before.conversations_begun)),
        (say("Replies out"), number(total.replies_out), number(before.replies_out)),
        (say("Within the target"), percent(total.service_level), percent(before.service_level)),
        (say("Opening hours"), _hours(total.open_seconds), _hours(before.open_seconds)),
        (say("Storms"), number(total.storms), number(before.storms)),
        (say("Days seen"), number(total.days), number(before.days)),
    )
    always = (3, 5)
    for place, (label, now, then) in enumerate(rows):
        yield label, now, then if before.days or place in always else NO_DATA


def _hours(seconds: float) -> str:
    return say("{n} h").format(n=number(seconds / 3600))


def _days(month: MonthReport) -> Iterator[DayPoint]:
    told = {each.day: each for each in month.days}
    day = month.month
    while day < month.after:
        it = told.get(day)
        yield DayPoint(
            day=day,
            rate=it.numbers.response_rate.value if it else None,
            time=it.numbers.first_response_time.median if it else None,
            stormed=bool(it and it.storms),
            known=it is not None or day > month.days[-1].day,
            sunday=day.weekday() == 6,
        )
        day += timedelta(days=1)


def _storm(it: StormCost, timezone: str) -> StormLine:
    begin = format_date(it.begin.astimezone(ZoneInfo(timezone)).date(), "d MMM", locale=locale())
    return StormLine(
        when=f"{begin} {clock(it.begin, timezone)}–{clock(it.end, timezone)}",
        waits=number(it.waits),
        missed=number(it.missed),
        longest=duration(it.longest),
    )


def _compared(month: MonthReport) -> Iterator[Compared]:
    total = month.total
    rate, time = percent(total.response_rate), duration(total.first_response_time)
    yield Compared(name=say("We, this month"), rate=rate, time=time, ours=True)
    goal, bar = month.goals.response_rate, say("The bar of Socially Devoted is {share}.")
    yield Compared(
        name=say("Our goal"),
        rate=percent(goal),
        time=duration(month.goals.target),
        source=bar.format(share=percent(BAR)) if goal == BAR else "",
    )
    for each in month.benchmarks[:BENCHMARKS]:
        yield Compared(
            name=plain(each.name), rate=percent(each.response_rate), time=duration(each.response_time),
            source=plain(each.source, 200),
        )  # fmt: skip


BAR = 0.65
"""The share of questions that must be answered, by Socialbakers' "Socially Devoted"."""


# ── Sentences ────────────────────────────────────────────────────────────────────────────────────────


def _lead(month: MonthReport) -> Iterator[str]:
    total, before = month.total, month.before
    if total.response_rate is None:
        yield say("Nobody wrote whom we could have answered.")
    elif before.response_rate is None:
        yield say("{share} of those who wrote got an answer.").format(share=percent(total.response_rate))
    else:
        yield say("{share} of those who wrote got an answer; the month before it was {before}.").format(
            share=percent(total.response_rate), before=percent(before.response_rate)
        )
    if total.first_response_time is not None:
        yield say("On a typical day half of the first replies came within {time}.").format(
            time=duration(total.first_response_time)
        )
    if total.storms:
        yield count("It stormed once.", "It stormed {n} times.", total.storms).format(n=number(total.storms))


def _notes(month: MonthReport) -> Iterator[str]:
    if month.missing:
        said = ", ".join(str(format_date(day, "d MMM", locale=locale())) for day in month.missing[:12])
        more = "…" if len(month.missing) > 12 else ""
        text = count("{n} day without data: {days}", "{n} days without data: {days}", len(month.missing))
        yield text.format(n=number(len(month.missing)), days=f"{said}{more}")
    half = [each for each in month.days if each.known < HALF]
    if half:
        text = count(
            "{n} day was seen for less than half.", "{n} days were seen for less than half.", len(half)
        )
        yield text.format(n=number(len(half)))
    if not month.missing and not half:
        yield say("All days are there.")
    last = month.days[-1].day
    if last + timedelta(days=1) < month.after:
        yield say("Up to and with {day}.").format(day=format_date(last, "d MMMM", locale=locale()))


HALF = 0.5


def _foot(month: MonthReport) -> Iterator[str]:
    yield say("Time zone {zone}.").format(zone=month.timezone)
    yield say(
        "Counts and shares are those of the days put together, each as it was told at its end. "
        "Storm costs: waits begun in it, and those not answered within {target}."
    ).format(target=duration(month.goals.target))
    yield say("Mood and topics are estimates.")
