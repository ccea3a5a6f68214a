"""Whether two sentences say the same with small changes: another town, a typo, a word more."""

from functools import lru_cache

SHARE = 0.65
"""Of the shorter one's runs of letters, how many the other has, too, from which on two are alike: of "Nettet er nede
igjen i Bergen" and "nettet er nede på Voss igjen" seven in ten, of two in their own words two or three."""
_RUN = 3
_REMEMBERED = 2048
"""Sentences, masked, whose runs are kept at hand."""


def alike(one: str, other: str) -> bool:
    """Whether one of them beside the other would tell nothing new."""
    here, there = _runs(one), _runs(other)
    return len(here & there) >= SHARE * max(1, min(len(here), len(there)))


@lru_cache(_REMEMBERED)
def _runs(text: str) -> frozenset[str]:
    """The runs of letters in a text, with a space between its words and none of its other signs."""
    letters = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    plain = f" {' '.join(letters.split())} "
    return frozenset(plain[at : at + _RUN] for at in range(len(plain) - _RUN + 1))
