"""The settings file and the token, as the dialogs read and write them."""

from collections.abc import Mapping
from pathlib import Path

from dashboard.export_settings import Mail
from dashboard.faults import fault
from dashboard.problems import SettingsProblem
from dashboard.settings import Inbox, from_mapping
from data.files import own, replace
from data.settings import comments, secrets
from data.settings import file as settings_file
from data.taxonomies import usable

BEFORE = ".before"
"""Added to the file's name: how it was, with its comments, before a dialog wrote it."""


class SetUpFiles:
    """One settings file, and the tokens of the inboxes; see dashboard.set_up.SetUp."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._asked = False
        self._seen: bytes | None = None
        """The file as `tables` found it; None where there was none."""

    @property
    def place(self) -> str:
        """Where the settings are, for people."""
        return str(self.path)

    def tables(self) -> dict[str, object]:
        """What the file says, right or wrong; nothing where there is none. Raises SettingsProblem for no TOML."""
        self._asked, self._seen = True, None
        try:
            self._seen = settings_file.read(self.path)
        except FileNotFoundError:
            return {}
        return settings_file.parsed(self.path, self._seen)

    def lost(self, tables: Mapping[str, object]) -> tuple[str, ...]:
        """The comments of the file that saving these would leave without a place."""
        return comments.written(tables, _text(self._seen))[1]

    def save(self, tables: Mapping[str, object], *, over: bool = False) -> None:
        """Write the file in one step, for its owner only, with the comments it had; the old one stays beside it.

        Raises SettingsProblem with every fault of the tables, or where the file can't be written, or where it is
        another one than `tables` was asked for, unless it may go `over` that; then nothing has changed.
        """
        usable(from_mapping(tables))
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            real = self.path.resolve()  # a link stays one
            old = real.read_bytes() if real.exists() else None
            if self._asked and old != self._seen and not over:
                raise SettingsProblem((fault(str(self.path), "changed_meanwhile"),))
            text = comments.written(tables, _text(old))[0].encode()
            if old is not None and old != text:
                replace(real.with_name(f"{real.name}{BEFORE}"), [old], new=own())
            replace(real, [text], new=own())
            self._seen = text
        except OSError as error:
            raise SettingsProblem(
                (fault(str(self.path), "unwritable", detail=error.strerror or str(error)),)
            ) from None

    def has_token(self, inbox: Inbox) -> bool:
        """Whether there is a token for an inbox, in the keyring or in the environment."""
        try:
            return bool(secrets.token(inbox))
        except SettingsProblem:
            return False

    def keep_mail_password(self, mail: Mail, secret: str) -> None:
        """Put the mail's password into the keyring. Raises SettingsProblem, which says what to do instead."""
        if not (mail.host and mail.user):
            raise SettingsProblem((fault("mail.user", "empty"),))
        secrets.store_mail(mail, secret)

    def keep_token(self, inbox: Inbox, secret: str) -> None:
        """Put a token into the keyring. Raises SettingsProblem, which says what to do instead."""
        secrets.store(inbox, secret)


def _text(content: bytes | None) -> str:
    """A file's text; "" of what is none, whose comments nobody could read."""
    try:
        return (content or b"").decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
