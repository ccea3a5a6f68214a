"""What the tables and keys of the settings are called in a window, and what may be suggested for them."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from zoneinfo import available_timezones

from dashboard.export_settings import FORMATS
from dashboard.measure.metrics import METRICS
from dashboard.numbers import NUMBERS
from ui.speech import words
from ui.speech.language import later, say

TITLES: Mapping[str, str] = {
    "inbox": later("Inbox"),
    "polling": later("Polling"),
    "goals": later("Goals"),
    "team": later("Team"),
    "voice": later("Customers' words"),
    "history": later("History"),
    "screen": later("All screens"),
    "screens": later("Single screens"),
    "desk": later("Desk"),
    "exports": later("Files of the day"),
    "mail": later("E-mail"),
    "benchmarks": later("Benchmarks"),
    "hours": later("Opening hours"),
    "exceptions": later("Exceptions"),
    "shifts": later("Shifts"),
    "roster": later("Roster"),
    "alerts": later("Alerts"),
}
LABELS: Mapping[str, str] = {
    "called": later("Name"),
    "timezone": later("Time zone"),
    "every": later("Poll every"),
    "max_body_mib": later("Largest answer"),
    "history_days": later("First fill"),
    "allow_plain_http": later("Plain http"),
    "readings_days": later("Numbers"),
    "conversations_days": later("Conversations"),
    "texts_days": later("Sentences"),
    "show_names": later("First names"),
    "on_holidays": later("On holidays"),
    "at": later("Written at the end of"),
    "tls": later("Encryption"),
    "after_minutes": later("Released after"),
    "show_minutes": later("Shown for"),
    "dim_to": later("Dimmed to"),
    "storm_wakes": later("Storm"),
    "seconds": later("Each page"),
    "page_seconds": later("Single pages"),
    "labels_left_out": later("Labels left out"),
    "taxonomy": later("Topics"),
    "mon": later("Monday"),
    "tue": later("Tuesday"),
    "wed": later("Wednesday"),
    "thu": later("Thursday"),
    "fri": later("Friday"),
    "sat": later("Saturday"),
    "sun": later("Sunday"),
}
"""Those keys that say too little as words."""
CHOICES: Mapping[str, str] = {
    "chatwoot": "Chatwoot",
    "dark": later("Dark"),
    "light": later("Light, for a bright room"),
    "by-clock": later("Light during opening hours"),
    "auto": later("As the system"),
    "nb": "Norsk bokmål",
    "nn": "Norsk nynorsk",
    "sv": "Svenska",
    "da": "Dansk",
    "en": "English",
    "NO": later("Norway"),
    "SE": later("Sweden"),
    "DK": later("Denmark"),
    "FI": later("Finland"),
    "lead": later("The lead"),
    "automatic": later("By the clock"),
    "day": later("Each day"),
    "shift": later("Each day and each shift"),
    "starttls": "STARTTLS",
    "implicit": later("TLS from the start"),
    "daily": later("Daily"),
    "weekdays": later("Weekdays"),
    "weekend": later("Weekend"),
    **{each: each.upper() for each in FORMATS},
}
UNITS: Mapping[str, str] = {
    "s": later("In seconds: 600 is ten minutes."),
    "share": later("A share: 0.65 is 65%."),
    "balance": later("Between -1 and 1."),
    "count": later("A count."),
}


@cache
def zones() -> Sequence[str]:
    """All time zones there are: each one's file is looked into, once."""
    return tuple(sorted(available_timezones()))


DEFINITIONS = {metric.key: metric.definition for metric in METRICS}
SUGGESTED: Mapping[str, Callable[[], Sequence[str]]] = {
    "goals.timezone": zones,
    "alerts.number": lambda: tuple(NUMBERS),
    "voice.taxonomy": lambda: ("telecom", "bank", "energy", "airline", "retail"),
}


def title(table: str) -> str:
    """What a table is called; one that is not written here by its name in the file."""
    return say(TITLES[table]) if table in TITLES else spoken(table)


def spoken(key: str) -> str:
    """A key as words: `public_channels` is "Public channels", in the language spoken where it has them."""
    return say(LABELS[key] if key in LABELS else as_words(key))


def as_words(key: str) -> str:
    """A key as words in English, as translators find it."""
    return key.replace("_", " ").capitalize()


def choice(said: str) -> str:
    """What a choice is called; one that is written nowhere by its name in the file."""
    called = {**LABELS, **words.PAGES, **CHOICES}
    return say(called[said]) if said in called else said


def meaning(path: str, value: object) -> str:
    """What is said of a value that names something: of a number its definition and its unit, of others ""."""
    number = NUMBERS.get(str(value)) if path == "alerts.number" else None
    if number is None:
        return ""
    said = DEFINITIONS.get(number.path[0], "")
    return " ".join(part for part in (say(said) if said else "", say(UNITS[number.unit])) if part)


def suggested(path: str) -> Sequence[str]:
    """What may be suggested for a setting."""
    return SUGGESTED[path]() if path in SUGGESTED else ()
