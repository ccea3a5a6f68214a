"""What was known at an earlier instant counts as it did then, of the ledger at hand and of the rows that are kept."""

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from dashboard.asking import Ask, AskList, Filter
from dashboard.feed import Feed
from dashboard.kept import ConversationRow
from dashboard.ledger import Ledger
from dashboard.measure.gauge import gauge
from dashboard.measure.reading import measure
from dashboard.model import Agent, Changes
from dashboard.settings import Settings, Team
from dashboard.then import AT_HAND, Then
from data.archive import as_of
from tests.dashboard.archives import WrittenEar, archive
from tests.dashboard.test_feed import NOON, Scripted, conversation
from tests.dashboard.test_retold import told

OSLO = ZoneInfo("Europe/Oslo")
AT = datetime(2026, 10, 26, 9, tzinfo=UTC)
LONG_AGO = AT - timedelta(days=40)
PAGED = Settings(team=Team(page_accounts=("page",)))
"""Else whose replies are a page's is guessed of all that is at hand."""
HOURS = (0, 1, 5, 17, 33)


class Kept:
    """The rows of a past; `asked` are the days."""

    def __init__(self, *rows):
        self.kept, self.asked = rows, []

    def rows(self, day):
        self.asked.append(day)
        return self.kept


def known_at(conversations, at):
    """What a ledger knew that was folded at that time, where a status is as messages and resolves say."""
    ledger = Ledger(WrittenEar(), trust_status=False)
    ledger.fold(found for each in conversations if (found := as_of(each, at)))
    return ledger


def numbers(ledger, at):
    it = measure(ledger, gauge(PAGED, at.timestamp()))
    busy = {agent: load for agent, load in it.now.load.items() if load.open or load.replies_last_60_min}
    return (
        it.windows,
        replace(it.now, load=busy),
        it.by["channel"],
        it.by["team"],
        it.by["language"],
        it.by["hour"],
    )


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("hours", HOURS)
def test_the_ledger_of_today_says_what_it_would_have_said_then(seed, hours):
    conversations, at = archive(Random(seed).choice, around=AT, size=40), AT - timedelta(hours=hours)
    found = Then(known_at(conversations, AT), OSLO).at(at, AT, LONG_AGO, {})
    assert found.named
    assert numbers(found.ledger, at) == numbers(known_at(conversations, at), at)


@pytest.mark.parametrize("seed", range(6))
def test_the_rows_of_a_day_say_what_was_known_on_it(seed):
    conversations, at = archive(Random(seed).choice, around=AT, size=40), AT - timedelta(hours=5)
    rows = told([replace(each, status="open") for each in conversations], names=True)
    kept = Kept(*rows)
    found = Then(Ledger(WrittenEar()), OSLO, kept).at(at, AT + AT_HAND, LONG_AGO, {})
    assert kept.asked == [at.astimezone(OSLO).date()]
    assert numbers(found.ledger, at)[0] == numbers(known_at(conversations, at), at)[0]


def test_a_status_that_nothing_has_changed_since_is_that_of_then():
    told_before = conversation(1, at=NOON - timedelta(hours=3), status="snoozed")
    resolved = replace(
        conversation(2, at=NOON - timedelta(hours=3), status="resolved"),
        resolved_at=(NOON - timedelta(hours=1),),
    )
    made = feed(Changes(at=NOON, conversations=(told_before, resolved), known_since=LONG_AGO))
    made.poll()
    then = NOON - timedelta(hours=2)
    for name, wanted in (("backlog_snoozed", ("1",)), ("queue", ("2",)), ("backlog_open", ("2",))):
        (part,) = made.tell(AskList(id=1, of=name, at=then))
        assert (part.ids, part.at, part.kept) == (wanted, then, True), name


def feed(*script, rows=None):
    settings = Settings()
    return Feed(Scripted(*script), WrittenEar(), settings, clock=lambda: NOON, draw=lambda: 0.0, rows=rows)


def test_the_feed_tells_numbers_and_lists_of_an_earlier_instant_under_a_filter():
    old, new = conversation(1, at=NOON - timedelta(hours=2), team="night"), conversation(2, at=NOON)
    made = feed(Changes(at=NOON, conversations=(old, new), known_since=LONG_AGO))
    made.poll()
    then = NOON - timedelta(hours=1)
    assert made.answer(Ask(id=1)).reading.now.queue_size == 2
    told = made.answer(Ask(id=2, at=then))
    assert (told.at, told.reading.at, told.reading.now.queue_size, told.named) == (then, then, 1, True)
    assert made.answer(Ask(id=3, at=then, filter=Filter(teams=(None,)))).reading.now.queue_size == 0
    assert [part.ids for part in made.tell(AskList(id=4, of="queue", at=then))] == [("1",)]


def test_of_a_day_of_which_nothing_is_kept_the_feed_says_so():
    made = feed(Changes(at=NOON, conversations=(conversation(1),), known_since=NOON - timedelta(hours=1)))
    made.poll()
    before = NOON - timedelta(days=1)
    assert made.answer(Ask(id=1, at=before)).reading is None
    (part,) = made.tell(AskList(id=1, of="queue", at=before))
    assert (part.kept, part.total) == (False, 0)


def test_rows_without_their_messages_tell_nothing():
    before = NOON - timedelta(days=20)
    wordless = ConversationRow(
        id="1", customer=1, created=before.timestamp(), last_at=before.timestamp(), messages_in=2
    )
    then = Then(Ledger(WrittenEar()), OSLO, Kept(wordless))
    assert then.at(before + timedelta(hours=1), NOON, None, {}) is None


def test_whose_names_are_not_kept_is_said_and_names_that_are_become_the_ids_of_today():
    before = NOON - timedelta(days=20)
    conversations = [conversation(1, at=before, assignee="Anna Berg"), conversation(2, at=before)]
    at = before + timedelta(hours=1)
    named = Then(Ledger(WrittenEar()), OSLO, Kept(*told(conversations, names=True))).at(
        at, NOON, None, {"Anna Berg": "a1"}
    )
    assert (named.named, named.ledger.agents.names) == (True, [None, "a1"])
    unnamed = Then(Ledger(WrittenEar()), OSLO, Kept(*told(conversations))).at(at, NOON, None, {})
    assert (unnamed.named, unnamed.ledger.agents.names) == (False, [None, "somebody"])


def test_lists_and_numbers_of_one_instant_are_told_of_one_look():
    kept = Kept(*told([conversation(1, at=NOON - timedelta(days=20))]))
    made = feed(Changes(at=NOON, agents=(Agent(id="a", name="A"),)), rows=kept)
    made.poll()
    then = NOON - timedelta(days=19)
    made.answer(Ask(id=1, at=then))
    assert [part.total for part in made.tell(AskList(id=2, of="backlog", at=then))] == [1]
    assert len(kept.asked) == 1
