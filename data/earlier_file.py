"""The way back in a small file, so that a program that starts again goes on where the one before it was."""

import os
import threading
from collections.abc import Sequence
from datetime import date
from logging import getLogger
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from dashboard.earlier import Leaf, Span
from dashboard.wordless import reason
from data.files import read
from data.files import replace as put
from data.past import short

log = getLogger(__name__)


class _Begun(Struct, tag="begun"):
    span: Span


class _Brought(Struct, tag="brought"):
    leaf: Leaf


class _Ended(Struct, tag="ended"):
    nothing_before: date


_LINE: msgspec.json.Decoder[_Begun | _Brought | _Ended] = msgspec.json.Decoder(_Begun | _Brought | _Ended)


class EarlierFile:
    """See dashboard.ports.Notes: a line of JSON each, for its owner only; rows have no words.

    What was not wholly written is dropped, and read from the inbox again: once a line could not be written, nothing of
    that way is noted any more, so that no line is missing between two others. When a way ends, one line is left.
    """

    def __init__(self, folder: Path, whose: str) -> None:
        self._file = folder / f"earlier-{short(whose)}.jsonl"
        self._lock = threading.Lock()
        self._forgotten: set[int] = set()
        self._span: Span | None = None
        self._leaves: list[Leaf] = []
        self._ended: date | None = None
        self._torn = self._lost = False

    def span(self) -> Span | None:
        """The days of a way that was begun and not ended, as the file has it now."""
        self._read()
        return self._span

    def leaves(self) -> Sequence[Leaf]:
        """What it has brought; only once, for the file has it."""
        leaves, self._leaves = self._leaves, []
        return leaves

    def nothing_before(self) -> date:
        """The first day of which there was anything when the last way ended."""
        return self._ended or date.min

    def begin(self, span: Span) -> None:
        """A way begins."""
        self._span, self._lost = span, False
        self._put([_Begun(span)])

    def add(self, leaf: Leaf) -> None:
        """It has brought this."""
        with self._lock:
            if self._torn and not self._lost:
                self._put(self._lines())
            if self._lost:
                return
            rows = tuple(row for row in leaf.rows if row.customer not in self._forgotten)
            line = msgspec.json.encode(_Brought(replace(leaf, rows=rows))) + b"\n"
            try:
                handle = os.open(self._file, os.O_WRONLY | os.O_APPEND)
                with open(handle, "ab", buffering=0) as file:  # noqa: PTH123 (a file handle has no path)
                    file.write(line)
            except OSError as fault:
                self._lose(fault)

    def end(self, nothing_before: date) -> None:
        """It has ended."""
        self._span, self._ended, self._lost = None, nothing_before, False
        self._put([_Ended(nothing_before)])

    def forget(self, customer: int) -> int:
        """Take out the rows of a customer, from any thread; how many there were."""
        with self._lock:
            self._forgotten.add(customer)
            lines = self._lines()
            kept = [_without(line, customer) for line in lines]
            gone = sum(map(_rows, lines)) - sum(map(_rows, kept))
            if gone:
                self._put(kept)
        return gone

    def _read(self) -> None:
        self._span, self._leaves, self._ended = None, [], None
        for line in self._lines():
            if isinstance(line, _Begun):
                self._span = line.span
            elif isinstance(line, _Ended):
                self._ended = line.nothing_before
            else:
                self._leaves.append(line.leaf)

    def _lines(self) -> list[_Begun | _Brought | _Ended]:
        """The lines up to the first that was not wholly written."""
        found: list[_Begun | _Brought | _Ended] = []
        try:
            content = read(self._file) or b""
            for line in content.splitlines():
                found.append(_LINE.decode(line))
            self._torn |= bool(content) and not content.endswith(b"\n")
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as fault:
            log.warning("%s is not whole, and is read as far as it goes: %s", self._file, reason(fault))
            self._torn = True  # whoever writes next writes it anew
        return found

    def _put(self, lines: Sequence[_Begun | _Brought | _Ended]) -> None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            put(self._file, [msgspec.json.encode(line) + b"\n" for line in lines])
            self._torn = False
        except OSError as fault:
            self._lose(fault)

    def _lose(self, fault: OSError) -> None:
        self._lost = True  # and said once, not with each step of two seconds
        log.warning("the past that is read can't be noted in %s: %s", self._file, reason(fault))


def _without(line: _Begun | _Brought | _Ended, customer: int) -> _Begun | _Brought | _Ended:
    if not isinstance(line, _Brought):
        return line
    rows = tuple(row for row in line.leaf.rows if row.customer != customer)
    return _Brought(replace(line.leaf, rows=rows))


def _rows(line: _Begun | _Brought | _Ended) -> int:
    return len(line.leaf.rows) if isinstance(line, _Brought) else 0
