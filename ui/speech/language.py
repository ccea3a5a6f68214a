"""The languages: one function for every sentence, one locale for every number, as the window that is drawing speaks.

A window says what it says within `speaking(its language)`; outside of that the process's own is spoken (`speak`).
Translations are read from resources/translations when a language is first spoken; English is the source.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel import Locale
from babel.messages.pofile import read_po
from msgspec import Struct
from PySide6.QtCore import QLocale

import resources

SOURCE = "en"
AUTO = "auto"
LOCALES: dict[str, str] = {"nb": "nb_NO", "nn": "nn_NO", "sv": "sv_SE", "da": "da_DK", SOURCE: "en_GB"}
ALSO: dict[str, str] = {"no": "nb"}  # what systems call them besides

Forms = tuple[str, ...]


class Language(Struct, frozen=True):
    """A locale and its translations: each text's form, or two: for one and for all other numbers, as ours have them.

    Their keys are what they are said of, mostly "", and the text. What has no translation is said in English.
    """

    name: str
    locale: Locale
    texts: Mapping[tuple[str, str], Forms] = {}

    def say(self, text: str, of: str = "") -> str:
        """The text in this language; `of` what, where a word has another form for that: "open" of one conversation."""
        return self.texts.get((of, text), (text,))[0]

    def count(self, one: str, many: str, number: int) -> str:
        """The form of the text that goes with the number."""
        return self.texts.get(("", one), (one, many))[number != 1]


def translations(name: str) -> Path:
    """The file of a language's translations."""
    return resources.path("translations", f"{name}.po")


@cache
def language(name: str) -> Language:
    """One of LOCALES; "auto" is the system's where it is one of them, else English."""
    if name == AUTO:
        return language(of_system(QLocale.system().uiLanguages()))
    locale = Locale.parse(LOCALES[name])
    if name == SOURCE:
        return Language(name, locale)
    with translations(name).open("rb") as file:
        catalog = read_po(file, locale=LOCALES[name])
    texts: dict[tuple[str, str], Forms] = {}
    for message in catalog:
        key, forms = _all(message.id)[0], _all(message.string)
        if key and all(forms) and not message.fuzzy:
            texts[message.context or "", key] = forms
    return Language(name, locale, texts)


def _all(forms: str | Sequence[str] | None) -> Forms:
    return (forms,) if isinstance(forms, str) else tuple(forms or ("",))


def of_system(wanted: list[str]) -> str:
    """The first of a system's languages ("nb-NO", "no") that is one of ours; English without any."""
    spoken = (ALSO.get(each, each) for each in (tag.replace("_", "-").split("-")[0] for tag in wanted))
    return next((name for name in spoken if name in LOCALES), SOURCE)


_process = [SOURCE]  # the language of whatever is said outside of any window
_window: ContextVar[str] = ContextVar("the language of the window that is drawing", default="")


def speak(name: str) -> None:
    """Say in that language whatever is said outside of `speaking`."""
    _process[0] = language(name).name


@contextmanager
def speaking(name: str) -> Iterator[None]:
    """Say everything within in a language of LOCALES; "" leaves it as it is."""
    before = _window.set(name or _window.get())
    try:
        yield
    finally:
        _window.reset(before)


def spoken() -> Language:
    """The language that is spoken just now."""
    return language(_window.get() or _process[0])


def say(text: str, of: str = "") -> str:
    """The text in the language spoken; `of` what, where a word has another form for that."""
    return spoken().say(text, of)


def count(one: str, many: str, number: int) -> str:
    """The form of the text that goes with the number, in the language spoken."""
    return spoken().count(one, many, number)


def later(text: str, of: str = "") -> str:
    """The text as it is: marks a table's entry for the translators; `say` it, of the same, when it is drawn."""
    return text


def locale() -> Locale:
    """The locale of the language spoken."""
    return spoken().locale
