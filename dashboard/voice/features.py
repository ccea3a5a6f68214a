"""Texts as hashed features: runs of characters, words, pairs of words, what stands after a no, and how loud.

A whole batch is spelled into one array of code points, and every hash is cut from its running sums; no text is
touched one by one.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LONGEST = 2000
"""Characters of a text that are heard; what is longer says it in the beginning."""

_SPACE, _SIGN, _DIGIT, _LETTER = range(4)
_SMALL_PLANE = 0x2500  # up to here a table knows each code point; above, nearly all are signs and emoji
_RADIX = 0x9E3779B97F4A7C15 | 1
_WRAP = (1 << 64) - 1
_LINKS = re.compile(r"(?:https?://|www\.)\S+|(?<![\w@])@[\w.]+")
_BEGIN, _END = "\x02 ", " \x03"
"""The frame of a text: where it begins and ends is told by its runs of characters."""
_NO = (
    "ikke", "ikkje", "ikkj", "itj", "itte", "ittj", "ikkja", "kke", "inte", "inget", "ingen",
    "ingenting", "inga", "intet", "ingent", "aldri", "aldrig", "alder", "alri", "ikk", "ej", "ei",
    "utan", "uten", "uden", "without", "not", "no", "never", "none", "nothing", "nobody", "cannot",
    "can't", "cant", "don't", "dont", "won't", "wont", "didn't", "didnt", "doesn't", "doesnt", "isn't",
    "isnt", "wasn't", "wasnt", "aren't", "neither", "nor", "hardly", "knappast", "knapt", "næppe",
)  # fmt: skip
_REACH = 3
"""How many words after a no are marked."""
WORDS, PAIRS, DENIED, MARKS = 3, 4, 5, 6
"""Where those families stand among all."""

Indices = NDArray[np.int64]
Hashes = NDArray[np.uint32]


class Family(NamedTuple):
    """One kind of feature for a batch: those of text t are `hashes[begins[t]:ends[t]]`."""

    hashes: Hashes
    begins: Indices
    ends: Indices


def features(texts: Sequence[str]) -> tuple[Family, ...]:
    """The features of each text, one Family a kind; always as many, and in the same order."""
    codes, kinds, loud, begins, ends = _spelled(texts)
    sums = _Sums(codes)
    families = [_runs(sums, begins, ends, length) for length in (2, 3, 4)]
    words, first, after = _words(sums, kinds, begins, ends)
    mixed = _mix(words)
    families.append(Family(mixed, first, after))
    families.append(_pairs(words, first, after))
    families.append(_denied(words, mixed, first, after))
    families.append(_marks(codes, kinds, loud, begins, ends, after - first))
    return tuple(families)


# ── Spelling ─────────────────────────────────────────────────────────────────────────────────────────


def _table() -> tuple[NDArray[np.uint32], NDArray[np.uint8], NDArray[np.bool_]]:
    """Of each low code point: what it is written as, its kind, and whether it is a capital."""
    characters = [chr(code) for code in range(_SMALL_PLANE)]
    lowered = [ord(low) if len(low := character.lower()) == 1 else ord(character) for character in characters]
    kinds = [
        _SPACE if character.isspace() or code < 32
        else _DIGIT if character.isdigit()
        else _LETTER if character.isalpha() or character in "'’"
        else _SIGN
        for code, character in enumerate(characters)
    ]  # fmt: skip
    codes, kind = np.array(lowered, np.uint32), np.array(kinds, np.uint8)
    codes[kind == _SPACE] = 32
    codes[[2, 3]] = 2, 3
    codes[kind == _DIGIT] = ord("0")
    codes[ord("’")] = ord("'")
    return codes, kind, np.array([character.isupper() for character in characters])


_CODES, _KINDS, _CAPITALS = _table()


def _spelled(
    texts: Sequence[str],
) -> tuple[NDArray[np.uint32], NDArray[np.uint8], NDArray[np.float64], Indices, Indices]:
    """Code points and kinds of all texts, a space before and after each; capitals of each text; where each lies."""
    parts = [_plain(text[:LONGEST]) for text in texts]
    raw = np.frombuffer(
        (_BEGIN + (_END + _BEGIN).join(parts) + _END).encode("utf-32-le", "replace"), dtype=np.uint32
    )
    lengths = np.fromiter(map(len, parts), np.int64, len(parts)) + len(_BEGIN + _END)
    ends = np.cumsum(lengths)
    low = np.minimum(raw, _SMALL_PLANE - 1)
    small = raw < _SMALL_PLANE
    codes = np.where(small, _CODES[low], raw)
    kinds = np.where(small, _KINDS[low], np.where((raw >= 0x3040) & (raw < 0xFB00), _LETTER, _SIGN))
    loud = np.concatenate(([0], np.cumsum(_CAPITALS[low] & small)))
    capitals = loud[ends] - loud[ends - lengths]
    same = np.zeros(len(codes), bool)
    same[1:] = codes[1:] == codes[:-1]
    thrice = same.copy()
    thrice[1:] &= same[:-1]
    keep = ~np.where(kinds == _SPACE, same, thrice & (kinds != _DIGIT))
    keep[ends - 1] = keep[ends - lengths] = True  # the frame of each text
    kept = np.concatenate(([0], np.cumsum(keep)))
    return (
        codes[keep],
        kinds[keep].astype(np.uint8),
        capitals / np.maximum(lengths - len(_BEGIN + _END), 1),
        kept[ends - lengths],
        kept[ends],
    )


def _plain(text: str) -> str:
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if "@" in text or "://" in text or "www." in text:
        text = _LINKS.sub(lambda found: "@" if found[0].startswith("@") else "_", text)
    return text


# ── Hashes ───────────────────────────────────────────────────────────────────────────────────────────


def _powers(base: int, count: int) -> NDArray[np.uint64]:
    steps = np.full(count, base, np.uint64)
    steps[0] = 1
    return np.multiply.accumulate(steps)


_INVERSE = pow(_RADIX, -1, 1 << 64)


class _Sums:
    """Running sums of a polynomial, from which the hash of any stretch is cut."""

    _up = _powers(_RADIX, 1 << 12)
    _down = _powers(_INVERSE, 1 << 12)

    def __init__(self, codes: NDArray[np.uint32]) -> None:
        count = len(codes) + 1
        if len(_Sums._up) < count:
            size = 1 << count.bit_length()
            _Sums._up, _Sums._down = _powers(_RADIX, size), _powers(_INVERSE, size)
        self._sums = np.zeros(count, np.uint64)
        np.cumsum((codes + np.uint64(1)) * self._up[: count - 1], out=self._sums[1:])

    def runs(self, length: int) -> NDArray[np.uint64]:
        """The hash of the stretch of that length from each place on."""
        if len(self._sums) <= length:
            return np.zeros(0, np.uint64)
        stretch = self._sums[length:] - self._sums[:-length]
        stretch *= self._down[: len(stretch)]
        return stretch

    def between(self, begins: Indices, ends: Indices) -> NDArray[np.uint64]:
        """The hash of each stretch."""
        return (self._sums[ends] - self._sums[begins]) * self._down[begins]


def _mix(hashes: NDArray[np.uint64], salt: int = 0) -> Hashes:
    """The top 32 bits, after every bit has had its say."""
    mixed = hashes ^ (hashes >> np.uint64(29))
    mixed *= np.uint64((0xBF58476D1CE4E5B9 + 2 * 0x94D049BB133111EB * salt) & _WRAP | 1)
    mixed ^= mixed >> np.uint64(32)
    mixed *= np.uint64(0x94D049BB133111EB)
    return (mixed >> np.uint64(32)).astype(np.uint32)


def _runs(sums: _Sums, begins: Indices, ends: Indices, length: int) -> Family:
    return Family(_mix(sums.runs(length), salt=length), begins, np.maximum(begins, ends - length + 1))


def _words(
    sums: _Sums, kinds: NDArray[np.uint8], begins: Indices, ends: Indices
) -> tuple[NDArray[np.uint64], Indices, Indices]:
    """The hash of each word, and of each text its first word and the one after its last."""
    solid = kinds >= _DIGIT
    edge = np.flatnonzero(solid[1:] != solid[:-1]) + 1
    # Each text ends with a space, so that words begin and end in turn.
    starts, stops = edge[0::2], edge[1::2]
    return sums.between(starts, stops), np.searchsorted(starts, begins), np.searchsorted(starts, ends)


def _pairs(words: NDArray[np.uint64], first: Indices, after: Indices) -> Family:
    pairs = words[:-1] * np.uint64(0xD6E8FEB86659FD93) + words[1:]
    begins = np.minimum(first, len(pairs))  # a last text without a word begins behind the last pair
    return Family(_mix(pairs, 11), begins, np.maximum(begins, after - 1))


def _hash_of(word: str) -> int:
    codes = np.array([ord(character) for character in word], np.uint32)
    return int(_Sums(codes).runs(len(word))[0])


_NOES = np.sort(np.array([_hash_of(word) for word in _NO], np.uint64))


def _denied(words: NDArray[np.uint64], mixed: Hashes, first: Indices, after: Indices) -> Family:
    """The words that stand shortly after a no, as other words than they are otherwise."""
    place = np.minimum(np.searchsorted(_NOES, words), len(_NOES) - 1)
    noes = np.flatnonzero(_NOES[place] == words)
    near = (noes[:, None] + np.arange(1, _REACH + 1)).ravel()
    text = np.searchsorted(first, noes, side="right") - 1
    near = np.unique(near[near < np.repeat(after[text], _REACH)])
    marked = mixed[near] * np.uint32(0x85EBCA6B) ^ np.uint32(0x5BD1E995)
    return Family(marked, np.searchsorted(near, first), np.searchsorted(near, after))


def _marks(
    codes: NDArray[np.uint32],
    kinds: NDArray[np.uint8],
    loud: NDArray[np.float64],
    begins: Indices,
    ends: Indices,
    words: Indices,
) -> Family:
    """Emoji and other signs one by one, and at the end of each text how loud and how long it is."""
    signs = np.flatnonzero(kinds == _SIGN)
    from_, to = np.searchsorted(signs, begins), np.searchsorted(signs, ends)
    count = len(begins)
    shout = np.digitize(loud, (0.02, 0.08, 0.3, 0.6)).astype(np.uint64) + np.uint64(0x110000)
    length = np.minimum(np.log2(words + 1.0) * 1.5, 15).astype(np.uint64) + np.uint64(0x110100)
    order = np.arange(count)
    values = np.insert(codes[signs].astype(np.uint64), np.repeat(to, 2), np.stack((shout, length), 1).ravel())
    return Family(_mix(values * np.uint64(_RADIX), 13), from_ + 2 * order, to + 2 * order + 2)
