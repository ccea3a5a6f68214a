"""The Chatwoot backend over real HTTP: what arrives, when, and for how many requests."""

import contextlib
import math
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from dashboard.model import Changes, Conversation, Message
from dashboard.problems import InboxProblem
from data.inboxes import INBOXES, Door, Secret
from data.inboxes.chatwoot import Chatwoot
from data.inboxes.web import Web
from tests.fakes.chatwoot import NOON, TOKEN, FakeChatwoot
from tests.fakes.faulty import Answerer, FaultyProxy, Reply, Request

DAY = 86400.0
ANNA, BO = 7, 8


class Wall:
    """Polls a fake Chatwoot every 30 seconds of both clocks, and folds what comes as the domain does."""

    def __init__(self, fake: FakeChatwoot, proxy: FaultyProxy, box: Chatwoot, clock: list[float]) -> None:
        self.fake, self.proxy, self.box, self._clock = fake, proxy, box, clock
        self.conversations: dict[str, Conversation] = {}
        self.messages: dict[str, dict[str, Message]] = {}

    def poll(self, seconds: float = 30) -> Changes:
        self.fake.now += seconds
        self._clock[0] += seconds
        return self.ask()

    def ask(self) -> Changes:
        self.proxy.requests.clear()
        changes = self.box.changes()
        for conversation in changes.conversations:
            self.conversations[conversation.id] = conversation
            self.messages.setdefault(conversation.id, {}).update({m.id: m for m in conversation.messages})
        for gone in changes.gone:
            del self.conversations[gone]
        return changes

    def fill(self) -> Changes:
        for _ in range(1000):
            changes = self.ask()
            if changes.arrived == changes.expected:
                return changes
        raise AssertionError("the fill does not end")

    def texts(self, number: int) -> list[str]:
        return [message.text for message in self.messages[str(number)].values()]

    def asked(self) -> list[str]:
        """What the last poll asked for, by the last part of its path."""
        return [request.path.rsplit("/", 1)[-1] for request in self.proxy.requests]


Hang = Callable[..., Wall]


@pytest.fixture
def hang() -> Iterator[Hang]:
    """Hang up a wall in front of a fake."""
    with contextlib.ExitStack() as stack:

        def start(
            fake: FakeChatwoot,
            *,
            answer: Answerer | None = None,
            skew: float = 0,
            max_body: int = 4 << 20,
            **how: object,
        ) -> Wall:
            clock = [fake.now + skew]
            proxy = stack.enter_context(FaultyProxy(answer or fake))
            web = Web(proxy.url, header=("api_access_token", TOKEN), deadline=10, max_body=max_body)
            stack.callback(web.close)
            box = Chatwoot(web, 1, clock=lambda: datetime.fromtimestamp(clock[0], UTC), **how)  # type: ignore[arg-type]
            return Wall(fake, proxy, box, clock)

        yield start


def at(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


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


class Broken:
    """Answers 500 from the request with the number `after` on."""

    def __init__(self, fake: FakeChatwoot, *, after: float) -> None:
        self.after, self._fake = after, fake
        self.seen: list[Request] = []

    def count(self, path: str) -> int:
        return sum(request.path == path for request in self.seen)

    def __call__(self, request: Request) -> Reply:
        self.seen.append(request)
        return Reply(b"oh", 500) if len(self.seen) > self.after else self._fake(request)


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


# ── A poll in steady state ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", [50, 500, 5000])
def test_a_poll_is_one_request_whatever_the_size_of_the_inbox(size: int, hang: Hang) -> None:
    fake = FakeChatwoot()
    for number in range(size):
        fake.begin(at=NOON - 60 - size + number)
    wall = hang(fake, fill_budget=100.0)
    wall.fill()
    assert len(wall.conversations) == size
    fake.denied |= {"live_reports", "agents"}
    wall.poll(61)
    for number in range(1, 4):
        fake.write(fake.conversations[number], "Hallo?")
        changes = wall.poll(10)
        assert wall.asked() == ["conversations"]
        assert changes.requests == 1
        assert [each.id for each in changes.conversations] == [str(number)]


def test_what_has_not_changed_is_not_delivered_again(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin()
    wall = hang(fake)
    wall.fill()
    fake.reply(talk, "Svar")
    assert len(wall.poll().conversations) == 1
    assert wall.poll(5).conversations == ()  # still in the answer: twice the time is asked for
    assert wall.proxy.requests[-1].query["status"] == "all"


def test_a_change_without_a_message_is_delivered_without_a_request(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin()
    wall = hang(fake)
    wall.fill()
    fake.touch(talk, assignee=ANNA, team="some", labels=["nett"], status="pending")
    (found,) = wall.poll().conversations
    assert "messages" not in wall.asked()
    assert (found.assignee, found.team, found.labels, found.status) == ("7", "some", ("nett",), "pending")
    assert found.messages == ()


def test_a_server_without_updated_at_is_understood_by_its_other_fields(hang: Hang) -> None:
    fake = FakeChatwoot()
    fake.absent = {"updated_at", "unread_count", "last_non_activity_message", "last_activity_at"}
    talk = fake.begin()
    wall = hang(fake)
    wall.fill()
    assert wall.poll().conversations == ()
    fake.touch(talk, assignee=ANNA)
    assert wall.poll().conversations[0].assignee == "7"
    fake.write(talk, "Hallo?")
    wall.poll()
    assert wall.texts(talk.id) == ["Hei, er nettet nede?", "Hallo?"]


def test_the_inboxs_clock_is_the_answers(hang: Hang) -> None:
    wall = hang(FakeChatwoot(), skew=-400)
    wall.fill()
    assert wall.poll().at == at(NOON + 30)
    assert wall.box.profile().skew == 400


# ── Gaps: messages are fetched where the row doesn't show all ────────────────────────────────────────


def test_a_new_conversation_and_one_more_line_of_a_waiting_customer_need_no_request(hang: Hang) -> None:
    fake = FakeChatwoot()
    wall = hang(fake)
    wall.fill()
    fake.now += 1
    talk = fake.begin("Hei")
    wall.poll()
    assert "messages" not in wall.asked()
    fake.write(talk, "Hallo?")
    wall.poll()
    assert "messages" not in wall.asked()
    assert wall.texts(talk.id) == ["Hei", "Hallo?"]


Happening = Callable[[FakeChatwoot, int], None]


def two_lines(fake: FakeChatwoot, number: int) -> None:
    fake.write(fake.conversations[number], "Hallo?")
    fake.write(fake.conversations[number], "Er dere der?")


def a_reply(fake: FakeChatwoot, number: int) -> None:
    fake.reply(fake.conversations[number], "Vi ser på det.")


def a_reply_and_the_next_line(fake: FakeChatwoot, number: int) -> None:
    a_reply(fake, number)
    fake.write(fake.conversations[number], "Takk!")


def a_look_and_a_reply_and_the_next_line(fake: FakeChatwoot, number: int) -> None:
    a_reply_and_the_next_line(fake, number)
    fake.conversations[number].agent_seen = fake.now


def a_reply_and_an_activity(fake: FakeChatwoot, number: int) -> None:
    a_reply(fake, number)
    fake.add(fake.conversations[number], "Anna added nett", 2)


def a_reply_and_a_resolve(fake: FakeChatwoot, number: int) -> None:
    a_reply(fake, number)
    fake.resolve(fake.conversations[number])


def a_resolve_and_the_next_line(fake: FakeChatwoot, number: int) -> None:
    fake.resolve(fake.conversations[number])
    fake.write(fake.conversations[number], "Det virker ikke")


@pytest.mark.parametrize(
    "happens",
    [
        two_lines,
        a_reply,
        a_reply_and_the_next_line,
        a_look_and_a_reply_and_the_next_line,
        a_reply_and_an_activity,
        a_reply_and_a_resolve,
        a_resolve_and_the_next_line,
    ],
)
def test_what_happens_within_one_interval_is_all_there(happens: Happening, hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin()
    wall = hang(fake)
    wall.fill()
    fake.now += 20
    happens(fake, talk.id)
    wall.poll(10)
    assert wall.asked().count("messages") == 1
    spoken = [message["content"] for message in talk.messages if message["message_type"] != 2]
    assert [text for text in wall.texts(talk.id) if not text.startswith("Conversation was")] == spoken
    assert wall.conversations[str(talk.id)].status == talk.status
    assert len(wall.conversations[str(talk.id)].resolved_at) == ("resolve" in happens.__name__)


def test_a_reply_within_the_second_of_the_customers_line_is_not_missed(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin("Hei", at=NOON)
    wall = hang(fake)
    wall.fill()
    fake.reply(talk, "Hei!", at=NOON + 0.2)
    fake.write(talk, "Kort svar", at=NOON + 0.4)
    wall.poll()
    assert wall.texts(talk.id) == ["Hei", "Hei!", "Kort svar"]


def test_from_the_cap_of_ten_on_unread_lines_are_fetched(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin("1")
    for number in range(2, 10):
        fake.write(talk, str(number))
    wall = hang(fake)
    wall.fill()
    for number in range(10, 13):
        fake.write(talk, str(number), at=fake.now + 1)
        wall.poll()
        assert wall.asked().count("messages") == 1
    assert wall.texts(talk.id) == [str(number) for number in range(1, 13)]


def test_an_assignment_of_a_waiting_conversation_needs_no_request(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin()
    wall = hang(fake)
    wall.fill()
    fake.touch(talk, assignee=ANNA)
    fake.add(talk, "Assigned to Anna Berg by Bo Lund", 2)
    (found,) = wall.poll().conversations
    assert "messages" not in wall.asked()
    assert (found.assignee, found.messages) == ("7", ())


def test_bots_notes_and_echoes_arrive_as_what_they_are(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin("Hei")
    fake.add(talk, "Velkommen!", 3)
    fake.add(talk, "Prøv å skru av og på", 1, sender={"id": 2, "type": "agent_bot"})
    fake.add(talk, "Spør teknikk", 1, sender={"id": ANNA, "type": "user"}, private=True)
    fake.add(talk, "Svar fra appen", 1, content_attributes={"external_echo": True})
    fake.add(talk, "Anna added nett", 2)
    wall = hang(fake)
    wall.fill()
    found = [(m.author, m.agent, m.private) for m in wall.messages[str(talk.id)].values()]
    assert found == [
        ("customer", None, False),
        ("bot", None, False),
        ("bot", None, False),
        ("agent", "7", True),
        ("agent", None, False),
    ]


# ── Resolves ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "line",
    [
        "Conversation was marked resolved by Anna Berg",
        "Samtale ble løst av Anna Berg",
        "Konversationen har markerats som löst av Anna Berg",
        "Samtalen blev markeret som løst af Anna Berg",
        "Keskustelu merkittiin ratkaistuksi",  # not known: the newest activity line is taken
    ],
)
def test_a_resolve_has_the_time_of_its_line(line: str, hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin()
    fake.reply(talk, "Svar")
    wall = hang(fake)
    wall.fill()
    fake.now += 10
    fake.resolve(talk, line=line)
    wall.poll(20)
    found = wall.conversations[str(talk.id)]
    assert (found.status, found.resolved_at) == ("resolved", (at(NOON + 10),))


def test_a_resolve_alone_is_proven_by_its_own_line(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin()
    wall = hang(fake)
    wall.fill()
    fake.resolve(talk)
    wall.poll()
    assert "messages" not in wall.asked()
    assert wall.conversations[str(talk.id)].resolved_at == (at(NOON),)


def test_a_resolve_without_a_line_has_the_time_of_the_change_until_the_line_comes(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin()
    wall = hang(fake)
    wall.fill()
    fake.now += 10
    fake.resolve(talk, line="")
    wall.poll(0)
    assert wall.conversations[str(talk.id)].resolved_at == (at(NOON + 10.25),)
    fake.add(talk, "Conversation was marked resolved by Anna Berg", 2, at=NOON + 12)
    wall.poll()
    assert wall.conversations[str(talk.id)].resolved_at == (at(NOON + 12),)


def test_each_resolve_counts_also_those_between_two_polls(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin()
    wall = hang(fake)
    wall.fill()
    for number in range(3):
        fake.now += 1
        fake.resolve(talk)
        fake.now += 1
        fake.write(talk, f"Fremdeles nede {number}")
    wall.poll()
    found = wall.conversations[str(talk.id)]
    assert found.status == "open"
    assert found.resolved_at == (at(NOON + 1), at(NOON + 3), at(NOON + 5))


def test_a_conversation_that_stays_resolved_after_a_customers_line_is_resolved_then(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin("Spam", at=NOON - 100)
    fake.touch(talk, status="resolved", waiting_since=0, at=NOON - 100)  # a blocked contact
    wall = hang(fake)
    wall.fill()
    (resolved,) = wall.conversations[str(talk.id)].resolved_at
    assert at(NOON - 100) <= resolved < at(NOON - 99)


# ── When things go wrong ─────────────────────────────────────────────────────────────────────────────


def test_a_poll_that_fails_midway_loses_nothing(hang: Hang) -> None:
    fake = FakeChatwoot()
    talks = [fake.begin() for _ in range(3)]
    wall = hang(fake)
    wall.fill()
    for talk in talks:
        fake.reply(talk, "Svar")
    wall.proxy.fault, wall.proxy.only = "cut_off", f"conversations/{talks[1].id}/messages"
    with pytest.raises(InboxProblem) as caught:
        wall.poll()
    assert caught.value.kind == "cut_off"
    wall.proxy.fault = None
    assert len(wall.poll().conversations) == 3
    assert all("Svar" in wall.texts(talk.id) for talk in talks)


def test_what_came_late_is_asked_for_after_polls_that_failed(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin()
    wall = hang(fake)
    wall.fill()
    wall.proxy.fault = "unavailable"
    for _ in range(5):
        fake.reply(talk, "Svar")
        with pytest.raises(InboxProblem):
            wall.poll(60)
    wall.proxy.fault = None
    wall.poll(60)
    assert wall.texts(talk.id).count("Svar") == 5


def test_one_conversation_that_cannot_be_had_holds_up_no_other(hang: Hang) -> None:
    fake = FakeChatwoot()
    poison, other = fake.begin(), fake.begin()
    wall = hang(fake)
    wall.fill()
    for talk in (poison, other):
        fake.reply(talk, "Svar")
    wall.proxy.fault, wall.proxy.only = "server_error", f"conversations/{poison.id}/messages"
    first, second, third = wall.poll(), wall.poll(), wall.poll()
    assert [each.id for each in first.conversations] == [str(other.id)]
    assert (first.set_aside, second.set_aside, third.set_aside) == (1, 1, 1)
    assert [each.id for each in third.conversations] == [str(poison.id)]  # as its row shows it
    assert wall.texts(poison.id)[-1] == "Svar"
    assert wall.poll().set_aside == 0


def test_two_conversations_that_cannot_be_had_are_trouble(hang: Hang) -> None:
    fake = FakeChatwoot()
    talks = [fake.begin(), fake.begin()]
    wall = hang(fake)
    wall.fill()
    for talk in talks:
        fake.reply(talk, "Svar")
    wall.proxy.fault, wall.proxy.only = "server_error", "messages"
    with pytest.raises(InboxProblem):
        wall.poll()
    wall.proxy.fault = None
    wall.poll()
    assert all("Svar" in wall.texts(talk.id) for talk in talks)


def test_a_row_with_a_wrong_type_is_set_aside_and_the_others_arrive(hang: Hang) -> None:
    fake = FakeChatwoot()
    for number in range(3):
        fake.begin(at=NOON - 100 + number)
    fake.conversations[2].more = {"unread_count": "many"}
    wall = hang(fake)
    changes = wall.fill()
    assert set(wall.conversations) == {"1", "3"}
    assert changes.set_aside == 2  # once in the open ones, once in the history
    fake.conversations[2].more = {}
    fake.touch(fake.conversations[2])
    wall.poll()
    assert set(wall.conversations) == {"1", "2", "3"}


def test_a_message_with_a_wrong_type_is_set_aside_and_the_others_arrive(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin("1")
    fake.add(talk, "2", 0, content_type="text", private="perhaps")
    fake.write(talk, "3")
    wall = hang(fake)
    assert wall.fill().set_aside == 1
    assert wall.texts(talk.id) == ["1", "3"]
    assert wall.poll().set_aside == 0


def test_a_list_of_which_no_row_can_be_read_is_trouble(hang: Hang) -> None:
    fake = FakeChatwoot()
    for _ in range(6):
        fake.begin().more = {"labels": 5}
    with pytest.raises(InboxProblem) as caught:
        hang(fake).ask()
    assert caught.value.kind == "wrong_shape"


@pytest.mark.parametrize(
    ("fault", "kind"), [("unauthorised", "unauthorised"), ("rate_limited", "rate_limited")]
)
def test_a_refusal_is_told(fault: str, kind: str, hang: Hang) -> None:
    wall = hang(FakeChatwoot())
    wall.proxy.fault = fault
    with pytest.raises(InboxProblem) as caught:
        wall.ask()
    assert caught.value.kind == kind
    wall.proxy.fault = None
    assert wall.fill().known_since


def test_a_list_too_big_for_one_answer_is_read_by_pages(hang: Hang) -> None:
    fake = FakeChatwoot()
    talks = [fake.begin(at=NOON - 900 + number) for number in range(200)]
    wall = hang(fake, max_body=60_000, fill_budget=100.0)
    wall.fill()
    for talk in talks:
        fake.write(talk, "Hallo?", at=NOON + 1)
    wall.poll()
    wall.poll()
    assert all(wall.texts(talk.id) == ["Hei, er nettet nede?", "Hallo?"] for talk in talks)


def test_after_a_long_time_away_everything_is_gone_through_but_not_fetched_again(hang: Hang) -> None:
    fake = FakeChatwoot()
    for number in range(40):
        fake.reply(fake.begin(at=NOON - 900 + number), "Svar", at=NOON - 500 + number)
    wall = hang(fake)
    wall.fill()
    fake.now += 3600
    fake.write(fake.conversations[1], "Hallo?")
    changes = wall.poll(3600)
    assert changes.known_since == at(NOON + 7200 - 7 * DAY)
    assert wall.asked().count("messages") == 1
    assert wall.texts(1)[-1] == "Hallo?"


def test_an_inbox_whose_clock_leaps_is_asked_again_for_longer(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin()
    wall = hang(fake)
    wall.fill()
    fake.write(talk, "Hallo?")
    fake.now += 600
    wall.poll(30)
    assert wall.texts(talk.id)[-1] == "Hallo?"
    fake.write(talk, "Er dere der?")
    fake.now += 600
    wall.poll(30)
    assert wall.asked().count("conversations") == 1  # the pace is known now


def test_a_clock_of_ours_that_was_set_back_changes_nothing(hang: Hang) -> None:
    fake = FakeChatwoot()
    talk = fake.begin()
    wall = hang(fake)
    wall.fill()
    wall._clock[0] -= 7200
    fake.write(talk, "Hallo?")
    fake.now += 5
    assert wall.ask().known_since == at(NOON - 7 * DAY)
    assert wall.texts(talk.id)[-1] == "Hallo?"


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


# ── What is asked now and then ───────────────────────────────────────────────────────────────────────


def test_agents_are_asked_each_minute_the_count_each_five_and_inboxes_each_hour(hang: Hang) -> None:
    wall = hang(FakeChatwoot())
    wall.fill()
    asked = {"agents": 0, "conversation_metrics": 0, "inboxes": 0, "profile": 0}
    for _ in range(120):
        wall.poll(30)
        for what in asked:
            asked[what] += wall.asked().count(what)
    assert asked == {"agents": 60, "conversation_metrics": 12, "inboxes": 1, "profile": 0}


def test_the_inboxs_own_count_is_a_cross_check(hang: Hang) -> None:
    fake = FakeChatwoot()
    fake.begin()
    wall = hang(fake)
    assert wall.fill().cross_check == 1
    assert wall.poll().cross_check is None
    fake.begin()
    assert wall.poll(300).cross_check == 2


def test_a_plain_agents_token_is_no_trouble(hang: Hang) -> None:
    fake = FakeChatwoot()
    fake.denied = {"live_reports", "agents"}
    fake.begin()
    wall = hang(fake)
    changes = wall.fill()
    assert (changes.cross_check, changes.agents) == (None, ())
    wall.poll(301)
    assert "conversation_metrics" not in wall.asked()


def test_a_new_inbox_is_named_at_once(hang: Hang) -> None:
    fake = FakeChatwoot()
    wall = hang(fake)
    wall.fill()
    wall.poll(100)
    fake.inboxes.append({"id": 9, "name": "Forum", "channel_type": "Channel::Api"})
    fake.begin(inbox=9)
    (found,) = wall.poll().conversations
    assert (found.channel, found.public) == ("Forum", None)


def test_an_inbox_nobody_names_is_called_by_its_number_and_asked_for_once_a_minute(hang: Hang) -> None:
    fake = FakeChatwoot()
    wall = hang(fake)
    wall.fill()
    wall.poll(100)
    counts = []
    for _ in range(4):
        fake.begin(inbox=9)
        counts.append((wall.poll(30).conversations[0].channel, wall.asked().count("inboxes")))
    assert counts == [("inbox 9", 1), ("inbox 9", 0), ("inbox 9", 1), ("inbox 9", 0)]


def test_public_channels_and_tweets_are_public(hang: Hang) -> None:
    fake = FakeChatwoot()
    fake.inboxes = [
        {"id": 4, "name": "Side", "channel_type": "Channel::FacebookPage"},
        {"id": 5, "name": "X", "channel_type": "Channel::TwitterProfile"},
        {
            "id": 6,
            "name": "Instagram",
            "channel_type": "Channel::Instagram",
            "reauthorization_required": True,
        },
    ]
    for inbox in (4, 5, 6):
        fake.begin(inbox=inbox)
    fake.conversations[2].attributes = {"type": "tweet"}
    wall = hang(fake, public_channels=frozenset({"Side"}))
    changes = wall.fill()
    assert [wall.conversations[number].public for number in "123"] == [True, True, False]
    assert [channel.broken for channel in changes.channels] == [False, False, True]


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


# ── The table of backends ────────────────────────────────────────────────────────────────────────────


def test_a_door_opens_every_inbox_of_the_table() -> None:
    fake = FakeChatwoot()
    fake.begin()
    with FaultyProxy(fake) as proxy:
        for kind in INBOXES:
            box = INBOXES[kind](Door(address=proxy.url, token=Secret(TOKEN)))
            assert len(box.changes().conversations) == 1
            assert isinstance(box, Chatwoot)
            box.close()
    assert INBOXES.keys() == {"chatwoot"}


def test_a_door_does_not_show_its_token() -> None:
    assert TOKEN not in repr(Door(address="https://a.example", token=Secret(TOKEN)))


def test_a_profile_tells_who_asks(hang: Hang) -> None:
    found = hang(FakeChatwoot()).box.profile()
    assert (found.name, found.role, found.admin) == ("Wall", "administrator", True)
    assert found.skew == pytest.approx(0, abs=timedelta(seconds=1).total_seconds())
