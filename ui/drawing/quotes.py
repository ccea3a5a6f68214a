"""A customer's words in the quotation marks of their language, made safe to draw; never markup, never cut."""

import re
from unicodedata import normalize

from dashboard.voice.values import ByLanguage, Language
from ui.drawing.look import drawable
from ui.speech.language import spoken
from ui.speech.words import LONGEST_NAME, plain

MARKS: dict[str, tuple[str, str]] = {
    "nb": ("«", "»"),
    "nn": ("«", "»"),
    "sv": ("”", "”"),
    "da": ("»", "«"),
    "en": ("“", "”"),
}
NEAREST = {"nn": "nb", "nb": "nn"}
LONGEST = 240  # letters of a sentence that a room reads in its turn; a longer one is not shown
BLOCK = "▇"  # what the masking puts over somebody's name


def topic_name(names: ByLanguage, topic: str) -> str:
    """What a topic is called on the wall: in its language, else in the nearest, else as it is known at all."""
    here = spoken().name
    by_nearness = (names.get(each) for each in (here, NEAREST.get(here, ""), "en", *names))
    bare_id = topic.replace("_", " ")
    known = next((name for name in by_nearness if name), bare_id)
    return drawable(plain(known, LONGEST_NAME)) or drawable(plain(bare_id)) or "–"


def quoted(text: str, language: Language) -> str | None:
    """A sentence in its quotation marks; None where there is nothing that can be drawn whole."""
    said = bare(text)
    if said is None:
        return None
    before, after = MARKS.get(language) or MARKS.get(spoken().name) or MARKS["en"]
    return f"{before}{said}{after}"


def marked(text: str) -> str:
    """A text in the quotation marks of the language spoken."""
    before, after = MARKS[spoken().name]
    return f"{before}{text}{after}"


def bare(text: str, longest: int = LONGEST) -> str | None:
    """A text in one line without control marks and symbols that our font lacks; the mask's blocks stay, of one size."""
    if len(text) > longest:
        return None
    parts = re.split(rf"({BLOCK}+)", normalize("NFC", plain(text, longest + 1)))
    said = "".join(BLOCK if part.startswith(BLOCK) else _kept(part) for part in parts)
    said = " ".join(said.split())
    return said if any(letter.isalnum() for letter in said) else None


def _kept(part: str) -> str:
    """What can be drawn of a part, with the spaces at its ends."""
    before, after = part[: len(part) - len(part.lstrip())], part[len(part.rstrip()) :]
    return f"{before}{drawable(part)}{after}" if part.strip() else part
