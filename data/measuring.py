"""An archive, folded into the same ledger as the feed's and measured as it was at an instant."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from dashboard.ledger import Ledger
from dashboard.measure.cut import Gauge
from dashboard.measure.reading import measure
from dashboard.model import Conversation, Reading
from dashboard.ports import Ear
from dashboard.problems import ArchiveProblem
from data.archive import Archive, as_of, newest

BATCH = 2000


def measure_archive(
    path: Path, ear: Ear, *, at: datetime | None, timezone: str, target: float, capacity: Mapping[str, float]
) -> Reading:
    """Every number of an archive at an instant, or at its newest record where `at` is None.

    Raises ArchiveProblem where the file is not an archive.
    """
    archive = Archive(path)
    ledger = Ledger(ear, trust_status=at is None)
    instant, batch = at, list[Conversation]()
    for conversation in archive:
        known = conversation if at is None else as_of(conversation, at)
        if known is None:
            continue
        if at is None:
            instant = max(instant or newest(known), newest(known))
        batch.append(known)
        if len(batch) == BATCH:
            ledger.fold(batch)
            batch.clear()
    ledger.fold(batch)
    if instant is None:
        raise ArchiveProblem(f"{path}: has no conversation; with --at it can be measured all the same")
    gauge = Gauge(
        at=instant.timestamp(),
        target=target,
        zone=ZoneInfo(timezone),
        capacity=lambda agent: capacity.get(agent, 1.0),
    )
    return measure(ledger, gauge, skipped=archive.skipped)
