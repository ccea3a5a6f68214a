"""Every number by its full name, as `now.queue_size` or `today.first_response_time.median`, and what it is."""

from collections.abc import Iterator, Mapping
from typing import get_type_hints
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import fields

from dashboard.measure.days import WINDOWS, bounds
from dashboard.measure.metrics import METRICS, Unit
from dashboard.model import Measured, Now, Window
from dashboard.snapshot import Snapshot

SHIFT_AT_MOST = "yesterday"
"""Where `this_shift` begins is not told in a Snapshot; it is never before yesterday's midnight."""


class Number(Struct, frozen=True, kw_only=True):
    """A number: its unit, the window it is of ("now" and "topic" are none), and the attributes that lead to it."""

    name: str
    unit: Unit
    window: str
    path: tuple[str, ...]


def paths(kind: type[Struct], left_out: tuple[str, ...] = ("load",)) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The numbers of a Struct, also of those in it: the name in its JSON, and the attributes that lead to it."""
    hints = get_type_hints(kind)
    for each in fields(kind):
        if each.name in left_out:
            continue
        if isinstance(hints[each.name], type) and issubclass(hints[each.name], Struct):
            for name, path in paths(hints[each.name]):
                yield f"{each.encode_name}.{name}", (each.name, *path)
        else:
            yield each.encode_name, (each.name,)


TOPIC_UNITS: dict[str, Unit] = {
    "customers": "count",
    "customers_today": "count",
    "times": "count",
    "waiting": "count",
    "negative": "share",
}
"""The numbers of a topic, which are said of one topic at a time."""
_UNITS = {metric.key: metric.unit for metric in METRICS}
_OF_PART: dict[str, Unit] = {"median": "s", "p90": "s", "value": "share", "balance": "balance"}


def _unit(path: tuple[str, ...]) -> Unit:
    """The unit of a metric, or of a part of it: the size of a sample is a count, whatever it is a sample of."""
    return _UNITS[path[0]] if len(path) == 1 else _OF_PART.get(path[-1], "count")


def _all() -> Iterator[Number]:
    for name, path in paths(Now):
        yield Number(name=f"now.{name}", unit=_unit(path), window="now", path=path)
    for window in WINDOWS:
        for name, path in paths(Window):
            yield Number(name=f"{window}.{name}", unit=_unit(path), window=window, path=path)
    for name, unit in TOPIC_UNITS.items():
        yield Number(name=f"topic.{name}", unit=unit, window="topic", path=(name,))


NUMBERS: Mapping[str, Number] = {number.name: number for number in _all()}


def value(
    snapshot: Snapshot, number: Number, *, channel: str = "", team: str = "", topic: str = ""
) -> float | None:
    """What a number is in a Snapshot, of everybody or of one channel or team, or of one topic; None: no data."""
    if snapshot.reading is None or snapshot.known_since is None:
        return None
    if number.window == "topic":
        return _walk(next((each for each in snapshot.topics if each.id == topic), None), number.path)
    measured: Measured | None = snapshot.reading
    for dimension, key in (("channel", channel), ("team", team)):
        if key:
            measured = snapshot.reading.by.get(dimension, {}).get(key)
    if measured is None:
        return None
    if number.window == "now":
        return _walk(measured.now, number.path)
    if _begin(snapshot, number.window) < snapshot.known_since.timestamp():
        return None
    return _walk(measured.windows.get(number.window), number.path)


def _begin(snapshot: Snapshot, window: str) -> float:
    assert snapshot.reading is not None, "asked for only where there are numbers"  # noqa: S101
    name = SHIFT_AT_MOST if window == "this_shift" else window
    return bounds(name, snapshot.reading.at.timestamp(), ZoneInfo(snapshot.timezone))[0]


def _walk(found: object, path: tuple[str, ...]) -> float | None:
    for name in path:
        found = getattr(found, name, None)
    return float(found) if isinstance(found, int | float) else None
