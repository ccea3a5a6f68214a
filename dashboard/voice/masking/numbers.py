"""Numbers that are somebody's: identity, bank account, card, phone; known by check digits, shape and length.

Digits are read as chains: groups with up to three spaces, dots, dashes, slashes or plus signs between them.
"""

import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import NamedTuple

from dashboard.voice.masking.spans import Span

_CHAIN = re.compile(r"\d(?:[ .\-/+_]{0,3}\d)*")
_GROUP = re.compile(r"\d+")
_HETU = re.compile(r"(?<![\dA-Za-z])\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y](?![\dA-Za-z])", re.IGNORECASE)
_IBAN = re.compile(
    r"(?<![A-Za-z0-9])(?:NO|SE|DK|FI|IS|GB|DE|PL|LT|LV|EE|NL|FR|ES|IT|RO|BE|IE|PT|AT|CH|CZ|HU|BG|HR|GR|TR)"
    r" ?\d\d(?:[ -]{0,2}[A-Z0-9]){11,30}",
    re.IGNORECASE,
)
_IBAN_LENGTH = {
    "NO": 15, "SE": 24, "DK": 18, "FI": 18, "IS": 26, "GB": 22, "DE": 22, "PL": 28, "LT": 20, "LV": 21, "EE": 20,
    "NL": 18, "FR": 27, "ES": 24, "IT": 27, "RO": 24, "BE": 16, "IE": 22, "PT": 25, "AT": 20, "CH": 21, "CZ": 24,
    "HU": 28, "BG": 22, "HR": 21, "GR": 27, "TR": 26,
}  # fmt: skip
# Dates, hours, years, amounts and versions: numbers that are nobody's.
_HARMLESS = re.compile(
    r"(?<!\d)(?:"
    r"\d{1,2}[./] ?\d{1,2}[./-] ?(?:\d{4}|\d{2})(?![\d])"
    r"|\d{4}-\d\d-\d\d(?:[ T]\d\d[.:]\d\d(?:[.:]\d\d)?)?(?!\d)"
    r"|\d{1,2}[.:]\d\d ?- ?\d{1,2}[.:]\d\d(?!\d)"
    r"|(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d(?!\d)"
    r"|(?<!\d[ .-])[1-9]\d{0,2}(?:[ .]\d{3})+(?![ .-]?\d)"
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d)"
    r"|[1-9]\d*0{6,}(?!\d)"
    r")"
)
_VERSION = re.compile(
    r"(?<!\w)(?:versj?i?on|version|ver|v|ios|ipados|macos|android|windows|firmware|fastvare|programvar[ae]"
    r"|mjukvara|software|build)"
    r"[ .:]{0,2}\Z",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r" ?(?:kr\b|kroner|kronor|nok\b|sek\b|dkk\b|eur\b|euro\b|,-|:-|,\d\d\b|€|\$|£|%|mbit|mbps|gbit|mb\b"
    r"|gb\b|kbit|ms\b|"
    r"views|visning|stk\b|år\b|meter\b|km\b)",
    re.IGNORECASE,
)
_MOMENT = re.compile(
    r"\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2}) {1,3}\d{1,2}[.:]\d\d\Z|\d{4}-\d\d-\d\d {1,3}\d\d(?:[.:]\d\d)?\Z"
)
FEWEST = 6
"""Digits that a text must hold before this room is asked."""
_SPOKEN = (  # how phone numbers of eight digits are grouped when written
    (2, 2, 2, 2), (3, 2, 3), (8,), (4, 4), (2, 3, 3), (3, 3, 2), (5, 3), (2, 6),
)  # fmt: skip
_SURE_SHAPES = ((2, 2, 2, 2), (3, 2, 3))
_ACCOUNT = (4, 2, 5)
_CARD = (4, 4, 4, 4)
_CPR = ((6, 4), (10,), (2, 2, 2, 4))
_REGIONS = ("NO", "SE", "DK", "FI", "GB")


class Chain(NamedTuple):
    """A run of digit groups: where each starts and ends in the text, all digits in a row, the length of each group."""

    groups: tuple[tuple[int, int], ...]
    digits: str
    shape: tuple[int, ...]

    @property
    def start(self) -> int:
        """Its first digit."""
        return self.groups[0][0]

    @property
    def end(self) -> int:
        """Behind its last digit."""
        return self.groups[-1][1]


def spans(text: str, digits: int) -> list[Span]:
    """Every identity number, account, card and phone number, and every run of digits too long to be nobody's."""
    found: list[Span] = []
    for chain in _chains(text):
        found += _identities(text, chain)
        found += _accounts_and_cards(chain)
        found += _phones(text, chain)
        found += _long(text, chain)
        if 6 in chain.shape:
            found += _finnish(text, chain)
    if digits >= 12:
        found += _ibans(text)
    return found


def harmless(text: str, start: int, end: int) -> bool:
    """Whether the digits from start to end are a date, hours, years, an amount with its unit or a version."""
    if _UNIT.match(text, end) or _VERSION.search(text, max(0, start - 14), start):
        return True
    return any(
        m.start() < end and m.end() > start for m in _HARMLESS.finditer(text, max(0, start - 12), end + 12)
    )


def _chains(text: str) -> Iterator[Chain]:
    for match in _CHAIN.finditer(text):
        if match.end() - match.start() < 6:
            continue
        groups = [m.span() for m in _GROUP.finditer(text, match.start(), match.end())]
        digits = "".join(text[start:end] for start, end in groups)
        if len(digits) >= 6:
            yield _part(groups, digits)


@cache
def _no(name: str) -> ModuleType:
    """A module of stdnum; imported when first needed, since most messages hold no number."""
    from importlib import import_module  # noqa: PLC0415

    return import_module(f"stdnum.{name}")


# ── Identity numbers ─────────────────────────────────────────────────────────────────────────────────


def _identities(text: str, chain: Chain) -> Iterator[Span]:
    yield from _norwegian(chain)
    for first, last, digits in _windows(chain, (10, 12)):
        start, end = chain.groups[first][0], chain.groups[last][1]
        shape = chain.shape[first : last + 1]
        whole = len(digits) == len(chain.digits)
        if _MOMENT.match(text[start:end]):
            continue
        if _swedish(digits) or (len(digits) == 10 and (whole or shape in _CPR) and _danish(digits)):
            yield Span(start, end, "identity_number")


def _norwegian(chain: Chain) -> Iterator[Span]:
    """In any eleven digits in a row: two check digits and a date make chance hits rare."""
    digits = chain.digits
    if len(digits) < 11:
        return
    positions = [at for start, end in chain.groups for at in range(start, end)]
    for at in range(len(digits) - 10):
        number = digits[at : at + 11]
        day, month = int(number[:2]) % 40, int(number[2:4]) % 40
        if 1 <= day <= 31 and 1 <= month <= 12 and _checks(number):
            yield Span(positions[at], positions[at + 10] + 1, "identity_number")


def _finnish(text: str, chain: Chain) -> Iterator[Span]:
    for match in _HETU.finditer(text, max(0, chain.start - 1), chain.end + 7):
        if _no("fi.hetu").is_valid(match[0].upper()):
            yield Span(match.start(), match.end(), "identity_number")


def _checks(number: str) -> bool:
    norwegian = _no("no.fodselsnummer")
    return bool(
        norwegian.calc_check_digit1(number) == number[9] and norwegian.calc_check_digit2(number) == number[10]
    )


def _swedish(digits: str) -> bool:
    if len(digits) == 12 and digits[:2] not in {"18", "19", "20"}:
        return False
    number = digits[-10:]
    day, month = int(number[4:6]) % 60, int(number[2:4])
    return 1 <= month <= 12 and 1 <= day <= 31 and bool(_no("luhn").is_valid(number))


def _danish(digits: str) -> bool:
    """No check digit since 2007, so the date is all there is."""
    return 1 <= int(digits[:2]) <= 31 and 1 <= int(digits[2:4]) <= 12


def _windows(chain: Chain, lengths: tuple[int, ...]) -> Iterator[tuple[int, int, str]]:
    """Whole groups in a row whose digits are as many as one of the lengths: first group, last group, digits."""
    shape = chain.shape
    at = 0
    for first in range(len(shape)):
        total = 0
        for last in range(first, len(shape)):
            total += shape[last]
            if total > lengths[-1]:
                break
            if total in lengths:
                yield first, last, chain.digits[at : at + total]
        at += shape[first]


# ── Accounts, cards ──────────────────────────────────────────────────────────────────────────────────


def _accounts_and_cards(chain: Chain) -> Iterator[Span]:
    shape = chain.shape
    for first in range(len(shape)):
        if shape[first : first + 3] == _ACCOUNT:
            yield Span(chain.groups[first][0], chain.groups[first + 2][1], "account_number")
        if shape[first : first + 4] == _CARD:
            rest = 4 if len(shape) > first + 4 and shape[first + 4] <= 3 and sum(shape) <= 19 else 3
            yield Span(chain.groups[first][0], chain.groups[first + rest][1], "card")
    if 13 <= len(chain.digits) <= 19 and _no("luhn").is_valid(chain.digits):
        yield Span(chain.start, chain.end, "card")


def _ibans(text: str) -> Iterator[Span]:
    for match in _IBAN.finditer(text):
        wanted = _IBAN_LENGTH[match[0][:2].upper()]
        seen = 0
        for at in range(match.start(), match.end()):
            seen += text[at].isalnum()
            if seen == wanted:
                number = text[match.start() : at + 1]
                if sum(map(str.isdigit, number)) >= 12 or _no("iban").is_valid(number):
                    yield Span(match.start(), at + 1, "account_number")
                break


# ── Phones ───────────────────────────────────────────────────────────────────────────────────────────


def _phones(text: str, chain: Chain) -> Iterator[Span]:
    for part in _spoken_parts(text, chain):
        if not 7 <= len(part.digits) <= 40:
            continue
        before = text[max(0, part.start - 2) : part.start]
        if len(part.digits) <= 16 and (
            before.rstrip("( ").endswith("+") or (part.digits.startswith("00") and len(part.digits) >= 10)
        ):
            yield Span(part.start - (before.endswith("+")), part.end, "phone")
        elif not before[-1:].isalpha() and not harmless(text, part.start, part.end):
            yield from _national(part)


def _national(part: Chain) -> Iterator[Span]:
    shape = part.shape
    if part.digits.startswith("0") and 7 <= len(part.digits) <= 12 and shape[0] >= 2:
        yield Span(part.start, part.end, "phone")
        return
    for first in range(len(shape)):
        for last in range(first, min(first + 4, len(shape))):
            here = shape[first : last + 1]
            if here in _SPOKEN and _eight(part, first, last, here):
                yield Span(part.groups[first][0], part.groups[last][1], "phone")
    if 8 <= len(part.digits) <= 11 and len(shape) > 1 and min(shape) >= 2 and _rings(part.digits):
        yield Span(part.start, part.end, "phone")


def _eight(part: Chain, first: int, last: int, shape: tuple[int, ...]) -> bool:
    if shape in _SURE_SHAPES:
        return True
    at = sum(part.shape[:first])
    return part.digits[at] not in "01" and _rings(part.digits[at : at + 8])


def _rings(digits: str) -> bool:
    """Whether it could be called in one of our countries, says phonenumbers."""
    import phonenumbers  # noqa: PLC0415

    for region in _REGIONS:
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(digits, region)):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False


def _spoken_parts(text: str, chain: Chain) -> Iterator[Chain]:
    """The chain, cut where a slash, a plus or more than one sign stands between two groups."""
    groups: list[tuple[int, int]] = []
    at = used = 0
    for start, end in chain.groups:
        if groups and not re.fullmatch(
            r"[ .-]| - |/(?=\d)" if start - groups[-1][1] < 4 else "", text[groups[-1][1] : start]
        ):
            yield _part(groups, chain.digits[at:used])
            groups, at = [], used
        groups.append((start, end))
        used += end - start
    yield _part(groups, chain.digits[at:used])


def _part(groups: list[tuple[int, int]], digits: str) -> Chain:
    return Chain(tuple(groups), digits, tuple(end - start for start, end in groups))


# ── Whatever is too long ─────────────────────────────────────────────────────────────────────────────


def _long(text: str, chain: Chain) -> Iterator[Span]:
    """Seven digits in a row are hardly a price or a speed; nine in groups hardly an amount."""
    for at, (start, end) in enumerate(chain.groups):
        if end - start < 7 or harmless(text, start, end):
            continue
        before = chain.groups[at - 1] if at else None
        joined = before and before[1] - before[0] == 4 and end - start >= 9 and start - before[1] == 1
        yield Span(before[0] if before and joined else start, end, "number")
    plain = len(chain.digits) >= 9 and min(chain.shape) >= 2 and "/" not in text[chain.start : chain.end]
    if plain and len(chain.groups) <= 5 and not harmless(text, chain.start, chain.end):
        yield Span(chain.start, chain.end, "number")
