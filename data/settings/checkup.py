"""Tries what the wall needs, one thing after the other, and says for each what is wrong and what to do."""

import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import babel.dates
from msgspec import Struct

from dashboard.measure.opening import is_open
from dashboard.problems import InboxProblem, SettingsProblem
from dashboard.screens import times
from dashboard.settings import Settings
from data import taxonomies
from data.inboxes.chatwoot_api import Profile
from data.places import state_folder
from data.settings.file import load
from data.settings.secrets import mail_password, token

LEAST_FREE_MIB = 200
MAIL_WAITS_S = 10.0
SKEW_TOLERATED = 30.0
"""Seconds: the wall goes by the inbox's clock, but ages and shifts by this machine's."""

ADVICE = {
    "refused": "is the address right, and the server up? Nobody listens there",
    "dns": "is the address right, and this machine's name service? The host has no address",
    "tls": "is the certificate valid, and known to this machine? (REQUESTS_CA_BUNDLE names a company's own)",
    "timeout": "does a firewall stand between? Nothing came in time",
    "deadline": "the server is too slow; see polling.deadline",
    "cut_off": "the answer ended in the middle; is a proxy between?",
    "too_big": "the answer is too large; see polling.max_body_mib",
    "not_json": "the answer is not the API's; does the address lead to the inbox itself?",
    "wrong_shape": "the answer is not what the API promises; is it a Chatwoot 4?",
    "unauthorised": "the token is wrong or has ended; store a new one with `token`",
    "not_found": "is inbox.account right? There is no such account",
    "rate_limited": "the inbox asks for patience; try again in a minute",
    "server_error": "the inbox itself has a fault; ask those who run it",
    "redirected": "the address leads to another place; use the one the browser ends at",
    "rejected": "the inbox refuses the question; is it a Chatwoot 4?",
}


class Finding(Struct, frozen=True):
    """One thing that was tried."""

    what: str
    good: bool
    said: str


Connect = Callable[[Settings, str], tuple[Profile, Sequence[str]]]
"""Asks the inbox who we are, and what its channels are called."""


def checkup(path: Path, connect: Connect) -> Iterator[Finding]:
    """Try settings, token, connection, rights, names of channels, clocks, time zone and disk."""
    try:
        settings = load(path)
    except SettingsProblem as problem:
        yield from (Finding("settings", good=False, said=_in(path, fault)) for fault in problem.faults)
        return
    there = f"{path} is right" if path.exists() else f"there is no {path}: all settings are the defaults"
    yield Finding("settings", good=True, said=there)
    yield from _inbox(settings, connect)
    yield _timezone(settings)
    yield from _black(settings)
    yield from _topics(settings)
    yield _disk(state_folder(), "PULSVEGG_STATE")
    if settings.history.folder:
        yield _disk(Path(settings.history.folder).expanduser(), "history.folder")
    if settings.exports.folder:
        yield _disk(Path(settings.exports.folder).expanduser(), "exports.folder")
    yield from _mail(settings)


def _in(path: Path, fault: str) -> str:
    return fault if fault.startswith(str(path)) else f"{fault} (in {path})"


def _inbox(settings: Settings, connect: Connect) -> Iterator[Finding]:
    if not settings.inbox.address:
        yield Finding(
            "inbox",
            good=False,
            said="inbox.address is not set; run `setup`, or see the demo with `wall --demo`",
        )
        return
    try:
        profile, channels = connect(settings, token(settings.inbox))
    except SettingsProblem as problem:
        yield Finding("inbox", good=False, said=str(problem))
    except InboxProblem as problem:
        yield Finding("inbox", good=False, said=advised(problem, settings.inbox.address))
    else:
        yield Finding("inbox", good=True, said=f"{settings.inbox.address} answers")
        yield _rights(profile)
        yield _clock(profile)
        yield from _channels(settings, channels)


def _rights(profile: Profile) -> Finding:
    if profile.role == "administrator":
        return Finding(
            "rights",
            good=True,
            said="an administrator's token: all of the inbox, and its own count to check by",
        )
    said = "a plain agent's token: the wall shows the inboxes this agent is a member of, and no others"
    return Finding("rights", good=True, said=said)


def advised(problem: InboxProblem, address: str) -> str:
    """What is wrong with the inbox, what to do, and where it was met with."""
    where = f"{address} {problem.detail}".strip()
    return f"{problem.kind}: {ADVICE.get(problem.kind, 'see the log')} ({where})"


def _channels(settings: Settings, known: Sequence[str]) -> Iterator[Finding]:
    """Names in the settings that no channel has: what they were meant for would never come about, without a word."""
    named = [("inbox.public_channels", name) for name in settings.inbox.public_channels]
    named += [(f"alerts.{rule.name}", rule.channel) for rule in settings.alerts if rule.channel]
    for where, name in named:
        if known and not any(each == name or each.startswith(f"{name} (") for each in known):
            said = f"{where}: the token sees no inbox called {name!r}; it sees {', '.join(known)}"
            yield Finding("channels", good=False, said=said)


def _clock(profile: Profile) -> Finding:
    if profile.skew is None:
        return Finding("clock", good=True, said="the inbox doesn't tell its time; this machine's is used")
    skew = profile.skew
    if abs(skew) <= SKEW_TOLERATED:
        return Finding("clock", good=True, said=f"{abs(skew):.0f} s from the inbox's")
    way = "behind" if skew > 0 else "ahead of"
    said = f"this machine is {abs(skew):.0f} s {way} the inbox; switch on time synchronisation (NTP)"
    return Finding("clock", good=False, said=said)


def _timezone(settings: Settings) -> Finding:
    zone = ZoneInfo(settings.goals.timezone)
    there = datetime.now(UTC).astimezone(zone)
    said = f"{settings.goals.timezone}, where it is {babel.dates.format_time(there, 'HH:mm', locale='en')}"
    return Finding("time zone", good=True, said=said)


def _black(settings: Settings) -> Iterator[Finding]:
    """The screens that show nothing just now, as they were told: whoever hangs a wall then takes it for broken."""
    zone, at = ZoneInfo(settings.goals.timezone), datetime.now(UTC).timestamp()
    for name, screen in settings.walls.items():
        if screen.off and is_open(times(screen.off), zone, at):
            table = f"screens.{name}" if name else "screen"
            said = f"black just now, as {table}.off says; D on the wall lights it"
            yield Finding("screen", good=True, said=said)


def _topics(settings: Settings) -> Iterator[Finding]:
    try:
        topics = taxonomies.load(settings.voice.taxonomy)
    except SettingsProblem as problem:
        yield from (Finding("topics", good=False, said=fault) for fault in problem.faults)
    else:
        yield Finding("topics", good=True, said=f"{settings.voice.taxonomy}, {len(topics.ids)} of them")


def _mail(settings: Settings) -> Iterator[Finding]:
    """Whether mail could be sent: nothing is sent to try it, and nobody signs in."""
    mail = settings.mail
    if not mail.host:
        return
    try:
        mail_password(mail)
        with socket.create_connection((mail.host, mail.port), timeout=MAIL_WAITS_S):
            pass
    except SettingsProblem as problem:
        yield Finding("mail", good=False, said=str(problem))
    except OSError as error:
        said = (
            f"{mail.host}:{mail.port} doesn't answer: {error.strerror or error}; see mail.host and mail.port"
        )
        yield Finding("mail", good=False, said=said)
    else:
        yield Finding("mail", good=True, said=f"{mail.host}:{mail.port} is there")


def _disk(folder: Path, setting: str) -> Finding:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x" * 65536)
            file.flush()
            os.fsync(file.fileno())
        free = shutil.disk_usage(folder).free // 2**20
    except OSError as error:
        said = f"{folder} can't be written: {error.strerror or error}; give rights to it, or set {setting} to another"
        return Finding("disk", good=False, said=said)
    if free < LEAST_FREE_MIB:
        return Finding(
            "disk", good=False, said=f"{folder} has {free} MiB free; make room for {LEAST_FREE_MIB}"
        )
    return Finding("disk", good=True, said=f"{folder} has {free} MiB free")
