"""Opening hours: which seconds the team answers in, by its local clock, its holidays and its own exceptions.

A span belongs to the day it begins: 22:00-06:00 of a Friday goes on into Saturday, also where Saturday is a holiday.
It lasts the real time from the first instant at which the local clock reads its opening to the last at which it
reads its closing; a time that the spring night leaves out is the instant at which the clock jumps over it. So
02:00-03:00 in Oslo is no second in the spring night and two hours in the autumn night.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
from msgspec import Struct

from dashboard.columns import Floats
from dashboard.faults import Fault, Wrong, fault, in_order, quote, unknown
from dashboard.measure.cut import OpenSeconds, always_open
from dashboard.problems import SettingsProblem

Span = tuple[int, int]
"""Opening and closing in minutes of the clock since a day's midnight; past 1440 is the next day."""
Spans = tuple[Span, ...]

DAY = 24 * 60
ALL_DAY: Spans = ((0, DAY),)
CLOSED: Spans = ()
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# The general before the particular: where both are said, the later one here holds.
WEEKDAYS: dict[str, tuple[int, ...]] = {
    "daily": tuple(range(7)),
    "weekdays": tuple(range(5)),
    "weekend": (5, 6),
    **{name: (weekday,) for weekday, name in enumerate(DAYS)},
}
# Each with the language of its holidays' names: without one they come in that of the machine's locale.
COUNTRIES = {"NO": "no", "SE": "sv", "DK": "da", "FI": "fi"}


class OpeningHours(Struct, frozen=True, kw_only=True):
    """When the team answers: an exception of the date, else the holiday's hours, else the weekday's.

    `week` has the spans of Monday to Sunday; `named` holidays' hours by name, `on_holidays` those of all others.
    """

    week: tuple[Spans, ...] = (ALL_DAY,) * 7
    countries: tuple[str, ...] = ()
    on_holidays: Spans = CLOSED
    named: tuple[tuple[str, Spans], ...] = ()
    exceptions: tuple[tuple[date, Spans], ...] = ()

    def of(self, day: date) -> Spans:
        """The spans that begin on a local day."""
        for exception, spans in self.exceptions:
            if exception == day:
                return spans
        names = holidays_on(day, self.countries)
        for name, spans in self.named:
            if name in names:
                return spans
        return self.on_holidays if names else self.week[day.weekday()]


def holidays_on(day: date, countries: Iterable[str]) -> tuple[str, ...]:
    """The names of a day's public holidays, in each country's own language; none on an ordinary day."""
    return tuple(name for country in countries for name in _calendar(country, day.year).get(day, ()))


@lru_cache(maxsize=64)
def _calendar(country: str, year: int) -> dict[date, tuple[str, ...]]:
    from holidays import HOLIDAY_NAME_DELIMITER, country_holidays  # noqa: PLC0415 - takes 0.2 s: only those who have set a country wait for it

    found = country_holidays(country, years=year, language=COUNTRIES[country])
    return {day: tuple(name.split(HOLIDAY_NAME_DELIMITER)) for day, name in sorted(found.items())}


# ── Seconds ──────────────────────────────────────────────────────────────────────────────────────────


def open_seconds(hours: OpeningHours | None, zone: ZoneInfo) -> OpenSeconds:
    """The seconds of opening hours between two instants each, exact to the second; nan where one is not known.

    Without opening hours all seconds count.
    """
    if hours is None:
        return always_open

    def inside(begun: Floats, ended: Floats) -> Floats:
        known = np.isfinite(begun) & np.isfinite(ended)
        if not known.any():
            return np.full(begun.shape, np.nan)
        first = np.minimum(begun, ended).min(where=known, initial=np.inf)
        last = np.maximum(begun, ended).max(where=known, initial=-np.inf)
        points, elapsed = _elapsed(hours, zone, _year(first), _year(last))
        seconds = np.interp(ended, points, elapsed) - np.interp(begun, points, elapsed)
        return np.where(known, seconds, np.nan)

    return inside


def is_open(hours: OpeningHours | None, zone: ZoneInfo, at: float) -> bool:
    """Whether the team answers at an instant: from the opening (included) to the closing (excluded)."""
    if hours is None:
        return True
    begins, ends = _open_spans(hours, zone, _year(at), _year(at))
    place = int(np.searchsorted(begins, at, side="right")) - 1
    return place >= 0 and at < float(ends[place])


def closed_spans(
    hours: OpeningHours | None, zone: ZoneInfo, first: float, last: float
) -> list[tuple[float, float]]:
    """Begin and end of all closed time between two instants, in order, cut off at both."""
    if hours is None:
        return []
    begins, ends = _open_spans(hours, zone, _year(first), _year(last))
    closes = np.clip(np.concatenate(([first], ends)), first, last).tolist()
    opens = np.clip(np.concatenate((begins, [last])), first, last).tolist()
    return [(begin, end) for begin, end in zip(closes, opens, strict=True) if begin < end]


def closed_lately(
    hours: OpeningHours | None, zone: ZoneInfo, at: float
) -> tuple[tuple[datetime, datetime], ...]:
    """Begin and end of the closed time from the midnight a week ago to the next one."""
    today = datetime.fromtimestamp(at, zone).date()
    first, last = (
        datetime.combine(today + timedelta(days=days), time(), zone).timestamp() for days in (-7, 1)
    )
    return tuple(
        (datetime.fromtimestamp(begin, UTC), datetime.fromtimestamp(end, UTC))
        for begin, end in closed_spans(hours, zone, first, last)
    )


@lru_cache(maxsize=16)
def _elapsed(hours: OpeningHours, zone: ZoneInfo, first_year: int, last_year: int) -> tuple[Floats, Floats]:
    """Instants, and the open seconds up to each: flat where it is closed, with slope 1 where it is open."""
    begins, ends = _open_spans(hours, zone, first_year, last_year)
    if not begins.size:
        return np.zeros(1), np.zeros(1)
    after = np.cumsum(ends - begins)
    before = after - (ends - begins)
    return np.column_stack((begins, ends)).ravel(), np.column_stack((before, after)).ravel()


@lru_cache(maxsize=16)
def _open_spans(
    hours: OpeningHours, zone: ZoneInfo, first_year: int, last_year: int
) -> tuple[Floats, Floats]:
    """Begins and ends of the open time of whole years in UTC, so that all windows of a poll share it."""
    # The local new year may be a day off, and what is open then may have begun on the day before.
    day, end = date(first_year - 1, 12, 30), date(last_year + 1, 1, 1)
    spans = []
    while day <= end:
        spans += [
            (local_instant(day, opens, zone), closing_instant(day, closes, zone))
            for opens, closes in hours.of(day)
        ]
        day += timedelta(days=1)
    return _merged(np.array(spans).reshape(-1, 2))


def _merged(spans: Floats) -> tuple[Floats, Floats]:
    """Begins and ends of spans in order, those that touch or overlap made one: no second counts twice."""
    spans = spans[spans[:, 1] > spans[:, 0]]
    spans = spans[np.argsort(spans[:, 0])]
    begins, ends = spans[:, 0], np.maximum.accumulate(spans[:, 1])
    if not begins.size:
        return begins, ends
    apart = begins[1:] > ends[:-1]
    return begins[np.concatenate(([True], apart))], ends[np.concatenate((apart, [True]))]


def local_instant(day: date, minute: int, zone: ZoneInfo, *, last: bool = False) -> float:
    """When the local clock first (or last) reads so many minutes after a day's midnight, in seconds since 1970."""
    local = datetime.combine(day, time()) + timedelta(minutes=minute)
    first, second = (local.replace(tzinfo=zone, fold=fold).timestamp() for fold in (0, 1))
    if first > second:  # how PEP 495 says that there is no such time: the clock jumps over it between the two
        between = range(int(second), int(first) + 1)
        return float(between[bisect_left(between, local, key=lambda at: _clock(at, zone))])
    return second if last else first


def closing_instant(day: date, minute: int, zone: ZoneInfo) -> float:
    """When the last minute before a closing time is over: where the clock reads it twice, the second time.

    Closing at an hour that begins to repeat itself (23:00, read again at midnight) is at its first beginning.
    """
    at = local_instant(day, minute - 1, zone, last=True)
    read = datetime.combine(day, time()) + timedelta(minutes=minute - 1)
    return (
        at + 60.0 if _clock(at, zone) == read else at
    )  # else the clock jumps over that minute, to this instant


def _clock(at: float, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(at, zone).replace(tzinfo=None)


def _year(at: float) -> int:
    return datetime.fromtimestamp(float(at), UTC).year


# ── As settings say it ───────────────────────────────────────────────────────────────────────────────


def from_mapping(mapping: Mapping[str, object]) -> OpeningHours:
    """The opening hours of the tables [hours] and [exceptions]; open day and night where no day is named.

    Raises SettingsProblem with one line a fault: 'hours.mon: must be "24h" or like "08:00-22:00", is 8'.
    """
    sections = ("hours", "exceptions")
    faults = [unknown(key, "no_such_section", sections) for key in mapping if key not in sections]
    said = table(mapping, "hours", faults)
    countries = names_of("hours.holidays", said.get("holidays") or (), COUNTRIES, faults)
    named, dated = _exceptions(table(mapping, "exceptions", faults), countries, faults)
    made = OpeningHours(
        week=_week(said, faults),
        countries=countries,
        on_holidays=_spans("hours.on_holidays", said.get("on_holidays", "closed"), faults),
        named=named,
        exceptions=dated,
    )
    if faults:
        raise SettingsProblem(in_order(faults))
    return made


def table(mapping: Mapping[str, object], name: str, faults: list[Fault]) -> Mapping[str, object]:
    """A table of a mapping; empty where there is none, and where it is something else, which is a fault."""
    found = mapping.get(name, {})
    if isinstance(found, Mapping):
        return found
    faults.append(fault(name, "not_a_table", name=name))
    return {}


def names_of(where: str, said: object, known: Iterable[str], faults: list[Fault]) -> tuple[str, ...]:
    """The known names in a name or a list of them; each other one is a fault."""
    known = tuple(known)
    given = said if isinstance(said, list | tuple) else [said]
    faults += [fault(where, "of", known=known, value=quote(name)) for name in given if name not in known]
    return tuple(name for name in given if name in known)


def _week(said: Mapping[str, object], faults: list[Fault]) -> tuple[Spans, ...]:
    known = (*WEEKDAYS, "holidays", "on_holidays")
    faults += [unknown(f"hours.{key}", "no_such_setting", known) for key in said if key not in known]
    named = [name for name in WEEKDAYS if name in said]
    week = [CLOSED if named else ALL_DAY] * 7
    for name in named:
        spans = _spans(f"hours.{name}", said[name], faults)
        for weekday in WEEKDAYS[name]:
            week[weekday] = spans
    return tuple(week)


def _exceptions(
    said: Mapping[str, object], countries: Sequence[str], faults: list[Fault]
) -> tuple[tuple[tuple[str, Spans], ...], tuple[tuple[date, Spans], ...]]:
    """Those by a holiday's name, and those by date."""
    names = _names(countries) if any(_date(key) is None for key in said) else ()
    named, dated = [], []
    for key, value in said.items():
        spans = _spans(f"exceptions.{key}", value, faults)
        if day := _date(key):
            dated.append((day, spans))
        elif key in names:
            named.append((key, spans))
        else:
            holiday = fault(f"exceptions.{key}", "date_or_holiday", countries=tuple(countries), known=names)
            faults.append(holiday if names else fault(f"exceptions.{key}", "date"))
    return tuple(named), tuple(dated)


def _names(countries: Iterable[str]) -> tuple[str, ...]:
    """What the holidays are called: the same every year."""
    return tuple(
        dict.fromkeys(
            name for country in countries for names in _calendar(country, 2026).values() for name in names
        )
    )


def _date(key: str) -> date | None:
    try:
        return date.fromisoformat(key)
    except ValueError:
        return None


def _spans(where: str, said: object, faults: list[Fault]) -> Spans:
    try:
        return spans_of(said)
    except Wrong as found:
        faults.append(found.fault.under(where))
        return CLOSED


def spans_of(said: object) -> Spans:
    """The spans of "closed", "24h", "08:00-22:00" or a list of such spans.

    Raises Wrong, which says what is wrong.
    """
    if said == "closed":
        return CLOSED
    spans = sorted(span_of(each) for each in (said if isinstance(said, list | tuple) else [said]))
    if any(before[1] > after[0] for before, after in pairwise(spans)):
        raise Wrong("overlap")
    return tuple(spans)


def span_of(said: object) -> Span:
    """The span of "24h" or "08:00-22:00"; across midnight where the second time is the earlier one.

    Raises Wrong, which says what is wrong.
    """
    if said == "24h":
        return ALL_DAY[0]
    clock = r"\s*(\d\d?)[:.]([0-5]\d)\s*"  # 08.00–22.00 is how it stands on the door
    found = re.fullmatch(f"{clock}[-–]{clock}", said) if isinstance(said, str) else None
    if found is None:
        raise Wrong("span", value=quote(said))
    hour, minute, closing_hour, closing_minute = map(int, found.groups())
    opens, closes = hour * 60 + minute, closing_hour * 60 + closing_minute
    if opens >= DAY or closes > DAY:
        raise Wrong("ends_late", value=quote(said))
    if opens == closes:
        raise Wrong("same_time", value=quote(said))
    return span_between(opens, closes)


def span_between(opens: int, closes: int) -> Span:
    """The span between two readings of the clock in minutes; across midnight where the second is not the later one."""
    # Who can't write 24:00 writes 23:59: day and night must not be closed for a minute at each midnight.
    until = DAY if closes == DAY - 1 else closes
    return opens, until if until > opens else until + DAY
