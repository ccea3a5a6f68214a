"""The numbers are the same wherever they stand: in the picture, the PDF, the tables, the archive, and on the wall."""

import csv
import io
import json
from datetime import timedelta

import msgspec
import openpyxl
import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from dashboard.named import named
from dashboard.retold import Deaf
from data.exports.making import write_day
from data.exports.tables import day_sheets
from data.measuring import measure_archive
from tests.data.exports.conftest import AWAY, DAYS

ALL = ("pdf", "xlsx", "csv", "json", "jsonl")


@pytest.fixture(scope="module")
def written(week, tmp_path_factory):
    """Each day's files by the end of their names."""
    out, made = tmp_path_factory.mktemp("out"), {}

    def of(day, printer):
        if day not in made:
            files = write_day(week.source, day, out, ALL, printer)
            made[day] = {file.name.removeprefix(f"pulsvegg-{day}"): file for file in files}
        return made[day]

    return of


def wanted(week, day):
    """What the wall said in the day's last minute, as it is kept."""
    return {name: _short(value) for name, value in named(week.readings[day].windows["today"]).items()}


def _short(value):
    return round(value, 6) if isinstance(value, float) else value


def _number(text):
    return None if text == "" else float(text)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_tables_say_what_the_wall_said(week, written, printer, day):
    files = written(day, printer)
    rows = csv.DictReader(io.StringIO(files["-summary.csv"].read_bytes().decode("utf-8-sig")))
    in_csv = {row["number"]: row["value"] for row in rows}
    in_json = {
        row["number"]: row["value"] for row in json.loads(files[".json"].read_bytes())["sheets"]["summary"]
    }
    book = openpyxl.load_workbook(files[".xlsx"])
    in_xlsx = {row[0].value: row[1].value for row in book["Summary"].iter_rows(min_row=2)}
    for name, value in wanted(week, day).items():
        assert _number(in_csv[name]) == value
        assert in_json[name] == value
        assert in_xlsx[printer.heading(name)] == value
    for name, value in msgspec.to_builtins(week.readings[day].now).items():
        if isinstance(value, int | float):
            assert in_json[f"now.{name}"] == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_picture_and_the_pdf_say_what_the_wall_said(week, written, printer, day):
    from ui.sheets.day_model import day_page
    from ui.sheets.day_page import draw_day
    from ui.sheets.paper import drawn

    files, page = written(day, printer), day_page(week.source.day(day))
    for figure in (*page.heroes, *page.figures):
        if figure.key != "longest_wait":
            assert figure.value == wanted(week, day)[figure.key]
    assert page.heroes[-1].value == week.source.day(day).longest_wait
    picture = drawn(lambda ink: draw_day(ink, page))
    reader = PdfReader(files[".pdf"])
    assert len(reader.pages) == 1
    text = " ".join(reader.pages[0].extract_text().split())
    for figure in (*page.heroes, *page.figures):
        said = figure.said.replace("\N{NO-BREAK SPACE}", " ")
        assert said in {each.text for each in picture}
        assert said in text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_hours_the_channels_and_the_agents_add_up(week, day):
    sheets = {sheet.name: sheet for sheet in day_sheets(week.source.day(day))}
    for name in ("by-hour", "by-channel"):
        sheet = sheets[name]
        columns = [column.key for column in sheet.columns]
        for number in (
            "messages_in",
            "replies_out",
            "waits_begun",
            "first_response_time.n",
            "sentiment.negative",
        ):
            total = sum(row[columns.index(number)] for row in sheet.rows)
            assert total == wanted(week, day)[number]
        assert (
            sum(row[columns.index("queue_size")] for row in sheet.rows) == week.readings[day].now.queue_size
        )
    agents = sheets["by-agent"]
    replies = [column.key for column in agents.columns].index("replies_out")
    assert sum(row[replies] for row in agents.rows) <= wanted(week, day)["replies_out"]
    assert {row[0] for row in agents.rows} <= {*week.readings[day].by["agent"], *_names(week, day)}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_measure_reads_the_archive_back_to_the_same_numbers(week, written, printer, day):
    reading = week.readings[day]
    again = measure_archive(written(day, printer)[".jsonl"], Deaf(), week.settings, at=reading.at)
    assert again.skipped == 0
    for window in ("today", "last_15_min", "last_60_min"):
        assert again.windows[window] == reading.windows[window]
    assert again.by["channel"].keys() <= reading.by["channel"].keys()
    for key, measured in again.by["channel"].items():
        assert measured.windows["today"] == reading.by["channel"][key].windows["today"]


def test_the_archives_of_eight_days_give_the_longer_windows_too(week, written, printer, tmp_path):
    """Of the week's: what happened before it is not in them."""
    day = DAYS[-1]
    together = tmp_path / "week.jsonl"
    together.write_bytes(b"".join(written(each, printer)[".jsonl"].read_bytes() for each in DAYS))
    again = measure_archive(together, Deaf(), week.settings, at=week.readings[day].at)
    assert again.windows["yesterday"] == week.readings[day].windows["yesterday"]
    assert again.windows["last_7_days"].messages_in == week.readings[day].windows["last_7_days"].messages_in


def test_a_day_of_25_hours_has_them_all(week):
    day = week.source.day(DAYS[-1])
    assert len(day.queue.values) == 100
    assert day.end - day.begin == timedelta(hours=25)
    assert day.over


def test_a_gap_is_said_wherever_it_matters(week, written, printer):
    day = AWAY[0].astimezone(week.zone).date()
    files, found = written(day, printer), week.source.day(day)
    (gap,) = found.gaps
    assert gap.why == "timeout"
    assert gap.first < AWAY[0] < AWAY[1] <= gap.after
    assert found.known == pytest.approx(1 - (gap.after - gap.first) / timedelta(days=1))
    (row,) = json.loads(files[".json"].read_bytes())["sheets"]["gaps"]
    assert row == {"from": gap.first.astimezone(week.zone).isoformat(),
                   "until": gap.after.astimezone(week.zone).isoformat(), "why": "timeout"}  # fmt: skip
    text = " ".join(PdfReader(files[".pdf"]).pages[0].extract_text().split())
    assert "Not seen from" in text
    assert "The inbox does not answer." in text
    other = written(DAYS[0], printer)
    assert json.loads(other[".json"].read_bytes())["sheets"]["gaps"] == []


def test_only_where_the_team_agreed_are_agents_named(week, printer, tmp_path):
    silent = replace(week.source, settings=replace(week.settings, team=type(week.settings.team)()))
    files = write_day(silent, DAYS[1], tmp_path, ("csv", "json", "jsonl", "xlsx"), printer)
    assert not [file for file in files if "by-agent" in file.name]
    names = _names(week, DAYS[1])
    assert len(names) > 3
    for file in files:
        if file.suffix != ".xlsx":
            assert not [name for name in names if name in file.read_text("utf-8-sig")]
    assert (
        "By agent"
        not in openpyxl.load_workbook(next(file for file in files if file.suffix == ".xlsx")).sheetnames
    )


def _names(week, day):
    rows = week.source.kept.rows(day)
    return {each.agent for row in rows for each in row.messages if hasattr(each, "agent") and each.agent}
