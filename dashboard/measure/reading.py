"""The Reading: all METRICS of a ledger at an instant, in total and by channel, team, language, agent and hour."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from msgspec.structs import replace

from dashboard.ledger import Ledger
from dashboard.measure.cut import Cut, Gauge, Recent, Sieve
from dashboard.measure.days import WINDOWS, bounds, instant
from dashboard.measure.metrics import NOW, WINDOW, Metric, Of, Period, Population
from dashboard.model import Agent, Load, Measured, Now, Reading, Window


def measure(
    ledger: Ledger,
    gauge: Gauge,
    *,
    agents: Iterable[Agent] = (),
    skipped: int = 0,
    sieve: Sieve | None = None,
) -> Reading:
    """Every number of metrics.md at `gauge.at`, of what a `sieve` lets through.

    `agents` are listed even where they have nothing to do.
    """
    cuts = cut(ledger, gauge, {agent.id: agent.name for agent in agents}, sieve)
    recent = cuts["today"].recent
    parts = _measured(recent, cuts)
    by: dict[str, dict[str, Measured]] = {
        dimension: {
            key: each for key, each in zip(keys, islice(parts, len(keys)), strict=True) if key is not None
        }
        for dimension, keys in recent.keys.items()
    }
    total = by.pop("all")["all"]
    loads = {agent: _load(measured, gauge.capacity(agent)) for agent, measured in by["agent"].items()}
    for agent, measured in by["agent"].items():
        by["agent"][agent] = replace(measured, now=replace(measured.now, load={agent: loads[agent]}))
    return Reading(
        at=instant(gauge.at),
        skipped=skipped,
        now=replace(total.now, load=loads),
        windows=total.windows,
        by=by,
    )


def cut(
    ledger: Ledger, gauge: Gauge, people: Mapping[str, str], sieve: Sieve | None = None
) -> dict[str, Cut]:
    """The standard windows of the ledger; `people` are id and name of those known by name."""
    spans = {window: bounds(window, gauge.at, gauge.zone, gauge.shift_began) for window in WINDOWS}
    for agent in people:
        ledger.agents.code(agent)
    recent = Recent(ledger, gauge, min(first for first, _ in spans.values()), people, sieve)
    return {window: Cut(recent, first, after) for window, (first, after) in spans.items()}


def _measured(recent: Recent, cuts: dict[str, Cut]) -> Iterator[Measured]:
    """The numbers of each group, dimension after dimension."""
    nows = (Now(**row) for row in _rows(NOW, Population(recent)))
    windows = [(Window(**row) for row in _rows(WINDOW, Period(cut))) for cut in cuts.values()]
    for now, *made in zip(nows, *windows, strict=True):
        yield Measured(now=now, windows=dict(zip(cuts, made, strict=True)))


def _rows(metrics: Sequence[Metric[Of]], part: Of) -> Iterator[dict[str, Any]]:
    keys = [metric.key for metric in metrics]
    for row in zip(*(metric.make(part) for metric in metrics), strict=True):
        yield dict(zip(keys, row, strict=True))


def _load(agent: Measured, capacity: float) -> Load:
    """What an agent carries."""
    return Load(
        open=agent.now.backlog_open,
        waiting=agent.now.queue_size,
        replies_last_60_min=agent.windows["last_60_min"].replies_out,
        capacity=capacity,
        load_ratio=agent.now.backlog_open / capacity if capacity else None,
    )
