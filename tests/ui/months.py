"""Snapshots of a month: what the page Month draws."""

import random
from datetime import date, timedelta

from msgspec.structs import replace

from dashboard.model import Share, Spread
from dashboard.snapshot import DayNumbers
from tests.ui import snapshots, voices
from tests.ui.snapshots import AT, window

TODAY = date(2026, 11, 17)
FIRST = date(2026, 10, 1)
STORMY = {date(2026, 10, 24): 1, date(2026, 11, 7): 1, date(2026, 11, 14): 2}


def numbers(day, rate, median, n=170):
    """A day's numbers as the page needs them."""
    whole = window(
        response_rate=Share(value=rate, n=n),
        first_response_time=Spread(median=median, p90=median * 3, n=n),
        first_response_time_open=Spread(median=median, p90=median * 3, n=n),
    )
    return DayNumbers(day=day, numbers=whole, storms=STORMY.get(day, 0))


def days(first=FIRST, last=TODAY, seed=3):
    """Good days and bad ones; stormy ones are bad, weekends slow."""
    dice = random.Random(seed)
    found = []
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        slow = 1.6 if day.weekday() > 4 else 1.0
        bad = day in STORMY
        rate = (0.42 if bad else 0.75 - 0.06 * slow) + dice.uniform(-0.08, 0.08)
        found.append(numbers(day, rate, (2400.0 if bad else 380.0 * slow) * dice.uniform(0.7, 1.4)))
    return tuple(found)


def whole():
    """Last month and this one, all known."""
    return replace(snapshots.busy(), month=days())


def gaps():
    """Days of which nothing is kept, one half known, a public holiday."""
    known = [each for each in days() if each.day.day not in {3, 4, 19} or each.day.month == 11]
    known = [each for each in known if each.day not in {date(2026, 11, 10), date(2026, 11, 11)}]
    facts = {date(2026, 11, 12): {"known": 0.4}, date(2026, 11, 2): {"holiday": True}}
    return replace(snapshots.busy(), month=tuple(replace(each, **facts.get(each.day, {})) for each in known))


def first_days():
    """The history began three days ago."""
    return replace(snapshots.busy(), month=days(date(2026, 11, 15)))


def empty_days():
    """Days without a case: no share, no median; today is all that is known."""
    return replace(snapshots.calm(), month=(DayNumbers(day=TODAY),))


def thousands():
    """A month in which everything took days."""
    return replace(
        voices.stated_storm(),
        month=tuple(numbers(each.day, 0.04, 86_400.0 * (each.day.day % 5 + 1)) for each in days()),
    )


STATES = {
    "whole": whole,
    "gaps": gaps,
    "first_days": first_days,
    "nothing_kept": snapshots.busy,
    "empty_days": empty_days,
    "thousands": thousands,
    "old": lambda: replace(snapshots.trouble(), month=days()),
}

assert AT.date() == TODAY
