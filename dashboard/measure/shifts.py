"""The shifts of the team's week, with the roster of how much of full time each person gives on which day.

Times are the local clock's; a shift belongs to the day it begins and may cross midnight.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from dashboard.faults import Fault, Wrong, fault, in_order, quote, unknown
from dashboard.measure.days import local_day, midnight
from dashboard.measure.opening import (
    WEEKDAYS,
    Span,
    closing_instant,
    local_instant,
    names_of,
    span_of,
    table,
)
from dashboard.problems import SettingsProblem

Week = tuple[float, ...]
"""A share of full time, 0..1, for Monday to Sunday."""


class Shift(Struct, frozen=True, kw_only=True):
    """A shift by name; `days` are the weekdays it begins on, 0 for Monday."""

    name: str
    span: Span
    days: tuple[int, ...] = WEEKDAYS["daily"]


class Roster(Struct, frozen=True, kw_only=True):
    """Each person's week, by the agent's id or name; who is not on it gives full time."""

    people: tuple[tuple[str, Week], ...] = ()


class Running(Struct, frozen=True, kw_only=True):
    """A shift as it was once worked: begin (included) and end (excluded), in seconds since 1970."""

    name: str
    begin: float
    end: float
    weekday: int


class Shifts(Struct, frozen=True, kw_only=True):
    """All shifts, and who is on the roster."""

    shifts: tuple[Shift, ...] = ()
    roster: Roster = Roster()

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object]) -> "Shifts":
        """The shifts and the roster of the tables [shifts.NAME] and [roster].

        Raises SettingsProblem with one line a fault: "roster.Anna Berg: must be 0 to 100 percent, is 150".
        """
        sections = ("shifts", "roster")
        faults = [unknown(key, "no_such_section", sections) for key in mapping if key not in sections]
        named, people = table(mapping, "shifts", faults), table(mapping, "roster", faults)
        made = cls(
            shifts=tuple(shift for name in named if (shift := _shift(name, named, faults))),
            roster=Roster(people=tuple((name, _week(name, people[name], faults)) for name in people)),
        )
        if faults:
            raise SettingsProblem(in_order(faults))
        return made


def running(shifts: Shifts, at: float, zone: ZoneInfo) -> Running | None:
    """The shift that runs at an instant; of several the one that began last, of those the one that ends last.

    Between two shifts it is the one that began last, though it has ended: what comes in before the next one is
    still what it left, and a team lead who looks then must not see a shift of a second. None without any shift.
    """
    begun = [each for each in _worked(shifts, at, zone) if each.begin <= at]
    on = [each for each in begun if at < each.end]
    return max(on or begun, key=lambda each: (each.begin, each.end), default=None)


def ends(shifts: Shifts, after: float, until: float, zone: ZoneInfo) -> list[float]:
    """When shifts ended, later than one instant and not later than another, in seconds since 1970, ascending."""
    return sorted({each.end for each in _worked(shifts, until, zone) if after < each.end <= until})


def begin_of_this_shift(shifts: Shifts, at: float, zone: ZoneInfo) -> float:
    """When the window `this_shift` begins, in seconds since 1970; at local midnight without any shift."""
    shift = running(shifts, at, zone)
    return shift.begin if shift else midnight(local_day(at, zone), zone)


def duty_weekday(shifts: Shifts, at: float, zone: ZoneInfo) -> int:
    """The weekday whose roster holds at an instant: after midnight the night shift's is still yesterday's."""
    shift = running(shifts, at, zone)
    return shift.weekday if shift and at < shift.end else local_day(at, zone).weekday()


def capacity(roster: Roster, agent_id: str, agent_name: str, weekday: int) -> float:
    """The share of full time, 0..1, that a person gives on a weekday, 0 for Monday; an id goes before a name."""
    people = dict(roster.people)
    week = people.get(agent_id, people.get(agent_name))
    return 1.0 if week is None else week[weekday]


def _worked(shifts: Shifts, at: float, zone: ZoneInfo) -> Iterator[Running]:
    """Every shift that began on one of the last eight days: the one of a single weekday is among them."""
    today = local_day(at, zone)
    for day in (today - timedelta(days=back) for back in range(8)):
        for shift in shifts.shifts:
            if day.weekday() in shift.days:
                begin, end = shift.span
                yield Running(
                    name=shift.name,
                    begin=local_instant(day, begin, zone),
                    end=closing_instant(day, end, zone),
                    weekday=day.weekday(),
                )


# ── As settings say it ───────────────────────────────────────────────────────────────────────────────


def _shift(name: str, named: Mapping[str, object], faults: list[Fault]) -> Shift | None:
    where, said = f"shifts.{name}", named[name]
    if not isinstance(said, Mapping):
        faults.append(fault(where, "not_a_table", name=where))
        return None
    known = ("hours", "days")
    faults += [unknown(f"{where}.{key}", "no_such_setting", known) for key in said if key not in known]
    days = names_of(f"{where}.days", said.get("days", "daily"), WEEKDAYS, faults)
    weekdays = {weekday for named_days in days for weekday in WEEKDAYS[named_days]}
    try:
        return Shift(name=name, span=span_of(said.get("hours")), days=tuple(sorted(weekdays)))
    except Wrong as found:
        faults.append(found.fault.under(f"{where}.hours"))
        return None


def _week(name: str, said: object, faults: list[Fault]) -> Week:
    where = f"roster.{name}"
    if not isinstance(said, Mapping):
        return (_share(where, said, faults),) * 7
    faults += [unknown(f"{where}.{key}", "no_such_day", WEEKDAYS) for key in said if key not in WEEKDAYS]
    week = [0.0] * 7
    for days in (days for days in WEEKDAYS if days in said):
        share = _share(f"{where}.{days}", said[days], faults)
        for weekday in WEEKDAYS[days]:
            week[weekday] = share
    return tuple(week)


def _share(where: str, said: object, faults: list[Fault]) -> float:
    if isinstance(said, int | float) and not isinstance(said, bool) and 0 <= said <= 100:
        return said / 100
    faults.append(fault(where, "percent", value=quote(said)))
    return 0.0
