"""The archive: JSON Lines, one conversation a line, read as it was at an instant."""

import codecs
import gzip
import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

import msgspec

from dashboard.model import Conversation
from dashboard.problems import ArchiveProblem
from dashboard.retold import as_of as as_of  # noqa: PLC0414  (known here, too)
from dashboard.wordless import reason

log = logging.getLogger(__name__)

SPOOLED_BYTES = 64 * 1024 * 1024
"""What comes through a pipe is kept in memory up to here, beyond it on disk."""
LONGEST_LINE = 16 * 1024 * 1024
"""Bytes of a conversation: a hundred thousand messages. What is longer is read past, a piece at a time."""
PIECE = 65_536
MOST_SAID = 20
"""Bad lines that are logged as a warning each: a file that is something else has millions."""
_GZIP = b"\x1f\x8b"
_DECODER = msgspec.json.Decoder(Conversation)


class Archive:
    """The conversations of a file, plain or gzip; `skipped` counts the lines that were not understood.

    A bad line is logged with its number and reason (unless `quiet`; of many all but the first as information only),
    and left out. What can be read only once, a pipe, is kept in a temporary file until `close`.
    Raises ArchiveProblem where the file can't be read, or no line of it is a conversation.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.skipped = 0
        self.quiet = False
        self._understood = 0
        self._kept: BinaryIO | None = None

    def close(self) -> None:
        """Let go of what was kept of a pipe."""
        if self._kept is not None:
            self._kept.close()

    def __iter__(self) -> Iterator[Conversation]:
        self.skipped = self._understood = 0
        try:
            with self._opened() as raw:
                yield from self._conversations(raw)
        except (OSError, EOFError, zlib.error) as error:
            raise ArchiveProblem(f"{self.path}: can't be read: {reason(error)}") from error
        if not self.quiet and (more := self.skipped - MOST_SAID) > 0:
            log.warning("%d more lines: skipped (-v says why)", more)
        if self.skipped and not self._understood:
            raise ArchiveProblem(f"{self.path}: is not an archive: none of its lines is a conversation")

    @contextmanager
    def _opened(self) -> Iterator[BinaryIO]:
        if self._kept is not None:
            self._kept.seek(0)
            yield self._kept
            return
        with self.path.open("rb") as raw:
            if raw.seekable():
                yield raw
                return
            self._kept = cast("BinaryIO", SpooledTemporaryFile(SPOOLED_BYTES))  # noqa: SIM115 (see close)
            copyfileobj(raw, self._kept)
        self._kept.seek(0)
        yield self._kept

    def _conversations(self, raw: BinaryIO) -> Iterator[Conversation]:
        packed = raw.read(2) == _GZIP
        raw.seek(0)
        lines = cast("BinaryIO", gzip.GzipFile(fileobj=raw, mode="rb")) if packed else raw
        for number, line in enumerate(_bounded(lines), start=1):
            if number == 1:
                line = line.removeprefix(codecs.BOM_UTF8)  # noqa: PLW2901  some editors write one
            if not line.strip():
                continue
            try:
                conversation = _aware(_read(line))
            except (msgspec.MsgspecError, ValueError, RecursionError) as error:
                self.skipped += 1
                if not self.quiet and self.skipped <= MOST_SAID:
                    log.warning("line %d: skipped: %s", number, reason(error))
                elif not self.quiet:
                    log.info("line %d: skipped: %s", number, reason(error))
            else:
                self._understood += 1
                yield conversation


def _bounded(lines: BinaryIO) -> Iterator[bytes]:
    """The lines; of one that is too long no more than tells that it is."""
    while line := lines.readline(LONGEST_LINE + 1):
        yield line
        if len(line) > LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = lines.readline(PIECE)


def _read(line: bytes) -> Conversation:
    if len(line) > LONGEST_LINE:
        raise ValueError(f"it is longer than {LONGEST_LINE} bytes")
    return _DECODER.decode(line)


def _aware(conversation: Conversation) -> Conversation:
    instants = (
        conversation.created_at,
        *conversation.resolved_at,
        *(message.at for message in conversation.messages),
    )
    if any(at.tzinfo is None for at in instants):
        raise ValueError("an instant without its offset from UTC")
    if not all(1971 <= at.year < 2200 for at in instants):
        raise ValueError("an instant that is not between 1971 and 2199")
    return conversation


def is_past(conversation: Conversation, before: float, *, trust_status: bool) -> bool:
    """Whether a conversation was resolved, and silent, before an instant in seconds since 1970."""
    if not conversation.resolved_at or (trust_status and conversation.status != "resolved"):
        return False
    resolved = max(conversation.resolved_at)
    last = max((message.at for message in conversation.messages), default=conversation.created_at)
    return last <= resolved and resolved.timestamp() < before


def newest(conversation: Conversation) -> datetime:
    """The instant of a conversation's newest record."""
    said = (message.at for message in conversation.messages)
    return max([conversation.created_at, *conversation.resolved_at, *said]).astimezone(UTC)
