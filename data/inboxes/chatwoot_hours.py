"""The opening hours that each inbox of a Chatwoot is set to, read from its `working_hours`.

Source: chatwoot, app/models/working_hour.rb, which stores a day that is open all day as 0:00-23:59, and
app/models/concerns/out_of_offisable.rb.
"""

from typing import Annotated, Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta, Struct

from dashboard.measure.opening import ALL_DAY, CLOSED, OpeningHours, Spans, span_between
from dashboard.problems import Unreadable
from dashboard.wordless import reason
from data.inboxes.chatwoot_values import Desk, names

Hour = Annotated[int, Meta(ge=0, le=24)]
Minute = Annotated[int, Meta(ge=0, le=59)]


class WorkingDay(Struct, frozen=True, kw_only=True):
    """One row of an inbox's `working_hours`; `day_of_week` is 0 for Sunday, times are null on a closed day."""

    day_of_week: Annotated[int, Meta(ge=0, le=6)]
    closed_all_day: bool | None = False
    open_all_day: bool | None = False
    open_hour: Hour | None = None
    open_minutes: Minute | None = None
    close_hour: Hour | None = None
    close_minutes: Minute | None = None

    def spans(self) -> Spans:
        """The day's spans; closed where it says no times. Raises Unreadable for times that are no span."""
        if self.closed_all_day:
            return CLOSED
        if self.open_all_day:
            return ALL_DAY
        if self.open_hour is None or self.close_hour is None:
            return CLOSED
        opens = self.open_hour * 60 + (self.open_minutes or 0)
        closes = self.close_hour * 60 + (self.close_minutes or 0)
        if opens == closes or max(opens, closes) > 24 * 60:
            at = f"{self.open_hour:02}:{opens % 60:02}-{self.close_hour:02}:{closes % 60:02}"
            raise Unreadable("wrong_shape", f"working_hours: {at} is no time to be open")
        return (span_between(opens, closes),)


class Schedule(Desk, frozen=True, kw_only=True):
    """An inbox of Chatwoot with its working hours, which hold only where they are enabled."""

    working_hours_enabled: bool | None = None
    working_hours: Any = None
    timezone: str | None = None


class InboxHours(Struct, frozen=True, kw_only=True):
    """An inbox's opening hours by the clock of its `zone`; None where it has none, and `why`."""

    name: str
    hours: OpeningHours | None = None
    zone: ZoneInfo | None = None
    why: str = ""


def inbox_hours(schedules: tuple[Schedule, ...]) -> tuple[InboxHours, ...]:
    """Each inbox's own hours, in the order of the inboxes; one that can't be read says why."""
    called = names(schedules)
    return tuple(_hours(called[schedule.id], schedule) for schedule in schedules)


def _hours(name: str, schedule: Schedule) -> InboxHours:
    if not schedule.working_hours_enabled:
        return InboxHours(name=name, why="has no working hours enabled")
    try:
        hours, zone = from_working_hours(schedule.working_hours, schedule.timezone or "UTC")
    except Unreadable as problem:
        return InboxHours(name=name, why=f"can't be read, {problem.detail}")
    return InboxHours(name=name, hours=hours, zone=zone)


def from_working_hours(rows: object, timezone: str) -> tuple[OpeningHours, ZoneInfo]:
    """An inbox's own opening hours and the zone of their clock; a day without a row is closed.

    `rows` is its `working_hours`. Raises Unreadable where it is of another shape.
    """
    try:
        days = msgspec.convert(rows, tuple[WorkingDay, ...])
    except msgspec.ValidationError as error:
        raise Unreadable("wrong_shape", f"working_hours: {reason(error)}") from None
    try:
        zone = ZoneInfo(timezone)
    except (KeyError, ValueError, OSError) as error:
        raise Unreadable("wrong_shape", f"there is no time zone {timezone!r}") from error
    week = [CLOSED] * 7
    for day in days:
        week[(day.day_of_week - 1) % 7] = day.spans()
    return OpeningHours(week=tuple(week)), zone
