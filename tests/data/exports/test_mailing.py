"""The page by e-mail, through a real server on loopback."""

import socket
import ssl
import sys
import threading
import time
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from msgspec.structs import replace

from dashboard.export_settings import Mail
from dashboard.problems import ExportProblem
from data.exports.mailing import Letter, letter_of, message
from data.exports.sending import send
from data.exports.sent import MOST_REMEMBERED, Sent
from tests.data.exports.conftest import DAYS

NOW = datetime(2026, 10, 26, 6, 0, tzinfo=UTC)
LETTER = Letter(
    "The customers' day: Monday\r\nBcc: evil@example.no", "Text\n", b"%PDF-1.4 page", "pulsvegg-x.pdf"
)


class Postbox:
    """Keeps what comes in."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.letters.append(
            (
                envelope.mail_from,
                envelope.rcpt_tos,
                message_from_bytes(envelope.content, policy=policy.default),
            )
        )
        return "250 taken"


class Choosy(Postbox):
    """Knows some of the recipients only."""

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if not address.startswith("lead"):
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 fine"


class Silent:
    """Takes a letter, and never answers."""

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        import asyncio

        await asyncio.sleep(30)
        return "250 taken"


def knows(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"wall", b"secret")
    return AuthResult(success=good, handled=good)


@pytest.fixture(autouse=True)
def _server_talks(logs):
    for said in ("Session.login_data", "SMTP session exception", "SSL"):
        logs.expect(said)


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture(scope="module")
def trusted(authority):
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def _knock(server):
    socket.create_connection(server.server.sockets[0].getsockname(), timeout=5).close()


@pytest.fixture
def serve(authority):
    """Start a mail server: `serve(handler, tls)` gives the settings that lead to it."""
    running = []

    def started(handler, tls="starttls", *, name="localhost"):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(context)
        said = {"hostname": "127.0.0.1", "port": 0, "authenticator": knows, "auth_required": False}
        if tls == "implicit":
            made = Controller(handler, **said, ssl_context=context, auth_require_tls=False)
        elif tls == "starttls":
            made = Controller(handler, **said, tls_context=context, require_starttls=True)
        else:
            made = Controller(handler, **said, auth_require_tls=False)
        made._trigger_server = lambda: _knock(made)  # its own would try port 0
        made.start()
        running.append(made)
        port = made.server.sockets[0].getsockname()[1]
        return Mail(
            host="localhost", port=port, tls="implicit" if tls == "implicit" else "starttls", user="wall",
            sender="wall@example.no", recipients=("lead@example.no", "boss@example.no"), deadline=5.0,
        )  # fmt: skip

    yield started
    for each in running:
        each.stop()


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_a_page_arrives_with_its_text_for_everybody(serve, trusted, tls):
    box = Postbox()
    mail = serve(box, tls)
    send(mail, "secret", message(mail, LETTER, NOW), trusted)
    ((sender, recipients, letter),) = box.letters
    assert (sender, recipients) == ("wall@example.no", ["lead@example.no", "boss@example.no"])
    assert letter["Subject"] == "The customers' day: Monday Bcc: evil@example.no"
    assert letter["Bcc"] is None
    assert letter.get_body().get_content().strip() == "Text"
    (page,) = letter.iter_attachments()
    assert (page.get_filename(), page.get_content()) == ("pulsvegg-x.pdf", b"%PDF-1.4 page")


def test_a_wrong_password_is_said_without_it(serve, trusted):
    mail = serve(Postbox())
    with pytest.raises(ExportProblem, match="refuses the user or the password") as caught:
        send(mail, "wrong-password", message(mail, LETTER, NOW), trusted)
    assert "wrong-password" not in str(caught.value)


def test_a_letter_that_only_some_may_get_is_sent_once_and_said(serve, trusted, logs):
    box = Choosy()
    mail = serve(box)
    send(mail, "secret", message(mail, LETTER, NOW), trusted)
    assert [recipients for _, recipients, _ in box.letters] == [["lead@example.no"]]
    logs.expect("took it for some only; refused were 1")
    nobody = replace(mail, recipients=("boss@example.no",))
    with pytest.raises(ExportProblem, match="none of the recipients"):
        send(nobody, "secret", message(nobody, LETTER, NOW), trusted)


def test_a_password_that_a_mail_server_can_not_be_sent_is_said_without_it(serve, trusted):
    mail = serve(Postbox())
    with pytest.raises(ExportProblem, match="not of ASCII") as caught:
        send(mail, "hemmelig-å", message(mail, LETTER, NOW), trusted)
    assert "hemmelig" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_nothing_is_sent_without_tls(serve, trusted):
    box = Postbox()
    mail = serve(box, "none")
    with pytest.raises(ExportProblem, match="offers no starttls"):
        send(mail, "secret", message(mail, LETTER, NOW), trusted)
    assert box.letters == []


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_a_certificate_that_nobody_vouches_for_is_refused(serve, tls):
    box = Postbox()
    mail = serve(box, tls)
    with pytest.raises(ExportProblem, match="localhost has a certificate that is not right"):
        send(mail, "secret", message(mail, LETTER, NOW))
    assert box.letters == []


def test_a_certificate_of_another_host_is_refused(serve, trusted):
    mail = serve(Postbox(), name="other.example.no")
    with pytest.raises(ExportProblem, match="localhost has a certificate that is not right"):
        send(mail, "secret", message(mail, LETTER, NOW), trusted)


def test_a_server_that_never_answers_is_left_at_the_deadline(serve, trusted):
    mail = replace(serve(Silent()), deadline=1.0)
    with pytest.raises(ExportProblem, match="did not take it within 1 s"):
        send(mail, "secret", message(mail, LETTER, NOW), trusted)
    assert "deadline" not in {each.name for each in threading.enumerate()}


def _drips(listening, said):
    """Take one connection, say each of `said` and hear what comes; then give the last one's bytes, one at a time."""
    connection, _ = listening.accept()
    *whole, slow = said
    with connection:
        try:
            for answer in whole:
                connection.sendall(answer)
                connection.recv(4096)
            connection.sendall(slow[:-1])
            while True:
                connection.sendall(slow[-1:])
                time.sleep(0.02)
        except OSError:
            return


HELLO = (b"220 here\r\n", b"250-here\r\n250 STARTTLS\r\n")
HANDS = b"\x16\x03\x03\x40\x00\x02"
"""The first bytes of a server's side of shaking hands."""


@pytest.mark.parametrize(
    ("tls", "said"),
    [
        ("starttls", (b"220",)),  # the greeting never ends
        ("starttls", (*HELLO[:1], b"250-here")),  # what it can do
        ("starttls", (*HELLO, b"220 go ahead\r\n", HANDS)),
        ("implicit", (HANDS,)),
    ],
)
def test_a_server_that_drips_is_left_at_the_deadline_wherever_it_drips(trusted, tls, said):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        dripping = threading.Thread(target=_drips, args=(listening, said))
        dripping.start()
        mail = Mail(
            host="127.0.0.1", port=listening.getsockname()[1], tls=tls, sender="a@example.no",
            recipients=("b@example.no",), deadline=0.5,
        )  # fmt: skip
        with pytest.raises(ExportProblem, match=r"did not take it within 0\.5 s"):
            send(mail, "", message(mail, LETTER, NOW), trusted)
        dripping.join(20)


def test_nobody_there_is_said_with_what_to_look_at(trusted):
    mail = Mail(host="127.0.0.1", port=9, sender="a@example.no", recipients=("b@example.no",), deadline=2.0)
    with pytest.raises(
        ExportProblem, match=r"can't be reached: .*; are mail.host, mail.port and mail.tls right"
    ):
        send(mail, "", message(mail, LETTER, NOW), trusted)


def test_each_day_is_sent_once_and_what_was_missed_later(tmp_path):
    file = tmp_path / "state" / "mailed.json"
    days = [date(2026, 10, 1) + timedelta(days=number) for number in range(20)]
    assert Sent(file).due(days, days[10]) == [days[10]]  # the first time: the last day alone
    Sent(file).add(days[10])
    assert file.stat().st_mode & 0o777 == 0o600
    assert Sent(file).due(days, days[10]) == []
    assert Sent(file).due(days, days[13]) == days[11:14]
    assert Sent(file).due(days, days[19]) == days[13:]  # too old is not sent any more
    file.write_bytes(b"{half")
    assert Sent(file).due(days, days[13]) == [days[13]]


def test_after_a_shift_the_day_so_far_is_sent_once_beside_the_day_itself(tmp_path):
    file, day = tmp_path / "mailed.json", date(2026, 10, 12)
    early, late = (datetime(2026, 10, 12, hour, tzinfo=UTC) for hour in (14, 22))
    sent = Sent(file)
    sent.add(early)
    assert (Sent(file).after(early), Sent(file).after(late)) == (True, False)
    assert Sent(file).due([day], day) == [day]
    sent.add(day)
    assert Sent(file).after(early)


def test_of_many_shifts_the_last_ones_are_remembered(tmp_path):
    sent, first = Sent(tmp_path / "mailed.json"), datetime(2026, 10, 1, tzinfo=UTC)
    for number in range(MOST_REMEMBERED + 5):
        sent.add(first + timedelta(hours=8 * number))
    assert not sent.after(first)
    assert Sent(tmp_path / "mailed.json").after(first + timedelta(hours=8 * (MOST_REMEMBERED + 4)))


@pytest.mark.skipif(sys.platform != "linux", reason="a queue that is full takes nobody, on Linux")
def test_a_server_that_takes_no_connection_is_left_at_the_deadline(trusted):
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(listening.getsockname())
        mail = Mail(
            host="127.0.0.1", port=listening.getsockname()[1], sender="a@example.no",
            recipients=("b@example.no",), deadline=0.3,
        )  # fmt: skip
        with pytest.raises(ExportProblem, match="did not take it within"):
            send(mail, "", message(mail, LETTER, NOW), trusted)
        for each in waiting:
            each.close()


def test_what_can_not_be_remembered_is_not_sent(tmp_path):
    nowhere = tmp_path / "a file"
    nowhere.touch()
    with pytest.raises(
        ExportProblem, match=r"mailed.json: can't be written: .*; what was sent can't be remembered"
    ):
        Sent(nowhere / "mailed.json").ready()


def test_the_letter_says_what_the_page_says(week, printer):
    letter = letter_of(week.source, DAYS[0], printer)
    assert letter.subject == "The customers' day: Monday 19 October 2026"
    assert letter.name == "pulsvegg-2026-10-19.pdf"
    assert "of those who wrote got an answer" in letter.said
    assert "Response rate: " in letter.said
    assert letter.page.startswith(b"%PDF")
