"""Checksummed records, one a line, squeezed: what tells a whole one from one that a kill or a power cut tore."""

import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from zlib import crc32

import msgspec
from msgspec import Raw

from data.history.vocabulary import VOCABULARY

Change = tuple[str, str, Raw]
"""A table, a document's number, and the document as JSON; null takes it away."""
Tables = dict[str, dict[str, Raw]]
"""Documents as JSON, by table and number."""

GONE = Raw(b"null")
META = "_meta"
"""The table whose one document says what a file is."""

SQUEEZED = b"z"
"""How the payload of a squeezed record begins; one that is not is JSON, an array."""
NOTHING = b"\0"
"""What the room behind the last record is filled with; none is in a record."""
_ESCAPED = ((b"=", b"=e"), (b"\n", b"=n"), (NOTHING, b"=0"))
"""A record has no line end in it, and nothing that is as empty room."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a record's JSON: more than a day has."""
_RAW_DEFLATE = -15
_CHANGES = msgspec.json.Decoder(list[Change])


class Found(NamedTuple):
    """What a log holds."""

    records: list[bytes]
    """Each as JSON."""
    end: int
    """Where the last whole record ends."""
    torn: bool
    """Whether a part of another one follows, which never counted."""
    damaged: int
    """Lines that were whole and are no more."""


def record(changes: Sequence[Change]) -> bytes:
    """Changes as one line; all of them count, or none."""
    payload = _squeezed(msgspec.json.encode(changes))
    return b"%08x %s\n" % (crc32(payload), payload)


def find(content: bytes) -> Found:
    """The whole records of a log.

    Its pages reach the disk in any order: of a line that was being written when the power went there may be the end
    without the beginning. So the last line is torn, not damaged, where it has nothing in place of some of its bytes.
    """
    records: list[bytes] = []
    end = at = damaged = 0
    bad = b""
    while (after := content.find(b"\n", at)) >= 0:
        payload = content[at + 9 : after]
        said = _json(payload) if content[at : at + 9] == b"%08x " % crc32(payload) else None
        if said is None:
            bad, damaged = content[at:after], damaged + 1
        else:
            records.append(said)
            bad, end = b"", after + 1
        at = after + 1
    rest = bool(content[at:].strip(NOTHING))
    torn = NOTHING in bad and not rest
    return Found(records, end, torn or rest, damaged - torn)


def _squeezed(said: bytes) -> bytes:
    """JSON as a payload: the shorter one of both forms."""
    packer = zlib.compressobj(9, wbits=_RAW_DEFLATE, zdict=VOCABULARY)
    packed = packer.compress(said) + packer.flush()
    for plain, escaped in _ESCAPED:
        packed = packed.replace(plain, escaped)
    return SQUEEZED + packed if len(packed) < len(said) else said


def _json(payload: bytes) -> bytes | None:
    """The JSON of a payload; None where it is none."""
    if not payload.startswith(SQUEEZED):
        return payload
    packed = payload[len(SQUEEZED) :]
    for plain, escaped in reversed(_ESCAPED):
        packed = packed.replace(escaped, plain)
    opened = zlib.decompressobj(wbits=_RAW_DEFLATE, zdict=VOCABULARY)
    try:
        said = opened.decompress(packed, LARGEST)
    except zlib.error:
        return None
    return said if opened.eof else None


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
