"""The month's files: the same figures in page and workbook, days without data said."""

from datetime import date

import openpyxl
import pytest
from pypdf import PdfReader

from data.exports.making import last_day, last_month, write_month
from tests.data.exports.conftest import DAYS

OCTOBER = date(2026, 10, 1)


@pytest.fixture(scope="module")
def month(week):
    return week.source.month(OCTOBER)


def test_the_workbook_and_the_page_say_what_the_days_said(week, month, printer, tmp_path):
    files = {
        file.suffix: file for file in write_month(week.source, OCTOBER, tmp_path, ("pdf", "xlsx"), printer)
    }
    assert files[".pdf"].name == "pulsvegg-2026-10.pdf"
    book = openpyxl.load_workbook(files[".xlsx"])
    days = {row[0]: row for row in book["Days"].iter_rows(min_row=2, values_only=True)}
    heads = [cell.value for cell in book["Days"][1]]
    for day in DAYS:
        said = week.readings[day].windows["today"]
        row = dict(zip(heads, days[day.isoformat()], strict=True))
        assert row["Messages in"] == said.messages_in
        assert row["First reply, median (s)"] == said.first_response_time.median
    total = {row[0]: row[1] for row in book["Summary"].iter_rows(min_row=2, values_only=True)}
    assert total["Messages in"] == sum(week.readings[day].windows["today"].messages_in for day in DAYS)
    assert total["Days"] == len(DAYS)
    assert month.missing == tuple(date(2026, 10, day) for day in range(1, 19))
    assert days["2026-10-03"][2:] == (None,) * (len(heads) - 2)
    reader = PdfReader(files[".pdf"])
    assert len(reader.pages) == 1
    text = " ".join(reader.pages[0].extract_text().split())
    assert "October 2026" in text
    assert "18 days without data: 1 Oct" in text
    again = write_month(week.source, OCTOBER, tmp_path / "again", ("pdf", "xlsx"), printer)
    assert [file.read_bytes() for file in again] == [files[".pdf"].read_bytes(), files[".xlsx"].read_bytes()]


def test_the_last_month_and_its_last_day_are_those_of_the_calendar(week):
    from datetime import UTC, datetime

    now = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
    assert last_month(week.settings, now) == OCTOBER
    assert last_day(OCTOBER, week.settings, now) == date(2026, 10, 31)
    assert last_day(date(2026, 11, 1), week.settings, now) == date(2026, 11, 2)
