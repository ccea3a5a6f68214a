"""How a scenario is read from its TOML file, with every fault said by file and key."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from data.demo.plan import Scenario
from data.demo.rota import hours_of, shift_of

# Beside the packages both in a checkout and in an installed wheel.
SCENARIOS = Path(__file__).resolve().parents[2] / "resources" / "scenarios"
NAMES = ("weekday", "storm", "calm", "night")
HOURS_A_DAY = 24

Fault = tuple[str, str]
"""The key, and what is wrong with it."""


class ScenarioError(ValueError):
    """A scenario that can't be played; the message names the file and the key."""


def read_scenario(name: str | Path, folder: Path = SCENARIOS) -> Scenario:
    """The scenario of that name in the folder, or of that file.

    Raises ScenarioError naming the file and the key.
    """
    named = isinstance(name, Path) or name.endswith(".toml")
    path = Path(name) if named else folder / f"{name}.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        known = ", ".join(sorted(p.stem for p in path.parent.glob("*.toml"))) or "none"
        raise ScenarioError(f"{path}: there is no such scenario; known here: {known}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ScenarioError(f"{path}: is not TOML: {error}") from error
    try:
        scenario = msgspec.convert(table, Scenario)
    except msgspec.ValidationError as error:
        what, _, key = str(error).partition(" - at `$.")
        raise ScenarioError(f"{path}: {key.rstrip('`') or 'the file'}: {what}") from error
    for check in CHECKS:
        for key, what in check(scenario):
            raise ScenarioError(f"{path}: {key}: {what}")
    return scenario


# ---- what the types can't say


def _time_zone(scenario: Scenario) -> Iterator[Fault]:
    try:
        ZoneInfo(scenario.timezone)
    except (KeyError, ValueError, OSError):
        yield "timezone", f"{scenario.timezone!r} is not a time zone"


def _weights(scenario: Scenario) -> Iterator[Fault]:
    weights = {
        "channels": [channel.share for channel in scenario.channels],
        "languages": list(scenario.languages.values()),
        "topics": list(scenario.topics.values()),
        "moods": list(scenario.moods.values()),
        "arrivals.days": list(scenario.arrivals.days.values()),
        "arrivals.hours": list(scenario.arrivals.hours),
        "arrivals.weekend_hours": list(scenario.arrivals.weekend_hours or scenario.arrivals.hours),
        "evening.shape": list(scenario.evening.shape) if scenario.evening else [1.0],
    }
    for key, found in weights.items():
        if not (found and all(math.isfinite(weight) and weight >= 0 for weight in found) and sum(found) > 0):
            yield key, "needs weights of 0 or more, not all 0"


def _lengths(scenario: Scenario) -> Iterator[Fault]:
    plan = scenario.arrivals
    for key, hours in (("hours", plan.hours), ("weekend_hours", plan.weekend_hours or plan.hours)):
        if len(hours) != HOURS_A_DAY:
            yield f"arrivals.{key}", f"needs {HOURS_A_DAY} numbers, has {len(hours)}"


def _names(scenario: Scenario) -> Iterator[Fault]:
    agents = [agent.name for agent in scenario.agents]
    channels = [channel.name for channel in scenario.channels]
    for key, names in (("agents", agents), ("channels", channels)):
        if len(set(names)) != len(names):
            yield key, "two of them have the same name"
    asked = {f"channels.{channel.name}.members": channel.members for channel in scenario.channels}
    asked["evening.on_duty"] = scenario.evening.on_duty if scenario.evening else ()
    for key, members in asked.items():
        yield from ((key, f"{name!r} is not an agent") for name in members if name not in agents)


def _evening(scenario: Scenario) -> Iterator[Fault]:
    evening = scenario.evening
    if evening is None:
        return
    if evening.to_hours <= evening.from_hours:
        yield "evening.to_hours", "must be after from_hours"
    if evening.posts and not any(channel.public for channel in scenario.channels):
        yield "evening.posts", "needs a public channel"


def _staff(scenario: Scenario) -> Iterator[Fault]:
    if not scenario.agents:
        yield "agents", "needs at least one"
    for agent in scenario.agents:
        key = f"agents.{agent.name}"
        if not 1 <= agent.capacity <= 100:
            yield f"{key}.capacity", f"must be 1 to 100 percent, is {agent.capacity}"
        for text in agent.shifts:
            yield from _unless_readable(f"{key}.shifts", shift_of, text)


def _hours(scenario: Scenario) -> Iterator[Fault]:
    for day, text in scenario.opening_hours.items():
        yield from _unless_readable(f"opening_hours.{day}", hours_of, text)
    for burst in scenario.bursts:
        yield from _unless_readable("bursts.at", hours_of, f"{burst.at}-24:00")


def _unless_readable(key: str, read: Callable[[str], object], text: str) -> Iterator[Fault]:
    try:
        read(text)
    except ValueError as error:
        yield key, str(error)


CHECKS: tuple[Callable[[Scenario], Iterator[Fault]], ...] = (
    _time_zone,
    _weights,
    _lengths,
    _names,
    _evening,
    _staff,
    _hours,
)
