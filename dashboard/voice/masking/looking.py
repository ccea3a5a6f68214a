"""A text as it is looked at: digits are 0-9, a dash is a dash, nothing invisible stands between; and the way back."""

import re
import unicodedata
from collections.abc import Sequence

_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
# A variation selector or a joiner behind an emoji hides nothing: only beside a word is it worth the slow way.
_HIDING = re.compile(rf"(?![\u200d\ufe0f])[{_INVISIBLE}{_MARKS}]|(?<=\w)[\u200d\ufe0f]|[\u200d\ufe0f](?=\w)")
_ODD = re.compile(r"[^\x00-\x7f\u00a1-\u00ac\u00ae-\u02ff\u2018-\u201f\u2022\u2026\u20ac\u2587]")
_UNSEEN = re.compile(f"[{_INVISIBLE}]")


class _Plain(dict[int, str]):
    """What each character counts as, one for one; worked out when first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = self._of(char)
        if code < 0x3000:  # bounded: what is beyond is rare
            self[code] = plain
        return plain

    def _of(self, char: str) -> str:
        if char.isdecimal():
            return str(unicodedata.decimal(char))
        category = unicodedata.category(char)
        if category == "Zs":
            return " "
        if category == "Pd" or char == "\u2212":
            return "-"
        wide = unicodedata.normalize("NFKC", char)
        return wide if len(wide) == 1 else char


_PLAIN = _Plain()


def small(text: str) -> str:
    """The text in small letters, each where it was: a dotted capital I alone would become two characters."""
    return text.replace("\u0130", "i").lower()


class Look:
    """`text` is what is looked at; `origin` leads from its positions back to those of the message."""

    __slots__ = ("_ends", "_starts", "text")

    def __init__(self, text: str) -> None:
        self._starts: Sequence[int] | None = None
        self._ends: Sequence[int] | None = None
        if text.isascii() or _ODD.search(text) is None:
            self.text = text
        elif _HIDING.search(text) is None:
            self.text = text.translate(_PLAIN)
        else:
            self._uncover(text)

    def _uncover(self, text: str) -> None:
        chars: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for at, char in enumerate(text):
            if _UNSEEN.match(char):
                continue
            if chars and unicodedata.category(char) in {"Mn", "Me"}:
                whole = unicodedata.normalize("NFC", chars[-1] + char)
                chars[-1] = whole if len(whole) == 1 else chars[-1]
                ends[-1] = at + 1
                continue
            chars.append(_PLAIN[ord(char)])
            starts.append(at)
            ends.append(at + 1)
        self.text, self._starts, self._ends = "".join(chars), starts, ends

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The same stretch, not empty, in the message."""
        if self._starts is None or self._ends is None:
            return start, end
        return self._starts[start], self._ends[end - 1]
