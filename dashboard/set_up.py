"""What set-up asks of the outside: the settings and the tokens, and a connection tried before it is set."""

from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct

from dashboard.export_settings import Mail
from dashboard.faults import Fault
from dashboard.settings import Inbox
from dashboard.snapshot import TroubleKind


class Trial(Struct, frozen=True, kw_only=True):
    """An inbox to try; without a token with the one that is stored. `hours`: its opening hours are wanted, too."""

    inbox: Inbox
    token: str = ""
    timezone: str = "Europe/Oslo"
    hours: bool = False

    def __repr__(self) -> str:
        return f"Trial({self.inbox.address}, account {self.inbox.account}, hours={self.hours})"


class Tried(Struct, frozen=True, kw_only=True):
    """What came of it.

    `trouble` is why there was no answer, `detail` its line for the log; `faults` are what must be set otherwise. Else
    `name` is whose token it is, `admin` whether it sees everything, `skew` seconds of the inbox's clock minus ours,
    `channels` the inboxes it may see, the public ones marked by the backend itself in `public`.
    `hours` are the days of [hours]; Where there are none, `hours_trouble` or `hours_faults` is why.
    """

    trouble: TroubleKind | None = None
    detail: str = ""
    faults: tuple[Fault, ...] = ()
    name: str = ""
    admin: bool = False
    skew: float | None = None
    channels: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    hours: dict[str, str | tuple[str, ...]] = {}
    hours_trouble: TroubleKind | None = None
    hours_faults: tuple[Fault, ...] = ()

    @property
    def good(self) -> bool:
        """Whether the inbox answered."""
        return self.trouble is None and not self.faults


class SetUp(Protocol):
    """The settings and the tokens, as the dialogs read and write them. All raise SettingsProblem with what to do."""

    @property
    def place(self) -> str:
        """Where the settings are, for people."""

    def tables(self) -> dict[str, object]:
        """What is set, as TOML says it, right or wrong; nothing where nothing is."""

    def lost(self, tables: Mapping[str, object]) -> tuple[str, ...]:
        """What an owner wrote beside the settings and would be gone once these are set."""

    def save(self, tables: Mapping[str, object], *, over: bool = False) -> None:
        """Set all of it in one step, or nothing; not over what somebody else has set since, unless it may go `over` it.

        Who else has set something is the fault "changed_meanwhile".
        """

    def has_token(self, inbox: Inbox) -> bool:
        """Whether there is a token for an inbox. Never raises."""

    def keep_mail_password(self, mail: Mail, secret: str) -> None:
        """Put the password of the mail server's user where it is safe."""

    def keep_token(self, inbox: Inbox, secret: str) -> None:
        """Put a token where it is safe."""
