"""TinyDB's storages of a day: an append-only log while it lasts, a plain file of TinyDB's once it is over."""

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec
from msgspec import Raw
from tinydb.storages import Storage

from dashboard.problems import HistoryDamaged
from data.files import read, replace
from data.history.records import GONE, META, NOTHING, Change, Tables, find, record, replay

Document = dict[str, Any]

_BINARY = getattr(os, "O_BINARY", 0)  # Windows would write other line ends
_sync_content = getattr(os, "fdatasync", os.fsync)  # macOS and Windows have no other
PAGE, ROOM = 4096, 65536
"""Bytes that a disk writes at once; those that a log takes beforehand.

To grow a file costs a file system's journal five pages, each time; to write into room that is there, none.
"""
_HEAD = b'{"' + META.encode() + b'":{"1":{"crc32":"'
"""How a closed day's file begins; 8 hexadecimal digits follow, the CRC-32 of all that follows them."""
_TABLES = msgspec.json.Decoder(Tables)
_DOCUMENTS = msgspec.json.Decoder(dict[str, dict[str, Document]])


class LogStorage(Storage):
    """The day that is not over: each `append` is one record at the end, on the disk when it returns.

    TinyDB's own inserts and updates work, too, and append what they changed. A torn record at the end counts for
    nothing, and is cut off before the next one is written. One process may append; any number may read.
    Behind the last record there may be empty room for the next ones.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._handle = -1
        self._end = self._size = 0

    def read(self) -> dict[str, dict[str, Any]] | None:
        """TinyDB's tables; None where there is no log. Raises HistoryDamaged."""
        tables = self.tables()
        return None if tables is None else _DOCUMENTS.decode(msgspec.json.encode(tables))

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Append what is different."""
        before, after = self.tables() or {}, encoded(data)
        changes = [*_changed(before, after), *((*place, GONE) for place in _gone(before, after))]
        if changes:
            self.append(changes)

    def close(self) -> None:
        """Let go of the file."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def tables(self) -> Tables | None:
        """The documents as JSON; None where there is no log. Raises HistoryDamaged."""
        content = read(self._file)
        if content is None:
            return None
        found = find(content)
        if found.damaged or (content and not found.records):
            raise HistoryDamaged(f"{self._file}: {found.damaged} of its records are damaged")
        return replay(found.records)

    def salvaged(self) -> Tables:
        """What can still be read of a damaged log."""
        return replay(find(read(self._file) or b"").records)

    def begin(self, tables: Tables) -> None:
        """Make the log anew, holding these documents."""
        self.close()
        replace(self._file, [record(list(_changed({}, tables)))])

    def append(self, changes: Sequence[Change]) -> int:
        """Write a record and wait until it is on the disk; gives its size.

        Raises OSError, and then the log holds what it held, and HistoryDamaged.
        """
        line = record(changes)
        handle = self._opened()
        end = self._end + len(line)
        try:
            if grows := end > self._size:
                self._make_room(handle, end)
            _write(handle, line, self._end)
            (os.fsync if grows else _sync_content)(handle)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(handle, self._end)
            self.close()  # after a failed sync nothing is sure: the next one reads what is there
            raise
        self._end, self._size = end, max(end, self._size)
        return len(line)

    def _make_room(self, handle: int, end: int) -> None:
        """Room for a record that ends there, and for more; on a disk that has no room for more it goes without."""
        size, place = -(-end // ROOM) * ROOM, self._size
        try:
            while (
                place < size
            ):  # by pages: of more at once the system may write all for a line in one of them
                after = place - place % PAGE + PAGE
                _write(handle, NOTHING * (after - place), place)
                place = after
        except OSError:
            os.ftruncate(handle, self._size)
        else:
            self._size = size

    def _opened(self) -> int:
        if self._handle < 0:
            handle = os.open(self._file, os.O_RDWR | _BINARY)
            try:
                content = read(self._file) or b""
                self._end, self._size = self._whole(content), len(content)
                if content[self._end :].strip(NOTHING):
                    os.ftruncate(handle, self._end)
                    self._size = self._end
            except BaseException:
                os.close(handle)
                raise
            self._handle = handle
        return self._handle

    def _whole(self, content: bytes) -> int:
        found = find(content)
        if found.damaged or not found.records:
            raise HistoryDamaged(f"{self._file}: {found.damaged} of its records are damaged")
        return found.end


class DayStorage(Storage):
    """A day that is over: a JSON file as TinyDB's own, which any tool can read, replaced as a whole or not at all."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> dict[str, dict[str, Any]] | None:
        """TinyDB's tables; None where there is no file. Raises HistoryDamaged."""
        content = checked(self._file)
        return None if content is None else _DOCUMENTS.decode(content)

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Replace the file."""
        self.replace(encoded(data))

    def tables(self) -> Tables | None:
        """The documents as JSON; None where there is no file. Raises HistoryDamaged."""
        content = checked(self._file)
        return None if content is None else _TABLES.decode(content)

    def replace(self, tables: Tables) -> int:
        """Replace the file; gives its size. Raises OSError, and then it is as it was."""
        return replace(self._file, sealed(tables))


def checked(file: Path) -> bytes | None:
    """What is in a closed day's file; None where there is none. Raises HistoryDamaged."""
    content = read(file)
    if content is None:
        return None
    digits = len(_HEAD) + 8
    if not content.startswith(_HEAD) or content[len(_HEAD) : digits] != b"%08x" % crc32(content[digits:]):
        raise HistoryDamaged(f"{file}: is not what was written")
    return content


def sealed(tables: Tables) -> list[bytes]:
    """The parts of a closed day's file: its checksum first, one document a line."""
    meta = msgspec.json.decode(tables.get(META, {}).get("1", Raw(b"{}")))
    meta.pop("crc32", None)
    body = [b'",' + msgspec.json.encode(meta)[1:] + b"}"] if meta else [b'"}}']
    for name, rows in tables.items():
        if name != META:
            lines = b",\n".join(b"%s:%s" % (_quoted(number), bytes(row)) for number, row in rows.items())
            body.append(b",\n%s:{\n%s\n}" % (_quoted(name), lines))
    body.append(b"}\n")
    check = 0
    for part in body:
        check = crc32(part, check)
    return [_HEAD, b"%08x" % check, *body]


def encoded(data: Mapping[str, Mapping[str, Any]]) -> Tables:
    """TinyDB's tables with each document as JSON."""
    return {
        name: {str(number): Raw(msgspec.json.encode(row)) for number, row in rows.items()}
        for name, rows in data.items()
    }


def _changed(before: Tables, after: Tables) -> Iterator[Change]:
    for name, rows in after.items():
        known = before.get(name, {})
        for number, row in rows.items():
            if number not in known or bytes(known[number]) != bytes(row):
                yield name, number, row


def _gone(before: Tables, after: Tables) -> Iterator[tuple[str, str]]:
    for name, rows in before.items():
        for number in rows.keys() - after.get(name, {}).keys():
            yield name, number


_quoted = msgspec.json.encode


def _write(handle: int, line: bytes, place: int) -> None:
    os.lseek(handle, place, os.SEEK_SET)
    rest = memoryview(line)
    while rest:
        rest = rest[os.write(handle, rest) :]
