"""Which pages were sent, so that each goes out once."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec

from dashboard.problems import ExportProblem
from data.files import replace

LOOKED_BACK = timedelta(days=7)
"""A page that could not be sent for so long is not sent any more."""
MOST_REMEMBERED = 60


class _Kept(msgspec.Struct, frozen=True):
    """`days` whose page was sent, and the ends of `shifts` after which the day so far was."""

    days: tuple[date, ...] = ()
    shifts: tuple[datetime, ...] = ()


class Sent:
    """What was sent, in a file of its own."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._kept = self._read()

    def due(self, kept: Sequence[date], last: date) -> list[date]:
        """Which of the days that are kept are to be sent: later ones than the last that was, up to `last`.

        Where none was sent so far, that one alone.
        """
        before = max(self._kept.days, default=last - timedelta(days=1))
        first = max(before, last - LOOKED_BACK)
        return [day for day in kept if first < day <= last]

    def after(self, shift: datetime) -> bool:
        """Whether the day so far was sent after the shift that ended then."""
        return shift in self._kept.shifts

    def ready(self) -> None:
        """Raise ExportProblem where it can't be remembered: then nothing is sent, or it would be sent each hour."""
        self._write(self._kept)

    def add(self, sent: date | datetime) -> None:
        """A day was sent, or the day so far after the shift that ended then. Raises ExportProblem."""
        days, shifts = self._kept.days, self._kept.shifts
        if isinstance(sent, datetime):
            shifts = tuple(sorted({*shifts, sent}))[-MOST_REMEMBERED:]
        else:
            days = tuple(sorted({*days, sent}))[-MOST_REMEMBERED:]
        self._kept = _Kept(days, shifts)
        self._write(self._kept)

    def _write(self, kept: _Kept) -> None:
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace(self._file, [msgspec.json.encode(kept)])
        except OSError as fault:
            raise ExportProblem(
                f"{self._file}: can't be written: {fault.strerror or type(fault).__name__}; what was sent can't be "
                "remembered, so nothing more is sent: make room, or make the folder writable"
            ) from fault

    def _read(self) -> _Kept:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=_Kept)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return _Kept()  # nothing was sent, as far as is known
