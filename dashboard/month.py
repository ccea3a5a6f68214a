"""The month: each local day's numbers as its last reading left them, of what is kept and, today, live."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from dashboard.chronicle import SHORT
from dashboard.kept import Event, Gap, KeptDay
from dashboard.measure.days import instant, local_day, midnight
from dashboard.measure.opening import holidays_on
from dashboard.model import Reading, Window
from dashboard.ports import DaysToCome
from dashboard.snapshot import DayNumbers, Snapshot

DAY = timedelta(days=1)
AT_THE_END = timedelta(minutes=5)
"""A last reading so shortly before midnight is that of the day's end."""

Span = tuple[datetime, datetime]


def month_days(
    kept: Iterable[KeptDay], zone: ZoneInfo, countries: tuple[str, ...] = ()
) -> tuple[DayNumbers, ...]:
    """The numbers of the days that have a reading, the oldest first; `countries` are those whose holidays count."""
    days = list(kept)
    gaps = [gap for each in days for gap in each.gaps]
    storms = [event for each in days for event in each.events if event.kind == "storm"]
    found = (_of_day(each, gaps, storms, zone) for each in days if each.reading)
    return tuple(replace(each, holiday=bool(holidays_on(each.day, countries))) for each in found)


def last_month_and_this(today: date) -> date:
    """The first day of the local month before that of a day."""
    return ((today.replace(day=1)) - DAY).replace(day=1)


def first_after(month: date) -> date:
    """The first day after a month, of any of its days."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def unknown(gaps: Iterable[Gap], begin: datetime, end: datetime) -> timedelta:
    """How much of a span lies in gaps; one that lasts reaches to its end."""
    spans = sorted((gap.first, min(gap.after or end, end)) for gap in closed(gaps))
    total, reached = timedelta(), begin
    for first, after in spans:
        if after > max(first, reached):
            total += after - max(first, reached)
            reached = after
    return total


def closed(gaps: Iterable[Gap]) -> Sequence[Gap]:
    """Each gap once: with its end, where that was told later."""
    latest: dict[datetime, Gap] = {}
    for gap in gaps:
        if gap.after is not None or gap.first not in latest:
            latest[gap.first] = gap
    return sorted(latest.values(), key=lambda gap: gap.first)


def _of_day(it: KeptDay, gaps: Iterable[Gap], storms: Iterable[Event], zone: ZoneInfo) -> DayNumbers:
    begin, end = bounds_of(it.day, zone)
    at = it.reading.at if it.reading else end
    tail = [Gap(first=at, after=end, why="off")] if end - at > AT_THE_END else []
    began = {event.at for event in storms if begin <= event.at < end}
    return DayNumbers(
        day=it.day,
        numbers=of_today(it.reading),
        storms=len(began),
        known=1.0 - unknown([*gaps, *tail], begin, end) / (end - begin),
    )


def bounds_of(day: date, zone: ZoneInfo) -> Span:
    """A local day: its first instant, and that of the next one."""
    return instant(midnight(day, zone)), instant(midnight(day + DAY, zone))


def of_today(reading: Reading | None) -> Window:
    """What a reading says of its day."""
    return reading.windows.get("today", Window()) if reading else Window()


class Month:
    """What a Snapshot says of the days of last month and of this one.

    The days before today are read when the first numbers come, and at each midnight; today is the live reading.
    """

    def __init__(self, kept: DaysToCome, zone: ZoneInfo, countries: tuple[str, ...] = ()) -> None:
        self._kept, self._zone, self._countries = kept, zone, countries
        self._today: date | None = None
        self._before: tuple[DayNumbers, ...] = ()
        self._storms: set[datetime] = set()
        self._gaps: list[Gap] = []
        self._last: datetime | None = None
        """When the newest reading of this process was made; None after a start, for which the history has a gap."""
        self._failing = False

    def look(self, snapshot: Snapshot) -> tuple[DayNumbers, ...]:
        """The days, the oldest first, today last; `snapshot` is fresh, and whole."""
        reading = snapshot.reading
        if reading is None:
            return ()
        today = local_day(reading.at.timestamp(), self._zone)
        if today != self._today:
            self._turn(today, reading.at)
        if self._failing and self._last:
            self._gaps.append(Gap(first=self._last, after=reading.at, why="off"))
        self._failing, self._last = False, reading.at
        if snapshot.storm:
            self._storms.add(snapshot.storm.since)
        return (*self._before, self._live(today, reading))

    def miss(self) -> None:
        """A poll brought nothing."""
        self._failing = True

    def _turn(self, today: date, at: datetime) -> None:
        """Read the days before today, and what was known of today before this process."""
        days = self._kept.kept_days(last_month_and_this(today), today)
        if days is None:  # asked again with the next reading
            return
        self._before = month_days([each for each in days if each.day < today], self._zone, self._countries)
        begin, _ = bounds_of(today, self._zone)
        storms = [event.at for each in days for event in each.events if event.kind == "storm"]
        self._storms = {since for since in (*storms, *self._storms) if since >= begin}
        if self._today is None:
            self._gaps = [gap for each in days for gap in each.gaps]
            last = max((each.reading.at for each in days if each.reading), default=at)
            if at - last > SHORT:
                self._gaps.append(Gap(first=last, after=at, why="off"))
        self._today = today

    def _live(self, today: date, reading: Reading) -> DayNumbers:
        begin, _ = bounds_of(today, self._zone)
        so_far = max(reading.at - begin, timedelta(seconds=1))
        return DayNumbers(
            day=today,
            numbers=of_today(reading),
            storms=sum(since >= begin for since in self._storms),
            known=1.0 - unknown(self._gaps, begin, begin + so_far) / so_far,
            holiday=bool(holidays_on(today, self._countries)),
        )
