"""Numbers, durations and instants as people say them, in the language spoken: "1 h 40", not 01:39:47."""

from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from math import floor
from re import findall
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_decimal, format_percent, get_decimal_symbol

from ui.speech.language import locale, say

NO_DATA = "–"
SECOND, MINUTE, HOUR, DAY = 1, 60, 3600, 86_400
SPACE = "\N{NO-BREAK SPACE}"

Figures = tuple[tuple[str, str], ...]  # figure and unit, in the order they are said


def figures(seconds: float | None) -> Figures:
    """A duration as figures with units: (("1", "h"), ("40", "")); a dash for None.

    Minutes after hours have two digits: "1 h 02", since "1 h 2" could be 1.2 hours. Each language has its own units,
    and says whether the minutes have theirs: "1 t 02 min".

    Rounded to what a person would say: seconds under a minute, minutes under a day, hours above.
    """
    if seconds is None:
        return ((NO_DATA, ""),)
    whole = max(0, floor(seconds + 0.5))
    if whole < MINUTE:
        return _figures(say("{seconds} s"), seconds=str(whole))
    minutes = floor(seconds / MINUTE + 0.5)
    if minutes < 60:
        return _figures(say("{minutes} min"), minutes=str(minutes))
    if minutes < DAY // MINUTE:
        hours, minutes = divmod(minutes, 60)
        way = say("{hours} h {minutes}") if minutes else say("{hours} h")
        return _figures(way, hours=str(hours), minutes=f"{minutes:02}")
    days, hours = divmod(floor(seconds / HOUR + 0.5), 24)
    way = say("{days} d {hours} h") if hours else say("{days} d")
    return _figures(way, days=number(days), hours=str(hours))


def _figures(way: str, **said: str) -> Figures:
    """The figures of a duration, each with what a language writes after it."""
    return tuple((said[name], unit) for name, unit in _parts(way))


@cache
def _parts(way: str) -> tuple[tuple[str, str], ...]:
    """What a way to say a duration is made of: "{hours} h {minutes}" is (("hours", "h"), ("minutes", ""))."""
    return tuple((name, unit.strip()) for name, unit in findall(r"\{(\w+)\}([^{]*)", way))


def past(seconds: float, limit: float) -> float:
    """A duration over a limit, a step longer where both would be said alike: 601 s is "11 min" over "10 min"."""
    if figures(seconds) != figures(limit):
        return seconds
    step = SECOND if seconds + 0.5 < MINUTE else MINUTE if seconds + MINUTE / 2 < DAY else HOUR
    return float((floor(seconds / step + 0.5) + 1) * step)


def short_of(share: float, goal: float) -> float:
    """A share under a goal, a hundredth under it where both would be said alike: 0.6499 is "64 %" under "65 %"."""
    hundredths = floor(goal * 100 + 0.5)
    return share if floor(share * 100 + 0.5) < hundredths else max(0, hundredths - 1) / 100


def shorter(seconds: float | None) -> tuple[Figures, ...]:
    """A duration in ever shorter ways: "1 t 40 min", "1 t 40", "1 t"; days keep the unit of their hours."""
    said = figures(seconds)
    if len(said) < 2:
        return (said,)
    minutes = seconds is not None and seconds + MINUTE / 2 < DAY
    return (said, *([(said[0], (said[1][0], ""))] if minutes else []), said[:1])


def duration(seconds: float | None) -> str:
    """A duration in one text: "1 h 40", "1 h 02", "12 min", "45 s", "3 d 4 h"."""
    return SPACE.join(part for pair in figures(seconds) for part in pair if part)


def briefly(seconds: float | None) -> str:
    """A duration for a narrow column: "1 t 40", where a language writes "1 t 40 min"."""
    ways = shorter(seconds)
    return SPACE.join(part for pair in ways[len(ways) // 2 if len(ways) > 2 else 0] for part in pair if part)


def number(value: float | None) -> str:
    """A whole number with the language's thousands separator."""
    return NO_DATA if value is None else _whole(floor(value + 0.5), locale())


@lru_cache(4096)
def _whole(value: int, where: Locale) -> str:
    return str(format_decimal(value, locale=where))


def decimal(value: float) -> str:
    """A number with one decimal where it has one: "1.9", "12"."""
    return str(format_decimal(round(value, 1) if value < 9.95 else floor(value + 0.5), locale=locale()))


def decimal_sign() -> str:
    """What stands before a number's decimals: "." or ","."""
    return str(get_decimal_symbol(locale()))


def typed(value: float) -> str:
    """A number as somebody would type it: "3600", "0.65", in most of our languages "0,65"."""
    return str(format_decimal(value, format="0.######", locale=locale()))


def times(value: float) -> str:
    """How many times as much: "4 ×", with a decimal under 3."""
    return f"{decimal(value) if value < 2.95 else number(value)}{SPACE}×"


def percent(share: float | None) -> str:
    """A share in whole hundredths: "83%", "83 %" in the Nordic languages."""
    return NO_DATA if share is None else _hundredths(floor(share * 100 + 0.5), locale())


@lru_cache(1024)
def _hundredths(value: int, where: Locale) -> str:
    return str(format_percent(value / 100, locale=where))


def hundredths(text: str) -> Figures:
    """A number in hundredths with its sign, apart as a unit where the language leaves a space: "83 %", but "83%"."""
    if text == NO_DATA:
        return ((NO_DATA, ""),)
    return ((text, "%"),) if " " in percent(0.5).replace(SPACE, " ") else ((f"{text}%", ""),)


def balance(value: float | None) -> str:
    """A balance of -1 to 1 in hundredths with its sign: "−18", "+7", "0"."""
    if value is None:
        return NO_DATA
    hundredths = floor(abs(value) * 100 + 0.5)
    sign = "" if hundredths == 0 else "+" if value > 0 else "−"
    return f"{sign}{hundredths}"


def clock(at: datetime, timezone: str) -> str:
    """The local time of day: "09:42", "09.42" in Danish."""
    return str(format_time(at.astimezone(ZoneInfo(timezone)), "short", locale=locale()))


def month(day: date) -> str:
    """The month of a day: "November", "november" in the Nordic languages."""
    return str(format_date(day, "LLLL", locale=locale()))


def month_briefly(day: date) -> str:
    """The same in three letters or four."""
    return str(format_date(day, "LLL", locale=locale())).rstrip(".")


def day(at: datetime, timezone: str) -> str:
    """The local day of an instant, with its year: "Sat, 28 Nov 2026"."""
    return str(format_skeleton("yMMMEd", at.astimezone(ZoneInfo(timezone)).date(), locale=locale()))


def moment(at: datetime, now: datetime, timezone: str) -> str:
    """An instant as said later: "09:42", "Mon 09:42", "3 Nov 09:42"; never broken into two lines."""
    zone = ZoneInfo(timezone)
    day, today = at.astimezone(zone).date(), now.astimezone(zone).date()
    if day == today:
        return clock(at, timezone)
    within_a_week = timedelta(0) < today - day < timedelta(days=7)
    said = (
        format_date(day, "EEE", locale=locale())
        if within_a_week
        else format_skeleton("MMMd", day, locale=locale())
    )
    return f"{said} {clock(at, timezone)}".replace(" ", SPACE)
