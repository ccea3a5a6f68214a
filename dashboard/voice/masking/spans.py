"""Where something personal stands in a text."""

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """From start to before end, in characters of the text; kind says what was found there."""

    start: int
    end: int
    kind: str


def words(text: str) -> frozenset[str]:
    """The words of a list written out in the code."""
    return frozenset(text.split())


def _first(span: Span) -> tuple[int, bool, int]:
    """In order of the text; where two begin together, the one that knows what it is."""
    return span.start, span.kind == "number", span.end


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Without overlaps, in order; where two overlap or touch, one from the first's start to the last's end."""
    kept: list[Span] = []
    for span in sorted(spans, key=_first):
        if kept and span.start <= kept[-1].end:
            last = kept.pop()
            kept.append(Span(last.start, max(last.end, span.end), last.kind))
        else:
            kept.append(span)
    return tuple(kept)
