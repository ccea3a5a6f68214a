"""What a window itself has seen since it was opened, to look back at where no history is kept: a demo's past."""

import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
from msgspec.structs import replace

from dashboard.columns import Floats
from dashboard.events import Event
from dashboard.kept import Gap
from dashboard.numbers import NUMBERS, value
from dashboard.snapshot import Snapshot
from dashboard.voice.values import Killed

MOST = 720
"""Minutes that are remembered: of a storm some fifty kilobytes each, forty megabytes in all."""
WITHIN = 120.0
"""Seconds that a Snapshot speaks for."""
_DECODER = msgspec.json.Decoder(Snapshot)


class SessionPast:
    """Remembers a Snapshot a minute, packed; the numbers of everybody beside it, to be drawn at once."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._packed: dict[int, bytes] = {}
        self._numbers: dict[int, Snapshot] = {}
        self._killed: set[str] = set()

    def take(self, snapshot: Snapshot) -> None:
        """A Snapshot came; the first of each minute of the inbox's clock is remembered."""
        self._killed |= {deed.id for deed in snapshot.voice.deeds if isinstance(deed, Killed)}
        if snapshot.reading is None or not snapshot.fresh or snapshot.filling is not None:
            return
        minute = int(snapshot.reading.at.timestamp() // 60)
        if minute in self._packed:
            return
        self._packed[minute] = zlib.compress(msgspec.json.encode(snapshot), 1)
        bare = replace(snapshot.reading, by={})
        self._numbers[minute] = Snapshot(
            made_at=snapshot.made_at, next_poll_at=snapshot.next_poll_at, timezone=snapshot.timezone,
            reading=bare, known_since=snapshot.known_since, events=snapshot.events,
        )  # fmt: skip
        while len(self._packed) > self._most:
            oldest = min(self._packed)
            del self._packed[oldest], self._numbers[oldest]

    def days(self) -> list[date]:
        """The local days of which anything is remembered, the oldest first."""
        return sorted({at.astimezone(ZoneInfo(it.timezone)).date() for at, it in self._within()})

    def snapshot(self, at: datetime) -> Snapshot | None:
        """What came last before the end of that minute; None where that is more than two minutes ago.

        Sentences that were killed since are not in it: a kill holds for good.
        """
        minute = int(at.timestamp() // 60)
        found = max((each for each in self._packed if each <= minute), default=None)
        if found is None or (minute - found) * 60 > WITHIN:
            return None
        it = _DECODER.decode(zlib.decompress(self._packed[found]))
        shown = tuple(each for each in it.voice.shown if each.id not in self._killed)
        return replace(it, voice=replace(it.voice, shown=shown))

    def series(self, name: str, first: datetime, after: datetime) -> tuple[Floats, Floats]:
        """When, in seconds since 1970, and the values of one number, nan where there is no data."""
        told = [(at, value(it, NUMBERS[name])) for at, it in self._within(first, after)]
        values = [np.nan if each is None else each for _, each in told]
        return np.array([at.timestamp() for at, _ in told]), np.array(values, dtype=np.float64)

    def gaps(self, _first: datetime, _after: datetime) -> tuple[Gap, ...]:
        """Nothing is known of gaps: where nothing is remembered there is none of this window's doing."""
        return ()

    def events(self, first: datetime, after: datetime) -> tuple[Event, ...]:
        """The events that the last Snapshot tells, of those that begin in a span."""
        newest = self._numbers[max(self._numbers)].events if self._numbers else ()
        return tuple(sorted((each for each in newest if first <= each.at < after), key=lambda each: each.at))

    def _within(
        self, first: datetime | None = None, after: datetime | None = None
    ) -> Iterator[tuple[datetime, Snapshot]]:
        for minute in sorted(self._numbers):
            it = self._numbers[minute]
            at = it.reading.at if it.reading else datetime.fromtimestamp(minute * 60, UTC)
            if (first is None or at >= first) and (after is None or at < after):
                yield at, it
