"""The gauge that settings make: for the feed's polls and for archives alike."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from dashboard.measure.cut import Gauge
from dashboard.measure.opening import open_seconds
from dashboard.measure.shifts import begin_of_this_shift, capacity, duty_weekday
from dashboard.model import Agent
from dashboard.settings import Settings


def gauge(settings: Settings, at: float, agents: Iterable[Agent] = ()) -> Gauge:
    """What measuring at an instant depends on; who is none of `agents` is known by the id alone."""
    zone, shifts = ZoneInfo(settings.goals.timezone), settings.shifts
    weekday = duty_weekday(shifts, at, zone)
    names = {agent.id: agent.name for agent in agents}
    return Gauge(
        at=at,
        target=settings.goals.target,
        zone=zone,
        page_accounts=frozenset(settings.team.page_accounts),
        open_seconds=open_seconds(settings.hours, zone),
        capacity=lambda agent: capacity(shifts.roster, agent, names.get(agent, agent), weekday),
        shift_began=begin_of_this_shift(shifts, at, zone),
    )
