"""What is kept of conversations counts as they did: every number of the rows is that of the words."""

from datetime import UTC, datetime, timedelta
from random import Random

import msgspec
import pytest
from msgspec.structs import replace

from dashboard.kept import ConversationRow
from dashboard.ledger import Ledger
from dashboard.measure.gauge import gauge
from dashboard.measure.reading import measure
from dashboard.model import Conversation, Measured, Message, Window
from dashboard.retold import Deaf, as_of, retold
from dashboard.rows import Naming, conversation_rows
from dashboard.settings import Settings
from tests.dashboard.archives import WrittenEar, archive

AT = datetime(2026, 10, 25, 12, 0, tzinfo=UTC)
SETTINGS = Settings()
_ROWS = msgspec.json.Decoder(tuple[ConversationRow, ...])


def told(conversations, *, names=False):
    """The rows of conversations, as they come back from a disk."""
    ledger = Ledger(WrittenEar())
    ledger.fold(conversations)
    rows = conversation_rows(ledger, conversations, Naming(ledger, (), ()) if names else None)
    return _ROWS.decode(msgspec.json.encode(tuple(rows)))


def measured(ear, conversations):
    ledger = Ledger(ear)
    ledger.fold(conversations)
    return measure(ledger, gauge(SETTINGS, AT.timestamp()))


def some(seed, size=40):
    found = [as_of(each, AT) for each in archive(Random(seed).choice, around=AT, size=size)]
    return [each for each in found if each]


@pytest.mark.parametrize("seed", range(12))
def test_rows_count_as_the_conversations_did(seed):
    conversations = some(seed)
    wanted = measured(WrittenEar(), conversations)
    again = measured(Deaf(), retold(told(conversations)))
    assert replace(again.now, load={}) == replace(wanted.now, load={})
    assert again.windows == wanted.windows
    for dimension in ("channel", "team", "language", "hour"):
        assert again.by[dimension] == wanted.by[dimension]


@pytest.mark.parametrize("seed", range(12))
def test_where_names_are_kept_each_agent_is_credited_as_before(seed):
    conversations = some(seed)
    wanted = _with_something(measured(WrittenEar(), conversations).by["agent"])
    again = _with_something(measured(Deaf(), retold(told(conversations, names=True))).by["agent"])
    assert again == wanted


def test_rows_have_no_words_and_no_names_of_people():
    rows = msgspec.json.encode(told(some(3)))
    for name in (b"anna", b"Anna", b"cecilie", b"Dina", b"/Eva"):
        assert name not in rows


def test_instants_between_two_seconds_come_back_to_the_microsecond():
    (conversation,) = some(5, size=400)[:1]
    shifted = timedelta(microseconds=654_321)
    it = replace(
        conversation,
        created_at=conversation.created_at + shifted,
        messages=tuple(replace(each, at=each.at + shifted) for each in conversation.messages),
    )
    (again,) = retold(told([it]))
    counted = [
        each.at
        for each in it.messages
        if each.author == "customer" or (each.author, each.private) == ("agent", False)
    ]
    assert [each.at for each in again.messages] == sorted(counted)


def _with_something(agents: dict[str, Measured]) -> dict[str, object]:
    """The agents who did or have anything: an account that others sign for is none."""
    return {
        agent: (it.now, it.windows)
        for agent, it in agents.items()
        if it.now.backlog or any(window != Window() for window in it.windows.values())
    }


def test_a_conversation_is_there_from_its_first_message_on_also_where_it_says_that_it_began_later():
    begun = datetime(2026, 11, 14, 12, 0, tzinfo=UTC)
    early = Message(id="1", at=begun - timedelta(minutes=5), author="customer")
    late = Message(id="2", at=begun + timedelta(minutes=5), author="agent", agent="anna")
    it = Conversation(id="a", channel="chat", created_at=begun, messages=(early, late))
    assert as_of(it, begun - timedelta(minutes=6)) is None
    assert as_of(it, begun - timedelta(minutes=5)).messages == (early,)
    assert as_of(it, begun + timedelta(minutes=5)) is it
    silent = Conversation(id="b", channel="chat", created_at=begun)
    assert as_of(silent, begun - timedelta(seconds=1)) is None
    assert as_of(silent, begun) is silent


def test_a_resolve_is_known_from_its_instant_on():
    begun, after = datetime(2026, 11, 14, 12, 0, tzinfo=UTC), timedelta(hours=1)
    it = Conversation(
        id="a", channel="chat", created_at=begun, resolved_at=(begun + after, begun + 2 * after)
    )
    assert as_of(it, begun + after - timedelta(seconds=1)).resolved_at == ()
    assert as_of(it, begun + after).resolved_at == (begun + after,)
    assert as_of(it, begun + 2 * after) is it
