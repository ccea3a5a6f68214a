"""Write the customers' day as files: a page, tables, an archive."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.message import EmailMessage

    from dashboard.settings import Settings
    from data.exports.making import Printer, Source


def run(given: Namespace, printer_of: "Callable[[Settings], Printer]") -> int:
    """Write them, and send the page where that is asked for."""
    from data.doors import now
    from data.exports.making import missing_days, write_day, yesterday
    from data.settings_file import load

    exports = load(given.settings).exports
    out = given.out or Path(exports.folder or "exports").expanduser()
    formats = given.format or exports.formats
    with source_of(given, given.date) as source:
        days = [given.date or yesterday(source.settings, now())]
        if given.missing:
            days = missing_days(source, out, formats, now())
        printer = printer_of(source.settings)
        for day in days:
            for file in write_day(source, day, out, formats, printer):
                print(file)
        if given.mail:
            _post(given, source, printer)
    return 0


def _post(given: Namespace, source: "Source", printer: "Printer") -> None:
    """Send the page of the day that was asked for; with --missing those that are due, each once."""
    from dashboard.problems import Problem
    from data.doors import now
    from data.exports.mailing import Sent, post, send
    from data.exports.making import kept_days, yesterday
    from data.past import short, whose
    from data.secrets import mail_password
    from data.settings_file import state_folder

    mail, last = source.settings.mail, yesterday(source.settings, now())
    if not mail.host:
        raise Problem("mail.host: is not set; nothing is sent")
    password = mail_password(mail)
    sent = Sent(state_folder() / f"mailed-{short(whose(source.settings))}.json")

    def dispatch(day: date, letter: "EmailMessage") -> None:
        send(mail, password, letter)
        if given.missing:
            sent.add(day)

    due = sent.due(kept_days(source, last), last) if given.missing else [given.date or last]
    post(source, due, printer, dispatch, now())


@contextmanager
def source_of(given: Namespace, day: date | None, month: date | None = None) -> "Iterator[Source]":
    """What is kept of the settings' inbox, or a demo's past up to a day, or to a month's last, that is played."""
    from urllib.parse import urlsplit

    from data.doors import kept, now
    from data.exports.making import Source, last_day, yesterday
    from data.exports.played import played
    from data.hearing import ear
    from data.listening import topic_names
    from data.settings_file import load

    settings = load(given.settings)
    topics = topic_names(settings)
    if given.demo:
        day = day or (last_day(month, settings, now()) if month else yesterday(settings, now()))
        with played(given.demo, settings, day, seed=given.seed, ear=ear, topics=topics) as source:
            yield source
    else:
        host = urlsplit(settings.inbox.address).hostname or ""
        yield Source(kept(settings), settings, host, topics)
