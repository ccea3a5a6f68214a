"""The Chatwoot backend over real HTTP: what fails, and what is not lost by it."""

import pytest

from dashboard.problems import InboxProblem
from tests.conftest import Logs
from tests.data.inboxes.walls import DAY, Hang, at
from tests.fakes.chatwoot import NOON, FakeChatwoot


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


def test_what_came_late_is_asked_for_after_polls_that_failed(hang: Hang, logs: Logs) -> None:
    logs.expect("the agents can't be had")
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


def test_an_instant_of_the_year_5138_sets_its_row_aside_and_the_others_count(hang: Hang) -> None:
    fake = FakeChatwoot()
    good, absurd = fake.begin(), fake.begin()
    absurd.more["created_at"] = 99_999_999_999
    wall = hang(fake)
    assert wall.fill().set_aside
    assert list(wall.conversations) == [str(good.id)]
