"""Who sits here, as the system knows."""

import getpass

LONGEST = 60


def user_name() -> str:
    """The system's name of who runs this, capped; "" where it has none."""
    try:
        return getpass.getuser()[:LONGEST]
    except (OSError, KeyError, ImportError):  # no such variable, no such account
        return ""
