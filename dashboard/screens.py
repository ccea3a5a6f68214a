"""What an owner can set of each wall's screen: its glass, its pages, and its light over the day and the week."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

from dashboard.choices import LanguageName as LanguageName  # noqa: PLC0414  (known here, too)
from dashboard.choices import PageName as PageName  # noqa: PLC0414
from dashboard.faults import Fault, Wrong
from dashboard.measure import opening
from dashboard.measure.opening import OpeningHours

Days = Literal["daily", "weekdays", "weekend", "mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Times = dict[Days, str | tuple[str, ...]]
"""Spans of the clock by weekday, as opening hours are said: {weekdays = "22:00-06:00", sat = "24h"}."""

NEVER = OpeningHours(week=(opening.CLOSED,) * 7)
MOST_SCREENS = 32


class Screen(Struct, frozen=True, kw_only=True):
    """A wall's screen: every size on it follows from its diagonal and its distance."""

    diagonal: Annotated[float, Meta(ge=5, le=500, description="Of the picture.", extra={"unit": "inch"})] = (
        55.0
    )
    distance: Annotated[
        float, Meta(ge=0.3, le=50, description="From the screen to the reader.", extra={"unit": "m"})
    ] = 5.0
    output: Annotated[
        str,
        Meta(description="Which one it is: its name, serial or number from 0; empty: the next free one."),
    ] = ""
    theme: Annotated[
        Literal["dark", "light", "by-clock"],
        Meta(description="Dark, light for a bright room, or light at the times below."),
    ] = "dark"
    light: Annotated[
        Times,
        Meta(
            description="By clock: light then, as weekdays 07:00-18:00, sat 24h; empty: during opening hours."
        ),
    ] = {}
    dim: Annotated[Times, Meta(description="When the picture is darker, as daily 20:00-07:00.")] = {}
    dim_to: Annotated[
        float, Meta(ge=5, le=100, description="How bright it then is.", extra={"unit": "%"})
    ] = 50.0
    off: Annotated[
        Times, Meta(description="When the screen is black, as weekdays 23:00-06:00, weekend 24h.")
    ] = {}
    storm_wakes: Annotated[bool, Meta(description="A storm lights a screen that is black.")] = True
    language: Annotated[
        LanguageName, Meta(description="Of the words on it; auto is the system's, where the wall speaks it.")
    ] = "auto"
    pages: Annotated[
        tuple[PageName, ...], Meta(min_length=1, description="What is shown in turn; one page stays.")
    ] = (
        "now", "response", "voice", "now", "team", "voice", "now", "channels", "voice", "now", "today", "voice",
        "now", "month",
    )  # fmt: skip
    storm_pages: Annotated[
        tuple[PageName, ...],
        Meta(description="What takes the wall over while it storms, in turn; none: the first page of all."),
    ] = ("storm",)
    seconds: Annotated[
        float, Meta(ge=5, le=3600, description="How long each page is shown.", extra={"unit": "s"})
    ] = 30.0
    page_seconds: Annotated[
        dict[PageName, Annotated[float, Meta(ge=5, le=3600)]],
        Meta(description="Other times for single pages, as now 60, voice 20.", extra={"unit": "s"}),
    ] = {}

    def seconds_of(self, page: str) -> float:
        """For how many seconds a page is shown."""
        return next((seconds for name, seconds in self.page_seconds.items() if name == page), self.seconds)


def times(said: Times) -> OpeningHours:
    """Times of the week, by the same rule as opening hours: a span belongs to the day it begins, also past midnight.

    Raises Wrong, which says what is wrong.
    """
    week = list(NEVER.week)
    for name, weekdays in opening.WEEKDAYS.items():
        for weekday in weekdays if name in said else ():
            week[weekday] = opening.spans_of(said[name])  # type: ignore[index] # a name of Days
    return OpeningHours(week=tuple(week))


def faults(where: str, screen: Screen) -> Iterator[Fault]:
    """What is wrong with a screen that no single type can tell, each with its key."""
    said: Mapping[str, Times] = {"light": screen.light, "dim": screen.dim, "off": screen.off}
    for name, each in said.items():
        for day, spans in each.items():
            try:
                opening.spans_of(spans)
            except Wrong as found:
                yield found.fault.under(f"{where}.{name}.{day}")
