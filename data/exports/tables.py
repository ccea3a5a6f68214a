"""The day as tables: what stands in which column, the same for CSV, XLSX and JSON; no prose but the definitions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from dashboard.day import Day
from dashboard.kept import ConversationRow, Event, Gap
from dashboard.measure.days import instant
from dashboard.measure.metrics import METRICS
from dashboard.model import Measured, Now
from dashboard.named import named, value_at
from dashboard.numbers import NUMBERS, paths
from dashboard.story import RUNNING, UNANSWERED

Cell = str | float | bool | datetime | None
Kind = Literal["text", "long", "count", "s", "share", "balance", "instant", "day", "number"]
DIGITS = 6


class Column(Struct, frozen=True):
    """A column: its key, and what kind of value stands in it."""

    key: str
    kind: Kind = "text"


class Sheet(Struct, frozen=True):
    """A table; `name` is a fixed one, and part of a file's name."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def day_sheets(day: Day) -> tuple[Sheet, ...]:
    """All tables of a day; those of agents only where the team agreed to names."""
    zone = ZoneInfo(day.timezone)
    agents = (_grouped("by-agent", "agent", day),) if day.names else ()
    return (
        _summary(day, zone),
        _grouped("by-hour", "hour", day),
        _grouped("by-channel", "channel", day),
        *agents,
        _conversations(day, zone),
        definitions(),
        gaps_sheet(day.gaps, zone),
        events_sheet(day.events, zone),
    )


def sheet_names(*, names: bool) -> tuple[str, ...]:
    """The tables that a day has."""
    agents = ("by-agent",) if names else ()
    return ("summary", "by-hour", "by-channel", *agents, "conversations", "definitions", "gaps", "events")


# ── The day ──────────────────────────────────────────────────────────────────────────────────────────

NUMBER_COLUMNS = (
    Column("number"),
    Column("value", "number"),
    Column("unit"),
    Column("target", "number"),
    Column("usual", "number"),
    Column("usual_low", "number"),
    Column("usual_high", "number"),
    Column("usual_weeks", "count"),
    Column("definition", "long"),
)
SHARE_TARGETS = ("response_rate.value",)
TIME_TARGETS = ("first_response_time.median", "first_response_time_open.median")


def _summary(day: Day, zone: ZoneInfo) -> Sheet:
    said = {metric.key: metric.definition for metric in METRICS}
    facts: list[tuple[str, Cell]] = [
        ("day", day.day.isoformat()),
        ("inbox", day.inbox),
        ("time_zone", day.timezone),
        ("as_of", day.at.astimezone(zone)),
        ("known", shortened(day.known)),
        ("longest_wait", shortened(day.longest_wait)),
    ]
    rows: list[tuple[Cell, ...]] = [(name, value, *[None] * 7) for name, value in facts]
    for name, value in day.numbers.items():
        usual = day.usual.get(name)
        usually = (usual.median, usual.low, usual.high) if usual else (None,) * 3
        rows.append(
            (name, shortened(value), NUMBERS[f"today.{name}"].unit, _target(day, name),
             *map(shortened, usually), usual.n if usual else None, said[name.partition(".")[0]])
        )  # fmt: skip
    for name, path in paths(Now):
        value = value_at(day.reading.now, path)
        rows.append(
            (f"now.{name}", shortened(value), NUMBERS[f"now.{name}"].unit, *[None] * 5, said[path[0]])
        )
    return Sheet("summary", NUMBER_COLUMNS, tuple(rows))


def _target(day: Day, name: str) -> float | None:
    if name in SHARE_TARGETS:
        return day.goals.response_rate
    return day.goals.target if name in TIME_TARGETS else None


def _grouped(name: str, dimension: str, day: Day) -> Sheet:
    """The day's numbers of each group of a dimension, and how many wait of it at the end."""
    numbers = tuple(Column(key, _kind(f"today.{key}")) for key in day.numbers)
    columns = (Column(dimension), Column("queue_size", "count"), Column("backlog", "count"), *numbers)
    groups = day.by.get(dimension, {})
    rows = (
        (key, it.now.queue_size, it.now.backlog, *map(shortened, named(it.windows["today"]).values()))
        for key, it in _in_order(groups)
    )
    return Sheet(name, columns, tuple(rows))


def _in_order(groups: Mapping[str, Measured]) -> list[tuple[str, Measured]]:
    return sorted(groups.items(), key=lambda item: (len(item[0]) if item[0].isdecimal() else 0, item[0]))


def _kind(name: str) -> Kind:
    return NUMBERS[name].unit


CONVERSATION_COLUMNS = (
    Column("id"),
    Column("channel"),
    Column("public"),
    Column("team"),
    Column("status"),
    Column("proactive"),
    Column("created", "instant"),
    Column("first_reply", "instant"),
    Column("first_wait", "s"),
    Column("waits", "count"),
    Column("waits_unanswered", "count"),
    Column("longest_wait", "s"),
    Column("waiting_since", "instant"),
    Column("resolved", "instant"),
    Column("messages_in", "count"),
    Column("replies_out", "count"),
    Column("labels"),
    Column("topics"),
    Column("mood_first"),
    Column("mood_last"),
    Column("language"),
)


def _conversations(day: Day, zone: ZoneInfo) -> Sheet:
    columns = (*CONVERSATION_COLUMNS, *((Column("assignee"),) if day.names else ()))
    rows = (
        (*_conversation(row, day.at.timestamp(), zone), *((row.assignee,) if day.names else ()))
        for row in day.rows
    )
    return Sheet("conversations", columns, tuple(rows))


def _conversation(row: ConversationRow, at: float, zone: ZoneInfo) -> tuple[Cell, ...]:
    lengths = [(at if ended is None else ended) - begun for begun, ended, _ in row.waits]
    running = next((begun for begun, _, outcome in row.waits if outcome == RUNNING), None)
    first = (
        row.first_reply - row.waits[0][0] if row.first_reply and row.waits and row.customer_begun else None
    )
    answered_first = first if row.waits and row.waits[0][1] == row.first_reply else None
    return (
        row.id,
        row.channel,
        None if row.public is None else "yes" if row.public else "no",
        row.team,
        row.status,
        "yes" if row.proactive else "no",
        _local(row.created, zone),
        _local(row.first_reply, zone),
        shortened(answered_first),
        len(row.waits),
        sum(outcome == UNANSWERED for _, _, outcome in row.waits),
        shortened(max(lengths, default=None)),
        _local(running, zone),
        _local(max(row.resolved, default=None) if row.status == "resolved" else None, zone),
        row.messages_in,
        row.replies_out,
        ", ".join(row.labels),
        ", ".join(row.topics),
        row.first_mood,
        row.last_mood,
        row.language,
    )


# ── What any page has ────────────────────────────────────────────────────────────────────────────────


def definitions() -> Sheet:
    """What each number means, from the table that makes it."""
    columns = (Column("number"), Column("unit"), Column("better"), Column("definition", "long"))
    return Sheet(
        "definitions", columns, tuple((each.key, each.unit, each.better, each.definition) for each in METRICS)
    )


def gaps_sheet(gaps: Iterable[Gap], zone: ZoneInfo) -> Sheet:
    """When nothing was known, and why."""
    columns = (Column("from", "instant"), Column("until", "instant"), Column("why"))
    rows = (
        (gap.first.astimezone(zone), gap.after.astimezone(zone) if gap.after else None, gap.why)
        for gap in gaps
    )
    return Sheet("gaps", columns, tuple(rows))


def events_sheet(events: Iterable[Event], zone: ZoneInfo) -> Sheet:
    """Storms, and what was marked."""
    columns = (
        Column("from", "instant"),
        Column("until", "instant"),
        Column("kind"),
        Column("text"),
        Column("by"),
    )
    rows = (
        (
            each.at.astimezone(zone),
            each.until.astimezone(zone) if each.until else None,
            each.kind,
            each.text,
            each.by,
        )
        for each in events
    )
    return Sheet("events", columns, tuple(rows))


def _local(at: float | None, zone: ZoneInfo) -> datetime | None:
    return None if at is None else instant(at).astimezone(zone)


def shortened(value: float | None) -> float | None:
    """A number as it is kept: of six digits."""
    return round(value, DIGITS) if isinstance(value, float) else value


def records(sheet: Sheet) -> Iterator[dict[str, Cell]]:
    """The rows, each value by its column."""
    keys: Sequence[str] = [column.key for column in sheet.columns]
    return (dict(zip(keys, row, strict=True)) for row in sheet.rows)
