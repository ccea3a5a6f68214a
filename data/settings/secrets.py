"""The inbox's token and the mail's password: from the environment or the keyring, never from a file of ours."""

import os
import sys
from collections.abc import Mapping
from getpass import getpass
from typing import Any

from dashboard.export_settings import Mail
from dashboard.faults import Fault, fault
from dashboard.problems import SettingsProblem
from dashboard.settings import Inbox

SERVICE = "pulsvegg"
VARIABLE = "PULSVEGG_TOKEN"
MAIL_VARIABLE = "PULSVEGG_MAIL_PASSWORD"


def token(inbox: Inbox, environment: Mapping[str, str] = os.environ) -> str:
    """The token of an inbox. Raises SettingsProblem where there is none, saying how to give it."""
    _need_address(inbox)
    found = environment.get(VARIABLE, "").strip() or _from_keyring(_user(inbox))
    if not found:
        raise SettingsProblem((fault("the token", "no_token", address=inbox.address, variable=VARIABLE),))
    if not found.isascii() or not found.isprintable() or " " in found:
        raise SettingsProblem((fault("the token", "token_letters", variable=VARIABLE),))
    return found


def mail_password(mail: Mail, environment: Mapping[str, str] = os.environ) -> str:
    """The password of the mail server's user; "" where nobody signs in. Raises SettingsProblem where there is none."""
    if not mail.user:
        return ""
    found = environment.get(MAIL_VARIABLE, "") or _from_keyring(_mail_user(mail))
    if not found:
        do = f"store it with `token --mail`, or set {MAIL_VARIABLE}"
        raise SettingsProblem((f"the mail's password: there is none for {mail.user}; {do}",))
    return found


def ask_mail(mail: Mail) -> str:
    """Ask the person at the terminal for the mail's password. Raises SettingsProblem where nobody answers."""
    if not (mail.host and mail.user):
        raise SettingsProblem(("mail.host, mail.user: are not set; without a user no password is asked for",))
    return _asked(f"Password of {mail.user} at {mail.host}: ", "the mail's password", MAIL_VARIABLE)


def store_mail(mail: Mail, secret: str) -> None:
    """Put the mail's password into the keyring. Raises SettingsProblem where there is no keyring, or no password."""
    _store(_mail_user(mail), secret, fault("the mail's password", "empty"), MAIL_VARIABLE)


def ask(inbox: Inbox) -> str:
    """Ask the person at the terminal for the token. Raises SettingsProblem where nobody answers."""
    _need_address(inbox)
    prompt = f"Token for {inbox.address}, account {inbox.account}: "
    return _asked(prompt, "the token", VARIABLE).strip()


def _asked(prompt: str, what: str, variable: str) -> str:
    nobody = (f"{what}: nobody is here to type it; set {variable} instead",)
    if not sys.stdin.isatty():  # getpass would read on with a warning, and show what is typed
        raise SettingsProblem(nobody)
    try:
        return getpass(prompt)
    except EOFError:
        raise SettingsProblem(nobody) from None


def store(inbox: Inbox, secret: str) -> None:
    """Put the token of an inbox into the keyring. Raises SettingsProblem where there is no keyring, or no token."""
    _store(_user(inbox), secret, fault("the token", "token_empty"), VARIABLE)


def _store(user: str, secret: str, empty: Fault, variable: str) -> None:
    if not secret:
        raise SettingsProblem((empty,))
    keyring = _keyring()
    if keyring is None:
        raise SettingsProblem((fault("the keyring", "no_keyring", variable=variable),))
    try:
        keyring.set_password(SERVICE, user, secret)
    except keyring.errors.NoKeyringError as error:
        raise SettingsProblem((fault("the keyring", "keyring_none", variable=variable),)) from error
    except keyring.errors.KeyringError as error:
        raise SettingsProblem(
            (fault("the keyring", "keyring_refuses", detail=_why(error), variable=variable),)
        ) from error


def _need_address(inbox: Inbox) -> None:
    if not inbox.address:
        raise SettingsProblem((fault("inbox.address", "no_address"),))


def _why(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _from_keyring(user: str) -> str:
    keyring = _keyring()
    if keyring is None:
        return ""
    try:
        return keyring.get_password(SERVICE, user) or ""
    except keyring.errors.KeyringError:  # no session bus, a locked keyring: the same as no token
        return ""


def _user(inbox: Inbox) -> str:
    return f"{inbox.address.rstrip('/')} account {inbox.account}"


def _mail_user(mail: Mail) -> str:
    return f"{mail.user} at {mail.host}"


def _keyring() -> Any:
    """The keyring module, or None where the extra is not installed."""
    try:
        import keyring  # noqa: PLC0415  an extra: may be missing
        import keyring.errors  # noqa: PLC0415
    except ImportError:
        return None
    return keyring
