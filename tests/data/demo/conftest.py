"""What the demo inbox's tests have in common: worlds, a running inbox, and a watch over threads."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from data.demo.clock import Clock
from data.demo.phrases import Phrases, read_phrases
from data.demo.plan import Scenario
from data.demo.play import Play
from data.demo.running import ServerThread
from data.demo.scenario import read_scenario
from data.demo.world import World

# A Wednesday, 14:00 in Oslo: open, and in the middle of the weekly burst of reports.
WEDNESDAY = datetime(2026, 11, 11, 13, tzinfo=UTC)

TINY_BANK = """
[[customer]]
text = "Nettet er nede!!"
topic = "broadband_down"
mood = "negative"
part = "opening"
dialect = "bergensk"

[[customer]]
text = "Hvor finner jeg fakturaen?"
topic = "invoice"
mood = "neutral"
part = "opening"

[[customer]]
text = "Hallo??"
topic = "other"
mood = "negative"
part = "insist"

[[customer]]
text = "Nå er jeg sint."
topic = "other"
mood = "negative"
part = "angrier"

[[customer]]
text = "Ok, da vet jeg det."
topic = "other"
mood = "neutral"
part = "calmer"

[[customer]]
text = "Kundenummeret er 12."
topic = "other"
mood = "neutral"
part = "detail"

[[customer]]
text = "Tusen takk!"
topic = "praise"
mood = "positive"
part = "thanks"

[[agent]]
text = "Huff, det skjønner jeg. Vi ser på det."
topic = "any"
part = "reply"
meets_feeling = true

[[agent]]
text = "Hva er kundenummeret?"
topic = "any"
part = "question"
meets_feeling = false

[[agent]]
text = "Nå er det ordnet."
topic = "any"
part = "fixed"
meets_feeling = false

[[agent]]
text = "Se nettsiden."
topic = "any"
part = "cold"
meets_feeling = false

[[note]]
text = "Noen som vet?"

[[bot]]
text = "Hei! Vi svarer snart."
part = "greeting"

[[bot]]
text = "Vi har stengt."
part = "out_of_office"
"""


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) - before == set()


@pytest.fixture
def tiny_bank(tmp_path: Path) -> Path:
    (tmp_path / "nb.toml").write_text(TINY_BANK, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="session")
def phrases() -> Phrases:
    return read_phrases()


Build = Callable[..., World]


@pytest.fixture
def build(phrases: Phrases) -> Build:
    def build(
        scenario: str | Scenario = "weekday",
        *,
        seed: int = 7,
        start: datetime = WEDNESDAY,
        past_days: int = 2,
    ) -> World:
        found = read_scenario(scenario) if isinstance(scenario, str) else scenario
        return World(found, phrases, seed=seed, start=start, past_days=past_days)

    return build


class Client:
    """Asks a running inbox, over one kept-alive session."""

    def __init__(self, address: str, token: str | None) -> None:
        self.address = address
        self.session = requests.Session()
        if token:
            self.session.headers["api_access_token"] = token

    def get(self, path: str, **query: object) -> requests.Response:
        return self.session.get(self.address + path, params=query, timeout=30, allow_redirects=False)

    def json(self, path: str, **query: object):
        answer = self.get(path, **query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def v1(self, path: str, **query: object):
        return self.json(f"/api/v1/accounts/1/{path}", **query)

    def rows(self, **query: object) -> list[dict]:
        return self.v1("conversations", **query)["data"]["payload"]

    def advance(self, seconds: float):
        return self.session.post(f"{self.address}/demo/advance", json={"seconds": seconds}, timeout=30)


@pytest.fixture
def client() -> Iterator[Callable[[str, str | None], Client]]:
    made: list[Client] = []

    def client(address: str, token: str | None) -> Client:
        made.append(Client(address, token))
        return made[-1]

    yield client
    for each in made:
        each.session.close()


@pytest.fixture
def running(client) -> Iterator[Callable[..., Client]]:
    """Serves a world whose clock stands still; gives an administrator's client of it."""
    servers: list[ServerThread] = []

    def running(world: World, *, limit: int = 0, agent: bool = False) -> Client:
        server = ServerThread(Play(world, Clock(world.start, 0.0, lambda: 0.0)), limit=limit)
        server.__enter__()
        servers.append(server)
        return client(server.ready.address, server.ready.agent_token if agent else server.ready.token)

    yield running
    for server in servers:
        server.stop()


@pytest.fixture
def world(build):
    return build("weekday", past_days=2)


@pytest.fixture
def inbox(world, running):
    return running(world)
