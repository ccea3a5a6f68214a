"""The settings that lead to a running demo inbox, made from the owner's own; and what is on in it."""

from datetime import UTC, datetime, timedelta

import msgspec

from dashboard import alert_rules
from dashboard.alert_rules import OFFERED
from dashboard.events import Event, Noted
from dashboard.measure import opening
from dashboard.measure.shifts import Roster
from dashboard.settings import Settings
from data.demo.running import Ready
from data.demo.scenario import read_scenario

RELEASED_AFTER = 1.0
"""Minutes until a sentence is shown: nobody is there to release one, and all of them are invented."""
EVERY = 5.0
"""Seconds between polls, so that somebody who looks sees it live."""


ALERTS = alert_rules.from_mapping({"alerts": {"Longest wait": {**OFFERED["longest_wait"], "minutes": 1.0}}})
"""What a demo watches where nothing else is set."""


def noted(scenario: str, begun: datetime) -> tuple[Noted, ...]:
    """What is on in a scenario that began then, put on the time axis."""
    evening = read_scenario(scenario).evening
    if evening is None or not evening.event:
        return ()
    at = begun.astimezone(UTC).replace(second=0, microsecond=0) + timedelta(hours=evening.from_hours)
    until = at + timedelta(hours=evening.to_hours - evening.from_hours)
    event = Event(id="evening", kind="annotation", at=at, until=until, text=evening.event)
    return (Noted(at=begun, by="", event=event),)


def lead_to(ready: Ready, settings: Settings, *, days: float) -> Settings:
    """The owner's settings, but for the inbox, which is the demo's, its people, its opening hours and its days."""
    scenario = read_scenario(ready.scenario)
    public = tuple(channel.name for channel in scenario.channels if channel.public)
    inbox = msgspec.structs.replace(
        settings.inbox, kind="chatwoot", address=ready.address, account=ready.account, public_channels=public
    )
    polling = msgspec.structs.replace(
        settings.polling, every=EVERY, deadline=EVERY * 2, history_days=max(1.0, days)
    )
    goals = msgspec.structs.replace(settings.goals, timezone=scenario.timezone)
    people = tuple((agent.name, (agent.capacity / 100,) * 7) for agent in scenario.agents)
    voice = msgspec.structs.replace(settings.voice, release="automatic", after_minutes=RELEASED_AFTER)
    shifts = msgspec.structs.replace(settings.shifts, roster=Roster(people=people))
    alerts = settings.alerts or ALERTS
    hours = opening.from_mapping({"hours": scenario.opening_hours}) if scenario.opening_hours else None
    return msgspec.structs.replace(
        settings,
        inbox=inbox,
        polling=polling,
        goals=goals,
        voice=voice,
        shifts=shifts,
        hours=hours,
        alerts=alerts,
    )
