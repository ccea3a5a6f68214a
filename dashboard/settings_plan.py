"""All that can be set, table by table, with its words, units, choices and defaults: what the dialogs are made of."""

from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from msgspec import Meta, Struct

from dashboard.alert_rules import AlertTable
from dashboard.export_settings import BenchmarkTable
from dashboard.sections import Setting, settings_of
from dashboard.settings import Settings

Shape = Literal["keys", "named", "pairs"]
"""A table of keys; tables of the same keys, each with a name; a table whose keys are the owner's own."""

Hours = str | tuple[str, ...]
"""Hours of a day: "closed", "24h", "08:00-22:00", or several spans."""


class Table(Struct, frozen=True, kw_only=True):
    """One table of the file, or all [name.NAME]; `settings` are its keys, of pairs the one that each value is."""

    name: str
    words: str
    shape: Shape
    settings: tuple[Setting, ...]


class HoursTable(Struct, frozen=True, kw_only=True):
    """When the team answers. Where no day is named: day and night. A single day goes before the days of the week."""

    daily: Annotated[
        Hours, Meta(description="All days: 08:00-22:00, 24h or closed; or several, 08:00-11:00, 12:00-16:00.")
    ] = ()
    weekdays: Annotated[
        Hours, Meta(description="Monday to Friday, as 08:00-22:00; 24h is day and night, closed is never.")
    ] = ()
    weekend: Annotated[Hours, Meta(description="Saturday and Sunday, in the same way.")] = ()
    mon: Annotated[Hours, Meta(description="Monday.")] = ()
    tue: Annotated[Hours, Meta(description="Tuesday.")] = ()
    wed: Annotated[Hours, Meta(description="Wednesday.")] = ()
    thu: Annotated[Hours, Meta(description="Thursday.")] = ()
    fri: Annotated[Hours, Meta(description="Friday.")] = ()
    sat: Annotated[Hours, Meta(description="Saturday.")] = ()
    sun: Annotated[Hours, Meta(description="Sunday.")] = ()
    holidays: Annotated[
        tuple[Literal["NO", "SE", "DK", "FI"], ...],
        Meta(description="Whose public holidays are days of their own."),
    ] = ()
    on_holidays: Annotated[Hours, Meta(description="On those; closed where nothing is said.")] = ()  # fmt: skip


class ShiftTable(Struct, frozen=True, kw_only=True):
    """The team's shifts: the numbers of this shift are of the one that runs."""

    hours: Annotated[str, Meta(description="From when to when: 22:00-06:00 goes on into the next day.")] = ""
    days: Annotated[
        tuple[Literal["daily", "weekdays", "weekend", "mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...],
        Meta(description="On which days it begins; daily where nothing is said."),
    ] = ()


OWN: tuple[Table, ...] = (
    Table(name="hours", words=HoursTable.__doc__ or "", shape="keys", settings=settings_of(HoursTable)),
    Table(
        name="exceptions",
        words="Days with hours of their own: a date, 2026-12-24, or a holiday by its name.",
        shape="pairs",
        settings=(Setting(key="hours", kind=Hours, description="closed, 24h, or 10:00-14:00."),),
    ),
    Table(name="shifts", words=ShiftTable.__doc__ or "", shape="named", settings=settings_of(ShiftTable)),
    Table(
        name="roster",
        words="How much of full time each person gives on social media, by id or name; who is not named gives all.",
        shape="pairs",
        settings=(
            Setting(
                key="percent",
                kind=dict,
                description="0 to 100; or by day: mon 100, tue 50, weekend 0.",
                unit="%",
            ),
        ),
    ),
    Table(name="alerts", words=AlertTable.__doc__ or "", shape="named", settings=settings_of(AlertTable)),
    Table(
        name="benchmarks",
        words=BenchmarkTable.__doc__ or "",
        shape="named",
        settings=settings_of(BenchmarkTable),
    ),
)
"""The tables that read themselves, as they are said in the file."""


def plan() -> tuple[Table, ...]:
    """All tables, in the order of the settings."""
    own = {table.name for table in OWN}
    return (
        *(_table(name, kind) for name, kind in get_type_hints(Settings).items() if name not in own),
        *OWN,
    )


def _table(name: str, kind: Any) -> Table:
    """A table of keys, or, of a mapping by name, the one that each is."""
    named = get_origin(kind) is dict
    keys: type[Struct] = get_args(kind)[1] if named else kind
    shape: Shape = "named" if named else "keys"
    return Table(name=name, words=keys.__doc__ or "", shape=shape, settings=settings_of(keys))
