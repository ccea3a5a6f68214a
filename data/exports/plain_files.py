"""Tables as CSV and JSON, and conversations as an archive: bytes, the same for the same day."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from dashboard.day import Day
from dashboard.model import Conversation
from data.exports.safe import safe_in_csv
from data.exports.tables import Cell, Sheet, records

FORMAT, VERSION = "pulsvegg-day", 1


def as_csv(sheet: Sheet) -> bytes:
    """A table as CSV (RFC 4180), in UTF-8 with the mark that tells a spreadsheet so; instants with their offset."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.key for column in sheet.columns])
    writer.writerows([_said(cell) for cell in row] for row in sheet.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def as_json(day: Day, sheets: Iterable[Sheet]) -> bytes:
    """All tables of a day as one JSON object: of each table its rows."""
    said = {
        "format": FORMAT,
        "version": VERSION,
        "day": day.day,
        "inbox": day.inbox,
        "timezone": day.timezone,
        "as_of": day.at,
        "sheets": {sheet.name: list(records(sheet)) for sheet in sheets},
    }
    return msgspec.json.format(msgspec.json.encode(said), indent=1) + b"\n"


def as_archive(conversations: Iterable[Conversation]) -> bytes:
    """An archive: a conversation a line, which `measure` reads."""
    return b"".join(_lines(conversations))


def _lines(conversations: Iterable[Conversation]) -> Iterator[bytes]:
    return (msgspec.json.encode(each) + b"\n" for each in conversations)


def _said(cell: Cell) -> str | float | None:
    if isinstance(cell, str):
        return safe_in_csv(cell)
    return cell.isoformat() if isinstance(cell, datetime) else cell
