"""The Chatwoot backend over real HTTP: the first fill, the resync, and what is forgotten."""

import math
from datetime import datetime

import pytest

from dashboard.problems import InboxProblem
from tests.data.inboxes.walls import BO, DAY, Broken, Hang, Sparing, at
from tests.fakes.chatwoot import NOON, FakeChatwoot

# ── The first fill ───────────────────────────────────────────────────────────────────────────────────


def test_the_first_fill_brings_everything_unresolved_and_all_of_the_history(hang: Hang) -> None:
    fake = FakeChatwoot()
    old_but_open = fake.begin(at=NOON - 90 * DAY)
    for status in ("pending", "snoozed"):
        fake.touch(fake.begin(at=NOON - 30 * DAY), status=status)
    closed = fake.begin(at=NOON - 3 * DAY)
    fake.reply(closed, "Ja, til kl. 14.", at=NOON - 3 * DAY + 300)
    fake.resolve(closed, at=NOON - 3 * DAY + 600)
    forgotten = fake.begin(at=NOON - 20 * DAY)
    fake.resolve(forgotten, at=NOON - 19 * DAY)
    wall = hang(fake)
    changes = wall.fill()
    assert set(wall.conversations) == {"1", "2", "3", "4"}
    assert wall.conversations["4"].resolved_at == (at(NOON - 3 * DAY + 600),)
    assert wall.conversations[str(old_but_open.id)].status == "open"
    assert (changes.known_since, changes.at) == (at(NOON - 7 * DAY), at(NOON))
    assert changes.channels[0].name == "Instagram"
    assert [agent.name for agent in changes.agents] == ["Anna Berg"]
    assert wall.box.name == "127.0.0.1"


def test_a_fill_is_spread_over_calls_and_the_longest_waiting_come_first(hang: Hang) -> None:
    fake = FakeChatwoot()
    for number in range(60):
        answered = fake.begin(at=NOON - 3600 + number)
        fake.reply(answered, "Svar", at=NOON - 3000 + number)
    waiting = fake.begin(at=NOON - 7200)
    wall = hang(fake, fill_budget=0.0)
    seen: list[tuple[int, int, datetime | None]] = []
    while not seen or seen[-1][0] < seen[-1][1]:
        changes = wall.ask()
        seen.append((changes.arrived, changes.expected, changes.known_since))
    assert next(iter(wall.conversations)) == str(waiting.id)
    assert len(wall.conversations) == 61
    arrived, expected, since = zip(*seen, strict=True)
    assert list(arrived) == sorted(arrived)
    assert all(a < e for a, e in zip(arrived[:-1], expected[:-1], strict=True))
    assert since[0] is None
    assert since[-1] == at(NOON - 7 * DAY)
    known = [instant for instant in since if instant]
    assert known == sorted(known, reverse=True)


def test_an_inbox_that_lets_few_requests_through_shows_what_is_live_and_is_filled_up_from_slowly(
    hang: Hang,
) -> None:
    """Nine in ten wait for the fill, and none of the polls fails; after the first refusal there is hardly another."""
    fake = FakeChatwoot()
    for number in range(200):
        fake.reply(fake.begin(at=NOON - 9000 + number), "Svar", at=NOON - 5000 + number)
    waiting = fake.begin(at=NOON - 7200)
    sparing = Sparing(fake, 60)
    wall = hang(fake, answer=sparing, by_hand=True, fill_budget=100.0)
    first = wall.ask()
    assert sparing.refused == 1
    assert str(waiting.id) in wall.conversations
    assert 40 < first.arrived < first.expected == 201
    assert (first.pause, first.paced) == (60.0, True)
    seen = [first]
    while seen[-1].arrived < seen[-1].expected:
        fake.write(waiting, f"Hallo {len(seen)}")
        seen.append(wall.poll(max(30.0, seen[-1].pause)))
        assert wall.texts(waiting.id)[-1] == f"Hallo {len(seen) - 1}"  # live all the while
        assert len(wall.proxy.requests) <= 50
    assert sparing.refused == 1
    assert len(seen) < 12
    assert all(each.pause == 0 for each in seen[1:])
    assert not wall.poll().paced


def test_an_inbox_that_says_no_before_anything_is_known_is_trouble(hang: Hang) -> None:
    sparing = Sparing(FakeChatwoot(), 1)
    with pytest.raises(InboxProblem) as caught:
        hang(FakeChatwoot(), answer=sparing, by_hand=True).ask()
    assert (caught.value.kind, caught.value.retry_after) == ("rate_limited", 60.0)


def test_what_a_refused_fill_has_read_is_told_once_and_not_asked_for_again(hang: Hang) -> None:
    fake = FakeChatwoot()
    for number in range(100):
        fake.begin(at=NOON - 9000 + number)
    sparing = Sparing(fake, 30)
    wall = hang(fake, answer=sparing, by_hand=True, fill_budget=100.0)
    known: set[str] = set()
    for _ in range(20):
        changes = wall.poll(60)
        told = {each.id for each in changes.conversations}
        assert not told & known
        known |= told
    assert len(known) == 100


def test_all_messages_of_a_long_conversation_come(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin("0", at=NOON - 4000)
    for number in range(1, 250):
        fake.write(talk, str(number), at=NOON - 4000 + number)
    wall = hang(fake)
    wall.fill()
    assert wall.texts(talk.id) == [str(number) for number in range(250)]
    assert wall.asked().count("messages") == 3


def test_a_conversation_of_one_unread_message_costs_no_request_of_its_own(hang: Hang) -> None:
    fake = FakeChatwoot()
    for _ in range(30):
        fake.begin("Er det noen her?")
    wall = hang(fake)
    wall.fill()
    assert "messages" not in wall.asked()
    assert wall.texts(30) == ["Er det noen her?"]


def test_a_fill_that_fails_midway_goes_on_where_it_was(hang: Hang) -> None:
    fake = FakeChatwoot()
    for _ in range(40):
        fake.reply(fake.begin("Hei"), "Hei!")
    broken = Broken(fake, after=20)
    wall = hang(fake, answer=broken)
    with pytest.raises(InboxProblem):
        wall.ask()
    broken.after = math.inf
    wall.fill()
    asked_twice = {r.path for r in broken.seen if "messages" in r.path and broken.count(r.path) > 1}
    assert len(wall.conversations) == 40
    assert all(len(texts) == 2 for texts in wall.messages.values())
    assert len(asked_twice) <= 2


def test_changes_during_the_fill_are_not_lost(hang: Hang) -> None:
    fake = FakeChatwoot()
    talks = [fake.begin(at=NOON - 5000 + number) for number in range(60)]
    wall = hang(fake, fill_budget=0.0)
    for number in range(20):
        wall.poll()
        fake.reply(talks[number], "Svar")
        fake.resolve(talks[number + 1])
    wall.poll()
    wall.fill()
    assert len(wall.conversations) == 60
    assert sum(each.status == "open" for each in wall.conversations.values()) == 40
    assert all("Svar" in wall.texts(talk.id) for talk in talks[:20])


# ── The resync ───────────────────────────────────────────────────────────────────────────────────────


def quietly(fake: FakeChatwoot, number: int, **fields: object) -> None:
    """Change a conversation in a way that no list of changes shows."""
    for name, value in fields.items():
        setattr(fake.conversations[number], name, value)


def test_a_resync_finds_what_the_list_of_changes_has_missed(hang: Hang) -> None:
    fake = FakeChatwoot()
    for number in range(4):
        fake.begin(at=NOON - 5000 + number)
    wall = hang(fake)
    wall.fill()
    quietly(fake, 1, assignee=BO)
    quietly(fake, 2, status="resolved", waiting_since=0)
    del fake.conversations[3]
    fake.now += 1000
    missed = fake.begin(at=NOON + 1)
    assert str(missed.id) not in wall.conversations
    changes = wall.poll(900)
    assert wall.conversations["1"].assignee == "8"
    assert wall.conversations["2"].status == "resolved"
    assert changes.gone == ("3",)
    assert str(missed.id) in wall.conversations
    assert wall.poll().gone == ()


def test_a_conversation_no_longer_ours_to_see_is_gone(hang: Hang) -> None:
    fake = FakeChatwoot()
    fake.begin(at=NOON - 5000)
    wall = hang(fake)
    wall.fill()
    hidden = fake.conversations[1]
    quietly(fake, 1, status="hidden")
    fake.denied.add("conversations/1")
    assert hidden.status == "hidden"
    assert wall.poll(900).gone == ("1",)


def test_a_conversation_that_cannot_be_looked_up_is_asked_for_again_by_the_next_resync(hang: Hang) -> None:
    fake = FakeChatwoot()
    fake.begin(at=NOON - 5000)
    wall = hang(fake)
    wall.fill()
    quietly(fake, 1, status="resolved", waiting_since=0)
    wall.proxy.fault, wall.proxy.only = "server_error", "conversations/1"
    assert wall.poll(900).set_aside == 1
    wall.proxy.fault = None
    assert wall.poll().set_aside == 0
    wall.poll(900)
    assert wall.conversations["1"].status == "resolved"


def test_a_resync_is_due_every_quarter_of_an_hour(hang: Hang) -> None:
    fake = FakeChatwoot()
    wall = hang(fake)
    wall.fill()
    lists = []
    for _ in range(20):
        wall.poll(100)
        lists.append(wall.asked().count("conversations"))
    assert lists == 2 * [1, 1, 1, 1, 1, 1, 1, 1, 4] + 2 * [1]


# ── Bounds ───────────────────────────────────────────────────────────────────────────────────────────


def test_closed_conversations_are_forgotten_when_they_are_history(hang: Hang) -> None:
    fake = FakeChatwoot()
    for _ in range(10):
        fake.resolve(fake.begin())
    fake.begin()
    wall = hang(fake)
    wall.fill()
    assert len(wall.box._reader) == 11
    for _ in range(4):
        wall.poll(2.5 * DAY)
    assert len(wall.box._reader) == 1


def test_a_change_to_a_conversation_closed_long_ago_costs_nothing(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin(at=NOON - 40 * DAY)
    fake.resolve(talk, at=NOON - 39 * DAY)
    wall = hang(fake)
    wall.fill()
    fake.touch(talk, labels=["arkiv"])
    assert wall.poll().conversations == ()
    assert "messages" not in wall.asked()
