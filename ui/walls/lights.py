"""How bright a wall is, and in which theme: by the clock, until somebody at the wall says otherwise."""

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from dashboard.measure.opening import OpeningHours, is_open
from dashboard.screens import Screen, times


class House(Struct, frozen=True, kw_only=True):
    """What all walls of a house have in common: its clock, its opening hours, and whether it shows first names.

    While it is `looking_back`, what hangs is of the past, and says so.
    """

    timezone: str = "Europe/Oslo"
    hours: OpeningHours | None = None
    names: bool = False
    looking_back: bool = False


class Lights(Struct, frozen=True):
    """A theme's name and its brightness: 1 is full, 0 is black."""

    theme: str
    brightness: float = 1.0


def by_clock(screen: Screen, house: House, at: datetime, *, storm: bool) -> Lights:
    """What a screen's own times say at an instant.

    Without times for `light` a theme by the clock is light while the house is open. Where a storm wakes the screen it
    is not black while it storms.
    """
    zone, seconds = ZoneInfo(house.timezone), at.timestamp()
    theme = screen.theme
    if theme == "by-clock":
        light = times(screen.light) if screen.light else house.hours
        theme = "light" if is_open(light, zone, seconds) else "dark"
    if house.looking_back:  # somebody wants to see what was there
        return Lights(theme)
    if screen.off and not (storm and screen.storm_wakes) and is_open(times(screen.off), zone, seconds):
        return Lights(theme, 0.0)
    if screen.dim and is_open(times(screen.dim), zone, seconds):
        return Lights(theme, screen.dim_to / 100)
    return Lights(theme)


class Hand:
    """What somebody chose at the wall; each choice holds until the clock itself changes what it was made against."""

    def __init__(self) -> None:
        self._theme: tuple[str, str] | None = None  # what the clock said, what was chosen
        self._brightness: tuple[float, float] | None = None

    def over(self, clock: Lights) -> Lights:
        """The lights with what was chosen."""
        if self._theme and self._theme[0] != clock.theme:
            self._theme = None
        if self._brightness and self._brightness[0] != clock.brightness:
            self._brightness = None
        return Lights(
            self._theme[1] if self._theme else clock.theme,
            self._brightness[1] if self._brightness else clock.brightness,
        )

    def turn_theme(self, clock: Lights) -> None:
        """The other theme."""
        self._theme = (clock.theme, "light" if self.over(clock).theme == "dark" else "dark")

    def turn_brightness(self, clock: Lights, dimmed: float) -> None:
        """Full where it is dimmed or black, else dimmed."""
        self._brightness = (clock.brightness, dimmed if self.over(clock).brightness == 1.0 else 1.0)
