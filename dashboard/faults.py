"""What can be wrong with settings: a code with named values, which every window words in its own language.

FAULTS is the English of them, as the command line says it and translators find it.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

What = Literal[
    "line",
    "not_a_table", "not_tables", "no_such_setting", "no_such_section", "no_such_day", "too_many",
    "one_of", "some_of", "of", "between", "over_up_to", "at_least", "longest", "empty",
    "number", "number_in", "whole_number", "true_or_false", "text", "texts", "other_kind",
    "time_zone", "secret_in_address", "begins", "address", "plain_http", "deadline",
    "name_length", "name_taken", "name_needed", "no_number",
    "above_or_below", "topic_needed", "no_topic", "channel_and_team", "channel_of_topic",
    "rule_hours", "span", "ends_late", "same_time", "overlap", "date", "date_or_holiday", "percent",
    "source", "figures", "mail_address",
    "not_toml", "not_toml_at_end", "unreadable", "nested", "unwritable", "not_there", "gone", "is_there",
    "changed_meanwhile",
    "no_address", "no_token", "token_letters", "token_word", "token_empty", "no_keyring", "keyring_none",
    "keyring_refuses",
    "no_hours", "no_taxonomy", "taxonomy_no_toml", "taxonomy_unread", "taxonomy_faulty",
]  # fmt: skip

FAULTS: Mapping[What, str] = {
    "line": "{line}",
    "not_a_table": "must be a table, [{name}]",
    "not_tables": "must be tables, [{name}.NAME]",
    "no_such_setting": "there is no such setting; there are {known}",
    "no_such_section": "there is no such section; there are {known}",
    "no_such_day": "there is no such day; there are {known}",
    "too_many": "there must be at most {most}, are {many}",
    "one_of": "must be one of {choices}, is {value}",
    "some_of": "must be a list of {choices}, is {value}",
    "of": "must be of {known}, is {value}",
    "between": "must be at least {least} and at most {most}, is {value}",
    "over_up_to": "must be more than {over} and at most {most}, is {value}",
    "at_least": "must be at least {least}, is {value}",
    "longest": "must have at most {most} letters, has {many}",
    "empty": "must not be empty",
    "number": "must be a number, is {value}",
    "number_in": "must be a number of {unit}, is {value}",
    "whole_number": "must be a whole number, is {value}",
    "true_or_false": "must be true or false, is {value}",
    "text": "must be a text, is {value}",
    "texts": "must be a list of texts, is {value}",
    "other_kind": "must be of another kind, is {value}",
    "time_zone": "there is no time zone {value}; one is 'Europe/Oslo'",
    "secret_in_address": "must not hold a name or a password",
    "begins": "must begin with https://, is {value}",
    "address": "must be like https://chat.example.com",
    "plain_http": "must be true for an http:// address: the token travels readable",
    "deadline": "must be at most twice polling.every ({every}), is {value}",
    "name_length": "the name must have 1 to {most} letters",
    "name_taken": "there is another one of that name",
    "name_needed": "needs a name",
    "no_number": "there is no number {value}; one is 'now.longest_wait'",
    "above_or_below": "needs either above or below, and not both",
    "topic_needed": "{number} is said of one topic; name it",
    "no_topic": "only a number topic.… is said of a topic",
    "channel_and_team": "either a channel or a team, not both",
    "channel_of_topic": "a topic's numbers are those of all channels",
    "rule_hours": 'must be "always", "open", or like "weekdays 08:00-16:00, sat 10:00-14:00", is {value}',
    "span": 'must be "24h" or like "08:00-22:00", is {value}',
    "ends_late": "must end at 24:00 at the latest, is {value}",
    "same_time": 'opens and closes at the same time, {value}; "24h" is all day',
    "overlap": "two of its spans overlap",
    "date": "is no date such as 2026-12-24",
    "date_or_holiday": "is no date such as 2026-12-24 and no holiday; those of {countries} are {known}",
    "percent": "must be 0 to 100 percent, is {value}",
    "source": "must say where the figures are from",
    "figures": "must have response_rate, response_time, or both",
    "mail_address": "must be an address such as name@example.no",
    "not_toml": "is not TOML: {detail} (at line {line}, column {column})",
    "not_toml_at_end": "is not TOML: {detail} (at end of document)",
    "unreadable": "can't be read: {detail}",
    "nested": "can't be read: its values are nested too deep",
    "unwritable": "can't be written: {detail}",
    "not_there": "there is no such file",
    "gone": "is not there any more",
    "is_there": "is there already; choose another name, or remove it",
    "changed_meanwhile": "has been changed by somebody else meanwhile",
    "no_address": "is not set; run `setup`, or `wall --demo` to see the demo",
    "no_token": "there is none for {address}; store it with `token`, or set {variable}",
    "token_letters": "has characters that no token has; copy it anew, or set {variable}",
    "token_word": "must be one word of plain characters",
    "token_empty": "is empty; copy it from the inbox's profile page",
    "no_keyring": "is not installed (pip install 'pulsvegg[keyring]'); or set {variable}",
    "keyring_none": "there is none on this machine that can be used; set {variable} instead",
    "keyring_refuses": "{detail}; or set {variable}",
    "no_taxonomy": "there is no file {value}; shipped are {known}",
    "taxonomy_no_toml": "{file}: is not TOML: {detail}",
    "taxonomy_unread": "{file}: can't be read: {detail}",
    "taxonomy_faulty": "{value} can't be used, faults: {many}; `check` names them",
    "no_hours": "no inbox has opening hours: write [hours] into the settings instead",
}

LONGEST_QUOTE = 60


class Measure(Struct, frozen=True, tag=True):
    """A number with its unit, as the settings' definitions write it; "" without one."""

    value: float
    unit: str = ""

    def __str__(self) -> str:
        bare = int(self.value) if float(self.value).is_integer() else self.value
        return f"{bare} {self.unit}" if self.unit else str(bare)


class Quote(Struct, frozen=True, tag=True):
    """What was said and is wrong: as Python writes it, and a text without its marks; both cut to a bound."""

    written: str
    text: str | None = None

    def __str__(self) -> str:
        return self.written


Value = str | int | Measure | Quote | tuple[str, ...]


class Fault(Struct, frozen=True, kw_only=True):
    """One thing that is wrong: the dotted key or the thing it is of, the code, and the values that are put into it."""

    key: str
    what: What
    values: Mapping[str, Value] = {}

    def __str__(self) -> str:
        """One line of English, with its key, as a terminal says it."""
        return f"{self.key}: {self.said}" if self.key else self.said

    @property
    def said(self) -> str:
        """The same without its key."""
        return FAULTS[self.what].format(**{name: _english(value) for name, value in self.values.items()})

    def under(self, where: str) -> "Fault":
        """The same fault of a key within `where`, or of `where` itself."""
        return Fault(key=f"{where}.{self.key}" if self.key else where, what=self.what, values=self.values)


class Wrong(ValueError):
    """A value that means nothing; `fault` says why, without a key."""

    def __init__(self, what: What, **values: Value) -> None:
        self.fault = Fault(key="", what=what, values=values)
        super().__init__(self.fault.said)


def fault(key: str, what: What, **values: Value) -> Fault:
    """A fault of a key, with its values by name."""
    return Fault(key=key, what=what, values=values)


def line(text: str) -> Fault:
    """A line of English that is no code yet: what only a terminal ever says."""
    return Fault(key="", what="line", values={"line": text})


def quote(value: object) -> Quote:
    """A value as a fault quotes it, cut to a bound."""
    written = _cut(repr(value))
    return Quote(written, _cut(value) if isinstance(value, str) else None)


def unknown(key: str, what: What, known: Iterable[str]) -> Fault:
    """The fault of a key that means nothing, with those that do."""
    return fault(key, what, known=tuple(known))


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Each fault once, by its key."""
    return tuple({str(each): each for each in sorted(faults, key=str)}.values())


def keys_of(faults: Iterable[Fault]) -> frozenset[str]:
    """The keys that are wrong."""
    return frozenset(each.key for each in faults)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 3]}…"


def _english(value: Value) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
