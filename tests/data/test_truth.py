"""What the feed says after polling over HTTP is what the demo inbox itself knows."""

import time
import tomllib
from datetime import UTC, datetime

import msgspec
import numpy as np
import pytest
import requests

import resources
from dashboard.feed import Feed
from dashboard.model import Heard, Window
from dashboard.settings import Settings
from data.demo.clock import Clock
from data.demo.phrases import read_corpus, read_phrases
from data.demo.play import Play
from data.demo.running import ServerThread
from data.demo.scenario import read_scenario
from data.demo.world import World
from data.demonstration.beginning import lead_to
from data.feed_lines import settled
from data.inboxes import INBOXES, Door, Secret

STARTS = {
    "weekday": "2026-11-19T11:00:00+01:00",
    "storm": "2026-11-21T20:00:00+01:00",
    "calm": "2026-11-22T20:00:00+01:00",
    "night": "2026-10-25T02:30:00+02:00",  # in the night that has an hour twice
}
LEAPS = (0, 1, 37, 300, 900, 5400)
"""Seconds from one comparison to the next: some shorter than a poll's interval, some with much in between."""


class KnowingEar:
    """Hears each phrase as its writer meant it, so that moods can be compared, too."""

    def __init__(self):
        files = [tomllib.loads(path.read_text()) for path in sorted(resources.path("phrases").glob("*.toml"))]
        self._moods = {phrase["text"]: phrase["mood"] for file in files for phrase in file["customer"]}
        self._moods |= {said.text: said.sentiment for said in read_corpus(resources.path("corpus"))}
        self._met = {
            phrase["text"]: phrase.get("meets_feeling", False) for f in files for phrase in f["agent"]
        }

    def hear(self, texts):
        return [Heard(self._moods.get(text, "unsure")) for text in texts]

    def labelled(self, labels):
        return labels

    def meets_feeling(self, reply):
        return self._met[reply if reply in self._met else reply.rpartition(" /")[0]]


class Watched:
    """A demo inbox whose clock stands still between leaps, and a feed that polls it."""

    def __init__(self, scenario, whose="token"):
        start = datetime.fromisoformat(STARTS[scenario])
        world = World(read_scenario(scenario), read_phrases(), seed=7, start=start, past_days=2)
        self.play = Play(world, Clock(world.start, 0.0, time.monotonic))
        self.server = ServerThread(self.play)
        self.token_name = whose

    def __enter__(self):
        ready = self.server.__enter__().ready
        self.token = getattr(ready, self.token_name)
        settings = lead_to(ready, Settings(), days=2)
        door = Door(
            address=ready.address,
            account=ready.account,
            token=Secret(self.token),
            history_days=2,
            public_channels=frozenset(settings.inbox.public_channels),
            clock=self.now,
        )
        self.inbox = INBOXES["chatwoot"](door)
        self.address = ready.address
        self.feed = Feed(self.inbox, KnowingEar(), settings, clock=self.now, draw=lambda: 0.0, demo=True)
        return self

    def __exit__(self, *_):
        self.inbox.close()
        self.server.stop()

    def now(self):
        return datetime.fromtimestamp(self.play.clock.now(), UTC)

    def truth(self):
        answer = requests.get(
            f"{self.address}/demo/truth", headers={"api_access_token": self.token}, timeout=10
        )
        return answer.json()


def spread(times):
    seconds = [each["seconds"] for each in times]
    if not seconds:
        return (None, None, 0)
    return (float(np.quantile(seconds, 0.5)), float(np.quantile(seconds, 0.9)), len(seconds))


def said(value):
    return (value.median, pytest.approx(value.p90), value.n)


def assert_agree(reading, truth):
    now, known = reading.now, truth["now"]
    for name in ("queue_size", "unassigned", "assigned", "longest_wait", "longest_public_wait"):
        assert getattr(now, name) == known[name], name
    assert now.backlog == known["backlog"]["total"]
    for status in ("open", "pending", "snoozed"):
        assert getattr(now, f"backlog_{status}") == known["backlog"][status], status
    assert now.public == known["queue_public"]
    assert list(known["wait_bands"].values()) == [
        getattr(now.wait_bands, f) for f in now.wait_bands.__struct_fields__
    ]
    assert moods(now.mood) == known["mood"]
    channels = reading.by["channel"]
    for name, size in known["queue_by_channel"].items():
        assert (channels[name].now.queue_size if name in channels else 0) == size, name
    for agent, carries in truth["agents"].items():
        load = now.load[agent]
        assert (load.open, load.waiting) == (carries["open"], carries["waiting"]), agent
        # What is signed is credited to its writer; an unsigned echo from the page's own app to nobody.
        sent, wrote = carries["replies_last_60_min"], carries["wrote_last_60_min"]
        assert min(sent, wrote) <= load.replies_last_60_min <= wrote, agent
    for name, window in truth["windows"].items():
        assert_window_agrees(reading.windows[name], window)
        assert_agents_agree(reading, name, window, truth["agents"])
    for channel, windows in truth["channels"].items():
        for name, window in windows.items():
            found = channels[channel].windows[name] if channel in channels else Window()
            assert_window_agrees(found, window)


def assert_agents_agree(reading, name, window, agents):
    """Who is named by the backend, or by a signature, is credited; an unsigned echo from an app is nobody's."""
    for agent, person in agents.items():
        found = reading.by["agent"][agent].windows[name]
        for key in ("first_response_time", "next_reply_time"):
            wrote = [one for one in window[f"{key}s"] if str(one["person"]) == agent]
            named = [one for one in wrote if one["sender"] is not None]
            assert len(named) <= getattr(found, key).n <= len(wrote), (person["name"], key)


def moods(value):
    return {
        "negative": value.negative,
        "neutral": value.neutral,
        "positive": value.positive,
        "none": value.unsure,
    }


def assert_window_agrees(found, known):
    assert moods(found.sentiment) == known["mood"]
    for name in ("messages_in", "replies_out", "waits_begun", "conversations_begun"):
        assert getattr(found, name) == known[name], name
    assert spread(known["first_response_times"]) == said(found.first_response_time)
    assert spread(known["next_reply_times"]) == said(found.next_reply_time)
    assert found.resolution_time.n == len(known["resolution_times"])
    if known["resolution_times"]:
        assert found.resolution_time.median == np.quantile(known["resolution_times"], 0.5)
    level = known["service_level"]
    assert (found.service_level.n, found.service_level.undecided) == (level["n"], level["undecided"])
    assert (found.service_level.value or 0) * level["n"] == pytest.approx(level["within"])
    turned = {**known["turned_around"], "n": sum(known["turned_around"].values())}
    assert msgspec.to_builtins(found.turned_around) == turned
    assert found.meets_feeling.n == known["meets_feeling"]["n"]
    assert (found.meets_feeling.value or 0) * known["meets_feeling"]["n"] == pytest.approx(
        known["meets_feeling"]["met"]
    )
    rate = known["response_rate"]
    assert found.response_rate.n == rate["n"]
    assert (found.response_rate.value or 0) * rate["n"] == pytest.approx(rate["answered"])


@pytest.mark.parametrize("scenario", STARTS)
def test_the_feed_says_what_the_demo_inbox_knows_at_every_instant(scenario):
    with Watched(scenario) as watched:
        assert settled(watched.feed).fresh
        for leap in LEAPS:
            watched.play.leap(leap)
            snapshot = watched.feed.poll()
            assert snapshot.trouble is None
            assert_agree(snapshot.reading, watched.truth())


def test_a_plain_agents_token_gives_the_same_numbers():
    with Watched("storm", whose="agent_token") as watched:
        assert settled(watched.feed).fresh
        watched.play.leap(300)
        snapshot = watched.feed.poll()
        assert snapshot.trouble is None
        assert_agree(snapshot.reading, watched.truth())
