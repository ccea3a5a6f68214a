"""Write the customers' day as files: a page, tables, an archive."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from data.commands.output import tell

if TYPE_CHECKING:
    from datetime import datetime

    from dashboard.settings import Settings
    from data.exports.making import Printer, Source


def run(given: Namespace, printer_of: "Callable[[Settings], Printer]") -> int:
    """Write them, and send the page where that is asked for; what fails keeps nothing else back.

    Raises ExportProblem with one line for each that failed.
    """
    from dashboard.problems import ExportProblem, Problem

    faults: list[str] = []
    with source_of(given, _day(given)) as source:
        printer = printer_of(source.settings)
        steps = [*_files(given, source, printer), *_letters(given, source, printer)]
        for step in steps:
            try:
                step()
            except Problem as fault:
                faults.append(str(fault))
    if faults:
        raise ExportProblem(*dict.fromkeys(faults))
    return 0


def _day(given: Namespace) -> date | None:
    """The day that is asked for: that of the shift that ended, where one did."""
    from zoneinfo import ZoneInfo

    from dashboard.measure.days import local_day
    from data.settings.file import load

    if given.shift is None:
        return cast("date | None", given.date)
    zone = ZoneInfo(load(given.settings).goals.timezone)
    return local_day(given.shift.timestamp() - 1.0, zone)


def _files(given: Namespace, source: "Source", printer: "Printer") -> "Iterator[Callable[[], None]]":
    """What writes the files of each day."""
    from data.exports.making import missing_days, write_day, yesterday
    from data.settings.doors import now

    if given.mail_only:
        return
    exports = source.settings.exports
    out, formats = (
        folder_of(given, source.settings),
        given.format or exports.formats,
    )
    days = [_day(given) or yesterday(source.settings, now())]
    if given.missing:
        days = missing_days(source, out, formats, now())

    def written(day: date) -> None:
        for file in write_day(source, day, out, formats, printer):
            tell(str(file))

    for day in days:
        yield partial(written, day)


def _letters(given: Namespace, source: "Source", printer: "Printer") -> "Iterator[Callable[[], None]]":
    """What sends each page: of the day that was asked for; by itself those that are due, each once."""
    from dashboard.problems import ExportProblem
    from data.exports.mailing import letter_of, message
    from data.exports.making import kept_days, yesterday
    from data.exports.sending import send
    from data.exports.sent import Sent
    from data.past import short, whose
    from data.places import state_folder
    from data.settings.doors import now
    from data.settings.secrets import mail_password

    if not (given.mail or given.mail_only):
        return
    mail, last = source.settings.mail, yesterday(source.settings, now())
    sent = Sent(state_folder() / f"mailed-{short(whose(source.settings))}.json")

    def posted(day: date, known_as: "date | datetime | None") -> None:
        if not mail.host:
            raise ExportProblem("mail.host: is not set; nothing is sent")
        if known_as is not None:
            sent.ready()
        send(mail, mail_password(mail), message(mail, letter_of(source, day, printer), now()))
        if known_as is not None:
            sent.add(known_as)

    if given.missing:
        for day in sent.due(kept_days(source, last), last):
            yield partial(posted, day, day)
    elif given.shift is None:
        yield partial(posted, given.date or last, None)
    elif not sent.after(given.shift):
        yield partial(posted, _day(given) or last, given.shift)


def folder_of(given: Namespace, settings: "Settings") -> Path:
    """Where files go that no `--out` is said of; a demo's never lie among the real days, under whose names they are."""
    if given.demo:
        return given.out or Path("exports-demo")
    return given.out or Path(settings.exports.folder or "exports").expanduser()


@contextmanager
def source_of(given: Namespace, day: date | None, month: date | None = None) -> "Iterator[Source]":
    """What is kept of the settings' inbox, or a demo's past up to a day, or to a month's last, that is played."""
    from urllib.parse import urlsplit

    from data.ear.hearing import ear
    from data.exports.making import Source, last_day, yesterday
    from data.exports.played import played
    from data.listening import topic_names
    from data.settings.doors import kept, now
    from data.settings.file import load

    settings = load(given.settings)
    topics = topic_names(settings)
    if given.demo:
        day = day or (last_day(month, settings, now()) if month else yesterday(settings, now()))
        with played(given.demo, settings, day, seed=given.seed, ear=ear, topics=topics) as source:
            yield source
    else:
        host = urlsplit(settings.inbox.address).hostname or ""
        yield Source(kept(settings), settings, host, topics)
