"""The language the wall speaks: one function for every sentence, one locale for every number."""

from gettext import GNUTranslations, NullTranslations

from babel import Locale


class Language:
    """A locale and its translations; English where none are given."""

    def __init__(
        self, locale: str = "en_GB", translations: NullTranslations | GNUTranslations | None = None
    ) -> None:
        self.locale = Locale.parse(locale)
        self._translations = translations or NullTranslations()

    def say(self, text: str) -> str:
        """The text in this language."""
        return self._translations.gettext(text)

    def count(self, one: str, many: str, number: int) -> str:
        """The form of the text that goes with the number."""
        return self._translations.ngettext(one, many, number)


_spoken = Language()


def speak(language: Language) -> None:
    """Say everything from here on in that language: once, at start."""
    global _spoken  # noqa: PLW0603 (a process speaks one language)
    _spoken = language


def say(text: str) -> str:
    """The text in the language spoken."""
    return _spoken.say(text)


def count(one: str, many: str, number: int) -> str:
    """The form of the text that goes with the number, in the language spoken."""
    return _spoken.count(one, many, number)


def later(text: str) -> str:
    """The text as it is: marks a table's entry for the translators; `say` it when it is drawn."""
    return text


def locale() -> Locale:
    """The locale of the language spoken."""
    return _spoken.locale
