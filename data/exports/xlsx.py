"""Tables as a workbook: text written as text, never as a formula or a link; the same bytes for the same tables."""

import io
from collections.abc import Callable, Iterable
from datetime import datetime

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
LEAST_WIDTH, MOST_WIDTH, LONG_WIDTH, INSTANT_WIDTH = 9, 40, 90, 19
_AS_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def as_xlsx(
    sheets: Iterable[Sheet], *, title: str, made: datetime, heading: Callable[[str], str] = str
) -> bytes:
    """A workbook with a sheet a table; `heading` says the names of sheets and columns, `made` when it was created."""
    out = io.BytesIO()
    book = Workbook(out, _AS_TEXT)
    book.set_properties(
        {"title": title, "author": "Pulsvegg", "created": made.replace(tzinfo=None, microsecond=0)}
    )
    looks = _Looks(book)
    for sheet in sheets:
        _write(book.add_worksheet(heading(sheet.name)[:31]), sheet, looks, heading)
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


def _write(page: Worksheet, sheet: Sheet, looks: _Looks, heading: Callable[[str], str]) -> None:
    page.hide_gridlines(2)
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.set_paper(9)
    if len(sheet.columns) <= MOST_ON_PAPER:
        page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    units = [place for place, column in enumerate(sheet.columns) if column.key == "unit"]
    for place, column in enumerate(sheet.columns):
        page.write_string(0, place, safe(heading(column.key)), looks.head)
        page.set_column(place, place, _width(sheet, place, heading))
    for line, row in enumerate(sheet.rows, start=1):
        unit = row[units[0]] if units else None
        for place, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            look = looks.of(column, unit if isinstance(unit, str) else None)
            said = heading(cell) if column.key == "number" and isinstance(cell, str) else cell
            _cell(page, (line, place), said, look, looks)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _cell(page: Worksheet, at: tuple[int, int], cell: Cell, look: Format, looks: _Looks) -> None:
    if cell is None:
        return
    if isinstance(cell, str):
        page.write_string(*at, safe(cell), looks.long if look is looks.long else looks.words)
    elif isinstance(cell, datetime):
        page.write_datetime(*at, cell.replace(tzinfo=None), looks.of(Column("", "instant"), None))
    else:
        page.write_number(*at, cell, look)


def _width(sheet: Sheet, place: int, heading: Callable[[str], str]) -> float:
    column = sheet.columns[place]
    if column.kind == "long":
        return LONG_WIDTH
    if column.kind == "instant":
        return INSTANT_WIDTH
    cells = [row[place] for row in sheet.rows]
    if any(isinstance(cell, datetime) for cell in cells):
        return INSTANT_WIDTH
    named = heading if column.key == "number" else str
    longest = max((len(named(cell)) for cell in cells if isinstance(cell, str)), default=0)
    words = max(map(len, heading(column.key).split()), default=0)
    return min(MOST_WIDTH, max(LEAST_WIDTH, longest + 1, words + 2))
