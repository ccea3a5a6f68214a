"""Makes the files of days: which, of what is kept, into which folder; what is missing is made up for."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct

from dashboard.day import Day, archive_of, the_day
from dashboard.measure.days import local_day
from dashboard.month import bounds_of, first_after
from dashboard.monthly import MonthReport, the_month
from dashboard.ports import KeptPast
from dashboard.settings import Settings
from dashboard.voice.values import ByLanguage
from data.exports.month_tables import month_sheets
from data.exports.plain_files import as_archive, as_csv, as_json
from data.exports.shelf import day_files, day_folder, month_file, write
from data.exports.tables import Sheet, day_sheets
from data.exports.xlsx import Words, as_xlsx

CATCH_UP = timedelta(days=31)
"""How far back a missing day is made up for; an older one is made when somebody asks for it."""
SETTLED = timedelta(minutes=15)
"""After midnight a day's last rows may still be on their way to the disk."""


class Printer(Struct, frozen=True):
    """What only the wall's side can do: draw a day as "png" or "pdf", a month as "pdf", and find words.

    `letter` gives the subject and the text of the mail that brings a day, `heading` what a column is called, and `cell`
    what stands in one, by the names of topics.
    """

    draw: Callable[[Day, str], bytes]
    draw_month: Callable[[MonthReport, str], bytes]
    letter: Callable[[Day], tuple[str, str]]
    heading: Callable[[str], str] = str
    cell: Callable[[str, str, Mapping[str, ByLanguage]], str] = lambda _column, value, _topics: value

    def words(self, topics: Mapping[str, ByLanguage]) -> Words:
        """How a workbook says it."""
        return Words(self.heading, lambda column, value: self.cell(column, value, topics))


class Source(Struct, frozen=True):
    """Whose days they are: what is kept of them, by which settings; `topics` are their names.

    `months` is what is kept for months where that is not the same (of a demo).
    """

    kept: KeptPast
    settings: Settings
    inbox: str
    topics: Mapping[str, ByLanguage]
    demo: bool = False
    months: KeptPast | None = None

    def day(self, day: date) -> Day:
        """A day of it. Raises NothingKept."""
        return the_day(self.kept, self.settings, day, inbox=self.inbox, topics=self.topics, demo=self.demo)

    def month(self, month: date) -> MonthReport:
        """A month of it, by its first day. Raises NothingKept."""
        kept = self.months or self.kept
        return the_month(kept, self.settings, month, inbox=self.inbox, topics=self.topics, demo=self.demo)


def write_day(source: Source, day: date, out: Path, formats: Sequence[str], printer: Printer) -> list[Path]:
    """Write a day's files; gives their paths. Raises NothingKept, ExportProblem."""
    found = source.day(day)
    names = day_files(day, formats, names=found.names)
    content = dict(_contents(found, names, printer, source.topics))
    return write(day_folder(out, day), content)


def _contents(
    day: Day, names: Mapping[str, Sequence[str]], printer: Printer, topics: Mapping[str, ByLanguage]
) -> Iterator[tuple[str, bytes]]:
    sheets, words = day_sheets(day), printer.words(topics)
    for form, files in names.items():
        yield from zip(files, _made(day, sheets, form, printer, words), strict=True)


def _made(day: Day, sheets: Sequence[Sheet], form: str, printer: Printer, words: Words) -> Iterator[bytes]:
    if form == "csv":
        yield from map(as_csv, sheets)
    elif form == "xlsx":
        yield as_xlsx(sheets, words, title=f"{day.day}", made=day.begin)
    elif form == "json":
        yield as_json(day, sheets)
    elif form == "jsonl":
        yield as_archive(archive_of(day))
    else:
        yield printer.draw(day, form)


def write_month(
    source: Source, month: date, out: Path, formats: Sequence[str], printer: Printer
) -> list[Path]:
    """Write a month's files; gives their paths. Raises NothingKept, ExportProblem."""
    found, name = source.month(month), f"{month:%Y-%m}"
    content: dict[str, bytes] = {}
    for form in formats:
        if form == "xlsx":
            content[month_file(month, form)] = as_xlsx(
                month_sheets(found), printer.words(source.topics), title=name, made=found.made
            )
        else:
            content[month_file(month, form)] = printer.draw_month(found, form)
    return write(out / name, content)


def missing_days(source: Source, out: Path, formats: Iterable[str], now: datetime) -> list[date]:
    """The days that are over, of which something is kept, and of which a file is missing; the oldest first."""
    zone = _zone(source.settings)
    last = local_day((now - SETTLED).timestamp(), zone) - timedelta(days=1)
    formats = tuple(formats)
    kept = source.kept.kept_days(last - CATCH_UP, last)
    return [
        each.day
        for each in kept
        if each.reading
        and not _all_there(
            out,
            each.day,
            formats,
            bounds_of(each.day, zone)[1].timestamp(),
            names=source.settings.team.show_names,
        )
    ]


def kept_days(source: Source, last: date) -> list[date]:
    """The days of the last month that something is kept of, up to one."""
    return [each.day for each in source.kept.kept_days(last - CATCH_UP, last) if each.reading]


def _all_there(out: Path, day: date, formats: Sequence[str], over: float, *, names: bool) -> bool:
    """Whether all of a day's files are there, and written since it was over: after a shift it was the day so far."""
    files = (name for each in day_files(day, formats, names=names).values() for name in each)
    return all(_written(day_folder(out, day) / name) >= over for name in files)


def _written(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return -1.0


def yesterday(settings: Settings, now: datetime) -> date:
    """The last day that is over."""
    return local_day(now.timestamp(), _zone(settings)) - timedelta(days=1)


def last_month(settings: Settings, now: datetime) -> date:
    """The first day of the last month that is over."""
    return (local_day(now.timestamp(), _zone(settings)).replace(day=1) - timedelta(days=1)).replace(day=1)


def last_day(month: date, settings: Settings, now: datetime) -> date:
    """The last day of a month that is over."""
    return min(yesterday(settings, now), first_after(month) - timedelta(days=1))


def _zone(settings: Settings) -> ZoneInfo:
    return ZoneInfo(settings.goals.timezone)
