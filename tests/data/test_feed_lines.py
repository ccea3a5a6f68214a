"""The feed as a process does what comes on its standard input."""

import io
import os
import threading
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from msgspec.structs import replace

from dashboard.asking import Answered, Ask, AskList, Enough, Listed, Numbers
from dashboard.snapshot import Snapshot
from dashboard.voice.values import Kill, Release
from data.feed_lines import LONGEST_ORDER, Desk, Orders, run
from tests.dashboard.test_struggles import DOWN, NOON, feed, told


@pytest.fixture
def pipe():
    read, write = os.pipe()
    orders = Orders()
    reader = threading.Thread(target=orders.read, args=(read,))
    reader.start()
    with os.fdopen(write, "wb", buffering=0) as desk:
        yield orders, desk
    reader.join(timeout=5)
    os.close(read)


def test_a_wish_is_a_line_however_it_is_cut_on_its_way(pipe):
    orders, desk = pipe
    line = msgspec.json.encode(Release(id="abc", by="Åse")) + b"\n"
    for byte in line:
        desk.write(bytes([byte]))
    assert orders.next(within=5) == Release(id="abc", by="Åse")
    assert orders.next(within=0) is None
    assert not orders.ended


def test_several_wishes_come_in_their_order(pipe):
    orders, desk = pipe
    wishes = [Release(id=str(number), by="Ola") for number in range(50)] + [Kill(id="7", by="Ola")]
    desk.write(b"".join(msgspec.json.encode(wish) + b"\n" for wish in wishes))
    assert [orders.next(within=5) for _ in wishes] == wishes


@pytest.mark.parametrize("line", [b"", b"kill them all", b'{"wish":"sing"}', b"\xff\xfe", b"[" * 5000])
def test_a_line_that_is_no_wish_is_left_out_and_its_words_are_not_logged(pipe, line, logs):
    orders, desk = pipe
    logs.expect(f"a line of {len(line)} bytes on standard input is no wish")
    desk.write(line + b"\n" + msgspec.json.encode(Kill(id="a", by="Ola")) + b"\n")
    assert orders.next(within=5) == Kill(id="a", by="Ola")


def test_an_endless_line_costs_no_memory(pipe, logs):
    orders, desk = pipe
    for _ in range(10):
        desk.write(b"x" * LONGEST_ORDER)
    logs.expect("is no wish")
    desk.write(b"\n" + msgspec.json.encode(Kill(id="a", by="Ola")) + b"\n")
    assert orders.next(within=5) == Kill(id="a", by="Ola")


def test_the_end_of_the_input_is_the_end_of_the_feed(pipe):
    orders, desk = pipe
    desk.close()
    assert orders.next(within=5) is None
    assert orders.ended


def test_without_a_desk_each_poll_is_one_line():
    out = io.BytesIO()
    assert run(feed(told(DOWN), clock=lambda: NOON), out, count=1) == 0
    (line,) = out.getvalue().splitlines()
    assert msgspec.json.decode(line, type=Snapshot).topics[0].id == "net"


def test_questions_are_answered_between_two_polls_and_a_list_that_is_enough_ends():
    out, orders = io.BytesIO(), Orders()
    made = feed(told(DOWN), clock=lambda: NOON)
    snapshot = replace(made.poll(), next_poll_at=datetime.now(UTC) + timedelta(hours=1))
    for line in (Ask(id=1), AskList(id=2, of="queue"), AskList(id=3, of="queue"), Enough(id=3)):
        orders.take(msgspec.json.encode(line))
    orders.take(None)
    Desk(made, orders, out).serve(snapshot)
    answers = [msgspec.json.decode(line, type=Answered) for line in out.getvalue().splitlines()]
    assert [(type(answer), answer.id) for answer in answers][:2] == [(Numbers, 1), (Listed, 2)]
    assert answers[0].reading == snapshot.reading
    assert orders.ended


def test_a_long_list_does_not_keep_the_poll_waiting():
    out, orders = io.BytesIO(), Orders()
    made = feed(told(DOWN), clock=lambda: NOON)
    due = replace(made.poll(), next_poll_at=NOON)
    orders.take(msgspec.json.encode(AskList(id=2, of="queue")))
    assert Desk(made, orders, out).serve(due) is due
    assert len(out.getvalue().splitlines()) == 1
