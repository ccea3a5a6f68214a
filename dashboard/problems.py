"""The errors a person can do something about.

Problem
├── SettingsProblem      the settings file: every fault at once, each with its key
├── ArchiveProblem       a file that is not an archive
├── HistoryProblem       the history can't be used as it is
│   ├── HistoryTaken     another process writes it
│   ├── HistoryDamaged   a file of it is not what was written
│   └── NothingKept      nothing is kept of what was asked for
├── ExportProblem        a file that leaves the program can't be written, or sent
├── ModelProblem         a file that is not a trained model, or lines that none can be learned from
└── InboxProblem         one poll of the backend failed; `kind` names how
    ├── Unreachable      refused, unknown host, no TLS, time-out, drip, cut-off body
    ├── Refused          401, 404, 429, 5xx, a redirect to a login page
    └── Unreadable       too big, not JSON, not the shape its API promises
"""

from collections.abc import Iterable

from dashboard.faults import Fault, line
from dashboard.snapshot import TroubleKind


class Problem(Exception):
    """The root: said to a person in one line, never with a traceback."""


class SettingsProblem(Problem):
    """The settings can't be used; `found` says of each key what is wrong, `faults` the same as lines of English."""

    def __init__(self, found: Iterable[Fault | str]) -> None:
        self.found = tuple(line(each) if isinstance(each, str) else each for each in found)
        self.faults = tuple(str(each) for each in self.found)
        super().__init__("; ".join(self.faults))


class ArchiveProblem(Problem):
    """A file that is not an archive at all."""


class HistoryProblem(Problem):
    """The history can't be used as it is."""


class HistoryTaken(HistoryProblem):
    """Another process writes the history."""


class HistoryDamaged(HistoryProblem):
    """A file of the history is not what was written into it."""


class NothingKept(HistoryProblem):
    """Nothing is kept of the day or the month that was asked for."""


class ExportProblem(Problem):
    """A file that leaves the program can't be written, or sent; `faults` has one line for each."""

    def __init__(self, *faults: str) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class ModelProblem(Problem):
    """A model that can't be heard with, or nothing that one can be learned from."""


class InboxProblem(Problem):
    """A poll failed.

    `detail` is one line for the log and the desk, without secrets; `retry_after` is in seconds,
    as the server asked, or None; `status` is the HTTP status, or None when none came.
    """

    def __init__(
        self,
        kind: TroubleKind,
        detail: str = "",
        *,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(f"{kind}: {detail}" if detail else kind)
        self.kind: TroubleKind = kind
        self.detail = detail
        self.status = status
        self.retry_after = retry_after


class Unreachable(InboxProblem):
    """No whole answer came."""


class Refused(InboxProblem):
    """An answer came, and it was no."""


class Unreadable(InboxProblem):
    """An answer came, and it can't be understood."""
