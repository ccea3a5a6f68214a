"""Strangers' text made safe for a cell: no formula, no control character, of bounded length."""

import re

LONGEST = 1000
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the begin of a formula (OWASP: CSV injection, as of 2025)."""

_WITHIN = re.compile(rf"([;,|]['\"\s]*)(?=[{re.escape(''.join(FORMULA))}])")


def safe(text: str) -> str:
    """A text that a spreadsheet shows and never reckons: one that begins like a formula gets an apostrophe first."""
    begins = text.startswith(FORMULA)
    plain = "".join(letter if letter.isprintable() else " " for letter in text[:LONGEST])
    return f"'{plain}" if begins or plain.lstrip().startswith(FORMULA) else plain


def safe_in_csv(text: str) -> str:
    """The same where a program may take another sign for the end of a cell: in the Nordics `a;=1` is two of them."""
    return _WITHIN.sub(r"\1'", safe(text))
