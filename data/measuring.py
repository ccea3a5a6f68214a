"""An archive, folded into the same ledger as the feed's and measured as it was at an instant."""

import gc
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from dashboard.ledger import KEEP, Ledger
from dashboard.measure.gauge import gauge
from dashboard.measure.reading import measure
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
        with long_lived():
            for batch in _batches(archive, at, (instant - KEEP).timestamp(), ledger):
                ledger.fold(batch)
    return measure(ledger, gauge(settings, instant.timestamp()), skipped=archive.skipped)


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
def long_lived() -> Iterator[None]:
    """Without the garbage collector: to look through millions of records that stay frees nothing, and takes long."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
