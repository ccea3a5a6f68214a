"""Where the settings lead: to the door of their inbox, and to the folder in which its history is kept."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from dashboard.settings import Settings
from data.history.layout import folder_of
from data.history.reader import HistoryReader
from data.inboxes import MIB, Door, Secret
from data.past import whose
from data.places import state_folder


def now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


def door(settings: Settings, key: str) -> Door:
    """The inbox's address with all that is needed to be let in; `key` is the token."""
    return Door(
        address=settings.inbox.address,
        account=settings.inbox.account,
        token=Secret(key),
        allow_plain_http=settings.inbox.allow_plain_http,
        deadline=settings.polling.deadline,
        max_body=int(settings.polling.max_body_mib * MIB),
        history_days=settings.polling.history_days,
        public_channels=frozenset(settings.inbox.public_channels),
        clock=now,
    )


def history_folder(settings: Settings) -> Path:
    """The folder of the inbox's history, whether there is one yet or not."""
    folder = settings.history.folder
    return folder_of(Path(folder).expanduser() if folder else state_folder(), whose(settings))


def kept(settings: Settings) -> HistoryReader:
    """What the history keeps, to look at."""
    return HistoryReader(history_folder(settings), ZoneInfo(settings.goals.timezone))
