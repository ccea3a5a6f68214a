"""What a team corrected at its desk: labelled lines, masked, in the corpus' form, for `learn --on-top`."""

import os
from logging import getLogger
from pathlib import Path

import msgspec
from msgspec import Struct

from dashboard.voice.values import Correction
from data.places import state_folder

log = getLogger(__name__)


class Line(Struct, frozen=True, kw_only=True):
    """A line of the corpus' form; `id` is the sentence's."""

    id: str
    text: str
    lang: str
    sentiment: str
    topic: str
    by: str


def corrections_path() -> Path:
    """Where they are, for its owner only."""
    return state_folder() / "corrections.jsonl"


def add(correction: Correction, path: Path | None = None) -> None:
    """Write one down; where that can't be, it is lost, and the log says so: the ear hears on as before."""
    sentence, path = correction.sentence, path or corrections_path()
    line = Line(
        id=sentence.id,
        text=sentence.text,
        lang=sentence.language,
        sentiment=correction.sentiment,
        topic=correction.topic,
        by=correction.by,
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with open(handle, "wb") as file:  # noqa: PTH123 (a file handle has no path)
            file.write(msgspec.json.encode(line) + b"\n")
    except OSError as fault:
        log.warning("a correction can't be kept in %s: %s", path, fault)
