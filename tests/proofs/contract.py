"""Holds our client and our demo inbox to Chatwoot's OpenAPI document, by a validating proxy between them.

    python -m tests.proofs.contract chatwoot-swagger.json

The proxy (Prism) refuses every request and every answer that leaves the document. Each refusal must be one of
FAULTS, the places where the document itself is known to be wrong about the server; any other one fails.
"""

import http.server
import json
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import requests

from dashboard.settings import Settings
from data.demo.running import DemoInbox
from data.demonstration.beginning import lead_to
from data.inboxes import INBOXES, Door, Secret

PRISM = "@stoplight/prism-cli@5.16.0"
STARTS_WITHIN = 60.0
POLLS = 6
LEAST_PATHS = 4
"""Kinds of path that must have passed: else the proof proved nothing."""

FAULTS = {
    "a path that the document lacks: live_reports": r"/live_reports/\S+: .*no path matched",
    "status 'snoozed', which the document lacks": r"/conversations\S*: \S*\bstatus .*must be equal to one of",
    "snoozed_until as ISO; the document says number": r"/conversations\S*: \S*\bsnoozed_until .*must be number",
    "a field that only a web widget's inbox fills, null elsewhere; the document has it never null": (
        r"/inboxes: \S*payload\.\d+\.(website_url|website_token|widget_color|welcome_title|welcome_tagline|"
        r"web_widget_script|hmac_mandatory|reply_time|allow_messages_after_resolved) .*must be (string|boolean)"
    ),
}
"""What the document is known to have wrong, and how the proxy says it: "path: place message"."""


def main(arguments: list[str]) -> int:
    """Run the proof; gives 0 when nothing but the known faults was refused."""
    document = Path(arguments[0]) if arguments else Path("chatwoot-swagger.json")
    if not document.is_file():
        print(
            f"{document} is not there: it is swagger/swagger.json of Chatwoot's repository; name it CONTRACT=FILE"
        )
        return 2
    if shutil.which("npm") is None:
        print("npm is not installed: the validating proxy is a Node.js program")
        return 2
    with (
        tempfile.TemporaryDirectory() as folder,
        DemoInbox("--scenario", "weekday", "--days", "2") as demo,
        proxy(Path(folder), document.resolve(), demo.ready.address) as prism,
    ):
        tap = Tap(prism, demo.ready.address)
        with tap.listening() as address:
            for token in (demo.ready.token, demo.ready.agent_token):
                drive(address, token, demo)
    return report(tap)


@contextmanager
def proxy(folder: Path, document: Path, upstream: str):
    """Prism on a free port of loopback, ended by its process."""
    subprocess.run(
        [
            "npm",
            "install",
            "--silent",
            "--no-save",
            "--no-audit",
            "--no-fund",
            "--prefix",
            str(folder),
            PRISM,
        ],
        check=True,
    )
    port = free_port()
    program = folder / "node_modules/@stoplight/prism-cli/dist/index.js"
    command = [
        "node",
        str(program),
        "proxy",
        "-h",
        "127.0.0.1",
        "-p",
        str(port),
        "--errors",
        str(document),
        upstream,
    ]
    with (folder / "prism.log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, process: subprocess.Popen) -> None:
    patience = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < patience and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise SystemExit("the validating proxy did not start")


class Tap:
    """Stands before the proxy: notes what it refuses, and then fetches the answer past it, so that all goes on."""

    def __init__(self, prism: str, upstream: str) -> None:
        self.prism, self.upstream = prism, upstream
        self.passed = Counter()
        self.refused: list[tuple[str, dict]] = []
        self._session = requests.Session()
        self._session.trust_env = False

    def answer(self, path: str, headers: dict) -> requests.Response:
        answer = self._session.get(self.prism + path, headers=headers, timeout=30)
        if answer.headers.get("Content-Type", "").startswith("application/problem+json"):
            self.refused.append((path, answer.json()))
            return self._session.get(self.upstream + path, headers=headers, timeout=30)
        self.passed[shape(path)] += 1
        return answer

    @contextmanager
    def listening(self):
        tap = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                kept = {
                    name: self.headers[name]
                    for name in ("api_access_token", "Accept")
                    if name in self.headers
                }
                answer = tap.answer(self.path, kept)
                self.send_response_only(answer.status_code)
                for name in ("Content-Type", "Date"):
                    if name in answer.headers:
                        self.send_header(name, answer.headers[name])
                self.send_header("Content-Length", str(len(answer.content)))
                self.end_headers()
                self.wfile.write(answer.content)

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def shape(path: str) -> str:
    """A path without its numbers and its query."""
    return "/".join("#" if part.isdigit() else part for part in path.partition("?")[0].split("/"))


def drive(address: str, token: str, demo: DemoInbox) -> None:
    """Everything our client asks: its first fill, polls with leaps in between, and a resync."""
    settings = lead_to(demo.ready, Settings(), days=2)
    ahead = [0.0]

    def clock() -> datetime:
        return datetime.fromtimestamp(time.time() + ahead[0], UTC)

    door = Door(
        address=address,
        token=Secret(token),
        account=demo.ready.account,
        deadline=60.0,
        history_days=1,
        public_channels=frozenset(settings.inbox.public_channels),
        clock=clock,
    )
    inbox = INBOXES["chatwoot"](door)
    changes = inbox.changes()
    while changes.arrived < changes.expected:
        changes = inbox.changes()
    for _ in range(POLLS):
        leap(demo, 240)
        ahead[0] += 240
        inbox.changes()
    inbox.close()


def leap(demo: DemoInbox, seconds: int) -> None:
    headers = {"api_access_token": demo.ready.token}
    answer = requests.post(
        f"{demo.ready.address}/demo/advance", json={"seconds": seconds}, headers=headers, timeout=30
    )
    answer.raise_for_status()


def known(path: str, problem: dict) -> str | None:
    """Which known faults a refusal is, or None: every violation of it must be one."""
    said = [
        f"{path}: {'.'.join(map(str, v['location']))} {v['message']}" for v in problem.get("validation", [])
    ]
    said = said or [f"{path}: {problem.get('title')}"]
    names = {next((name for name, words in FAULTS.items() if re.search(words, text)), None) for text in said}
    return None if None in names else "; ".join(sorted(names))


def report(tap: Tap) -> int:
    """Print what passed and what was refused; gives the exit status."""
    for path, count in sorted(tap.passed.items()):
        print(f"{count:6} passed   {path}")
    kinds = Counter(known(path, problem) for path, problem in tap.refused)
    for kind, count in kinds.items():
        if kind:
            print(f"{count:6} refused  {kind}")
    strange = [(path, problem) for path, problem in tap.refused if known(path, problem) is None]
    for path, problem in strange[:10]:
        print(f"REFUSED  {path}\n         {json.dumps(problem)[:1500]}")
    print(f"{sum(tap.passed.values())} passed, {len(strange)} failed")
    return 1 if strange or len(tap.passed) < LEAST_PATHS else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
