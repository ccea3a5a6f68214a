"""The feed's look back: remembers each day when it is over, and says what is usual today and whether it storms."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import numpy as np
from msgspec.structs import replace

from dashboard.columns import Floats
from dashboard.events import Event
from dashboard.ledger import Ledger
from dashboard.measure.bursts import NEVER_WRITTEN_OF, hourly, usual_at
from dashboard.measure.cut import Gauge
from dashboard.measure.days import local_day, midnight
from dashboard.measure.opening import holidays_on
from dashboard.measure.storm import HOUR, Usual, UsualAt, Watch, storm, storms, watch
from dashboard.measure.topics import CURVE
from dashboard.measure.usual import LEAST_WEEKS, SLOTS, WEEKS, Span, day_curves, missing_days, usual
from dashboard.model import DayCurves, Ribbon, Storm
from dashboard.ports import Past

Ribbons = dict[str, Ribbon]


class Lookback:
    """What the past days of a ledger say of today; `usual` and `storm` are a Snapshot's.

    `marked` gives the spans of what was out of the ordinary: they are left out of what is usual.
    """

    def __init__(
        self,
        past: Past,
        ledger: Ledger,
        countries: Sequence[str] = (),
        marked: Callable[[], Sequence[Span]] = tuple,
    ) -> None:
        self._past, self._ledger, self._countries = past, ledger, tuple(countries)
        self._marked, self._left_out = marked, tuple(marked())
        self._day: date | None = None
        self._known: Sequence[DayCurves] = ()
        self._watch: Watch | None = None
        self.usual: Ribbons = {}
        self.topics: dict[str, UsualAt] = {}
        """How many customers usually write of each topic in an hour."""
        self.storm: Storm | None = None
        self.storms: tuple[Event, ...] = ()
        """Today's, the earliest first; the last one may go on."""

    def look(self, gauge: Gauge, known_since: float, *, complete: bool) -> None:
        """Take in what the ledger says at `gauge.at`, which is whole from `known_since` on.

        Days are remembered only when the first fill is `complete`: until then `known_since` still moves back.
        """
        today = local_day(gauge.at, gauge.zone)
        begin = midnight(today, gauge.zone)
        if today != self._day:
            if self._watch is not None and self._day is not None and today > self._day:
                self._watch = watch(self._watch, begin, self._begun(self._watch.at), usual_waits(self.usual))
            else:
                self._watch = None  # the inbox's clock was set back, or this is the beginning
            self.storms = ()
        before, self._left_out = self._left_out, tuple(self._marked())
        remembered = complete and self._remember(gauge, known_since)
        known, self._known = self._known, self._past.days()
        if remembered or today != self._day or before != self._left_out or known is not self._known:
            self._day, self.usual = today, self._usual_on(today, gauge)
            self.topics = self._topics_on(today, gauge)
        self.storm = self._storm(gauge, begin) if known_since <= begin else None

    def _remember(self, gauge: Gauge, known_since: float) -> bool:
        """Remember the days that are over and not remembered; whether there were any."""
        known = (day.day for day in self._past.days())
        missing = list(missing_days(known, known_since, gauge.at, gauge.zone))
        for day in missing:
            first, after = (midnight(each, gauge.zone) for each in (day, day + timedelta(days=1)))
            waits = usual_waits(self._usual_on(day, gauge))
            found = storms(self._at_midnight(day, first), after, self._begun(first), waits)
            self._past.keep(replace(day_curves(self._ledger, gauge, day), storms=tuple(found)))
        return bool(missing)

    def _usual_on(self, day: date, gauge: Gauge) -> Ribbons:
        def is_holiday(each: date) -> bool:
            return bool(holidays_on(each, self._countries))

        return usual(self._past.days(), day, gauge.zone, left_out=is_holiday, events=self._left_out)

    def _topics_on(self, day: date, gauge: Gauge) -> dict[str, UsualAt]:
        """Of the topics whose usual is known at all: the same weekday's days, holidays or not."""
        weeks = [each for each in self._past.days() if (day - each.day).days in range(7, 7 * WEEKS + 1, 7)]
        if len(weeks) < LEAST_WEEKS:
            return {}
        names = {name for each in weeks for name in each.curves if name.startswith(CURVE)}
        names.add(CURVE + NEVER_WRITTEN_OF)
        return {
            name.removeprefix(CURVE): usual_at(
                hourly([each.curves.get(name, (0.0,) * SLOTS) for each in weeks]), gauge.zone
            )
            for name in names
        }

    def _at_midnight(self, day: date, begin: float) -> Watch:
        """The watch with which a day begins: a storm that lasted until midnight goes on."""
        before = next((each for each in self._past.days() if each.day == day - timedelta(days=1)), None)
        if before is None or not before.storms or before.storms[-1][1].timestamp() < begin:
            return Watch(begin)
        return Watch(begin, before.storms[-1][0].timestamp())

    def _storm(self, gauge: Gauge, begin: float) -> Storm | None:
        """The storm now. After a start the day is judged from its midnight: a restart doesn't end a storm."""
        if self._watch is None:
            self._watch = self._at_midnight(local_day(gauge.at, gauge.zone), begin)
        before, expected = self._watch, usual_waits(self.usual)
        begun = self._begun(min(before.at, gauge.at))
        self._watch = watch(before, gauge.at, begun, expected)
        found = storms(before, gauge.at, begun, expected)
        self.storms = _and_then(self.storms, found, before, self._watch)
        return storm(self._watch, gauge.at, begun, expected)

    def _begun(self, since: float) -> Floats:
        """When waits began, ascending, from an hour before an instant on."""
        table = self._ledger.waits
        found: Floats = np.sort(table["begun"][table.alive(table["begun"] > since - HOUR)])
        return found


def _and_then(told: tuple[Event, ...], found: Sequence[Span], before: Watch, now: Watch) -> tuple[Event, ...]:
    """A day's storms, and what was found since the watch `before`; one that went on then is the same one."""
    spans = list(found)
    if spans and told and before.since is not None:
        spans[0] = told[-1].at, spans[0][1]
        told = told[:-1]
    ends = [end for _, end in spans[:-1]] + [None if now.since is not None else end for _, end in spans[-1:]]
    new = (Event(kind="storm", at=at, until=end) for (at, _), end in zip(spans, ends, strict=True))
    return (*told, *new)


def usual_waits(ribbons: Ribbons) -> UsualAt:
    """How many waits usually begin, of a day's ribbons."""
    quarters, hours = ribbons.get("waits_begun"), ribbons.get("waits_begun_last_hour")

    def at(instant: float) -> Usual | None:
        if quarters is None or hours is None:
            return None
        quarter, hour = quarters.at(instant), hours.at(instant)
        return None if quarter is None or hour is None else Usual(quarter, hour)

    return at
