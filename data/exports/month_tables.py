"""The month as tables."""

from zoneinfo import ZoneInfo

from dashboard.monthly import MonthReport, Totals
from dashboard.named import named
from dashboard.numbers import NUMBERS
from data.exports.tables import Cell, Column, Sheet, definitions, gaps_sheet, shortened

TOTALS = (
    ("days", "count"),
    ("messages_in", "count"),
    ("replies_out", "count"),
    ("conversations_begun", "count"),
    ("waits_begun", "count"),
    ("response_rate", "share"),
    ("first_response_time", "s"),
    ("first_response_time_open", "s"),
    ("service_level", "share"),
    ("turned_around.turned", "count"),
    ("turned_around.n", "count"),
    ("storms", "count"),
    ("open_seconds", "s"),
)
_FIELDS = {"turned_around.turned": "turned", "turned_around.n": "turned_of"}


def month_sheets(month: MonthReport) -> tuple[Sheet, ...]:
    """All tables of a month."""
    zone = ZoneInfo(month.timezone)
    return (
        _summary(month),
        _days(month),
        _storms(month, zone),
        _problems(month),
        _benchmarks(month),
        definitions(),
        gaps_sheet(month.gaps, zone),
    )


def _summary(month: MonthReport) -> Sheet:
    columns = (
        Column("number"),
        Column("value", "number"),
        Column("before", "number"),
        Column("unit"),
        Column("target", "number"),
    )
    goals: dict[str, float] = {
        "response_rate": month.goals.response_rate,
        "first_response_time": month.goals.target,
        "first_response_time_open": month.goals.target,
    }
    facts: tuple[tuple[str, Cell], ...] = (
        ("month", f"{month.month:%Y-%m}"),
        ("inbox", month.inbox),
        ("time_zone", month.timezone),
    )
    rows: list[tuple[Cell, ...]] = [(name, value, None, None, None) for name, value in facts]
    for name, unit in TOTALS:
        rows.append((name, _of(month.total, name), _of(month.before, name), unit, goals.get(name)))
    return Sheet("summary", columns, tuple(rows))


def _of(totals: Totals, name: str) -> Cell:
    return shortened(getattr(totals, _FIELDS.get(name, name)))


def _days(month: MonthReport) -> Sheet:
    names = tuple(named(month.days[0].numbers))
    numbers = tuple(Column(name, NUMBERS[f"today.{name}"].unit) for name in names)
    columns = (Column("day"), Column("known", "share"), Column("storms", "count"), *numbers)
    rows = tuple(
        (
            each.day.isoformat(),
            shortened(each.known),
            each.storms,
            *map(shortened, named(each.numbers).values()),
        )
        for each in month.days
    )
    empty = (None,) * (len(columns) - 2)
    missing = tuple((day.isoformat(), 0.0, *empty) for day in month.missing)
    return Sheet("days", columns, tuple(sorted((*rows, *missing), key=lambda row: str(row[0]))))


def _storms(month: MonthReport, zone: ZoneInfo) -> Sheet:
    columns = (
        Column("from", "instant"), Column("until", "instant"), Column("waits_begun", "count"),
        Column("missed", "count"), Column("longest_wait", "s"),
    )  # fmt: skip
    rows = (
        (
            each.begin.astimezone(zone),
            each.end.astimezone(zone),
            each.waits,
            each.missed,
            shortened(each.longest),
        )
        for each in month.storms
    )
    return Sheet("storms", columns, tuple(rows))


def _problems(month: MonthReport) -> Sheet:
    columns = (
        Column("topic"),
        Column("customers", "count"),
        Column("negative", "share"),
        Column("heard", "count"),
    )
    rows = ((each.id, each.customers, shortened(each.negative), each.heard) for each in month.problems)
    return Sheet("problems", columns, tuple(rows))


def _benchmarks(month: MonthReport) -> Sheet:
    columns = (
        Column("name"),
        Column("response_rate", "share"),
        Column("first_response_time", "s"),
        Column("source"),
    )
    rows = ((each.name, each.response_rate, each.response_time, each.source) for each in month.benchmarks)
    return Sheet("benchmarks", columns, tuple(rows))
