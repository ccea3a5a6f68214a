"""The look further back: past days that the first fill does not reach, read beside the polls, for what is usual."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from logging import getLogger
from math import inf

import numpy as np
from msgspec.structs import replace

from dashboard.columns import Floats
from dashboard.earlier import Leaf, Span
from dashboard.kept import ConversationRow
from dashboard.ledger import Ledger
from dashboard.lookback import usual_waits
from dashboard.measure.days import instant, local_day, midnight
from dashboard.measure.gauge import gauge
from dashboard.measure.opening import holidays_on
from dashboard.measure.storm import HOUR, Watch, storms
from dashboard.measure.usual import MEMORY, day_curves, usual
from dashboard.model import Conversation, DayCurves
from dashboard.ports import Ear, Earlier, Notes, Past
from dashboard.problems import InboxProblem
from dashboard.retold import Deaf, retold
from dashboard.rows import conversation_rows
from dashboard.settings import Settings
from dashboard.snapshot import Filling
from dashboard.wordless import where

log = getLogger(__name__)

DAY = timedelta(days=1)
PACE = 2.0
"""Seconds from one step to the next: 30 requests a minute at most, a hundredth of what a Chatwoot lets one do."""
AFTER_A_FAULT = 300.0
EVER = datetime.min.replace(tzinfo=UTC)
AT_ONCE = 200
"""Rows of an earlier run that are told again in a step."""


class Further:
    """Reads past days, the newest first, a request a step, and has `past` remember each that is whole.

    Days that are remembered already stay as they are. `notes` let a program that starts again go on where the one
    before it was. Conversations that began after a finished day are let go of, so that memory holds what is still to
    come and the open ones.
    """

    def __init__(self, earlier: Earlier, ear: Ear, past: Past, notes: Notes, settings: Settings) -> None:
        self._earlier, self._ear, self._past, self._notes = earlier, ear, past, notes
        self._settings = settings
        self._zone = gauge(settings, 0.0).zone
        self._ledger = Ledger(Deaf(), trust_status=False)
        self._created: dict[str, float] = {}
        self._wanted: list[date] | None = None
        self._whole: list[date] = []
        self._begun: dict[date, Floats] = {}
        self._before: list[Leaf] = []
        self._leaf: list[ConversationRow] = []
        self._today, self._not_before = date.min, EVER

    @property
    def progress(self) -> Filling | None:
        """How many of the wanted days are read; None where none are wanted, or all are."""
        if not self._wanted or len(self._whole) >= len(self._wanted):
            return None
        return Filling(arrived=len(self._whole), expected=len(self._wanted))

    @property
    def done(self) -> bool:
        """Whether there is nothing (more) to read."""
        return self._wanted == []

    def rest(self, now: datetime) -> float:
        """Seconds until the next step may be taken, by the machine's clock; forever when there is none."""
        return inf if self.done else max(0.0, (self._not_before - now).total_seconds())

    def go(self, now: datetime, at: datetime) -> None:
        """Take a step, `now` by the machine's clock, `at` by the inbox's. Never raises: what fails is tried later."""
        pause = PACE
        try:
            self._step(at)
        except InboxProblem as problem:
            pause = max(AFTER_A_FAULT, problem.retry_after or 0.0)
            log.info("the past can't be read just now: %s", problem)
        except Exception as fault:  # its own words may be a customer's
            pause = AFTER_A_FAULT
            log.error("the past can't be read by a fault of ours: %s", where(fault))  # noqa: TRY400
        self._not_before = now + timedelta(seconds=pause)

    def _step(self, at: datetime) -> None:
        if self._wanted is None:
            self._plan(at)
        elif self._before:
            self._tell_again()
        elif self._wanted:
            self._read()

    def _plan(self, at: datetime) -> None:
        """Which days are wanted: those of an earlier run that was broken off, or all that are not remembered."""
        span, self._today = self._notes.span(), local_day(at.timestamp(), self._zone)
        if span is None:
            known = {each.day for each in self._past.days()}
            days = [self._today - DAY * back for back in range(1, MEMORY.days + 1)]
            wanted = [day for day in days if day not in known and day >= self._notes.nothing_before()]
            if not wanted:
                self._wanted = []
                return
            span = Span(self._midnight(wanted[-1]), self._midnight(wanted[0] + DAY))
            self._notes.begin(span)
        else:
            self._before = list(self._notes.leaves())
        first, last = (
            local_day(each.timestamp(), self._zone) for each in (span.first, span.after - DAY / 24)
        )
        self._wanted = [last - DAY * back for back in range((last - first).days + 1)]
        page = self._before[-1].page if self._before else 0
        self._earlier.begin(span.first, span.after, page)

    def _read(self) -> None:
        stretch = self._earlier.step()
        if stretch.conversations:
            rows = self._heard(stretch.conversations)
            self._tell(rows)
            self._leaf += rows
        if stretch.reached is None and not stretch.done:
            return
        self._notes.add(Leaf(tuple(self._leaf), stretch.reached, stretch.page))
        self._leaf = []
        self._finish(stretch.reached)
        if stretch.done:
            self._end()

    def _tell_again(self) -> None:
        """Go on with what an earlier run has read."""
        rows = 0
        while self._before and rows < AT_ONCE:
            leaf = self._before.pop(0)
            rows += len(leaf.rows)
            self._tell(leaf.rows)
            self._finish(leaf.reached)

    def _heard(self, conversations: Iterable[Conversation]) -> list[ConversationRow]:
        """What was said is heard once, and forgotten."""
        some, ledger = list(conversations), Ledger(self._ear)
        ledger.fold(some)
        return list(conversation_rows(ledger, some))

    def _tell(self, rows: Iterable[ConversationRow]) -> None:
        self._ledger.fold(list(retold(rows)))
        self._created |= {row.id: row.created for row in rows}

    def _finish(self, reached: datetime | None) -> None:
        """Remember the days down to which all is read, the newest first."""
        assert self._wanted is not None  # noqa: S101  (there was a plan)
        for day in self._wanted[len(self._whole) :]:
            if reached is None or reached > self._midnight(day):
                return
            self._whole.append(day)
            self._remember(day)

    def _remember(self, day: date) -> None:
        first, after = (midnight(each, self._zone) for each in (day, day + DAY))
        begun = self._ledger.waits["begun"]
        here = self._ledger.waits.alive((begun >= first - HOUR) & (begun < after))
        if all(each.day != day for each in self._past.days()):
            self._begun[day] = np.sort(begun[here])
            self._past.keep(day_curves(self._ledger, gauge(self._settings, after), day))
        later = [name for name, created in self._created.items() if created >= first]
        self._ledger.forget(later)
        for name in later:
            del self._created[name]

    def _end(self) -> None:
        """All is read that there is: find the storms of those days, the oldest first, and forget the rest."""
        for day in sorted(self._begun):
            self._past.keep(self._with_storms(day))
        self._notes.end(min(self._whole, default=self._today))
        self._wanted, self._whole, self._begun, self._created = [], [], {}, {}
        self._ledger = Ledger(Deaf(), trust_status=False)

    def _with_storms(self, day: date) -> DayCurves:
        """A day with its storms, by what was usual before it."""
        countries = self._settings.hours.countries if self._settings.hours else ()
        days = {each.day: each for each in self._past.days()}
        ribbons = usual(
            days.values(), day, self._zone, left_out=lambda each: bool(holidays_on(each, countries))
        )
        first, after = (midnight(each, self._zone) for each in (day, day + DAY))
        before = days.get(day - DAY)
        lasted = bool(before and before.storms and before.storms[-1][1].timestamp() >= first)
        since = before.storms[-1][0].timestamp() if before and lasted else None
        found = storms(Watch(first, since), after, self._begun[day], usual_waits(ribbons))
        return replace(days[day], storms=tuple(found))

    def _midnight(self, day: date) -> datetime:
        return instant(midnight(day, self._zone))
