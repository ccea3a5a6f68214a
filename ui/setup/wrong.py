"""What is wrong with a setting, in the language spoken, as somebody at a dialog can mend it."""

from collections.abc import Container, Iterable, Mapping

from dashboard.faults import FAULTS, Fault, Measure, Quote, Value, What
from dashboard.set_up import Tried
from ui.drawing.quotes import marked
from ui.setup.titles import choice, spoken, title
from ui.speech.language import later, say
from ui.speech.spoken import typed
from ui.speech.words import TROUBLES, plain

LONGEST_LIST = 12
"""Names that are said of those that there are: nobody reads two hundred holidays beside a line."""
HERE: Mapping[What, str] = {
    "no_such_setting": later("is no setting of this version"),
    "no_such_section": later("is no section of this version"),
    "not_toml": later("is not TOML: look at line {line}, column {column}"),
    "not_toml_at_end": later("is not TOML: it ends too early"),
    "deadline": later("must be at most twice the time from one poll to the next ({every}), is {value}"),
    "figures": later("needs their response rate, their response time, or both"),
    "no_number": later("there is no number {value}; write a part of one, and those that there are come up"),
    "no_topic": later("only a number that begins with topic. is said of a topic"),
    "keyring_none": later("There is none on this machine. Set {variable} before each start instead."),
    "no_keyring": later(
        "It is not installed: pip install pulsvegg[keyring]. Or set {variable} before each start."
    ),
    "keyring_refuses": later("It refuses: {detail}. Or set {variable} before each start."),
    "no_address": later("Without an address there is nothing to show."),
    "no_token": later("there is none yet: write it here"),
    "token_letters": later("has characters that no token has: copy it anew"),
    "plain_http": later("must be ticked for an http:// address: the token travels readable"),
    "taxonomy_no_toml": later("{file} is not TOML"),
    "no_hours": later("None of its inboxes has opening hours of its own."),
}
"""Where other words help at a dialog than at a terminal."""
THINGS: Mapping[str, str] = {
    "the token": later("The token"),
    "the keyring": later("The keyring"),
    "the mail's password": later("The mail's password"),
}
"""What a fault may be of, beside settings and files."""


def said(fault: Fault) -> str:
    """What is wrong, without the key."""
    text = say(HERE.get(fault.what, FAULTS[fault.what]))
    return text.format(**{name: _value(name, value) for name, value in fault.values.items()})


def whole(fault: Fault) -> str:
    """What is wrong and with what, where it stands beside no control."""
    return f"{called(fault.key)}: {said(fault)}" if fault.key else said(fault)


def beside(
    faults: Iterable[Fault], where: str, keys: Container[str]
) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """What is wrong in a table, by those of its `keys` that it stands beside; and what stands beside none.

    Of a table within a table the key within it is said, too.
    """
    by_key: dict[str, list[str]] = {}
    rest = []
    for each in faults:
        if each.key != where and not each.key.startswith(f"{where}."):
            continue
        key, _, inner = each.key.removeprefix(where).lstrip(".").partition(".")
        if key in keys:
            by_key.setdefault(key, []).append(f"{plain(inner, 60)}: {said(each)}" if inner else said(each))
        else:
            rest.append(f"{spoken(key)}: {said(each)}" if key else said(each))
    return by_key, tuple(rest)


def no_hours(tried: Tried) -> str:
    """Why no hours can be taken over from an inbox that was asked for them; "" where none were."""
    if tried.hours_trouble is not None:
        return say(TROUBLES[tried.hours_trouble].what)
    return next((said(each) for each in tried.hours_faults if each.what == "no_hours"), "")


def called(key: str) -> str:
    """What a key is called: "Alerts, Queue, Above" of alerts.Queue.above; what is no key of ours as it is."""
    table, *rest = key.split(".")
    if key in THINGS:
        return say(THINGS[key])
    if not rest or "/" in key or "\\" in key:
        return plain(key, 200)
    return ", ".join((title(table), *(spoken(part) if part.islower() else plain(part) for part in rest)))


def _value(name: str, value: Value) -> str:
    if isinstance(value, tuple):
        names = [choice(each) for each in value] if name == "choices" else list(value)
        between = "; " if any("," in each for each in names) else ", "
        return between.join([*names[:LONGEST_LIST], *("…" for _ in names[LONGEST_LIST:][:1])])
    if isinstance(value, Measure):
        figure = typed(value.value)
        return f"{figure} {say(value.unit)}" if value.unit else figure
    if isinstance(value, Quote):
        return marked(plain(value.text, 60)) if value.text is not None else plain(value.written, 60)
    return say(str(value)) if name == "unit" else plain(str(value), 200)
