"""The Reading: all METRICS of a ledger at an instant, in total and by channel, team, language, agent and hour."""

from collections.abc import Iterable, Sequence
from typing import Any

from dashboard.hearing import LANGUAGES
from dashboard.ledger import OPEN, Ledger
from dashboard.measure.cut import Cut, Gauge, Recent
from dashboard.measure.days import WINDOWS, bounds, instant
from dashboard.measure.groups import counts
from dashboard.measure.metrics import NOW, WINDOW, Metric, Of, Period, Population
from dashboard.model import Agent, Load, Measured, Now, Reading, Window
from dashboard.story import REPLY

HOURS = [str(hour) for hour in range(24)]


def measure(ledger: Ledger, gauge: Gauge, *, agents: Iterable[Agent] = (), skipped: int = 0) -> Reading:
    """Every number of metrics.md at `gauge.at`; `agents` are listed even where they have nothing to do."""
    spans = {window: bounds(window, gauge.at, gauge.zone, gauge.shift_began) for window in WINDOWS}
    people = {agent.id: agent.name for agent in agents}
    for agent in people:
        ledger.agents.code(agent)
    recent = Recent(ledger, gauge, since=min(first for first, _ in spans.values()), people=people)
    cuts = {window: Cut(recent, first, after) for window, (first, after) in spans.items()}
    by = {
        dimension: _measured(recent, cuts, dimension, keys)
        for dimension, keys in (
            ("all", ["all"]),
            ("channel", ledger.channels.names),
            ("team", ledger.teams.names),
            ("language", LANGUAGES),
            ("agent", recent.agents),
            ("hour", HOURS),
        )
    }
    total = by.pop("all")["all"]
    loads = _loads(recent, cuts["last_60_min"])
    by["agent"] = {name: _with_load(measured, name, loads) for name, measured in by["agent"].items()}
    return Reading(
        at=instant(gauge.at),
        skipped=skipped,
        now=_now(total.now, loads),
        windows=total.windows,
        by=by,
    )


def _measured(
    recent: Recent, cuts: dict[str, Cut], dimension: str, keys: Sequence[str | None]
) -> dict[str, Measured]:
    n = len(keys)
    nows = [Now(**row) for row in _rows(NOW, Population(recent, dimension, n), n)]
    windows = {
        window: [Window(**row) for row in _rows(WINDOW, Period(cut, dimension, n), n)]
        for window, cut in cuts.items()
    }
    return {
        key: Measured(now=now, windows={window: made[place] for window, made in windows.items()})
        for place, (key, now) in enumerate(zip(keys, nows, strict=True))
        if key is not None
    }


def _rows(metrics: Sequence[Metric[Of]], part: Of, n: int) -> list[dict[str, Any]]:
    columns = {metric.key: metric.make(part) for metric in metrics}
    return [{key: values[place] for key, values in columns.items()} for place in range(n)]


def _loads(recent: Recent, last_hour: Cut) -> dict[str, Load]:
    """What each agent carries. Hand-made: it is a table of its own, not a number of a population."""
    names = recent.agents
    held = recent.conversations.where(recent.conversations.codes("status") == OPEN)
    opened = counts(held.codes("assignee"), len(names))
    waiting = counts(recent.queue.codes("assignee"), len(names))
    sent = last_hour.messages.where(last_hour.messages.codes("kind") == REPLY)
    replies = counts(sent.group("agent"), len(names))
    loads = {}
    for place, name in enumerate(names):
        if name is not None:
            capacity = recent.gauge.capacity(name)
            loads[name] = Load(
                open=opened[place],
                waiting=waiting[place],
                replies_last_60_min=replies[place],
                capacity=capacity,
                load_ratio=opened[place] / capacity if capacity else None,
            )
    return loads


def _now(now: Now, loads: dict[str, Load]) -> Now:
    return Now(**{name: getattr(now, name) for name in Now.__struct_fields__ if name != "load"}, load=loads)


def _with_load(measured: Measured, name: str, loads: dict[str, Load]) -> Measured:
    return Measured(now=_now(measured.now, {name: loads[name]}), windows=measured.windows)
