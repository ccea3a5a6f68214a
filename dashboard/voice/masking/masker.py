"""The masking as a whole: look, find, block out, look again until nothing is found."""

import re

from dashboard.voice.masking import marks, numbers, streets
from dashboard.voice.masking.looking import Look, small
from dashboard.voice.masking.people import Names, People
from dashboard.voice.masking.spans import Span, merged

BLOCK = "▇▇▇"
"""What stands for anything personal, whatever and however long it was."""
LIMIT = 2000
"""Characters that are looked at; a customer's message is hardly longer, and a wall shows none that is."""
CUT = "…"

_DIGIT = re.compile(r"\d")
_TORN = re.compile(r"(?:\S|(?<=[\d.-]) (?=\d))*\Z")
_ROW = re.compile(f"{BLOCK}(?: ?{BLOCK})+")
"""Blocks in a row would tell how many words a name has."""
_BLANK = str.maketrans("", "", BLOCK + " ")


class Masker:
    """Built once from the lists of names; safe to share between threads, since it keeps nothing of what it read."""

    def __init__(self, names: Names) -> None:
        self._people = People(names)

    def mask(self, text: str) -> str:
        """The text with a block for each piece of personal data, and "…" for what is beyond LIMIT characters.

        Never raises. Masking what is masked changes nothing: it ends only where nothing more is found.
        """
        while True:
            text = _cut(text)
            found = self.spans(text)
            if not found:
                return text
            text = _blocked(text, found)

    def spans(self, text: str) -> tuple[Span, ...]:
        """What is found in one look at the first LIMIT characters, in order, without overlaps."""
        text = text[: LIMIT + 1]
        look = Look(text)
        seen = look.text
        found: list[Span] = []
        low = small(seen)
        digits = len(_DIGIT.findall(seen))
        if digits:
            found += streets.spans(seen, low, digits)
            found += marks.numbered(seen, low, digits)
        if digits >= numbers.FEWEST:
            found += numbers.spans(seen, digits)
        found += marks.written(seen, low, digits)
        found += self._people.spans(seen, tuple(found))
        if not found:
            return ()
        back = (Span(*look.origin(span.start, span.end), span.kind) for span in found)
        return tuple(span for span in merged(back) if text[span.start : span.end].translate(_BLANK))


def _blocked(text: str, found: tuple[Span, ...]) -> str:
    pieces: list[str] = []
    at = 0
    for span in found:
        pieces += (text[at : span.start], BLOCK)
        at = span.end
    return _ROW.sub(BLOCK, "".join(pieces) + text[at:])


def _cut(text: str) -> str:
    """At most LIMIT characters and the sign of the cut; a word or a number that the cut tears goes, too."""
    if len(text) <= LIMIT or (len(text) == LIMIT + 1 and text.endswith(CUT)):
        return text
    kept = text[:LIMIT]
    torn = kept[-80:]
    match = _TORN.search(torn)
    whole = kept[: LIMIT - len(torn) + (match.start() if match else len(torn))]
    return whole + CUT
