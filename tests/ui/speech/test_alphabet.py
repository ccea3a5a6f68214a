"""Names stand where a reader of the language looks for them."""

import pytest

from ui.speech.alphabet import alphabetical
from ui.speech.language import speak

NAMES = ("Åse", "Øystein", "Ærlend", "Örjan", "Zara", "anna", "Bo", "Kanal 10", "Kanal 2")


@pytest.mark.parametrize(
    ("language", "last"),
    [
        ("nb", ["Zara", "Ærlend", "Örjan", "Øystein", "Åse"]),
        ("da", ["Zara", "Ærlend", "Örjan", "Øystein", "Åse"]),
        ("sv", ["Zara", "Åse", "Ærlend", "Örjan", "Øystein"]),
    ],
)
def test_the_last_letters_are_those_of_the_language(qapp, language, last):
    speak(language)
    try:
        assert sorted(NAMES, key=alphabetical) == ["anna", "Bo", "Kanal 2", "Kanal 10", *last]
    finally:
        speak("en")
