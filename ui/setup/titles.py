"""What the tables and keys of the settings are called in a window, and what may be suggested for them."""

from collections.abc import Callable, Mapping, Sequence
from zoneinfo import available_timezones

from dashboard.numbers import NUMBERS
from ui.language import later, say

TITLES: Mapping[str, str] = {
    "inbox": later("Inbox"),
    "polling": later("Polling"),
    "goals": later("Goals"),
    "team": later("Team"),
    "voice": later("Customers' words"),
    "history": later("History"),
    "screen": later("Screen"),
    "screens": later("Screens"),
    "hours": later("Opening hours"),
    "exceptions": later("Exceptions"),
    "shifts": later("Shifts"),
    "roster": later("Roster"),
    "alerts": later("Alerts"),
}
SUGGESTED: Mapping[str, Callable[[], Sequence[str]]] = {
    "goals.timezone": lambda: sorted(available_timezones()),
    "alerts.number": lambda: tuple(NUMBERS),
    "voice.taxonomy": lambda: ("telecom", "bank", "energy", "airline", "retail"),
}


def title(table: str) -> str:
    """What a table is called; one that is not written here by its name in the file."""
    return say(TITLES[table]) if table in TITLES else spoken(table)


def spoken(key: str) -> str:
    """A key as words: `public_channels` is "Public channels", in the language spoken where it has them."""
    return say(key.replace("_", " ").capitalize())


def suggested(path: str) -> Sequence[str]:
    """What may be suggested for a setting."""
    return SUGGESTED[path]() if path in SUGGESTED else ()
