"""An archive, folded into the same ledger as the feed's and measured as it was at an instant."""

import gc
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from dashboard.ledger import KEEP, Ledger
from dashboard.measure.cut import Gauge
from dashboard.measure.opening import open_seconds
from dashboard.measure.reading import measure
from dashboard.measure.shifts import begin_of_this_shift, capacity, duty_weekday
from dashboard.model import Conversation, Reading
from dashboard.ports import Ear
from dashboard.problems import ArchiveProblem
from dashboard.settings import Settings
from data.archive import Archive, as_of, is_past, newest

BATCH = 2000


def measure_archive(path: Path, ear: Ear, settings: Settings, *, at: datetime | None) -> Reading:
    """Every number of an archive at an instant, or at its newest record where `at` is None.

    Raises ArchiveProblem where the file is not an archive.
    """
    with closing(Archive(path)) as archive:
        archive.quiet = True
        instant = at or max((newest(conversation) for conversation in archive), default=None)
        archive.quiet = False
        if instant is None:
            raise ArchiveProblem(f"{path}: has no conversation; with --at it can be measured all the same")
        ledger = Ledger(ear, trust_status=at is None)
        with _long_lived():
            for batch in _batches(archive, at, (instant - KEEP).timestamp(), ledger):
                ledger.fold(batch)
    return measure(ledger, _gauge(settings, instant.timestamp()), skipped=archive.skipped)


def _batches(
    archive: Archive, at: datetime | None, before: float, ledger: Ledger
) -> Iterator[list[Conversation]]:
    """The conversations that some number may need; those that were over and done with before are mentioned."""
    batch: list[Conversation] = []
    for conversation in archive:
        known = conversation if at is None else as_of(conversation, at)
        if known is None:
            continue
        if is_past(known, before, trust_status=at is None):
            ledger.mention(known)
            continue
        batch.append(known)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


@contextmanager
def _long_lived() -> Iterator[None]:
    """Without the garbage collector: to look through millions of records that stay frees nothing, and takes long."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _gauge(settings: Settings, at: float) -> Gauge:
    zone, shifts = ZoneInfo(settings.goals.timezone), settings.shifts
    weekday = duty_weekday(shifts, at, zone)
    return Gauge(
        at=at,
        target=settings.goals.target,
        zone=zone,
        page_accounts=frozenset(settings.team.page_accounts),
        open_seconds=open_seconds(settings.hours, zone),
        # An archive knows its agents by their id alone.
        capacity=lambda agent: capacity(shifts.roster, agent, agent, weekday),
        shift_began=begin_of_this_shift(shifts, at, zone),
    )
