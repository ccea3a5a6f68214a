"""Who is on shift and when the doors are open, in the scenario's local time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from data.demo.plan import DAYS, Agent, Scenario

WHOLE_DAY_MINUTES = 24 * 60


class Shift(NamedTuple):
    """On these weekdays (0 = Monday) from a minute of the day to another; to <= from crosses midnight."""

    days: frozenset[int]
    from_minute: int
    to_minute: int

    def covers(self, weekday: int, minute: int) -> bool:
        """Whether a minute of a weekday lies within."""
        if self.from_minute < self.to_minute:
            return weekday in self.days and self.from_minute <= minute < self.to_minute
        yesterday = (weekday - 1) % 7
        return (weekday in self.days and minute >= self.from_minute) or (
            yesterday in self.days and minute < self.to_minute
        )


def hours_of(text: str) -> tuple[int, int]:
    """Minutes of the day of "08:00-22:00"; raises ValueError."""
    try:
        begin, end = (_minute(part) for part in text.split("-"))
    except ValueError:
        raise ValueError(f"must look like 08:00-22:00, is {text!r}") from None
    return begin, end


def shift_of(text: str) -> Shift:
    """The shift of "mon-fri 08:00-15:30" or "sat 22:00-06:00"; raises ValueError."""
    days, _, hours = text.partition(" ")
    first, _, last = days.partition("-")
    names: tuple[str, ...] = DAYS
    if first not in names or (last or first) not in names:
        raise ValueError(f"must look like mon-fri 08:00-15:30, is {text!r}")
    begin, end = names.index(first), names.index(last or first)
    length = (end - begin) % 7 + 1
    return Shift(frozenset((begin + n) % 7 for n in range(length)), *hours_of(hours.strip()))


class Rota:
    """The plan of one scenario that starts at `start` (unix seconds)."""

    def __init__(self, scenario: Scenario, start: int) -> None:
        self.zone: ZoneInfo = scenario.zone
        self.always_open = not scenario.opening_hours
        self._opening = {DAYS.index(day): hours_of(text) for day, text in scenario.opening_hours.items()}
        self._shifts = {agent.name: tuple(map(shift_of, agent.shifts)) for agent in scenario.agents}
        evening = scenario.evening
        self.evening = (
            (start + int(evening.from_hours * 3600), start + int(evening.to_hours * 3600))
            if evening
            else None
        )
        self._on_duty = frozenset(evening.on_duty) if evening else frozenset()

    def local(self, at: int) -> datetime:
        """The local time of an instant."""
        return datetime.fromtimestamp(at, self.zone)

    def midnight(self, at: int) -> int:
        """The instant at which the local day of `at` began."""
        return self.instant(self.local(at).date(), 0)

    def instant(self, day: date, minute: int) -> int:
        """Unix seconds of a minute of a local day; 1440 is the next midnight."""
        day += timedelta(days=minute // WHOLE_DAY_MINUTES)
        minute %= WHOLE_DAY_MINUTES
        return int(datetime.combine(day, time(minute // 60, minute % 60), self.zone).timestamp())

    def in_evening(self, at: int) -> bool:
        """Whether the scenario's own hours are on."""
        return self.evening is not None and self.evening[0] <= at < self.evening[1]

    def on_shift(self, agent: Agent, at: int) -> bool:
        """Whether the agent works then; in the evening only those on duty do."""
        if self._on_duty and self.in_evening(at):
            return agent.name in self._on_duty
        local = self.local(at)
        minute = local.hour * 60 + local.minute
        return any(shift.covers(local.weekday(), minute) for shift in self._shifts[agent.name])

    def is_open(self, at: int) -> bool:
        """Whether the doors are open then."""
        if self.always_open:
            return True
        local = self.local(at)
        begin, end = self._opening.get(local.weekday(), (0, 0))
        return begin <= local.hour * 60 + local.minute < end

    def opening(self, weekday: int) -> tuple[int, int] | None:
        """Minutes at which that weekday (0 = Monday) opens and closes; None when it is closed."""
        return (0, WHOLE_DAY_MINUTES) if self.always_open else self._opening.get(weekday)

    def changes(self, day: date) -> list[int]:
        """The instants of a local day at which somebody's shift may begin or end."""
        minutes = {m for shifts in self._shifts.values() for s in shifts for m in s[1:]}
        return sorted({self.instant(day, minute % WHOLE_DAY_MINUTES) for minute in minutes})


def _minute(text: str) -> int:
    hour, _, minute = text.partition(":")
    found = int(hour) * 60 + int(minute)
    if not (0 <= int(minute) < 60 and 0 <= found <= WHOLE_DAY_MINUTES):
        raise ValueError(text)
    return found
