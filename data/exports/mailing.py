"""The page of a day by e-mail: over TLS with its certificate checked, within a deadline, each day once."""

import smtplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from logging import getLogger
from pathlib import Path

import msgspec

from dashboard.export_settings import Mail
from dashboard.problems import ExportProblem
from data.exports.making import Printer, Source
from data.history.files import replace

LOOKED_BACK = timedelta(days=7)
"""A page that could not be sent for so long is not sent any more."""
MOST_REMEMBERED = 60

log = getLogger(__name__)

Dispatch = Callable[[date, EmailMessage], None]


class Letter(msgspec.Struct, frozen=True):
    """A page, and what is said beside it."""

    subject: str
    said: str
    page: bytes
    name: str


def post(source: Source, days: Sequence[date], printer: Printer, dispatch: Dispatch, now: datetime) -> None:
    """Send the pages of days, the oldest first; `dispatch` sends one. Raises ExportProblem, NothingKept."""
    for day in days:
        found = source.day(day)
        letter = Letter(*printer.letter(found), page=printer.draw(found, "pdf"), name=f"pulsvegg-{day}.pdf")
        dispatch(day, message(source.settings.mail, letter, now))


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


def send(mail: Mail, password: str, letter: EmailMessage, trusted: ssl.SSLContext | None = None) -> None:
    """Send a mail. Raises ExportProblem with what went wrong, without the password.

    Where a server takes it for some of the recipients it is sent, and the log says so: to send it again would bring it
    to the others twice.
    """
    context = trusted or ssl.create_default_context()
    try:
        with _within(mail.deadline, _connected(mail, context)) as server:
            if mail.user:
                server.login(mail.user, password)
            refused = server.send_message(letter)
    except smtplib.SMTPAuthenticationError as fault:
        raise ExportProblem(
            f"mail: {mail.host} refuses the user or the password ({fault.smtp_code})"
        ) from None
    except smtplib.SMTPNotSupportedError:
        raise ExportProblem(
            f"mail: {mail.host} offers no way to sign in, or takes no addresses beyond ASCII"
        ) from None
    except UnicodeError:  # it holds the password
        raise ExportProblem("mail: the user or the password is not of ASCII, and can't be sent") from None
    except smtplib.SMTPRecipientsRefused:
        raise ExportProblem(f"mail: {mail.host} takes it for none of the recipients") from None
    except smtplib.SMTPResponseException as fault:
        raise ExportProblem(f"mail: {mail.host} says no ({fault.smtp_code})") from None
    except ssl.SSLCertVerificationError as fault:
        raise ExportProblem(
            f"mail: the certificate of {mail.host} is not right: {fault.verify_message}"
        ) from None
    except (OSError, smtplib.SMTPException) as fault:
        reason = getattr(fault, "strerror", None) or type(fault).__name__
        raise ExportProblem(
            f"mail: {mail.host} can't be reached within {mail.deadline:g} s: {reason}"
        ) from None
    if refused:
        log.warning("mail: %s took it for some only; refused were %d", mail.host, len(refused))


def _connected(mail: Mail, context: ssl.SSLContext) -> smtplib.SMTP:
    if mail.tls == "implicit":
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=mail.deadline, context=context)
    server = smtplib.SMTP(mail.host, mail.port, timeout=mail.deadline)
    try:
        server.starttls(context=context)
    except smtplib.SMTPNotSupportedError:
        server.close()
        raise ExportProblem(
            f"mail: {mail.host} offers no {mail.tls}, and without it nothing is sent"
        ) from None
    except BaseException:
        server.close()
        raise
    return server


@contextmanager
def _within(deadline: float, server: smtplib.SMTP) -> Iterator[smtplib.SMTP]:
    """Cut the connection off at a deadline: a time-out of its own counts from one byte to the next."""

    def cut() -> None:
        with suppress(OSError):
            if server.sock is not None:
                server.sock.shutdown(socket.SHUT_RDWR)

    watchdog = threading.Timer(deadline, cut)
    watchdog.daemon = True
    watchdog.start()
    try:
        yield server
        with suppress(smtplib.SMTPException, OSError):  # it was sent: how the parting goes is of no matter
            server.quit()
    finally:
        watchdog.cancel()
        watchdog.join()
        server.close()


# ── What was sent ────────────────────────────────────────────────────────────────────────────────────


class Sent:
    """The days whose page was sent, in a file of its own."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._days = self._read()

    def due(self, kept: Sequence[date], last: date) -> list[date]:
        """Which of the days that are kept are to be sent: later ones than the last that was, up to `last`.

        Where none was sent so far, that one alone.
        """
        before = max(self._days or (), default=last - timedelta(days=1))
        first = max(before, last - LOOKED_BACK)
        return [day for day in kept if first < day <= last]

    def add(self, day: date) -> None:
        """A day was sent. Raises OSError."""
        self._days = sorted({*(self._days or ()), day})[-MOST_REMEMBERED:]
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace(self._file, [msgspec.json.encode(self._days)])

    def _read(self) -> list[date] | None:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=list[date])
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return None  # nothing was sent, as far as is known
