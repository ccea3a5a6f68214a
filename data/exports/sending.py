"""A mail on its way to the server: over TLS with its certificate checked, all of it within one deadline."""

import logging
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage

from dashboard.export_settings import Mail
from dashboard.problems import ExportProblem

log = logging.getLogger(__name__)


def send(mail: Mail, password: str, letter: EmailMessage, trusted: ssl.SSLContext | None = None) -> None:
    """Send a mail. Raises ExportProblem with what went wrong, without the password.

    Where a server takes it for some of the recipients it is sent, and the log says so: to send it again would bring it
    to the others twice.
    """
    context, deadline = trusted or ssl.create_default_context(), _Deadline(mail.deadline)
    try:
        with _problems(mail, deadline), deadline, _Server(mail, context, deadline) as server:
            if mail.user:
                server.login(mail.user, password)
            refused = server.send_message(letter)
            with suppress(
                smtplib.SMTPException, OSError
            ):  # it was sent: how the parting goes is of no matter
                server.quit()
    finally:
        deadline.end()
    if refused:
        log.warning("mail: %s took it for some only; refused were %d", mail.host, len(refused))


class _Deadline:
    """Cuts off every connection it holds when the time is over: a time-out counts from one byte to the next.

    What is held is a second handle of the socket, since TLS takes the first one over while it shakes hands.
    """

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._seconds = seconds
        self._ends = time.monotonic() + seconds
        self._lock, self._held = threading.Lock(), list[socket.socket]()
        self._watchdog = threading.Timer(seconds, self._cut)
        self._watchdog.daemon = True

    def __enter__(self) -> None:
        self._watchdog.start()

    def __exit__(self, *_: object) -> None:
        self._watchdog.cancel()

    def end(self) -> None:
        """Let go of all that is held."""
        if self._watchdog.is_alive():
            self._watchdog.join()
        for each in self._held:
            each.close()

    def connect(self, host: str, port: int) -> socket.socket:
        """A connection to the first of the host's addresses that takes one. Raises OSError."""
        fault: OSError = TimeoutError("timed out")
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        for address in (str(each[0]) for *_, each in found):
            left = self._ends - time.monotonic()
            if left <= 0:
                break
            try:
                return self._hold(socket.create_connection((address, port), timeout=left))
            except OSError as refused:
                fault = refused
        raise fault

    def _hold(self, connection: socket.socket) -> socket.socket:
        connection.settimeout(2 * self._seconds)  # the watchdog is first, and says why
        with self._lock:
            self._held.append(connection.dup())
            if self.passed:
                _shut(self._held[-1])
        return connection

    def _cut(self) -> None:
        with self._lock:
            self.passed = True
            for each in self._held:
                _shut(each)


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):  # the other end may have been quicker
        connection.shutdown(socket.SHUT_RDWR)


class _Server(smtplib.SMTP):
    """A mail server, once the connection to it is secure."""

    def __init__(self, mail: Mail, context: ssl.SSLContext, deadline: _Deadline) -> None:
        self._mail, self._secure, self._deadline = mail, context, deadline
        super().__init__(mail.host, mail.port, timeout=mail.deadline)
        if mail.tls == "implicit":
            return
        try:
            self.starttls(context=context)
        except BaseException:
            self.close()
            raise

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        connection = self._deadline.connect(host, port)
        if self._mail.tls == "starttls":
            return connection
        return self._secure.wrap_socket(connection, server_hostname=host)

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def _problems(mail: Mail, deadline: _Deadline) -> Iterator[None]:
    """Whatever goes wrong, in a sentence that names the setting to look at and never the password."""
    try:
        yield
    except (OSError, smtplib.SMTPException, UnicodeError) as fault:
        late = deadline.passed or isinstance(fault, TimeoutError)
        raise ExportProblem(f"mail: {_late(mail) if late else _wrong(mail, fault)}") from None


def _late(mail: Mail) -> str:
    return f"{mail.host} did not take it within {mail.deadline:g} s; are mail.host and mail.port right?"


def _wrong(mail: Mail, fault: Exception) -> str:
    match fault:
        case smtplib.SMTPAuthenticationError():
            said = (
                f"refuses the user or the password ({fault.smtp_code}); is mail.user right? "
                "`token --mail` asks for the password anew"
            )
        case smtplib.SMTPNotSupportedError() if "STARTTLS" in str(fault):
            said = "offers no starttls, and without it nothing is sent; are mail.port and mail.tls right?"
        case smtplib.SMTPNotSupportedError():
            said = "offers no way to sign in, or takes no addresses beyond ASCII"
        case UnicodeError():  # it holds the password
            said = "can't be sent the user or the password, which is not of ASCII"
        case smtplib.SMTPRecipientsRefused():
            said = "takes it for none of the recipients; is mail.recipients right?"
        case smtplib.SMTPResponseException():
            said = f"says no ({fault.smtp_code})"
        case ssl.SSLCertVerificationError():
            said = f"has a certificate that is not right: {fault.verify_message}"
        case _:
            reason = getattr(fault, "strerror", None) or type(fault).__name__
            said = f"can't be reached: {reason}; are mail.host, mail.port and mail.tls right?"
    return f"{mail.host} {said}"
