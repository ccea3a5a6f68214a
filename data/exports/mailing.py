"""The page of a day as a mail."""

from datetime import date, datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

import msgspec

from dashboard.export_settings import Mail
from data.exports.making import Printer, Source


class Letter(msgspec.Struct, frozen=True):
    """A page, and what is said beside it."""

    subject: str
    said: str
    page: bytes
    name: str


def letter_of(source: Source, day: date, printer: Printer) -> Letter:
    """The page of a day, and what is said beside it. Raises NothingKept."""
    found = source.day(day)
    return Letter(*printer.letter(found), page=printer.draw(found, "pdf"), name=f"pulsvegg-{day}.pdf")


def message(mail: Mail, letter: Letter, now: datetime) -> EmailMessage:
    """The mail with the page in it; what a stranger wrote ends no header."""
    made = EmailMessage()
    made["Subject"] = " ".join(letter.subject.split())
    made["From"] = mail.sender
    made["To"] = ", ".join(mail.recipients)
    made["Date"] = format_datetime(now)
    made["Message-ID"] = make_msgid(domain=mail.sender.rpartition("@")[2])
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(letter.said)
    made.add_attachment(letter.page, maintype="application", subtype="pdf", filename=letter.name)
    return made
