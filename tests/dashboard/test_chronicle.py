"""The chronicle: what each poll adds to the history."""

from datetime import timedelta

import msgspec
import pytest

from dashboard.chronicle import Chronicle
from dashboard.feed import Feed
from dashboard.kept import Entry, Event, Gap
from dashboard.ledger import Ledger
from dashboard.model import Agent, Changes, Conversation, Message, Reading, Storm
from dashboard.pictures import picture
from dashboard.problems import Unreachable
from dashboard.settings import Settings, Team
from dashboard.snapshot import Notice, Snapshot
from dashboard.voice.values import Killed, Voice
from tests.dashboard.archives import WrittenEar
from tests.dashboard.test_feed import NOON, Scripted, conversation

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _no_contact(logs):
    logs.expect("no contact with")


WORDS = "Nettet er nede, hilsen Gjertrud"


class Notebook:
    """A history that a test can read."""

    def __init__(self, gap=None, notices=()):
        self.entries, self.gap, self.said = list[Entry](), gap, notices

    def keep(self, entry):
        self.entries.append(entry)

    def open_gap(self):
        return self.gap

    def notices(self):
        return self.said

    def gaps(self):
        return [gap for entry in self.entries for gap in entry.gaps]


class Broken(Notebook):
    def keep(self, entry):
        raise RuntimeError(WORDS)


def changes(minutes, *conversations, **fields):
    return Changes(
        at=NOON + MINUTE * minutes,
        conversations=conversations,
        known_since=NOON - timedelta(days=8),
        **fields,
    )


def polled(*script, notebook=None):
    """What a history is told by a feed that polls once a minute."""
    notebook, clock = notebook or Notebook(), [NOON]
    feed = Feed(
        Scripted(*script),
        WrittenEar(),
        Settings(),
        clock=lambda: clock[-1],
        draw=lambda: 0.0,
        history=notebook,
    )
    for minute in range(len(script)):
        clock.append(NOON + minute * MINUTE)
        last = feed.poll()
    return notebook, last


def test_a_good_poll_is_a_reading_and_a_row_for_each_conversation_that_changed():
    notebook, last = polled(changes(0, conversation(1), conversation(2)), changes(1, conversation(2)))
    assert [entry.reading.at for entry in notebook.entries] == [NOON, NOON + MINUTE]
    assert [[row.id for row in entry.conversations] for entry in notebook.entries] == [["1", "2"], ["2"]]
    assert notebook.entries[1].reading == last.reading
    assert notebook.gaps() == []


def test_a_row_tells_what_happened_without_a_word_and_without_a_colleague():
    at = [NOON + timedelta(minutes=minute) for minute in range(6)]
    said = (
        Message(id="1", at=at[0], author="customer", text="negative nb ja #bill SECRET"),
        Message(id="2", at=at[1], author="customer", text="neutral nb #net SECRET"),
        Message(id="3", at=at[2], author="agent", agent="anna", text="felt SECRET /Anna"),
        Message(id="4", at=at[4], author="customer", text="positive sv SECRET"),
    )
    it = Conversation(
        id="7", channel="facebook", public=True, team="nett", assignee="anna", status="resolved", labels=("router",),
        created_at=at[0], resolved_at=(at[3],), customer="kari", messages=said,
    )  # fmt: skip
    notebook, _ = polled(changes(5, it))
    (row,) = notebook.entries[0].conversations
    t = [each.timestamp() for each in at]
    assert msgspec.json.decode(msgspec.json.encode(row)) == {
        "id": "7", "customer": row.customer, "created": t[0], "last_at": t[4], "channel": "facebook",
        "public": True, "team": "nett", "status": "resolved", "labels": ["router"], "customer_begun": True,
        "messages_in": 3, "replies_out": 1, "first_reply": t[2], "waits": [[t[0], t[2], 1], [t[4], None, 0]],
        "resolved": [t[3]], "topics": ["bill", "net"], "first_mood": "negative", "last_mood": "positive",
        "language": "nb",
        "messages": [["c", 0.0, "negative", "nb", 22, [0]], ["c", 60.0, "neutral", "nb", 18, [1]],
                     ["r", 120.0, True, None], ["c", 240.0, "positive", "sv", 16, []]],
        "assigned": True,
    }  # fmt: skip
    told = msgspec.json.encode(row)
    assert b"SECRET" not in told
    assert b"anna" not in told
    assert b"kari" not in told


def test_colleagues_are_named_only_where_the_team_agreed():
    it = Conversation(
        id="7", channel="chat", assignee="8", created_at=NOON,
        messages=(
            Message(id="1", at=NOON, author="customer", text="neutral nb"),
            Message(id="2", at=NOON + MINUTE, author="agent", agent="8", text="Hei"),
            Message(id="3", at=NOON + MINUTE, author="agent", agent="9", text="Hei"),
        ),
    )  # fmt: skip
    brought = changes(2, it, agents=(Agent(id="8", name="Anna Berg"), Agent(id="9", name="Ben Lie")))
    for agreed in (False, True):
        notebook = Notebook()
        settings = Settings(team=Team(show_names=agreed))
        Feed(
            Scripted(brought), WrittenEar(), settings, clock=lambda: NOON, draw=lambda: 0.0, history=notebook
        ).poll()
        (row,) = notebook.entries[0].conversations
        names = [row.assignee, *(each.agent for each in row.messages[1:])]
        assert names == (["Anna Berg", "Anna Berg", "Ben Lie"] if agreed else [None] * 3)


def test_what_the_inbox_has_no_more_is_said():
    notebook, _ = polled(changes(0, conversation(1)), changes(1, gone=("1",)))
    assert [(row.id, row.gone, row.customer) for row in notebook.entries[1].conversations] == [("1", True, 0)]


def test_no_contact_is_a_gap_from_the_last_reading_to_the_next_one():
    notebook, _ = polled(changes(0), Unreachable("refused"), Unreachable("refused"), changes(3))
    assert notebook.gaps() == [
        Gap(first=NOON, why="refused"),
        Gap(first=NOON, after=NOON + 3 * MINUTE, why="refused"),
    ]


def test_another_reason_is_another_gap():
    notebook, _ = polled(changes(0), Unreachable("refused"), Unreachable("dns"), changes(3))
    assert [gap for gap in notebook.gaps() if gap.after] == [
        Gap(first=NOON, after=NOON + 2 * MINUTE, why="refused"),
        Gap(first=NOON + 2 * MINUTE, after=NOON + 3 * MINUTE, why="dns"),
    ]


def test_each_poll_is_a_picture_of_what_the_wall_shows_then():
    notebook, last = polled(changes(0), Unreachable("refused"))
    pictures = [entry.picture for entry in notebook.entries]
    assert [each.made_at for each in pictures] == [NOON, NOON + MINUTE]
    assert pictures[0].fresh
    assert pictures[1] == picture(last, names=False)
    assert pictures[1].trouble.kind == "refused"


def test_before_the_first_reading_there_is_no_gap():
    notebook, _ = polled(Unreachable("refused"), changes(1, expected=9, arrived=3), changes(2))
    assert notebook.gaps() == []
    assert [entry.reading is None for entry in notebook.entries] == [True, True, False]


def test_the_time_in_which_the_feed_did_not_run_is_a_gap_but_not_a_short_one():
    long, short = (Gap(first=NOON - minutes * MINUTE, why="off") for minutes in (30, 1))
    assert polled(changes(0), notebook=Notebook(long))[0].gaps() == [
        msgspec.structs.replace(long, after=NOON)
    ]
    assert polled(changes(0), notebook=Notebook(short))[0].gaps() == []


def test_a_machine_that_slept_leaves_a_gap_though_no_poll_failed():
    notebook, clock = Notebook(), [NOON]
    feed = Feed(
        Scripted(changes(0), changes(1), changes(91), changes(92)), WrittenEar(), Settings(),
        clock=lambda: clock[-1], draw=lambda: 0.0, history=notebook,
    )  # fmt: skip
    for minute in (0, 1, 91, 92):
        clock.append(NOON + minute * MINUTE)
        feed.poll()
    assert notebook.gaps() == [Gap(first=NOON + MINUTE, after=NOON + 91 * MINUTE, why="off")]


def test_a_gap_that_a_program_left_open_goes_on_and_ends():
    left = Gap(first=NOON - 30 * MINUTE, why="refused")
    notebook, _ = polled(Unreachable("refused"), changes(1), notebook=Notebook(left))
    assert notebook.gaps() == [msgspec.structs.replace(left, after=NOON + MINUTE)]


def test_numbers_of_a_fill_that_goes_on_are_no_reading_but_its_rows_are_kept():
    notebook, _ = polled(changes(0, conversation(1), expected=9, arrived=3))
    (entry,) = notebook.entries
    assert entry.reading is None
    assert [row.id for row in entry.conversations] == ["1"]


def test_what_is_not_right_with_the_history_is_said_on_the_wall():
    full = Notice(kind="history_full")
    assert polled(changes(0), notebook=Notebook(notices=(full,)))[1].notices == (full,)


def test_a_history_that_breaks_breaks_no_poll(logs):
    logs.expect("a poll is missing in the history")
    assert polled(changes(0), notebook=Broken())[1].fresh
    assert logs.said("RuntimeError\n")
    assert not logs.said(WORDS)


def told(*snapshots):
    """What a history is told of these snapshots, one a minute."""
    notebook = Notebook()
    chronicle = Chronicle(notebook, Ledger(WrittenEar()))
    for minute, fields in enumerate(snapshots):
        at = NOON + minute * MINUTE
        snapshot = Snapshot(made_at=at, next_poll_at=at + MINUTE, reading=Reading(at=at), **fields)
        chronicle.poll(snapshot, None)
    return notebook


def test_a_storm_is_an_event_when_it_begins_and_when_it_is_over():
    storm = Storm(since=NOON - 10 * MINUTE, waits=40)
    notebook = told({"storm": storm}, {"storm": storm}, {"storm": None}, {})
    assert [event for entry in notebook.entries for event in entry.events] == [
        Event(kind="storm", at=storm.since),
        Event(kind="storm", at=storm.since, until=NOON + 2 * MINUTE),
    ]


def test_a_deed_is_told_once_and_those_from_before_the_start_not_again():
    old, new = (
        Killed(at=NOON + seconds * timedelta(seconds=1), by="Ola", id=str(seconds)) for seconds in (-9, 70)
    )
    notebook = told(
        {"voice": Voice(deeds=(old,))},
        {"voice": Voice(deeds=(old,))},
        *[{"voice": Voice(deeds=(old, new))}] * 2,
    )
    assert [entry.deeds for entry in notebook.entries] == [(), (), (new,), ()]
