"""Says what the voice hears in each line of a file: of a customer's text, or of a reply to one."""

import logging
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec
from msgspec import Struct

from dashboard.voice.ear import TrainedEar
from dashboard.voice.sentiment import MOODS
from dashboard.voice.signatures import signature
from dashboard.wordless import quiet, reason

log = logging.getLogger(__name__)

TOGETHER = 1024
"""Lines that are read before the first is said."""


class Line(Struct, frozen=True):
    """A line to analyse: a customer's `text`, or a `reply`."""

    id: str | int | None = None
    text: str | None = None
    reply: str | None = None
    customer: str | None = None

    __repr__ = quiet("id", "text", "reply", "customer")


class Analyst(Struct, frozen=True):
    """What it takes: the ear, what masks, and what finds places."""

    ear: TrainedEar
    mask: Callable[[str], str]
    places: Callable[[str], tuple[str, ...]]


_DECODER = msgspec.json.Decoder(Line)


def analyse(lines: Iterable[bytes], analyst: Analyst) -> Iterator[dict[str, Any]]:
    """What is said of each line, in order; a bad line is logged with its number, and skipped.

    The first line tells whether they are JSON Lines or plain text, one message a line.
    """
    read = _read(lines)
    while part := list(islice(read, TOGETHER)):
        texts = [line.text for line in part if line.text is not None]
        heard = analyst.ear.listen(texts)
        for line in part:
            if line.text is None:
                yield _of_reply(line, analyst)
                continue
            what, shares = next(heard)
            yield {
                "id": line.id,
                "language": what.language,
                "sentiment": what.mood,
                "probabilities": {mood: round(share, 4) for mood, share in zip(MOODS, shares, strict=True)},
                "topics": what.topics,
                "masked": analyst.mask(line.text),
                "places": analyst.places(line.text),
            }


def _of_reply(line: Line, analyst: Analyst) -> dict[str, Any]:
    reply = line.reply or ""
    return {
        "id": line.id,
        "meets_feeling": analyst.ear.meets_feeling(reply),
        "signature": signature(reply),
    }


def _read(lines: Iterable[bytes]) -> Iterator[Line]:
    plain: bool | None = None
    for number, raw in enumerate(lines, start=1):
        line = raw.removeprefix(b"\xef\xbb\xbf").strip()
        if not line:
            continue
        if plain is None:
            plain = not line.startswith(b"{")
        try:
            found = Line(id=number, text=line.decode()) if plain else _DECODER.decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            log.warning("line %d: skipped: %s", number, reason(error))
            continue
        if found.text is None and found.reply is None:
            log.warning("line %d: skipped: it has neither text nor reply", number)
        else:
            yield found
