"""The way back through a Chatwoot over real HTTP: few requests, one a step, and the same days as a fill would give."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dashboard.earlier import Stretch
from dashboard.feed import Feed
from dashboard.further import Further
from dashboard.model import DayCurves
from dashboard.problems import InboxProblem
from dashboard.retold import Deaf
from dashboard.settings import from_mapping
from data.demo.running import DemoInbox
from data.earlier_file import EarlierFile
from data.inboxes import Door, Secret, open_chatwoot
from data.inboxes.chatwoot import Chatwoot
from data.inboxes.chatwoot_earlier import ChatwootEarlier
from data.past import PastInMemory
from tests.data.inboxes.walls import DAY, Broken, Hang, at
from tests.fakes.chatwoot import NOON, FakeChatwoot


def closed(fake: FakeChatwoot, days_ago: float) -> int:
    """A conversation of some days ago: a question, a reply, a resolve."""
    begun = NOON - days_ago * DAY
    talk = fake.begin(at=begun)
    fake.reply(talk, "Ja", at=begun + 300)
    fake.resolve(talk, at=begun + 600)
    return talk.id


def walked(way: ChatwootEarlier, requests: Callable[[], int]) -> tuple[list[Stretch], list[int]]:
    """All stretches to the end, and how many requests each step cost."""
    stretches, counts = list[Stretch](), list[int]()
    while not stretches or not stretches[-1].done:
        before = requests()
        stretches.append(way.step())
        counts.append(requests() - before)
    return stretches, counts


def test_a_step_is_a_request_and_what_is_too_young_or_too_old_costs_none_of_its_own(hang: Hang) -> None:
    fake = FakeChatwoot()
    for number in range(40):
        closed(fake, 0.1 + number * 0.15)  # six days that are known
    wanted = [closed(fake, 7 + number * 0.5) for number in range(30)]  # fifteen that are not
    for number in range(30):
        closed(fake, 23 + number)
    wall = hang(fake)
    wall.fill()
    wall.proxy.requests.clear()
    way = wall.box.earlier()
    way.begin(at(NOON - 22 * DAY), at(NOON - 6.5 * DAY), 0)
    stretches, counts = walked(way, lambda: len(wall.proxy.requests))
    brought = [each for it in stretches for each in it.conversations]
    assert {int(each.id) for each in brought} == set(wanted)
    assert all(len(each.messages) == 3 for each in brought)
    assert all(each.resolved_at for each in brought)
    assert max(counts) == 1
    assert wall.asked().count("messages") == 30
    assert len(wall.proxy.requests) == 30 + 3
    reached = [it.reached for it in stretches if it.reached]
    assert reached == sorted(reached, reverse=True)
    assert reached[-1] <= at(NOON - 22 * DAY)


def test_it_goes_on_at_a_page_and_looks_two_pages_back(hang: Hang) -> None:
    fake = FakeChatwoot()
    for number in range(120):
        closed(fake, 1 + number * 0.1)
    wall = hang(fake)
    wall.ask()
    wall.proxy.requests.clear()
    way = wall.box.earlier()
    way.begin(at(NOON - 40 * DAY), at(NOON), 4)
    stretches, _ = walked(way, lambda: 0)
    pages = [int(request.query["page"]) for request in wall.proxy.requests if "page" in request.query]
    assert pages == [3, 4, 5]
    assert len({each.id for it in stretches for each in it.conversations}) == 120 - 50


def test_polls_beside_it_are_as_ever(hang: Hang) -> None:
    fake = FakeChatwoot()
    for number in range(30):
        closed(fake, 10 + number * 0.1)
    wall = hang(fake)
    wall.fill()
    way = wall.box.earlier()
    way.begin(at(NOON - 20 * DAY), at(NOON - 8 * DAY), 0)
    for _ in range(10):
        way.step()
        new = fake.begin("Er det noen her?")
        assert [each.id for each in wall.poll().conversations] == [str(new.id)]
        assert len(wall.asked()) <= 3
    assert len(wall.conversations) == 10


def test_one_that_is_gone_or_fails_holds_nothing_up_and_no_contact_is_told(hang: Hang) -> None:
    fake = FakeChatwoot()
    for number in range(4):
        closed(fake, 10 + number)
    broken = Broken(fake, after=float("inf"))
    wall = hang(fake, answer=broken)
    wall.fill()
    way = wall.box.earlier()
    way.begin(at(NOON - 20 * DAY), at(NOON - 8 * DAY), 0)
    way.step()
    broken.after = 0
    with pytest.raises(InboxProblem):
        way.step()
    broken.after = float("inf")
    del fake.conversations[1]
    stretches, _ = walked(way, lambda: 0)
    assert {each.id for it in stretches for each in it.conversations} == {"2", "3", "4"}


# ── Against the demo inbox ───────────────────────────────────────────────────────────────────────────

OSLO = ZoneInfo("Europe/Oslo")


@pytest.fixture(scope="module")
def demo():
    start = datetime.now(UTC).astimezone(OSLO).replace(hour=13, minute=0, second=0, microsecond=0)
    options = (
        "--scenario",
        "calm",
        "--days",
        "14",
        "--seed",
        "7",
        "--speed",
        "0",
        "--start",
        start.isoformat(),
    )
    with DemoInbox(*options) as inbox:
        yield inbox


def opened(demo: DemoInbox, history_days: float) -> Chatwoot:
    return open_chatwoot(
        Door(
            address=demo.ready.address,
            account=demo.ready.account,
            token=Secret(demo.ready.token),
            history_days=history_days,
            clock=lambda: datetime.now(UTC),
        )
    )


def filled(box: Chatwoot, past: PastInMemory, further: Further | None = None) -> Feed:
    settings = from_mapping({"polling": {"history_days": 3}})
    feed = Feed(
        box,
        Deaf(),
        settings,
        clock=lambda: datetime.now(UTC),
        draw=lambda: 0.0,
        past=past,
        further=further,
    )
    while feed.poll().filling is not None:
        pass
    return feed


def test_the_days_are_those_that_a_long_fill_gives_and_the_requests_are_bounded(demo, tmp_path) -> None:
    long, short = PastInMemory(), PastInMemory()
    reference = opened(demo, 9)
    filled(reference, long)
    reference.close()
    box = opened(demo, 3)
    way = Counted(box.earlier())
    further = Further(way, Deaf(), short, EarlierFile(tmp_path, "demo"), from_mapping({}))
    feed = filled(box, short, further)
    assert 1 <= len(short.days()) <= 3
    before, now = box._web.requests, datetime.now(UTC)
    while not further.done:
        reading = feed._last.reading
        further.go(now, reading.at)
        now += timedelta(seconds=2)
    asked = box._web.requests - before
    box.close()
    wanted = {each.day: each for each in long.days()}
    found = {each.day: each for each in short.days()}
    assert set(wanted) < set(found)
    assert len(found) >= 12
    for day, its in wanted.items():
        assert _rough(found[day]) == _rough(its), day
    pages = 14 * 200 / 25
    assert 1000 < way.brought <= asked <= way.brought + pages  # one each, and the pages of the list


class Counted:
    """A way back that counts what it brings."""

    def __init__(self, way: ChatwootEarlier) -> None:
        self.begin, self._way, self.brought = way.begin, way, 0

    def step(self) -> Stretch:
        stretch = self._way.step()
        self.brought += len(stretch.conversations)
        return stretch


def _rough(day: DayCurves) -> dict[str, list[float]]:
    """What must be the same; where customers wait unanswered since before all that was read, the queue is not."""
    names = ("messages_in", "replies_out", "waits_begun", "first_response_time", "next_reply_time")
    return {name: [-1.0 if each is None else each for each in day.curves[name]] for name in names}
