"""The rules of the alerts, as the tables [alerts.NAME] of the settings say them."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

from dashboard.faults import Fault, Wrong, fault, in_order, keys_of, quote
from dashboard.measure.opening import CLOSED, WEEKDAYS, OpeningHours, Spans, spans_of
from dashboard.numbers import NUMBERS
from dashboard.problems import SettingsProblem
from dashboard.sections import section

LONGEST_NAME = 40
"""Letters of a rule's name: it stands on the wall, in one line with its number."""


class AlertTable(Struct, frozen=True, kw_only=True):
    """When somebody must be told: a number that is above or below a value for so long, in these hours."""

    number: Annotated[
        str, Meta(description="Which number, as now.longest_wait; write a part of its name.")
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
    faults: list[Fault] = []
    said = mapping.get("alerts", {})
    if not isinstance(said, Mapping):
        raise SettingsProblem((fault("alerts", "not_tables", name="alerts"),))
    made = [_rule(str(name), table, faults) for name, table in said.items()]
    if faults:
        raise SettingsProblem(in_order(faults))
    return tuple(rule for rule in made if rule is not None)


def _rule(name: str, said: object, faults: list[Fault]) -> Rule | None:
    where, known = f"alerts.{name}", len(faults)
    if not isinstance(said, Mapping):
        faults.append(fault(where, "not_a_table", name=where))
        return None
    if not name.isprintable() or not 0 < len(name) <= LONGEST_NAME:
        faults.append(fault(where, "name_length", most=LONGEST_NAME))
    table: AlertTable = section(where, AlertTable, said, faults)
    wrong = keys_of(faults)
    faults += [each.under(where) for each in _across(table, lambda key: f"{where}.{key}" not in wrong)]
    try:
        when = hours_of(table.hours)
    except Wrong as found:
        faults.append(found.fault.under(f"{where}.hours"))
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


def _across(table: AlertTable, known: Callable[[str], bool]) -> Iterator[Fault]:
    """The faults that no single type can tell; of what is not `known`, since it is wrong by itself, none."""
    number = NUMBERS.get(table.number)
    of_topics = number is not None and number.window == "topic"
    if number is None and known("number"):
        yield fault("number", "no_number", value=quote(table.number))
    if (table.above is None) == (table.below is None) and known("above") and known("below"):
        yield fault("above", "above_or_below")
    if of_topics and not table.topic and known("topic"):
        yield fault("topic", "topic_needed", number=table.number)
    if table.topic and number is not None and not of_topics:
        yield fault("topic", "no_topic")
    if table.channel and table.team:
        yield fault("channel", "channel_and_team")
    elif of_topics and (table.channel or table.team):
        yield fault("channel" if table.channel else "team", "channel_of_topic")


def hours_of(said: str) -> Literal["always", "open"] | OpeningHours:
    """The hours in which a rule holds: "always", "open", or spans of the clock, each with its days or daily.

    Raises Wrong, which says what is wrong.
    """
    if said in {"always", "open"}:
        return "open" if said == "open" else "always"
    spans: dict[int, list[str]] = {}
    for part in said.split(","):
        found = re.fullmatch(r"\s*([a-z]+\s+)?(\S+)\s*", part)
        days = (found.group(1) or "daily").strip() if found else ""
        if found is None or days not in WEEKDAYS:
            raise Wrong("rule_hours", value=quote(said))
        for weekday in WEEKDAYS[days]:
            spans.setdefault(weekday, []).append(found.group(2))
    week: list[Spans] = [CLOSED] * 7
    for weekday, each in spans.items():
        week[weekday] = spans_of(each)
    return OpeningHours(week=tuple(week))
