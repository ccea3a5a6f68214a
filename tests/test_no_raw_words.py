"""No other door: what customers write, and who they are, is looked for in all that is printed, kept and logged."""

import gzip
import json
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from dashboard.feed import Feed
from dashboard.model import Conversation, Message
from dashboard.settings import from_mapping
from dashboard.snapshot import Snapshot
from dashboard.voice.values import Release
from data.deeds import DeedsInMemory
from data.ear.hearing import ear
from data.inboxes import INBOXES, Door, Secret
from data.listening import struggles
from tests.canary import PIECES, TOKEN, everything, pictures, said, seen, seen_in, sentence
from tests.fakes import chatwoot
from tests.fakes.chatwoot import FakeChatwoot
from tests.fakes.faulty import FaultyProxy, Reply

HOUSE = Path(__file__).parent.parent
PROGRAM = ("main.py",)
AJAR = ("-m", "tests.fakes.ajar")
PATIENCE_S = 100


# ── An inbox full of what must not be seen ───────────────────────────────────────────────────────────


def inbox_of_canaries(now=None):
    """A Chatwoot with the sentences in every field that a person can write into."""
    fake = FakeChatwoot(now or time.time())
    for place, (name, piece) in enumerate(PIECES.items()):
        talk = fake.begin(sentence(name), at=fake.now - 600 + place)
        talk.labels = ["nett", piece, f"kunde {piece}"]
        talk.attributes = {"browser": everything(), "mail_subject": sentence(name), piece: piece}
        talk.more = {
            "custom_attributes": {"who": piece, piece: everything()},
            "meta": {"sender": _contact(talk.contact), "channel": "Channel::Instagram"},
        }
        if place % 3 == 0:
            fake.reply(talk, f"{everything()}\n/Anna", at=fake.now - 500 + place)
            fake.write(talk, sentence(name), at=fake.now - 400 + place)
        fake.add(
            talk, everything(), 1, at=fake.now - 300 + place, private=True, sender={"id": 7, "type": "user"}
        )
        talk.messages[-1]["attachments"] = [
            {"data_url": f"https://example.no/{piece}", "fallback_title": piece}
        ]
    return fake


def _contact(number):
    return {
        "id": number,
        "name": PIECES["name first"],
        "email": PIECES["mail"],
        "phone_number": PIECES["phone"],
        "identifier": PIECES["norwegian"],
        "thumbnail": f"https://example.no/avatars/{PIECES['name amid']}.png",
        "additional_attributes": {"city": PIECES["address"], "social": PIECES["handle"]},
        "type": "contact",
    }


def archive_of_canaries(at=datetime(2026, 11, 14, 19, tzinfo=UTC)):
    """The same as an archive: good lines, broken ones, wrong types; each with the sentences in it."""
    good = [
        Conversation(
            id=str(place), channel="facebook", labels=(PIECES[name],), customer=PIECES[name], created_at=at,
            messages=(
                Message(id="1", at=at, author="customer", text=sentence(name)),
                Message(id="2", at=at + timedelta(minutes=1), author="agent", agent="anna", text=f"{everything()} /Bo"),
            ),
        )
        for place, name in enumerate(PIECES)
    ]  # fmt: skip
    whole = msgspec.to_builtins(good[0])
    wrong = [
        whole | {field: value}
        for value in (everything(), *PIECES.values())
        for field in ("status", "created_at", "messages", "public", "resolved_at")
    ]
    authors = [whole | {"messages": [whole["messages"][0] | {"author": text}]} for text in said()]
    strange = [{sentence(name): everything()} for name in PIECES]
    right = [*map(msgspec.json.encode, good)]
    torn = [right[0][:-40], right[0].replace(b" er ", b" \xff "), everything().encode(), b"[" * 5000]
    # The log tells of the first twenty bad lines: each way to be bad is among them.
    first, rest = [authors[0], strange[0], *wrong[:5]], [*authors[1:], *strange[1:], *wrong[5:]]
    lines = [*right, *torn, *(json.dumps(each).encode() for each in (*first, *rest))]
    return b"\n".join(lines) + b"\n"


# ── What is run, and what it leaves behind ───────────────────────────────────────────────────────────


class Ground:
    """A folder beneath which everything is that a program can leave: state, home, temporary files, what it printed."""

    def __init__(self, folder, address):
        self.folder = folder
        for name in ("home", "temp"):
            (folder / name).mkdir(parents=True)
        self.settings = folder / "settings.toml"
        self.settings.write_text(
            f'[inbox]\naddress = "{address}"\n[polling]\nevery = 5\ndeadline = 5\nhistory_days = 1\n'
        )
        self._there = {
            name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}
        } | {
            "HOME": str(folder / "home"),
            "TMPDIR": str(folder / "temp"),
            "PULSVEGG_STATE": str(folder / "state"),
            "PULSVEGG_TOKEN": chatwoot.TOKEN,
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            **{
                f"XDG_{name}_HOME": str(folder / "home" / name)
                for name in ("STATE", "CONFIG", "DATA", "CACHE")
            },
        }

    def run(self, *arguments, told=b"", program=PROGRAM):
        """A command; gives its status, and its words."""
        with self._process(arguments, program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            out, err = process.communicate(told, timeout=PATIENCE_S)
        name = f"{len(list(self.folder.iterdir()))}-{time.monotonic_ns()}"
        (self.folder / f"{name}.out").write_bytes(out)
        (self.folder / f"{name}.err").write_bytes(err)
        return process.returncode, out, err

    def follow(self, *, program=PROGRAM, polls=3):
        """A feed that is wished all it offers; gives its Snapshots."""
        with (
            (self.folder / "feed.err").open("wb") as err,
            (self.folder / "feed.out").open("wb") as out,
            self._process(
                ("-v", "feed", "--follow-stdin"), program, stdout=subprocess.PIPE, stderr=err
            ) as feed,
        ):
            watch = threading.Timer(PATIENCE_S, feed.kill)
            watch.start()
            shown, polled, wished = [], set(), set()
            for line in feed.stdout:
                out.write(line)
                shown.append(msgspec.json.decode(line, type=Snapshot))
                polled.add(shown[-1].polled_at)
                new = {each.id for each in shown[-1].voice.candidates} - wished
                wished |= new
                wishes = [msgspec.json.encode(Release(id=each, by="lead")) for each in sorted(new)]
                if new:
                    wishes += [everything().encode(), json.dumps({"wish": everything()}).encode()]
                feed.stdin.write(b"".join(wish + b"\n" for wish in wishes))
                feed.stdin.flush()
                if len(polled - {None}) >= polls:
                    break
            feed.stdin.close()
            out.write(feed.stdout.read())
            watch.cancel()
            watch.join()
        return shown

    def _process(self, arguments, program, **streams):
        command = [sys.executable, *program, "-v", "--settings", self.settings, *arguments]
        return subprocess.Popen(command, cwd=HOUSE, env=self._there, stdin=subprocess.PIPE, **streams)

    def seen(self):
        return seen_in(self.folder)


@pytest.fixture
def ground(tmp_path):
    """A ground before an inbox of canaries."""
    fake = inbox_of_canaries()

    def answer(request):
        fake.now = time.time()
        return fake(request)

    with FaultyProxy(answer) as server:
        yield Ground(tmp_path / "left", server.url)


# ── The canary ───────────────────────────────────────────────────────────────────────────────────────


def test_nothing_that_is_shown_kept_or_logged_holds_what_a_customer_wrote(ground):
    with ThreadPoolExecutor(3) as pool:
        commands = [pool.submit(ground.run, name) for name in ("reading", "check", "hours")]
        snapshots = ground.follow()
    assert [each.result()[0] for each in commands] == [0, 0, 2]
    picture = ground.folder / "wall.png"
    status, _, err = ground.run("wall", "--page", "voice", "--screenshot", picture, "--size", "1280x720")
    assert status == 0, err
    picture = ground.folder / "desk.png"
    status, _, err = ground.run("desk", "--screenshot", picture, "--size", "1280x720")
    assert status == 0, err

    today = str(snapshots[-1].reading.at.astimezone(ZoneInfo("Europe/Oslo")).date())
    files = ("--format", "png,pdf,csv,json,jsonl", "--out", str(ground.folder / "files"))
    status, _, err = ground.run("snapshot", "--date", today, *files)
    assert status == 0, err
    archive = (ground.folder / "files" / today / f"pulsvegg-{today}.jsonl").read_bytes()
    assert b'"broadband_down"' in archive

    shown = {each.text for snapshot in snapshots for each in snapshot.voice.shown}
    assert len(shown) == len(PIECES)
    assert all(TOKEN in text and text.count("▇▇▇") == 1 for text in shown)
    kept = [path.name for path in (ground.folder / "state").rglob("*") if path.is_file()]
    assert any(name.startswith("deeds-") for name in kept)
    logs = list((ground.folder / "state").rglob("*.log"))
    assert any(b"broadband_down" in pictures(path) for path in logs)
    assert all(TOKEN.encode() not in pictures(path) for path in logs)  # not even masked
    assert "last-snapshot.json" in kept
    assert b"kunde \xe2\x96\x87\xe2\x96\x87\xe2\x96\x87" in (ground.folder / "feed.out").read_bytes()
    assert ground.seen() == []


def test_the_search_finds_them_where_the_masking_is_taken_out(ground):
    ground.follow(program=(*AJAR, "unmasked"), polls=2)
    found = ground.seen()
    for name in PIECES:
        assert f"feed.out: {name}" in found
        assert any(each.startswith("state/history-") and each.endswith(f": {name}") for each in found)
    for name in PIECES.keys() - {"mail"}:  # whoever writes a link is not offered
        assert f"feed.out: the sentence of {name}" in found
        assert any(each.startswith("state/deeds-") and each.endswith(f": {name}") for each in found)


def test_measure_says_numbers_and_line_numbers_alone(ground, tmp_path):
    plain, packed = tmp_path / "archive.jsonl", tmp_path / "archive.jsonl.gz"
    plain.write_bytes(archive_of_canaries())
    packed.write_bytes(gzip.compress(archive_of_canaries()))
    hopeless = tmp_path / "hopeless"
    hopeless.write_bytes(everything().encode())
    for told, at in ((plain, ()), (packed, ("--at", "2026-11-14T22:00:00+01:00")), ("/dev/stdin", ())):
        status, out, err = ground.run("measure", told, *at, told=archive_of_canaries())
        assert status == 0, err
        assert json.loads(out)["skipped"] > len(PIECES) * 5
        assert b"skipped: Invalid enum value - at `$.messages[0].author`" in err
    assert ground.run("measure", hopeless)[0] == 2
    assert ground.seen() == []


def test_import_keeps_numbers_and_masked_labels_alone(ground, tmp_path):
    noon = datetime.now(UTC).replace(hour=11, minute=0, second=0, microsecond=0)
    around = [
        Conversation(id=f"day {day}", channel="x", created_at=noon - timedelta(days=day)) for day in (2, 4)
    ]
    file = tmp_path / "archive.jsonl"
    file.write_bytes(
        b"\n".join(map(msgspec.json.encode, around)) + b"\n" + archive_of_canaries(noon - timedelta(days=3))
    )
    status, out, err = ground.run("import", file)
    assert status == 0, err
    assert b" readings and 11 rows of 1 days came in" in out
    assert b"skipped: Invalid enum value - at `$.messages[0].author`" in err
    (rows,) = (ground.folder / "state").rglob("*.conversations.json")
    assert b"broadband_down" in rows.read_bytes()
    assert ground.seen() == []


def test_analyse_gives_what_it_heard_and_the_words_masked(ground, tmp_path):
    lines = [{"id": place, "text": text} for place, text in enumerate(said())]
    lines += [
        {"id": "r", "reply": f"{everything()} /Anna"},
        {"text": {everything(): 1}},
        {"reply": [everything()]},
    ]
    told = "\n".join(map(json.dumps, lines)).encode() + b'\n{"text": "' + everything().encode() + b"\xff\n"
    status, out, err = ground.run("analyse", told=told)
    assert (status, out.count(b"\n"), err.count(b"skipped")) == (0, len(lines) - 2, 3), err
    assert ground.run("analyse", told=everything().encode() + b"\n\xff" + everything().encode())[0] == 0
    assert ground.seen() == []


def test_a_fault_that_cries_out_the_words_is_told_without_them(ground, tmp_path):
    file = tmp_path / "archive.jsonl"
    file.write_bytes(archive_of_canaries())
    lines = json.dumps({"text": everything()}).encode()
    poisoned = (*AJAR, "poisoned")
    assert ground.run("feed", "--count", "2", program=poisoned)[0] == 0
    for command, told in ((("measure", file), b""), (("analyse",), lines)):
        status, _, err = ground.run(*command, told=told, program=poisoned)
        assert (status, b"a fault of ours: ValueError" in err, b"Traceback" in err) == (1, True, False), err
    assert ground.seen() == []


# ── Answers that are none ────────────────────────────────────────────────────────────────────────────

TYPES = ("id", "status", "created_at", "labels", "meta", "messages", "additional_attributes", "unread_count")


def _spoilt(good):
    """A good answer with the words in place of what its rows should hold."""
    told = json.loads(good.body)
    rows = (
        told
        if isinstance(told, list)
        else told.get("payload") or told.get("data", {}).get("payload") or [told]
    )
    rows = rows if isinstance(rows, list) else [rows]
    for place, row in enumerate(rows):
        row.update(
            dict.fromkeys([TYPES[place % len(TYPES)], "message_type", "availability_status"], everything())
        )
        row["name"] = row["channel_type"] = 5
    return Reply(json.dumps(told).encode())


FAULTS = {
    "not JSON": lambda _: Reply(everything().encode()),
    "the words as JSON": lambda _: Reply(json.dumps(everything()).encode()),
    "another shape": lambda _: Reply(json.dumps({"data": {"payload": everything()}, "payload": {}}).encode()),
    "the words as keys": lambda _: Reply(json.dumps({everything(): {everything(): 1}}).encode()),
    "cut off": lambda good: Reply(good.body[:-20]),
    "not UTF-8": lambda good: Reply(good.body.replace(b"er ", b"\xff ") + everything().encode("latin-1")),
    "wrong types": _spoilt,
    "a page": lambda _: Reply(f"<html><body>{everything()}</body></html>".encode()),
    "a page of a broken server": lambda _: Reply(f"<html>{everything()}</html>".encode(), 502),
    "the words echoed": lambda _: Reply(json.dumps({"error": f"{everything()} is no value"}).encode(), 422),
    "the words refused": lambda _: Reply(everything().encode(), 401),
    "a login page": lambda _: Reply(b"", 302, {"Location": f"/login?back={everything()}"}),
    "too many": lambda _: Reply(
        everything().encode(), 429, {"Retry-After": everything(), "Date": everything()}
    ),
    "another encoding": lambda _: Reply(b"x", 200, {"Content-Encoding": everything()}),
    "not gzip": lambda _: Reply(everything().encode(), 200, {"Content-Encoding": "gzip"}),
    "no header": lambda good: Reply(
        good.body, 200, {"Content-Length": "", f"{everything()}\r\nX-More": everything()}
    ),
    "no status": lambda good: Reply(good.body, everything()),
    "no chunk": lambda _: Reply(f"{everything()}\r\n".encode(), 200, {"Transfer-Encoding": "chunked"}),
    "no length": lambda good: Reply(good.body, 200, {"Content-Length": everything()}),
}
WHERE = ("", "/conversations", "/messages", "/agents")


@pytest.fixture(scope="module")
def hearing():
    """An ear and a board, made once: reading what they know takes longer than the test."""
    settings = from_mapping({})
    return ear(settings), struggles(settings, DeedsInMemory())


@pytest.mark.parametrize("fault", FAULTS)
def test_an_answer_that_is_none_is_told_without_its_words(fault, hearing, caplog):
    caplog.set_level("DEBUG")
    told, kinds = [], set()
    for part in WHERE:
        fake = inbox_of_canaries()
        bad = [True]

        def answer(request, fake=fake, bad=bad, part=part):
            good = fake(request)
            return FAULTS[fault](good) if bad[0] and part in request.path else good

        with FaultyProxy(answer) as server:
            door = Door(address=server.url, token=Secret(chatwoot.TOKEN), deadline=5.0, history_days=1)
            inbox = INBOXES["chatwoot"](door)
            feed = Feed(
                inbox, hearing[0], from_mapping({}), clock=lambda: datetime.now(UTC), draw=lambda: 0.0,
                struggles=hearing[1],
            )  # fmt: skip
            for bad[0] in (True, False, True):
                told.append(feed.poll())
                fake.now += 30
            inbox.close()
        kinds.add(told[-3].trouble and told[-3].trouble.kind)
        assert told[-2].trouble is None
    assert kinds - {None} or fault in HARMLESS
    assert "internal" not in kinds
    assert seen(msgspec.json.encode(told)) == []
    assert seen(caplog.text.encode()) == []
    caplog.clear()


HARMLESS = ("no header", "no length")
"""What is read all the same."""
