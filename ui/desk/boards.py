"""BOARDS: the small tables beside the conversations, colleagues, topics and channels; each line opens a list."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from dashboard.asking import AskList, Filter, WindowName
from dashboard.model import Availability
from dashboard.snapshot import Snapshot
from dashboard.voice.values import TopicNow
from ui.desk.lines import Entry, Head, Line
from ui.drawing import judged
from ui.drawing.levels import Judged
from ui.drawing.look import drawable
from ui.drawing.quotes import topic_name
from ui.incoming import known
from ui.panels.load import STATES
from ui.panels.struggles import LEAST_HEARD, times_usual
from ui.speech.alphabet import alphabetical
from ui.speech.language import later, say
from ui.speech.spoken import NO_DATA, briefly, decimal, moment, number, percent, times
from ui.speech.words import plain

SHAPES: dict[Availability, tuple[str, str]] = {
    "online": ("disc", "positive"),
    "busy": ("half", "band_late"),
    "offline": ("ring", "neutral"),
}
AT_WORK = {state: place for place, state in enumerate(SHAPES)}
"""Those at work stand first."""


class Board(Struct, frozen=True):
    """A small table: what it is called, its columns, its lines of a Snapshot, and the list behind a line."""

    title: str
    heads: tuple[Head, ...]
    lines: Callable[[Snapshot], Sequence[Line]]
    behind: Callable[[str, WindowName], AskList]
    empty: str
    give_way: tuple[int, ...] = ()


def shown_name(name: str | None) -> str:
    """A stranger's name, as harmless text."""
    return drawable(plain(name)) if name else ""


def people(snapshot: Snapshot | None) -> dict[str, str]:
    """The shown name of each colleague, by id."""
    return {agent.id: shown_name(agent.name) for agent in snapshot.agents} if snapshot else {}


# ── Colleagues ───────────────────────────────────────────────────────────────────────────────────────


def _colleagues(it: Snapshot) -> list[Line]:
    now, listed = known.now(it), {agent.id: agent for agent in it.agents}
    if now is None:
        return []
    found = []
    at_work = {
        each.id: AT_WORK[each.availability] if each.availability else len(AT_WORK) for each in it.agents
    }
    for key in sorted(
        {*now.load, *listed}, key=lambda key: (at_work.get(key, 9), alphabetical(_name(it, key)))
    ):
        load, agent = now.load.get(key), listed.get(key)
        state = agent.availability if agent else None
        if load is None or not (agent or load.open or load.replies_last_60_min):
            continue
        shape, tint = SHAPES[state] if state else ("", "text")
        ratio = load.load_ratio
        found.append(
            Line(
                key,
                (
                    Entry(_name(it, key), _name(it, key)),
                    Entry(say(STATES[state]) if state else NO_DATA, state, shape=shape, tint=tint),
                    _count(load.open),
                    _count(load.waiting),
                    _count(load.replies_last_60_min),
                    Entry(decimal(ratio) if ratio is not None else NO_DATA, ratio),
                    Entry(percent(load.capacity), load.capacity),
                ),
            )
        )
    return found


def _name(it: Snapshot, key: str) -> str:
    agent = next((each for each in it.agents if each.id == key), None)
    return shown_name(agent.name if agent else key) or NO_DATA


def _count(value: int | None) -> Entry:
    return Entry(number(value), None if value is None else float(value))


# ── Topics ───────────────────────────────────────────────────────────────────────────────────────────


def _topics(it: Snapshot) -> list[Line]:
    if known.now(it) is None:
        return []
    return [
        _topic(it, topic) for topic in it.topics if topic.customers or topic.waiting or topic.customers_today
    ]


def _topic(it: Snapshot, topic: TopicNow) -> Line:
    at = it.reading.at if it.reading else it.made_at
    waited = (at - topic.waiting_since).total_seconds() if topic.waiting_since else None
    wait = judged.wait(it, max(0.0, waited) if waited is not None else None)
    name = topic_name(topic.names, topic.id)
    negative = topic.negative if topic.heard >= LEAST_HEARD else None
    new = moment(topic.burst, at, it.timezone) if topic.burst else ""
    usual = times_usual(topic)
    return Line(
        topic.id,
        (
            Entry(name, name, "bad" if topic.burst else "fine"),
            _count(topic.customers),
            Entry(times(usual) if usual is not None else NO_DATA, usual),
            _count(topic.customers_today),
            Entry(percent(negative), negative),
            _count(topic.waiting),
            Entry(briefly(wait.value), wait.value, wait.level),
            Entry(new or NO_DATA, topic.burst.timestamp() if topic.burst else None, "bad" if new else "fine"),
        ),
    )


# ── Channels ─────────────────────────────────────────────────────────────────────────────────────────


def _channels(it: Snapshot) -> list[Line]:
    if it.reading is None or known.now(it) is None:
        return []
    measured, listed = it.reading.by.get("channel", {}), {each.name: each for each in it.channels}
    found = []
    for name in [*listed, *sorted(measured.keys() - listed.keys())]:
        one, channel = measured.get(name), listed.get(name)
        today = known.window(it, "today", one) if one else None
        wait = judged.wait(it, one.now.longest_wait) if one else Judged(None)
        reply = judged.reply(it, today) if today else Judged(None)
        seen = {True: say("public"), False: say("private")}.get(channel.public if channel else None, NO_DATA)  # type: ignore[arg-type]
        beat = it.heartbeats.get(name)
        ago = (it.reading.at - beat.last_at).total_seconds() if beat else None
        broken = channel is not None and channel.broken
        shown = shown_name(name) or NO_DATA
        found.append(
            Line(
                name,
                (
                    Entry(say("{channel}, disconnected").format(channel=shown) if broken else shown,
                         shown, "bad" if broken else "fine"),
                    Entry(seen, seen),
                    _count(one.now.queue_size if one else None),
                    Entry(briefly(wait.value), wait.value, wait.level),
                    Entry(briefly(reply.value), reply.value, reply.level),
                    _count(today.messages_in if today else None),
                    Entry(briefly(ago), ago),
                ),
            )
        )  # fmt: skip
    return found


def _figure(title: str, hint: str, width: float) -> Head:
    """A column of numbers."""
    return Head(title, hint, width, right=True)


# ── The table ────────────────────────────────────────────────────────────────────────────────────────

BOARDS: dict[str, Board] = {
    "agents": Board(
        later("Team"),
        (
            Head(later("Name"), later("Of the colleague"), 6.9, role="text"),
            Head(later("State"), later("As the inbox says"), 5.6, words=tuple(STATES.values())),
            _figure(later("Open"), later("Open conversations assigned"), 3.3),
            _figure(later("Waiting"), later("Of these: those that wait for our answer"), 4.4),
            _figure(later("60 min"), later("Replies in the last 60 minutes"), 3.6),
            _figure(later("Load"), later("Open conversations for a full-time colleague"), 3.3),
            _figure(later("Capacity"), later("Of full time, from the roster"), 4.7),
        ),
        _colleagues,
        lambda key, _: AskList(id=0, of="backlog_open", filter=Filter(agents=(key,))),
        later("Nobody of the team is known yet"),
        give_way=(6, 4, 2),
    ),
    "topics": Board(
        later("Struggles"),
        (
            Head(later("Topic"), later("What customers write of, an estimate"), 8.0, role="text"),
            _figure(later("60 min"), later("Customers in the last 60 minutes"), 3.6),
            _figure(later("Usual"), later("How many times as many as usual"), 4.4),
            _figure(later("Today"), later("Customers today"), 3.8),
            _figure(later("Negative"), later("Share of today's messages, an estimate"), 4.8),
            _figure(later("Waiting"), later("Conversations in the queue"), 4.4),
            _figure(later("Oldest"), later("How long the oldest of them has waited"), 5.8),
            Head(later("Burst"), later("A burst: since when far more write of it than chance brings"), 5.6),
        ),
        _topics,
        lambda key, window: AskList(id=0, of="topic", window=window, topic=key),
        later("No topic was heard yet"),
        give_way=(7, 3, 4, 2),
    ),
    "channels": Board(
        later("Channels"),
        (
            Head(later("Channel"), later("The inbox's channel"), 10.0, role="text"),
            Head(later("Seen by"), later("Whether everybody can read it"), 4.8, words=("public", "private")),
            _figure(later("Queue"), later("Open conversations that wait for our answer"), 4.2),
            _figure(later("Longest"), later("The longest wait"), 6.0),
            _figure(later("Reply"), later("Today's median of the first reply"), 5.6),
            _figure(later("In"), later("Messages today"), 3.6),
            _figure(later("Silent"), later("Since a customer wrote last"), 5.6),
        ),
        _channels,
        lambda key, _: AskList(id=0, of="queue", filter=Filter(channels=(key,))),
        later("No channel is known yet"),
        give_way=(6, 5, 1, 4),
    ),
}  # fmt: skip
