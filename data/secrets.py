"""The inbox's token: from PULSVEGG_TOKEN, or from the platform's keyring; never from a file of ours."""

import os
import sys
from collections.abc import Mapping
from getpass import getpass
from typing import Any

from dashboard.problems import SettingsProblem
from dashboard.settings import Inbox

SERVICE = "pulsvegg"
VARIABLE = "PULSVEGG_TOKEN"


def token(inbox: Inbox, environment: Mapping[str, str] = os.environ) -> str:
    """The token of an inbox. Raises SettingsProblem where there is none, saying how to give it."""
    _need_address(inbox)
    found = environment.get(VARIABLE, "").strip() or _from_keyring(inbox)
    if not found:
        raise SettingsProblem(
            (f"the token: there is none for {inbox.address}; store it with `token`, or set {VARIABLE}",)
        )
    if not found.isascii() or not found.isprintable() or " " in found:
        raise SettingsProblem(
            (f"the token: has characters that no token has; copy it anew, or set {VARIABLE}",)
        )
    return found


def ask(inbox: Inbox) -> str:
    """Ask the person at the terminal for the token. Raises SettingsProblem where nobody answers."""
    _need_address(inbox)
    if not sys.stdin.isatty():  # getpass would read on with a warning, and show what is typed
        raise SettingsProblem(("the token: nobody is here to type it; set PULSVEGG_TOKEN instead",))
    try:
        return getpass(f"Token for {inbox.address}, account {inbox.account}: ").strip()
    except EOFError:
        raise SettingsProblem(("the token: nobody is here to type it; set PULSVEGG_TOKEN instead",)) from None


def store(inbox: Inbox, secret: str) -> None:
    """Put the token of an inbox into the keyring. Raises SettingsProblem where there is no keyring, or no token."""
    if not secret:
        raise SettingsProblem(("the token: is empty; copy it from the inbox's profile page",))
    keyring = _keyring()
    if keyring is None:
        raise SettingsProblem(
            (f"the keyring: is not installed (pip install 'pulsvegg[keyring]'); or set {VARIABLE}",)
        )
    try:
        keyring.set_password(SERVICE, _user(inbox), secret)
    except keyring.errors.KeyringError as error:
        raise SettingsProblem(
            (f"the keyring: {error or type(error).__name__}; or set {VARIABLE}",)
        ) from error


def _need_address(inbox: Inbox) -> None:
    if not inbox.address:
        raise SettingsProblem(("inbox.address: is not set; run `setup`, or `wall --demo` to see the demo",))


def _from_keyring(inbox: Inbox) -> str:
    keyring = _keyring()
    if keyring is None:
        return ""
    try:
        return keyring.get_password(SERVICE, _user(inbox)) or ""
    except keyring.errors.KeyringError:  # no session bus, a locked keyring: the same as no token
        return ""


def _user(inbox: Inbox) -> str:
    return f"{inbox.address.rstrip('/')} account {inbox.account}"


def _keyring() -> Any:
    """The keyring module, or None where the extra is not installed."""
    try:
        import keyring  # noqa: PLC0415  an extra: may be missing
        import keyring.errors  # noqa: PLC0415
    except ImportError:
        return None
    return keyring
