"""The truth agrees with a second reader, at any instant, in every scenario."""

import tomllib
from datetime import UTC, datetime, timedelta

import pytest

from data.demo.phrases import PHRASES
from data.demo.truth import truth

from .reader import read

TARGET = 600
BANKS = [tomllib.loads(path.read_text()) for path in sorted(PHRASES.glob("*.toml"))]
FEELS = {phrase["text"]: phrase.get("meets_feeling", False) for bank in BANKS for phrase in bank["agent"]}
STARTS = {
    "weekday": datetime(2026, 11, 11, 13, tzinfo=UTC),
    "storm": datetime(2026, 11, 14, 20, tzinfo=UTC),
    "calm": datetime(2026, 11, 15, 20, tzinfo=UTC),
    "night": datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # the night of 25 hours
}


@pytest.mark.parametrize("scenario", STARTS)
@pytest.mark.parametrize("later", [0, 17, 3600, 5 * 3600 + 1])
def test_agrees_with_a_second_reader(build, scenario, later):
    world = build(scenario, start=STARTS[scenario], past_days=2)
    world.advance(world.start + later)
    at, seen, said = world.now, read(world), truth(world)

    now = said["now"]
    assert now["queue_size"] == len(seen.queue)
    assert [wait["since"] for wait in now["waits"]] == sorted(since for since, _ in seen.queue)
    assert now["longest_wait"] == (at - min(since for since, _ in seen.queue) if seen.queue else None)
    assert now["queue_public"] == sum(row.inbox.channel.public for _, row in seen.queue)
    assert now["assigned"] == sum(row.assignee is not None for _, row in seen.queue)
    assert now["unassigned"] + now["assigned"] == now["queue_size"]
    assert sum(now["queue_by_channel"].values()) == now["queue_size"]
    assert sum(now["wait_bands"].values()) == now["queue_size"]

    midnight = datetime.fromtimestamp(at, world.rota.zone).replace(hour=0, minute=0, second=0)
    windows = {"today": (int(midnight.timestamp()), at), "last_60_min": (at - 3600 + 1, at)}
    for name, (begin, end) in windows.items():
        window = said["windows"][name]
        inside = [instant for instant in seen.messages_in if begin <= instant <= end]
        assert window["messages_in"] == len(inside)
        assert sum(window["mood"].values()) == len(inside)
        assert window["replies_out"] == sum(begin <= instant <= end for instant in seen.replies)
        assert window["waits_begun"] == sum(begin <= since for since, _, _ in seen.waits)
        for key, times in (("first_response_times", seen.firsts), ("next_reply_times", seen.nexts)):
            told = sorted((one["at"], one["seconds"], one["sender"] or 0) for one in window[key])
            assert told == sorted(
                (ended, took, sender or 0) for ended, took, sender in times if ended >= begin
            )
        ended = [took for instant, took in seen.resolutions if instant >= begin]
        assert window["resolutions"] == len(ended)
        assert sorted(window["resolution_times"]) == sorted(took for took in ended if took is not None)
        waits = [wait for wait in seen.waits if wait[0] >= begin]
        decided = [wait for wait in waits if wait[1] is not None or at - wait[0] >= TARGET]
        within = [wait for wait in waits if wait[2] and wait[1] - wait[0] <= TARGET]
        expected = {"within": len(within), "n": len(decided), "undecided": len(waits) - len(decided)}
        assert window["service_level"] == expected
        turned = [mood for newest, mood in seen.turning if newest >= begin]
        assert window["turned_around"] == {
            "turned": turned.count("positive"),
            "calmed": turned.count("neutral"),
            "still_negative": turned.count("negative"),
            "unsure": turned.count(None),
        }
        met = [FEELS[text.partition(" /")[0]] for ended, text in seen.soothed if ended >= begin]
        assert window["meets_feeling"] == {"met": sum(met), "n": len(met)}
        begun = [one for one in seen.begun if one[0] >= begin]
        assert window["conversations_begun"] == len(begun)
        ours = [one for one in begun if one[1]]
        answered = [one for one in ours if one[2] is not None]
        young = [one for one in ours if one[2] is None and at - one[0] < TARGET]
        assert window["response_rate"] == {
            "answered": len(answered),
            "n": len(ours) - len(young),
            "undecided": len(young),
        }


def test_backlog_counts_by_status(build):
    world = build("weekday")
    backlog = truth(world)["now"]["backlog"]

    rows = world.account.conversations.values()
    assert backlog["open"] == sum(row.status == "open" for row in rows)
    assert backlog["total"] == sum(row.status != "resolved" for row in rows)


def test_the_channels_add_up_to_the_whole(build):
    said = truth(build("weekday"))
    for name, window in said["windows"].items():
        parts = [windows[name] for windows in said["channels"].values()]
        for number in ("messages_in", "replies_out", "waits_begun", "conversations_begun"):
            assert sum(part[number] for part in parts) == window[number]
        assert sum(part["meets_feeling"]["n"] for part in parts) == window["meets_feeling"]["n"]


def test_what_waits_for_a_colleague_is_not_in_the_queue(build):
    world = build("weekday")
    for _ in range(200):
        world.advance(world.now + 60)
        pending = world.account.by_status["pending"]
        waiting = [row for row in pending.values() if world.account.facts.cases[row.id].running]
        if waiting:
            break

    queue = {wait["conversation"] for wait in truth(world)["now"]["waits"]}
    assert waiting
    assert queue.isdisjoint(row.id for row in waiting)


def test_the_last_hour_leaves_its_first_instant_out_and_today_begins_with_midnight(build):
    world = build("weekday")
    at = world.account.facts.incoming[-1].at
    world.advance(at + 3600)
    outside = truth(world)["windows"]["last_60_min"]["messages_in"]
    assert outside == sum(one.at > at for one in world.account.facts.incoming)

    tomorrow = datetime.fromtimestamp(world.now, world.rota.zone).date() + timedelta(days=1)
    world.advance(world.rota.instant(tomorrow, 0))
    assert truth(world)["windows"]["today"]["from"] == world.now


def test_replies_are_told_by_the_account_that_sent_and_by_who_wrote(build):
    world = build("weekday")
    agents = truth(world)["agents"]
    page = next(agent for agent in agents.values() if agent["name"] == "Kundeservice")

    assert page["wrote_last_60_min"] == 0
    sent = sum(agent["replies_last_60_min"] for agent in agents.values())
    wrote = sum(agent["wrote_last_60_min"] for agent in agents.values())
    echoes = truth(world)["windows"]["last_60_min"]["replies_by_sender"].get("echo", 0)
    assert sent + echoes == wrote == truth(world)["windows"]["last_60_min"]["replies_out"]


def test_open_conversations_of_the_agents_add_up(build):
    world = build("weekday")
    agents = truth(world)["agents"].values()
    assigned = sum(row.assignee is not None for row in world.account.by_status["open"].values())
    assert sum(agent["open"] for agent in agents) == assigned
    assert sum(agent["waiting"] for agent in agents) == truth(world)["now"]["assigned"]
