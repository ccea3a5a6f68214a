"""What the simulator itself knows at its present instant, as one JSON-able object."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from data.demo.facts import Case, Facts, Incoming, Reply, Wait, since
from data.demo.plan import Mood
from data.demo.records import Conversation, Person, Status
from data.demo.world import World

TARGET_S = 600
HOUR_S = 3600
BANDS = (("under_15_min", 900), ("15_60_min", 3600), ("1_4_h", 14_400), ("4_24_h", 86_400), ("older", None))
BACKLOG: tuple[Status, ...] = ("open", "pending", "snoozed")
Table = dict[str, object]


class Waiting(NamedTuple):
    """A conversation of the queue: open, with a wait that runs."""

    conversation: Conversation
    case: Case
    since: int


def truth(world: World) -> Table:
    """Everything at `world.now`; the windows are those of the definitions: `today` includes its midnight."""
    at = world.now
    queue = queue_of(world)
    return {
        "at": datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "unix": at,
        "scenario": world.scenario.name,
        "seed": world.seed,
        "timezone": world.scenario.timezone,
        "target": TARGET_S,
        "inboxes": [
            {"id": i.id, "name": i.channel.name, "type": i.channel.type, "public": i.channel.public}
            for i in world.account.inboxes
        ],
        "now": _now(world, queue),
        "agents": {
            str(person.id): _load(world, person, queue) for person in world.account.people.by_id.values()
        },
        "windows": _windows(world),
        "channels": {
            name: _windows(world, name) for name in {i.channel.name: i for i in world.account.inboxes}
        },
    }


def queue_of(world: World) -> list[Waiting]:
    """The longest wait first."""
    cases = world.account.facts.cases
    waiting = [
        Waiting(conversation, case, case.running.at)
        for conversation in world.account.by_status["open"].values()
        if (case := cases[conversation.id]).running
    ]
    return sorted(waiting, key=lambda one: (one.since, one.conversation.id))


def _now(world: World, queue: list[Waiting]) -> Table:
    at = world.now
    sizes: dict[str, int] = {status: len(world.account.by_status[status]) for status in BACKLOG}
    public = [one for one in queue if one.case.public]
    channels = Counter(one.case.channel for one in queue)
    assigned = sum(one.conversation.assignee is not None for one in queue)
    return {
        "queue_size": len(queue),
        "unassigned": len(queue) - assigned,
        "assigned": assigned,
        "backlog": sizes | {"total": sum(sizes.values())},
        "longest_wait": at - queue[0].since if queue else None,
        "longest_public_wait": at - public[0].since if public else None,
        "queue_by_channel": {
            inbox.channel.name: channels[inbox.channel.name] for inbox in world.account.inboxes
        },
        "queue_public": len(public),
        "queue_private": len(queue) - len(public),
        "wait_bands": _bands([at - one.since for one in queue]),
        "mood": _moods(one.case.last_mood for one in queue),
        "waits": [
            {
                "conversation": one.conversation.id,
                "channel": one.case.channel,
                "public": one.case.public,
                "since": one.since,
                "seconds": at - one.since,
                "assignee": one.conversation.assignee.id if one.conversation.assignee else None,
                "mood": one.case.last_mood,
            }
            for one in queue
        ],
    }


def _load(world: World, person: Person, queue: list[Waiting]) -> Table:
    """`replies_last_60_min` by the account that sent; `wrote_last_60_min` by who really wrote."""
    recent = since(world.account.facts.replies, world.now - HOUR_S + 1)
    return {
        "name": person.name,
        "availability": person.availability,
        "on_shift": person.on_shift,
        "capacity": person.agent.capacity / 100,
        "open": sum(one.assignee is person for one in world.account.by_status["open"].values()),
        "waiting": sum(one.conversation.assignee is person for one in queue),
        "replies_last_60_min": sum(reply.sender == person.id for reply in recent),
        "wrote_last_60_min": sum(reply.person == person.id for reply in recent),
    }


def _windows(world: World, channel: str | None = None) -> Table:
    facts = world.account.facts if channel is None else world.account.facts.of(channel)
    return {
        "today": _window(facts, world.rota.midnight(world.now), world.now),
        # T - 3600 is not part of the last hour: whole seconds, so it begins one second later.
        "last_60_min": _window(facts, world.now - HOUR_S + 1, world.now),
    }


def _window(facts: Facts, begin: int, at: int) -> Table:
    """From `begin` (included) to `at`, now (included)."""
    incoming = since(facts.incoming, begin)
    resolutions = since(facts.resolutions, begin)
    begun = [case for case in facts.begun if case.begun_at is not None and case.begun_at >= begin]
    # A wait that ended within the window may have begun long before it.
    answered = [
        wait for wait in facts.waits if wait.answered and wait.ended is not None and wait.ended >= begin
    ]
    return {
        "from": begin,
        "messages_in": len(incoming),
        "replies_out": len(since(facts.replies, begin)),
        "waits_begun": len(since(facts.waits, begin)),
        "conversations_begun": len(begun),
        "customer_begun": sum(case.customer_begun for case in begun),
        "conversations_created": sum(case.created_at >= begin for case in facts.cases.values()),
        "first_response_times": [_ended(wait) for wait in answered if wait.first],
        "next_reply_times": [_ended(wait) for wait in answered if not wait.first],
        "resolutions": len(resolutions),
        "resolution_times": [one.seconds for one in resolutions if one.seconds is not None],
        "service_level": _service_level(since(facts.waits, begin), at),
        "response_rate": _response_rate([case for case in begun if case.customer_begun], at),
        "mood": _moods(one.mood for one in incoming),
        "replies_by_sender": _by_sender(since(facts.replies, begin)),
        "turned_around": _turned(facts.cases, incoming),
        "meets_feeling": _met(facts.cases, [wait for wait in answered if wait.first]),
    }


def _ended(wait: Wait) -> Table:
    return {
        "conversation": wait.conversation,
        "seconds": (wait.ended or wait.at) - wait.at,
        "at": wait.ended,
        "sender": wait.sender,
        "person": wait.person,
    }


def _service_level(waits: list[Wait], at: int) -> Table:
    """Of the waits begun: answered at most after the target; those still young and running are left out."""
    undecided = sum(wait.ended is None and at - wait.at < TARGET_S for wait in waits)
    within = sum(
        wait.answered and wait.ended is not None and wait.ended - wait.at <= TARGET_S for wait in waits
    )
    return {"within": within, "n": len(waits) - undecided, "undecided": undecided}


def _response_rate(begun: list[Case], at: int) -> Table:
    answered = sum(case.first_reply_at is not None for case in begun)
    young = sum(case.first_reply_at is None and at - (case.begun_at or 0) < TARGET_S for case in begun)
    return {"answered": answered, "n": len(begun) - young, "undecided": young}


def _turned(cases: Mapping[int, Case], incoming: list[Incoming]) -> Table:
    """What became of those that began negative and went on after a reply, by their last message."""
    went_on = {one.conversation for one in incoming if one.answered}
    moods = _moods(case.last_mood for case in _negative(cases, went_on))
    return {"turned": moods["positive"], "calmed": moods["neutral"], "still_negative": moods["negative"],
            "unsure": moods["none"]}  # fmt: skip


def _met(cases: Mapping[int, Case], first: list[Wait]) -> Table:
    """Of the first replies to what began negative: how many meet the feeling."""
    negative = {case.id for case in _negative(cases, {wait.conversation for wait in first})}
    met = [wait.met for wait in first if wait.conversation in negative]
    return {"met": sum(met), "n": len(met)}


def _negative(cases: Mapping[int, Case], chosen: set[int]) -> list[Case]:
    return [case for number in chosen if (case := cases.get(number)) and case.first_mood == "negative"]


def _bands(waits: list[int]) -> Table:
    counts = Counter(next(name for name, limit in BANDS if limit is None or wait < limit) for wait in waits)
    return {name: counts[name] for name, _ in BANDS}


def _moods(moods: Iterable[Mood | None]) -> Table:
    counts = Counter(moods)
    return {
        "negative": counts["negative"],
        "neutral": counts["neutral"],
        "positive": counts["positive"],
        "none": counts[None],
    }


def _by_sender(replies: list[Reply]) -> dict[str, int]:
    """By the user that the backend names; "echo" for those that came without one."""
    return dict(Counter("echo" if reply.sender is None else str(reply.sender) for reply in replies))
