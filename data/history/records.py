"""Checksummed records, one a line: what tells a whole one from one that a kill or a power cut tore."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from zlib import crc32

import msgspec
from msgspec import Raw

Change = tuple[str, str, Raw]
"""A table, a document's number, and the document as JSON; null takes it away."""
Tables = dict[str, dict[str, Raw]]
"""Documents as JSON, by table and number."""

GONE = Raw(b"null")
META = "_meta"
"""The table whose one document says what a file is."""

_CHANGES = msgspec.json.Decoder(list[Change])


class Found(NamedTuple):
    """What a log holds."""

    records: list[bytes]
    end: int
    """Where the last whole record ends."""
    torn: bool
    """Whether the beginning of another one follows, which never counted."""
    damaged: int
    """Lines that were whole and are no more."""


def record(changes: Sequence[Change]) -> bytes:
    """Changes as one line; all of them count, or none."""
    payload = msgspec.json.encode(changes)
    return b"%08x %s\n" % (crc32(payload), payload)


def find(content: bytes) -> Found:
    """The whole records of a log."""
    records: list[bytes] = []
    end = at = damaged = 0
    while (after := content.find(b"\n", at)) >= 0:
        payload = content[at + 9 : after]
        if content[at : at + 9] == b"%08x " % crc32(payload):
            records.append(payload)
            end = after + 1
        else:
            damaged += 1
        at = after + 1
    return Found(records, end, at < len(content), damaged)


def replay(records: Iterable[bytes], tables: Tables | None = None) -> Tables:
    """The tables after all these records."""
    told: Tables = tables or {}
    for each in records:
        for table, number, document in _CHANGES.decode(each):
            rows = told.setdefault(table, {})
            if bytes(document) == b"null":
                rows.pop(number, None)
            else:
                rows[number] = document
    return told
