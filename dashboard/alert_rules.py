"""The rules of the alerts, as the tables [alerts.NAME] of the settings say them."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

from dashboard.measure.opening import CLOSED, WEEKDAYS, OpeningHours, Spans, spans_of
from dashboard.numbers import NUMBERS
from dashboard.problems import SettingsProblem
from dashboard.sections import section, short

LONGEST_NAME = 40
"""Letters of a rule's name: it stands on the wall, in one line with its number."""


class AlertTable(Struct, frozen=True, kw_only=True):
    """When somebody must be told: a number that is above or below a value for so long, in these hours."""

    number: Annotated[
        str, Meta(description="Which number, by its name in `definitions`: now.longest_wait.")
    ] = ""
    above: Annotated[
        float | None, Meta(description="Told when it is more than this; times in seconds, shares as 0.65.")
    ] = None
    below: Annotated[float | None, Meta(description="Or when it is less than this.")] = None
    minutes: Annotated[
        float, Meta(ge=0, le=1440, description="For so long, before it is told.", extra={"unit": "min"})
    ] = 5.0
    hours: Annotated[
        str,
        Meta(
            description='"always", "open" for the opening hours, or "weekdays 08:00-16:00, sat 10:00-14:00".'
        ),
    ] = "always"
    channel: Annotated[str, Meta(description="Of this channel alone; empty: of all.")] = ""
    team: Annotated[str, Meta(description="Of this team alone; empty: of all.")] = ""
    topic: Annotated[str, Meta(description="Of a number of topics: the topic's id, as broadband_down.")] = ""


class Rule(Struct, frozen=True, kw_only=True):
    """A rule that can be watched: `limit` in the number's unit, `seconds` for how long.

    `when` is "always", "open" (the team's opening hours) or hours of its own.
    """

    name: str
    number: str
    above: bool
    limit: float
    seconds: float
    when: Literal["always", "open"] | OpeningHours = "always"
    channel: str = ""
    team: str = ""
    topic: str = ""


OFFERED: Mapping[str, Mapping[str, object]] = {
    "longest_wait": {"number": "now.longest_wait", "above": 1800.0, "minutes": 5.0, "hours": "open"},
    "queue": {"number": "now.queue_size", "above": 30.0, "minutes": 10.0, "hours": "open"},
    "answered": {"number": "today.response_rate.value", "below": 0.65, "minutes": 30.0, "hours": "open"},
}
"""What set-up offers: somebody waits half an hour, thirty wait, or under two thirds are answered today."""


def from_mapping(mapping: Mapping[str, object]) -> tuple[Rule, ...]:
    """The rules of the tables [alerts.NAME].

    Raises SettingsProblem with one line a fault: "alerts.queue.number: there is no number 'now.queu'; …".
    """
    faults: list[str] = []
    said = mapping.get("alerts", {})
    if not isinstance(said, Mapping):
        raise SettingsProblem(("alerts: must be tables, [alerts.NAME]",))
    made = [_rule(str(name), table, faults) for name, table in said.items()]
    if faults:
        raise SettingsProblem(tuple(sorted(faults)))
    return tuple(rule for rule in made if rule is not None)


def _rule(name: str, said: object, faults: list[str]) -> Rule | None:
    where, known = f"alerts.{name}", len(faults)
    if not isinstance(said, Mapping):
        faults.append(f"{where}: must be a table, [{where}]")
        return None
    if not name.isprintable() or not 0 < len(name) <= LONGEST_NAME:
        faults.append(f"{where}: the name must have 1 to {LONGEST_NAME} letters")
    table: AlertTable = section(where, AlertTable, said, faults)
    faults += [f"{where}.{fault}" for fault in _across(table)]
    try:
        when = hours_of(table.hours)
    except ValueError as fault:
        faults.append(f"{where}.hours: {fault}")
        return None
    if len(faults) > known:
        return None
    above = table.above is not None
    return Rule(
        name=name,
        number=table.number,
        above=above,
        limit=float(table.above or 0 if above else table.below or 0),
        seconds=table.minutes * 60,
        when=when,
        channel=table.channel,
        team=table.team,
        topic=table.topic,
    )


def _across(table: AlertTable) -> list[str]:
    """The faults that no single type can tell."""
    number = NUMBERS.get(table.number)
    of_topics = number is not None and number.window == "topic"
    checks = (
        (number is None, f"number: there is no number {short(table.number)}; one is 'now.longest_wait'"),
        ((table.above is None) == (table.below is None), "above: needs either above or below, and not both"),
        (of_topics and not table.topic, f"topic: {table.number} is said of one topic; name it"),
        (bool(table.topic) and number is not None and not of_topics, "topic: only a number topic.… is said of a topic"),
        (bool(table.channel and table.team), "channel: either a channel or a team, not both"),
        (of_topics and bool(table.channel or table.team), "channel: a topic's numbers are those of all channels"),
    )  # fmt: skip
    return [fault for wrong, fault in checks if wrong]


def hours_of(said: str) -> Literal["always", "open"] | OpeningHours:
    """The hours in which a rule holds: "always", "open", or spans of the clock, each with its days or daily.

    Raises ValueError, which says what is wrong.
    """
    if said in {"always", "open"}:
        return "open" if said == "open" else "always"
    spans: dict[int, list[str]] = {}
    for part in said.split(","):
        found = re.fullmatch(r"\s*([a-z]+\s+)?(\S+)\s*", part)
        days = (found.group(1) or "daily").strip() if found else ""
        if found is None or days not in WEEKDAYS:
            raise ValueError(
                f'must be "always", "open", or like "weekdays 08:00-16:00, sat 10:00-14:00", is {short(said)}'
            )
        for weekday in WEEKDAYS[days]:
            spans.setdefault(weekday, []).append(found.group(2))
    week: list[Spans] = [CLOSED] * 7
    for weekday, each in spans.items():
        week[weekday] = spans_of(each)
    return OpeningHours(week=tuple(week))
