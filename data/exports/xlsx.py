"""Tables as a workbook: text written as text, never as a formula or a link; the same bytes for the same tables."""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from textwrap import wrap

from msgspec import Struct
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from data.exports.safe import safe
from data.exports.tables import Cell, Column, Kind, Sheet

INK, RULE, HEAD = "#16191c", "#c4c1b9", "#e9e6df"  # the light theme's
FORMATS: dict[Kind, str] = {
    "count": "#,##0",
    "s": "#,##0",
    "share": "0 %",
    "balance": "+0.00;-0.00;0.00",
    "instant": "yyyy-mm-dd hh:mm:ss",
    "day": "yyyy-mm-dd",
    "number": "#,##0.###",
}
MOST_ON_PAPER = 14
"""Columns that can be read on one sheet of paper; more run over to the next."""
LEAST_WIDTH, MOST_WIDTH, LONG_WIDTH, INSTANT_WIDTH = 11, 40, 90, 19
HEAD_ROOM = 4
"""Letters of a column's width that a heading can't have: its indent, bold letters, the button that filters."""
LINE = 15.0
"""Points from one line of a heading to the next."""
_AS_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class Words(Struct, frozen=True):
    """How a reader's language says it: the names of sheets and columns, and what stands in a column."""

    heading: Callable[[str], str]
    cell: Callable[[str, str], str]


def as_xlsx(sheets: Iterable[Sheet], words: Words, *, title: str, made: datetime) -> bytes:
    """A workbook with a sheet a table; `made` is when it says it was created."""
    out = io.BytesIO()
    book = Workbook(out, _AS_TEXT)
    book.set_properties(
        {"title": title, "author": "Pulsvegg", "created": made.replace(tzinfo=None, microsecond=0)}
    )
    looks = _Looks(book)
    for sheet in sheets:
        _write(book.add_worksheet(words.heading(sheet.name)[:31]), _said(sheet, words), looks)
    book.close()
    return out.getvalue()


class _Looks:
    """The formats of a workbook."""

    def __init__(self, book: Workbook) -> None:
        plain = {"font_color": INK, "valign": "top"}
        self.head = book.add_format(plain | {"bold": True, "bg_color": HEAD, "bottom": 1, "bottom_color": RULE,
                                             "text_wrap": True, "indent": 1})  # fmt: skip
        self.words = book.add_format(plain | {"indent": 1})
        self.long = book.add_format(plain | {"indent": 1, "text_wrap": True})
        self._of: dict[str, Format] = {
            kind: book.add_format(plain | {"num_format": form}) for kind, form in FORMATS.items()
        }

    def of(self, column: Column, unit: str | None) -> Format:
        """How a value of a column looks; where a row says its unit, by that."""
        if column.kind == "number" and unit in FORMATS:
            return self._of[unit]
        if column.kind == "long":
            return self.long
        return self._of.get(column.kind, self.words)


class _Said(Struct, frozen=True):
    """A table as it is said: its headings, and its rows in words."""

    sheet: Sheet
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def _said(sheet: Sheet, words: Words) -> _Said:
    keys = [column.key for column in sheet.columns]

    def said(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        told = zip(keys, row, strict=True)
        return tuple(words.cell(key, cell) if isinstance(cell, str) else cell for key, cell in told)

    return _Said(sheet, tuple(map(words.heading, keys)), tuple(map(said, sheet.rows)))


def _write(page: Worksheet, said: _Said, looks: _Looks) -> None:
    columns = said.sheet.columns
    page.hide_gridlines(2)
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.set_paper(9)
    if len(columns) <= MOST_ON_PAPER:
        page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    widths = [_width(said, place) for place in range(len(columns))]
    page.set_row(0, _tall(said.headings, widths))
    for place, (words, width) in enumerate(zip(said.headings, widths, strict=True)):
        page.write_string(0, place, safe(words), looks.head)
        page.set_column(place, place, width)
    unit_at = next((place for place, column in enumerate(columns) if column.key == "unit"), None)
    for line, (row, raw) in enumerate(zip(said.rows, said.sheet.rows, strict=True), start=1):
        unit = None if unit_at is None else raw[unit_at]
        for place, (column, cell) in enumerate(zip(columns, row, strict=True)):
            look = looks.of(column, unit if isinstance(unit, str) else None)
            _cell(page, (line, place), cell, look, looks)
    if said.rows:
        page.autofilter(0, 0, len(said.rows), len(columns) - 1)


def _tall(headings: Sequence[str], widths: Sequence[float]) -> float:
    """How tall the row of headings must be for the one that takes the most lines; in points."""
    lines = (
        len(wrap(words, max(1, int(width) - HEAD_ROOM)))
        for words, width in zip(headings, widths, strict=True)
    )
    return LINE * max(1, max(lines, default=1)) + 4


def _cell(page: Worksheet, at: tuple[int, int], cell: Cell, look: Format, looks: _Looks) -> None:
    if cell is None:
        return
    if isinstance(cell, str):
        page.write_string(*at, safe(cell), looks.long if look is looks.long else looks.words)
    elif isinstance(cell, datetime):
        page.write_datetime(*at, cell.replace(tzinfo=None), looks.of(Column("", "instant"), None))
    else:
        page.write_number(*at, cell, look)


def _width(said: _Said, place: int) -> float:
    column = said.sheet.columns[place]
    if column.kind == "long":
        return LONG_WIDTH
    cells = [row[place] for row in said.rows]
    if column.kind == "instant" or any(isinstance(cell, datetime) for cell in cells):
        return INSTANT_WIDTH
    longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
    words = max(map(len, said.headings[place].split()), default=0)
    return min(MOST_WIDTH, max(LEAST_WIDTH, longest + 2, words + HEAD_ROOM))
